//! What is said of responses that have no faithful lowered form.

use openapi_document::{Document, Example, Finding, Group, Level, Pointer, Refusal, Related, Rule};

use super::Entry;

pub(in crate::lower) static DIFFERENT_BODIES: Rule = Rule {
    id: "different-response-bodies",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "An operation that changes the protocol has no other success.",
    why: "the generated method returns one type, and behind a change of protocol there is none",
    fix: "describe the change of protocol in an operation of its own; the client never asks for one",
    example: Example::responses(
        "'101': {description: Another protocol.}\n\
         '200': {description: Done., content: {application/json: {schema: {type: string}}}}",
        "'200': {description: Done., content: {application/json: {schema: {type: string}}}}\n\
         '201': {description: Made., content: {image/png: {}}}",
    ),
};
pub(in crate::lower) static AMBIGUOUS_DEFAULT: Rule = Rule {
    id: "ambiguous-default-response",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "An operation whose only success is `default` describes no error with another body.",
    why: "`default` would stand for successes and errors at once",
    fix: "add the success status, such as `200`; `default` then describes the errors",
    example: Example::responses(
        "'404': {description: Gone.}\n\
         default: {description: Any., content: {application/json: {schema: {type: string}}}}",
        "'200': {description: Done.}\n\
         '404': {description: Gone.}\n\
         default: {description: Any., content: {application/json: {schema: {type: string}}}}",
    ),
};

pub(super) fn different_bodies(document: &Document, first: &Entry, second: &Entry) -> Refusal {
    let message = format!(
        "the responses `{}` and `{}` differ, of which one is a change of protocol",
        status_name(&first.pointer),
        status_name(&second.pointer),
    );
    let help = "describe the change of protocol in an operation of its own";
    refusal(document, &DIFFERENT_BODIES, message, help, second, first)
}

pub(super) fn ambiguous_default(document: &Document, default: &Entry, other: &Entry) -> Refusal {
    let message = format!(
        "`default` is the only success of this operation, and its body is not that of `{}`",
        status_name(&other.pointer)
    );
    let help = "add the success status, such as `200`; `default` then describes the errors";
    refusal(document, &AMBIGUOUS_DEFAULT, message, help, default, other)
}

fn refusal(
    document: &Document,
    rule: &'static Rule,
    message: String,
    help: &str,
    about: &Entry,
    beside: &Entry,
) -> Refusal {
    let place = |entry: &Entry| document.root().key_place(&entry.pointer);
    let related = place(beside).map(|place| Related {
        label: format!("`{}`", status_name(&beside.pointer)),
        place,
    });
    Box::new(Finding {
        rule,
        level: Level::Error,
        message,
        help: help.to_owned(),
        pointer: about.pointer.clone(),
        place: place(about),
        related: related.into_iter().collect(),
    })
}

fn status_name(pointer: &Pointer) -> String {
    pointer.last().unwrap_or_default()
}
