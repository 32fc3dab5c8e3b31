use super::{
    Case, PARAMETERS, RESPONSES, body, case, check, document, operation, parameter, responses,
    schema, schemas,
};

#[test]
fn preflight() {
    check(&cases());
}

pub(super) fn cases() -> Vec<Case> {
    [names(), types(), requests(), ignored()]
        .into_iter()
        .flatten()
        .collect()
}

fn names() -> Vec<Case> {
    let fine = operation(&format!("{PARAMETERS}\n{RESPONSES}"));
    vec![
        case(
            "unsupported-reference",
            schema(
                "{type: object, properties: {a: {type: string}, b: {$ref: '#/components/schemas/Thing/properties/a'}}}",
            ),
            schemas(
                "Thing: {type: object, properties: {b: {$ref: '#/components/schemas/B'}}}\nB: {type: string}",
            ),
        ),
        case(
            "unsupported-method",
            fine.replace("\n    get:", "\n    trace:"),
            &*fine,
        ),
        case("reserved-name", fine.replace("readThing", "client"), &*fine),
        case(
            "name-collision",
            parameter(
                "{name: page-size, in: query, schema: {type: string}}, {name: page_size, in: query, schema: {type: string}}",
            ),
            parameter("{name: page-size, in: query, schema: {type: string}}"),
        ),
        case(
            "type-name-collision",
            responses(
                "{'200': {description: Fine., content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}, '404': {description: Gone., content: {application/json: {schema: {type: object, properties: {b: {type: string}}}}}}}",
            ),
            responses(
                "{'200': {description: Fine., content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}, '404': {description: Gone.}}",
            ),
        ),
        case(
            "property-collision",
            schema(
                "{type: object, properties: {page-size: {type: string}, page_size: {type: string}}}",
            ),
            schema("{type: object, properties: {page-size: {type: string}}}"),
        ),
    ]
}

fn types() -> Vec<Case> {
    vec![
        case(
            "undefined-property-in-alternative",
            schema(
                "{oneOf: [{type: object, required: [b], properties: {a: {type: string}}}, {type: string}]}",
            ),
            schema(
                "{oneOf: [{type: object, required: [a], properties: {a: {type: string}}}, {type: string}]}",
            ),
        ),
        case(
            "unsupported-enum",
            schema("{type: string, enum: [1, 2]}"),
            schema("{type: string, enum: ['1', '2']}"),
        ),
        case(
            "exclusive-without-bound",
            schema("{type: integer, exclusiveMinimum: true}"),
            schema("{type: integer, exclusiveMinimum: true, minimum: 1}"),
        ),
        case(
            "fixed-array-too-long",
            schema("{type: array, items: {type: string}, minItems: 33, maxItems: 33}"),
            schema("{type: array, items: {type: string}, minItems: 32, maxItems: 32}"),
        ),
        case(
            "unenforced-constraint",
            schema("{type: integer, maximum: 7}"),
            schema("{type: integer}"),
        ),
        case(
            "invalid-pattern",
            schema("{type: string, pattern: '[a-z'}"),
            schema("{type: string, pattern: '[a-z]'}"),
        ),
        case(
            "huge-pattern",
            schema(&format!(
                "{{type: string, pattern: '{}a{}'}}",
                "(".repeat(60),
                ")".repeat(60)
            )),
            schema("{type: string, pattern: '()'}"),
        ),
        case(
            "unsupported-pattern",
            schema(r"{type: string, pattern: '^[a-z]+(?!test)\d*$'}"),
            schema(r"{type: string, pattern: '^(?![a-z]+test)[a-z]+\d*$'}"),
        ),
        case(
            "unsupported-not",
            schema("{not: {type: string}}"),
            schema("{type: string}"),
        ),
        case(
            "empty-composition",
            schema("{allOf: []}"),
            schema("{allOf: [{type: string}]}"),
        ),
        case(
            "any-of-beside-one-of",
            schema("{anyOf: [{type: string}], oneOf: [{type: string}]}"),
            schema("{anyOf: [{type: string}]}"),
        ),
        case(
            "nullable-combination",
            schema("{oneOf: [{type: string}, {type: integer}], nullable: true}"),
            schema("{oneOf: [{type: string}, {type: integer}]}"),
        ),
        case(
            "missing-type",
            schema("{minimum: 1, maxLength: 3}"),
            schema("{type: string, maxLength: 3}"),
        ),
        case(
            "format-needs-crate",
            schema("{type: string, format: date-time}"),
            schema("{type: string}"),
        ),
        case(
            "recursive-combination",
            schemas(
                "Thing: {allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}\nA: {type: object, properties: {next: {$ref: '#/components/schemas/A'}}}\nB: {type: object, properties: {next: {$ref: '#/components/schemas/B'}}}",
            ),
            schemas(
                "Thing: {allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}\nA: {type: object, properties: {next: {$ref: '#/components/schemas/A'}}}\nB: {type: object, properties: {other: {$ref: '#/components/schemas/B'}}}",
            ),
        ),
        case(
            "huge-combination",
            schema(&format!(
                "{{allOf: [{}]}}",
                vec![alternatives(5); 6].join(", ")
            )),
            schema(&format!(
                "{{allOf: [{}]}}",
                vec![alternatives(2); 2].join(", ")
            )),
        ),
        case(
            "too-many-combinations",
            schemas(&combined(120)),
            schemas(&combined(12)),
        ),
        case(
            "long-reference-chain",
            schemas(&aliases(65)),
            schemas(&aliases(64)),
        ),
    ]
}

