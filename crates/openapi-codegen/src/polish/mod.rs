//! Polish: what is done to the generator's output before it is printed.

mod alternatives;
mod circles;
mod cli;
mod conversions;
mod descriptions;
mod docs;
mod fields;
mod inert;
mod mock;
mod multipart;
mod operations;
mod paging;
mod patterns;
mod print;
mod rejections;
mod rewrite;
mod send;
mod setters;
mod settings;
mod syntax;
mod tally;
mod template;
#[cfg(test)]
mod tests;
mod times;
mod tokens;
mod tolerance;
mod unused;

use openapi_document::{Document, Finding, Findings, Level, Pointer};
use proc_macro2::TokenStream;
use syn::visit_mut::VisitMut;

use self::tally::{Leftover, Tally};
pub(crate) use self::{
    cli::{describe_parts, without_pages},
    descriptions::inert_descriptions,
    send::Bodies,
};
use crate::{generate::GENERATOR_FAILURE, lower::LoweredDocument, target::Target};

/// What must not be in a client: the generator's own library, its functions where the client has some,
/// and its engine, which can be kept busy for ever.
const LEFTOVERS: &[Leftover] = &[
    Leftover {
        rewrite: "patterns",
        word: "regress",
    },
    Leftover {
        rewrite: "imports of the library",
        word: "progenitor_client",
    },
    Leftover {
        rewrite: "answers",
        word: "ResponseValue",
    },
    times::DATE_TIME,
];

/// The source of the client, from the tokens that the generator made of `lowered`.
pub(crate) fn client(
    document: &Document,
    lowered: &LoweredDocument,
    tokens: TokenStream,
    target: &Target<'_>,
) -> Result<String, Findings> {
    let mut file = client_syntax(document, lowered, tokens, Bodies::Whole)?;
    let source = print(&mut file, target);
    // A text is searched faster than a tree, and most words are not even there.
    let leftovers: Vec<_> = LEFTOVERS
        .iter()
        .filter(|left| left.may_be_in(&source))
        .copied()
        .collect();
    if !leftovers.is_empty() {
        let mut tally = Tally::default();
        tally.absent(&leftovers, &file);
        settle(document, tally)?;
    }
    Ok(source)
}

/// The same with everything that a caller's code depends on, and not yet in the form that is printed.
pub(crate) fn client_syntax(
    document: &Document,
    lowered: &LoweredDocument,
    tokens: TokenStream,
    bodies: Bodies,
) -> Result<syn::File, Findings> {
    let tokens = match bodies {
        Bodies::Whole => send::without_hooks(tokens),
        // Bodies of other functions stay: a setter gets another signature for what is found inside.
        Bodies::LeftOut => tokens::in_async_bodies(tokens, &mut |_| TokenStream::new()),
    };
    let (tokens, left_out) = setters::without_members(tokens);
    let mut file = parse(document, tokens)?;
    let mut tally = Tally::default();
    patterns::use_linear_engine(&mut file);
    if lowered.has_times() {
        times::use_own(&mut file);
    }
    circles::open(&mut file);
    fields::as_in_the_document(&mut file, lowered, &mut tally);
    alternatives::read_the_best(&mut file);
    rewrite::do_without_library(&mut file, &mut tally);
    rejections::name_the_value(&mut file, &mut tally);
    let methods = lowered.methods();
    send::without_streams(&mut file);
    setters::take_what_people_have(&mut file, document, lowered, left_out, &mut tally);
    settings::add(&mut file, methods.len(), bodies, &mut tally);
    let wires = lowered.wires();
    let successes = send::use_own_call(&mut file, methods.len(), wires, bodies, &mut tally);
    let answers = tolerance::read_tolerantly(&mut file, &mut tally);
    paging::add(&mut file, document, lowered, &answers, &mut tally);
    conversions::show_and_borrow(&mut file, &mut tally);
    rewrite::hide_default_headers(&mut file, &mut tally);
    rewrite::hide_constructors(&mut file, &methods, &mut tally);
    rewrite::open_for_growth(&mut file);
    rewrite::require_use(&mut file);
    rewrite::derive_json_schema(&mut file, &mut tally);
    multipart::add(&mut file, lowered, &mut tally);
    // What is printed is searched as a text.
    if bodies == Bodies::LeftOut {
        tally.absent(LEFTOVERS, &file);
    }
    settle(document, tally)?;
    operations::document_responses(&mut file, document, lowered);
    operations::append_table(&mut file, document, lowered, &successes, &answers);
    Ok(file)
}

/// The source of the command line.
pub(crate) fn cli(
    document: &Document,
    lowered: &LoweredDocument,
    tokens: TokenStream,
    target: &Target<'_>,
) -> Result<String, Findings> {
    let mut file = parse(document, tokens)?;
    let mut tally = Tally::default();
    if lowered.has_times() {
        times::use_the_clients(&mut file, target.client_crate);
    }
    tally.absent(&[times::DATE_TIME], &file);
    cli::polish(&mut file, document, lowered, &mut tally);
    unused::leave_out_names(&mut file);
    settle(document, tally)?;
    Ok(print(&mut file, target))
}

/// The source of the mock.
pub(crate) fn mock(
    document: &Document,
    lowered: &LoweredDocument,
    tokens: TokenStream,
    target: &Target<'_>,
) -> Result<String, Findings> {
    let mut file = mock_syntax(document, lowered, tokens, target.client_crate)?;
    Ok(print(&mut file, target))
}

/// The same, not yet in the form that is printed.
pub(crate) fn mock_syntax(
    document: &Document,
    lowered: &LoweredDocument,
    tokens: TokenStream,
    client: &str,
) -> Result<syn::File, Findings> {
    let mut file = parse(document, tokens)?;
    let mut tally = Tally::default();
    if lowered.has_times() {
        times::use_the_clients(&mut file, client);
    }
    mock::polish(&mut file, document, lowered, &mut tally);
    tally.absent(&[times::DATE_TIME, mock::REGEX], &file);
    settle(document, tally)?;
    Ok(file)
}

pub(crate) fn parse(document: &Document, tokens: TokenStream) -> Result<syn::File, Findings> {
    syn::parse2(tokens).map_err(|error| failure(document, &format!("it is not Rust: {error}")))
}

fn print(file: &mut syn::File, target: &Target<'_>) -> String {
    docs::Docs.visit_file_mut(file);
    print::print(file, target)
}

/// Refuses code in which a rewrite has not found what it rewrites.
fn settle(document: &Document, tally: Tally) -> Result<(), Findings> {
    tally.result().map_err(|reason| failure(document, &reason))
}

/// Generated code that cannot be used is the generator's failure; the place is the document.
fn failure(document: &Document, reason: &str) -> Findings {
    document.findings(vec![Finding {
        rule: &GENERATOR_FAILURE,
        level: Level::Error,
        message: format!("the generated code cannot be used: {reason}"),
        help: "where progenitor was moved to another version, CONTRIBUTING says how to move the \
               rewrites with it; otherwise please report this document"
            .to_owned(),
        pointer: Pointer::root(),
        place: Some(document.root().place),
        related: Vec::new(),
    }])
}
