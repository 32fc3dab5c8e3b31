//! Whether a tree has the shape of an OpenAPI 3.0 document.
//!
//! The check runs before the typed form is read, because a message of the typed reader cannot
//! name the place inside an untagged or flattened value, and this one always can.

mod newer;
mod objects;

use crate::{
    Finding, Level, Node, Pointer, Value,
    check::{Group, Rule, Sink, suggestion},
    text::list,
};

/// Something has the wrong type, or something required is missing: nothing can be read from it.
pub(crate) static INVALID_STRUCTURE: Rule = Rule {
    id: "invalid-structure",
    group: Group::Correctness,
    level: Level::Error,
    needed: true,
    what: "Each object has the fields that OpenAPI 3.0 requires, and each field has a value of its \
           type.",
    why: "what has another structure cannot be read, and guessing would be worse",
    mend: "the finding names the object, the field and what is expected there",
};
/// A key that OpenAPI does not define: it would be ignored without a word.
pub(crate) static UNKNOWN_KEY: Rule = Rule {
    id: "unknown-key",
    group: Group::Correctness,
    level: Level::Error,
    needed: false,
    what: "Each key is one that OpenAPI 3.0 defines for its object, or begins with `x-`.",
    why: "a misspelt or misplaced key is ignored without a word, and with it what it was to say",
    mend: "correct the spelling, move the key to the object that has it, or begin it with `x-`",
};

/// A field of an object.
struct Field {
    name: &'static str,
    shape: Shape,
    required: bool,
}

/// An object of the OpenAPI specification, by its name there.
struct ObjectShape {
    name: &'static str,
    /// What the fields alone do not say.
    also: Option<fn(&mut Sink<'_>, &Node, &Pointer)>,
    fields: &'static [Field],
}

/// What a value must look like.
enum Shape {
    Any,
    Text,
    Flag,
    Number,
    Count,
    Word(&'static [&'static str]),
    List(&'static Shape),
    Map(&'static Shape),
    Object(&'static ObjectShape),
    OrReference(&'static ObjectShape),
    FlagOrReference(&'static ObjectShape),
    Paths,
    Responses,
    Callback,
}

/// Every place where `root` departs from the structure of OpenAPI 3.0.
pub(crate) fn structure(root: &Node) -> Vec<Finding> {
    let mut sink = Sink::new(root);
    object(&mut sink, root, &Pointer::root(), &objects::OPENAPI);
    sink.into_findings()
}

/// A reference object, and what OpenAPI expects it to lead to.
pub(crate) struct Reference {
    /// Where `$ref` stands.
    pub(crate) pointer: Pointer,
    /// The name of the expected object in the OpenAPI specification.
    pub(crate) expected: &'static str,
}

/// An object, by the name that the OpenAPI specification gives to its kind.
pub(crate) struct Located<'a> {
    pub(crate) kind: &'static str,
    pub(crate) pointer: Pointer,
    pub(crate) node: &'a Node,
}

/// Every reference and every object in `root`; what looks like one inside an example is none.
pub(crate) fn collect(root: &Node) -> (Vec<Reference>, Vec<Located<'_>>) {
    let mut sink = Sink::new(root);
    object(&mut sink, root, &Pointer::root(), &objects::OPENAPI);
    sink.into_collected()
}

fn value<'a>(sink: &mut Sink<'a>, node: &'a Node, at: &Pointer, shape: &Shape) {
    match (shape, &node.value) {
        (Shape::Any, _)
        | (Shape::Text, Value::String(_))
        | (Shape::Flag, Value::Bool(_))
        | (Shape::Number, Value::Number(_)) => {}
        (Shape::Count, Value::Number(number)) if number.is_u64() => {}
        (Shape::Word(words), Value::String(text)) => word(sink, at, text, words),
        (Shape::List(item), Value::Array(items)) => {
            for (index, node) in items.iter().enumerate() {
                value(sink, node, &at.child(index), item);
            }
        }
        (Shape::Map(entry), Value::Object(_)) => {
            for (key, node) in node.members() {
                value(sink, node, &at.child(key), entry);
            }
        }
        (Shape::Object(shape), Value::Object(_)) => object(sink, node, at, shape),
        (Shape::OrReference(shape) | Shape::FlagOrReference(shape), Value::Object(_)) => {
            object_or_reference(sink, node, at, shape);
        }
        (Shape::FlagOrReference(_), Value::Bool(_)) => {}
        (Shape::Paths, Value::Object(_)) => paths(sink, node, at),
        (Shape::Responses, Value::Object(_)) => responses(sink, node, at),
        (Shape::Callback, Value::Object(_)) => callback(sink, node, at),
        _ => wrong_type(sink, node, at, shape),
    }
}

fn object_or_reference<'a>(sink: &mut Sink<'a>, node: &'a Node, at: &Pointer, shape: &ObjectShape) {
    match node.get("$ref") {
        Some(target) => reference(sink, target, at, shape.name),
        None => object(sink, node, at, shape),
    }
}

fn reference<'a>(sink: &mut Sink<'a>, target: &'a Node, at: &Pointer, expected: &'static str) {
    let pointer = at.child("$ref");
    value(sink, target, &pointer, &Shape::Text);
    sink.reference(Reference { pointer, expected });
}

fn object<'a>(sink: &mut Sink<'a>, node: &'a Node, at: &Pointer, shape: &ObjectShape) {
    sink.object(Located {
        kind: shape.name,
        pointer: at.clone(),
        node,
    });
    for (key, member) in node.members() {
        if let Some(field) = shape.fields.iter().find(|field| field.name == key) {
            value(sink, member, &at.child(key), &field.shape);
        } else if !key.starts_with("x-") {
            unknown_key(sink, at, key, shape);
        }
    }
    for field in shape.fields.iter().filter(|field| field.required) {
        if node.get(field.name).is_none() {
            sink.report(
                &INVALID_STRUCTURE,
                at,
                format!("the {} lacks `{}`", shape.name, field.name),
                format!("add `{}: …`, {}", field.name, expectation(&field.shape)),
            );
        }
    }
    if let Some(also) = shape.also {
        also(sink, node, at);
    }
}

