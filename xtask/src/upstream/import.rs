//! `upstream --import`: a draft of an operation, added to the document.

use std::path::{Path, PathBuf};

use openapi_document::Document;
use openapi_lint::Styling;
use openapi_upstream::{Definition, Draft, NoDraft, draft, render_text};

use super::UpstreamArgs;
use crate::{
    compared::{File, print_written},
    error::Error,
    workspace,
    write::Root,
};
use openapi_review_cli::{
    error::{Error as Common, Outcome},
    output::{HELP, NOTE, Output},
    read,
};

/// Adds a draft of the operation to the document. Prints what was written, and what differs from the vendor's
/// definition all the same.
///
/// # Errors
///
/// When there is no draft, or the document cannot be written.
pub(super) fn run(
    arguments: &UpstreamArgs,
    document: &Document,
    definitions: &[Definition],
    operation: &str,
    output: &mut Output<'_>,
) -> Result<Outcome, Error> {
    if let Some(path) = &arguments.document
        && read::is_stdin(path.as_os_str())
    {
        return Err(Error::ImportIntoStdin);
    }
    let drafted = draft(document, definitions, operation).map_err(|error| match error {
        NoDraft::Refused(findings) => Error::Common(Common::Refused(findings)),
        error => Error::NoDraft(error),
    })?;
    let Draft {
        text,
        operation_id,
        left,
    } = drafted;
    let (root, root_name, path) = place(arguments)?;
    let file = File::new(&root, &root_name, path, text)?;
    file.write(&root)?;
    print_written(&file.name, &file.change, output.results)?;
    output.results.flush()?;
    if !left.differences.is_empty() {
        let text = render_text(&left, document.file(), Styling::Coloured);
        writeln!(
            output.diagnostics,
            "{NOTE}note{NOTE:#}: what the draft of `{operation_id}` leaves to you\n{text}"
        )?;
    }
    writeln!(
        output.diagnostics,
        "{HELP}help{HELP:#}: give `{operation_id}` and what came with it your own words, where the draft has only \
         names; then `cargo xtask lint` and `cargo xtask accept`"
    )?;
    Ok(Outcome::Clean)
}

/// Where the document is written: the folder, its name in messages, and the path below it.
fn place(arguments: &UpstreamArgs) -> Result<(Root, PathBuf, String), Error> {
    let Some(path) = &arguments.document else {
        let root = Root::at(workspace::find()?);
        return Ok((root, PathBuf::new(), workspace::DOCUMENT.to_owned()));
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let root = match folder.as_os_str().is_empty() {
        true => Root::at(PathBuf::from(".")),
        false => Root::at(folder.to_owned()),
    };
    let name = path.file_name().unwrap_or_default();
    Ok((root, folder.to_owned(), name.to_string_lossy().into_owned()))
}
