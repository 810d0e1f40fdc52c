// SPDX-License-Identifier: Apache-2.0

//! Files, directories and links below one directory that nobody else writes to.

use crate::failure::{Code, Explain, Failure, Result};
use crate::package::{Compression, Package};
use crate::platform;
use flate2::read::GzDecoder;
use ruzstd::decoding::StreamingDecoder;
use std::collections::{HashMap, HashSet};
use std::fs::{self, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use tar::{Archive, EntryType};

const MAX_CONTENT: u64 = 64 << 30;
const MAX_ENTRIES: usize = 1_000_000;
const MAX_NAME_BYTES: usize = 4096;

/// What is at a place already.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Taken {
    File,
    Directory,
}

pub struct Tree {
    root: PathBuf,
    taken: HashMap<String, Taken>,
    links: HashSet<String>,
    entries: usize,
}

impl Tree {
    /// `root` exists, and is empty.
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            taken: HashMap::new(),
            links: HashSet::new(),
            entries: 0,
        }
    }

    /// Writes the content of a slot, which has its signed checksum.
    pub fn unpack_slot(&mut self, package: &Package, at: usize) -> Result<()> {
        let signed = &package.metadata.slots[at];
        let entry = &package.slots[at];
        let target = target_path(&signed.target)?;
        let what = format!("cannot unpack slot {at}");
        let stored = package.content(at);
        let content: Box<dyn Read + '_> = match entry.operations.compression {
            Compression::None => Box::new(stored),
            Compression::Gzip => Box::new(GzDecoder::new(stored)),
            Compression::Zstd => {
                Box::new(StreamingDecoder::new(stored).explain(Code::Unpack, &what)?)
            }
        };
        let mut measured = Measured {
            content,
            left: signed.original_size.unwrap_or(MAX_CONTENT),
            is_over: false,
        };
        let unpacked = if entry.operations.is_tar {
            self.unpack_tar(&mut measured, &target, &what)
        } else {
            self.write_file(&target, entry.permissions, &mut measured, &what)
        };
        let unpacked = unpacked
            .and_then(|()| io::copy(&mut measured, &mut io::sink()).explain(Code::Unpack, &what));
        if measured.is_over {
            return Err(Failure::new(
                Code::Unpack,
                format!("{what} (it is longer than was signed)"),
            ));
        }
        unpacked?;
        if signed.original_size.is_some() && measured.left > 0 {
            return Err(Failure::new(
                Code::Unpack,
                format!("{what} (it is shorter than was signed)"),
            ));
        }
        Ok(())
    }

    fn unpack_tar(&mut self, content: &mut impl Read, target: &str, what: &str) -> Result<()> {
        let mut archive = Archive::new(content);
        for entry in archive.entries().explain(Code::Unpack, what)? {
            let mut entry = entry.explain(Code::Unpack, what)?;
            let own = text(&entry.path_bytes())?;
            // Its own name first: below a target it could look harmless.
            safe_path(&own)?;
            let name = if target.is_empty() {
                own
            } else {
                format!("{target}/{own}")
            };
            match entry.header().entry_type() {
                EntryType::Regular | EntryType::Continuous => {
                    let mode = entry.header().mode().explain(Code::Unpack, what)?;
                    self.write_file(&name, mode, &mut entry, what)?;
                }
                EntryType::Directory => {
                    let place = self.admit(&name)?;
                    self.make_directory(&place)?;
                }
                EntryType::Symlink => {
                    let target = entry
                        .link_name_bytes()
                        .map_or_else(|| Ok(String::new()), |bytes| text(&bytes))?;
                    self.write_link(&name, &target)?;
                }
                EntryType::XGlobalHeader => {}
                _ => {
                    return Err(refused(
                        &name,
                        "it is neither a file, a directory nor a symbolic link",
                    ));
                }
            }
        }
        Ok(())
    }

    fn write_file(
        &mut self,
        name: &str,
        mode: u32,
        content: &mut impl Read,
        what: &str,
    ) -> Result<()> {
        let place = self.claim(name)?;
        let path = self.root.join(&place);
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&path)
            .explain(Code::Io, what)?;
        io::copy(content, &mut file).explain(Code::Unpack, what)?;
        platform::set_mode(&file, mode & 0o777).explain(Code::Io, what)
    }

    fn write_link(&mut self, name: &str, target: &str) -> Result<()> {
        let place = self.claim(name)?;
        if target.starts_with('/') {
            return Err(refused(name, &format!("it is a link to {target:?}")));
        }
        let mut steps: Vec<&str> = place.split('/').collect();
        steps.pop();
        for step in target.split('/') {
            match step {
                "" | "." => {}
                ".." if steps.pop().is_none() => {
                    return Err(refused(name, "it is a link that leads out"));
                }
                ".." => {}
                _ => steps.push(step),
            }
        }
        safe_path(&steps.join("/"))?;
        platform::make_link(target, &self.root.join(&place))
            .explain(Code::Io, "cannot make a link")?;
        self.links.insert(place);
        Ok(())
    }

    /// Admits a name that is not there yet, and makes the directories on the way.
    fn claim(&mut self, name: &str) -> Result<String> {
        let place = self.admit(name)?;
        if place.is_empty() || self.taken.contains_key(&place) {
            return Err(refused(name, "it is there already"));
        }
        self.make_directory(parent(&place))?;
        self.taken.insert(place.clone(), Taken::File);
        Ok(place)
    }

    /// Checks a name, and that no link is on the way to it.
    fn admit(&mut self, name: &str) -> Result<String> {
        self.entries += 1;
        if self.entries > MAX_ENTRIES {
            return Err(refused(
                name,
                &format!("there are more than {MAX_ENTRIES} entries"),
            ));
        }
        let place = safe_path(name)?;
        let mut above = parent(&place);
        while !above.is_empty() {
            if self.links.contains(above) {
                return Err(refused(name, &format!("{above} is a link")));
            }
            above = parent(above);
        }
        Ok(place)
    }

    fn make_directory(&mut self, place: &str) -> Result<()> {
        if place.is_empty() {
            return Ok(());
        }
        match self.taken.get(place) {
            Some(Taken::Directory) => return Ok(()),
            Some(Taken::File) => return Err(refused(place, "it is there already")),
            None => {}
        }
        self.make_directory(parent(place))?;
        self.taken.insert(place.to_owned(), Taken::Directory);
        fs::create_dir(self.root.join(place)).explain(Code::Io, "cannot make a directory")
    }
}

