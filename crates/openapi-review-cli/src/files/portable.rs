//! The same by paths, where there are no system calls that take the handle of a folder: a link is
//! seen, but not one that is made in the moment after looking.

use std::{
    ffi::{OsStr, OsString},
    fs::{self, File, FileType},
    io,
    path::{Path, PathBuf},
};

use super::Kind;

pub(super) fn kind(path: &Path) -> io::Result<Kind> {
    Ok(Kind::of(fs::metadata(path)?.file_type()))
}

pub(super) fn kind_of(file: &File) -> io::Result<Kind> {
    Ok(Kind::of(file.metadata()?.file_type()))
}

pub(super) fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

impl Kind {
    fn of(kind: FileType) -> Self {
        if kind.is_symlink() {
            Self::Link
        } else if kind.is_dir() {
            Self::Folder
        } else if kind.is_file() {
            Self::File
        } else {
            Self::Device
        }
    }
}

/// A folder.
pub struct Folder(PathBuf);

impl Folder {
    pub fn at(path: &Path) -> io::Result<Self> {
        match kind(path)? {
            Kind::Folder => Ok(Self(path.to_owned())),
            _ => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    pub fn folder(&self, name: &OsStr) -> io::Result<Self> {
        match self.kind(name)? {
            Kind::Folder => Ok(Self(self.0.join(name))),
            _ => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    pub fn make_folder(&self, name: &OsStr) -> io::Result<()> {
        fs::create_dir(self.0.join(name))
    }

    pub fn kind(&self, name: &OsStr) -> io::Result<Kind> {
        let metadata = fs::symlink_metadata(self.0.join(name))?;
        Ok(Kind::of(metadata.file_type()))
    }

    pub fn open(&self, name: &OsStr) -> io::Result<File> {
        File::open(self.0.join(name))
    }

    pub fn create(&self, name: &OsStr) -> io::Result<File> {
        File::create_new(self.0.join(name))
    }

    pub fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        fs::rename(self.0.join(from), self.0.join(to))
    }

    pub fn remove(&self, name: &OsStr) -> io::Result<()> {
        fs::remove_file(self.0.join(name))
    }

    pub fn names(&self) -> io::Result<Vec<OsString>> {
        fs::read_dir(&self.0)?
            .map(|entry| Ok(entry?.file_name()))
            .collect()
    }
}
