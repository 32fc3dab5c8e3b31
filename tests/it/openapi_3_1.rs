//! Documents of OpenAPI 3.1, which are said in the words of 3.0 where these go as far.

use openapi_codegen::lint;
use openapi_document::Document;
use openapi_lint::Policy;
use openapi_review::{Review, Versions};

use crate::support::{artifacts, parse};

const NEWER: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
servers: [{url: 'https://pets.example.com'}]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters:
        - {name: id, in: path, required: true, schema: {type: string, pattern: '^[a-z]+$', examples: [rex]}}
        - {name: limit, in: query, schema: {type: integer, format: int32, exclusiveMinimum: 0}}
      responses:
        '200': {description: A pet., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
components:
  schemas:
    Pet:
      type: object
      required: [kind]
      properties:
        kind: {const: dog, type: string}
        name: {type: [string, 'null']}
        owner: {oneOf: [{$ref: '#/components/schemas/Owner'}, {type: 'null'}]}
        keeper: {$ref: '#/components/schemas/Owner', description: Who feeds it.}
        photo: {type: string, contentEncoding: base64}
    Owner: {type: object, properties: {name: {type: string}}}
";

/// What the newer words mean, in the older ones.
const WORDS: [(&str, &str); 8] = [
    ("3.1.0", "3.0.3"),
    ("examples: [rex]", "example: rex"),
    ("exclusiveMinimum: 0", "minimum: 0, exclusiveMinimum: true"),
    ("const: dog", "enum: [dog]"),
    ("type: [string, 'null']", "type: string, nullable: true"),
    (
        "oneOf: [{$ref: '#/components/schemas/Owner'}, {type: 'null'}]",
        "allOf: [{$ref: '#/components/schemas/Owner'}], nullable: true",
    ),
    (
        "$ref: '#/components/schemas/Owner', description",
        "allOf: [{$ref: '#/components/schemas/Owner'}], description",
    ),
    ("contentEncoding: base64", "format: byte"),
];

fn documents() -> (Document, Document) {
    let mut older = NEWER.to_owned();
    for (newer, words) in WORDS {
        assert_eq!(older.matches(newer).count(), 1, "{newer}");
        older = older.replace(newer, words);
    }
    (parse("pets.yaml", NEWER), parse("pets.yaml", &older))
}

#[test]
fn what_means_the_same_makes_the_same_code() {
    let (newer, older) = documents();
    assert_eq!(artifacts(&newer), artifacts(&older));
    let findings = lint(&newer, &Policy::elsewhere());
    assert!(!findings.has_errors(), "{findings}");
}

#[test]
fn a_version_that_means_the_same_is_no_change() {
    let (newer, older) = documents();
    let review = Review::new(Some(&older), Some(&newer), Versions::default());
    assert!(review.is_empty(), "{:#?}", review.changes);
}

#[test]
fn a_change_is_seen_on_the_wire_where_rust_cannot_say_it() {
    let (base, _) = documents();
    let text = NEWER.replace(
        "Owner: {type: object,",
        "Owner: {type: object, patternProperties: {'^x': {}}, required: [name],",
    );
    let head = parse("pets.yaml", &text);
    let review = Review::new(Some(&base), Some(&head), Versions::default());
    let ids: Vec<_> = review.changes.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(
        ids,
        ["unclassified-change", "response-property-became-required"]
    );
    let why = review.rust.expect_err("the generator cannot say it");
    let place =
        "pets.yaml:24:27: error[unsupported-keyword]: OpenAPI 3.0 has no `patternProperties`";
    assert!(why.to_string().starts_with(place), "{why}");
}
