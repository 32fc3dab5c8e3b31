//! What a patch makes of a document.

use openapi_document::{Pointer, Tree};
use serde_json::{Value, json};

use super::{leaves, patched};
use crate::source::sources;

/// A document with this `vendor` at its operation, and what becomes of it.
fn operation(vendor: &str) -> Value {
    let text = format!(
        "paths:
  /a:
    get:
      x-source: {{vendor: {vendor}}}
      parameters:
      - {{$ref: '#/components/parameters/Limit'}}
      - {{name: name, in: query, schema: {{type: string}}}}
      responses: {{'200': {{$ref: '#/components/responses/Done'}}}}
    put:
      responses: {{'200': {{$ref: '#/components/responses/Done'}}}}
components:
  parameters: {{Limit: {{name: limit, in: query, schema: {{type: integer, maximum: 9}}}}}}
  responses: {{Done: {{description: Done., content: {{a: {{schema: {{type: string}}}}}}}}}}
"
    );
    let (_, root) = Tree::values("a.yaml", text.as_bytes()).unwrap();
    let found = sources(&root);
    let patches = found
        .iter()
        .map(|source| (source.vendor().unwrap(), &source.object));
    let leaves: Vec<_> = patches
        .flat_map(|(patch, object)| leaves(&root, object, patch))
        .collect();
    let made = patched(&root, leaves.iter()).to_json();
    // Only that operation says so.
    assert_eq!(made["components"], root.to_json()["components"]);
    assert_eq!(
        made["paths"]["/a"]["put"],
        root.to_json()["paths"]["/a"]["put"]
    );
    made["paths"]["/a"]["get"].clone()
}

#[test]
fn a_patch_of_an_operation_looks_through_references() {
    let made = operation("{responses: {'200': {content: null}}}");
    assert_eq!(made["responses"], json!({"200": {"description": "Done."}}));
    let made = operation("{responses: {'200': {content: {a: {schema: {type: integer}}}}}}");
    let schema = &made["responses"]["200"]["content"]["a"]["schema"];
    assert_eq!(*schema, json!({"type": "integer"}));
}

#[test]
fn a_parameter_is_known_by_its_name() {
    let made = operation("{parameters: {limit: {schema: {maximum: null}}}}");
    let limit = json!({"name": "limit", "in": "query", "schema": {"type": "integer"}});
    assert_eq!(made["parameters"][0], limit);
    let made = operation("{parameters: {limit: null}}");
    assert_eq!(made["parameters"].as_array().unwrap().len(), 1);
    let made = operation("{parameters: {new: {in: query}}}");
    assert_eq!(made["parameters"][2], json!({"name": "new", "in": "query"}));
}

#[test]
fn what_is_not_there_is_one_value_and_what_is_there_is_as_many_as_differ() {
    let count = |vendor: &str| {
        let text = format!("{{a: {{b: {{c: 1, d: 2}}}}, x-source: {{vendor: {vendor}}}}}");
        let (_, root) = Tree::values("a.yaml", text.as_bytes()).unwrap();
        let patch = root.get("x-source").unwrap().get("vendor").unwrap();
        leaves(&root, &Pointer::root(), patch).len()
    };
    assert_eq!(count("{a: {b: {c: 2, d: null}}}"), 2);
    assert_eq!(count("{e: {b: {c: 2, d: 3}}}"), 1);
    assert_eq!(count("{a: {b: 1}}"), 1);
}
