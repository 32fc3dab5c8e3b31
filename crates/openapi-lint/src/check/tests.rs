//! Every rule against a document that breaks it and one that does not.

mod combinations;
mod correctness;
mod house;
mod partial;
mod policy;
mod preflight;
mod safety;
mod suggestions;
mod uncompilable;

use super::{Policy, lint, rules};
use crate::{Document, Finding, Findings, Styling, render_text};

/// A rule, a document that breaks it, and the same document mended.
struct Case {
    rule: &'static str,
    bad: String,
    good: String,
}

fn case(rule: &'static str, bad: impl Into<String>, good: impl Into<String>) -> Case {
    Case {
        rule,
        bad: bad.into(),
        good: good.into(),
    }
}

/// A document that breaks no rule, with `extra` at its end.
fn document(operation: &str, components: &str) -> String {
    let indented =
        |text: &str, depth: usize| text.replace('\n', &format!("\n{}", " ".repeat(depth)));
    format!(
        "openapi: 3.0.3
info: {{title: Things, version: '1'}}
servers: [{{url: 'https://example.com'}}]
security: [{{token: []}}]
tags: [{{name: Things, description: Things.}}]
paths:
  /things/{{thing_id}}:
    get:
      tags: [Things]
      operationId: readThing
      summary: Reading a thing
      description: Reads a thing.
      {}
components:
  {}
  securitySchemes: {{token: {{type: apiKey, in: header, name: X-Auth-Token}}}}
",
        indented(operation, 6),
        indented(components, 2)
    )
}

const PARAMETERS: &str = "parameters: [{name: thing_id, in: path, required: true, \
                          description: The id., schema: {type: string, pattern: '^[a-z]+$'}}]";
const RESPONSES: &str = "responses: {'204': {description: Fine.}}";

/// With one operation, which has these fields beside its texts.
fn operation(fields: &str) -> String {
    document(fields, "schemas: {}")
}

/// With these responses.
fn responses(responses: &str) -> String {
    operation(&format!("{PARAMETERS}\nresponses: {responses}"))
}

/// With a query parameter beside the one in the path.
fn parameter(parameter: &str) -> String {
    let parameters = PARAMETERS.trim_end_matches(']');
    operation(&format!("{parameters}, {parameter}]\n{RESPONSES}"))
}

/// With this schema of the parameter in the path.
fn path_parameter(schema: &str) -> String {
    operation(&format!(
        "parameters: [{{name: thing_id, in: path, required: true, description: The id., \
         schema: {schema}}}]\n{RESPONSES}"
    ))
}

/// With these schemas, of which the response uses `Thing`.
fn schemas(schemas: &str) -> String {
    document(
        &format!(
            "{PARAMETERS}\nresponses: {{'200': {{description: Fine., content: \
             {{application/json: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}}}}}"
        ),
        &format!("schemas:\n  {}", schemas.replace('\n', "\n  ")),
    )
}

/// With the schema `Thing`.
fn schema(schema: &str) -> String {
    schemas(&format!("Thing: {schema}"))
}

/// With a request body, on a method that has one.
fn body(body: &str) -> String {
    operation(&format!("{PARAMETERS}\nrequestBody: {body}\n{RESPONSES}"))
        .replace("\n    get:", "\n    post:")
}

fn findings(text: &str) -> Findings {
    match Document::parse_under(&Policy::own(), "things.yaml", text.as_bytes()) {
        Ok(document) => lint(&document, &Policy::own()),
        Err(findings) => findings,
    }
}

fn of_rule(text: &str, rule: &str) -> Findings {
    let all = findings(text);
    let kept: Vec<Finding> = all
        .iter()
        .filter(|finding| finding.rule == rule)
        .cloned()
        .collect();
    Findings::new(all.file(), all.text(), kept)
}

#[track_caller]
fn check(cases: &[Case]) {
    for Case { rule, bad, good } in cases {
        let found = of_rule(bad, rule);
        assert!(
            !found.is_empty(),
            "`{rule}` found nothing in\n{bad}\n{}",
            findings(bad)
        );
        let mended = of_rule(good, rule);
        assert!(mended.is_empty(), "`{rule}` in\n{good}\n{mended}");
        let text = render_text(&found, Styling::Plain);
        insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!(*rule, text);
        });
    }
}

#[test]
fn every_rule_has_a_case() {
    let cases: Vec<_> = [
        correctness::cases(),
        safety::cases(),
        preflight::cases(),
        house::cases(),
    ]
    .into_iter()
    .flatten()
    .map(|case| case.rule)
    .collect();
    // What makes the generator fail is not known beforehand, or there would be a rule about it.
    let without: Vec<_> = rules()
        .map(|rule| rule.id)
        .filter(|id| !cases.contains(id) && *id != "generator-failure")
        .collect();
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn the_document_that_the_cases_begin_with_breaks_no_rule() {
    let text = operation(&format!("{PARAMETERS}\n{RESPONSES}"));
    assert_eq!(findings(&text).to_string(), "");
}

#[test]
fn every_rule_has_an_id_of_its_own_and_explains_itself() {
    let mut ids: Vec<_> = rules().map(|rule| rule.id).collect();
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count);
    for rule in rules() {
        assert!(rule.what.ends_with('.'), "{}", rule.id);
        assert!(!rule.why.ends_with('.'), "{}", rule.id);
        assert!(!rule.mend.ends_with('.'), "{}", rule.id);
    }
}
