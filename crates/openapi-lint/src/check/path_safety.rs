//! Path parameters: no value may lead a request to another path.
//!
//! What a parameter may hold is decided on its schema, and for a pattern on its syntax: the parts
//! of it that match characters must match safe ones only.

mod values;

use std::collections::BTreeSet;

use openapi_document::{Example, Group, Level, Node, Rule, Sink};

use self::values::{Flaw, flaws};
use super::context::Context;
use crate::naming::share_a_variant;

pub(super) static UNSAFE: Rule = Rule {
    id: "unsafe-path-parameter",
    group: Group::Safety,
    level: Level::Error,
    needed: false,
    what: "The schema of a path parameter accepts only letters and digits of ASCII, `-`, `_` and \
           `~`, and not the empty value.",
    why: "other values turn the path into another one: with `..` for the id of a task, the request \
          to delete a task deletes the instance that it belongs to",
    fix: "constrain the schema: `type: string`, `minLength: 1`, `pattern: '^[A-Za-z0-9-]+$'`",
    example: Example::path_parameter(
        "{type: string}",
        "{type: string, minLength: 1, pattern: '^[A-Za-z0-9-]+$'}",
    ),
};

/// Characters that nothing on the way to the service escapes, decodes or normalises: those that
/// RFC 3986 calls unreserved, without the dot, which alone or doubled is a segment with a meaning.
fn is_safe(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '~')
}

pub(super) fn path_parameters(context: &Context<'_>, sink: &mut Sink<'_>) {
    let mut seen = BTreeSet::new();
    for operation in context.operations.iter() {
        for parameter in context.parameters(operation) {
            if parameter.location != "path" || !seen.insert(parameter.pointer.clone()) {
                continue;
            }
            let Some((at, schema)) = context.resolve(&parameter.pointer.child("schema")) else {
                continue;
            };
            for flaw in flaws(context, &at) {
                let subject = subject(parameter.name, schema);
                let (message, help) = described(&flaw);
                sink.report(&UNSAFE, &at, format!("{subject} {message}"))
                    .help(help);
            }
        }
    }
}

/// The parameter in a message, and why its list of values is no help where it has one.
fn subject(name: &str, schema: &Node) -> String {
    let values = schema.get("enum").into_iter().flat_map(Node::items);
    if share_a_variant(values.filter_map(Node::as_str)) {
        format!("the path parameter `{name}`, whose `enum` cannot become a type,")
    } else {
        format!("the path parameter `{name}`")
    }
}

/// What a value may be, and how to keep it from that.
fn described(flaw: &Flaw) -> (String, &'static str) {
    const CONSTRAIN: &str =
        "constrain its schema: `type: string`, `minLength: 1`, `pattern: '^[A-Za-z0-9-]+$'`";
    match flaw {
        Flaw::Empty => (
            "may be empty".to_owned(),
            "ask for a character: `minLength: 1`, or `+` instead of `*` in its `pattern`",
        ),
        Flaw::Anything => ("accepts any text".to_owned(), CONSTRAIN),
        Flaw::Unanchored => (
            "accepts any text around what its `pattern` matches".to_owned(),
            "let the `pattern`, or each of its alternatives, begin with `^` and end with `$`, as \
             in `^[A-Za-z0-9-]+$`",
        ),
        Flaw::Character(character) => (
            format!("accepts the character {character:?}"),
            "list the characters that its `pattern` admits, as in `^[A-Za-z0-9-]+$`; a dot stands \
             for any of them where no backslash or bracket is before it",
        ),
        Flaw::Format(format) => (
            format!("has the format `{format}`, whose values hold `:`, which is escaped in a path"),
            CONSTRAIN,
        ),
        Flaw::Value(value) => (
            format!("accepts {value:?}"),
            "remove the value from its `enum`",
        ),
    }
}
