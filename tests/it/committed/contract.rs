//! The contract of each operation, read from the generated code: method, template, parameters, and
//! the type of a success. The headers on the wire stand in the snapshot of a request.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::{Expr, ExprLit, ImplItem, ImplItemFn, Item, Lit, ReturnType};

/// The contract of every operation of a generated client.
pub fn of(source: &str) -> String {
    let file = syn::parse_file(source).unwrap();
    let builder = file
        .items
        .iter()
        .find_map(|item| match item {
            Item::Mod(item) if item.ident == "builder" => item.content.as_ref(),
            _ => None,
        })
        .unwrap();
    let tables = tables(&file);
    let mut lines = Vec::new();
    for item in &builder.1 {
        if let Item::Impl(item) = item {
            let functions: Vec<_> = item
                .items
                .iter()
                .filter_map(|item| match item {
                    ImplItem::Fn(function) => Some(function),
                    _ => None,
                })
                .collect();
            if let Some(send) = functions
                .iter()
                .find(|function| function.sig.ident == "send")
            {
                lines.push(format!("{}: {}", text(&item.self_ty), summary(send)));
                lines.extend(functions.iter().filter_map(|function| setter(function)));
                lines.push(successes(send, &tables));
            }
        }
    }
    lines.join("\n")
}

/// The first line of the documentation: method and path template.
fn summary(send: &ImplItemFn) -> String {
    let text = send
        .attrs
        .iter()
        .find_map(|attribute| match &attribute.meta {
            syn::Meta::NameValue(meta) => match &meta.value {
                Expr::Lit(ExprLit {
                    lit: Lit::Str(text),
                    ..
                }) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        });
    text.unwrap()
}

/// A parameter and its type.
fn setter(function: &ImplItemFn) -> Option<String> {
    let clause = function.sig.generics.where_clause.as_ref()?;
    let bound = text(clause.predicates.first()?);
    let (kind, ty) = bound.strip_prefix("V: crate::Into")?.split_once('<')?;
    let mark = if kind == "Optional" {
        " (optional)"
    } else {
        ""
    };
    Some(format!(
        "    {}: {}{mark}",
        function.sig.ident,
        ty.strip_suffix(", F>")?
    ))
}

/// The statuses that mean success, and the type that they decode to.
fn successes(send: &ImplItemFn, tables: &BTreeMap<String, String>) -> String {
    let ReturnType::Type(_, result) = &send.sig.output else {
        panic!("`send` returns nothing");
    };
    let result = text(result);
    let success = result
        .strip_prefix("Result<crate::Response<")
        .and_then(|types| types.strip_suffix(">, crate::ApiError>"))
        .unwrap_or_else(|| panic!("`send` returns {result}"));
    let body = text(&send.block);
    let (_, named) = body.split_once("super::operations::").unwrap();
    let name = named.split(',').next().unwrap();
    format!("    {} => {success}", tables[name])
}

/// The statuses of each operation, in the table of operations.
fn tables(file: &syn::File) -> BTreeMap<String, String> {
    let items = file.items.iter().find_map(|item| match item {
        Item::Mod(item) if item.ident == "operations" => item.content.as_ref(),
        _ => None,
    });
    let rows = items.unwrap().1.iter().filter_map(|item| match item {
        Item::Static(item) => {
            let row = text(&item.expr).replace("u16", "");
            let (_, statuses) = row.split_once("successes: ").unwrap();
            let statuses = statuses
                .split(']')
                .next()
                .unwrap()
                .trim_start_matches(['&', ' ', '['])
                .to_owned();
            Some((item.ident.to_string(), statuses))
        }
        _ => None,
    });
    rows.collect()
}

/// Tokens without the spaces that the token stream puts between all of them.
fn text(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    [
        (" :: ", "::"),
        (":: ", "::"),
        (" < ", "<"),
        (" <", "<"),
        (" >", ">"),
        (" (", "("),
        (" . ", "."),
        (" ,", ","),
        (" :", ":"),
        (", >", ">"),
        (",>", ">"),
        ("::std::option::", ""),
        ("std::convert::", ""),
    ]
    .iter()
    .fold(text, |text, (from, to)| text.replace(from, to))
}
