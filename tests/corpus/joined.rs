//! A document of other people with what the hand-written code calls.

use openapi_document::Document;
use openapi_lint::naming::pascal_case;
use serde_json::{Map, Value};

use crate::{
    scratch::{grown, read},
    truth::schemas,
};

/// The document, and beside its own operations those that the hand-written code calls. A schema of theirs
/// that is called like one of ours gets another name.
pub fn with_helpers(document: &Value) -> Value {
    let helpers = grown(&read("tests/fixtures/dcs.yaml"), "tests/fixtures/helpers");
    let helpers = Document::parse("helpers.yaml", helpers.as_bytes());
    let mut joined = helpers
        .unwrap_or_else(|why| panic!("{why}"))
        .root()
        .to_json();
    let document = renamed(document, &joined);
    for section in ["paths", "components"] {
        merge(&mut joined[section], &document[section]);
    }
    joined
}

/// The document with names of its own for schemas that `other` has, too.
fn renamed(document: &Value, other: &Value) -> Value {
    let taken: Vec<_> = schemas(other).map(|(name, _)| pascal_case(name)).collect();
    let mut text = document.to_string();
    for (name, _) in schemas(document).filter(|(name, _)| taken.contains(&pascal_case(name))) {
        let reference = |name: &str| format!("\"#/components/schemas/{name}\"");
        text = text
            .replace(&reference(name), &reference(&format!("Their{name}")))
            .replace(&format!("\"{name}\":{{"), &format!("\"Their{name}\":{{"));
    }
    serde_json::from_str(&text).unwrap()
}

/// Adds what `more` has and `into` has not.
fn merge(into: &mut Value, more: &Value) {
    let Some(more) = more.as_object() else {
        return;
    };
    if into.is_null() {
        *into = Value::Object(Map::new());
    }
    for (key, value) in more {
        match into.get_mut(key) {
            Some(there) => merge(there, value),
            None => into[key] = value.clone(),
        }
    }
}
