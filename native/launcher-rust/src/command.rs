// SPDX-License-Identifier: Apache-2.0

//! What the launcher does for a person who asks it, not the program.

use crate::failure::{Code, Explain, Failure, Result};
use crate::package::{Package, hex};
use crate::settings::Settings;
use crate::start;
use crate::trust::check_trust;
use crate::unpack::Tree;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

const HELP: &str = "\
This program is a PSPF package, and FLAVOR_LAUNCHER_CLI is set: its launcher takes commands.

  info               what the package is (also without a command)
  verify             whether all of it is what was signed, and trusted
  metadata           the signed metadata
  extract INDEX DIR  unpack one slot into a new directory
  run ARGS...        start the program
  help               this text
";

pub fn run_command(
    package: &Package,
    program: &Path,
    args: &[OsString],
    settings: &Settings,
) -> Result<i32> {
    let named = &package.metadata.package;
    let (name, args) = args
        .split_first()
        .map_or(("info".into(), args), |(name, rest)| {
            (name.to_string_lossy(), rest)
        });
    let answer = match &*name {
        "info" => format!(
            "{} {}\nkey   {}\nslots {}\n",
            named.name,
            named.version,
            hex(&package.key),
            package.slots.len()
        )
        .into_bytes(),
        "metadata" => package.json.clone(),
        "verify" => {
            package.check_content()?;
            check_trust(package)?;
            format!(
                "{} {} is what was signed with {}\n",
                named.name,
                named.version,
                hex(&package.key)
            )
            .into_bytes()
        }
        "extract" => {
            extract(package, args)?;
            Vec::new()
        }
        "run" => return start(package, program, args, settings),
        "help" => HELP.into(),
        other => {
            return Err(Failure::new(
                Code::Arguments,
                format!("{other:?} is no command of the launcher (try help)"),
            ));
        }
    };
    io::stdout()
        .write_all(&answer)
        .explain(Code::Io, "cannot write to standard output")?;
    Ok(0)
}

fn extract(package: &Package, args: &[OsString]) -> Result<()> {
    let [index, directory] = args else {
        return Err(Failure::new(
            Code::Arguments,
            "extract takes the number of a slot and a directory",
        ));
    };
    let index = index.to_string_lossy();
    let count = package.slots.len();
    let at = index.parse().ok().filter(|at| *at < count);
    let at = at.ok_or_else(|| {
        Failure::new(
            Code::Arguments,
            format!("the package has no slot {index:?} (it has {count})"),
        )
    })?;
    package.check_slot(at)?;
    fs::create_dir(directory).explain(Code::Io, "cannot make the directory")?;
    Tree::new(Path::new(directory)).unpack_slot(package, at)
}
