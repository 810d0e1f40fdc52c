// SPDX-License-Identifier: Apache-2.0

//! Starts the program of the PSPF package that it is the beginning of.
//!
//! What it does, and in which order, is in docs/pspf-launcher.md.

mod cache;
mod command;
mod environment;
mod failure;
mod files;
mod metadata;
mod package;
#[cfg_attr(windows, path = "platform/windows.rs")]
#[cfg_attr(unix, path = "platform/unix.rs")]
mod platform;
mod run;
mod settings;
mod setup;
mod trust;
mod unpack;
mod words;

use failure::{Code, Explain, Result};
use package::Package;
use settings::Settings;
use std::env;
use std::ffi::OsString;
use std::fs::File;
use std::path::Path;

fn main() {
    let args: Vec<OsString> = env::args_os().skip(1).collect();
    let code = launch(&args).unwrap_or_else(|failure| {
        eprintln!("flavor: {failure}");
        failure.code as i32
    });
    std::process::exit(code);
}

fn launch(args: &[OsString]) -> Result<i32> {
    let settings = Settings::read()?;
    let program = env::current_exe().explain(Code::Io, "cannot find the package")?;
    let package =
        Package::open(File::open(&program).explain(Code::Io, "cannot open the package")?)?;
    if settings.is_command {
        return command::run_command(&package, &program, args, &settings);
    }
    start(&package, &program, args, &settings)
}

fn start(package: &Package, program: &Path, args: &[OsString], settings: &Settings) -> Result<i32> {
    trust::check_trust(package)?;
    let workspace = cache::prepare(package, settings)?;
    run::run_program(package, &workspace.tree, program, args, settings)
}
