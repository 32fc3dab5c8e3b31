//! Schemas that the generator has no type for.

use std::collections::BTreeMap;

use openapi_document::{
    Example, Group, Level, Node, Pointer, Rule, Sink, grammar::OBJECT_KEYWORDS, text::list,
};

use super::context::Context;

pub(super) static NO_ITEMS: Rule = Rule {
    id: "array-without-items",
    group: Group::Correctness,
    level: Level::Error,
    needed: false,
    what: "A schema of type `array` has `items`.",
    why: "OpenAPI asks for it, and without it the items are of any type",
    fix: "add `items`, or `items: {}` where any value may stand",
    example: Example::schema("{type: array}", "{type: array, items: {}}"),
};
pub(super) static COMPONENT_NAME: Rule = Rule {
    id: "component-name",
    group: Group::Correctness,
    level: Level::Error,
    needed: true,
    what: "The name of a component is made of letters, digits, `.`, `_` and `-`.",
    why: "OpenAPI admits no other, and a reference to it could not be followed",
    fix: "rename the component",
    example: Example::schemas(
        "Thing: {type: string}\n\
         other thing: {type: string}",
        "Thing: {type: string}\n\
         other_thing: {type: string}",
    ),
};
pub(super) static NOT: Rule = Rule {
    id: "unsupported-not",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "`not` is not used.",
    why: "no Rust type is everything but something, and the generator gives up on most of them",
    fix: "say in `description` what is excluded, or list what is possible with `enum`",
    example: Example::schema(
        "{not: {type: string}}",
        "{description: Anything but a string.}",
    ),
};
pub(super) static EMPTY: Rule = Rule {
    id: "empty-composition",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "`allOf`, `anyOf` and `oneOf` have at least one schema.",
    why: "an empty list means nothing, and the generator gives up on the whole document",
    fix: "add a schema, or remove the key",
    example: Example::schema("{allOf: []}", "{allOf: [{type: string}]}"),
};
pub(super) static MIXED: Rule = Rule {
    id: "any-of-beside-one-of",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "`anyOf` and `oneOf` do not stand beside each other.",
    why: "the generator cannot combine the two and gives up on the whole document",
    fix: "move one of the two into a schema of its own, and combine them with `allOf`",
    example: Example::schema(
        "{anyOf: [{type: string}], oneOf: [{type: string}]}",
        "{anyOf: [{type: string}]}",
    ),
};
pub(super) static NO_TYPE: Rule = Rule {
    id: "missing-type",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "A schema with constraints says of which `type` it is.",
    why: "without it the constraints of one type say nothing about values of the others, and the \
          generator guesses wrongly or gives up",
    fix: "add `type`",
    example: Example::schema(
        "{minLength: 1, items: {type: string}}",
        "{type: array, items: {type: string}}",
    ),
};
pub(super) static DEPENDENCY: Rule = Rule {
    id: "format-needs-crate",
    group: Group::Preflight,
    level: Level::Warning,
    needed: false,
    what: "The formats `date` and `uuid` need a crate in the client.",
    why: "the generated code names types of `chrono` and `uuid`, which the client must depend on",
    fix: "add the crate to `crates/dcs-client/Cargo.toml`, with its feature `serde`, or leave out \
           `format`",
    example: Example::schema(
        "{type: string, format: date}",
        "{type: string, description: A date.}",
    ),
};

const NUMBER: [&str; 3] = ["minimum", "maximum", "multipleOf"];
const STRING: [&str; 3] = ["minLength", "maxLength", "pattern"];
const ARRAY: [&str; 4] = ["items", "minItems", "maxItems", "uniqueItems"];
const COMPOSITION: [&str; 4] = ["allOf", "anyOf", "oneOf", "not"];

pub(super) fn schemas(context: &Context<'_>, sink: &mut Sink<'_>) {
    for (pointer, schema) in context.schemas() {
        compositions(sink, pointer, schema);
        missing_type(sink, pointer, schema);
        let is_array = schema.get("type").and_then(Node::as_str) == Some("array");
        if is_array && schema.get("items").is_none() {
            sink.report(
                &NO_ITEMS,
                pointer,
                "the array does not say what its items are",
            );
        }
    }
    component_names(context, sink);
    dependencies(context, sink);
}

