//! Bodies that the generator cannot send or read.

use std::collections::BTreeSet;

use openapi_document::{
    Example, Group, Kind, Level, MediaType, Node, Operation, Pointer, Rule, Sink,
    grammar::{Field, Purpose},
    text::list,
};

use super::context::Context;

pub(super) static MEDIA_TYPE: Rule = Rule {
    id: "unsupported-media-type",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "A request body is `application/json`, `application/x-www-form-urlencoded`, \
           `application/octet-stream` or `text/plain`; the last two are plain strings.",
    why: "the generator sends no other; in particular no `multipart/form-data` and no XML",
    fix: "describe one of these media types when the service accepts it, or leave the operation \
           out and call the service by hand",
    example: Example::request_body(
        "{required: true, content: {multipart/form-data: {schema: {type: object}}}}",
        "{required: true, content: {application/json: {schema: {type: object}}}}",
    ),
};
pub(super) static NO_SCHEMA: Rule = Rule {
    id: "missing-request-schema",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "The content of a request body has a `schema`.",
    why: "the generator needs a type for the value that is sent",
    fix: "add `schema: {$ref: '#/components/schemas/NAME'}`, or `schema: {}` for any value",
    example: Example::request_body(
        "{required: true, content: {application/json: {}}}",
        "{required: true, content: {application/json: {schema: {}}}}",
    ),
};
pub(super) static OPTIONAL: Rule = Rule {
    id: "optional-request-body",
    group: Group::Preflight,
    level: Level::Warning,
    needed: false,
    what: "A request body is `required: true`.",
    why: "the generated method has no way to leave it out: it always sends one",
    fix: "write `required: true` when the service needs the body; otherwise nothing has to be \
           fixed",
    example: Example::request_body(
        "{content: {application/json: {schema: {}}}}",
        "{required: true, content: {application/json: {schema: {}}}}",
    ),
};
pub(super) static UNDECODED: Rule = Rule {
    id: "undecoded-response",
    group: Group::Preflight,
    level: Level::Warning,
    needed: false,
    what: "The content of a response is `application/json`.",
    why: "any other is handed to the caller as bytes, also when it is JSON under another name, \
          such as `application/problem+json`",
    fix: "describe it as `application/json` when the service sends that; otherwise nothing has \
           to be fixed",
    example: Example::responses(
        "{'200': {description: Done., content: {application/problem+json: {schema: {}}}}}",
        "{'200': {description: Done., content: {application/json: {schema: {}}}}}",
    ),
};

/// The media types of request bodies that the generator sends.
pub fn is_sent(media_type: &str) -> bool {
    matches!(
        MediaType::of(media_type).essence,
        "application/json"
            | "application/x-www-form-urlencoded"
            | "application/octet-stream"
            | "text/plain"
            | "text/x-markdown"
    )
}

pub(super) fn bodies(context: &Context<'_>, sink: &mut Sink<'_>) {
    let mut seen = BTreeSet::new();
    for operation in context.operations.iter() {
        let body = context.resolve(&operation.pointer.child("requestBody"));
        if let Some((pointer, body)) = body
            && seen.insert(pointer.clone())
        {
            request(context, sink, &pointer, body);
        }
        responses(context, sink, operation, &mut seen);
    }
}

