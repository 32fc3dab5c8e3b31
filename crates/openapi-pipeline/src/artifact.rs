//! The files that a document determines.

use proc_macro2::TokenStream;

use crate::{
    Document, Findings, LoweredDocument, Policy, Surface,
    check::{Examined, examine},
    generate::{Output, generate},
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

/// What [`artifacts_with`] makes of a document.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The artifacts, in the order of the paths.
    pub artifacts: Vec<Artifact>,
    /// What was found on the way: no error is among it.
    pub findings: Findings,
}

/// A stage of [`artifacts_with`], in the order in which they run.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Stage {
    /// The rules, and lowering.
    Check,
    /// progenitor.
    Generate,
    /// The syntax trees are parsed, rewritten and printed.
    Polish,
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
    let generated = artifacts_with(document, &Policy::needed(), &mut |_| ())?;
    Ok(generated.artifacts)
}

/// The same [`artifacts`], unless `policy` finds an error, and everything that it finds.
///
/// `done` hears of each stage when it is over: whoever wants to know how long they take brings the
/// clock.
///
/// ```
/// use openapi_pipeline::{Document, Policy, Stage, artifacts_with};
///
/// let text = r#"{"openapi": "3.0.3", "info": {"title": "Empty", "version": "1"}, "paths": {}}"#;
/// let document = Document::parse("empty.json", text.as_bytes()).map_err(|e| e.to_string())?;
/// let mut stages = Vec::new();
/// let generated = artifacts_with(&document, &Policy::elsewhere(), &mut |stage| stages.push(stage))
///     .map_err(|e| e.to_string())?;
/// assert!(!generated.findings.has_errors());
/// assert_eq!(stages, [Stage::Check, Stage::Generate, Stage::Polish]);
/// # Ok::<(), String>(())
/// ```
///
/// # Errors
///
/// All findings, when one of them is an error.
pub fn artifacts_with(
    document: &Document,
    policy: &Policy,
    done: &mut (dyn FnMut(Stage) + Send),
) -> Result<Generated, Findings> {
    with_room(|| generated(document, policy, done))
}

/// The surface of the client that [`artifacts`] prints, without printing and reading it again.
pub(crate) fn client_surface(document: &Document) -> Result<Surface, Findings> {
    with_room(|| {
        let (_, lowered) = checked(document, &Policy::needed())?;
        let tokens = client_tokens(document, &lowered)?;
        let file = polish::client_syntax(document, &lowered, without_async_bodies(tokens))?;
        Ok(Surface::of_syntax(&file))
    })
}

fn generated(
    document: &Document,
    policy: &Policy,
    done: &mut (dyn FnMut(Stage) + Send),
) -> Result<Generated, Findings> {
    let (findings, lowered) = checked(document, policy)?;
    done(Stage::Check);
    let client = client_tokens(document, &lowered)?;
    let cli = generate(document, lowered.openapi(), Output::Cli)?;
    let mock = generate(
        document,
        &polish::inert_descriptions(&lowered.with_own_responses),
        Output::Mock,
    )?;
    done(Stage::Generate);
    let artifacts = vec![
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
    ];
    done(Stage::Polish);
    Ok(Generated {
        artifacts,
        findings,
    })
}

/// What was found, and the lowered form, when no finding is an error.
fn checked(document: &Document, policy: &Policy) -> Result<(Findings, LoweredDocument), Findings> {
    let Examined { findings, lowered } = examine(document, policy);
    match lowered {
        Some(lowered) if !findings.has_errors() => Ok((findings, lowered)),
        _ => Err(findings),
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
