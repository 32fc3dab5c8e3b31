//! Whether a tree has the shape of an OpenAPI 3.0 document, and which objects and references it has.
//!
//! Both come of one walk along the table of [`grammar`](crate::grammar). It runs before the typed form
//! is read, because a message of the typed reader cannot name the place inside an untagged or flattened
//! value, and this one always can.

mod constraints;
mod index;
mod newer;
mod rules;

pub(crate) use self::index::Index;
pub use self::{
    index::{Located, Reference},
    rules::{IGNORED_KEYWORD, INVALID_STRUCTURE, UNKNOWN_KEY, UNSUPPORTED_KEYWORD},
};
use crate::{
    finding::Finding,
    grammar::{Entries, Kind, Shape},
    method::METHODS,
    node::{Node, Value},
    pointer::Pointer,
    rule::Level,
    sink::Sink,
    suggestion::suggestion,
    text::list,
};

/// Every place where `root` departs from the structure of OpenAPI 3.0, and the objects and references
/// that it has. `is_newer` says whether it was written for OpenAPI 3.1.
pub(crate) fn structure(root: &Node, is_newer: bool) -> (Vec<Finding>, Index) {
    let mut walk = Walk {
        sink: Sink::new(root),
        index: Index::default(),
        is_newer,
    };
    object(&mut walk, root, &Pointer::root(), Kind::OpenApi);
    (walk.sink.into_findings(), walk.index)
}

/// What one walk over a document finds.
struct Walk<'a> {
    sink: Sink<'a>,
    index: Index,
    is_newer: bool,
}

/// Recursive: the depth of a document is limited where it is read.
fn value(walk: &mut Walk<'_>, node: &Node, at: &Pointer, shape: &Shape) {
    match (shape, &node.value) {
        (Shape::Any, _)
        | (Shape::Text, Value::String(_))
        | (Shape::Flag | Shape::FlagOrReference(_), Value::Bool(_))
        | (Shape::Number, Value::Number(_)) => {}
        (Shape::Count, Value::Number(number)) if number.is_u64() => {}
        (Shape::Word(words), Value::String(text)) => word(&mut walk.sink, at, text, words),
        (Shape::List(item), Value::Array(items)) => {
            for (index, node) in items.iter().enumerate() {
                value(walk, node, &at.child(index), item);
            }
        }
        (Shape::Map(entry), Value::Object(_)) => {
            for (key, node) in node.members() {
                value(walk, node, &at.child(key), entry);
            }
        }
        (Shape::Object(kind), Value::Object(_)) => object(walk, node, at, *kind),
        (Shape::OrReference(kind) | Shape::FlagOrReference(kind), Value::Object(_)) => {
            match node.get("$ref") {
                Some(target) => reference(walk, target, at, *kind),
                None => object(walk, node, at, *kind),
            }
        }
        _ => wrong_type(&mut walk.sink, node, at, shape),
    }
}

fn reference(walk: &mut Walk<'_>, target: &Node, at: &Pointer, expected: Kind) {
    let pointer = at.child("$ref");
    value(walk, target, &pointer, &Shape::Text);
    walk.index.add_reference(pointer, expected);
}

fn object(walk: &mut Walk<'_>, node: &Node, at: &Pointer, kind: Kind) {
    walk.index.add_object(kind, at);
    for (key, member) in node.members() {
        if let Some(field) = kind.field(key) {
            value(walk, member, &at.child(key), &field.shape);
        } else if key.starts_with("x-") {
            // An extension may hold anything.
        } else if let Some(entries) = kind.entries() {
            let at = at.child(key);
            entry_key(&mut walk.sink, &at, key, entries);
            value(walk, member, &at, entries.shape());
        } else {
            unknown_key(walk, at, key, kind);
        }
    }
    for field in kind.fields().iter().filter(|field| field.required) {
        if node.get(field.name).is_none() {
            walk.sink
                .report(
                    &INVALID_STRUCTURE,
                    at,
                    format!("the {} lacks `{}`", kind.name(), field.name),
                )
                .help(format!(
                    "add `{}: …`, {}",
                    field.name,
                    expectation(&field.shape)
                ));
        }
    }
    constraints::check(&mut walk.sink, kind, node, at);
}

fn entry_key(sink: &mut Sink<'_>, at: &Pointer, key: &str, entries: &Entries) {
    let (message, help) = match entries {
        Entries::Paths(_) if !key.starts_with('/') => (
            format!("the path {key:?} does not begin with `/`"),
            format!("write it as \"/{key}\""),
        ),
        Entries::Statuses(_) if !is_response_key(key) => {
            let upper = key.to_ascii_uppercase();
            let help = match is_response_key(&upper) {
                true => format!("did you mean `{upper}`?"),
                false => {
                    "write a code from 100 to 599, a range from 1XX to 5XX, or `default`".to_owned()
                }
            };
            (format!("{key:?} is no status code"), help)
        }
        Entries::Paths(_) | Entries::Statuses(_) | Entries::Any(_) => return,
    };
    sink.report_key(&INVALID_STRUCTURE, at, message).help(help);
}

