//! The files that a document determines.

use proc_macro2::TokenStream;

use crate::{
    Document, Findings, LoweredDocument, Surface,
    check::check,
    generate::{Output, generate},
    lower::lower,
    polish,
    stack::with_room,
    surface::without_async_bodies,
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

/// The surface of the client that [`artifacts`] prints, without printing and reading it again.
pub(crate) fn client_surface(document: &Document) -> Result<Surface, Findings> {
    with_room(|| {
        let lowered = checked(document)?;
        let tokens = client_tokens(document, &lowered)?;
        let file = polish::client_syntax(document, &lowered, without_async_bodies(tokens))?;
        Ok(Surface::of_syntax(&file))
    })
}

fn generated(document: &Document) -> Result<Vec<Artifact>, Findings> {
    let lowered = checked(document)?;
    let client = client_tokens(document, &lowered)?;
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

/// The lowered form of a document in which no check found an error.
fn checked(document: &Document) -> Result<LoweredDocument, Findings> {
    let findings = check(document);
    if findings.has_errors() {
        return Err(findings);
    }
    lower(document)
}

fn client_tokens(document: &Document, lowered: &LoweredDocument) -> Result<TokenStream, Findings> {
    let inert = polish::inert_descriptions(lowered.openapi());
    generate(document, &inert, Output::Client)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_surface_is_that_of_the_printed_client() {
        let document = include_str!("../../../openapi/dcs.yaml");
        let document = Document::parse("dcs.yaml", document.as_bytes()).unwrap();
        let artifacts = artifacts(&document).unwrap();
        let client = artifacts
            .iter()
            .find(|artifact| artifact.path.contains("dcs-client"))
            .unwrap();
        let printed = Surface::of(&client.contents).unwrap();
        assert_eq!(client_surface(&document).unwrap(), printed);
    }
}
