//! `x-table-columns` beside `x-pagination`: what a table shows of each entry of a list.

use openapi_document::{Example, Group, Level, Node, Pointer, Rule, Sink, text::list};

use super::{composed, context::Context, pagination::properties};

pub(super) static INVALID: Rule = Rule {
    id: "invalid-table-columns",
    group: Group::Correctness,
    level: Level::Error,
    needed: false,
    what: "`x-table-columns` names properties of the entries of the list that `x-pagination` names beside it.",
    why: "the command line shows a list as a table of these columns; a wrong name is a column that stays empty",
    fix: "correct the name that the finding shows, or remove it",
    example: Example::operation(
        "operationId: listThings\n\
         x-pagination: {offset: offset, limit: limit, items: things}\n\
         x-table-columns: [id, nmae]\n\
         parameters:\n\
         - {name: offset, in: query, schema: {type: integer}}\n\
         - {name: limit, in: query, schema: {type: integer}}\n\
         responses:\n\
         \x20 '200':\n\
         \x20   description: The things.\n\
         \x20   content: {application/json: {schema: {type: object, properties: {things: {type: array, items: {type: object, properties: {id: {type: string}, name: {type: string}}}}}}}}",
        "operationId: listThings\n\
         x-pagination: {offset: offset, limit: limit, items: things}\n\
         x-table-columns: [id, name]\n\
         parameters:\n\
         - {name: offset, in: query, schema: {type: integer}}\n\
         - {name: limit, in: query, schema: {type: integer}}\n\
         responses:\n\
         \x20 '200':\n\
         \x20   description: The things.\n\
         \x20   content: {application/json: {schema: {type: object, properties: {things: {type: array, items: {type: object, properties: {id: {type: string}, name: {type: string}}}}}}}}",
    ),
};

const KEY: &str = "x-table-columns";

pub(super) fn table_columns(context: &Context<'_>, sink: &mut Sink<'_>) {
    for operation in context.operations.iter() {
        let Some(columns) = operation.node.get(KEY) else {
            continue;
        };
        let at = operation.pointer.child(KEY);
        let pages = operation.node.get("x-pagination");
        let Some(items) = pages.and_then(|pages| pages.get("items")?.as_str()) else {
            let message = format!("`{KEY}` stands beside no `x-pagination` that names a list");
            sink.report_key(&INVALID, &at, message);
            continue;
        };
        if columns.as_array().is_none_or(<[Node]>::is_empty) {
            sink.report(
                &INVALID,
                &at,
                format!("`{KEY}` is a list of names, at least one"),
            );
            continue;
        }
        let names = entry(
            context,
            &operation.pointer.child("responses"),
            operation.node,
            items,
        );
        for (index, column) in columns.items().enumerate() {
            let at = at.child(index.to_string());
            match column.as_str() {
                Some(name) if names.iter().flatten().all(|known| *known != name) => {
                    let message = format!("the entries of `{items}` have no property `{name}`");
                    let finding = sink.report(&INVALID, &at, message);
                    if let Some(names) = names.as_ref().filter(|names| !names.is_empty()) {
                        finding.help(format!("name one of {}", list(names)));
                    }
                }
                Some(_) => {}
                None => {
                    sink.report(&INVALID, &at, "a column is the name of a property");
                }
            }
        }
    }
}

/// What the properties of an entry are called, in the first success that has the list.
fn entry<'a>(
    context: &Context<'a>,
    responses: &Pointer,
    operation: &'a Node,
    items: &str,
) -> Option<Vec<&'a str>> {
    let statuses = operation
        .get("responses")
        .into_iter()
        .flat_map(Node::members);
    let mut successes = statuses.filter(|(status, _)| status.starts_with('2'));
    successes.find_map(|(status, _)| {
        let body = properties(context, &responses.child(status));
        let (_, list) = body.iter().find(|(name, _)| *name == items)?;
        let entry = composed::items(context, list)?;
        let names = composed::properties(context, &entry);
        Some(names.into_iter().map(|(name, _)| name).collect())
    })
}
