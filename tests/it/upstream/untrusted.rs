//! Definitions are other people's: whatever one holds, the answer is a finding, a difference or nothing.

use openapi_document::Pointer;
use openapi_upstream::{Definition, Extent, compare, contradictions, draft};
use serde_json::{Value, json};

use super::{OURS, vendors};
use crate::support::{parse, read};

/// The pointers to all values in a value.
fn pointers(value: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
    found.push(at.clone());
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                pointers(value, &at.child(key), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                pointers(value, &at.child(index), found);
            }
        }
        _ => {}
    }
}

#[test]
fn a_value_that_nobody_expects_anywhere_harms_nobody() {
    let ours = parse("ours.yaml", &read(OURS));
    let first_day = parse("dcs.yaml", &read("tests/fixtures/dcs.yaml"));
    let mut definition: Value = serde_json::from_str(&vendors("CreateThing")).unwrap();
    definition["definitions"]["Loop"] = json!({"$ref": "#/definitions/Loop"});
    definition["definitions"]["Tree"] = json!({"properties": {"children": {"type": "array", "items": {"$ref": "#/definitions/Tree"}}}});
    definition["parameters"] = json!({"P": {"$ref": "#/parameters/P"}});
    let mut all = Vec::new();
    pointers(&definition, &Pointer::root(), &mut all);
    let odd = [
        Value::Null,
        json!(-1.5),
        json!("a\u{1b}\n'\"{x}"),
        json!([]),
        json!([["a"]]),
        json!({}),
        json!({"$ref": "#/definitions/Loop"}),
        json!({"$ref": "#/definitions/Tree"}),
        json!({"$ref": "#/parameters/P"}),
        json!({"$ref": "elsewhere.json"}),
    ];
    let (mut read_anyhow, mut drafted) = (0, 0);
    for (index, at) in all.iter().enumerate() {
        // Each value is met in many places, and each place by some of them.
        for value in odd.iter().cycle().skip(3 * index).take(3) {
            let mut changed = definition.clone();
            *changed.pointer_mut(at.as_str()).unwrap() = value.clone();
            let Ok(definition) = Definition::read("a.json", changed.to_string().as_bytes()) else {
                continue;
            };
            read_anyhow += 1;
            let _ = contradictions(&definition);
            let definitions = [definition];
            let _ = compare(&ours, &definitions, Extent::Whole);
            // A draft that is made is a document.
            drafted += usize::from(draft(&first_day, &definitions, "CreateThing").is_ok());
        }
    }
    assert!(
        read_anyhow > 100 && drafted > 100,
        "{read_anyhow} {drafted}"
    );
}
