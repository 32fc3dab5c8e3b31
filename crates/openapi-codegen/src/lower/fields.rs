//! Properties that become another field than the generator makes of their name.
//!
//! The generator knows one name of a property, by which it names the field. So it is given the field's name with a
//! mark behind it that no identifier holds, and polish writes what the document has.

use std::collections::BTreeMap;

use openapi_document::grammar::{Below, Kind, visit_mut};
use openapi_lint::Renames;
use serde_json::{Map, Value};

/// What stands behind the name of a field: a character for private use, which the generator leaves out of names.
const MARK: char = '\u{f8ff}';

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