/// Where the content of a slot goes: empty for the top.
pub fn target_path(target: &str) -> Result<String> {
    let below = target
        .strip_prefix("{workenv}")
        .map_or(target, |rest| rest.strip_prefix('/').unwrap_or(rest));
    safe_path(below)
}

/// A relative path with slashes, without `.` and empty parts.
pub fn safe_path(name: &str) -> Result<String> {
    if name.len() > MAX_NAME_BYTES {
        return Err(refused(name, "the name is too long"));
    }
    if name.contains(['\\', '\0']) {
        return Err(refused(name, "the name has a backslash or a zero byte"));
    }
    if name.starts_with('/') || name.as_bytes().get(1) == Some(&b':') {
        return Err(refused(name, "the name is absolute"));
    }
    let parts: Vec<&str> = name
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
        .collect();
    if parts.contains(&"..") {
        return Err(refused(name, "the name has \"..\" in it"));
    }
    Ok(parts.join("/"))
}

fn parent(place: &str) -> &str {
    place.rsplit_once('/').map_or("", |(above, _)| above)
}

fn text(bytes: &[u8]) -> Result<String> {
    String::from_utf8(bytes.to_vec())
        .explain(Code::Unpack, "refused to unpack a name that is no UTF-8")
}

fn refused(name: &str, reason: &str) -> Failure {
    Failure::new(
        Code::Unpack,
        format!("refused to unpack {name:?} ({reason})"),
    )
}

/// Gives no more than it may.
struct Measured<'a> {
    content: Box<dyn Read + 'a>,
    left: u64,
    is_over: bool,
}

impl Read for Measured<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.content.read(buffer)?;
        match self.left.checked_sub(read as u64) {
            Some(left) => self.left = left,
            None => {
                self.is_over = true;
                return Err(io::Error::other("it is longer than was signed"));
            }
        }
        Ok(read)
    }
}
