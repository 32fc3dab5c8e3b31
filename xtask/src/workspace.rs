//! The workspace around the current directory.

use std::path::{Path, PathBuf};

use openapi_codegen::Target;

use crate::{
    error::Error,
    manifest::{self, MANIFEST},
};

/// What is generated for this workspace, and what its crates are called.
pub const TARGET: Target<'static> = Target {
    client: "crates/dcs-client/src/generated.rs",
    cli: "crates/dcs-cli/src/generated.rs",
    mock: "crates/dcs-httpmock/src/generated.rs",
    client_crate: "dcs_client",
    document: DOCUMENT,
    command: "cargo xtask regen",
};

/// The document of the workspace, from its root.
pub const DOCUMENT: &str = "openapi/dcs.yaml";

/// The page that shows a review, from the root.
pub const README: &str = "README.md";

/// The folder of the snapshots of the committed document, from the root.
pub const SNAPSHOTS: &str = "tests/it/committed/snapshots";

/// The arguments of the cargo that runs the tests that make them. They are named within the whole
/// workspace, as in `ci`, so that nothing is built with other features.
pub const SNAPSHOT_TESTS: &str = "test --locked --workspace --test it committed::snapshots::";

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

/// Whether the folder has the manifest of a workspace. When it cannot be read, the search goes on
/// above it.
fn is_workspace(folder: &Path) -> bool {
    manifest::contents(&folder.join(MANIFEST))
        .is_ok_and(|manifest| manifest::is_workspace(&manifest))
}
