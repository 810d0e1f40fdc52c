// SPDX-License-Identifier: Apache-2.0

//! The signed JSON document of a package, as far as launchers read it.

use serde::Deserialize;
use std::collections::BTreeMap;

pub type Texts = BTreeMap<String, String>;

#[derive(Debug, Deserialize)]
pub struct Metadata {
    pub format: String,
    pub layout: Option<String>,
    pub package: PackageName,
    pub slots: Vec<Slot>,
    pub execution: Execution,
    #[serde(default)]
    pub runtime: Runtime,
    #[serde(default)]
    pub workenv: Workenv,
    #[serde(default)]
    pub launcher: Launcher,
    #[serde(default)]
    pub setup_commands: Vec<SetupCommand>,
}

#[derive(Debug, Deserialize)]
pub struct PackageName {
    pub name: String,
    pub version: String,
}

#[derive(Debug, Deserialize)]
pub struct Slot {
    pub slot: usize,
    pub target: String,
    pub size: u64,
    pub original_size: Option<u64>,
    pub checksum: String,
    pub operations: String,
    #[serde(default)]
    pub lifecycle: String,
    #[serde(default)]
    pub self_ref: bool,
}

#[derive(Debug, Deserialize)]
pub struct Execution {
    #[serde(default)]
    pub command: String,
    #[serde(default)]
    pub argv: Vec<String>,
    #[serde(default)]
    pub env: Texts,
    #[serde(default)]
    pub environment: Texts,
}

#[derive(Debug, Default, Deserialize)]
pub struct Runtime {
    #[serde(default)]
    pub env: EnvironmentFilter,
}

/// What becomes of the user's variables.
#[derive(Debug, Default, Deserialize)]
pub struct EnvironmentFilter {
    #[serde(default)]
    pub unset: Vec<String>,
    #[serde(default)]
    pub pass: Vec<String>,
    #[serde(default)]
    pub map: Texts,
    #[serde(default)]
    pub set: Texts,
}

#[derive(Debug, Default, Deserialize)]
pub struct Workenv {
    #[serde(default)]
    pub env: Texts,
}

#[derive(Debug, Default, Deserialize)]
pub struct Launcher {
    pub size: Option<u64>,
    pub checksum: Option<String>,
}

/// What is done once, when a package has been unpacked. Some builders write a mere command line.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum SetupCommand {
    Line(String),
    Step(SetupStep),
}

#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum SetupStep {
    Execute {
        command: String,
    },
    EnumerateAndExecute {
        command: String,
        enumerate: Enumerate,
    },
    WriteFile {
        path: String,
        content: String,
    },
    Chmod {
        path: String,
        mode: String,
    },
}

#[derive(Debug, Deserialize)]
pub struct Enumerate {
    pub path: String,
    pub pattern: String,
}
