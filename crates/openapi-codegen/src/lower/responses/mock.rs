//! The responses for the generator of the mock: as the document has them, without what it gives up
//! on.

use openapi_document::{Document, Example, Group, Level, Pointer, Rule, Sink};
use openapiv3::{Operation, ReferenceOr, Response, StatusCode};

use super::{Status, any_value, has_no_body, is_json, resolve};

pub(in crate::lower) static UNNAMED_STATUS: Rule = Rule {
    id: "unnamed-status",
    group: Group::Preflight,
    level: Level::Note,
    needed: false,
    what: "A status of a response is one that HTTP has a name for.",
    why: "the mock names its methods after the statuses, and has one method for all the statuses \
          of a class that have no name",
    fix: "nothing has to be fixed; in the mock, the finding's method takes the status",
    example: Example::responses(
        "{'204': {description: Done.}, '499': {description: Closed.}}",
        "{'204': {description: Done.}, '404': {description: Gone.}}",
    ),
};

/// Rewrites the responses of `operation`, which stands at `at` in `document`.
pub(in crate::lower) fn lower(
    document: &Document,
    at: &Pointer,
    operation: &mut Operation,
    notes: &mut Sink<'_>,
) {
    let is_head = at.last().as_deref() == Some("head");
    let responses = &mut operation.responses;
    for (status, response) in &mut responses.responses {
        let status = Status::Explicit(status.clone());
        if is_head || has_no_body(&status) {
            change(document, response, |own| own.content.clear());
        } else if !status.is_success() && !status.is_error() {
            change(document, response, untyped);
        }
        change(document, response, without_encodings);
    }
    if let Some(response) = &mut responses.default {
        if is_head {
            change(document, response, |own| own.content.clear());
        }
        change(document, response, without_encodings);
    }
    let unnamed: Vec<u16> = responses
        .responses
        .keys()
        .filter_map(|status| match status {
            StatusCode::Code(code) if !is_named(*code) => Some(*code),
            _ => None,
        })
        .collect();
    for code in unnamed {
        let Some(response) = responses.responses.shift_remove(&StatusCode::Code(code)) else {
            continue;
        };
        let class = StatusCode::Range(code / 100);
        // All errors have one body, and so have all successes: whichever describes the class, its
        // method can answer with each status of it.
        responses.responses.entry(class).or_insert(response);
        let method = match code / 100 {
            1 => "informational",
            2 => "success",
            3 => "redirect",
            4 => "client_error",
            _ => "server_error",
        };
        notes
            .report_key(
                &UNNAMED_STATUS,
                &at.child("responses").child(code),
                format!(
                    "HTTP has no name for the status `{code}`, so the mock has no method for it"
                ),
            )
            .help(format!(
                "in the mock, `{method}({code}, …)` answers with it"
            ));
    }
}

/// Whether the generator finds a name for the status.
fn is_named(code: u16) -> bool {
    http::StatusCode::from_u16(code).is_ok_and(|status| status.canonical_reason().is_some())
}

/// Changes a response, which is written out where it is referred to and becomes another one.
fn change(
    document: &Document,
    response: &mut ReferenceOr<Response>,
    change: impl FnOnce(&mut Response),
) {
    let Some(found) = resolve(document, response) else {
        return;
    };
    let mut own = found.clone();
    change(&mut own);
    if own != *found {
        *response = ReferenceOr::Item(own);
    }
}

/// Gives JSON whose schema has no name of its own that of any value. The client makes no types for statuses
/// that are neither successes nor errors, such as redirects: their bodies are read with `ApiError::body`.
fn untyped(response: &mut Response) {
    for (media_type, content) in &mut response.content {
        if is_json(media_type) && !matches!(content.schema, Some(ReferenceOr::Reference { .. })) {
            content.schema = Some(any_value());
        }
    }
}

/// Leaves out what has no meaning for a response.
fn without_encodings(response: &mut Response) {
    for media_type in response.content.values_mut() {
        media_type.encoding.clear();
    }
}
