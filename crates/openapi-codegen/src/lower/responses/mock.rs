//! The responses for the generator of the mock: as the document has them, without what it gives up
//! on.

use std::collections::BTreeMap;

use openapi_document::{Example, Group, Level, Pointer, Rule, Sink};
use openapiv3::{Operation, ReferenceOr, Response, StatusCode};

use super::{Status, has_no_body};
use crate::lower::{
    media::{Kind, any_value, called, taken},
    resolve::Context,
};

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

/// Rewrites the responses of `operation`, which stands at `at`. Returns what the bodies are called, by the status, where that is not
/// `application/json`.
pub(in crate::lower) fn lower(
    context: Context<'_>,
    at: &Pointer,
    operation: &mut Operation,
    notes: &mut Sink<'_>,
) -> BTreeMap<String, String> {
    let mut named = BTreeMap::new();
    let is_head = at.last().as_deref() == Some("head");
    let responses = &mut operation.responses;
    let explicit = responses.responses.iter_mut();
    let explicit = explicit.map(|(status, response)| (Status::Explicit(status.clone()), response));
    let default = responses.default.iter_mut();
    for (status, response) in explicit.chain(default.map(|response| (Status::Default, response))) {
        change(context, response, |own| {
            if is_head || has_no_body(&status) {
                own.content.clear();
            }
            if let Some(name) = as_the_client_reads_it(context, own) {
                named.insert(status.key(), name);
            }
            if !status.is_success() && !status.is_error() {
                untyped(own);
            }
        });
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
        if let Some(name) = named.remove(&code.to_string()) {
            named.entry(class.to_string()).or_insert(name);
        }
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
    named
}

/// Whether the generator finds a name for the status.
fn is_named(code: u16) -> bool {
    http::StatusCode::from_u16(code).is_ok_and(|status| status.canonical_reason().is_some())
}

/// Changes a response, which is written out where it is referred to and becomes another one.
fn change(
    context: Context<'_>,
    response: &mut ReferenceOr<Response>,
    change: impl FnOnce(&mut Response),
) {
    let Some(found) = context.response(response) else {
        return;
    };
    let mut own = found.clone();
    change(&mut own);
    if own != *found {
        *response = ReferenceOr::Item(own);
    }
}

/// Leaves the media type that the client reads, without what has no meaning for a response. What is no JSON is
/// bytes to the mock. Returns what the body is called, where that is not `application/json`.
fn as_the_client_reads_it(context: Context<'_>, response: &mut Response) -> Option<String> {
    let (name, kind) = taken(context, &response.content)?;
    let called = called(name, kind);
    let mut media_type = response.content.get(name)?.clone();
    media_type.encoding.clear();
    let form = match kind {
        Kind::Json => Kind::Json,
        Kind::Form | Kind::Multipart | Kind::Text | Kind::Bytes => Kind::Bytes,
    };
    response.content = [(form.generators().to_owned(), media_type)].into();
    Some(called.into_owned()).filter(|called| called != Kind::Json.generators())
}

/// Gives JSON whose schema has no name of its own that of any value. The client makes no types for statuses
/// that are neither successes nor errors, such as redirects: their bodies are read with `ApiError::body`.
fn untyped(response: &mut Response) {
    if let Some(content) = response.content.get_mut(Kind::Json.generators())
        && !matches!(content.schema, Some(ReferenceOr::Reference { .. }))
    {
        content.schema = Some(any_value());
    }
}
