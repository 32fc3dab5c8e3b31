//! Parameters that the generator cannot send as the document describes them.

use std::collections::BTreeSet;

use openapi_document::{Example, Group, Level, Node, Pointer, Rule, Sink};

use super::context::{Context, Parameter};

pub(super) static STYLE: Rule = Rule {
    id: "unsupported-parameter-style",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "Path and header parameters have the style `simple`, query parameters the style `form` \
           with `explode: true` for arrays.",
    why: "the generator writes values in no other way",
    fix: "use the default style, or describe the parameter as a string that the caller writes in \
           the form that the service expects",
    example: Example::parameter(
        "{name: ids, in: query, style: pipeDelimited, schema: {type: array, items: \
             {type: string}}}",
        "{name: ids, in: query, schema: {type: array, items: {type: string}}}",
    ),
};
pub(super) static COOKIE: Rule = Rule {
    id: "cookie-parameter",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "No parameter is a cookie.",
    why: "the generator does not send cookies",
    fix: "remove the parameter when the service works without it",
    example: Example::parameter(
        "{name: session, in: cookie, schema: {type: string}}",
        "{name: session, in: query, schema: {type: string}}",
    ),
};
pub(super) static CONTENT: Rule = Rule {
    id: "parameter-content",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "A parameter is described by `schema`, not by `content`.",
    why: "the generator does not serialize a parameter as a document of its own",
    fix: "write `schema: {type: string}`, and say in `description` what the string holds",
    example: Example::parameter(
        "{name: filter, in: query, content: {application/json: {schema: {}}}}",
        "{name: filter, in: query, description: JSON., schema: {type: string}}",
    ),
};
pub(super) static TYPE: Rule = Rule {
    id: "unsupported-parameter-type",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "A path or header parameter is a string, an integer, a number or a boolean, and is \
           never null; a query parameter may be an array or a map of them as well.",
    why: "the generated code for anything else does not compile, or sends something else than the \
          document says",
    fix: "describe it as `type: string`, and say in `description` what the string looks like",
    example: Example::parameter(
        "{name: X-Ids, in: header, schema: {type: array, items: {type: string}}}",
        "{name: X-Ids, in: header, description: Joined by commas., schema: {type: string}}",
    ),
};
pub(super) static HEADER_NAME: Rule = Rule {
    id: "invalid-header-name",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "The name of a header parameter is one that HTTP admits: letters, digits and \
           ``!#$%&'*+-.^_`|~``.",
    why: "the generated code panics when it is to send the header",
    fix: "use letters, digits and `-`",
    example: Example::parameter(
        "{name: 'X Id', in: header, schema: {type: string}}",
        "{name: X-Id, in: header, schema: {type: string}}",
    ),
};

pub(super) fn parameters(context: &Context<'_>, sink: &mut Sink<'_>) {
    let mut seen = BTreeSet::new();
    for operation in context.operations.iter() {
        for parameter in context.parameters(operation) {
            if seen.insert(parameter.pointer.clone()) {
                check(context, sink, &parameter);
            }
        }
    }
}

fn check(context: &Context<'_>, sink: &mut Sink<'_>, parameter: &Parameter<'_>) {
    let Parameter {
        pointer,
        node,
        name,
        location,
        used: _,
    } = parameter;
    if *location == "cookie" {
        sink.report(
            &COOKIE,
            pointer,
            format!("the generator does not send cookies, so not `{name}` either"),
        );
        return;
    }
    if node.get("content").is_some() {
        sink.report_key(
            &CONTENT,
            &pointer.child("content"),
            format!("the parameter `{name}` is described by `content`"),
        );
        return;
    }
    style(context, sink, parameter);
    value_type(context, sink, parameter);
    if *location == "header" && !is_header_name(name) {
        sink.report(
            &HEADER_NAME,
            &pointer.child("name"),
            format!("{name:?} is no name of a header"),
        );
    }
}

