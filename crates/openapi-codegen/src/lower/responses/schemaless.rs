//! JSON without a schema, on which the generator gives up: it is any value, or none.

use openapi_document::{Example, Group, Level, Pointer, Rule, Sink};
use openapiv3::{MediaType, Operation, ReferenceOr, Response};

use super::{Status, has_no_body};
use crate::lower::{
    media::{Kind, any_value, taken},
    resolve::Context,
};

pub(in crate::lower) static MISSING_SCHEMA: Rule = Rule {
    id: "missing-response-schema",
    group: Group::Preflight,
    level: Level::Warning,
    needed: false,
    what: "The JSON content of a response has a `schema`.",
    why: "without one any value may arrive, so the type is that of any value, and nothing says what \
          stands in it",
    fix: "add `schema`, or `schema: {}` where any value may stand",
    example: Example::responses(
        "{'200': {description: Done., content: {application/json: {}}}}",
        "{'200': {description: Done., content: {application/json: {schema: {}}}}}",
    ),
};

/// Gives JSON without a schema that of any value, in the responses of `operation`, which stands at `at` in
/// `document`. Returns whether a success has some: documents write it for no body as well, so an empty one
/// is to be read as `null`.
pub(in crate::lower) fn lower(
    context: Context<'_>,
    at: &Pointer,
    operation: &mut Operation,
    notes: &mut Sink<'_>,
) -> bool {
    if at.last().as_deref() == Some("head") {
        return false;
    }
    let at = at.child("responses");
    let mut may_be_empty = false;
    let explicit = operation.responses.responses.iter_mut();
    let explicit = explicit
        .map(|(status, response)| (Status::Explicit(status.clone()), at.child(status), response));
    let default = operation.responses.default.iter_mut();
    let default = default.map(|response| (Status::Default, at.child("default"), response));
    for (status, at, response) in explicit.chain(default) {
        if has_no_body(&status) || !fill(context, response) {
            continue;
        }
        may_be_empty |= status.is_success();
        let name = at.last().unwrap_or_default();
        notes
            .report_key(
                &MISSING_SCHEMA,
                &at,
                format!("the JSON body of `{name}` has no schema, so it may be any value, or none"),
            )
            .help(
                "add `schema: {$ref: '#/components/schemas/NAME'}`, or `schema: {}` for any value",
            );
    }
    may_be_empty
}

/// Whether there was JSON without a schema.
fn fill(context: Context<'_>, response: &mut ReferenceOr<Response>) -> bool {
    let Some(found) = context.response(response) else {
        return false;
    };
    let Some((name, Kind::Json)) = taken(context, &found.content) else {
        return false;
    };
    let has_schema = |content: &MediaType| content.schema.is_some();
    if found.content.get(name).is_none_or(has_schema) {
        return false;
    }
    let mut own = found.clone();
    if let Some(content) = own.content.get_mut(name) {
        content.schema = Some(any_value());
    }
    *response = ReferenceOr::Item(own);
    true
}
