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

/// The name and the field of each property that has another one, in a document with these schemas.
fn fields(schemas: &str) -> Vec<(String, String)> {
    let text = Part::Schemas.document(schemas);
    let document = openapi_document::Document::parse("api.yaml", text.as_bytes()).unwrap();
    let (checks, _) = crate::Checks::new(document.tree());
    let properties = checks.renames().properties.into_values().flatten();
    let all: std::collections::BTreeSet<_> = properties.collect();
    all.into_iter().collect()
}

#[track_caller]
fn check_fields(schemas: &str, expected: &[(&str, &str)]) {
    let expected: Vec<_> = expected
        .iter()
        .map(|(name, own)| ((*name).into(), (*own).into()))
        .collect();
    assert_eq!(fields(schemas), expected, "{schemas}");
}

#[test]
fn properties_that_would_be_one_field_get_fields_of_their_own() {
    let object = |names: &str| format!("{{type: object, properties: {{{names}}}}}");
    let both =
        "Thing: {allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}\n";
    let parts = |a: &str, b: &str| format!("A: {}\nB: {}\n", object(a), object(b));
    check_fields(
        &format!("Thing: {}", object("a-b: {}, aB: {}, a_b: {}, a_b2: {}")),
        &[("a-b", "a_b3"), ("aB", "a_b4")],
    );
    check_fields(
        &format!("{both}{}", parts("aB: {}", "a_b: {}")),
        &[("aB", "a_b2")],
    );
    // What shares a part with it has the same fields; what does not keeps its own.
    check_fields(
        &format!(
            "{both}{}C: {}",
            parts("aB: {}", "a_b: {}"),
            object("aB: {}")
        ),
        &[("aB", "a_b2")],
    );
    let choice = both.replace("allOf", "oneOf");
    check_fields(&format!("{choice}{}", parts("aB: {}", "a_b: {}")), &[]);
    let own = format!("Thing: {}\nA: {}", object("aB: {}"), object("a_b: {}"));
    check_fields(&own, &[]);
}

#[test]
fn a_property_leaves_the_field_of_all_others_to_them() {
    let thing = |more: &str| {
        format!("Thing: {{type: object, properties: {{extra: {{}}, extra2: {{}}}}{more}}}")
    };
    check_fields(
        &thing(", additionalProperties: {type: string}"),
        &[("extra", "extra3")],
    );
    check_fields(&thing(", additionalProperties: false"), &[]);
    check_fields(&thing(""), &[]);
}

#[test]
fn a_parameter_in_a_path_has_one_name_in_all_operations_of_the_path() {
    let text = Part::Paths.document(
        "/things/{body}/{a-b}: {parameters: [\
         {name: body, in: path, required: true, schema: {type: integer}}, \
         {name: a-b, in: path, required: true, schema: {type: integer}}], \
         get: {operationId: readThing, parameters: [{name: a_b, in: query, schema: {type: integer}}], \
         responses: {'204': {description: Done.}}}, \
         put: {operationId: writeThing, requestBody: {content: {text/plain: {schema: {type: string}}}}, \
         responses: {'204': {description: Done.}}}}",
    );
    let document = openapi_document::Document::parse("api.yaml", text.as_bytes()).unwrap();
    let (checks, _) = crate::Checks::new(document.tree());
    let renamed = checks.renames().parameters.into_values().map(|own| {
        let own = own
            .into_iter()
            .map(|((name, place), own)| format!("{name} in {place}: {own}"));
        own.collect::<Vec<_>>()
    });
    assert_eq!(
        renamed.collect::<Vec<_>>(),
        [
            vec!["a_b in query: a_b_query", "body in path: body_path"],
            vec!["body in path: body_path"]
        ]
    );
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
