//! `accept`: what an edit of the document changes, generated and recorded.

mod readme;
mod snapshots;

use std::path::Path;

pub use readme::example;

use crate::{
    compared::{Change, File, print_written},
    error::Error,
    regen, workspace,
    write::Root,
};
use openapi_review_cli::{error::Outcome, output::Output};

/// Runs the command: generates, takes what is new in the README's example, and accepts the snapshots
/// of the committed document. Prints the files that changed, and nothing when none did.
///
/// # Errors
///
/// When the document is refused, before anything is written; when a file cannot be read or written;
/// or when the tests that make the snapshots cannot be run to their end.
pub fn run(output: &mut Output<'_>) -> Result<Outcome, Error> {
    let folder = workspace::find()?;
    let root = Root::at(folder.clone());
    let mut files = regen::files(&folder, output)?;
    files.push(readme::file(&folder, &root)?);
    // As in `regen`, the report is printed when all is done.
    let mut report = Vec::new();
    let accepted = accept(&folder, &root, &files, &mut report, output);
    let printed = output.results.write_all(&report);
    accepted?;
    printed?;
    Ok(Outcome::Clean)
}

fn accept(
    folder: &Path,
    root: &Root,
    files: &[File],
    report: &mut Vec<u8>,
    output: &mut Output<'_>,
) -> Result<(), Error> {
    let mut tell = |name: &Path, change: &Change| match change {
        Change::Unchanged => Ok(()),
        changed => print_written(name, changed, report),
    };
    regen::write(root, files, |file| tell(&file.name, &file.change))?;
    let before = snapshots::read(folder)?;
    // What was accepted before a test failed has changed all the same.
    let run = snapshots::accept(folder, output);
    for (name, text) in snapshots::read(folder)? {
        let old = before.get(&name).map(String::as_bytes);
        tell(&name, &Change::between(old, &text))?;
    }
    run
}