fn style(context: &Context<'_>, sink: &mut Sink<'_>, parameter: &Parameter<'_>) {
    let Parameter {
        pointer,
        node,
        name,
        location,
        used: _,
    } = parameter;
    let default = if *location == "query" {
        "form"
    } else {
        "simple"
    };
    let style = node.get("style").and_then(Node::as_str).unwrap_or(default);
    if style != default {
        sink.report(
            &STYLE,
            &pointer.child("style"),
            format!("the generator does not know the style `{style}` of the parameter `{name}`"),
        )
        .help(format!(
            "use `style: {default}`, or `type: string` for a value that the caller writes"
        ));
        return;
    }
    let explode = node.get("explode").and_then(Node::as_bool);
    if *location != "query" || explode != Some(false) {
        return;
    }
    let is_list = context
        .resolve(&pointer.child("schema"))
        .and_then(|(_, schema)| schema.get("type")?.as_str())
        .is_some_and(|ty| matches!(ty, "array" | "object"));
    if is_list {
        sink.report(
            &STYLE,
            &pointer.child("explode"),
            format!(
                "the generator sends each item of `{name}` by itself, not all of them separated \
                 by commas"
            ),
        )
        .help("describe it as `type: string`, for which the caller joins the items with commas");
    }
}

/// How deep combinations are followed.
const MAX_DEPTH: usize = 16;

fn value_type(context: &Context<'_>, sink: &mut Sink<'_>, parameter: &Parameter<'_>) {
    let schema = parameter.pointer.child("schema");
    let name = parameter.name;
    if let Some((at, trouble)) = trouble(context, &schema, parameter.location, 0) {
        sink.report(
            &TYPE,
            &at,
            format!(
                "the {} parameter `{name}` {trouble}, which the generator cannot send",
                parameter.location
            ),
        );
    }
}

/// What of the schema at `at` cannot be sent, and where it stands.
fn trouble(
    context: &Context<'_>,
    at: &Pointer,
    location: &str,
    depth: usize,
) -> Option<(Pointer, &'static str)> {
    let (at, schema) = context.resolve(at)?;
    if depth > MAX_DEPTH {
        return None;
    }
    let is_query = location == "query";
    if !is_query && schema.get("nullable").and_then(Node::as_bool) == Some(true) {
        return Some((at.child("nullable"), "may be null"));
    }
    match schema.get("type").and_then(Node::as_str) {
        Some("object") if !is_query => return Some((at.child("type"), "is an object")),
        Some("array") if !is_query => return Some((at.child("type"), "is an array")),
        Some("array") => {
            let (items_at, items) = context.resolve(&at.child("items"))?;
            return match items.get("type").and_then(Node::as_str) {
                Some("array") => Some((items_at.child("type"), "is an array of arrays")),
                Some("object") => Some((items_at.child("type"), "is an array of objects")),
                _ => None,
            };
        }
        _ => {}
    }
    if !is_query && schema.get("format").and_then(Node::as_str) == Some("date-time") {
        // `Display` of the generated type is not the format's own form.
        return Some((at.child("format"), "has the format `date-time`"));
    }
    if schema
        .get("properties")
        .is_some_and(|properties| !is_query || properties.members().next().is_some())
    {
        return Some((at.child("properties"), "is an object"));
    }
    if schema.get("additionalProperties").and_then(Node::as_bool) == Some(false) {
        return Some((at.child("additionalProperties"), "is an object"));
    }
    // Alternatives are a type of their own, which writes itself into a query.
    let parts: &[&str] = if is_query {
        &["allOf"]
    } else {
        &["allOf", "anyOf", "oneOf"]
    };
    parts.iter().find_map(|key| {
        let count = schema.get(key).map_or(0, |parts| parts.items().count());
        let part = at.child(key);
        (0..count).find_map(|index| trouble(context, &part.child(index), location, depth + 1))
    })
}

/// A token of RFC 9110, section 5.6.2.
fn is_header_name(name: &str) -> bool {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.chars().all(is_token)
}
