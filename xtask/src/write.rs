//! Writing files so that a killed process leaves each of them whole, old or new, and so that nothing
//! is written outside of the folder that was named.
//!
//! Nothing else in the workspace writes a file that matters: `clippy.toml` bans the ways around.

use std::{
    ffi::{OsStr, OsString},
    fs::{self, File},
    hash::{BuildHasher, RandomState},
    io::{self, Write},
    path::{Component, Path, PathBuf},
};

use openapi_review_cli::files::{self, FileError, Folder, Kind};

/// The longest file that is read to compare it with what is to be written.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// What the names of temporary files end with; they begin with a dot and the name of the file.
const SUFFIX: &str = ".tmp";

/// The folder that files are written below.
///
/// It may be a link, because somebody has named it. Below it no link is followed, and only regular
/// files are read and replaced.
#[derive(Debug)]
pub struct Root(PathBuf);

impl Root {
    /// The folder at `path`, which need not be there.
    pub fn at(path: PathBuf) -> Self {
        Self(path)
    }

    /// The contents of the file at `path` below the folder; `None` when it is not there.
    ///
    /// # Errors
    ///
    /// When something else is there, the file cannot be read, or it is larger than 64 MiB.
    pub fn read(&self, path: &Path) -> Result<Option<Vec<u8>>, FileError> {
        let Some(entry) = self.entry(path)? else {
            return Ok(None);
        };
        match entry.file()? {
            Some(file) => files::contents(&file, MAX_BYTES).map(Some),
            None => Ok(None),
        }
    }

    /// Replaces the file at `path` below the folder by `contents`, or leaves it as it was. Missing
    /// folders are made; an existing file keeps its permissions.
    ///
    /// # Errors
    ///
    /// When something else is there, or writing fails; the file is then as it was before.
    pub fn replace(&self, path: &Path, contents: &[u8]) -> Result<(), FileError> {
        self.make()?;
        let entry = Entry::below(Folder::at(&self.0)?, path, Missing::Make)?;
        let entry = entry.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        let existing = entry.file()?;
        let mut new = Temporary::beside(&entry.folder, &entry.name)?;
        new.file.write_all(contents)?;
        if let Some(existing) = existing {
            new.file
                .set_permissions(existing.metadata()?.permissions())?;
        }
        new.file.sync_all()?;
        new.persist(&entry.name)?;
        Ok(())
    }

    /// Makes the folder itself, unless it is there.
    fn make(&self) -> Result<(), FileError> {
        let made = fs::create_dir_all(&self.0);
        // The system says that it exists, and not what it is.
        let is_link = fs::symlink_metadata(&self.0).is_ok_and(|found| found.is_symlink());
        match made {
            Err(_) if is_link && !self.0.exists() => Err(FileError::InTheWay {
                at: self.0.clone(),
                is: Kind::Link,
                wanted: Kind::Folder,
            }),
            made => Ok(made?),
        }
    }

    /// Removes the temporary files that killed processes have left beside the file at `path`.
    ///
    /// They do no harm, so one that cannot be removed is left where it is.
    pub fn remove_leftovers(&self, path: &Path) {
        let Ok(Some(Entry { folder, name, .. })) = self.entry(path) else {
            return;
        };
        let prefix = prefix_of(&name);
        for name in folder.names().unwrap_or_default() {
            let text = name.to_string_lossy();
            if text.starts_with(&prefix) && text.ends_with(SUFFIX) {
                remove_if_abandoned(&folder, &name);
            }
        }
    }