/// A chain of schemas, each of which adds a property to the next.
fn combined(length: usize) -> String {
    let chain = (0..length).map(|index| {
        format!(
            "Part{index}: {{allOf: [{{$ref: '#/components/schemas/Part{}'}}, {{type: object, properties: {{p{index}: {{type: string}}}}}}]}}\n",
            index + 1
        )
    });
    let chain: String = chain.collect();
    format!(
        "Thing: {{$ref: '#/components/schemas/Part0'}}\n{chain}Part{length}: {{type: object, properties: {{last: {{type: string}}}}}}"
    )
}

/// A chain of schemas that stand for each other.
fn aliases(length: usize) -> String {
    let chain = (1..length).map(|index| {
        format!(
            "Part{index}: {{$ref: '#/components/schemas/Part{}'}}\n",
            index + 1
        )
    });
    let chain: String = chain.collect();
    format!("Thing: {{$ref: '#/components/schemas/Part1'}}\n{chain}Part{length}: {{type: string}}")
}

pub(super) fn alternatives(count: usize) -> String {
    let parts: Vec<_> = (0..count)
        .map(|index| format!("{{type: object, properties: {{a{index}: {{type: string}}}}}}"))
        .collect();
    format!("{{oneOf: [{}]}}", parts.join(", "))
}

fn requests() -> Vec<Case> {
    let query = "{name: limit, in: query, schema: {type: string}}";
    vec![
        case(
            "unsupported-parameter-style",
            parameter(
                "{name: filter, in: query, style: deepObject, schema: {type: object, properties: {a: {type: string}}}}",
            ),
            parameter(query),
        ),
        case(
            "cookie-parameter",
            parameter("{name: session, in: cookie, schema: {type: string}}"),
            parameter(query),
        ),
        case(
            "parameter-content",
            parameter("{name: filter, in: query, content: {application/json: {schema: {}}}}"),
            parameter(query),
        ),
        case(
            "unsupported-parameter-type",
            parameter("{name: X-Ids, in: header, schema: {type: array, items: {type: string}}}"),
            parameter("{name: X-Ids, in: header, schema: {type: string}}"),
        ),
        case(
            "invalid-header-name",
            parameter("{name: 'X Id', in: header, schema: {type: string}}"),
            parameter("{name: X-Id, in: header, schema: {type: string}}"),
        ),
        case(
            "unsupported-media-type",
            body("{required: true, content: {multipart/form-data: {schema: {type: object}}}}"),
            body(
                "{required: true, content: {application/x-www-form-urlencoded: {schema: {type: object}}}}",
            ),
        ),
        case(
            "missing-request-schema",
            body("{required: true, content: {application/json: {}}}"),
            body("{required: true, content: {application/json: {schema: {}}}}"),
        ),
        case(
            "optional-request-body",
            body("{content: {application/json: {schema: {}}}}"),
            body("{required: true, content: {application/json: {schema: {}}}}"),
        ),
        case(
            "undecoded-response",
            responses(
                "{'200': {description: Fine., content: {application/problem+json: {schema: {}}}}}",
            ),
            responses("{'200': {description: Fine., content: {application/json: {schema: {}}}}}"),
        ),
    ]
}

fn ignored() -> Vec<Case> {
    let fine = operation(&format!("{PARAMETERS}\n{RESPONSES}"));
    let many = (0..2_001).fold(String::new(), |paths, index| {
        format!("{paths}  /p{index}: {{get: {{operationId: p{index}, {RESPONSES}}}}}\n")
    });
    vec![
        case(
            "ignored-response-headers",
            responses("{'204': {description: Fine., headers: {X-Id: {schema: {type: string}}}}}"),
            &*fine,
        ),
        case(
            "ignored-servers",
            operation(&format!(
                "servers: [{{url: 'https://other.example.com'}}]\n{PARAMETERS}\n{RESPONSES}"
            )),
            &*fine,
        ),
        case(
            "ignored-callbacks",
            operation(&format!(
                "callbacks: {{done: {{'{{$request.query.url}}': {{}}}}}}\n{PARAMETERS}\n{RESPONSES}"
            )),
            &*fine,
        ),
        case(
            "ignored-discriminator",
            schema(
                "{type: object, discriminator: {propertyName: kind}, properties: {kind: {type: string}}}",
            ),
            schema("{type: object, properties: {kind: {type: string}}}"),
        ),
        case(
            "ignored-header-parameter",
            parameter("{name: Accept, in: header, schema: {type: string}}"),
            parameter("{name: X-Accept, in: header, schema: {type: string}}"),
        ),
        case(
            "invalid-api-version",
            fine.replace("version: '1'", "version: '1–2'"),
            &*fine,
        ),
        case(
            "extension-needs-crate",
            operation(&format!(
                "x-dropshot-pagination: {{}}\n{PARAMETERS}\n{RESPONSES}"
            )),
            &*fine,
        ),
        case(
            "too-many-operations",
            fine.replace("components:", &format!("{many}components:")),
            document(&format!("{PARAMETERS}\n{RESPONSES}"), "schemas: {}"),
        ),
    ]
}
