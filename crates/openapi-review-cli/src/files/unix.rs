//! The system calls that take the handle of a folder and a name in it.

use std::{
    ffi::{OsStr, OsString},
    fs::File,
    io,
    os::{fd::OwnedFd, unix::ffi::OsStrExt},
    path::Path,
};

use rustix::fs::{self, AtFlags, Dir, FileType, Mode, OFlags, Stat};

use super::Kind;

/// Opening a folder to work in it.
const FOLDER: OFlags = OFlags::RDONLY
    .union(OFlags::DIRECTORY)
    .union(OFlags::CLOEXEC);
/// Opening to read, without waiting for the other end of a pipe.
const READ: OFlags = OFlags::RDONLY
    .union(OFlags::NONBLOCK)
    .union(OFlags::CLOEXEC);
/// Making a file that is not there.
const CREATE: OFlags = OFlags::WRONLY
    .union(OFlags::CREATE)
    .union(OFlags::EXCL)
    .union(OFlags::CLOEXEC);

/// What `path` leads to.
pub(super) fn kind(path: &Path) -> io::Result<Kind> {
    Ok(Kind::of(&fs::stat(path)?))
}

/// What has been opened.
pub(super) fn kind_of(file: &File) -> io::Result<Kind> {
    Ok(Kind::of(&fs::fstat(file)?))
}

/// Opens what `path` leads to.
pub(super) fn open(path: &Path) -> io::Result<File> {
    Ok(fs::open(path, READ, Mode::empty())?.into())
}

impl Kind {
    fn of(stat: &Stat) -> Self {
        match FileType::from_raw_mode(stat.st_mode) {
            FileType::RegularFile => Self::File,
            FileType::Directory => Self::Folder,
            FileType::Symlink => Self::Link,
            FileType::Fifo => Self::Pipe,
            _ => Self::Device,
        }
    }
}

/// An open folder. No link in it is followed.
pub struct Folder(OwnedFd);

impl Folder {
    /// The folder at `path`, also behind a link.
    pub fn at(path: &Path) -> io::Result<Self> {
        Ok(Self(fs::open(path, FOLDER, Mode::empty())?))
    }

    /// The folder called `name`.
    pub fn folder(&self, name: &OsStr) -> io::Result<Self> {
        let flags = FOLDER | OFlags::NOFOLLOW;
        Ok(Self(fs::openat(&self.0, name, flags, Mode::empty())?))
    }

    /// Makes the folder called `name`.
    pub fn make_folder(&self, name: &OsStr) -> io::Result<()> {
        Ok(fs::mkdirat(&self.0, name, Mode::from(0o777))?)
    }

    /// What is called `name`.
    pub fn kind(&self, name: &OsStr) -> io::Result<Kind> {
        let flags = AtFlags::SYMLINK_NOFOLLOW;
        Ok(Kind::of(&fs::statat(&self.0, name, flags)?))
    }

    /// Opens what is called `name`.
    pub fn open(&self, name: &OsStr) -> io::Result<File> {
        let flags = READ | OFlags::NOFOLLOW;
        Ok(fs::openat(&self.0, name, flags, Mode::empty())?.into())
    }

    /// Makes the file called `name`, which must not be there. It is as readable as any other.
    pub fn create(&self, name: &OsStr) -> io::Result<File> {
        Ok(fs::openat(&self.0, name, CREATE, Mode::from(0o666))?.into())
    }

    /// Gives the file `from` the name `to`, which another may have had.
    pub fn rename(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        Ok(fs::renameat(&self.0, from, &self.0, to)?)
    }

    /// Removes the file called `name`.
    pub fn remove(&self, name: &OsStr) -> io::Result<()> {
        Ok(fs::unlinkat(&self.0, name, AtFlags::empty())?)
    }

    /// The names of all that is there.
    pub fn names(&self) -> io::Result<Vec<OsString>> {
        Dir::read_from(&self.0)?
            .map(|entry| Ok(OsStr::from_bytes(entry?.file_name().to_bytes()).to_owned()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::{io::Write, os::unix::fs::symlink};

    use super::*;

    /// A folder in which something else is now than there was when it was looked at.
    #[test]
    fn what_comes_between_looking_and_opening_is_not_followed() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("elsewhere")).unwrap();
        symlink("elsewhere", root.path().join("folder")).unwrap();
        symlink("/etc/passwd", root.path().join("file")).unwrap();
        let folder = Folder::at(root.path()).unwrap();
        assert!(folder.folder("folder".as_ref()).is_err());
        assert!(folder.open("file".as_ref()).is_err());
        assert!(folder.create("file".as_ref()).is_err());
        assert!(folder.make_folder("folder".as_ref()).is_err());
        assert_eq!(folder.kind("file".as_ref()).unwrap(), Kind::Link);
    }

    #[test]
    fn an_open_folder_is_the_same_wherever_its_path_leads() {
        let root = tempfile::tempdir().unwrap();
        let path = |name: &str| root.path().join(name);
        std::fs::create_dir(path("folder")).unwrap();
        std::fs::create_dir(path("elsewhere")).unwrap();
        let folder = Folder::at(root.path()).unwrap();
        let folder = folder.folder("folder".as_ref()).unwrap();
        std::fs::rename(path("folder"), path("moved")).unwrap();
        symlink("elsewhere", path("folder")).unwrap();
        let mut file = folder.create("new".as_ref()).unwrap();
        file.write_all(b"ours").unwrap();
        folder.rename("new".as_ref(), "file".as_ref()).unwrap();
        assert_eq!(std::fs::read(path("moved/file")).unwrap(), b"ours");
        assert_eq!(std::fs::read_dir(path("elsewhere")).unwrap().count(), 0);
    }
}
