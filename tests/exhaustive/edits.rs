//! Every edit of a document is reported, and alike both ways.

use std::path::PathBuf;

use openapi_pipeline::Document;
use proptest::{prelude::*, sample::Index, test_runner::TestCaseError};
use serde_json::{Value, json};

use crate::review::{THINGS, changes, parse};

/// The documents of the corpus that are small enough to edit everywhere.
const SMALL: [&str; 3] = ["buildomat.json", "keeper.json", "propolis-server.json"];
const LARGE: &str = "nexus.json";

#[test]
fn a_real_document_compared_with_itself_has_no_changes() {
    for (_, text) in corpus(&[&SMALL[..], &[LARGE]].concat()) {
        let document = parse(&text);
        assert_eq!(changes(&document, &document), []);
    }
}

#[test]
fn every_single_edit_is_reported() {
    let things = parse(THINGS).root().to_json();
    edits_of("things.yaml", &things);
}

#[test]
fn every_single_edit_of_real_documents_is_reported() {
    for (name, text) in corpus(&SMALL) {
        let document: Value = serde_json::from_str(&text).unwrap();
        edits_of(&name, &document);
    }
}

/// Each value is removed, replaced and given a neighbour in turn.
#[track_caller]
fn edits_of(name: &str, document: &Value) {
    let base = parse(&document.to_string());
    let mut edits = 0;
    for pointer in pointers(document) {
        for edit in [remove, replace, extend] {
            let mut edited = document.clone();
            if edit(&mut edited, &pointer).is_none() {
                continue;
            }
            let Ok(head) = Document::parse(name, edited.to_string().as_bytes()) else {
                continue;
            };
            edits += 1;
            consistent(&base, &head, &pointer)
                .unwrap_or_else(|message| panic!("{name}: {message}"));
        }
    }
    println!("{name}: {edits} edits, each reported both ways");
    assert!(edits > 100, "{name}: {edits} edits");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn several_edits_at_once_are_reported_alike_both_ways(
        edits in proptest::collection::vec((any::<Index>(), 0..3usize), 1..6),
    ) {
        let mut document = parse(THINGS).root().to_json();
        let base = parse(THINGS);
        for (index, kind) in edits {
            let pointers = pointers(&document);
            let mut edited = document.clone();
            let edit = [remove, replace, extend][kind];
            if edit(&mut edited, index.get::<String>(&pointers)).is_some()
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
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn edits_of_a_large_document_are_reported_alike_both_ways(
        indexes in proptest::collection::vec(any::<Index>(), 1..4),
    ) {
        for (_, text) in corpus(&[LARGE]) {
            let document: Value = serde_json::from_str(&text).unwrap();
            let pointers = pointers(&document);
            let base = parse(&text);
            for index in &indexes {
                let pointer = index.get::<String>(&pointers);
                let mut edited = document.clone();
                if replace(&mut edited, pointer).is_none() {
                    continue;
                }
                if let Ok(head) = Document::parse(LARGE, edited.to_string().as_bytes()) {
                    consistent(&base, &head, pointer).map_err(TestCaseError::fail)?;
                }
            }
        }
    }
}

/// An edit is reported in both directions, and what one direction adds the other removes.
fn consistent(base: &Document, head: &Document, pointer: &str) -> Result<(), String> {
    let there = changes(base, head);
    let back = changes(head, base);
    if there.is_empty() || back.is_empty() {
        return Err(format!("nothing is reported for the edit at {pointer}"));
    }
    let sides = |changes: &[openapi_pipeline::Change], turn: bool| {
        let mut sides: Vec<_> = changes
            .iter()
            .map(|change| {
                if turn {
                    (change.head, change.base)
                } else {
                    (change.base, change.head)
                }
            })
            .collect();
        sides.sort_unstable();
        sides.dedup();
        sides
    };
    if sides(&there, false) != sides(&back, true) {
        return Err(format!(
            "the two directions differ at {pointer}: {there:#?}\n{back:#?}"
        ));
    }
    Ok(())
}

fn pointers(value: &Value) -> Vec<String> {
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

fn replace(document: &mut Value, pointer: &str) -> Option<()> {
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

/// The named documents of the corpus, or none where it is not here.
fn corpus(names: &[&str]) -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if !folder.is_dir() {
        println!("skipped: no corpus at {}", folder.display());
        return Vec::new();
    }
    names
        .iter()
        .map(|name| {
            let text = std::fs::read_to_string(folder.join(name)).unwrap();
            ((*name).to_owned(), text)
        })
        .collect()
}
