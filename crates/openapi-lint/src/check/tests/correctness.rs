use super::{
    Case, PARAMETERS, RESPONSES, body, case, check, document, operation, parameter, path_parameter,
    responses, schema, schemas,
};

#[test]
fn correctness() {
    check(&cases());
}

pub(super) fn cases() -> Vec<Case> {
    let fine = operation(&format!("{PARAMETERS}\n{RESPONSES}"));
    let json = |schema: &str| {
        format!(
            "{{'200': {{description: Fine., content: {{application/json: {{schema: {schema}}}}}}}}}"
        )
    };
    vec![
        case(
            "unreadable-document",
            "openapi: 3.0.3\nopenapi: 3.0.3\n",
            &*fine,
        ),
        case("unsupported-version", "openapi: 3.1.0\n", &*fine),
        case(
            "invalid-structure",
            fine.replace("title: Things, ", ""),
            &*fine,
        ),
        case(
            "unknown-key",
            fine.replace("summary:", "sumary:"),
            fine.replace("summary:", "x-summary: a\n      summary:"),
        ),
        case(
            "unresolved-reference",
            responses(&json("{$ref: '#/components/schemas/Thnig'}"))
                .replace("schemas: {}", "schemas: {Thing: {type: string}}"),
            responses(&json("{$ref: '#/components/schemas/Thing'}"))
                .replace("schemas: {}", "schemas: {Thing: {type: string}}"),
        ),
        case(
            "reference-cycle",
            schemas(
                "Thing: {$ref: '#/components/schemas/Other'}\nOther: {$ref: '#/components/schemas/Thing'}",
            ),
            schemas(
                "Thing: {$ref: '#/components/schemas/Other'}\nOther: {type: object, properties: {next: {$ref: '#/components/schemas/Thing'}}}",
            ),
        ),
        case(
            "ignored-beside-reference",
            schema(
                "{type: object, properties: {other: {$ref: '#/components/schemas/Thing', description: The other.}}}",
            ),
            schema(
                "{type: object, properties: {other: {allOf: [{$ref: '#/components/schemas/Thing'}], description: The other.}}}",
            ),
        ),
        case(
            "path-parameter-mismatch",
            fine.replace("name: thing_id", "name: thingid"),
            &*fine,
        ),
        case(
            "optional-path-parameter",
            fine.replace("required: true", "required: false"),
            &*fine,
        ),
        case(
            "invalid-path-template",
            fine.replace("/{thing_id}:", "/{thing_id:"),
            &*fine,
        ),
        case(
            "duplicate-path",
            fine.replace("components:", "  /things/{id}: {}\ncomponents:"),
            fine.replace("components:", "  /other/{id}: {}\ncomponents:"),
        ),
        case(
            "duplicate-operation-id",
            fine.replace(
                "components:",
                &format!("  /other: {{get: {{operationId: readThing, {RESPONSES}}}}}\ncomponents:"),
            ),
            fine.replace(
                "components:",
                &format!("  /other: {{get: {{operationId: readOther, {RESPONSES}}}}}\ncomponents:"),
            ),
        ),
        case(
            "duplicate-parameter",
            parameter(
                "{name: limit, in: query, schema: {type: string}}, {name: limit, in: query, schema: {type: integer}}",
            ),
            parameter("{name: limit, in: query, schema: {type: string}}"),
        ),
        case("no-response", responses("{}"), &*fine),
        case(
            "content-without-body",
            responses("{'204': {description: Fine., content: {application/json: {schema: {}}}}}"),
            responses("{'200': {description: Fine., content: {application/json: {schema: {}}}}}"),
        ),
        case(
            "undefined-request-body",
            operation(&format!(
                "{PARAMETERS}\nrequestBody: {{required: true, content: {{text/plain: {{}}}}}}\n{RESPONSES}"
            )),
            body("{required: true, content: {text/plain: {}}}"),
        ),
        case(
            "undefined-security-scheme",
            fine.replace("security: [{token", "security: [{tokne"),
            &*fine,
        ),
        case(
            "undefined-server-variable",
            fine.replace("https://example.com", "https://{region}.example.com"),
            fine.replace(
                "https://example.com'",
                "https://{region}.example.com', variables: {region: {default: eu}}",
            ),
        ),
        case(
            "invalid-example",
            schema(
                "{type: object, properties: {size: {type: integer, maximum: 9}}, example: {size: 10}}",
            ),
            schema(
                "{type: object, properties: {size: {type: integer, maximum: 9}}, example: {size: 9}}",
            ),
        ),
        case(
            "invalid-default",
            parameter(
                "{name: order, in: query, schema: {type: string, enum: [up, down], default: upp}}",
            ),
            parameter(
                "{name: order, in: query, schema: {type: string, enum: [up, down], default: up}}",
            ),
        ),
        case(
            "duplicate-enum-value",
            schema("{type: string, enum: [red, green, red]}"),
            schema("{type: string, enum: [red, green]}"),
        ),
        case(
            "unmatched-enum-value",
            schema("{type: string, enum: [red, Green], pattern: '^[a-z]+$'}"),
            schema("{type: string, enum: [red, green], pattern: '^[a-z]+$'}"),
        ),
        case(
            "undefined-required-property",
            schema("{type: object, required: [naem], properties: {name: {type: string}}}"),
            schema(
                "{allOf: [{type: object, required: [name]}, {type: object, properties: {name: {type: string}}}]}",
            ),
        ),
        case(
            "contradictory-bounds",
            schema("{type: string, minLength: 9, maxLength: 3}"),
            schema("{type: string, minLength: 3, maxLength: 9}"),
        ),
        case(
            "array-without-items",
            schema("{type: array}"),
            schema("{type: array, items: {}}"),
        ),
        case(
            "component-name",
            document(
                &format!("{PARAMETERS}\n{RESPONSES}"),
                "schemas: {a thing: {type: string}}",
            ),
            document(
                &format!("{PARAMETERS}\n{RESPONSES}"),
                "schemas: {a_thing: {type: string}}",
            ),
        ),
    ]
}

#[test]
fn examples_are_checked_wherever_they_stand() {
    let cases = [
        parameter("{name: limit, in: query, schema: {type: integer}, example: many}"),
        parameter(
            "{name: limit, in: query, schema: {type: integer}, examples: {some: {value: many}}}",
        ),
        body(
            "{required: true, content: {application/json: {schema: {type: integer}, example: many}}}",
        ),
        responses(
            "{'200': {description: Fine., headers: {X-Size: {schema: {type: integer}, example: many}}}}",
        ),
        schema("{type: integer, example: many}"),
        path_parameter("{type: string, pattern: '^[a-z]+$', example: MANY}"),
    ];
    for text in cases {
        let found = super::of_rule(&text, "invalid-example");
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
        let found = super::of_rule(&schema(schema_text), "invalid-example");
        assert!(found.is_empty(), "{found}");
    }
    let found = super::of_rule(&schema("{type: string, example: null}"), "invalid-example");
    assert!(!found.is_empty());
}

#[test]
fn checking_a_value_ends_also_when_the_ways_through_the_schema_are_many() {
    // Each level doubles the ways: 2^60 steps without a limit.
    let part = "{$ref: '#/components/schemas/Thing'}";
    let deep = "{a: ".repeat(50) + "1" + &"}".repeat(50);
    let text = schema(&format!(
        "{{type: object, properties: {{a: {{anyOf: [{part}, {{allOf: [{part}]}}, {{type: integer}}]}}}}, example: {deep}}}"
    ));
    let found = super::of_rule(&text, "invalid-example").to_string();
    assert!(found.contains("cannot be checked"), "{found}");
}
