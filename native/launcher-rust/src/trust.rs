// SPDX-License-Identifier: Apache-2.0

//! Whose packages may run here.

use crate::failure::{Code, Explain, Failure, Result};
use crate::files::write_whole;
use crate::package::{Package, hex};
use crate::platform;
use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// From the weakest to the strictest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Policy {
    Intact,
    FirstUse,
    Pinned,
}

impl Policy {
    fn named(word: &str) -> Option<Self> {
        match word {
            "intact" => Some(Self::Intact),
            "first-use" => Some(Self::FirstUse),
            "pinned" => Some(Self::Pinned),
            _ => None,
        }
    }
}

/// Tells whether the owner of the key may sign this package here.
pub fn check_trust(package: &Package) -> Result<()> {
    let store = trust_store();
    let policy = policy_of(store.as_deref())?;
    if policy == Policy::Intact {
        return Ok(());
    }
    let Some(store) = store else {
        return Err(distrusted("it is not known where the trust store is"));
    };
    let name = &package.metadata.package.name;
    let key = hex(&package.key);
    if policy == Policy::Pinned {
        check_pinned(&store, name, &key)
    } else {
        check_first_use(&store, name, &key)
    }
}

fn trust_store() -> Option<PathBuf> {
    let told = |name: &str| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    told("FLAVOR_TRUST_STORE").or_else(|| {
        let config = told("XDG_CONFIG_HOME").or_else(|| Some(platform::home()?.join(".config")))?;
        Some(config.join("flavor").join("trust"))
    })
}

/// What the store asks for, or FLAVOR_TRUST if that is more.
fn policy_of(store: Option<&Path>) -> Result<Policy> {
    let recorded = match store {
        Some(store) => read_if_there(&store.join("policy"))?,
        None => None,
    };
    let word = recorded.as_deref().map_or("intact", str::trim);
    let policy = Policy::named(word).ok_or_else(|| {
        Failure::new(
            Code::Trust,
            format!("the trust store cannot be used ({word:?} is no policy)"),
        )
    })?;
    match env::var("FLAVOR_TRUST")
        .ok()
        .filter(|word| !word.is_empty())
    {
        None => Ok(policy),
        Some(asked) => Policy::named(&asked)
            .map(|asked| asked.max(policy))
            .ok_or_else(|| {
                Failure::new(
                    Code::Arguments,
                    format!("FLAVOR_TRUST is wrong ({asked:?} is no policy)"),
                )
            }),
    }
}

fn check_pinned(store: &Path, name: &str, key: &str) -> Result<()> {
    let Some(names) = read_if_there(&store.join("keys").join(key))? else {
        return Err(distrusted(&format!(
            "its key {key} is not in the trust store"
        )));
    };
    let mut named = names.lines().filter(|line| !line.is_empty()).peekable();
    if named.peek().is_none() || named.any(|line| line == name) {
        return Ok(());
    }
    Err(distrusted(&format!(
        "its key {key} is trusted for other packages only"
    )))
}

fn check_first_use(store: &Path, name: &str, key: &str) -> Result<()> {
    let file = store.join("packages").join(file_name(name));
    match read_if_there(&file)?.as_deref().map(str::trim) {
        Some(first) if first == key => Ok(()),
        None | Some("") => write_whole(&file, &format!("{key}\n")).explain(
            Code::Trust,
            "the package is not trusted: its key cannot be recorded",
        ),
        Some(first) => Err(distrusted(&format!(
            "its key is {key}; it was {first} when it was first run here"
        ))),
    }
}

/// A package's name so that it can be the name of a file.
fn file_name(name: &str) -> String {
    let encode = |(at, byte): (usize, u8)| match byte {
        b'_' | b'-' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => char::from(byte).to_string(),
        b'.' if at > 0 => ".".to_owned(),
        _ => format!("%{byte:02X}"),
    };
    name.bytes().enumerate().map(encode).collect()
}

fn read_if_there(file: &Path) -> Result<Option<String>> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).explain(Code::Trust, "the trust store cannot be read"),
    }
}

fn distrusted(reason: &str) -> Failure {
    Failure::new(
        Code::Trust,
        format!("the package is not trusted ({reason})"),
    )
}
