//! The same document makes the same bytes, whoever runs, and however the document is written.

use std::{fs, path::Path};

use openapi_document::{Node, Value};

use crate::{
    command::{CLIENT, folder, put, xtask},
    support::{FIRST_DOCUMENT, first_document, parse, read},
};

/// A document in which several things of each kind could change places.
const SEVERAL: &str = "\
openapi: 3.0.3
info: {title: Several, version: '1'}
tags: [{name: a}, {name: b}]
paths:
  /zebras/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {$ref: '#/components/schemas/Id'}}
    put:
      operationId: putZebra
      parameters:
        - {name: wait, in: query, schema: {type: integer}}
        - {name: force, in: query, schema: {type: boolean}}
      requestBody:
        content: {application/json: {schema: {$ref: '#/components/schemas/Zebra'}}}
      responses:
        '404': {description: Not found.}
        '200':
          description: Done.
          content: {application/json: {schema: {$ref: '#/components/schemas/Zebra'}}}
        '204': {description: Done before.}
    get:
      operationId: getZebra
      responses:
        '200':
          description: The zebra.
          content: {application/json: {schema: {$ref: '#/components/schemas/Zebra'}}}
  /apes:
    get:
      operationId: listApes
      responses:
        default: {description: Nothing.}
components:
  schemas:
    Zebra:
      type: object
      required: [stripes, id]
      properties:
        stripes: {type: integer, minimum: 1}
        id: {$ref: '#/components/schemas/Id'}
        mood: {type: string, enum: [good, bad, absent]}
        herd: {type: object, properties: {name: {type: string}, size: {type: integer}}}
        friend: {$ref: '#/components/schemas/Zebra'}
    Id: {type: string, minLength: 1, maxLength: 9, pattern: '^[a-z]+$'}
";

/// How to write the members of an object: as they stand, or the other way round.
#[derive(Clone, Copy)]
enum Order {
    Kept,
    Reversed,
}

/// `node` as JSON text.
fn json(node: &Node, order: Order) -> String {
    match &node.value {
        Value::Object(members) => {
            let mut members: Vec<_> = members
                .iter()
                .map(|(key, member)| {
                    let key = serde_json::Value::from(key.as_str());
                    format!("{key}:{}", json(&member.node, order))
                })
                .collect();
            if matches!(order, Order::Reversed) {
                members.reverse();
            }
            format!("{{{}}}", members.join(",\n"))
        }
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| json(item, order)).collect();
            format!("[{}]", items.join(",\n"))
        }
        _ => node.to_json().to_string(),
    }
}

/// What a process of its own makes of a document.
#[track_caller]
fn generated(folder: &Path, name: &str, text: &str) -> String {
    put(folder, name, text);
    let out = format!("{name}.out");
    let run = xtask(folder, &["regen", "--spec", name, "--out-dir", &out]);
    assert_eq!(run.status, Some(0), "{name}: {run}");
    fs::read_to_string(folder.join(out).join(CLIENT)).unwrap()
}

#[track_caller]
fn check(text: &str) {
    let folder = folder();
    let root = parse("document.yaml", text);
    let expected = generated(folder.path(), "document.yaml", text);
    for (name, text) in [
        ("again.yaml", text.to_owned()),
        ("kept.json", json(root.root(), Order::Kept)),
        ("reversed.json", json(root.root(), Order::Reversed)),
    ] {
        let other = generated(folder.path(), name, &text);
        assert!(other == expected, "{name} makes other bytes");
    }
}

#[test]
fn two_processes_json_and_another_order_of_keys_give_the_same_bytes() {
    check(SEVERAL);
}

#[test]
fn so_does_a_document_with_comments_and_references() {
    check(&read(FIRST_DOCUMENT));
}

#[test]
fn reversing_the_keys_is_no_empty_test() {
    let document = first_document();
    assert_ne!(
        json(document.root(), Order::Kept),
        json(document.root(), Order::Reversed)
    );
}