/// A status code, a range of them, or `default` (OpenAPI 3.0.3, "Responses Object").
fn is_response_key(key: &str) -> bool {
    match key.as_bytes() {
        b"default" => true,
        [b'1'..=b'5', b'X', b'X'] => true,
        [b'1'..=b'5', tens, ones] => tens.is_ascii_digit() && ones.is_ascii_digit(),
        _ => false,
    }
}

fn word(sink: &mut Sink<'_>, at: &Pointer, text: &str, words: &[&str]) {
    if words.contains(&text) {
        return;
    }
    let help = match suggestion(text, words.iter().copied()) {
        _ if matches!(text, "body" | "formData") => {
            "that is Swagger 2.0; describe the body with `requestBody` of the operation".to_owned()
        }
        Some(word) => format!("did you mean `{word}`?"),
        None => format!("write one of {}", list(words)),
    };
    sink.report(
        &INVALID_STRUCTURE,
        at,
        format!(
            "{text:?} is not a value of `{}`",
            at.last().unwrap_or_default()
        ),
    )
    .help(help);
}

fn unknown_key(walk: &mut Walk<'_>, at: &Pointer, key: &str, kind: Kind) {
    let sink = &mut walk.sink;
    if walk.is_newer
        && let Some(rule) = newer::rule(kind, key)
    {
        let message = format!("OpenAPI 3.0 has no `{key}` in the {}", kind.name());
        let help = match *rule == IGNORED_KEYWORD {
            true => {
                "nothing is made of it; leave it, or say it where OpenAPI 3.0 has a place for it"
            }
            false => newer::key(kind, key).unwrap_or("OpenAPI 3.0 does not have it; remove it"),
        };
        sink.report_key(rule, &at.child(key), message).help(help);
        return;
    }
    let lower_case = key.to_ascii_lowercase();
    // Left out like any other unknown key, it would take a whole operation along.
    if kind == Kind::PathItem && METHODS.contains(&lower_case.as_str()) {
        sink.report_key(
            &INVALID_STRUCTURE,
            &at.child(key),
            format!("the method `{key}` is not written in lower case"),
        )
        .help(format!("write `{lower_case}`"));
        return;
    }
    let names = kind.fields().iter().map(|field| field.name);
    let help = match (newer::key(kind, key), suggestion(key, names)) {
        (Some(hint), _) => hint.to_owned(),
        (None, Some(name)) => format!("did you mean `{name}`?"),
        (None, None) => format!("remove it, or rename it to `x-{key}` if it is an extension"),
    };
    sink.report_key(
        &UNKNOWN_KEY,
        &at.child(key),
        format!("the {} has no field `{key}`", kind.name()),
    )
    .help(help);
}

fn wrong_type(sink: &mut Sink<'_>, node: &Node, at: &Pointer, shape: &Shape) {
    let expected = expectation(shape);
    let newer = at.last().and_then(|key| newer::value(&key, node));
    let help = match (shape, &node.value) {
        _ if newer.is_some() => newer.unwrap_or_default(),
        (Shape::Text | Shape::Word(_), Value::Number(_) | Value::Bool(_)) => {
            "put the value in quotes".to_owned()
        }
        (
            Shape::Text | Shape::Word(_) | Shape::Flag | Shape::Number | Shape::Count,
            Value::Null,
        ) => "give it a value, or remove the key".to_owned(),
        (_, Value::Null) => {
            "indent further what belongs to it, give it a value, or remove the key".to_owned()
        }
        _ => format!("write {expected}"),
    };
    let subject = match at.last() {
        Some(name) => format!("`{name}`"),
        None => "the document".to_owned(),
    };
    sink.push(Finding {
        rule: &INVALID_STRUCTURE,
        level: Level::Error,
        message: format!("{subject} must be {expected}, not {}", node.type_name()),
        help,
        pointer: at.clone(),
        place: Some(node.place),
        related: Vec::new(),
    });
}

fn expectation(shape: &Shape) -> &'static str {
    match shape {
        Shape::Any => "a value",
        Shape::Text | Shape::Word(_) => "a string",
        Shape::Flag => "`true` or `false`",
        Shape::Number => "a number",
        Shape::Count => "a whole number that is not negative",
        Shape::List(_) => "an array",
        Shape::FlagOrReference(_) => "an object, `true` or `false`",
        Shape::Map(_) | Shape::Object(_) | Shape::OrReference(_) => "an object",
    }
}
