// SPDX-License-Identifier: Apache-2.0

//! What is done once, when a package has been unpacked.

use crate::environment::{expand, matches, program_environment};
use crate::failure::{Code, Explain, Failure, Result};
use crate::metadata::{SetupCommand, SetupStep};
use crate::package::Package;
use crate::platform;
use crate::run::find_program;
use crate::settings::{Level, Settings};
use crate::unpack::target_path;
use crate::words::split_words;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

pub fn run_setup(package: &Package, tree: &Path, settings: &Settings) -> Result<()> {
    let commands = &package.metadata.setup_commands;
    for (at, command) in commands.iter().enumerate() {
        settings.log(
            Level::Info,
            &format!("setup command {} of {}", at + 1, commands.len()),
        );
        let done = match command {
            SetupCommand::Line(line) => execute(package, tree, line, None),
            SetupCommand::Step(step) => run_step(package, tree, step),
        };
        done.explain(Code::Unpack, &format!("setup command {} failed", at + 1))?;
    }
    Ok(())
}

fn run_step(package: &Package, tree: &Path, step: &SetupStep) -> Result<()> {
    let what = "cannot do it";
    match step {
        SetupStep::Execute { command } => execute(package, tree, command, None),
        SetupStep::EnumerateAndExecute { command, enumerate } => {
            let directory = tree.join(target_path(&enumerate.path)?);
            let listed: io::Result<Vec<_>> = fs::read_dir(&directory).and_then(Iterator::collect);
            let mut files: Vec<_> = listed
                .explain(Code::Unpack, what)?
                .iter()
                .map(fs::DirEntry::path)
                .collect();
            files.sort();
            let is_wanted = |file: &&std::path::PathBuf| {
                file.file_name()
                    .is_some_and(|name| matches(&enumerate.pattern, &name.to_string_lossy()))
            };
            files
                .iter()
                .filter(is_wanted)
                .try_for_each(|file| execute(package, tree, command, Some(file)))
        }
        SetupStep::WriteFile { path, content } => {
            let file = tree.join(target_path(path)?);
            fs::create_dir_all(file.parent().unwrap_or(tree)).explain(Code::Io, what)?;
            fs::write(&file, expand(package, tree, content)).explain(Code::Io, what)
        }
        SetupStep::Chmod { path, mode } => {
            let mode = u32::from_str_radix(mode, 8).explain(Code::Format, "the mode is wrong")?;
            let file = File::open(tree.join(target_path(path)?)).explain(Code::Io, what)?;
            platform::set_mode(&file, mode & 0o777).explain(Code::Io, what)
        }
    }
}

/// Runs one command line. Its standard output goes to stderr: stdout belongs to the program.
fn execute(package: &Package, tree: &Path, line: &str, more: Option<&Path>) -> Result<()> {
    let no_command = || Failure::new(Code::Format, format!("{line:?} is no command"));
    let words = split_words(&expand(package, tree, line)).ok_or_else(no_command)?;
    let (name, args) = words.split_first().ok_or_else(no_command)?;
    let environment = program_environment(package, tree, tree);
    let file = find_program(name, &environment)?;
    let mut command = Command::new(&file);
    command
        .args(args)
        .args(more)
        .env_clear()
        .envs(&environment)
        .current_dir(tree);
    command.stdin(Stdio::null()).stdout(Stdio::from(
        platform::stderr().explain(Code::Io, "cannot write to stderr")?,
    ));
    let status = command
        .status()
        .explain(Code::Run, &format!("cannot run {}", file.display()))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(
        Code::Unpack,
        format!("{} ended with {status}", file.display()),
    ))
}
