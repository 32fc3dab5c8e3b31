//! An independent check that generator and document agree: the JSON Schema that `schemars` derives
//! from the Rust types, compared with the components of the document property by property.

use std::collections::BTreeSet;

use dcs_client::types;
use schemars::{Schema, schema_for};
use serde_json::Value;

use crate::support::committed_document;

/// The Rust type of each schema in the document.
fn derived() -> Vec<(&'static str, Schema)> {
    vec![
        (
            "DeleteBackgroundTaskResponse",
            schema_for!(types::DeleteBackgroundTaskResponse),
        ),
        ("ErrorResponse", schema_for!(types::ErrorResponse)),
        ("InstanceId", schema_for!(types::InstanceId)),
        ("ProjectId", schema_for!(types::ProjectId)),
        ("TaskId", schema_for!(types::TaskId)),
    ]
}

fn component_schemas() -> Value {
    committed_document().root().to_json()["components"]["schemas"].take()
}

#[test]
fn every_schema_of_the_document_has_a_type_here() {
    let components = component_schemas();
    let documented: BTreeSet<_> = components.as_object().unwrap().keys().cloned().collect();
    let compared: BTreeSet<_> = derived()
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    assert_eq!(
        documented, compared,
        "add the new schema's type to `derived`"
    );
}

#[test]
fn types_and_document_have_the_same_properties() {
    let components = component_schemas();
    for (name, schema) in derived() {
        let documented = &components[name];
        compare(name, documented, schema.as_value());
    }
}

#[track_caller]
fn compare(name: &str, documented: &Value, derived: &Value) {
    let optional_null = nullable(documented);
    assert_eq!(
        types_of(derived),
        types(documented, optional_null),
        "type of {name}"
    );
    let required = |schema: &Value| -> BTreeSet<String> {
        let names = schema["required"].as_array().into_iter().flatten();
        names
            .map(|name| name.as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        required(derived),
        required(documented),
        "required properties of {name}"
    );
    let none = serde_json::Map::new();
    let properties = |schema: &Value| schema["properties"].as_object().unwrap_or(&none).clone();
    let (documented_properties, derived_properties) = (properties(documented), properties(derived));
    assert_eq!(
        derived_properties.keys().collect::<BTreeSet<_>>(),
        documented_properties.keys().collect::<BTreeSet<_>>(),
        "properties of {name}"
    );
    for (property, schema) in &documented_properties {
        let is_optional = !required(documented).contains(property);
        // An optional property is an `Option` in Rust, which reads `null` as absent.
        let expected = types(schema, is_optional || nullable(schema));
        assert_eq!(
            types_of(&derived_properties[property]),
            expected,
            "type of {name}.{property}"
        );
    }
}

fn nullable(schema: &Value) -> bool {
    schema["nullable"].as_bool().unwrap_or_default()
}

/// The types that a schema of the document admits.
fn types(schema: &Value, null: bool) -> BTreeSet<String> {
    let own = schema["type"].as_str().unwrap().to_owned();
    [own]
        .into_iter()
        .chain(null.then(|| "null".to_owned()))
        .collect()
}

/// The types that a derived schema admits.
fn types_of(schema: &Value) -> BTreeSet<String> {
    match &schema["type"] {
        Value::String(one) => [one.clone()].into_iter().collect(),
        Value::Array(several) => several
            .iter()
            .map(|one| one.as_str().unwrap().to_owned())
            .collect(),
        other => panic!("no type: {other}"),
    }
}