fn request(context: &Context<'_>, sink: &mut Sink<'_>, pointer: &Pointer, body: &Node) {
    if body.get("required").and_then(Node::as_bool) != Some(true) {
        sink.report(
            &OPTIONAL,
            pointer,
            "the request body is optional, but the generated method always sends one",
        );
    }
    let content: Vec<_> = body
        .get("content")
        .into_iter()
        .flat_map(Node::members)
        .collect();
    let names: Vec<_> = content.iter().map(|(name, _)| *name).collect();
    let pointer = pointer.child("content");
    let taken = content
        .iter()
        .find(|(name, _)| MediaType::of(name).is_json())
        .or(match content.as_slice() {
            [only] => Some(only),
            _ => None,
        });
    let Some((media_type, described)) = taken else {
        if !content.is_empty() {
            sink.report_key(
                &MEDIA_TYPE,
                &pointer,
                format!(
                    "the generator sends one media type, and cannot choose between {}",
                    list(&names)
                ),
            )
            .help("keep one of them, `application/json` when the service accepts it");
        }
        return;
    };
    let pointer = pointer.child(media_type);
    if !is_sent(media_type) {
        let help = match MediaType::of(media_type).essence {
            "multipart/form-data" => {
                "leave the operation out and send it with `reqwest::multipart`; or describe \
                 `application/octet-stream` when the service takes a bare file"
            }
            _ if MediaType::of(media_type).is_json_like() => {
                "describe it as `application/json` when the service accepts that"
            }
            _ => {
                "describe `application/json`, `application/x-www-form-urlencoded`, \
                 `application/octet-stream` or `text/plain`, whichever the service accepts"
            }
        };
        sink.report_key(
            &MEDIA_TYPE,
            &pointer,
            format!("the generator does not send `{media_type}`"),
        )
        .help(help);
        return;
    }
    form_encoding(sink, &pointer, media_type, described);
    let schema = pointer.child("schema");
    match MediaType::of(media_type).essence {
        "application/octet-stream" => raw(context, sink, &schema, media_type, Some("binary")),
        "text/plain" | "text/x-markdown" => raw(context, sink, &schema, media_type, None),
        _ if described.get("schema").is_none() => {
            sink.report_key(
                &NO_SCHEMA,
                &pointer,
                format!("the body `{media_type}` has no schema"),
            );
        }
        _ => {}
    }
}

fn form_encoding(sink: &mut Sink<'_>, pointer: &Pointer, media_type: &str, described: &Node) {
    let has_encoding = described
        .get("encoding")
        .is_some_and(|encoding| encoding.members().next().is_some());
    if MediaType::of(media_type).is_form() && has_encoding {
        sink.report_key(
            &MEDIA_TYPE,
            &pointer.child("encoding"),
            "the generator does not know `encoding`",
        )
        .help("remove it when the form is encoded in the usual way");
    }
}

/// The generator takes a body of bytes or text when its schema is a bare string.
fn raw(
    context: &Context<'_>,
    sink: &mut Sink<'_>,
    schema: &Pointer,
    media_type: &str,
    format: Option<&str>,
) {
    // Lowering writes the schema that is missing.
    let Some((at, schema)) = context.resolve(schema) else {
        return;
    };
    let constraints: Vec<_> = schema
        .members()
        .map(|(key, _)| key)
        .filter(|key| !key.starts_with("x-") && !Kind::Schema.field(key).is_some_and(leaves_bare))
        .collect();
    let ty = schema.get("type").and_then(Node::as_str);
    let found = schema.get("format").and_then(Node::as_str);
    let right = match format {
        Some(format) => format!("{{type: string, format: {format}}}"),
        None => "{type: string}".to_owned(),
    };
    if ty.is_some_and(|ty| ty != "string") || !constraints.is_empty() {
        sink.report(
            &MEDIA_TYPE,
            &at,
            format!("the generator sends `{media_type}` as it is, so its schema is a bare string"),
        )
        .help(format!("write `schema: {right}`"));
    } else if found.is_some_and(|found| Some(found) != format) {
        sink.report(
            &MEDIA_TYPE,
            &at.child("format"),
            format!("the generator sends `{media_type}` as it is, without this format"),
        )
        .help(format!("write `schema: {right}`"));
    }
}

fn responses(
    context: &Context<'_>,
    sink: &mut Sink<'_>,
    operation: &Operation<'_>,
    seen: &mut BTreeSet<Pointer>,
) {
    let responses = operation.pointer.child("responses");
    let statuses = context.node(&responses).into_iter().flat_map(Node::members);
    for (status, _) in statuses {
        let Some((pointer, response)) = context.resolve(&responses.child(status)) else {
            continue;
        };
        let names: Vec<_> = response
            .get("content")
            .into_iter()
            .flat_map(Node::members)
            .map(|(name, _)| name)
            .collect();
        let is_json = names.iter().any(|name| MediaType::of(name).is_json());
        let json_like = names.iter().find(|name| MediaType::of(name).is_json_like());
        if let Some(name) = json_like
            && !is_json
            && seen.insert(pointer.clone())
        {
            sink.report_key(
                &UNDECODED,
                &pointer.child("content").child(name),
                format!("a body `{name}` is handed to the caller as bytes"),
            );
        }
    }
}

/// Whether a string with this field is still a bare one.
fn leaves_bare(field: &Field) -> bool {
    match field.purpose {
        Purpose::Annotation => field.name != "default",
        Purpose::Constraint(_) => matches!(field.name, "type" | "format"),
        Purpose::Direction => true,
        _ => field.is_for_people(),
    }
}
