//! Request bodies: one media type, and what the generator asks of it.

use openapi_document::{Document, Example, Group, Level, Pointer, Rule, Sink, text::list};
use openapi_lint::is_sent;
use openapiv3::{
    Components, MediaType, OpenAPI, ReferenceOr, RequestBody, Schema, SchemaData, SchemaKind,
    StringFormat, StringType, Type, VariantOrUnknownOrEmpty,
};

use super::operations::operations_mut;

pub(super) static SEVERAL_MEDIA_TYPES: Rule = Rule {
    id: "several-media-types",
    group: Group::Preflight,
    level: Level::Warning,
    needed: false,
    what: "A body has one media type.",
    why: "the generated method has one type for it; where one of several media types is JSON, \
          JSON is taken and the others are left out",
    fix: "nothing has to be fixed when JSON is right; otherwise keep the media type that is",
    example: Example::request_body(
        "{required: true, content: {application/xml: {schema: {}}, application/json: \
             {schema: {}}}}",
        "{required: true, content: {application/json: {schema: {}}}}",
    ),
};
pub(super) static IGNORED_ENCODING: Rule = Rule {
    id: "ignored-encoding",
    group: Group::Preflight,
    level: Level::Warning,
    needed: false,
    what: "`encoding` stands at forms only.",
    why: "OpenAPI gives it no meaning for any other media type, so it is left out",
    fix: "remove it",
    example: Example::request_body(
        "{required: true, content: {application/json: {schema: {}, encoding: {a: \
             {contentType: text/plain}}}}}",
        "{required: true, content: {application/json: {schema: {}}}}",
    ),
};

pub(super) fn lower(document: &Document, openapi: &mut OpenAPI, notes: &mut Sink<'_>) {
    let root = Pointer::root();
    if let Some(Components { request_bodies, .. }) = &mut openapi.components {
        let bodies = root.child("components").child("requestBodies");
        for (name, body) in request_bodies {
            lower_body(document, body, &bodies.child(name), notes);
        }
    }
    let paths = root.child("paths");
    for (path, item) in &mut openapi.paths.paths {
        let ReferenceOr::Item(item) = item else {
            continue;
        };
        for (method, operation) in operations_mut(item) {
            if let Some(body) = &mut operation.request_body {
                let at = paths.child(path.as_str()).child(method);
                lower_body(document, body, &at.child("requestBody"), notes);
            }
        }
    }
}

fn lower_body(
    _document: &Document,
    body: &mut ReferenceOr<RequestBody>,
    at: &Pointer,
    notes: &mut Sink<'_>,
) {
    let ReferenceOr::Item(body) = body else {
        return;
    };
    let at = at.child("content");
    if body.content.len() > 1
        && let Some(json) = body.content.keys().find(|name| is_json(name)).cloned()
    {
        let others: Vec<_> = body.content.keys().filter(|name| **name != json).collect();
        notes
            .report_key(
                &SEVERAL_MEDIA_TYPES,
                &at,
                format!("the client sends `{json}`, and never {}", list(&others)),
            )
            .help("keep the media type that the client is to send");
        body.content.retain(|name, _| *name == json);
    }
    for (name, media_type) in &mut body.content {
        if !openapi_document::MediaType::of(name).is_form()
            && !media_type.encoding.is_empty()
            && is_sent(name)
        {
            ignore_encoding(media_type, &at.child(name.as_str()), notes);
        }
        plain_schema(name, media_type);
    }
}

/// Leaves out the `encoding` of a body that is no form, for which OpenAPI gives it no meaning.
pub(super) fn ignore_encoding(media_type: &mut MediaType, at: &Pointer, notes: &mut Sink<'_>) {
    notes.report_key(
        &IGNORED_ENCODING,
        &at.child("encoding"),
        "`encoding` has no meaning here and is left out",
    );
    media_type.encoding.clear();
}

/// Bytes and text without a schema, or with that of a string, are what their media type says.
fn plain_schema(name: &str, media_type: &mut MediaType) {
    let format = match openapi_document::MediaType::of(name).essence {
        "application/octet-stream" => VariantOrUnknownOrEmpty::Item(StringFormat::Binary),
        "text/plain" | "text/x-markdown" => VariantOrUnknownOrEmpty::Empty,
        _ => return,
    };
    media_type.schema = Some(ReferenceOr::Item(Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Type(Type::String(StringType {
            format,
            ..StringType::default()
        })),
    }));
}

/// Whether the generator reads a body of this media type as JSON.
pub(super) fn is_json(media_type: &str) -> bool {
    openapi_document::MediaType::of(media_type).is_json()
}
