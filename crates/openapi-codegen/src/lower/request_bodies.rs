//! Request bodies: one media type, and what the generator asks of it.

use std::collections::BTreeMap;

use openapi_document::{Example, Finding, Group, Level, Pointer, Rule, Sink, text::list};
use openapiv3::{Components, MediaType, OpenAPI, ReferenceOr, RequestBody};

use super::{
    media::{Kind, any_value, note_raw, plain_schema, taken},
    multipart,
    operations::operations_mut,
    resolve::Context,
};

pub(super) static SEVERAL_MEDIA_TYPES: Rule = Rule {
    id: "several-media-types",
    group: Group::Preflight,
    level: Level::Warning,
    needed: false,
    what: "A body has one media type.",
    why: "the generated method has one type for it; one is taken and the others are left out: JSON \
          where there is any, then a form, then one in parts, then text, then bytes",
    fix: "nothing has to be fixed when the one that is taken is right; otherwise keep the one that \
          is",
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

pub(super) static MISSING_SCHEMA: Rule = Rule {
    id: "missing-request-schema",
    group: Group::Preflight,
    level: Level::Warning,
    needed: false,
    what: "The content of a request body has a `schema`.",
    why: "without one any value may be sent, so the method takes any JSON, and nothing says what \
          stands in it",
    fix: "add `schema: {$ref: '#/components/schemas/NAME'}`, or `schema: {}` for any value",
    example: Example::request_body(
        "{required: true, content: {application/json: {}}}",
        "{required: true, content: {application/json: {schema: {}}}}",
    ),
};

/// Lowers the bodies of requests, in which properties may be `renamed`. Returns what is wrong with them.
pub(super) fn lower(
    context: Context<'_>,
    openapi: &mut OpenAPI,
    renamed: &BTreeMap<String, String>,
    notes: &mut Sink<'_>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut lower_body = |body: &mut _, at: Pointer| {
        findings.extend(lower_body(context, body, &at, renamed, notes));
    };
    let root = Pointer::root();
    if let Some(Components { request_bodies, .. }) = &mut openapi.components {
        let bodies = root.child("components").child("requestBodies");
        for (name, body) in request_bodies {
            lower_body(body, bodies.child(name));
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
                lower_body(body, at.child("requestBody"));
            }
        }
    }
    findings
}

fn lower_body(
    context: Context<'_>,
    body: &mut ReferenceOr<RequestBody>,
    at: &Pointer,
    renamed: &BTreeMap<String, String>,
    notes: &mut Sink<'_>,
) -> Option<Finding> {
    let ReferenceOr::Item(body) = body else {
        return None;
    };
    let at = at.child("content");
    let (name, kind) = taken(context, &body.content)?;
    let name = name.to_owned();
    let others: Vec<_> = body.content.keys().filter(|key| **key != name).collect();
    if !others.is_empty() {
        notes
            .report_key(
                &SEVERAL_MEDIA_TYPES,
                &at,
                format!("the client sends `{name}`, and never {}", list(&others)),
            )
            .help("keep the media type that the client is to send");
    }
    let mut media_type = body.content.shift_remove(&name)?;
    let at = at.child(name.as_str());
    match kind {
        Kind::Form => media_type.encoding.clear(),
        Kind::Multipart => {
            if let Err(finding) = multipart::lower(context, &at, &mut media_type, renamed, notes) {
                return Some(*finding);
            }
        }
        _ if media_type.encoding.is_empty() => {}
        _ => ignore_encoding(&mut media_type, &at, notes),
    }
    note_raw(context, &at, &media_type, kind, notes);
    if matches!(kind, Kind::Text | Kind::Bytes) {
        media_type.schema = Some(plain_schema(kind));
    } else if media_type.schema.is_none() {
        notes.report_key(
            &MISSING_SCHEMA,
            &at,
            format!("the body `{name}` has no schema, so the client sends any value"),
        );
        media_type.schema = Some(any_value());
    }
    body.content = [(kind.generators().to_owned(), media_type)].into();
    None
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
