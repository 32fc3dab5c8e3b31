//! What the document says of each operation and the generator leaves out.

use std::collections::BTreeMap;

use openapi_document::{Document, Node, Operation, Operations};
use openapi_lint::naming::operation_id;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{File, ImplItem, parse_quote};

use super::{
    docs,
    inert::inert_line,
    send::Successes,
    syntax::{add_attribute, inherent_client_impls},
    tolerance::Answers,
};
use crate::lower::LoweredDocument;

/// Adds a list of the responses to the documentation of each operation's method, and
/// `#[deprecated]` where the document says so.
pub(super) fn document_responses(file: &mut File, document: &Document, lowered: &LoweredDocument) {
    let operations = Operations::of(document);
    let by_name: BTreeMap<_, _> = operations
        .iter()
        .map(|operation| (lowered.renames().method_name(operation), operation))
        .collect();
    for item in inherent_client_impls(file) {
        for item in &mut item.items {
            let ImplItem::Fn(function) = item else {
                continue;
            };
            let Some(operation) = by_name.get(&function.sig.ident.to_string()) else {
                continue;
            };
            let responses = responses(document, operation);
            add_attribute(&mut function.attrs, docs::attribute(&responses));
            if operation.is_deprecated() {
                add_attribute(&mut function.attrs, parse_quote!(#[deprecated]));
            }
        }
    }
}

/// The responses of an operation as the document has them, as a list in Markdown.
fn responses(document: &Document, operation: &Operation<'_>) -> String {
    let pointer = operation.pointer.child("responses");
    let statuses = document
        .root()
        .at(&pointer)
        .into_iter()
        .flat_map(Node::members);
    let mut lines: Vec<_> = statuses
        .filter(|(status, _)| !status.starts_with("x-"))
        .map(|(status, _)| {
            let response = document.resolve(&pointer.child(status));
            let description = response
                .and_then(|(_, response)| response.get("description"))
                .and_then(Node::as_str)
                .map(inert_line)
                .unwrap_or_default();
            match description.as_str() {
                "" => format!("- `{status}`"),
                description => format!("- `{status}`: {description}"),
            }
        })
        .collect();
    // The order of keys has no meaning.
    lines.sort();
    format!("\n# Responses\n\n{}", lines.join("\n"))
}

/// Appends the operations, which the transport reads, and the table of them.
pub(super) fn append_table(
    file: &mut File,
    document: &Document,
    lowered: &LoweredDocument,
    successes: &Successes,
    answers: &Answers,
) {
    let mut rows: Vec<_> = Operations::of(document)
        .iter()
        .map(|operation| (lowered.renames().method_name(operation), operation.clone()))
        .collect();
    rows.sort_by(|(a, _), (b, _)| a.cmp(b));
    let names: Vec<_> = rows
        .iter()
        .map(|(name, _)| quote::format_ident!("{name}"))
        .collect();
    let values = rows
        .iter()
        .map(|(name, operation)| row(name, operation, lowered, successes, answers));
    file.items.push(parse_quote! {
        /// Each operation by the name of its method.
        #[allow(non_upper_case_globals)]
        mod operations {
            use super::shapes;
            use crate::tolerance::{Answer, Shape};
            #(pub(super) static #names: crate::Operation = #values;)*
        }
    });
    file.items.push(parse_quote! {
        /// The operations of the document, sorted by `id`.
        pub static OPERATIONS: &[&crate::Operation] = &[#(&operations::#names),*];
    });
}

fn row(
    id: &str,
    operation: &Operation<'_>,
    lowered: &LoweredDocument,
    successes: &Successes,
    answers: &Answers,
) -> TokenStream {
    let operation_id = operation_id(operation);
    let method = quote::format_ident!("{}", operation.method.to_uppercase());
    let path = operation.path;
    let deprecated = operation.is_deprecated();
    let destructive = is_destructive(operation);
    let empty_success_is_null = lowered.empty_success.contains(id);
    let answer = answers.shape(id);
    let successes = successes.get(id).into_iter().flatten().map(|statuses| {
        let (first, last) = (statuses.start(), statuses.end());
        quote!(#first..=#last)
    });
    quote! {
        crate::Operation {
            id: #id,
            operation_id: #operation_id,
            method: ::reqwest::Method::#method,
            path: #path,
            deprecated: #deprecated,
            destructive: #destructive,
            successes: &[#(#successes),*],
            empty_success_is_null: #empty_success_is_null,
            answer: Answer(&#answer),
        }
    }
}

/// Whether it takes something away for good. Whatever is said and is not a plain `false` is a yes: it is a
/// question too many at worst.
fn is_destructive(operation: &Operation<'_>) -> bool {
    match operation.node.get("x-destructive") {
        Some(said) => said.as_bool() != Some(false),
        None => operation.method == "delete",
    }
}
