// SPDX-License-Identifier: Apache-2.0

//! What differs between systems, for Windows.

use crate::cache::FileEntry;
use crate::failure::Result;
use std::env;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::os::windows::fs::{MetadataExt, symlink_file};
use std::os::windows::io::{AsHandle, OwnedHandle};
use std::path::{Path, PathBuf};
use std::process::Command;

pub fn home() -> Option<PathBuf> {
    env::var_os("USERPROFILE").map(PathBuf::from)
}

pub fn cache() -> Option<PathBuf> {
    env::var_os("LOCALAPPDATA").map(PathBuf::from)
}

pub fn open_lock(file: &Path, _stays_open: bool) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(file)
}

/// Windows has no such modes.
pub fn set_mode(_file: &File, _mode: u32) -> io::Result<()> {
    Ok(())
}

pub fn make_link(target: &str, link: &Path) -> io::Result<()> {
    symlink_file(target, link)
}

pub fn describe(path: &str, metadata: &Metadata, sha256: String) -> FileEntry {
    FileEntry {
        path: path.to_owned(),
        size: metadata.len(),
        mode: 0,
        mtime: metadata.last_write_time().to_string(),
        ctime: String::new(),
        inode: String::new(),
        sha256,
    }
}

/// There is nothing to check: the directory for local data is the user's alone.
pub fn check_owner(_directory: &Path) -> Result<()> {
    Ok(())
}

pub fn is_executable(file: &Path) -> bool {
    fs::metadata(file).is_ok_and(|metadata| metadata.is_file())
}

pub fn set_name(_command: &mut Command, _name: &str) {}

/// Windows only starts programs.
pub fn become_program(command: Command) -> io::Result<i32> {
    spawn(command)
}

/// The console hands Ctrl-C to the program itself.
pub fn spawn(mut command: Command) -> io::Result<i32> {
    Ok(command.status()?.code().unwrap_or(1))
}

pub fn stderr() -> io::Result<OwnedHandle> {
    io::stderr().as_handle().try_clone_to_owned()
}
