//! The workspace around the current directory.

use std::path::{Path, PathBuf};

use openapi_review_cli::{
    error::Error as Common,
    manifest::{self, MANIFEST},
};

use crate::error::Error;

pub use crate::layout::{
    DOCUMENT, FACTS, LIBRARIES, PUBLISHED, README, SNAPSHOT_TESTS, SNAPSHOTS, TARGET,
};

/// The root of the workspace around the current directory: the nearest folder, going up, that has
/// a workspace's `Cargo.toml` and the document.
///
/// # Errors
///
/// [`Error::NoWorkspace`] when there is none.
pub fn find() -> Result<PathBuf, Error> {
    let from = std::env::current_dir().map_err(Common::NoCurrentDirectory)?;
    find_from(&from)
}

fn find_from(from: &Path) -> Result<PathBuf, Error> {
    let mut without_document = None;
    for folder in from.ancestors().filter(|folder| is_workspace(folder)) {
        if folder.join(DOCUMENT).exists() {
            return Ok(folder.to_owned());
        }
        without_document.get_or_insert_with(|| folder.to_owned());
    }
    Err(Error::NoWorkspace {
        from: from.to_owned(),
        without_document,
    })
}

/// Whether the folder has the manifest of a workspace. When it cannot be read, the search goes on
/// above it.
fn is_workspace(folder: &Path) -> bool {
    manifest::contents(&folder.join(MANIFEST))
        .is_ok_and(|manifest| manifest::is_workspace(&manifest))
}
