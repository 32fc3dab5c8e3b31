//! The snapshots of the committed document. Tests make them, so tests accept them: those and no other
//! are run, and told to write what they find.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    process::Stdio,
};

use crate::{
    cargo,
    error::Error,
    workspace::{SNAPSHOT_TESTS, SNAPSHOTS},
};
use openapi_review_cli::{error::Error as Common, files::FileError, output::Output, read};

/// What the snapshots hold, by their paths from the root.
///
/// # Errors
///
/// When one cannot be read. A folder that is not there has none.
pub(super) fn read(folder: &Path) -> Result<BTreeMap<PathBuf, String>, Error> {
    let failed = |error: io::Error| Common::Read {
        path: PathBuf::from(SNAPSHOTS),
        source: FileError::Io(error),
    };
    let entries = match fs::read_dir(folder.join(SNAPSHOTS)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        entries => entries.map_err(failed)?,
    };
    let mut snapshots = BTreeMap::new();
    for entry in entries {
        let path = Path::new(SNAPSHOTS).join(entry.map_err(failed)?.file_name());
        if path
            .extension()
            .is_some_and(|extension| extension == "snap")
        {
            let text = read::text(folder, &path)?;
            snapshots.insert(path, text);
        }
    }
    Ok(snapshots)
}

/// Runs the tests that make the snapshots, and lets them write. What they print is shown when they fail.
///
/// # Errors
///
/// [`Error::Cargo`] when cargo cannot be started, and [`Error::NotAccepted`] when it fails: the tests
/// assert nothing but snapshots, so they do not compile, or a snapshot cannot be made.
pub(super) fn accept(folder: &Path, output: &mut Output<'_>) -> Result<(), Error> {
    let tests = cargo::command(SNAPSHOT_TESTS)
        .env("INSTA_UPDATE", "always")
        .current_dir(folder)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output();
    let tests = tests.map_err(Error::Cargo)?;
    if tests.status.success() {
        return Ok(());
    }
    output.diagnostics.write_all(&tests.stdout)?;
    Err(Error::NotAccepted)
}
