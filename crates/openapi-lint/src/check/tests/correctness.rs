use openapi_document::Part;

use super::{super::values::INVALID_EXAMPLE, of_rule};

#[test]
fn examples_are_checked_wherever_they_stand() {
    let cases = [
        Part::Parameter
            .document("{name: limit, in: query, schema: {type: integer}, example: many}"),
        Part::Parameter.document(
            "{name: limit, in: query, schema: {type: integer}, examples: {some: {value: many}}}",
        ),
        Part::RequestBody.document(
            "{required: true, content: {application/json: {schema: {type: integer}, \
                 example: many}}}",
        ),
        Part::Responses.document(
            "{'200': {description: Fine., headers: {X-Size: {schema: {type: integer}, \
                 example: many}}}}",
        ),
        Part::Schema.document("{type: integer, example: many}"),
        Part::PathParameter.document("{type: string, pattern: '^[a-z]+$', example: MANY}"),
    ];
    for text in cases {
        let found = of_rule(&text, &INVALID_EXAMPLE);
        assert_eq!(found.iter().count(), 1, "{text}\n{found}");
    }
}

#[test]
fn null_is_an_example_of_what_may_be_null() {
    for schema_text in [
        "{type: string, nullable: true, example: null}",
        "{nullable: true, allOf: [{type: string}], example: null}",
        "{type: object, properties: {a: {type: string, nullable: true}}, example: {a: null}}",
    ] {
        let found = of_rule(&Part::Schema.document(schema_text), &INVALID_EXAMPLE);
        assert!(found.is_empty(), "{found}");
    }
    let found = of_rule(
        &Part::Schema.document("{type: string, example: null}"),
        &INVALID_EXAMPLE,
    );
    assert!(!found.is_empty());
}

#[test]
fn checking_a_value_ends_also_when_the_ways_through_the_schema_are_many() {
    // Each level doubles the ways: 2^60 steps without a limit.
    let part = "{$ref: '#/components/schemas/Thing'}";
    let deep = "{a: ".repeat(50) + "1" + &"}".repeat(50);
    let text = Part::Schema.document(&format!(
        "{{type: object, properties: {{a: {{anyOf: [{part}, {{allOf: [{part}]}}, \
             {{type: integer}}]}}}}, example: {deep}}}"
    ));
    let found = of_rule(&text, &INVALID_EXAMPLE).to_string();
    assert!(found.contains("cannot be checked"), "{found}");
}
