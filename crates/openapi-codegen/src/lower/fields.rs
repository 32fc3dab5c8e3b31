//! Fields that the generator does not make of a property's name.
//!
//! The generator knows one name of a property, by which it names the field. So it is given the field's name with a
//! mark behind it that no identifier holds, and polish writes what the document has:
//!
//! | the document has | the generator is given | polish writes |
//! |---|---|---|
//! | a property whose field another one has | the name of another field, marked | the property's name |
//! | `additionalProperties` beside properties | a property `extra`, marked, that is a map | all members that are no properties |
//!
//! The generator drops what `additionalProperties: true` admits, and asks for a map of what a schema describes; and
//! where parts of an `allOf` differ, it merges that schema with the properties of the others.

use std::collections::{BTreeMap, BTreeSet};

use openapi_document::{
    Node, Tree,
    grammar::{Below, Kind, visit_mut},
};
use openapi_lint::Renames;
use serde_json::{Map, Value, json};

/// What stands behind the name of a field: a character for private use, which the generator leaves out of names.
const MARK: char = '\u{f8ff}';

/// The field of a struct for what `additionalProperties` admits.
pub(crate) const EXTRA: &str = "extra\u{f8ff}";

pub(super) const MORE: &str = "additionalProperties";

/// Gives schemas a property for what they admit beside their properties, and returns whether there are some.
pub(super) fn keep_more(document: &mut Value, tree: &Tree) -> bool {
    let mut schemas = tree.objects().filter(|object| object.kind == Kind::Schema);
    let is_open = |node: &Node| {
        node.get(MORE)
            .is_some_and(|more| more.as_bool() != Some(false))
    };
    if !schemas.any(|schema| is_open(schema.node)) {
        return false;
    }
    let maps = maps(document);
    visit_mut(document, &mut |kind, _, members| {
        if kind == Kind::Schema {
            keep(members, &maps);
        }
        Below::Visit
    });
    true
}

/// Gives properties the names of their fields, and returns what the document has instead.
pub(super) fn rename(document: &mut Value, renames: &Renames) -> BTreeMap<String, String> {
    let mut renamed = BTreeMap::new();
    if renames.properties.is_empty() {
        return renamed;
    }
    visit_mut(document, &mut |kind, at, members| {
        if kind == Kind::Schema
            && let Some(own) = renames.properties.get(at)
        {
            schema(members, own);
        }
        Below::Visit
    });
    for (name, own) in renames.properties.values().flatten() {
        renamed.insert(marked(own), name.clone());
    }
    renamed
}

fn marked(own: &str) -> String {
    format!("{own}{MARK}")
}

fn schema(members: &mut Map<String, Value>, own: &BTreeMap<String, String>) {
    if let Some(Value::Object(properties)) = members.get_mut("properties") {
        let named = std::mem::take(properties).into_iter();
        *properties = named
            .map(|(name, property)| match own.get(&name) {
                Some(own) => (marked(own), property),
                None => (name, property),
            })
            .collect();
    }
    let required = members.get_mut("required").and_then(Value::as_array_mut);
    for name in required.into_iter().flatten() {
        if let Some(own) = name.as_str().and_then(|name| own.get(name)) {
            *name = marked(own).into();
        }
    }
}

/// The references to components that are maps of any values.
fn maps(document: &Value) -> BTreeSet<String> {
    let schemas = document.pointer("/components/schemas");
    let schemas = schemas.and_then(Value::as_object).into_iter().flatten();
    let maps = schemas.filter(|(_, schema)| schema.as_object().is_some_and(is_map_of_any));
    maps.map(|(name, _)| format!("#/components/schemas/{name}"))
        .collect()
}

fn is_map_of_any(schema: &Map<String, Value>) -> bool {
    let is_any = schema
        .get(MORE)
        .is_some_and(|more| *more == json!(true) || *more == json!({}));
    is_any && !has_parts(schema)
}

