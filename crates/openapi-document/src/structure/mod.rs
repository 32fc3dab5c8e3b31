//! Whether a tree has the shape of an OpenAPI 3.0 document.
//!
//! The check runs before the typed form is read, because a message of the typed reader cannot
//! name the place inside an untagged or flattened value, and this one always can.

mod constraints;
mod newer;
mod objects;
mod rules;
mod shape;

pub use self::rules::{INVALID_STRUCTURE, UNKNOWN_KEY};
use self::shape::{ObjectShape, Shape};
use crate::{
    finding::Finding,
    node::{Node, Value},
    pointer::Pointer,
    rule::Level,
    sink::Sink,
    suggestion::suggestion,
    text::list,
};

/// Every place where `root` departs from the structure of OpenAPI 3.0.
pub fn structure(root: &Node) -> Vec<Finding> {
    Walk::over(root).sink.into_findings()
}

/// A reference object, and what OpenAPI expects it to lead to.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Where `$ref` stands.
    pub pointer: Pointer,
    /// The name of the expected object in the OpenAPI specification.
    pub expected: &'static str,
}

/// An object, by the name that the OpenAPI specification gives to its kind.
#[derive(Clone, Debug)]
pub struct Located<'a> {
    /// The name of its kind, such as `Schema Object`.
    pub kind: &'static str,
    /// Where it stands.
    pub pointer: Pointer,
    /// The object.
    pub node: &'a Node,
}

/// Every reference and every object in `root`; what looks like one inside an example is none.
pub fn collect(root: &Node) -> (Vec<Reference>, Vec<Located<'_>>) {
    let walk = Walk::over(root);
    (walk.references, walk.objects)
}

/// What one walk over a document finds.
struct Walk<'a> {
    sink: Sink<'a>,
    references: Vec<Reference>,
    objects: Vec<Located<'a>>,
}

impl<'a> Walk<'a> {
    fn over(root: &'a Node) -> Self {
        let mut walk = Self {
            sink: Sink::new(root),
            references: Vec::new(),
            objects: Vec::new(),
        };
        object(&mut walk, root, &Pointer::root(), &objects::OPENAPI);
        walk
    }
}

fn value<'a>(walk: &mut Walk<'a>, node: &'a Node, at: &Pointer, shape: &Shape) {
    match (shape, &node.value) {
        (Shape::Any, _)
        | (Shape::Text, Value::String(_))
        | (Shape::Flag, Value::Bool(_))
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
        (Shape::Object(shape), Value::Object(_)) => object(walk, node, at, shape),
        (Shape::OrReference(shape) | Shape::FlagOrReference(shape), Value::Object(_)) => {
            object_or_reference(walk, node, at, shape);
        }
        (Shape::FlagOrReference(_), Value::Bool(_)) => {}
        (Shape::Paths, Value::Object(_)) => paths(walk, node, at),
        (Shape::Responses, Value::Object(_)) => responses(walk, node, at),
        (Shape::Callback, Value::Object(_)) => callback(walk, node, at),
        _ => wrong_type(&mut walk.sink, node, at, shape),
    }
}

fn object_or_reference<'a>(walk: &mut Walk<'a>, node: &'a Node, at: &Pointer, shape: &ObjectShape) {
    match node.get("$ref") {
        Some(target) => reference(walk, target, at, shape.name),
        None => object(walk, node, at, shape),
    }
}

fn reference<'a>(walk: &mut Walk<'a>, target: &'a Node, at: &Pointer, expected: &'static str) {
    let pointer = at.child("$ref");
    value(walk, target, &pointer, &Shape::Text);
    walk.references.push(Reference { pointer, expected });
}

fn object<'a>(walk: &mut Walk<'a>, node: &'a Node, at: &Pointer, shape: &ObjectShape) {
    walk.objects.push(Located {
        kind: shape.name,
        pointer: at.clone(),
        node,
    });
    for (key, member) in node.members() {
        if let Some(field) = shape.fields.iter().find(|field| field.name == key) {
            value(walk, member, &at.child(key), &field.shape);
        } else if !key.starts_with("x-") {
            unknown_key(&mut walk.sink, at, key, shape);
        }
    }
    for field in shape.fields.iter().filter(|field| field.required) {
        if node.get(field.name).is_none() {
            walk.sink
                .report(
                    &INVALID_STRUCTURE,
                    at,
                    format!("the {} lacks `{}`", shape.name, field.name),
                )
                .help(format!(
                    "add `{}: …`, {}",
                    field.name,
                    expectation(&field.shape)
                ));
        }
    }
    if let Some(also) = shape.also {
        also(&mut walk.sink, node, at);
    }
}

fn paths<'a>(walk: &mut Walk<'a>, node: &'a Node, at: &Pointer) {
    for (path, item) in node.members() {
        if path.starts_with("x-") {
            continue;
        }
        let at = at.child(path);
        if !path.starts_with('/') {
            walk.sink
                .report_key(
                    &INVALID_STRUCTURE,
                    &at,
                    format!("the path {path:?} does not begin with `/`"),
                )
                .help(format!("write it as \"/{path}\""));
        }
        value(walk, item, &at, &Shape::Object(&objects::PATH_ITEM));
    }
}

fn responses<'a>(walk: &mut Walk<'a>, node: &'a Node, at: &Pointer) {
    for (status, response) in node.members() {
        if status.starts_with("x-") {
            continue;
        }
        let at = at.child(status);
        if !is_response_key(status) {
            let upper = status.to_ascii_uppercase();
            walk.sink
                .report_key(
                    &INVALID_STRUCTURE,
                    &at,
                    format!("{status:?} is no status code"),
                )
                .help(match is_response_key(&upper) {
                    true => format!("did you mean `{upper}`?"),
                    false => "write a code from 100 to 599, a range from 1XX to 5XX, or `default`"
                        .to_owned(),
                });
        }
        value(walk, response, &at, &Shape::OrReference(&objects::RESPONSE));
    }
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

fn callback<'a>(walk: &mut Walk<'a>, node: &'a Node, at: &Pointer) {
    if let Some(target) = node.get("$ref") {
        return reference(walk, target, at, "Callback Object");
    }
    for (expression, item) in node.members() {
        if !expression.starts_with("x-") {
            value(
                walk,
                item,
                &at.child(expression),
                &Shape::Object(&objects::PATH_ITEM),
            );
        }
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

fn unknown_key(sink: &mut Sink<'_>, at: &Pointer, key: &str, shape: &ObjectShape) {
    let names = shape.fields.iter().map(|field| field.name);
    let help = match (newer::key(shape.name, key), suggestion(key, names)) {
        (Some(hint), _) => hint.to_owned(),
        (None, Some(name)) => format!("did you mean `{name}`?"),
        (None, None) => format!("remove it, or rename it to `x-{key}` if it is an extension"),
    };
    sink.report_key(
        &UNKNOWN_KEY,
        &at.child(key),
        format!("the {} has no field `{key}`", shape.name),
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
        message: format!("{subject} must be {expected}, not {}", node.kind()),
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
        Shape::Map(_)
        | Shape::Object(_)
        | Shape::OrReference(_)
        | Shape::Paths
        | Shape::Responses
        | Shape::Callback => "an object",
    }
}
