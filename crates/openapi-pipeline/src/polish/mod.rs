//! Polish: what is done to the generator's output before it is printed.

mod calls;
mod cli;
mod descriptions;
mod docs;
mod inert;
mod mock;
mod operations;
mod patterns;
mod print;
mod rewrite;

use proc_macro2::TokenStream;
use syn::visit_mut::VisitMut;

pub(crate) use self::descriptions::inert_descriptions;
use crate::{Document, Finding, Findings, Level, LoweredDocument, Pointer};

/// The source of the client, from the tokens that the generator made of `lowered`.
pub(crate) fn client(
    document: &Document,
    lowered: &LoweredDocument,
    tokens: TokenStream,
) -> Result<String, Findings> {
    let mut file = client_syntax(document, lowered, tokens)?;
    rewrite::order_status_arms(&mut file);
    docs::Docs.visit_file_mut(&mut file);
    Ok(print::print(&file))
}

/// The same with everything that a caller's code depends on, and not yet in the form that is printed.
pub(crate) fn client_syntax(
    document: &Document,
    lowered: &LoweredDocument,
    tokens: TokenStream,
) -> Result<syn::File, Findings> {
    let mut file = parse(document, tokens)?;
    patterns::use_linear_engine(&mut file).map_err(|reason| failure(document, &reason))?;
    rewrite::use_own_encode_path(&mut file);
    calls::use_own_functions(&mut file);
    rewrite::hide_default_headers(&mut file);
    rewrite::hide_constructors(&mut file);
    rewrite::open_for_growth(&mut file);
    rewrite::derive_json_schema(&mut file);
    operations::document_responses(&mut file, document);
    operations::append_table(&mut file, document, lowered);
    Ok(file)
}

/// The source of the command line.
pub(crate) fn cli(document: &Document, tokens: TokenStream) -> Result<String, Findings> {
    let mut file = parse(document, tokens)?;
    cli::polish(&mut file);
    docs::Docs.visit_file_mut(&mut file);
    Ok(print::print(&file))
}

/// The source of the mock.
pub(crate) fn mock(document: &Document, tokens: TokenStream) -> Result<String, Findings> {
    let mut file = parse(document, tokens)?;
    mock::polish(&mut file, document);
    docs::Docs.visit_file_mut(&mut file);
    Ok(print::print(&file))
}

fn parse(document: &Document, tokens: TokenStream) -> Result<syn::File, Findings> {
    syn::parse2(tokens).map_err(|error| failure(document, &format!("it is not Rust: {error}")))
}

/// Generated code that cannot be used is the generator's failure; the place is the document.
fn failure(document: &Document, reason: &str) -> Findings {
    document.findings(vec![Finding {
        rule: "generator-failure",
        level: Level::Error,
        message: format!("the generated code cannot be used: {reason}"),
        help: "please report this document".to_owned(),
        pointer: Pointer::root(),
        place: Some(document.root().place),
        related: Vec::new(),
    }])
}
