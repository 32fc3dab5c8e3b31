//! Responses and request bodies, as HTTP has them.

use openapi_document::{Example, Group, Level, Node, Operation, Pointer, Rule, Sink};

use super::context::Context;
use crate::naming::operation_id;

pub(super) static NONE: Rule = Rule {
    id: "no-response",
    group: Group::Correctness,
    level: Level::Error,
    needed: false,
    what: "An operation has at least one response.",
    why: "OpenAPI asks for it, and a caller must know what a success looks like",
    fix: "describe its success, for example `'204': {description: Done.}`",
    example: Example::responses("{}", "{'204': {description: Done.}}"),
};
pub(super) static BODILESS: Rule = Rule {
    id: "content-without-body",
    group: Group::Correctness,
    level: Level::Error,
    needed: false,
    what: "No content is described where HTTP has no body: 1XX, 204, 205, 304, and every answer \
           to HEAD.",
    why: "such a body never arrives, and a client that expects it reports a success as an error; \
          lowering therefore leaves the content out",
    fix: "remove `content`",
    example: Example::responses(
        "{'204': {description: Done., content: {application/json: {schema: {}}}}}",
        "{'204': {description: Done.}}",
    ),
};
pub(super) static UNDEFINED_REQUEST_BODY: Rule = Rule {
    id: "undefined-request-body",
    group: Group::Correctness,
    level: Level::Warning,
    needed: false,
    what: "GET, HEAD and DELETE have no request body.",
    why: "HTTP gives it no meaning, OpenAPI lets tools ignore it, and gateways drop it or refuse \
          the request; the client sends it all the same",
    fix: "send the values as query parameters, or use POST; the client sends the body as described",
    example: Example::operation(
        "operationId: readThing\n\
         requestBody: {required: true, content: {application/json: {schema: {}}}}\n\
         responses: {'204': {description: Done.}}",
        "operationId: readThing\n\
         parameters: [{name: filter, in: query, schema: {type: string}}]\n\
         responses: {'204': {description: Done.}}",
    ),
};

pub(super) fn responses(context: &Context<'_>, sink: &mut Sink<'_>) {
    for operation in context.operations.iter() {
        let pointer = operation.pointer.child("responses");
        let statuses: Vec<_> = context
            .node(&pointer)
            .into_iter()
            .flat_map(Node::members)
            .map(|(status, _)| status)
            .filter(|status| !status.starts_with("x-"))
            .collect();
        if statuses.is_empty() {
            sink.report_key(
                &NONE,
                &pointer,
                format!(
                    "the operation `{}` has no response",
                    operation_id(operation)
                ),
            );
        }
        for status in statuses {
            bodiless(context, sink, operation, &pointer.child(status), status);
        }
        request_body(sink, operation);
    }
}

fn bodiless(
    context: &Context<'_>,
    sink: &mut Sink<'_>,
    operation: &Operation<'_>,
    used: &Pointer,
    status: &str,
) {
    let Some((defined, response)) = context.resolve(used) else {
        return;
    };
    if response
        .get("content")
        .is_none_or(|content| content.members().next().is_none())
    {
        return;
    }
    let message = if has_no_body(status) {
        format!("HTTP has no body in a response `{status}`, but content is described")
    } else if operation.method == "head" {
        "HTTP has no body in a response to HEAD, but content is described".to_owned()
    } else {
        return;
    };
    sink.report_key(&BODILESS, &defined.child("content"), message);
}

/// Whether a response with this status has no body (RFC 9110, section 6.4.1, and 15.3.6).
pub fn has_no_body(status: &str) -> bool {
    matches!(status, "204" | "205" | "304") || (status.starts_with('1') && status != "101")
}

fn request_body(sink: &mut Sink<'_>, operation: &Operation<'_>) {
    if !matches!(operation.method, "get" | "head" | "delete")
        || operation.node.get("requestBody").is_none()
    {
        return;
    }
    let method = operation.method.to_uppercase();
    sink.report_key(
        &UNDEFINED_REQUEST_BODY,
        &operation.pointer.child("requestBody"),
        format!("HTTP gives a request body no meaning in {method}"),
    );
}
