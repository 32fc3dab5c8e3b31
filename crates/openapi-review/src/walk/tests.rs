//! The review treats each row of the grammar's table.

use std::collections::BTreeSet;

use openapi_document::{
    Document, Kind,
    grammar::{Entries, Field, Shape},
};
use serde_json::{Map, Value, json};

use super::changes;
use crate::rules::UNCLASSIFIED;

/// An object of each kind, each where an operation, or the document itself, reaches it.
const DOCUMENT: &str = "openapi: 3.0.3
info:
  title: Things
  version: '1'
  contact: {}
  license: {name: MIT}
servers: [{url: 'https://example.com/{a}', variables: {a: {default: a}}}]
externalDocs: {url: 'https://example.com'}
tags: [{name: a}]
paths:
  /things:
    post:
      parameters: [{name: a, in: query, schema: {}}]
      requestBody:
        content:
          application/json:
            schema: {discriminator: {propertyName: a}, xml: {}}
            examples: {a: {}}
            encoding: {a: {}}
      responses:
        '200':
          description: Fine.
          headers: {a: {schema: {}}}
          links: {a: {operationId: a}}
      callbacks: {a: {a: {}}}
components:
  securitySchemes:
    a:
      type: oauth2
      scheme: basic
      flows:
        implicit: {authorizationUrl: a, scopes: {}}
        password: {tokenUrl: a, scopes: {}}
        authorizationCode: {authorizationUrl: a, tokenUrl: a, scopes: {}}
";

/// What no rule is about, on purpose: a person looks at it.
const UNTREATED: &[(Kind, &str)] = &[
    // It leads out of the document, where nothing is compared.
    (Kind::PathItem, "$ref"),
    // Whether an array says what its items are.
    (Kind::Schema, "items"),
    // How a value is written as XML, which no client of ours speaks.
    (Kind::Schema, "xml"),
    (Kind::Xml, "name"),
    (Kind::Xml, "namespace"),
    (Kind::Xml, "prefix"),
    (Kind::Xml, "attribute"),
    (Kind::Xml, "wrapped"),
    // What narrows a schema widens its negation.
    (Kind::Schema, "not"),
    // Whether a form is encoded in another way, a server alone can tell.
    (Kind::MediaType, "encoding"),
    (Kind::Encoding, "contentType"),
    (Kind::Encoding, "headers"),
    (Kind::Encoding, "style"),
    (Kind::Encoding, "explode"),
    (Kind::Encoding, "allowReserved"),
    // A header ignores both.
    (Kind::Header, "allowEmptyValue"),
    (Kind::Header, "allowReserved"),
    // What callbacks and links mean is not compared.
    (Kind::Operation, "callbacks"),
    (Kind::Components, "callbacks"),
    (Kind::Response, "links"),
    (Kind::Link, "operationRef"),
    (Kind::Link, "operationId"),
    (Kind::Link, "parameters"),
    (Kind::Link, "requestBody"),
    (Kind::Link, "server"),
];

/// Fields of which one stands only where the other does not.
const EITHER: &[(&str, &str)] = &[("schema", "content"), ("operationId", "operationRef")];

#[test]
fn each_field_of_each_kind_is_treated_or_left_to_a_person_on_purpose() {
    let document = parse(DOCUMENT).unwrap();
    let json = document.root().to_json();
    let mut untreated = BTreeSet::new();
    for kind in Kind::ALL {
        let object = document.tree().objects().find(|object| object.kind == kind);
        let pointer = object
            .unwrap_or_else(|| panic!("the document has no {}", kind.name()))
            .pointer;
        for field in kind.fields() {
            let documents = variants(&json, pointer.as_str(), field);
            let what = format!("`{}` of the {}", field.name, kind.name());
            let texts: BTreeSet<_> = documents.iter().map(Document::text).collect();
            assert!(texts.len() > 1, "no documents differ in {what}");
            let pairs = documents
                .iter()
                .flat_map(|base| documents.iter().map(move |head| (base, head)));
            for (base, head) in pairs {
                let changes = changes(Some(base), Some(head), None);
                let is_same = base.text() == head.text();
                assert_eq!(changes.is_empty(), is_same, "{what}");
                if changes.iter().any(|change| change.id == UNCLASSIFIED.id) {
                    untreated.insert((kind, field.name));
                }
            }
        }
    }
    assert_eq!(untreated, UNTREATED.iter().copied().collect());
}

/// The document without a field, and with each of two values of it, as far as there are such.
fn variants(json: &Value, pointer: &str, field: &Field) -> Vec<Document> {
    let values = [1, 2].map(|which| Some(sample(field.name, &field.shape, which)));
    std::iter::once(None)
        .chain(values)
        .filter_map(|value| parse(&edited(json, pointer, field.name, value).to_string()))
        .collect()
}

fn parse(text: &str) -> Option<Document> {
    Document::parse("things.yaml", text.as_bytes()).ok()
}

/// The document with another value of one field, or without it.
fn edited(json: &Value, pointer: &str, key: &str, value: Option<Value>) -> Value {
    let mut edited = json.clone();
    let object = edited.pointer_mut(pointer).and_then(Value::as_object_mut);
    let object = object.unwrap();
    let others = EITHER.iter().filter_map(|(a, b)| match key {
        key if key == *a => Some(*b),
        key if key == *b => Some(*a),
        _ => None,
    });
    for other in others {
        object.remove(other);
    }
    object.remove(key);
    object.extend(value.map(|value| (key.to_owned(), value)));
    edited
}

/// One of two values of a field.
fn sample(key: &str, shape: &Shape, which: u8) -> Value {
    match shape {
        Shape::Text if key == "openapi" => format!("3.0.{which}").into(),
        Shape::Any | Shape::Text => format!("{key}{which}").into(),
        Shape::Flag | Shape::FlagOrReference(_) => (which == 1).into(),
        Shape::Number | Shape::Count => which.into(),
        Shape::Word(words) => words[usize::from(which) % words.len()].into(),
        Shape::List(item) => vec![sample(key, item, which)].into(),
        Shape::Map(entry) => json!({ key: sample(key, entry, which) }),
        Shape::Object(kind) | Shape::OrReference(kind) => object(*kind, which),
    }
}

/// An object with what it must have.
fn object(kind: Kind, which: u8) -> Value {
    let fields = kind.fields().iter().filter(|field| field.required);
    let mut object: Map<_, _> = fields
        .map(|field| {
            let value = sample(field.name, &field.shape, which);
            (field.name.to_owned(), value)
        })
        .collect();
    if let Some(entries) = kind.entries() {
        let key = match entries {
            Entries::Paths(_) => format!("/a{which}"),
            Entries::Statuses(_) => format!("20{which}"),
            Entries::Any(_) => format!("a{which}"),
        };
        object.insert(key, sample("", entries.shape(), which));
    }
    let more = match kind {
        Kind::PathItem => json!({ "get": self::object(Kind::Operation, which) }),
        Kind::Parameter | Kind::Header => json!({ "schema": {} }),
        Kind::Schema => json!({ "maxLength": which }),
        Kind::MediaType => json!({ "schema": { "maxLength": which } }),
        Kind::OAuthFlows => json!({ "implicit": self::object(Kind::ImplicitFlow, which) }),
        Kind::Link => json!({ "operationId": "a" }),
        Kind::SecurityScheme => json!({ "type": "http", "scheme": "basic" }),
        _ => json!({}),
    };
    object.extend(more.as_object().cloned().unwrap_or_default());
    object.into()
}