fn has_parts(schema: &Map<String, Value>) -> bool {
    let has_properties = |schema: &Map<_, _>| {
        let properties = schema.get("properties").and_then(Value::as_object);
        properties.is_some_and(|properties| !properties.is_empty())
    };
    has_properties(schema) || schema.contains_key("allOf")
}

/// Moves what a struct admits beside its properties into a property of its own.
fn keep(schema: &mut Map<String, Value>, maps: &BTreeSet<String>) {
    if !has_parts(schema) {
        return;
    }
    let more = schema.remove(MORE);
    let of_parts = || {
        let parts = schema.get("allOf").and_then(Value::as_array)?;
        // One part alone is what it is.
        let is_combined = parts.len() > 1 || schema.contains_key("properties");
        let is_map = |part: &Value| {
            let reference = part.get("$ref").and_then(Value::as_str);
            reference.is_some_and(|reference| maps.contains(reference))
                || part.as_object().is_some_and(is_map_of_any)
        };
        (is_combined && parts.iter().any(is_map)).then_some(Value::Bool(true))
    };
    let more = match more {
        Some(Value::Bool(false)) => {
            schema.insert(MORE.to_owned(), false.into());
            return;
        }
        Some(more) => Some(more),
        None => of_parts(),
    };
    let Some(more) = more else {
        return;
    };
    let properties = schema.entry("properties").or_insert_with(|| json!({}));
    if let Some(properties) = properties.as_object_mut() {
        let described = "Members that are none of the properties.";
        let map = json!({"type": "object", "description": described, MORE: more});
        properties.insert(EXTRA.to_owned(), map);
    }
}

#[cfg(test)]
mod tests {
    use openapi_document::Document;

    use super::*;

    /// Holds what becomes of a schema beside some components.
    #[track_caller]
    fn check(schema: Value, expected: Value) {
        let document = json!({
            "openapi": "3.0.3",
            "info": {"title": "Things", "version": "1"},
            "paths": {},
            "components": {"schemas": {
                "Tested": schema,
                "Any": {"type": "object", "additionalProperties": true},
                "Text": {"type": "string"},
            }}
        });
        let read = Document::parse("things.json", document.to_string().as_bytes()).unwrap();
        let mut lowered = document;
        keep_more(&mut lowered, read.tree());
        assert_eq!(lowered["components"]["schemas"]["Tested"], expected);
    }

    fn of(name: &str) -> Value {
        json!({"$ref": format!("#/components/schemas/{name}")})
    }

    fn extra(more: Value) -> Value {
        let described = "Members that are none of the properties.";
        json!({"type": "object", "description": described, "additionalProperties": more})
    }

    #[test]
    fn what_is_admitted_beside_properties_is_a_property() {
        for more in [json!(true), json!({}), of("Text")] {
            check(
                json!({"type": "object", "properties": {"a": of("Text")}, "additionalProperties": more}),
                json!({"type": "object", "properties": {"a": of("Text"), EXTRA: extra(more)}}),
            );
        }
        check(
            json!({"allOf": [of("Tested"), of("Text")], "additionalProperties": true}),
            json!({"allOf": [of("Tested"), of("Text")], "properties": {EXTRA: extra(json!(true))}}),
        );
    }

    #[test]
    fn a_combination_with_a_map_admits_what_the_map_does() {
        let properties = json!({"properties": {"a": of("Text")}});
        for map in [
            of("Any"),
            json!({"type": "object", "additionalProperties": {}}),
        ] {
            check(
                json!({"allOf": [map, properties]}),
                json!({"allOf": [map, properties], "properties": {EXTRA: extra(json!(true))}}),
            );
        }
    }

    #[test]
    fn a_map_and_what_admits_nothing_more_stay_what_they_are() {
        for schema in [
            json!({"type": "object", "additionalProperties": true}),
            json!({"type": "object", "properties": {}, "additionalProperties": true}),
            json!({"type": "object", "properties": {"a": of("Text")}, "additionalProperties": false}),
            json!({"type": "object", "properties": {"a": of("Text")}}),
            json!({"allOf": [of("Any")]}),
        ] {
            check(schema.clone(), schema);
        }
    }
}