    /// The entry at `path`, unless a folder on the way is not there.
    fn entry(&self, path: &Path) -> Result<Option<Entry>, FileError> {
        match Folder::at(&self.0) {
            Ok(root) => Entry::below(root, path, Missing::Leave),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// What becomes of folders that are not there.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Missing {
    Leave,
    Make,
}

/// A name in a folder, whether or not there is a file of that name.
struct Entry {
    folder: Folder,
    name: OsString,
    /// From the root, for messages.
    path: PathBuf,
}

impl Entry {
    /// The entry at `path` below `root`; `None` when a folder is missing that is not to be made.
    fn below(root: Folder, path: &Path, missing: Missing) -> Result<Option<Self>, FileError> {
        let mut entry = Self {
            folder: root,
            name: OsString::new(),
            path: PathBuf::new(),
        };
        for component in path.components() {
            // Anything else than names would lead out of the root.
            let Component::Normal(name) = component else {
                return Err(FileError::Io(io::ErrorKind::InvalidInput.into()));
            };
            if !entry.name.is_empty() {
                match entry.step(missing)? {
                    Some(folder) => entry.folder = folder,
                    None => return Ok(None),
                }
            }
            entry.path.push(name);
            entry.name = name.to_owned();
        }
        Ok(Some(entry))
    }

    /// The folder that the entry is.
    fn step(&self, missing: Missing) -> Result<Option<Folder>, FileError> {
        if !self.is(Kind::Folder)? {
            if missing == Missing::Leave {
                return Ok(None);
            }
            match self.folder.make_folder(&self.name) {
                // Another process may have been first.
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                    return Err(error.into());
                }
                _ => {}
            }
        }
        Ok(Some(self.folder.folder(&self.name)?))
    }

    /// The file that is there, opened to be read.
    fn file(&self) -> Result<Option<File>, FileError> {
        match self.is(Kind::File)? {
            true => Ok(Some(self.folder.open(&self.name)?)),
            false => Ok(None),
        }
    }

    /// Whether there is something, which must be `wanted`.
    fn is(&self, wanted: Kind) -> Result<bool, FileError> {
        match self.folder.kind(&self.name) {
            Ok(is) if is == wanted => Ok(true),
            Ok(is) => Err(FileError::InTheWay {
                at: self.path.clone(),
                is,
                wanted,
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

/// A new file that is removed again unless it is given its name.
struct Temporary<'a> {
    folder: &'a Folder,
    name: Option<OsString>,
    file: File,
}

impl<'a> Temporary<'a> {
    /// A file that whoever tidies up leaves alone: its owner holds its lock.
    ///
    /// Between being made and being locked it looks abandoned and may be removed; then another is
    /// made.
    fn beside(folder: &'a Folder, target: &OsStr) -> io::Result<Self> {
        loop {
            let name = temporary_name(target);
            let file = match folder.create(&name) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                other => other?,
            };
            // Where there are no locks, nobody can take one either, and nothing is tidied up.
            let _ = file.lock();
            if folder.kind(&name).is_ok() {
                return Ok(Self {
                    folder,
                    name: Some(name),
                    file,
                });
            }
        }
    }

    fn persist(mut self, target: &OsStr) -> io::Result<()> {
        if let Some(name) = &self.name {
            self.folder.rename(name, target)?;
        }
        self.name = None;
        Ok(())
    }
}

impl Drop for Temporary<'_> {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            // It does no harm, and the next run tries again.
            let _ = self.folder.remove(name);
        }
    }
}

/// Removes a temporary file whose lock nobody holds; it is held here until the file is gone.
fn remove_if_abandoned(folder: &Folder, name: &OsStr) {
    let is_file = folder.kind(name).is_ok_and(|kind| kind == Kind::File);
    if is_file
        && let Ok(file) = folder.open(name)
        && file.try_lock().is_ok()
    {
        let _ = folder.remove(name);
    }
}

fn prefix_of(name: &OsStr) -> String {
    format!(".{}.", name.display())
}

/// A name that no other process chooses: the keys of a hash map's hasher are random.
fn temporary_name(target: &OsStr) -> OsString {
    let number = RandomState::new().hash_one(target);
    format!("{}{number:016x}{SUFFIX}", prefix_of(target)).into()
}

#[cfg(test)]
mod tests;
