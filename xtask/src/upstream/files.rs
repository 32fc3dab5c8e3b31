//! The vendor's files: those that are named, and those of a folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use openapi_document::UNSUPPORTED_VERSION;
use openapi_upstream::{Definition, Extent};

use crate::error::Error;
use openapi_review_cli::{error::Error as Common, files::FileError, read};

/// How deep a folder is searched: an unpacked package is not deeper.
const MOST_FOLDERS: usize = 8;

/// What was read.
pub(super) struct Found {
    /// The definitions, in the order of their names.
    pub(super) definitions: Vec<Definition>,
    /// A folder holds all that there is.
    pub(super) extent: Extent,
    /// The files of folders that are something else.
    pub(super) skipped: Vec<PathBuf>,
}

/// Reads the files, and those of the folders that may be definitions by their names.
///
/// # Errors
///
/// When one cannot be read, one that is named is no definition, or a folder has none.
pub(super) fn read(paths: &[PathBuf]) -> Result<Found, Error> {
    let mut found = Found {
        definitions: Vec::new(),
        extent: Extent::Part,
        skipped: Vec::new(),
    };
    for path in paths {
        if path.is_dir() {
            found.extent = Extent::Whole;
            let mut files = Vec::new();
            search(path, MOST_FOLDERS, &mut files)?;
            files.sort();
            let before = found.definitions.len();
            for file in files {
                match definition(&file) {
                    Ok(definition) => found.definitions.push(definition),
                    Err(Error::Common(Common::Refused(findings)))
                        if findings
                            .iter()
                            .all(|finding| finding.rule == &UNSUPPORTED_VERSION) =>
                    {
                        found.skipped.push(file);
                    }
                    Err(error) => return Err(error),
                }
            }
            // Without any, everything would be gone.
            if found.definitions.len() == before {
                return Err(Error::NoDefinition(path.clone()));
            }
        } else {
            found.definitions.push(definition(path)?);
        }
    }
    Ok(found)
}

fn definition(path: &Path) -> Result<Definition, Error> {
    let text = read::text(Path::new(""), path)?;
    let name = path.to_string_lossy();
    Ok(Definition::read(&name, text.as_bytes()).map_err(Common::Refused)?)
}

/// The files below a folder that hold JSON or YAML by their names. No link is followed.
fn search(folder: &Path, left: usize, found: &mut Vec<PathBuf>) -> Result<(), Error> {
    let failed = |error: io::Error| Common::Read {
        path: folder.to_owned(),
        source: FileError::Io(error),
    };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let kind = entry.file_type().map_err(failed)?;
        let path = entry.path();
        if kind.is_dir() && left > 0 {
            search(&path, left - 1, found)?;
        }
        let extension = path.extension().and_then(|extension| extension.to_str());
        if kind.is_file() && matches!(extension, Some("json" | "yaml" | "yml")) {
            found.push(path);
        }
    }
    Ok(())
}
