// SPDX-License-Identifier: Apache-2.0

//! Files that are written in one step, and directories for the user alone.

use std::fs::{self, DirBuilder, File};
use std::io::{self, Write};
use std::path::Path;

/// Writes a file in one step, with the directory that it needs.
pub fn write_whole(file: &Path, content: &str) -> io::Result<()> {
    let directory = file.parent().unwrap_or(Path::new("."));
    make_private_directories(directory)?;
    let temporary = directory.join(format!(".new-{}", std::process::id()));
    let written = File::create(&temporary)
        .and_then(|mut opened| {
            opened
                .write_all(content.as_bytes())
                .and_then(|()| opened.sync_all())
        })
        .and_then(|()| fs::rename(&temporary, file));
    if written.is_err() {
        // What cannot be removed is removed when the cache is cleared.
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// Makes directories that only the user can enter.
pub fn make_private_directories(directory: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(directory)
}
