//! Lists and maps in what is sent, which a caller may leave out, empty or fill.

use openapi_codegen::PublicApi;

use crate::support::{artifacts, parse};

#[test]
fn lists_and_maps_are_optional_where_they_are_sent() {
    let text = "openapi: 3.0.3
info: {title: Things, version: '1'}
servers: [{url: 'https://things.example.com'}]
paths:
  /things:
    patch:
      operationId: changeThings
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Change'}}}}
      responses:
        '200': {description: A., content: {application/json: {schema: {$ref: '#/components/schemas/Answer'}}}}
components:
  schemas:
    Change:
      type: object
      required: [must]
      properties:
        must: {type: array, items: {type: string}}
        may: {type: array, items: {type: string}}
        map: {type: object, additionalProperties: {type: string}}
        filled: {type: array, items: {type: string}, default: []}
        parts: {type: array, items: {$ref: '#/components/schemas/Part'}}
    Part: {type: object, properties: {names: {type: array, items: {type: string}}}}
    Answer: {type: object, properties: {names: {type: array, items: {type: string}}}}
";
    let artifacts = artifacts(&parse("things.yaml", text)).unwrap();
    let api = PublicApi::of(&artifacts[1].contents).unwrap();
    let fields: Vec<_> = api
        .lines()
        .filter_map(|line| line.strip_prefix("field types::"))
        .collect();
    assert_eq!(
        fields,
        [
            "Answer::names: ::std::vec::Vec<String>",
            "Change::filled: ::std::vec::Vec<String>",
            "Change::map: Option<::std::collections::HashMap<String, String>>",
            "Change::may: Option<::std::vec::Vec<String>>",
            "Change::must: ::std::vec::Vec<String>",
            "Change::parts: Option<::std::vec::Vec<Part>>",
            "Part::names: Option<::std::vec::Vec<String>>",
        ]
    );
}
