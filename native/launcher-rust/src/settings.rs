// SPDX-License-Identifier: Apache-2.0

//! What the user asks of the launcher.

use crate::failure::{Code, Failure, Result};
use std::env;

#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    #[default]
    Error,
    Info,
    Debug,
}

#[derive(Default)]
pub struct Settings {
    pub is_strict: bool,
    pub is_spawning: bool,
    pub unpack_anew: bool,
    pub is_command: bool,
    level: Level,
}

impl Settings {
    /// Refuses what it does not know: a setting that is not understood could have been a stricter one.
    pub fn read() -> Result<Self> {
        let level = ["FLAVOR_LAUNCHER_LOG_LEVEL", "FLAVOR_LOG_LEVEL"]
            .into_iter()
            .map(value)
            .find(|told| !told.is_empty());
        Ok(Self {
            is_strict: choose("FLAVOR_VALIDATION", &["", "standard"], &["strict"])?,
            is_spawning: choose("FLAVOR_EXEC_MODE", &["", "exec"], &["spawn"])?,
            unpack_anew: choose("FLAVOR_WORKENV_CACHE", &["", "1", "true"], &["0", "false"])?,
            is_command: choose(
                "FLAVOR_LAUNCHER_CLI",
                &["", "0", "false", "no", "off"],
                &["1", "true", "yes", "on"],
            )?,
            // Levels of other tools are taken for what is nearest: they only decide how much is told.
            level: match level.as_deref() {
                Some("info") => Level::Info,
                Some("debug" | "trace") => Level::Debug,
                _ => Level::Error,
            },
        })
    }

    pub fn log(&self, level: Level, text: &str) {
        if level <= self.level {
            eprintln!("flavor: {text}");
        }
    }
}

fn choose(name: &str, no: &[&str], yes: &[&str]) -> Result<bool> {
    let given = value(name);
    if !no.contains(&given.as_str()) && !yes.contains(&given.as_str()) {
        return Err(Failure::new(
            Code::Arguments,
            format!("{name} is wrong ({given:?})"),
        ));
    }
    Ok(yes.contains(&given.as_str()))
}

fn value(name: &str) -> String {
    env::var_os(name)
        .map(|value| value.to_string_lossy().into_owned())
        .unwrap_or_default()
}
