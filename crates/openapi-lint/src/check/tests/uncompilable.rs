//! What the generator writes code of that does not compile, found by compiling it.

use super::{of_rule, parameter, schemas};

/// Whether the rule finds something in the document.
fn finds(rule: &str, text: &str) -> bool {
    !of_rule(text, rule).is_empty()
}

#[test]
fn names_that_the_generated_code_uses_are_reserved() {
    for name in ["Default", "Ok", "Err", "ok"] {
        let text = schemas(&format!(
            "Thing: {{type: string}}\n{name}: {{type: string}}"
        ));
        assert!(finds("reserved-name", &text), "{name}");
    }
    for name in ["Option", "Result", "Error", "Some"] {
        let text = schemas(&format!(
            "Thing: {{type: string}}\n{name}: {{type: string}}"
        ));
        assert!(!finds("reserved-name", &text), "{name}");
    }
    let query = |name: &str| {
        parameter(&format!(
            "{{name: {name}, in: query, schema: {{type: string}}}}"
        ))
    };
    assert!(finds("reserved-name", &query("header-map")));
    assert!(!finds("reserved-name", &query("headers")));
}

#[test]
fn an_object_with_properties_is_sent_in_no_query() {
    let query = |schema: &str| parameter(&format!("{{name: q, in: query, schema: {schema}}}"));
    for schema in [
        "{type: object, properties: {a: {type: string}}}",
        "{allOf: [{type: object, properties: {a: {type: string}}}]}",
        "{type: object, additionalProperties: false}",
    ] {
        assert!(
            finds("unsupported-parameter-type", &query(schema)),
            "{schema}"
        );
    }
    for schema in [
        "{type: object, additionalProperties: {type: string}}",
        "{oneOf: [{type: string}, {type: integer}]}",
        "{type: array, items: {type: string}}",
    ] {
        assert!(
            !finds("unsupported-parameter-type", &query(schema)),
            "{schema}"
        );
    }
}
