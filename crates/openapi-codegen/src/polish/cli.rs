//! The command line: what the generator's output forgets, and what it asks of its caller.
//!
//! | generated | here |
//! |---|---|
//! | callbacks of a trait `CliConfig`, and `anyhow::Error` | `Result<crate::Answer, crate::Failure>`, which keep status, headers and the reason |
//! | `.about("summary and description")` | the summary as `about`, all of it as `long_about` |
//! | `value_parser!(T)`, which needs `T: FromStr` | `crate::argument::value::<T>()`, which needs only what the body needs |
//! | an option for an array that takes one value | one that may be repeated |
//! | `--json-body-template`, which does nothing | nothing |
//! | `--json-body`, which undoes the options beside it | read first, so that the options change what it says |
//! | a stream of pages (`x-dropshot-pagination`) | one page, as any other answer: [`without_pages`] |
//! | nothing | all pages of an operation with `x-pagination`, where they are asked for |
//! | nothing | `tag` and `list` of a command: [`lists`] |
//! | nothing, for a body that is text or bytes | `--body`, with the file that holds it |
//! | `--json-body`, for a body in parts | an option for each part: [`parts`] |
//! | `todo!()` where an answer is bytes | `--output-file`, with the file in which they are saved |

mod commands;
mod execution;
mod lists;
mod parts;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use openapi_document::Document;
use openapiv3::{OpenAPI, ReferenceOr};
use syn::{
    Fields, File, FnArg, GenericArgument, ImplItem, Item, ItemImpl, PathArguments, Type, UseTree,
    parse_quote,
};

use self::parts::Parts;
use super::{send::text, tally::Tally};
use crate::lower::{Kind, LoweredDocument, Wire, operations_mut};

/// Rewrites the command line of a client.
pub(super) fn polish(
    file: &mut File,
    document: &Document,
    lowered: &LoweredDocument,
    tally: &mut Tally,
) {
    let methods = lowered.methods().len();
    let raw = |operation: &str| {
        let body = lowered.wires().get(operation)?.body?;
        matches!(body, Kind::Text | Kind::Bytes).then_some(body)
    };
    drop_callbacks(file, tally);
    let paged = lists::lists(document, lowered.renames());
    let (mut described, mut executed) = (0, 0);
    let mut found = execution::Found::default();
    for item in file.items.iter_mut().filter_map(as_cli_impl) {
        // Which options belong to the body is visible only where they are read.
        let body_options: BTreeMap<_, _> = item.items.iter().filter_map(body_options).collect();
        let parts = parts_of(item, lowered);
        for item in &mut item.items {
            let ImplItem::Fn(function) = item else {
                continue;
            };
            let name = function.sig.ident.to_string();
            if let Some(operation) = name.strip_prefix("cli_") {
                commands::polish(function, body_options.get(operation));
                if raw(operation).is_some() {
                    commands::take_body(function);
                }
                let wire = lowered.wires().get(operation);
                if wire.is_some_and(|wire| wire.answers_bytes) {
                    commands::save_bytes(function);
                }
                if let Some(parts) = parts.get(operation) {
                    parts.describe(function);
                }
                described += 1;
            } else if name == "execute" {
                execution::return_own_types(function);
            } else if let Some(operation) = name.strip_prefix("execute_") {
                let wire = lowered.wires().get(operation);
                let differ = wire.is_some_and(|wire| !wire.cases.is_empty());
                let is_paged = paged.contains_key(operation);
                execution::polish(function, is_paged, differ, &mut found);
                if let Some(body) = raw(operation) {
                    execution::read_body(function, body);
                }
                if let Some(parts) = parts.get(operation) {
                    parts.read(function);
                }
                executed += 1;
            } else if name == "new" {
                *function = parse_quote! {
                    pub fn new(client: Client) -> Self {
                        Self { client }
                    }
                };
            }
        }
    }
    if methods == 0 {
        without_commands(file, tally);
    }
    lists::describe(file, document, lowered, tally);
    tally.expect("subcommands", methods, described);
    tally.expect("executions", methods, executed);
    found.hold_against(methods, tally);
}

/// Describes the options for bodies in parts as [`polish`] does, for whoever reads no more than the options.
pub(crate) fn describe_parts(file: &mut File, lowered: &LoweredDocument) {
    for item in file.items.iter_mut().filter_map(as_cli_impl) {
        let parts = parts_of(item, lowered);
        for item in &mut item.items {
            if let ImplItem::Fn(function) = item
                && let Some(operation) = function.sig.ident.to_string().strip_prefix("cli_")
                && let Some(parts) = parts.get(operation)
            {
                parts.describe(function);
            }
        }
    }
}

