// SPDX-License-Identifier: Apache-2.0

//! Where the files of packages lie, and how starts of one package keep out of each other's way.

use crate::failure::{Code, Explain, Failure, Result};
use crate::files::{make_private_directories, write_whole};
use crate::package::{Package, hash, hex};
use crate::platform;
use crate::settings::{Level, Settings};
use crate::setup::run_setup;
use crate::unpack::{Tree, target_path};
use serde::{Deserialize, Serialize};
use std::env;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const LOCK_TIMEOUT: Duration = Duration::from_secs(600);
const MARKER: &str = "complete.json";

pub struct Workspace {
    directory: PathBuf,
    /// The files, once it is complete.
    pub tree: PathBuf,
    /// Locked shared, and left open in the program.
    use_lock: File,
}

/// Which tree is complete, its files, and by what one sees that they were touched.
#[derive(Default, Deserialize, Serialize)]
struct Inventory {
    version: u32,
    tree: String,
    files: Vec<FileEntry>,
    links: Vec<LinkEntry>,
}

#[derive(Deserialize, PartialEq, Serialize)]
pub struct FileEntry {
    pub path: String,
    pub size: u64,
    pub mode: u32,
    pub mtime: String,
    pub ctime: String,
    pub inode: String,
    pub sha256: String,
}

#[derive(Deserialize, Serialize)]
struct LinkEntry {
    path: String,
    target: String,
}

/// The workspace of a package, with its tree complete.
pub fn prepare(package: &Package, settings: &Settings) -> Result<Workspace> {
    let base = cache_base()?;
    let directory = base.join("pspf").join(&package.digest);
    make_private_directories(&directory).explain(Code::Io, "cannot make the cache")?;
    for checked in [base.as_path(), &base.join("pspf"), &directory] {
        platform::check_owner(checked)?;
    }
    let use_lock = platform::open_lock(&directory.join("use"), true)
        .explain(Code::Io, "cannot open a lock of the cache")?;
    wait_for(|| use_lock.try_lock_shared())?;
    let mut workspace = Workspace {
        tree: directory.clone(),
        directory,
        use_lock,
    };
    if settings.is_strict {
        package.check_content()?;
    }
    if !settings.unpack_anew && workspace.find_complete(settings) {
        settings.log(Level::Info, "the cache is complete");
        return Ok(workspace);
    }
    let lock = platform::open_lock(&workspace.directory.join("lock"), false)
        .explain(Code::Io, "cannot open a lock of the cache")?;
    wait_for(|| lock.try_lock())?;
    // Another start may have unpacked while this one waited.
    if settings.unpack_anew || !workspace.find_complete(settings) {
        workspace.unpack(package, settings)?;
    }
    Ok(workspace)
}

fn cache_base() -> Result<PathBuf> {
    let told = env::var_os("FLAVOR_CACHE")
        .filter(|value| !value.is_empty())
        .map(PathBuf::from);
    let base = told.or_else(|| Some(platform::cache()?.join("flavor")));
    match base {
        Some(base) => std::path::absolute(base).explain(Code::Io, "cannot use the cache"),
        None => Err(Failure::new(
            Code::Io,
            "it is not known where the cache is (set FLAVOR_CACHE, XDG_CACHE_HOME or HOME)",
        )),
    }
}

/// Waits for a lock, but not for ever.
fn wait_for(mut attempt: impl FnMut() -> std::result::Result<(), TryLockError>) -> Result<()> {
    let deadline = Instant::now() + LOCK_TIMEOUT;
    let mut wait = Duration::from_millis(1);
    loop {
        match attempt() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => sleep(wait),
            Err(TryLockError::WouldBlock) => {
                return Err(Failure::new(
                    Code::Io,
                    "cannot lock the cache (somebody else has held it for ten minutes)",
                ));
            }
            Err(TryLockError::Error(error)) => {
                return Err(error).explain(Code::Io, "cannot lock the cache");
            }
        }
        wait = (wait * 2).min(Duration::from_millis(100));
    }
}

impl Workspace {
    /// Makes a new tree. Until the marker names it, nothing has changed.
    fn unpack(&mut self, package: &Package, settings: &Settings) -> Result<()> {
        settings.log(Level::Info, "unpacking");
        self.remove_old_trees()?;
        package.check_content()?;
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default()
            .as_nanos();
        let name = format!("tree-{}-{now:x}", std::process::id());
        self.tree = self.directory.join(&name);
        let filled = self.fill(package, name, settings);
        if filled.is_err() {
            // A tree that nobody names is removed by the next start that unpacks.
            let _ = fs::remove_dir_all(&self.tree);
        }
        filled
    }

