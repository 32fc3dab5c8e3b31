//! The workspace around the current directory.

use std::path::{Path, PathBuf};

use crate::error::Error;

/// The document of the workspace, from its root.
pub const DOCUMENT: &str = "openapi/dcs.yaml";

/// The root of the workspace around the current directory: the nearest folder, going up, that has
/// a workspace's `Cargo.toml` and the document.
///
/// # Errors
///
/// [`Error::NoWorkspace`] when there is none.
pub fn find() -> Result<PathBuf, Error> {
    let from = std::env::current_dir().map_err(Error::NoCurrentDirectory)?;
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

/// Whether the folder has a manifest with a table `[workspace]`. A manifest that cannot be read
/// is cargo's to complain about; the search goes on above it.
fn is_workspace(folder: &Path) -> bool {
    std::fs::read_to_string(folder.join("Cargo.toml")).is_ok_and(|manifest| {
        manifest
            .lines()
            .any(|line| line.trim_start().starts_with("[workspace]"))
    })
}
