// SPDX-License-Identifier: Apache-2.0

//! Errors that say with which code the launcher ends.

use std::fmt;

/// What ends the launcher, besides the program itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    Format = 102,
    Unpack = 103,
    Run = 104,
    Arguments = 105,
    Io = 106,
    Trust = 107,
}

#[derive(Debug)]
pub struct Failure {
    pub code: Code,
    message: String,
}

pub type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Says what was tried when an operation of the system failed.
pub trait Explain<T> {
    fn explain(self, code: Code, what: &str) -> Result<T>;
}

impl<T, E: fmt::Display> Explain<T> for std::result::Result<T, E> {
    fn explain(self, code: Code, what: &str) -> Result<T> {
        self.map_err(|error| Failure::new(code, format!("{what} ({error})")))
    }
}
