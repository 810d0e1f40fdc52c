// SPDX-License-Identifier: Apache-2.0

//! The program's environment, made of the user's.

use crate::package::Package;
use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Variables that programs started by Terraform, or behind a proxy, cannot do without.
const ALWAYS_PASSED: &[&str] = &[
    "TF_*",
    "PLUGIN_*",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "ALL_PROXY",
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "all_proxy",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
];

#[cfg(windows)]
const PASSED_HERE: &[&str] = &["SYSTEMROOT", "WINDIR", "TEMP", "TMP", "PATHEXT", "COMSPEC"];
#[cfg(not(windows))]
const PASSED_HERE: &[&str] = &[];

pub type Environment = BTreeMap<OsString, OsString>;

pub fn program_environment(package: &Package, tree: &Path, program: &Path) -> Environment {
    let metadata = &package.metadata;
    let filter = &metadata.runtime.env;
    let is_passed = |name: &str| {
        let listed = filter.pass.iter().map(String::as_str);
        listed
            .chain(ALWAYS_PASSED.iter().copied())
            .chain(PASSED_HERE.iter().copied())
            .any(|pattern| matches(pattern, name))
    };
    let is_unset = |name: &str| filter.unset.iter().any(|pattern| matches(pattern, name));
    let mut variables: Environment = env::vars_os()
        .filter(|(name, _)| {
            let name = name.to_string_lossy();
            !is_unset(&name) || is_passed(&name)
        })
        .collect();
    for (from, to) in &filter.map {
        if let Some(value) = variables.remove(&OsString::from(from)) {
            variables.insert(to.into(), value);
        }
    }
    for set in [
        &filter.set,
        &metadata.workenv.env,
        &metadata.execution.environment,
        &metadata.execution.env,
    ] {
        for (name, value) in set {
            variables.insert(name.into(), expand(package, tree, value).into());
        }
    }
    variables.insert("FLAVOR_WORKENV".into(), tree.into());
    variables.insert("FLAVOR_ORIGINAL_COMMAND".into(), program.into());
    variables.insert(
        "FLAVOR_COMMAND_NAME".into(),
        program.file_name().unwrap_or_default().into(),
    );
    let path = variables
        .get(&OsString::from("PATH"))
        .cloned()
        .unwrap_or_default();
    let users = env::split_paths(&path).filter(|part| !part.as_os_str().is_empty());
    let parts: Vec<PathBuf> = [tree.join("bin")].into_iter().chain(users).collect();
    // What cannot be in PATH, such as a colon in the name of the tree, leaves it as it is.
    variables.insert("PATH".into(), env::join_paths(parts).unwrap_or(path));
    variables
}

/// Replaces the placeholders of a text.
pub fn expand(package: &Package, tree: &Path, text: &str) -> String {
    let tree = tree.to_string_lossy();
    let named = &package.metadata.package;
    let mut expanded = text
        .replace("{workenv}", &tree)
        .replace("{package_name}", &named.name)
        .replace("{version}", &named.version);
    for (at, slot) in package.metadata.slots.iter().enumerate() {
        let target = slot
            .target
            .strip_prefix("{workenv}")
            .unwrap_or(&slot.target)
            .trim_start_matches('/');
        expanded = expanded.replace(
            &format!("{{slot:{at}}}"),
            Path::new(&*tree)
                .join(target)
                .to_string_lossy()
                .trim_end_matches('/'),
        );
    }
    expanded
}

/// A pattern in which `*` stands for any text and `?` for one character.
pub fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once(['*', '?']) {
        None => pattern == name,
        Some((start, rest)) => {
            let Some(left) = name.strip_prefix(start) else {
                return false;
            };
            if pattern.as_bytes()[start.len()] == b'?' {
                let mut characters = left.chars();
                return characters.next().is_some() && matches(rest, characters.as_str());
            }
            left.char_indices()
                .map(|(at, _)| at)
                .chain([left.len()])
                .any(|at| matches(rest, &left[at..]))
        }
    }
}
