//! What the command line knows of an operation beside its options: its tag, and the list that it answers.

use std::collections::BTreeMap;

use openapi_document::{Document, Node, Operation, Operations};
use openapi_lint::Renames;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Expr, ExprMatch, File, ImplItem, ImplItemFn, Item, Pat, Stmt, parse_quote};

use super::{super::tally::Tally, text};
use crate::lower::LoweredDocument;

/// The list that an operation answers in pages, and what a table shows of its entries.
pub(super) struct List<'a> {
    items: &'a str,
    columns: Vec<&'a str>,
}

/// The operations that answer lists, by the names of their methods.
pub(super) fn lists<'a>(document: &'a Document, renames: &Renames) -> BTreeMap<String, List<'a>> {
    let operations = Operations::of(document);
    let lists = operations
        .iter()
        .filter_map(|operation| Some((renames.method_name(operation), list(operation.node)?)));
    lists.collect()
}

fn list(operation: &Node) -> Option<List<'_>> {
    let items = operation.get("x-pagination")?.get("items")?.as_str()?;
    let columns = operation.get("x-table-columns").into_iter();
    Some(List {
        items,
        columns: columns
            .flat_map(Node::items)
            .filter_map(Node::as_str)
            .collect(),
    })
}

fn tag<'a>(operation: &Operation<'a>) -> Option<&'a str> {
    let mut tags = operation.node.get("tags")?.items();
    tags.next()?.as_str()
}

/// Adds `tag` and `list` to the enumeration of so many commands.
pub(super) fn describe(
    file: &mut File,
    document: &Document,
    lowered: &LoweredDocument,
    tally: &mut Tally,
) {
    let renames = lowered.renames();
    let operations = Operations::of(document);
    let tags: BTreeMap<_, _> = operations
        .iter()
        .filter_map(|operation| Some((renames.method_name(operation), tag(operation)?)))
        .collect();
    let lists = lists(document, renames);
    let mut found = 0;
    for item in &mut file.items {
        let Item::Impl(item) = item else {
            continue;
        };
        let ids = item.items.iter().find_map(ids);
        let Some(ids) = ids else {
            continue;
        };
        found += ids.len();
        item.items.push(tag_of(&ids, &tags));
        item.items.push(list_of(&ids, &lists));
    }
    tally.expect("tags of commands", lowered.methods().len(), found);
}

/// The commands and the operations that they are for: the arms of `operation_id`.
fn ids(item: &ImplItem) -> Option<Vec<(Pat, String)>> {
    let ImplItem::Fn(ImplItemFn { sig, block, .. }) = item else {
        return None;
    };
    if sig.ident != "operation_id" {
        return None;
    }
    let Some(Stmt::Expr(Expr::Match(ExprMatch { arms, .. }), _)) = block.stmts.first() else {
        return None;
    };
    let ids = arms
        .iter()
        .filter_map(|arm| Some((arm.pat.clone(), text(&arm.body)?)));
    Some(ids.collect())
}

fn tag_of(ids: &[(Pat, String)], tags: &BTreeMap<String, &str>) -> ImplItem {
    let value = |id: &str| match tags.get(id) {
        Some(tag) => quote!(Some(#tag)),
        None => quote!(None),
    };
    let body = each(ids, value);
    parse_quote! {
        pub fn tag(&self) -> Option<&'static str> { #body }
    }
}

fn list_of(ids: &[(Pat, String)], lists: &BTreeMap<String, List<'_>>) -> ImplItem {
    let value = |id: &str| match lists.get(id) {
        Some(List { items, columns }) => quote!(Some(crate::Table {
            items: #items,
            columns: &[#(#columns),*],
        })),
        None => quote!(None),
    };
    let body = each(ids, value);
    parse_quote! {
        pub fn list(&self) -> Option<crate::Table> { #body }
    }
}

/// A match with the value of each command.
fn each(ids: &[(Pat, String)], value: impl Fn(&str) -> TokenStream) -> TokenStream {
    if ids.is_empty() {
        return quote!(match *self {});
    }
    let arms = ids.iter().map(|(command, id)| {
        let value = value(id);
        quote!(#command => #value)
    });
    quote!(match self { #(#arms),* })
}
