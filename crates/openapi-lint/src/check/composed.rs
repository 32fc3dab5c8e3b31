//! What a schema says together with the parts of its `allOf`.

use std::collections::BTreeSet;

use openapi_document::{Node, Pointer};

use super::context::Context;

/// The properties of the schema at a place: what each is called, and where it stands. One that several parts
/// describe is there for each of them.
pub(super) fn properties<'a>(context: &Context<'a>, at: &Pointer) -> Vec<(&'a str, Pointer)> {
    let parts = parts(context, at);
    let properties = parts.iter().flat_map(|(at, schema)| {
        let properties = schema.get("properties").into_iter().flat_map(Node::members);
        let place = at.child("properties");
        properties.map(move |(name, _)| (name, place.child(name)))
    });
    properties.collect()
}

/// Its `type`.
pub(super) fn ty<'a>(context: &Context<'a>, at: &Pointer) -> Option<&'a str> {
    let parts = parts(context, at);
    parts
        .iter()
        .find_map(|(_, schema)| schema.get("type")?.as_str())
}

/// Where its `items` stand.
pub(super) fn items(context: &Context<'_>, at: &Pointer) -> Option<Pointer> {
    let parts = parts(context, at);
    let mut holders = parts
        .iter()
        .filter(|(_, schema)| schema.get("items").is_some());
    holders.next().map(|(at, _)| at.child("items"))
}

/// The schema and all of its parts, each once.
fn parts<'a>(context: &Context<'a>, at: &Pointer) -> Vec<(Pointer, &'a Node)> {
    let (mut open, mut found) = (vec![at.clone()], Vec::new());
    let mut seen = BTreeSet::new();
    while let Some(next) = open.pop() {
        let Some((at, schema)) = context.resolve(&next) else {
            continue;
        };
        if !seen.insert(at.clone()) {
            continue;
        }
        let count = schema.get("allOf").map_or(0, |parts| parts.items().count());
        let parts = (0..count).rev();
        open.extend(parts.map(|index| at.child("allOf").child(index.to_string())));
        found.push((at, schema));
    }
    found
}
