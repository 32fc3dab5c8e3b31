//! Documents of which a part has not the structure of OpenAPI.

use openapi_document::Document;

use super::{Policy, parse};

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Things, version: '1'}
paths:
  /broken/{id}:
    get:
      operationId: readBroken
      parameters: [{name: id, required: true, schema: {type: string}}]
      responses: {'2xx': {description: Fine.}}
  /leads-to-broken/{id}:
    get:
      operationId: readThroughReference
      parameters: [{$ref: '#/components/parameters/Id'}]
      responses: {'204': {description: Fine., content: {}, contnet: {}}}
  /sound/{id}:
    get:
      operationId: readSound
      responses: {'204': {description: Fine.}}
components:
  parameters:
    Id: {name: id, in: pth, required: true, schema: {type: string}}
  schemas:
    List: {type: array}
";

#[test]
fn what_is_sound_is_checked_beside_what_is_broken() {
    let read = parse(&Policy::elsewhere(), "things.yaml", DOCUMENT.as_bytes());
    let found: Vec<_> = read
        .unwrap_err()
        .iter()
        .map(|finding| (finding.rule.id, finding.pointer.as_str().to_owned()))
        .collect();
    let expected = [
        (
            "invalid-structure",
            "/paths/~1broken~1{id}/get/parameters/0",
        ),
        (
            "invalid-structure",
            "/paths/~1broken~1{id}/get/responses/2xx",
        ),
        (
            "unknown-key",
            "/paths/~1leads-to-broken~1{id}/get/responses/204/contnet",
        ),
        ("path-parameter-mismatch", "/paths/~1sound~1{id}/get"),
        ("invalid-structure", "/components/parameters/Id/in"),
        ("array-without-items", "/components/schemas/List"),
    ];
    let expected = expected.map(|(rule, pointer)| (rule, pointer.to_owned()));
    assert_eq!(found, expected);
}

#[test]
fn what_the_policy_does_not_ask_for_is_not_said() {
    let read = parse(&Policy::needed(), "things.yaml", DOCUMENT.as_bytes());
    let rules: Vec<_> = read
        .unwrap_err()
        .iter()
        .map(|found| found.rule.id)
        .collect();
    let expected = [
        "invalid-structure",
        "invalid-structure",
        "path-parameter-mismatch",
        "invalid-structure",
    ];
    assert_eq!(rules, expected);
}

/// The rules that are broken, in the order of the text.
fn broken(text: &str) -> Vec<&'static str> {
    let read = parse(&Policy::elsewhere(), "things.yaml", text.as_bytes());
    let found = read.unwrap_err();
    found.iter().map(|finding| finding.rule.id).collect()
}

#[test]
fn what_should_be_below_a_broken_place_is_not_missed() {
    let text = "openapi: 3.0.3
info: {title: Things, version: '1'}
security: [{token: []}]
paths:
  /a:
    get:
      operationId: a
      responses:
        '200': {description: Fine., content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}
components:
  schemas:
  securitySchemes: []
";
    assert_eq!(broken(text), ["invalid-structure"; 2]);
}

#[test]
fn a_key_that_nobody_knows_hides_nothing() {
    let text = "openapi: 3.0.3
info: {title: Things}
paths:
  /a:
    get:
      sumary: Reads a.
      operationId: a
      responses:
        '200': {description: Fine., content: {application/json: {schema: {$ref: '#/components/schemas/Thng'}}}}
        '2xx': {description: Fine.}
";
    assert_eq!(
        broken(text),
        [
            "invalid-structure",
            "unknown-key",
            "unresolved-reference",
            "invalid-structure",
        ]
    );
}

#[test]
fn a_method_in_capitals_is_an_error_as_its_operation_would_be_lost() {
    let text = "openapi: 3.0.3
info: {title: Things, version: '1'}
paths:
  /a:
    GET: {operationId: a, responses: {'204': {description: Fine.}}}
";
    let findings = Document::parse("a.yaml", text.as_bytes()).unwrap_err();
    assert_eq!(
        findings.to_string(),
        "a.yaml:5:5: error[invalid-structure]: the method `GET` is not written in lower case; write \
         `get`"
    );
}