fn compositions(sink: &mut Sink<'_>, pointer: &Pointer, schema: &Node) {
    for key in ["allOf", "anyOf", "oneOf"] {
        if schema
            .get(key)
            .and_then(Node::as_array)
            .is_some_and(<[_]>::is_empty)
        {
            sink.report(&EMPTY, &pointer.child(key), format!("`{key}` is empty"));
        }
    }
    if schema.get("anyOf").is_some() && schema.get("oneOf").is_some() {
        sink.report_key(
            &MIXED,
            &pointer.child("anyOf"),
            "the generator cannot combine `anyOf` with the `oneOf` beside it",
        );
    }
    if schema.get("not").is_some() {
        sink.report_key(
            &NOT,
            &pointer.child("not"),
            "the generator cannot express `not`",
        );
    }
}

fn missing_type(sink: &mut Sink<'_>, pointer: &Pointer, schema: &Node) {
    let present = |keys: &[&'static str]| -> Vec<&'static str> {
        keys.iter()
            .filter(|key| schema.get(key).is_some())
            .copied()
            .collect()
    };
    if schema.get("type").is_some() || !present(&COMPOSITION).is_empty() {
        return;
    }
    let families: Vec<_> = [
        ("number", present(&NUMBER)),
        ("string", present(&STRING)),
        ("object", present(&OBJECT_KEYWORDS)),
        ("array", present(&ARRAY)),
    ]
    .into_iter()
    .filter(|(_, keys)| !keys.is_empty())
    .collect();
    let has_enum = schema.get("enum").is_some();
    let nullable = schema.get("nullable").and_then(Node::as_bool) == Some(true);
    let (message, ty) = match families.as_slice() {
        [] => return,
        [(ty, keys)] if *ty == "number" || has_enum || (nullable && *ty == "string") => {
            (format!("{} stands without `type`", list(keys)), *ty)
        }
        [_] => return,
        [(_, first), (ty, second), ..] => (
            format!(
                "{} and {} are about values of different types, and no `type` says which is meant",
                list(first),
                list(second)
            ),
            *ty,
        ),
    };
    sink.report(&NO_TYPE, pointer, message)
        .help(format!("add `type: {ty}`"));
}

fn component_names(context: &Context<'_>, sink: &mut Sink<'_>) {
    let is_word = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    for (_, name, at) in context.components() {
        if name.is_empty() || !name.chars().all(is_word) {
            let proposal = name.replace(|c| !is_word(c), "_");
            sink.report_key(
                &COMPONENT_NAME,
                &at,
                format!("{name:?} is no name for a component"),
            )
            .help(format!(
                "use letters, digits, `.`, `_` and `-`, for example `{proposal}`"
            ));
        }
    }
}

fn dependencies(context: &Context<'_>, sink: &mut Sink<'_>) {
    let mut uses = BTreeMap::<&str, (Pointer, usize)>::new();
    for (pointer, schema) in context.schemas() {
        let krate = match schema.get("format").and_then(Node::as_str) {
            Some("date") => "chrono",
            Some("uuid") => "uuid",
            _ => continue,
        };
        if schema.get("enum").is_none() {
            let entry = uses
                .entry(krate)
                .or_insert_with(|| (pointer.child("format"), 0));
            entry.1 += 1;
        }
    }
    for (krate, (pointer, count)) in uses {
        let more = match count {
            1 => String::new(),
            count => format!(" (here, and at {} other places)", count - 1),
        };
        sink.report(
            &DEPENDENCY,
            &pointer,
            format!("this format makes the client need the crate `{krate}`{more}"),
        )
        .help(format!(
            "add `{krate} = {{ version = \"{}\", features = [\"serde\"] }}` to its `Cargo.toml`, \
                 or leave out `format`",
            if krate == "chrono" { "0.4" } else { "1" }
        ));
    }
}
