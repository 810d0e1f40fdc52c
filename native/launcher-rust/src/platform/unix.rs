// SPDX-License-Identifier: Apache-2.0

//! What differs between systems, for those that are like Unix.

use crate::cache::FileEntry;
use crate::failure::{Code, Explain, Failure, Result};
use std::env;
use std::fs::{self, File, Metadata, OpenOptions, Permissions};
use std::io;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, symlink};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicI32, Ordering};

pub fn home() -> Option<PathBuf> {
    told("HOME")
}

pub fn cache() -> Option<PathBuf> {
    told("XDG_CACHE_HOME").or_else(|| Some(home()?.join(".cache")))
}

fn told(name: &str) -> Option<PathBuf> {
    env::var_os(name)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}

/// Opens a file to lock. One that is to stay open in the program loses its flag for closing.
pub fn open_lock(file: &Path, stays_open: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .custom_flags(libc::O_NOFOLLOW);
    let file = options.open(file)?;
    // SAFETY: the descriptor is open for as long as `file` is, and the call takes no pointer.
    if stays_open && unsafe { libc::fcntl(file.as_raw_fd(), libc::F_SETFD, 0) } == -1 {
        return Err(io::Error::last_os_error());
    }
    Ok(file)
}

pub fn set_mode(file: &File, mode: u32) -> io::Result<()> {
    file.set_permissions(Permissions::from_mode(mode))
}

pub fn make_link(target: &str, link: &Path) -> io::Result<()> {
    symlink(target, link)
}

pub fn describe(path: &str, metadata: &Metadata, sha256: String) -> FileEntry {
    let nanoseconds = |seconds: i64, rest: i64| {
        (i128::from(seconds) * 1_000_000_000 + i128::from(rest)).to_string()
    };
    FileEntry {
        path: path.to_owned(),
        size: metadata.len(),
        mode: metadata.mode() & 0o777,
        mtime: nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
        ctime: nanoseconds(metadata.ctime(), metadata.ctime_nsec()),
        inode: metadata.ino().to_string(),
        sha256,
    }
}

/// Refuses a directory that somebody else could write to.
pub fn check_owner(directory: &Path) -> Result<()> {
    let metadata = fs::symlink_metadata(directory).explain(Code::Io, "cannot use the cache")?;
    let shown = directory.display();
    // SAFETY: the call has no arguments and cannot fail.
    let own = unsafe { libc::getuid() };
    let reason = if !metadata.is_dir() {
        format!("{shown} is no directory")
    } else if metadata.uid() != own {
        format!("{shown} belongs to somebody else")
    } else if metadata.mode() & 0o022 != 0 {
        format!("others may write to {shown}")
    } else {
        return Ok(());
    };
    Err(Failure::new(
        Code::Trust,
        format!("the cache cannot be trusted ({reason})"),
    ))
}

pub fn is_executable(file: &Path) -> bool {
    fs::metadata(file).is_ok_and(|metadata| metadata.is_file() && metadata.mode() & 0o111 != 0)
}

pub fn set_name(command: &mut Command, name: &str) {
    command.arg0(name);
}

/// Replaces the launcher, and comes back only when it cannot.
pub fn become_program(mut command: Command) -> io::Result<i32> {
    Err(command.exec())
}

/// Starts the program, hands it the signals that the launcher gets, and ends as it ends.
pub fn spawn(mut command: Command) -> io::Result<i32> {
    // Before the program starts: it may tell that it is ready at once.
    for signal in FORWARDED {
        // SAFETY: the handler only uses atomics and calls kill, which signal handlers may do.
        unsafe { libc::signal(signal, forward as *const () as libc::sighandler_t) };
    }
    let mut child = command.spawn()?;
    let id = i32::try_from(child.id()).unwrap_or(0);
    CHILD.store(id, Ordering::SeqCst);
    match WAITING.swap(0, Ordering::SeqCst) {
        0 => {}
        // SAFETY: the call takes no pointer; the child is ours, and not waited for yet.
        signal => unsafe { _ = libc::kill(id, signal) },
    }
    let status = child.wait()?;
    Ok(status
        .code()
        .or_else(|| Some(128 + status.signal()?))
        .unwrap_or(1))
}

const FORWARDED: [libc::c_int; 4] = [libc::SIGINT, libc::SIGTERM, libc::SIGHUP, libc::SIGQUIT];

static CHILD: AtomicI32 = AtomicI32::new(0);
/// A signal that came before there was a child.
static WAITING: AtomicI32 = AtomicI32::new(0);

extern "C" fn forward(signal: libc::c_int) {
    match CHILD.load(Ordering::SeqCst) {
        0 => WAITING.store(signal, Ordering::SeqCst),
        // SAFETY: the call takes no pointer; the child is ours, and not waited for while it runs.
        child => unsafe { _ = libc::kill(child, signal) },
    }
}

pub fn stderr() -> io::Result<OwnedFd> {
    io::stderr().as_fd().try_clone_to_owned()
}
