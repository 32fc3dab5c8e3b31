//! Files and folders by their handles.
//!
//! A path is looked up again whenever it is used, and may lead elsewhere by then. What is done with
//! a handle is done with what was opened; and what was opened is asked what it is, not its path.

#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(not(unix), path = "portable.rs")]
mod platform;

use std::{
    fmt,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

pub use self::platform::Folder;

/// What has a name in a folder.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// A pipe, whose other end may never come.
    Pipe,
    /// A device, a socket, or what else there may be.
    Device,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::File => "a regular file",
            Self::Folder => "a folder",
            Self::Link => "a symbolic link",
            Self::Pipe => "a pipe",
            Self::Device => "a device",
        })
    }
}

/// Why a file cannot be read or written.
#[derive(Debug)]
pub enum FileError {
    /// The system says why.
    Io(io::Error),
    /// It is no regular file.
    NotRegular(Kind),
    /// It has more bytes than are read.
    TooLarge(u64),
    /// Something else stands where a file or a folder is to be written.
    InTheWay {
        /// Where, from the folder that is written below.
        at: PathBuf,
        /// What stands there.
        is: Kind,
        /// What should.
        wanted: Kind,
    },
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::NotRegular(kind) => write!(f, "it is {kind}, not a regular file"),
            Self::TooLarge(limit) => write!(f, "it has more than {limit} bytes"),
            Self::InTheWay { at, is, wanted } => {
                write!(f, "{} is {is}, not {wanted}", at.display())
            }
        }
    }
}

impl From<io::Error> for FileError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Opens the regular file at `path`, also behind a link: whoever names the link means the file.
///
/// # Errors
///
/// When it is something else, or cannot be opened.
pub fn open(path: &Path) -> Result<File, FileError> {
    // Asked first, because opening a device may set it in motion.
    regular(platform::kind(path)?)?;
    let file = platform::open(path)?;
    regular(platform::kind_of(&file)?)?;
    Ok(file)
}

/// All that is in a regular file that has been opened by its name in a folder.
///
/// # Errors
///
/// When it is something else, cannot be read, or has more than `limit` bytes.
pub fn contents(file: &File, limit: u64) -> Result<Vec<u8>, FileError> {
    regular(platform::kind_of(file)?)?;
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(FileError::TooLarge(limit));
    }
    Ok(bytes)
}

fn regular(kind: Kind) -> Result<(), FileError> {
    match kind {
        Kind::File => Ok(()),
        other => Err(FileError::NotRegular(other)),
    }
}
