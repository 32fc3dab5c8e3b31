//! Bodies that the generator cannot send or read.

use std::collections::BTreeSet;

use openapi_document::{Example, Group, Level, MediaType, Node, Pointer, Rule, Sink};

use super::context::Context;

pub(super) static MEDIA_TYPE: Rule = Rule {
    id: "unsupported-media-type",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "A request body is JSON, a form, also in parts (`multipart/form-data`), text or bytes.",
    why: "the client sends no other `multipart`, whose parts have no names, and a form is an object",
    fix: "describe another media type when the service accepts one, or leave the operation out and \
          call the service by hand",
    example: Example::request_body(
        "{required: true, content: {multipart/mixed: {schema: {type: object}}}}",
        "{required: true, content: {application/json: {schema: {type: object}}}}",
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
/// The media types of request bodies that the client sends.
pub fn is_sent(media_type: &str) -> bool {
    let essence = MediaType::of(media_type).essence.trim();
    let main = essence.split_once('/').map(|(main, _)| main);
    let is_visible = |c: char| c.is_ascii_graphic() || c == ' ';
    main.is_some_and(|main| {
        !main.eq_ignore_ascii_case("multipart")
            || essence.eq_ignore_ascii_case("multipart/form-data")
    }) && media_type.chars().all(is_visible)
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
    let pointer = pointer.child("content");
    let Some((first, _)) = content.first() else {
        return;
    };
    if content.iter().all(|(name, _)| !is_sent(name)) {
        let is_multipart = MediaType::of(first).essence.contains('/');
        let help = match is_multipart {
            true => {
                "describe `multipart/form-data` when the service takes that, or \
                 `application/octet-stream` when it takes the body as a whole"
            }
            false => "write a type and a subtype, such as `application/json`",
        };
        sink.report_key(
            &MEDIA_TYPE,
            &pointer.child(first),
            format!("the client does not send `{first}`"),
        )
        .help(help);
        return;
    }
    if content
        .iter()
        .all(|(name, _)| MediaType::of(name).is_form())
    {
        form(context, sink, &pointer.child(first));
    }
}

/// A form has members.
fn form(context: &Context<'_>, sink: &mut Sink<'_>, pointer: &Pointer) {
    let Some((at, schema)) = context.resolve(&pointer.child("schema")) else {
        return;
    };
    let ty = schema.get("type").and_then(Node::as_str);
    if ty.is_some_and(|ty| ty != "object") {
        sink.report(
            &MEDIA_TYPE,
            &at,
            "a form is an object, whose members it is made of",
        )
        .help("write `type: object` with the members of the form");
    }
}