    /// Clears away what a start that was killed has left, and trees that were touched, unless a program uses one.
    fn remove_old_trees(&self) -> Result<()> {
        let _ = self.use_lock.unlock();
        if self.use_lock.try_lock().is_ok() {
            for entry in fs::read_dir(&self.directory)
                .into_iter()
                .flatten()
                .flatten()
            {
                let name = entry.file_name();
                let name = name.to_string_lossy();
                if name.starts_with("tree-") {
                    let _ = fs::remove_dir_all(entry.path());
                } else if name.starts_with(".new-") {
                    let _ = fs::remove_file(entry.path());
                }
            }
            let _ = self.use_lock.unlock();
        }
        wait_for(|| self.use_lock.try_lock_shared())
    }

    fn fill(&self, package: &Package, name: String, settings: &Settings) -> Result<()> {
        make_private_directories(&self.tree).explain(Code::Io, "cannot make the cache")?;
        let mut tree = Tree::new(&self.tree);
        for at in (0..package.slots.len()).filter(|at| !package.metadata.slots[*at].self_ref) {
            tree.unpack_slot(package, at)?;
        }
        run_setup(package, &self.tree, settings)?;
        for (signed, entry) in package.metadata.slots.iter().zip(&package.slots) {
            if signed.lifecycle == "init" && !entry.operations.is_tar {
                let _ = fs::remove_file(self.tree.join(target_path(&signed.target)?));
            }
        }
        let mut inventory = Inventory {
            version: 1,
            tree: name,
            ..Inventory::default()
        };
        inventory
            .take(&self.tree, "")
            .explain(Code::Io, "cannot look through what was unpacked")?;
        let content =
            serde_json::to_string(&inventory).explain(Code::Io, "cannot complete the cache")?;
        write_whole(&self.directory.join(MARKER), &content)
            .explain(Code::Io, "cannot complete the cache")
    }

    /// Whether there is a tree that is as it was when it was completed.
    fn find_complete(&mut self, settings: &Settings) -> bool {
        let recorded = fs::read(self.directory.join(MARKER)).ok();
        let recorded =
            recorded.and_then(|content| serde_json::from_slice::<Inventory>(&content).ok());
        let Some(recorded) = recorded.filter(Inventory::is_usable) else {
            return false;
        };
        self.tree = self.directory.join(&recorded.tree);
        let untouched = |entry: &FileEntry| {
            let is_same = is_untouched(&self.tree, entry, settings);
            if !is_same {
                settings.log(
                    Level::Info,
                    &format!("the cache was touched: {}", entry.path),
                );
            }
            is_same
        };
        recorded.files.iter().all(untouched)
            && recorded.links.iter().all(|link| {
                fs::read_link(self.tree.join(&link.path))
                    .is_ok_and(|target| target == Path::new(&link.target))
            })
    }
}

fn is_untouched(tree: &Path, entry: &FileEntry, settings: &Settings) -> bool {
    let path = tree.join(&entry.path);
    let Ok(metadata) = fs::symlink_metadata(&path) else {
        return false;
    };
    if !metadata.is_file()
        || platform::describe(&entry.path, &metadata, entry.sha256.clone()) != *entry
    {
        return false;
    }
    !settings.is_strict || hash_file(&path).is_ok_and(|sum| sum == entry.sha256)
}

impl Inventory {
    fn is_usable(&self) -> bool {
        let is_name = self.tree.starts_with("tree-") && !self.tree.contains(['/', '\\']);
        self.version == 1 && is_name && !(self.files.is_empty() && self.links.is_empty())
    }

    fn take(&mut self, root: &Path, below: &str) -> io::Result<()> {
        for entry in fs::read_dir(root.join(below))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if below.is_empty() {
                name
            } else {
                format!("{below}/{name}")
            };
            let metadata = entry.metadata()?;
            if metadata.is_dir() {
                self.take(root, &path)?;
            } else if metadata.is_symlink() {
                let target = fs::read_link(entry.path())?.to_string_lossy().into_owned();
                self.links.push(LinkEntry { path, target });
            } else if metadata.is_file() {
                let sum = hash_file(&entry.path())?;
                self.files.push(platform::describe(&path, &metadata, sum));
            }
        }
        Ok(())
    }
}

fn hash_file(file: &Path) -> io::Result<String> {
    hash(&mut File::open(file)?)
        .map(|sum| hex(&sum))
        .map_err(|failure| io::Error::other(failure.to_string()))
}
