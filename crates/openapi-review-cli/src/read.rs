//! Reading files that people name.

use std::{
    ffi::OsStr,
    io::{self, Read},
    path::Path,
};

use openapi_document::Document;
use openapi_lint::{Policy, parse};

use crate::{
    error::Error,
    files::{self, FileError},
};

/// More than the pipeline reads of a document, so that it says what is too large; a device that
/// never ends ends here.
const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// Reads the document at `path`, or standard input for `-`; `name` is how the user knows it.
///
/// # Errors
///
/// [`Error::Read`] when the file cannot be read, [`Error::Refused`] when it is no document.
pub fn document(path: &Path, name: &Path) -> Result<Document, Error> {
    document_under(&Policy::needed(), path, name)
}

/// The same, with what `policy` asks for beside a structure that is not in order.
///
/// # Errors
///
/// Those of [`document`].
pub fn document_under(policy: &Policy, path: &Path, name: &Path) -> Result<Document, Error> {
    let (bytes, name) = bytes(path, name)?;
    parse(policy, &name, &bytes).map_err(Error::Refused)
}

/// Reads a file of the workspace at `folder` that is text; messages call it `path`.
///
/// # Errors
///
/// [`Error::Read`] when the file cannot be read or is no text.
pub fn text(folder: &Path, path: impl AsRef<Path>) -> Result<String, Error> {
    let path = path.as_ref();
    let (bytes, _) = bytes(&folder.join(path), path)?;
    String::from_utf8(bytes).map_err(|error| Error::Read {
        path: path.to_owned(),
        source: FileError::Io(io::Error::new(io::ErrorKind::InvalidData, error)),
    })
}

/// The name of standard input in messages.
const STDIN: &str = "<stdin>";

/// Whether a word on the command line stands for standard input.
pub fn is_stdin(word: &OsStr) -> bool {
    word == "-"
}

/// Reads the contents of `path`, and how messages call them.
fn bytes(path: &Path, name: &Path) -> Result<(Vec<u8>, String), Error> {
    let mut bytes = Vec::new();
    let (name, read) = if is_stdin(path.as_os_str()) {
        let read = io::stdin().take(MAX_BYTES).read_to_end(&mut bytes);
        (Path::new(STDIN), read.map_err(FileError::Io))
    } else {
        let read =
            files::open(path).and_then(|file| Ok(file.take(MAX_BYTES).read_to_end(&mut bytes)?));
        (name, read)
    };
    match read {
        Ok(_) => Ok((bytes, name.to_string_lossy().into_owned())),
        Err(source) => Err(Error::Read {
            path: name.to_owned(),
            source,
        }),
    }
}
