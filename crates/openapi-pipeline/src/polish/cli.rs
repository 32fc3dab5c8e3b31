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
//! | `todo!()` where an answer is not JSON | `crate::Failure`, before anything is sent |

mod commands;
mod execution;

use std::collections::{BTreeMap, BTreeSet};

use syn::{
    Expr, Fields, File, FnArg, GenericArgument, ImplItem, Item, ItemImpl, PathArguments, Type,
    UseTree, parse_quote,
};

pub(super) fn polish(file: &mut File) {
    drop_callbacks(file);
    for item in file.items.iter_mut().filter_map(as_cli_impl) {
        // Which options belong to the body is visible only where they are read.
        let body_options: BTreeMap<_, _> = item.items.iter().filter_map(body_options).collect();
        for item in &mut item.items {
            let ImplItem::Fn(function) = item else {
                continue;
            };
            let name = function.sig.ident.to_string();
            if let Some(operation) = name.strip_prefix("cli_") {
                commands::polish(function, body_options.get(operation));
            } else if name == "execute" || name.starts_with("execute_") {
                execution::polish(function);
            } else if name == "new" {
                *function = parse_quote! {
                    pub fn new(client: Client) -> Self {
                        Self { client }
                    }
                };
            }
        }
    }
}

/// Removes the trait of callbacks and everything that carries it.
fn drop_callbacks(file: &mut File) {
    file.items.retain(|item| match item {
        Item::Trait(item) => item.ident != "CliConfig",
        Item::Use(item) => !matches!(&item.tree, UseTree::Path(path) if path.ident == "anyhow"),
        _ => true,
    });
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

/// The text of a literal.
fn text(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}
