//! What the generator writes code of that does not compile, found by compiling it.

use openapi_document::{Part, Rule};

use super::{
    super::{names::RENAMED, parameters::OBJECT},
    of_rule,
};

/// Whether the rule finds something in the document.
fn finds(rule: &Rule, text: &str) -> bool {
    !of_rule(text, rule).is_empty()
}

#[test]
fn names_that_the_generated_code_uses_are_given_to_nothing_else() {
    for name in ["Default", "Ok", "Err", "ok"] {
        let text = Part::Schemas.document(&format!(
            "Thing: {{type: string}}\n{name}: {{type: string}}"
        ));
        assert!(finds(&RENAMED, &text), "{name}");
    }
    for name in ["Option", "Result", "Error", "Some"] {
        let text = Part::Schemas.document(&format!(
            "Thing: {{type: string}}\n{name}: {{type: string}}"
        ));
        assert!(!finds(&RENAMED, &text), "{name}");
    }
    let query = |name: &str| {
        Part::Parameter.document(&format!(
            "{{name: {name}, in: query, schema: {{type: string}}}}"
        ))
    };
    assert!(finds(&RENAMED, &query("header-map")));
    assert!(!finds(&RENAMED, &query("headers")));
}

#[test]
fn an_object_with_properties_is_a_map_in_a_query() {
    let query = |schema: &str| {
        Part::Parameter.document(&format!("{{name: q, in: query, schema: {schema}}}"))
    };
    for schema in [
        "{type: object, properties: {a: {type: string}}}",
        "{allOf: [{type: object, properties: {a: {type: string}}}]}",
        "{type: object, additionalProperties: false}",
    ] {
        assert!(finds(&OBJECT, &query(schema)), "{schema}");
    }
    for schema in [
        "{type: object, additionalProperties: {type: string}}",
        "{oneOf: [{type: string}, {type: integer}]}",
        "{type: array, items: {type: string}}",
    ] {
        assert!(!finds(&OBJECT, &query(schema)), "{schema}");
    }
}
