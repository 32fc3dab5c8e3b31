//! What a caller may take away: lists and maps that become empty, and what becomes `null`.
//!
//! | what is sent may be left out and | the generator makes | it is given | polish makes |
//! |---|---|---|---|
//! | is a list or a map | one that is left out when it is empty | one that may be `null` | an `Option`, which is left out when it is `None` |
//! | may be `null` | an `Option`, of which `None` is left out | the same, marked | an `Option` of it, of which `Some(None)` is `null` |
//! | is of a type that has `null` itself | the same, of the type | the same, marked | the same, of which `null` is read as the type's |
//!
//! The marks stand at the end of a description, which the generator writes beside the field; or where it has lost
//! that, beside the type ([`composed`]).

mod composed;
mod marks;

use std::collections::BTreeSet;

use openapi_document::{
    Pointer,
    grammar::{Below, Field, Kind, visit_mut},
};
use serde_json::{Map, Value, json};

pub(crate) use self::marks::{Marks, Null, unmarked};

/// Lets callers empty lists and maps and send `null`, and returns whether something is marked.
pub(super) fn lower(document: &mut Value) -> bool {
    let sent = Sent::of(document);
    if sent.0.is_empty() {
        return false;
    }
    let components = document.pointer("/components/schemas");
    let components = components.and_then(Value::as_object).into_iter().flatten();
    let nullable = components.filter(|(_, schema)| is_nullable(schema) || is_any(schema));
    let nullable = nullable.map(|(name, _)| format!("#/components/schemas/{name}"));
    let nullable: BTreeSet<_> = nullable.collect();
    let (mut is_marked, mut composed) = (false, Vec::new());
    visit_mut(document, &mut |kind, at, members| {
        if kind == Kind::Schema && sent.has(at) {
            is_marked |= properties(members, &nullable);
            if members.contains_key("allOf") {
                composed.push(at.clone());
            }
        }
        Below::Visit
    });
    if is_marked {
        composed::mark(document, &composed);
    }
    is_marked
}

fn properties(schema: &mut Map<String, Value>, with_null: &BTreeSet<String>) -> bool {
    let required: Vec<_> = schema.get("required").into_iter().flat_map(texts).collect();
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    let mut is_marked = false;
    for (name, property) in properties.into_iter().flatten() {
        if required.contains(name) {
            continue;
        }
        let is_within = is_any(property) || refers(property, with_null);
        if property.get("$ref").is_some() {
            if !is_within {
                continue;
            }
            *property = json!({"allOf": [property.take()]});
        }
        let is_beside = is_nullable(property);
        let Some(property) = property
            .as_object_mut()
            .filter(|property| !property.contains_key("default"))
        else {
            continue;
        };
        let null = match (is_within, is_beside) {
            (true, _) => Null::Within,
            (_, true) => Null::Beside,
            _ => {
                if is_list_or_map(property) {
                    property.insert("nullable".to_owned(), true.into());
                }
                continue;
            }
        };
        null.mark(property);
        is_marked = true;
    }
    is_marked
}

/// Whether it is one of these components.
fn refers(schema: &Value, components: &BTreeSet<String>) -> bool {
    let parts = schema.get("allOf").and_then(Value::as_array);
    let schema = match parts.map(Vec::as_slice) {
        Some([only]) => only,
        _ => schema,
    };
    let reference = schema.get("$ref").and_then(Value::as_str);
    reference.is_some_and(|reference| components.contains(reference))
}

fn is_nullable(schema: &Value) -> bool {
    schema.get("nullable") == Some(&Value::Bool(true))
}

/// Whether it is the schema of any value, `null` as well.
fn is_any(schema: &Value) -> bool {
    let says_nothing = |key: &String| {
        key == "nullable"
            || key.starts_with("x-")
            || Kind::Schema.field(key).is_some_and(Field::is_for_people)
    };
    schema
        .as_object()
        .is_some_and(|schema| schema.keys().all(says_nothing))
}

fn texts(list: &Value) -> Vec<String> {
    let texts = list.as_array().into_iter().flatten();
    let texts = texts.filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}

