//! Every rule of lowering against a document that breaks it and one that does not.

#[path = "../../../openapi-lint/src/check/tests/cases.rs"]
mod cases;

use openapi_document::{Document, Findings};
use openapi_lint::{Policy, Styling, render_text};

use self::cases::{
    Case, PARAMETERS, RESPONSES, body, case, check, operation, parameter, responses, schema,
};
use super::RULES;
use crate::lint;

fn findings(text: &str) -> Findings {
    match Document::parse("things.yaml", text.as_bytes()) {
        Ok(document) => lint(&document, &Policy::own()),
        Err(findings) => findings,
    }
}

#[test]
fn each_rule_finds_what_breaks_it_and_nothing_in_what_does_not() {
    check(&documents(), findings, |rule, found| {
        let text = render_text(found, Styling::Plain);
        insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!(rule, text);
        });
    });
}

#[test]
fn every_rule_has_a_case() {
    let cases = documents();
    let is_there = |id: &str| cases.iter().any(|case| case.rule == id);
    let without = RULES.iter().map(|rule| rule.id).filter(|id| !is_there(id));
    assert_eq!(without.collect::<Vec<_>>(), Vec::<&str>::new());
}

fn documents() -> Vec<Case> {
    let fine = operation(&format!("{PARAMETERS}\n{RESPONSES}"));
    vec![
        case(
            "missing-operation-id",
            fine.replace("      operationId: readThing\n", ""),
            &*fine,
        ),
        case(
            "several-media-types",
            body(
                "{required: true, content: {application/xml: {schema: {}}, application/json: {schema: {}}}}",
            ),
            body("{required: true, content: {application/json: {schema: {}}}}"),
        ),
        case(
            "enumerated-number-parameter",
            parameter("{name: size, in: query, schema: {type: integer, enum: [1, 2]}}"),
            parameter("{name: size, in: query, schema: {type: integer}}"),
        ),
        case(
            "misplaced-format",
            schema("{type: object, format: int32}"),
            schema("{type: integer, format: int32}"),
        ),
        case(
            "ignored-encoding",
            body(
                "{required: true, content: {application/json: {schema: {}, encoding: {a: {contentType: text/plain}}}}}",
            ),
            body("{required: true, content: {application/json: {schema: {}}}}"),
        ),
        case(
            "different-response-bodies",
            responses(
                "{'200': {description: Fine., content: {application/json: {schema: {type: string}}}}, '201': {description: Made., content: {application/json: {schema: {type: integer}}}}}",
            ),
            responses(
                "{'200': {description: Fine., content: {application/json: {schema: {type: string}}}}, '201': {description: Made., content: {application/json: {schema: {type: string}}}}}",
            ),
        ),
        case(
            "ambiguous-default-response",
            responses(
                "{default: {description: Any., content: {application/json: {schema: {type: string}}}}, '404': {description: Gone.}}",
            ),
            responses(
                "{'200': {description: Fine., content: {application/json: {schema: {type: string}}}}, '404': {description: Gone.}}",
            ),
        ),
        case(
            "unnamed-status",
            responses("{'204': {description: Fine.}, '499': {description: Gone.}}"),
            responses(
                "{'204': {description: Fine.}, '404': {description: Gone.}, 4XX: {description: Odd.}}",
            ),
        ),
        case(
            "missing-response-schema",
            responses("{'200': {description: Fine., content: {application/json: {}}}}"),
            responses("{'200': {description: Fine., content: {application/json: {schema: {}}}}}"),
        ),
        case(
            "enum-collision",
            schema("{type: string, enum: ['<', '>']}"),
            schema("{type: string, enum: ['a-b', 'a_c']}"),
        ),
    ]
}
