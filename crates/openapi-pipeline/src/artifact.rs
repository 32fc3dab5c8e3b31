//! The files that a document determines.

use proc_macro2::TokenStream;

use crate::{
    Document, Findings, LoweredDocument, Surface,
    check::check,
    generate::{Output, generate},
    lower::lower,
    polish,
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
    let (lowered, tokens) = client_tokens(document)?;
    Ok(vec![Artifact {
        path: "crates/dcs-client/src/generated.rs",
        contents: polish::client(document, &lowered, tokens)?,
    }])
}

/// The surface of the client that [`artifacts`] prints, without printing and reading it again.
pub(crate) fn client_surface(document: &Document) -> Result<Surface, Findings> {
    let (lowered, tokens) = client_tokens(document)?;
    let file = polish::client_syntax(document, &lowered, tokens)?;
    Ok(Surface::of_syntax(&file))
}

fn client_tokens(document: &Document) -> Result<(LoweredDocument, TokenStream), Findings> {
    let findings = check(document);
    if findings.has_errors() {
        return Err(findings);
    }
    let lowered = lower(document)?;
    let inert = polish::inert_descriptions(lowered.openapi());
    let tokens = generate(document, &inert, Output::Client)?;
    Ok((lowered, tokens))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_surface_is_that_of_the_printed_client() {
        let document = include_str!("../../../openapi/dcs.yaml");
        let document = Document::parse("dcs.yaml", document.as_bytes()).unwrap();
        let printed = Surface::of(&artifacts(&document).unwrap()[0].contents).unwrap();
        assert_eq!(client_surface(&document).unwrap(), printed);
    }
}