fn is_list_or_map(schema: &Map<String, Value>) -> bool {
    match schema.get("type").and_then(Value::as_str) {
        Some("array") => true,
        Some("object") => {
            let is_open = schema
                .get("additionalProperties")
                .is_some_and(|more| *more != Value::Bool(false));
            is_open && !schema.contains_key("properties")
        }
        _ => false,
    }
}

/// What travels in requests: the places of bodies, and of the components that they lead to.
struct Sent(BTreeSet<String>);

impl Sent {
    fn of(document: &mut Value) -> Self {
        let mut sent = BTreeSet::new();
        let mut open = Vec::new();
        visit_mut(document, &mut |kind, at, members| {
            match kind {
                // The caller sends nothing to a callback, and no schema holds a body.
                Kind::Callback | Kind::Schema => return Below::Skip,
                Kind::RequestBody => {
                    sent.insert(at.as_str().to_owned());
                    open.extend(members.values().flat_map(references));
                }
                _ => {}
            }
            Below::Visit
        });
        while let Some(target) = open.pop() {
            let Some(found) = document
                .pointer(&target)
                .filter(|_| !sent.contains(&target))
            else {
                continue;
            };
            open.extend(references(found));
            sent.insert(target);
        }
        Self(sent)
    }

    /// Whether the schema at a place is one of these, or stands within.
    fn has(&self, at: &Pointer) -> bool {
        let mut at = at.as_str();
        loop {
            if self.0.contains(at) {
                return true;
            }
            match at.rsplit_once('/') {
                Some((above, _)) => at = above,
                None => return false,
            }
        }
    }
}

/// The places that the references within a value lead to.
fn references(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(members) => {
                let target = members.get("$ref").and_then(Value::as_str);
                found.extend(target.and_then(|target| Some(target.strip_prefix('#')?.to_owned())));
                open.extend(members.values());
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Holds what becomes of a property of what is sent, and of one that is required.
    #[track_caller]
    fn check(property: Value, expected: Value) {
        let document = |optional: &Value| {
            json!({"openapi": "3.0.3", "info": {}, "paths": {}, "components": {
                "requestBodies": {"Body": {"content": {"application/json": {"schema": {
                    "$ref": "#/components/schemas/Sent"
                }}}}},
                "schemas": {
                    "Sent": {
                        "type": "object",
                        "required": ["always"],
                        "properties": {"optional": optional, "always": property},
                    },
                    "Answered": {"type": "object", "properties": {"optional": property}},
                    "Null": {"type": "string", "nullable": true},
                    "Text": {"type": "string"},
                }
            }})
        };
        let mut lowered = document(&property);
        let is_marked = lower(&mut lowered);
        assert_eq!(lowered, document(&expected));
        assert_eq!(is_marked, lowered.to_string().contains('\u{2400}'));
    }

    fn marked(null: Null, mut property: Value) -> Value {
        null.mark(property.as_object_mut().unwrap());
        property
    }

    #[test]
    fn what_may_be_left_out_and_null_says_both() {
        let nullable = |schema: Value| {
            let mut schema = schema;
            schema["nullable"] = true.into();
            schema
        };
        for schema in [
            nullable(json!({"type": "string", "description": "A text."})),
            nullable(json!({"type": "array", "items": {}})),
            nullable(json!({"allOf": [{"$ref": "#/components/schemas/Text"}]})),
        ] {
            check(schema.clone(), marked(Null::Beside, schema));
        }
    }

    #[test]
    fn what_has_null_itself_keeps_it() {
        let null_ref = json!({"$ref": "#/components/schemas/Null"});
        let alone = json!({"allOf": [null_ref]});
        check(null_ref, marked(Null::Within, alone.clone()));
        check(alone.clone(), marked(Null::Within, alone));
        let any = json!({"description": "Anything."});
        check(any.clone(), marked(Null::Within, any));
    }

    #[test]
    fn what_is_never_null_and_what_has_a_default_stay_what_they_are() {
        for schema in [
            json!({"type": "string"}),
            json!({"$ref": "#/components/schemas/Text"}),
            json!({"type": "string", "nullable": true, "default": "a"}),
        ] {
            check(schema.clone(), schema);
        }
        let list = json!({"type": "array", "items": {}});
        let mut optional = list.clone();
        optional["nullable"] = true.into();
        check(list, optional);
    }
}
