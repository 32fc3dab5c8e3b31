use openapi_document::Document;

use super::*;

/// The schemas of a document after lowering, beside those that it always has, and how many warnings there are.
fn noted(tested: Value) -> (Map<String, Value>, usize) {
    let mut document = json!({
        "openapi": "3.0.3",
        "info": {"title": "Things", "version": "1"},
        "paths": {},
        "components": {"schemas": {
            "Tested": tested,
            "Cat": {"type": "object", "required": ["name"], "properties": {
                "name": {"type": "string"}, "age": {"type": "integer"}
            }},
            "Dog": {"allOf": [{"$ref": "#/components/schemas/Named"}, {"properties": {
                "bark": {"type": "boolean"}, "age": {"type": "string"}
            }}]},
            "Named": {"type": "object", "required": ["name"], "properties": {
                "name": {"type": "string", "description": "The name."}
            }},
            "Open": {"type": "object", "properties": {"a": {}}, "additionalProperties": true},
            "Null": {"type": "object", "properties": {"a": {}}, "nullable": true},
        }}
    });
    let read = Document::parse("things.json", document.to_string().as_bytes()).unwrap();
    let mut notes = Sink::new(read.root());
    lower(&mut document, &mut notes);
    let schemas = document["components"]["schemas"].as_object().unwrap();
    (schemas.clone(), notes.into_findings().len())
}

fn lowered(tested: Value) -> Map<String, Value> {
    noted(tested).0
}

fn of(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn kind(value: &str) -> Value {
    json!({"type": "object", "required": ["kind"], "properties": {
        "kind": {"type": "string", "enum": [value]}, "name": {"type": "string"}
    }})
}

#[test]
fn objects_that_a_value_may_be_at_once_get_one_more_with_the_properties_of_all() {
    let schemas = lowered(json!({"anyOf": [of("Cat"), of("Dog")], "description": "A pet."}));
    let expected = json!({
        "oneOf": [of("Cat"), of("Dog"), of("CatAndDog")], "description": "A pet."
    });
    assert_eq!(schemas["Tested"], expected);
    let expected = json!({
        "type": "object",
        "description": "The members of several alternatives at once.",
        "required": ["name"],
        "properties": {"name": {"type": "string"}, "age": {}, "bark": {"type": "boolean"}}
    });
    assert_eq!(schemas["CatAndDog"], expected);
}

#[test]
fn what_is_written_out_is_named_after_the_component_that_it_stands_in() {
    let schemas = lowered(json!({"anyOf": [of("Cat"), kind("a")]}));
    assert_eq!(schemas["Tested"]["oneOf"][2], of("TestedMembers"));
    let list = lowered(json!({"type": "array", "items": {"anyOf": [of("Cat"), kind("a")]}}));
    assert_eq!(list["Tested"]["items"]["oneOf"][2]["type"], "object");
}

#[test]
fn what_is_told_apart_keeps_its_members_or_cannot_be_listed_stays_what_it_is() {
    for alternatives in [
        vec![kind("a"), kind("b")],
        vec![of("Cat")],
        vec![of("Cat"), of("Open")],
        vec![of("Cat"), of("Null")],
        vec![
            of("Cat"),
            json!({"type": "object", "oneOf": [of("Cat"), of("Dog")]}),
        ],
        vec![of("Cat"), json!({"required": ["age"]})],
    ] {
        let schema = json!({"anyOf": alternatives});
        assert_eq!(lowered(schema.clone())["Tested"], schema);
    }
    let beside =
        json!({"type": "object", "properties": {"a": {}}, "anyOf": [of("Cat"), of("Dog")]});
    assert_eq!(lowered(beside.clone())["Tested"], beside);
}

#[test]
fn what_loses_members_of_a_value_that_is_several_at_once_is_warned_of() {
    let check = |schema: Value, expected: usize| {
        let (_, warnings) = noted(schema.clone());
        assert_eq!(warnings, expected, "{schema}");
    };
    let (cat, dog) = (of("Cat"), of("Dog"));
    check(json!({"anyOf": [cat, dog]}), 0);
    check(json!({"anyOf": [cat, of("Open")]}), 0);
    check(json!({"anyOf": [cat, {"required": ["age"]}]}), 0);
    check(json!({"anyOf": [cat, of("Null")]}), 1);
    check(
        json!({"anyOf": [cat, {"oneOf": [dog, {"type": "string"}]}]}),
        1,
    );
    check(
        json!({"type": "object", "properties": {"a": {}}, "anyOf": [cat, dog]}),
        1,
    );
}
