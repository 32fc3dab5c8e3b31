//! Operations that answer a list in pages: `x-pagination` names what makes the pages.

use std::collections::BTreeSet;

use openapi_document::{Example, Group, Level, Node, Operation, Pointer, Rule, Sink, text::list};

use super::{composed, context::Context};

pub(super) static INVALID: Rule = Rule {
    id: "invalid-pagination",
    group: Group::Correctness,
    level: Level::Error,
    needed: true,
    what: "`x-pagination` names two optional integers of the query, `offset` and `limit`, and a list of \
           the answer, `items`. It may name a property that counts all entries, `total`, and has the \
           size of a page, `page_size`.",
    why: "the generated methods `pages` and `stream` set the two parameters and read the list; with a \
          wrong name they would ask for the same page again",
    fix: "correct the name that the finding shows, or remove `x-pagination`",
    example: Example::operation(
        "operationId: listThings\n\
         x-pagination: {offset: offset, limit: limit, items: thing, page_size: 100}\n\
         parameters:\n\
         - {name: offset, in: query, schema: {type: integer}}\n\
         - {name: limit, in: query, schema: {type: integer}}\n\
         responses:\n\
         \x20 '200':\n\
         \x20   description: The things.\n\
         \x20   content: {application/json: {schema: {type: object, properties: {things: {type: array, items: {type: string}}}}}}",
        "operationId: listThings\n\
         x-pagination: {offset: offset, limit: limit, items: things, page_size: 100}\n\
         parameters:\n\
         - {name: offset, in: query, schema: {type: integer}}\n\
         - {name: limit, in: query, schema: {type: integer}}\n\
         responses:\n\
         \x20 '200':\n\
         \x20   description: The things.\n\
         \x20   content: {application/json: {schema: {type: object, properties: {things: {type: array, items: {type: string}}}}}}",
    ),
};

const KEY: &str = "x-pagination";
const KEYS: [&str; 5] = ["offset", "limit", "items", "total", "page_size"];

pub(super) fn pagination(context: &Context<'_>, sink: &mut Sink<'_>) {
    for operation in context.operations.iter() {
        let at = operation.pointer.child(KEY);
        if let Some(pages) = operation.node.get(KEY) {
            keys(sink, &at, pages);
            for key in ["offset", "limit"] {
                if let Some(name) = named(sink, &at, pages, key) {
                    parameter(context, sink, operation, &at.child(key), name);
                }
            }
            answer(context, sink, operation, &at, pages);
        }
    }
}

fn keys(sink: &mut Sink<'_>, at: &Pointer, pages: &Node) {
    for (key, _) in pages.members().filter(|(key, _)| !KEYS.contains(key)) {
        let message = format!("`{KEY}` has no key `{key}`; it has {}", list(&KEYS));
        sink.report_key(&INVALID, &at.child(key), message);
    }
    if let Some(size) = pages.get("page_size") {
        let is_size = size.to_json().as_u64().is_some_and(|size| size > 0);
        if !is_size {
            let message = "`page_size` is a number of entries, at least 1";
            sink.report(&INVALID, &at.child("page_size"), message);
        }
    }
}

/// The name that stands for `key`, which must be there.
fn named<'a>(sink: &mut Sink<'_>, at: &Pointer, pages: &'a Node, key: &str) -> Option<&'a str> {
    let name = pages.get(key).and_then(Node::as_str);
    if name.is_none() {
        sink.report_key(&INVALID, at, format!("`{KEY}` does not name its `{key}`"));
    }
    name
}

fn parameter(
    context: &Context<'_>,
    sink: &mut Sink<'_>,
    operation: &Operation<'_>,
    at: &Pointer,
    name: &str,
) {
    let parameters = context.parameters(operation);
    let query = || parameters.iter().filter(|found| found.location == "query");
    let Some(found) = query().find(|found| found.name == name) else {
        let message = format!("the operation has no parameter `{name}` in its query");
        sink.report(&INVALID, at, message).help(format!(
            "name one of {}",
            list(&query().map(|found| found.name).collect::<Vec<_>>())
        ));
        return;
    };
    let ty = composed::ty(context, &found.pointer.child("schema"));
    if ty != Some("integer") {
        let message = format!("the parameter `{name}` is not an integer");
        sink.report(&INVALID, at, message);
    } else if found.node.get("required").and_then(Node::as_bool) == Some(true) {
        let message =
            format!("the parameter `{name}` is required, so a caller would have to give it");
        sink.report(&INVALID, at, message);
    }
}

/// The list in the body of each success, and the property that counts.
fn answer(
    context: &Context<'_>,
    sink: &mut Sink<'_>,
    operation: &Operation<'_>,
    at: &Pointer,
    pages: &Node,
) {
    let items = named(sink, at, pages, "items");
    let total = pages.get("total").and_then(Node::as_str);
    let responses = operation.pointer.child("responses");
    let statuses = operation.node.get("responses").into_iter();
    for (status, _) in statuses.flat_map(Node::members) {
        if !status.starts_with('2') {
            continue;
        }
        let body = properties(context, &responses.child(status));
        let property = |wanted: &str| {
            let mut named = body.iter().filter(|(name, _)| *name == wanted);
            named.next().map(|(_, at)| at)
        };
        if let Some(name) = items {
            let ty = property(name).and_then(|at| composed::ty(context, at));
            if ty != Some("array") {
                let message = format!("the body of `{status}` has no list `{name}`");
                let finding = sink.report(&INVALID, &at.child("items"), message);
                if !body.is_empty() {
                    let mut seen = BTreeSet::new();
                    let names = body.iter().map(|(name, _)| *name);
                    let names: Vec<_> = names.filter(|name| seen.insert(*name)).collect();
                    finding.help(format!("name one of {}", list(&names)));
                }
            }
        }
        if let Some(name) = total.filter(|name| property(name).is_none()) {
            let message = format!("the body of `{status}` has no property `{name}`");
            sink.report(&INVALID, &at.child("total"), message);
        }
    }
}

/// The properties of a response's JSON: what each is called, and where it stands.
pub(super) fn properties<'a>(context: &Context<'a>, response: &Pointer) -> Vec<(&'a str, Pointer)> {
    let schema = context.resolve(response).and_then(|(at, response)| {
        let mut content = response.get("content")?.members();
        let (media_type, _) = content.find(|(name, _)| name.contains("json"))?;
        Some(at.child("content").child(media_type).child("schema"))
    });
    schema.map_or_else(Vec::new, |schema| composed::properties(context, &schema))
}
