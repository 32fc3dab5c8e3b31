//! The files that a document determines.

use crate::{
    Document, Findings,
    check::check,
    generate::{Output, generate},
    lower::lower,
    polish,
    stack::with_room,
};

/// A generated file: its path from the root of the repository, and its contents.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Artifact {
    /// The path, with `/` between its parts on every platform.
    pub path: &'static str,
    /// The contents.
    pub contents: String,
}

/// Everything that is generated from `document`, in the order of the paths.
///
/// A pure function: the same document and the same version of this crate give the same bytes.
///
/// # Errors
///
/// The findings of [`check`](crate::check) when one is an error, and those of
/// [`lower`](crate::lower); nothing is generated then.
pub fn artifacts(document: &Document) -> Result<Vec<Artifact>, Findings> {
    with_room(|| generated(document))
}

fn generated(document: &Document) -> Result<Vec<Artifact>, Findings> {
    let findings = check(document);
    if findings.has_errors() {
        return Err(findings);
    }
    let lowered = lower(document)?;
    let inert = polish::inert_descriptions(lowered.openapi());
    let client = generate(document, &inert, Output::Client)?;
    let cli = generate(document, lowered.openapi(), Output::Cli)?;
    let mock = generate(
        document,
        &polish::inert_descriptions(&lowered.with_own_responses),
        Output::Mock,
    )?;
    Ok(vec![
        Artifact {
            path: "crates/dcs-cli/src/generated.rs",
            contents: polish::cli(document, cli)?,
        },
        Artifact {
            path: "crates/dcs-client/src/generated.rs",
            contents: polish::client(document, &lowered, client)?,
        },
        Artifact {
            path: "crates/dcs-httpmock/src/generated.rs",
            contents: polish::mock(document, mock)?,
        },
    ])
}
