//! Reading files that people name.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use openapi_pipeline::{Document, Policy};

use crate::error::Error;

/// More than the pipeline reads of a document, so that it says what is too large; a device that
/// never ends ends here.
const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// Reads the document at `path`; `name` is how the user knows it.
///
/// # Errors
///
/// [`Error::Read`] when the file cannot be read, [`Error::Refused`] when it is no document.
pub fn document(path: &Path, name: &Path) -> Result<Document, Error> {
    let bytes = bytes(path, name)?;
    Document::parse(&name.to_string_lossy(), &bytes).map_err(Error::Refused)
}

/// The same, with what `policy` asks for beside a structure that is not in order.
///
/// # Errors
///
/// Those of [`document`].
pub fn document_under(policy: &Policy, path: &Path, name: &Path) -> Result<Document, Error> {
    let bytes = bytes(path, name)?;
    Document::parse_under(policy, &name.to_string_lossy(), &bytes).map_err(Error::Refused)
}

fn bytes(path: &Path, name: &Path) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MAX_BYTES).read_to_end(&mut bytes))
        .map_err(|source| Error::Read {
            path: name.to_owned(),
            source,
        })?;
    Ok(bytes)
}

/// The contents of the file at `path`, `None` when there is no such file.
///
/// # Errors
///
/// Those of reading, except that the file is not there.
pub fn if_present(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
