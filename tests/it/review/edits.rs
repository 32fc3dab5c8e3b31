//! Edits of a document that a machine makes, and what must be reported of each.

use openapi_document::Document;
use proptest::{prelude::*, sample::Index, test_runner::TestCaseError};
use serde_json::{Value, json};

use super::support::{THINGS, changes, parse, places, places_turned};

/// An edit of the value at a pointer. `None` when there is nothing to edit in this way.
pub type Edit = fn(&mut Value, &str) -> Option<()>;

/// What can be done to a value: to take it away, to replace it, and to give it a neighbour.
pub const EDITS: [Edit; 3] = [remove, replace, extend];

/// Makes each edit of each value, or every `step`-th of them, one at a time, and checks that it is
/// reported, alike both ways. Returns how many edits made a document.
#[track_caller]
pub fn each_edit_is_reported(name: &str, document: &Value, step: usize) -> usize {
    let base = parse(&document.to_string());
    let all = pointers(document)
        .into_iter()
        .flat_map(|pointer| EDITS.map(|edit| (pointer.clone(), edit)));
    let mut edits = 0;
    for (pointer, edit) in all.step_by(step) {
        let mut edited = document.clone();
        if edit(&mut edited, &pointer).is_none() {
            continue;
        }
        let Ok(head) = Document::parse(name, edited.to_string().as_bytes()) else {
            continue;
        };
        edits += 1;
        consistent(&base, &head, &pointer).unwrap_or_else(|message| panic!("{name}: {message}"));
    }
    edits
}

/// Several edits, each of some value and in one of the ways.
pub fn several_edits() -> impl Strategy<Value = Vec<(Index, usize)>> {
    proptest::collection::vec((any::<Index>(), 0..EDITS.len()), 1..6)
}

/// Makes several edits of the document with something of everything, and checks that they are reported
/// together, alike both ways.
pub fn several_edits_are_reported(edits: &[(Index, usize)]) -> Result<(), TestCaseError> {
    let mut document = parse(THINGS).root().to_json();
    let base = parse(THINGS);
    for (index, kind) in edits {
        let pointers = pointers(&document);
        let mut edited = document.clone();
        if EDITS[*kind](&mut edited, index.get::<String>(&pointers)).is_some()
            && Document::parse("edited", edited.to_string().as_bytes()).is_ok()
        {
            document = edited;
        }
    }
    let head = parse(&document.to_string());
    let is_same = base.root().to_json() == head.root().to_json();
    let there = changes(&base, &head);
    let back = changes(&head, &base);
    prop_assert_eq!(there.is_empty(), is_same);
    prop_assert_eq!(back.is_empty(), is_same);
    Ok(())
}

/// An edit is reported in both directions, and what one direction adds the other removes.
pub fn consistent(base: &Document, head: &Document, pointer: &str) -> Result<(), String> {
    let there = changes(base, head);
    let back = changes(head, base);
    if there.is_empty() || back.is_empty() {
        return Err(format!("nothing is reported for the edit at {pointer}"));
    }
    if places(&there) != places_turned(&back) {
        return Err(format!(
            "the two directions differ at {pointer}: {there:#?}\n{back:#?}"
        ));
    }
    Ok(())
}

pub fn pointers(value: &Value) -> Vec<String> {
    fn walk(value: &Value, at: &str, found: &mut Vec<String>) {
        let mut child = |key: &str, value: &Value| {
            let pointer = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
            found.push(pointer.clone());
            walk(value, &pointer, found);
        };
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    child(&index.to_string(), item);
                }
            }
            Value::Object(members) => {
                for (key, member) in members {
                    child(key, member);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(value, "", &mut found);
    found
}

fn parent<'a>(document: &'a mut Value, pointer: &str) -> Option<(&'a mut Value, String)> {
    let (parent, key) = pointer.rsplit_once('/')?;
    let key = key.replace("~1", "/").replace("~0", "~");
    Some((document.pointer_mut(parent)?, key))
}

fn remove(document: &mut Value, pointer: &str) -> Option<()> {
    let (parent, key) = parent(document, pointer)?;
    match parent {
        Value::Array(items) => {
            items.remove(key.parse().ok()?);
        }
        Value::Object(members) => {
            members.remove(&key)?;
        }
        _ => return None,
    }
    Some(())
}

pub fn replace(document: &mut Value, pointer: &str) -> Option<()> {
    let value = document.pointer_mut(pointer)?;
    *value = match value {
        Value::Null => json!(1),
        Value::Bool(flag) => json!(!*flag),
        Value::Number(number) => json!(number.as_i64().map_or(1, |number| number + 1)),
        // The values that an enumeration of OpenAPI's own admits.
        Value::String(text) => match text.as_str() {
            "string" => json!("boolean"),
            "integer" => json!("number"),
            "number" => json!("integer"),
            "object" | "array" | "boolean" => json!("string"),
            "query" => json!("header"),
            "header" => json!("query"),
            "apiKey" => return None,
            "3.0.3" => json!("3.0.2"),
            text => json!(format!("{text}x")),
        },
        Value::Array(_) | Value::Object(_) => return None,
    };
    Some(())
}

fn extend(document: &mut Value, pointer: &str) -> Option<()> {
    match document.pointer_mut(pointer)? {
        Value::Object(members) => {
            members.insert("x-added".to_owned(), json!({"a": [1]}));
        }
        Value::Array(items) => {
            let mut item = items.last()?.clone();
            match &mut item {
                Value::String(text) => text.push('x'),
                Value::Object(members) => {
                    members.get_mut("name").map(|name| *name = json!("added"))?;
                }
                _ => return None,
            }
            items.push(item);
        }
        _ => return None,
    }
    Some(())
}
