//! What becomes of Swagger 2.0, as a table.

use serde_json::{Value, json};

use super::{is_swagger, to_openapi};
use openapi_document::Tree;

fn read(swagger: &Value) -> Value {
    let text = swagger.to_string();
    let (_, root) = Tree::values("things.json", text.as_bytes()).unwrap();
    assert!(is_swagger(&root), "{swagger}");
    to_openapi(&root).to_json()
}

/// The operation that is made of one with these members, in a document with these others.
fn operation(members: Value, others: Value) -> Value {
    let mut document = json!({"swagger": "2.0", "paths": {"/things": {"post": members}}});
    for (key, value) in others.as_object().unwrap() {
        document[key] = value.clone();
    }
    read(&document)["paths"]["/things"]["post"].take()
}

#[track_caller]
fn parameter(from: Value, expected: Value) {
    let made = operation(json!({"parameters": [from]}), json!({}));
    assert_eq!(made, json!({"parameters": [expected]}));
}

#[track_caller]
fn schema(from: Value, expected: Value) {
    let made = read(&json!({"swagger": "2.0", "paths": {}, "definitions": {"A": from}}));
    assert_eq!(made["components"]["schemas"]["A"], expected);
}

#[test]
fn a_parameter_has_its_type_in_a_schema() {
    parameter(
        json!({"in": "query", "name": "a", "type": "integer", "minimum": 1, "description": "A.", "x-example": "3"}),
        json!({"in": "query", "name": "a", "description": "A.", "schema": {"type": "integer", "minimum": 1}, "example": 3}),
    );
    parameter(
        json!({"in": "path", "name": "a", "type": "string", "x-example": 3}),
        json!({"in": "path", "name": "a", "required": true, "schema": {"type": "string"}, "example": "3"}),
    );
    for (format, key, value) in [
        ("csv", "explode", json!(false)),
        ("multi", "explode", json!(true)),
        ("ssv", "style", json!("spaceDelimited")),
        ("pipes", "style", json!("pipeDelimited")),
    ] {
        let list = json!({"type": "array", "items": {"type": "string"}});
        let mut from = json!({"in": "query", "name": "a", "collectionFormat": format});
        for (key, value) in list.as_object().unwrap() {
            from[key] = value.clone();
        }
        parameter(
            from,
            json!({"in": "query", "name": "a", key: value, "schema": list}),
        );
    }
}

#[test]
fn a_body_and_the_fields_of_a_form_are_the_request_body() {
    let body = json!({"in": "body", "name": "b", "required": true, "description": "B.", "schema": {"$ref": "#/definitions/A"}});
    let made = operation(
        json!({"parameters": [{"$ref": "#/parameters/B"}]}),
        json!({"parameters": {"B": body}, "consumes": "[\"application/json;charset=UTF-8\"]"}),
    );
    let schema = json!({"$ref": "#/components/schemas/A"});
    let expected = json!({"requestBody": {"description": "B.", "required": true,
        "content": {"application/json": {"schema": schema}}}});
    assert_eq!(made, expected);

    for (kind, made_kind, media_type) in [
        (
            "string",
            json!({"type": "string"}),
            "application/x-www-form-urlencoded",
        ),
        (
            "file",
            json!({"type": "string", "format": "binary"}),
            "multipart/form-data",
        ),
    ] {
        let field = json!({"in": "formData", "name": "f", "type": kind, "required": true});
        let made = operation(json!({"parameters": [field]}), json!({}));
        let schema = json!({"type": "object", "required": ["f"], "properties": {"f": made_kind}});
        let expected =
            json!({"requestBody": {"required": true, "content": {media_type: {"schema": schema}}}});
        assert_eq!(made, expected);
    }
}

#[test]
fn a_response_has_its_schema_in_its_content() {
    let responses = |responses: Value, others: Value| {
        operation(json!({"responses": responses}), others)["responses"].take()
    };
    let schema = json!({"type": "string"});
    let written = json!({"200": {"description": "Done.", "schema": schema, "examples": {"application/json": "a"}}, "204": {}});
    let expected = json!({
        "200": {"description": "Done.", "content": {"application/json": {"schema": schema, "example": "a"}}},
        "204": {"description": ""},
    });
    assert_eq!(responses(written, json!({})), expected);
    let header = json!({"200": {"description": "A.", "headers": {"X-A": {"type": "integer", "description": "A."}}}});
    let expected = json!({"200": {"description": "A.", "headers": {"X-A": {"description": "A.", "schema": {"type": "integer"}}}}});
    assert_eq!(responses(header, json!({})), expected);
    let shared = responses(
        json!({"400": {"$ref": "#/responses/Bad"}}),
        json!({"responses": {"Bad": {"description": "Bad.", "schema": schema}}, "produces": ["text/plain", "application/json"]}),
    );
    let media = json!({"schema": schema});
    let expected = json!({"400": {"description": "Bad.", "content": {"text/plain": media, "application/json": media}}});
    assert_eq!(shared, expected);
}

