//! What the fields of an object do not say by themselves.

use super::rules::INVALID_STRUCTURE;
use crate::{grammar::Kind, node::Node, pointer::Pointer, sink::Sink, text::list};

/// Reports what is wrong with an object of this kind although each of its fields is in order.
pub(super) fn check(sink: &mut Sink<'_>, kind: Kind, node: &Node, at: &Pointer) {
    match kind {
        Kind::Parameter => {
            schema_or_content(sink, node, at);
            parameter_style(sink, node, at);
        }
        Kind::Header => schema_or_content(sink, node, at),
        Kind::SecurityScheme => security_scheme(sink, node, at),
        Kind::Link => link(sink, node, at),
        _ => {}
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
    sink.report(&INVALID_STRUCTURE, at, format!("{subject} {message}"))
        .help(help.to_owned());
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
        )
        .help(format!("write one of {}", list(styles)));
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
        )
        .help(format!("add `{key}: …`"));
    }
}

fn link(sink: &mut Sink<'_>, node: &Node, at: &Pointer) {
    if node.get("operationRef").is_some() == node.get("operationId").is_some() {
        sink.report(
            &INVALID_STRUCTURE,
            at,
            "the Link Object needs exactly one of `operationId` and `operationRef`".to_owned(),
        )
        .help("name the target by its `operationId`");
    }
}