fn parts_of<'a>(item: &ItemImpl, lowered: &'a LoweredDocument) -> BTreeMap<String, Parts<'a>> {
    let has_parts = |wire: &Wire| wire.body == Some(Kind::Multipart);
    if !lowered.wires().values().any(has_parts) {
        return BTreeMap::new();
    }
    let functions = item.items.iter();
    functions
        .filter_map(|item| parts::of(item, lowered.wires()))
        .collect()
}

/// Makes a command line without subcommands compile: a reference to a value that cannot be is not one that
/// cannot be.
fn without_commands(file: &mut File, tally: &mut Tally) {
    let mut found = 0;
    let functions = file.items.iter_mut().filter_map(|item| match item {
        Item::Impl(item) => Some(&mut item.items),
        _ => None,
    });
    for item in functions.flatten() {
        if let ImplItem::Fn(function) = item {
            let name = function.sig.ident.to_string();
            if name == "operation_id" {
                function.block = parse_quote!({ match *self {} });
                found += 1;
            } else if name == "execute" {
                function.block = parse_quote!({
                    let _ = matches;
                    match cmd {}
                });
                found += 1;
            }
        }
    }
    tally.expect("empty command line", 2, found);
}

/// The document without what makes the generator stream pages into callbacks: a page is an answer,
/// and the options say which page.
pub(crate) fn without_pages(openapi: &OpenAPI) -> Cow<'_, OpenAPI> {
    const EXTENSION: &str = "x-dropshot-pagination";
    let mut operations = openapi.operations();
    if !operations.any(|(_, _, operation)| operation.extensions.contains_key(EXTENSION)) {
        return Cow::Borrowed(openapi);
    }
    let mut openapi = openapi.clone();
    for item in openapi.paths.paths.values_mut() {
        if let ReferenceOr::Item(item) = item {
            for (_, operation) in operations_mut(item) {
                operation.extensions.shift_remove(EXTENSION);
            }
        }
    }
    Cow::Owned(openapi)
}

/// Removes the trait of callbacks and everything that carries it.
fn drop_callbacks(file: &mut File, tally: &mut Tally) {
    let before = file.items.len();
    file.items.retain(|item| match item {
        Item::Trait(item) => item.ident != "CliConfig",
        Item::Use(item) => !matches!(&item.tree, UseTree::Path(path) if path.ident == "anyhow"),
        _ => true,
    });
    tally.expect("callbacks", 2, before - file.items.len());
    for item in &mut file.items {
        match item {
            Item::Struct(item) if item.ident == "Cli" => {
                item.generics = syn::Generics::default();
                if let Fields::Named(fields) = &mut item.fields {
                    fields.named = std::mem::take(&mut fields.named)
                        .into_iter()
                        .filter(|field| field.ident.as_ref().is_none_or(|name| name != "config"))
                        .collect();
                }
            }
            Item::Impl(item) if is_cli(&item.self_ty) => {
                item.generics = syn::Generics::default();
                *item.self_ty = parse_quote!(Cli);
            }
            _ => {}
        }
    }
}

fn as_cli_impl(item: &mut Item) -> Option<&mut ItemImpl> {
    match item {
        Item::Impl(item) if is_cli(&item.self_ty) => Some(item),
        _ => None,
    }
}

fn is_cli(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Cli"))
}

/// The operation that a function executes, and the ids of its options that stand for properties of
/// the body.
fn body_options(item: &ImplItem) -> Option<(String, BTreeSet<String>)> {
    let ImplItem::Fn(function) = item else {
        return None;
    };
    let name = function.sig.ident.to_string();
    let operation = name.strip_prefix("execute_")?;
    let takes_matches = function.sig.inputs.iter().any(|input| {
        matches!(input, FnArg::Typed(input) if matches!(&*input.pat, syn::Pat::Ident(name) if name.ident == "matches"))
    });
    takes_matches.then(|| (operation.to_owned(), execution::body_options(function)))
}

/// `T`, for `Vec<T>`.
fn element(ty: &Type) -> Option<Type> {
    let Type::Path(path) = ty else {
        return None;
    };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first() {
        Some(GenericArgument::Type(ty)) if last.ident == "Vec" => Some(ty.clone()),
        _ => None,
    }
}
