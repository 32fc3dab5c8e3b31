//! Members that several parts of an `allOf` describe.
//!
//! The generator merges what the parts say of such a member, and loses their descriptions, and the marks with them.
//! What all parts mark is named in the description of the whole, which the generator keeps.

use std::collections::BTreeMap;

use openapi_document::Pointer;
use serde_json::Value;

use super::marks::{Marks, Null};

/// Names such members in the descriptions of the schemas at these places.
pub(super) fn mark(document: &mut Value, places: &[Pointer]) {
    let found = places.iter().filter_map(|at| {
        let names = marked(document, document.pointer(at.as_str())?);
        (!names.is_empty()).then_some((at, names))
    });
    for (at, names) in found.collect::<Vec<_>>() {
        let schema = document.pointer_mut(at.as_str());
        if let Some(schema) = schema.and_then(Value::as_object_mut) {
            Marks::mark_members(schema, &names);
        }
    }
}

/// How many schemas one may be composed of, each as often as it is referred to. Lint refuses what has more.
const MOST: usize = 5_000;

/// The members that more than one part describes, and each of these marks.
fn marked(document: &Value, schema: &Value) -> Vec<String> {
    let mut found = BTreeMap::<&str, (usize, bool)>::new();
    let (mut open, mut count) = (vec![schema], 0);
    while let Some(mut next) = open.pop() {
        count += 1;
        if count > MOST {
            return Vec::new();
        }
        if let Some(target) = next.get("$ref").and_then(Value::as_str) {
            let target = target.strip_prefix('#');
            let Some(target) = target.and_then(|target| document.pointer(target)) else {
                continue;
            };
            next = target;
        }
        let properties = next.get("properties").and_then(Value::as_object);
        for (name, property) in properties.into_iter().flatten() {
            let (times, are_marked) = found.entry(name).or_insert((0, true));
            *times += 1;
            *are_marked &= Null::is_in(property);
        }
        let parts = next.get("allOf").and_then(Value::as_array);
        open.extend(parts.into_iter().flatten());
    }
    let found = found.into_iter();
    let found = found.filter(|(_, (times, are_marked))| *times > 1 && *are_marked);
    found.map(|(name, _)| name.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::{Marks, lower};

    /// The members that are named in the description of what is composed of these parts.
    #[track_caller]
    fn check(parts: &serde_json::Value, expected: &[&str]) {
        let whole = json!({"description": "A whole.", "allOf": parts});
        let mut document = json!({"openapi": "3.0.3", "info": {}, "paths": {}, "components": {
            "requestBodies": {"Body": {"content": {"application/json": {"schema": {
                "$ref": "#/components/schemas/Whole"
            }}}}},
            "schemas": {
                "Whole": whole,
                "Base": {"type": "object", "properties": {"a": {"type": "string", "nullable": true}}},
                "Circle": {"allOf": [{"$ref": "#/components/schemas/Circle"}]},
            }
        }});
        lower(&mut document);
        let said = &document["components"]["schemas"]["Whole"]["description"];
        let marks = Marks::in_description(said.as_str().unwrap());
        let (members, said) = match marks {
            Some((marks, said)) => (marks.members, said),
            None => (Vec::new(), said.as_str().unwrap().to_owned()),
        };
        assert_eq!(members, expected, "{parts}");
        assert_eq!(said, "A whole.");
    }

    #[test]
    fn what_all_parts_let_be_null_is_named_by_the_whole() {
        let base = json!({"$ref": "#/components/schemas/Base"});
        let with = |a: serde_json::Value| json!({"type": "object", "properties": {"a": a}});
        let nullable = json!({"type": "string", "nullable": true, "maxLength": 3});
        check(&json!([base, with(nullable.clone())]), &["a"]);
        check(&json!([base, {"allOf": [base]}]), &["a"]);
        // Nothing is lost of what is described once, and what one part forbids is forbidden.
        check(&json!([base, {"type": "object"}]), &[]);
        check(&json!([base, with(json!({"type": "string"}))]), &[]);
        let required = json!({"type": "object", "required": ["a"], "properties": {"a": nullable}});
        check(&json!([base, required]), &[]);
        check(
            &json!([base, {"$ref": "#/components/schemas/Circle"}, base]),
            &[],
        );
    }
}