fn paths<'a>(sink: &mut Sink<'a>, node: &'a Node, at: &Pointer) {
    for (path, item) in node.members() {
        if path.starts_with("x-") {
            continue;
        }
        let at = at.child(path);
        if !path.starts_with('/') {
            sink.report_key(
                &INVALID_STRUCTURE,
                &at,
                format!("the path {path:?} does not begin with `/`"),
                format!("write it as \"/{path}\""),
            );
        }
        value(sink, item, &at, &Shape::Object(&objects::PATH_ITEM));
    }
}

fn responses<'a>(sink: &mut Sink<'a>, node: &'a Node, at: &Pointer) {
    for (status, response) in node.members() {
        if status.starts_with("x-") {
            continue;
        }
        let at = at.child(status);
        if !is_response_key(status) {
            let upper = status.to_ascii_uppercase();
            sink.report_key(
                &INVALID_STRUCTURE,
                &at,
                format!("{status:?} is no status code"),
                match is_response_key(&upper) {
                    true => format!("did you mean `{upper}`?"),
                    false => "write a code from 100 to 599, a range from 1XX to 5XX, or `default`"
                        .to_owned(),
                },
            );
        }
        value(sink, response, &at, &Shape::OrReference(&objects::RESPONSE));
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

fn callback<'a>(sink: &mut Sink<'a>, node: &'a Node, at: &Pointer) {
    if let Some(target) = node.get("$ref") {
        return reference(sink, target, at, "Callback Object");
    }
    for (expression, item) in node.members() {
        if !expression.starts_with("x-") {
            value(
                sink,
                item,
                &at.child(expression),
                &Shape::Object(&objects::PATH_ITEM),
            );
        }
    }
}

fn schema_or_content(sink: &mut Sink<'_>, node: &Node, at: &Pointer) {
    let (message, help) = match (node.get("schema"), node.get("content")) {
        (None, None) => (
            "has neither `schema` nor `content`",
            "add `schema: {type: string}`",
        ),
        (Some(_), Some(_)) => ("has both `schema` and `content`", "keep one of them"),
        _ => return,
    };
    let name = node.get("name").and_then(Node::as_str);
    let subject = match name {
        Some(name) => format!("the parameter `{name}`"),
        None => "the header".to_owned(),
    };
    sink.report(
        &INVALID_STRUCTURE,
        at,
        format!("{subject} {message}"),
        help.to_owned(),
    );
}

fn parameter(sink: &mut Sink<'_>, node: &Node, at: &Pointer) {
    schema_or_content(sink, node, at);
    parameter_style(sink, node, at);
}

/// Each place of a parameter admits its own styles (OpenAPI 3.0.3, "Style Values").
fn parameter_style(sink: &mut Sink<'_>, node: &Node, at: &Pointer) {
    let location = node.get("in").and_then(Node::as_str);
    let styles: &[&str] = match location {
        Some("path") => &["simple", "label", "matrix"],
        Some("query") => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        Some("header") => &["simple"],
        Some("cookie") => &["form"],
        _ => return,
    };
    let Some(style) = node.get("style").and_then(Node::as_str) else {
        return;
    };
    if !styles.contains(&style) {
        sink.report(
            &INVALID_STRUCTURE,
            &at.child("style"),
            format!(
                "the style `{style}` does not exist for a parameter in `{}`",
                location.unwrap_or_default()
            ),
            format!("write one of {}", list(styles)),
        );
    }
}

fn security_scheme(sink: &mut Sink<'_>, node: &Node, at: &Pointer) {
    let kind = node.get("type").and_then(Node::as_str).unwrap_or_default();
    let needed: &[&str] = match kind {
        "apiKey" => &["name", "in"],
        "http" => &["scheme"],
        "oauth2" => &["flows"],
        "openIdConnect" => &["openIdConnectUrl"],
        _ => &[],
    };
    for key in needed.iter().filter(|key| node.get(key).is_none()) {
        sink.report(
            &INVALID_STRUCTURE,
            at,
            format!("the Security Scheme Object of type `{kind}` lacks `{key}`"),
            format!("add `{key}: …`"),
        );
    }
}

fn link(sink: &mut Sink<'_>, node: &Node, at: &Pointer) {
    if node.get("operationRef").is_some() == node.get("operationId").is_some() {
        sink.report(
            &INVALID_STRUCTURE,
            at,
            "the Link Object needs exactly one of `operationId` and `operationRef`".to_owned(),
            "name the target by its `operationId`".to_owned(),
        );
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
        help,
    );
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
        help,
    );
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
        rule: INVALID_STRUCTURE.id,
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
