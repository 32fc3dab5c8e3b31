//! Parameters that the generator cannot send as the document describes them.

use std::collections::BTreeSet;

use openapi_document::{Example, Group, Level, MediaType, Node, Pointer, Rule, Sink};

use super::context::{Context, Parameter};

pub(super) static STYLE: Rule = Rule {
    id: "unsupported-parameter-style",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "A parameter in a path has the style `simple`.",
    why: "`label` and `matrix` put a dot, a semicolon or the name into the path; the client checks that \
          a path has the template's segments, and writes nothing into one but the values",
    fix: "use the default style, or describe the parameter as a string that the caller writes in \
           the form that the service expects",
    example: Example::paths(
        "/things/{ids}: {get: {operationId: readThing, parameters: [{name: ids, in: path, style: label, \
             required: true, schema: {type: string, pattern: '^[a-z]+$'}}], \
             responses: {'204': {description: Done.}}}}",
        "/things/{ids}: {get: {operationId: readThing, parameters: [{name: ids, in: path, \
             required: true, schema: {type: string, pattern: '^[a-z]+$'}}], \
             responses: {'204': {description: Done.}}}}",
    ),
};
pub(super) static COOKIE: Rule = Rule {
    id: "cookie-parameter",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "No parameter that is required is a cookie; one that is not is left out, with a warning.",
    why: "a cookie says in whose name a request is made; the client sends credentials, and nothing \
          else that says so",
    fix: "describe what the service takes for credentials as a security scheme, and remove the \
          parameter",
    example: Example::parameter(
        "{name: session, in: cookie, required: true, schema: {type: string}}",
        "{name: session, in: query, required: true, schema: {type: string}}",
    ),
};
pub(super) static CONTENT: Rule = Rule {
    id: "parameter-content",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "A parameter with `content` stands in the query and is JSON.",
    why: "the client writes no other document into a parameter",
    fix: "write `schema: {type: string}`, and say in `description` what the string holds",
    example: Example::parameter(
        "{name: X-Filter, in: header, content: {application/json: {schema: {}}}}",
        "{name: filter, in: query, content: {application/json: {schema: {}}}}",
    ),
};
pub(super) static OBJECT: Rule = Rule {
    id: "object-parameter",
    group: Group::Preflight,
    level: Level::Note,
    needed: false,
    what: "A parameter is no object with properties.",
    why: "the generator builds objects for bodies alone, so the parameter takes a map, of any values",
    fix: "nothing has to be fixed; the service refuses other members",
    example: Example::parameter(
        "{name: filter, in: query, style: deepObject, schema: {type: object, properties: {a: {type: string}}}}",
        "{name: filter, in: query, style: deepObject, schema: {type: object, additionalProperties: {type: string}}}",
    ),
};
pub(super) static TYPE: Rule = Rule {
    id: "unsupported-parameter-type",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "A parameter is a string, an integer, a number or a boolean, or an array of them; one in a query \
           may be an object as well.",
    why: "the generated code for anything else does not compile, or sends something else than the \
          document says",
    fix: "describe it as `type: string`, and say in `description` what the string looks like",
    example: Example::parameter(
        "{name: X-Ids, in: header, schema: {type: array, items: {type: array, items: {type: string}}}}",
        "{name: X-Ids, in: header, schema: {type: array, items: {type: string}}}",
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
        cookie(sink, parameter);
        return;
    }
    if let Some(content) = node.get("content") {
        let mut names = content.members().map(|(name, _)| MediaType::of(name));
        let is_json = names.all(|name| name.is_json() || name.is_json_like());
        if *location != "query" || !is_json {
            sink.report_key(
                &CONTENT,
                &pointer.child("content"),
                format!("the parameter `{name}` is described by `content`"),
            );
        }
        return;
    }
    let style = node.get("style").and_then(Node::as_str).unwrap_or("simple");
    if *location == "path" && style != "simple" {
        sink.report(
            &STYLE,
            &pointer.child("style"),
            format!("the client does not write the style `{style}` of the parameter `{name}`"),
        );
    }
    value_type(context, sink, parameter);
    if *location == "header" && !is_header_name(name) {
        sink.report(
            &HEADER_NAME,
            &pointer.child("name"),
            format!("{name:?} is no name of a header"),
        );
    }
}

fn cookie(sink: &mut Sink<'_>, parameter: &Parameter<'_>) {
    let Parameter {
        pointer,
        node,
        name,
        ..
    } = parameter;
    let is_required = node.get("required").and_then(Node::as_bool) == Some(true);
    let message = match is_required {
        true => format!("the client does not send cookies, so not `{name}` either"),
        false => format!("the cookie `{name}` is left out: the client does not send cookies"),
    };
    let finding = sink.report(&COOKIE, pointer, message);
    if !is_required {
        finding.level = Level::Warning;
    }
}

/// How deep combinations are followed.
const MAX_DEPTH: usize = 16;

fn value_type(context: &Context<'_>, sink: &mut Sink<'_>, parameter: &Parameter<'_>) {
    let schema = parameter.pointer.child("schema");
    let name = parameter.name;
    if parameter.location == "query" && has_properties(context, &schema, 0) {
        sink.report(
            &OBJECT,
            &schema,
            format!("the parameter `{name}` is a map to the client, of any values"),
        );
        return;
    }
    let style = parameter.node.get("style").and_then(Node::as_str);
    if style == Some("deepObject") {
        return;
    }
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
    // Of the parameter itself, lowering leaves it out: where there is no value, nothing is written.
    if !is_query && depth > 0 && schema.get("nullable").and_then(Node::as_bool) == Some(true) {
        return Some((at.child("nullable"), "may be null"));
    }
    match schema.get("type").and_then(Node::as_str) {
        Some("object") if !is_query => return Some((at.child("type"), "is an object")),
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
    if !is_query && schema.get("properties").is_some() {
        return Some((at.child("properties"), "is an object"));
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

/// Whether the schema at `at`, or a part of it, is an object with properties, or with none that it may have.
fn has_properties(context: &Context<'_>, at: &Pointer, depth: usize) -> bool {
    let Some((at, schema)) = context.resolve(at) else {
        return false;
    };
    let properties = schema.get("properties").into_iter().flat_map(Node::members);
    let is_closed = schema.get("additionalProperties").and_then(Node::as_bool) == Some(false);
    if properties.count() > 0 || is_closed {
        return true;
    }
    let parts = schema.get("allOf").map_or(0, |parts| parts.items().count());
    let mut parts = (0..parts).map(|index| at.child("allOf").child(index));
    depth < MAX_DEPTH && parts.any(|part| has_properties(context, &part, depth + 1))
}

/// A token of RFC 9110, section 5.6.2.
fn is_header_name(name: &str) -> bool {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.chars().all(is_token)
}
