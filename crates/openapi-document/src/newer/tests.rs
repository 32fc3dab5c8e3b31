use serde_json::{Value, json};

use crate::{Document, Pointer, Tree, grammar::Kind};

fn document(schema: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{title: A, version: '1'}}\ncomponents:\n  schemas:\n    A: {{type: object}}\n    B: {schema}\n"
    )
}

#[track_caller]
fn older(schema: &str) -> Value {
    let text = document(schema);
    let tree = Tree::read("a.yaml", text.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    tree.root().to_json()["components"]["schemas"]["B"].clone()
}

#[test]
fn what_means_the_same_is_said_in_the_older_words() {
    let a = json!({"$ref": "#/components/schemas/A"});
    for (newer, expected) in [
        ("{type: [string]}", json!({"type": "string"})),
        (
            "{type: [string, 'null'], minLength: 1}",
            json!({"type": "string", "nullable": true, "minLength": 1}),
        ),
        ("{type: 'null'}", json!({"enum": [null], "nullable": true})),
        (
            "{type: [integer, string], minimum: 1, minLength: 2, format: uuid, title: T}",
            json!({"title": "T", "oneOf": [
                {"type": "integer", "minimum": 1},
                {"type": "string", "minLength": 2, "format": "uuid"},
            ]}),
        ),
        (
            "{oneOf: [{$ref: '#/components/schemas/A'}, {type: 'null'}]}",
            json!({"allOf": [a], "nullable": true}),
        ),
        (
            "{anyOf: [{$ref: '#/components/schemas/A'}, {type: integer}, {type: 'null'}]}",
            json!({"anyOf": [a, {"type": "integer"}], "nullable": true}),
        ),
        (
            "{$ref: '#/components/schemas/A', description: D}",
            json!({"allOf": [a], "description": "D"}),
        ),
        ("{$ref: '#/components/schemas/A'}", a.clone()),
        ("{const: 3}", json!({"enum": [3]})),
        (
            "{type: string, examples: [a, b]}",
            json!({"type": "string", "example": "a"}),
        ),
        (
            "{type: integer, exclusiveMinimum: 3}",
            json!({"type": "integer", "minimum": 3, "exclusiveMinimum": true}),
        ),
        (
            "{type: integer, minimum: 5, exclusiveMinimum: 3}",
            json!({"type": "integer", "minimum": 5}),
        ),
        (
            "{type: integer, maximum: 5, exclusiveMaximum: 3}",
            json!({"type": "integer", "maximum": 3, "exclusiveMaximum": true}),
        ),
        (
            "{type: string, contentEncoding: base64, contentMediaType: image/png}",
            json!({"type": "string", "format": "byte"}),
        ),
        (
            "{type: string, contentMediaType: application/octet-stream}",
            json!({"type": "string", "format": "binary"}),
        ),
        (
            "{contentMediaType: image/png}",
            json!({"type": "string", "format": "binary"}),
        ),
        (
            "{type: string, contentMediaType: text/html}",
            json!({"type": "string", "contentMediaType": "text/html"}),
        ),
        (
            "{type: array, items: true}",
            json!({"type": "array", "items": {}}),
        ),
        (
            "{type: object, properties: {a: {type: [string, 'null']}, b: false}}",
            json!({"type": "object", "properties": {
                "a": {"type": "string", "nullable": true},
                "b": {"not": {}},
            }}),
        ),
        (
            "{type: object, additionalProperties: true, example: {type: [a]}}",
            json!({"type": "object", "additionalProperties": true, "example": {"type": ["a"]}}),
        ),
    ] {
        assert_eq!(older(newer), expected, "{newer}");
    }
}

#[test]
fn what_is_said_in_other_words_stands_where_it_was() {
    let text = document("{type: [string, 'null'], const: a}");
    let document = Document::parse("a.yaml", text.as_bytes()).unwrap();
    let place = |pointer: &str| {
        let pointer = Pointer::from_local_reference(&format!("#{pointer}")).unwrap();
        let place = document.place(&pointer).unwrap();
        (place.line, place.column)
    };
    assert_eq!(place("/components/schemas/B/type"), (6, 16));
    assert_eq!(place("/components/schemas/B/nullable"), (6, 15));
    assert_eq!(place("/components/schemas/B/enum/0"), (6, 40));
    assert_eq!(document.text(), text);
}

#[test]
fn what_has_no_older_words_is_found() {
    for (schema, expected) in [
        ("{prefixItems: [{}]}", "error[unsupported-keyword]"),
        ("{if: {}, then: {}}", "error[unsupported-keyword]"),
        ("{$comment: C}", "warning[ignored-keyword]"),
        ("{type: string, nullable: true}", "error[unknown-key]"),
        ("{typo: 1}", "error[unknown-key]"),
    ] {
        let text = document(schema);
        let document = Document::parse("a.yaml", text.as_bytes()).unwrap();
        let findings = document.unknown_keys().to_vec();
        let findings = document.findings(findings).to_string();
        assert!(findings.contains(expected), "{schema}: {findings}");
    }
    let text = "openapi: 3.1.0\ninfo: {title: A, version: '1', summary: S}\nwebhooks: {}\n";
    let tree = Tree::read("a.yaml", text.as_bytes()).unwrap();
    let rules: Vec<_> = tree.structure().iter().map(|it| it.rule.id).collect();
    assert_eq!(rules, ["ignored-keyword"; 2]);
    assert_eq!(
        tree.objects().filter(|it| it.kind == Kind::Paths).count(),
        1
    );
}

#[test]
fn what_is_wrong_in_both_versions_is_refused_where_it_stands() {
    for (schema, expected) in [
        (
            "{type: []}",
            "a.yaml:6:15: error[invalid-structure]: `type`",
        ),
        (
            "{$ref: '#/components/schemas/A', allOf: {}}",
            "a.yaml:6:48: error[invalid-structure]: `allOf`",
        ),
        (
            "{exclusiveMinimum: x}",
            "a.yaml:6:27: error[invalid-structure]: `exclusiveMinimum`",
        ),
    ] {
        let text = document(schema);
        let refused = Document::parse("a.yaml", text.as_bytes())
            .unwrap_err()
            .to_string();
        assert!(refused.starts_with(expected), "{schema}: {refused}");
    }
}
