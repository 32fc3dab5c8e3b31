//! The files that a document determines.

use openapi_document::{
    Document, Findings,
    stack::{both, with_room},
};
use openapi_lint::Policy;
use proc_macro2::TokenStream;

use crate::{
    checked::Checked,
    generate::{Output, generate},
    lower::LoweredDocument,
    polish::{self, Bodies},
    public_api::{PublicApi, without_async_bodies},
};

/// A generated file: its path from the root of the repository, and its contents.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Artifact {
    /// The path, with `/` between its parts on every platform.
    pub path: &'static str,
    /// The contents.
    pub contents: String,
}

/// What [`artifacts_with`] makes of a document.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The artifacts, in the order of the paths.
    pub artifacts: Vec<Artifact>,
    /// What was found on the way: no error is among it.
    pub findings: Findings,
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
    let generated = artifacts_with(document, &Policy::needed())?;
    Ok(generated.artifacts)
}

/// The same [`artifacts`], unless `policy` finds an error, and everything that it finds.
///
/// ```
/// use openapi_codegen::artifacts_with;
/// use openapi_document::Document;
/// use openapi_lint::Policy;
///
/// let text = r#"{"openapi": "3.0.3", "info": {"title": "Empty", "version": "1"}, "paths": {}}"#;
/// let document = Document::parse("empty.json", text.as_bytes()).map_err(|e| e.to_string())?;
/// let generated = artifacts_with(&document, &Policy::elsewhere()).map_err(|e| e.to_string())?;
/// assert!(!generated.findings.has_errors());
/// assert_eq!(generated.artifacts.len(), 3);
/// # Ok::<(), String>(())
/// ```
///
/// # Errors
///
/// All findings, when one of them is an error.
pub fn artifacts_with(document: &Document, policy: &Policy) -> Result<Generated, Findings> {
    with_room(|| generated(document, policy))
}

/// The form of `document` that [`artifacts`] generates from.
///
/// # Errors
///
/// Those of [`artifacts`], but for what the generator cannot make.
pub fn generated_form(document: &Document) -> Result<LoweredDocument, Findings> {
    with_room(|| {
        let policy = Policy::needed();
        lowered(&mut Checked::new(document, &policy))
    })
}

/// The public API of the client that [`artifacts`] prints, without printing and reading it again.
///
/// # Errors
///
/// When the generator cannot make the client.
pub fn client_public_api(
    document: &Document,
    lowered: &LoweredDocument,
) -> Result<PublicApi, Findings> {
    with_room(|| {
        let tokens = client_tokens(document, lowered)?;
        let tokens = without_async_bodies(tokens);
        let file = polish::client_syntax(document, lowered, tokens, Bodies::LeftOut)?;
        Ok(PublicApi::of_syntax(&file))
    })
}

fn generated(document: &Document, policy: &Policy) -> Result<Generated, Findings> {
    let mut checked = Checked::new(document, policy);
    let lowered = lowered(&mut checked)?;
    // The client is more than everything else together.
    let (client, (rest, cli, mock)) = both(
        || client(document, &lowered),
        || {
            let rest = checked.rest();
            (rest, cli(document, &lowered), mock(document, &lowered))
        },
    );
    let findings = checked.report(rest);
    if findings.has_errors() {
        return Err(findings);
    }
    let (cli, client, mock) = (cli?, client?, mock?);
    Ok(Generated {
        artifacts: vec![cli, client, mock],
        findings,
    })
}

fn cli(document: &Document, lowered: &LoweredDocument) -> Result<Artifact, Findings> {
    let openapi = polish::without_pages(lowered.openapi());
    let tokens = generate(document, &openapi, Output::Cli)?;
    Ok(Artifact {
        path: "crates/dcs-cli/src/generated.rs",
        contents: polish::cli(document, lowered, tokens)?,
    })
}

fn client(document: &Document, lowered: &LoweredDocument) -> Result<Artifact, Findings> {
    let tokens = client_tokens(document, lowered)?;
    Ok(Artifact {
        path: "crates/dcs-client/src/generated.rs",
        contents: polish::client(document, lowered, tokens)?,
    })
}

fn mock(document: &Document, lowered: &LoweredDocument) -> Result<Artifact, Findings> {
    let inert = polish::inert_descriptions(&lowered.with_own_responses);
    let tokens = generate(document, &inert, Output::Mock)?;
    Ok(Artifact {
        path: "crates/dcs-httpmock/src/generated.rs",
        contents: polish::mock(document, tokens)?,
    })
}

/// The lowered form, when nothing that was found so far is an error.
fn lowered(checked: &mut Checked<'_>) -> Result<LoweredDocument, Findings> {
    match checked.lowered.take() {
        Some(lowered) if !checked.has_errors() => Ok(lowered),
        _ => Err(checked.report(checked.rest())),
    }
}

fn client_tokens(document: &Document, lowered: &LoweredDocument) -> Result<TokenStream, Findings> {
    let inert = polish::inert_descriptions(lowered.openapi());
    generate(document, &inert, Output::Client)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_api_is_that_of_the_printed_client() {
        let document = include_str!("../../../tests/fixtures/dcs.yaml");
        let document = Document::parse("dcs.yaml", document.as_bytes()).unwrap();
        let artifacts = artifacts(&document).unwrap();
        let client = artifacts
            .iter()
            .find(|artifact| artifact.path.contains("dcs-client"))
            .unwrap();
        let printed = PublicApi::of(&client.contents).unwrap();
        let lowered = generated_form(&document).unwrap();
        assert_eq!(client_public_api(&document, &lowered).unwrap(), printed);
    }
}
