// SPDX-License-Identifier: Apache-2.0

//! Becoming the program of a package.

use crate::environment::{Environment, expand, program_environment};
use crate::failure::{Code, Explain, Failure, Result};
use crate::package::Package;
use crate::platform;
use crate::settings::{Level, Settings};
use crate::words::split_words;
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Becomes the program, or starts it and gives its exit code.
pub fn run_program(
    package: &Package,
    tree: &Path,
    program: &Path,
    args: &[OsString],
    settings: &Settings,
) -> Result<i32> {
    let execution = &package.metadata.execution;
    let words = if execution.argv.is_empty() {
        split_words(&execution.command)
    } else {
        Some(execution.argv.clone())
    };
    let words = words.ok_or_else(|| {
        Failure::new(
            Code::Format,
            "the package's command is wrong (a quote is not closed)",
        )
    })?;
    let words: Vec<String> = words
        .iter()
        .map(|word| expand(package, tree, word))
        .collect();
    let Some((name, more)) = words.split_first() else {
        return Err(Failure::new(Code::Format, "the package has no command"));
    };
    let environment = program_environment(package, tree, program);
    let file = find_program(name, &environment)?;
    settings.log(Level::Debug, &format!("starting {}", file.display()));
    let mut command = Command::new(&file);
    command.args(more).args(args).env_clear().envs(&environment);
    platform::set_name(&mut command, name);
    let what = format!("cannot run {}", file.display());
    if settings.is_spawning {
        platform::spawn(command)
    } else {
        platform::become_program(command)
    }
    .explain(Code::Run, &what)
}

/// Takes a path as it is, and looks a mere name up in the program's own PATH.
pub fn find_program(name: &str, environment: &Environment) -> Result<PathBuf> {
    if name.contains(['/', '\\']) {
        return Ok(name.into());
    }
    let path = environment
        .get(&OsString::from("PATH"))
        .cloned()
        .unwrap_or_default();
    env::split_paths(&path)
        .filter(|directory| directory.is_absolute())
        .map(|directory| directory.join(name))
        .find(|file| platform::is_executable(file))
        .ok_or_else(|| Failure::new(Code::Run, format!("cannot run {name} (it is not in PATH)")))
}
