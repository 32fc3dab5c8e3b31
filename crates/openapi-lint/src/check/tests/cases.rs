//! Documents that break one rule each. The tests of what lowering reports use this file as well.

use openapi_document::Findings;

/// A rule, a document that breaks it, and the same document fixed.
pub(crate) struct Case {
    pub(crate) rule: &'static str,
    pub(crate) bad: String,
    pub(crate) good: String,
}

pub(crate) fn case(rule: &'static str, bad: impl Into<String>, good: impl Into<String>) -> Case {
    Case {
        rule,
        bad: bad.into(),
        good: good.into(),
    }
}

/// A document that breaks no rule, with `extra` at its end.
pub(crate) fn document(operation: &str, components: &str) -> String {
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

pub(crate) const PARAMETERS: &str = "parameters: [{name: thing_id, in: path, required: true, \
                          description: The id., schema: {type: string, pattern: '^[a-z]+$'}}]";
pub(crate) const RESPONSES: &str = "responses: {'204': {description: Fine.}}";

/// With one operation, which has these fields beside its texts.
pub(crate) fn operation(fields: &str) -> String {
    document(fields, "schemas: {}")
}

/// With these responses.
pub(crate) fn responses(responses: &str) -> String {
    operation(&format!("{PARAMETERS}\nresponses: {responses}"))
}

/// With a query parameter beside the one in the path.
pub(crate) fn parameter(parameter: &str) -> String {
    let parameters = PARAMETERS.trim_end_matches(']');
    operation(&format!("{parameters}, {parameter}]\n{RESPONSES}"))
}

/// With these schemas, of which the response uses `Thing`.
pub(crate) fn schemas(schemas: &str) -> String {
    document(
        &format!(
            "{PARAMETERS}\nresponses: {{'200': {{description: Fine., content: \
             {{application/json: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}}}}}"
        ),
        &format!("schemas:\n  {}", schemas.replace('\n', "\n  ")),
    )
}

/// With the schema `Thing`.
pub(crate) fn schema(schema: &str) -> String {
    schemas(&format!("Thing: {schema}"))
}

/// With a request body, on a method that has one.
pub(crate) fn body(body: &str) -> String {
    operation(&format!("{PARAMETERS}\nrequestBody: {body}\n{RESPONSES}"))
        .replace("\n    get:", "\n    post:")
}

/// The findings of one rule.
pub(crate) fn of_rule(all: &Findings, rule: &str) -> Findings {
    let kept = all.iter().filter(|finding| finding.rule.id == rule);
    Findings::new(all.file(), all.text(), kept.cloned().collect())
}

/// Whether each case breaks its rule, and does not when it is fixed; what is found in it goes to
/// `snapshot`, with the id of the rule.
#[track_caller]
pub(crate) fn check(
    cases: &[Case],
    findings: impl Fn(&str) -> Findings,
    snapshot: impl Fn(&str, &Findings),
) {
    for Case { rule, bad, good } in cases {
        let all = findings(bad);
        let found = of_rule(&all, rule);
        assert!(!found.is_empty(), "`{rule}` found nothing in\n{bad}\n{all}");
        let fixed = of_rule(&findings(good), rule);
        assert!(fixed.is_empty(), "`{rule}` in\n{good}\n{fixed}");
        snapshot(rule, &found);
    }
}
