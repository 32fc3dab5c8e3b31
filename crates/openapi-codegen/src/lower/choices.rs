//! `anyOf` with alternatives that are no objects: the generator makes one struct of all of them, whose parts
//! no text and no number can be read from or written to.
//!
//! | `anyOf` | becomes |
//! |---|---|
//! | objects alone | what it is: a value may be several of them at once |
//! | others, and at most one object | `oneOf`: the first that fits |
//! | others, and several objects | `oneOf`, in which the objects are one alternative, an `anyOf` |

use std::collections::BTreeMap;

use openapi_document::{
    Pointer, Tree,
    grammar::{Below, Kind, OBJECT_KEYWORDS, visit_mut},
};
use serde_json::{Map, Value, json};

/// How far a schema is followed to find out what it is. What lies deeper is taken for no object.
const MAX_DEPTH: usize = 64;

/// What stands beside `anyOf` and narrows it, so that the whole is more than a choice.
const BESIDE: [&str; 4] = ["type", "properties", "allOf", "enum"];

/// Whether a document has a choice that [`lower`] looks at. Most have none, and need no copy of their components.
pub(super) fn has_some(tree: &Tree) -> bool {
    let mut schemas = tree.objects().filter(|object| object.kind == Kind::Schema);
    schemas.any(|schema| schema.node.get("anyOf").is_some())
}

/// Rewrites every `anyOf` of the document, in JSON, that is a choice of more than objects.
pub(super) fn lower(document: &mut Value) {
    let components = document.pointer("/components/schemas");
    let components = components.and_then(Value::as_object).cloned();
    let mut objects = Objects {
        components: components.unwrap_or_default(),
        known: BTreeMap::new(),
    };
    visit_mut(document, &mut |kind, _, members| {
        if kind == Kind::Schema {
            choose(members, &mut objects);
        }
        Below::Visit
    });
}

fn choose(schema: &mut Map<String, Value>, objects: &mut Objects) {
    let Some(Value::Array(alternatives)) = schema.get("anyOf") else {
        return;
    };
    let is_more_than_a_choice = BESIDE.iter().any(|key| schema.contains_key(*key));
    if alternatives.len() < 2 || is_more_than_a_choice {
        return;
    }
    let alternatives = alternatives.clone();
    let (of_objects, mut others): (Vec<_>, Vec<_>) = alternatives
        .into_iter()
        .partition(|alternative| objects.has(alternative, 0));
    if others.is_empty() {
        return;
    }
    // Every integer is a number, and would be written as one.
    others.sort_by_key(|other| other.get("type").and_then(Value::as_str) == Some("number"));
    let all = match of_objects.len() {
        0 | 1 => of_objects.into_iter().chain(others).collect(),
        _ => std::iter::once(json!({"anyOf": of_objects}))
            .chain(others)
            .collect(),
    };
    schema.remove("anyOf");
    schema.insert("oneOf".to_owned(), Value::Array(all));
}

/// Which schemas describe objects and nothing else.
struct Objects {
    components: Map<String, Value>,
    /// What has been found out about components. One that is being looked at is none, so that a circle ends.
    known: BTreeMap<String, bool>,
}

impl Objects {
    fn has(&mut self, schema: &Value, depth: usize) -> bool {
        if depth > MAX_DEPTH {
            return false;
        }
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let name = Pointer::from_local_reference(reference).and_then(|pointer| pointer.last());
            return name.is_some_and(|name| self.has_component(&name, depth));
        }
        if let Some(ty) = schema.get("type") {
            return ty == "object";
        }
        if OBJECT_KEYWORDS.iter().any(|key| schema.get(key).is_some()) {
            return true;
        }
        let parts = |key| schema.get(key).and_then(Value::as_array);
        if let Some(parts) = parts("allOf") {
            return parts.iter().any(|part| self.has(part, depth + 1));
        }
        let choice = parts("oneOf").or_else(|| parts("anyOf"));
        choice.is_some_and(|parts| parts.iter().all(|part| self.has(part, depth + 1)))
    }

    fn has_component(&mut self, name: &str, depth: usize) -> bool {
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        let Some(schema) = self.components.get(name).cloned() else {
            return false;
        };
        self.known.insert(name.to_owned(), false);
        let is_object = self.has(&schema, depth + 1);
        self.known.insert(name.to_owned(), is_object);
        is_object
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(schema: Value, expected: Value) {
        let document = |schema| {
            json!({"openapi": "3.0.3", "info": {}, "paths": {}, "components": {"schemas": {
                "Tested": schema,
                "A": {"type": "object"},
                "B": {"allOf": [{"$ref": "#/components/schemas/A"}, {"description": "B"}]},
                "Text": {"type": "string"},
                "Circle": {"allOf": [{"$ref": "#/components/schemas/Circle"}]},
            }}})
        };
        let mut lowered = document(schema);
        lower(&mut lowered);
        assert_eq!(lowered, document(expected));
    }

    fn of(name: &str) -> Value {
        json!({"$ref": format!("#/components/schemas/{name}")})
    }

    #[test]
    fn a_choice_of_values_that_are_no_objects_is_the_first_that_fits() {
        let uuid = json!({"type": "string", "format": "uuid"});
        let text = json!({"type": "string"});
        check(
            json!({"anyOf": [uuid, text]}),
            json!({"oneOf": [uuid, text]}),
        );
        check(
            json!({"anyOf": [of("Text"), {}], "nullable": true}),
            json!({"oneOf": [of("Text"), {}], "nullable": true}),
        );
        check(
            json!({"type": "array", "items": {"anyOf": [of("Circle"), text]}}),
            json!({"type": "array", "items": {"oneOf": [of("Circle"), text]}}),
        );
    }

    #[test]
    fn an_integer_is_tried_before_a_number() {
        let (number, integer) = (json!({"type": "number"}), json!({"type": "integer"}));
        check(
            json!({"anyOf": [number, integer]}),
            json!({"oneOf": [integer, number]}),
        );
    }

    #[test]
    fn objects_stay_together_as_a_value_may_be_several_of_them() {
        let text = json!({"type": "string"});
        check(
            json!({"anyOf": [of("A"), text]}),
            json!({"oneOf": [of("A"), text]}),
        );
        check(
            json!({"anyOf": [of("A"), text, of("B")]}),
            json!({"oneOf": [{"anyOf": [of("A"), of("B")]}, text]}),
        );
    }

    #[test]
    fn a_choice_of_objects_alone_and_one_that_more_is_said_of_stay_what_they_are() {
        let text = json!({"type": "string"});
        for schema in [
            json!({"anyOf": [of("A"), of("B"), {"required": ["a"]}]}),
            json!({"anyOf": [of("A"), {"oneOf": [of("A"), {"properties": {}}]}]}),
            json!({"anyOf": [text]}),
            json!({"anyOf": [text, text], "type": "string"}),
        ] {
            check(schema.clone(), schema);
        }
    }
}