#[test]
fn a_schema_says_what_it_means() {
    schema(
        json!({"properties": {"a": {"$ref": "#/definitions/B", "type": "object"}}}),
        json!({"type": "object", "properties": {"a": {"$ref": "#/components/schemas/B"}}}),
    );
    schema(
        json!({"$ref": "#/definitions/B", "description": "A b.", "x-nullable": true}),
        json!({"description": "A b.", "nullable": true, "allOf": [{"$ref": "#/components/schemas/B"}]}),
    );
    schema(
        json!({"type": "string", "format": "String", "enum": [], "x-order": 1, "required": true}),
        json!({"type": "string"}),
    );
    schema(
        json!({"type": "array", "items": [{"type": "string"}]}),
        json!({"type": "array", "items": {"type": "string"}}),
    );
    schema(
        json!({"type": "array"}),
        json!({"type": "array", "items": {}}),
    );
    schema(
        json!({"type": "object", "discriminator": "kind", "additionalProperties": {"type": "file"}}),
        json!({"type": "object", "discriminator": {"propertyName": "kind"},
            "additionalProperties": {"type": "string", "format": "binary"}}),
    );
}

#[test]
fn the_api_explorers_form_is_read_and_its_host_becomes_a_server() {
    let made = read(&json!({
        "version": "2.0", "info_version": "v2", "name": "ListThings", "host": "a.example", "base_path": "/v1/",
        "schemes": ["HTTPS", "HTTP"], "definitions": null, "components": null, "security_definitions": null,
        "paths": {"/things": {"parameters": [{"in": "query", "name": "a", "type": "string"}],
            "get": {"parameters": [], "x-name": "A"}}},
    }));
    assert_eq!(
        made["info"],
        json!({"title": "ListThings", "version": "v2"})
    );
    let servers = json!([{"url": "https://a.example/v1"}, {"url": "http://a.example/v1"}]);
    assert_eq!(made["servers"], servers);
    // The operation has the parameters of its path.
    let parameters = json!([{"in": "query", "name": "a", "schema": {"type": "string"}}]);
    assert_eq!(
        made["paths"]["/things"],
        json!({"get": {"parameters": parameters}})
    );
}

#[test]
fn each_path_begins_with_the_base_path_with_a_host_or_without() {
    for (members, expected) in [
        (json!({"basePath": "/v1"}), json!([{"url": "/v1"}])),
        (
            json!({"basePath": "/v1/", "host": null}),
            json!([{"url": "/v1"}]),
        ),
        (
            json!({"basePath": "v1", "host": "a.example"}),
            json!([{"url": "https://a.example/v1"}]),
        ),
        (json!({"base_path": "/"}), json!(null)),
        (json!({}), json!(null)),
    ] {
        let mut document = json!({"swagger": "2.0", "paths": {}});
        for (key, value) in members.as_object().unwrap() {
            document[key] = value.clone();
        }
        assert_eq!(read(&document)["servers"], expected, "{members}");
    }
}

#[test]
fn what_is_made_keeps_its_place() {
    let text = "{\"swagger\": \"2.0\", \"paths\": {\"/a\": {\"get\": {\"parameters\": [\n  {\"in\": \"query\", \
                \"name\": \"a\",\n   \"type\": \"string\"}]}}}}";
    let definition = crate::Definition::read("a.json", text.as_bytes());
    assert!(
        definition.is_err(),
        "an operation without responses is none"
    );
    let text = text.replace("\"parameters\"", "\"responses\": {}, \"parameters\"");
    let definition =
        crate::Definition::read("a.json", text.as_bytes()).unwrap_or_else(|why| panic!("{why}"));
    let at = |pointer: &str| {
        let pointer = openapi_document::Pointer::from_local_reference(pointer).unwrap();
        let place = definition.document().root().at(&pointer).unwrap().place;
        let written = definition.pointer(place).unwrap();
        (place.line, written.as_str().to_owned())
    };
    assert_eq!(
        at("#/paths/~1a/get/parameters/0/schema/type"),
        (3, "/paths/~1a/get/parameters/0/type".to_owned())
    );
}
