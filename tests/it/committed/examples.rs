//! Every example of the document, answered to `dcs`: as it is, and damaged in the ways in which the service
//! damages its own.

use std::process::Command;

use loopback::{Reply, Server};
use openapi_document::{Document, Operation, Operations, Pointer};
use serde_json::{Value, json};

use super::document;

/// An operation with the answer that the document gives as an example.
struct Replay {
    name: String,
    ids: Vec<String>,
    status: String,
    example: Value,
    /// Where its schema stands.
    schema: Pointer,
}

impl Replay {
    fn of<'a>(
        document: &'a Document,
        operation: &'a Operation<'a>,
    ) -> impl Iterator<Item = Self> + 'a {
        let responses = operation.node.get("responses").unwrap();
        let at = operation.pointer.child("responses");
        responses.members().filter_map(move |(status, _)| {
            let (at, response) = document.resolve(&at.child(status))?;
            let json = response.get("content")?.get("application/json")?;
            Some(Self {
                name: kebab(operation.operation_id?),
                ids: ids(document, operation),
                status: format!("{status} Answered"),
                example: json.get("example")?.to_json(),
                schema: at
                    .child("content")
                    .child("application/json")
                    .child("schema"),
            })
        })
    }

    /// Whether a value within the example is declared as a point in time.
    fn is_time(&self, document: &Document, leaf: &Pointer) -> bool {
        let mut found = document.resolve(&self.schema);
        for name in leaf.tokens() {
            found = found.and_then(|(at, schema)| {
                // A schema with a description of its own refers to another in `allOf`.
                let (at, schema) = match schema.get("allOf") {
                    Some(_) => document.resolve(&at.child("allOf").child(0))?,
                    None => (at, schema),
                };
                let is_list = schema.get("items").is_some();
                let below = match is_list {
                    true => at.child("items"),
                    false => at.child("properties").child(&name),
                };
                document.resolve(&below)
            });
        }
        let format = found.and_then(|(_, schema)| schema.get("format")?.as_str());
        format == Some("date-time")
    }

    /// What `dcs` prints of the answer.
    #[track_caller]
    fn printed(&self, answer: &Value) -> Value {
        let server = Server::replying(Reply::json(&self.status, &answer.to_string()));
        let output = Command::new(env!("CARGO_BIN_EXE_dcs-under-test"))
            .args([
                &self.name,
                "--endpoint",
                server.url(),
                "--output",
                "json",
                "--yes",
            ])
            .args(&self.ids)
            .env_clear()
            .env("DCS_AUTH_TOKEN", "token-of-the-test")
            .output()
            .unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "{} of {answer}: {stderr}",
            self.name
        );
        let line: Value = serde_json::from_slice(&output.stdout).unwrap();
        line["body"].clone()
    }
}

fn kebab(id: &str) -> String {
    let dashed = |letter: char| match letter.is_ascii_uppercase() {
        true => format!("-{}", letter.to_ascii_lowercase()),
        false => letter.to_string(),
    };
    id.chars().map(dashed).collect()
}

/// The options for the ids in the path.
fn ids(document: &Document, operation: &Operation<'_>) -> Vec<String> {
    let list = operation.pointer.child("parameters");
    let count = operation
        .node
        .get("parameters")
        .map_or(0, |list| list.items().count());
    let parameters = (0..count).filter_map(|index| {
        let (_, parameter) = document.resolve(&list.child(index))?;
        let name = parameter.get("name")?.as_str()?;
        let is_id = parameter.get("in")?.as_str()? == "path";
        is_id.then(|| format!("--{}=x", name.replace('_', "-")))
    });
    parameters.collect()
}

fn replays(document: &Document) -> Vec<Replay> {
    let operations = Operations::of(document);
    operations
        .iter()
        .flat_map(|operation| Replay::of(document, operation))
        .collect()
}

/// Every value within a value that holds no others.
fn leaves(value: &Value, at: &Pointer) -> Vec<Pointer> {
    match value {
        Value::Object(members) => {
            let below = |(name, value): (&String, &Value)| leaves(value, &at.child(name));
            members.iter().flat_map(below).collect()
        }
        Value::Array(values) => {
            let below = |(index, value): (usize, &Value)| leaves(value, &at.child(index));
            values.iter().enumerate().flat_map(below).collect()
        }
        _ => vec![at.clone()],
    }
}

/// Other forms of a value that the service might choose, and the value that each stands for.
fn damages(value: &Value, is_time: bool) -> Vec<(Value, Value)> {
    match value {
        Value::String(text) if is_time => {
            let with_a_space = text.replace('T', " ").replace('Z', "");
            vec![
                (json!(""), Value::Null),
                (json!(with_a_space), value.clone()),
            ]
        }
        Value::String(_) => vec![(json!(7), json!("7")), (json!({}), Value::Null)],
        Value::Number(number) => vec![
            (json!(number.to_string()), value.clone()),
            (json!(""), Value::Null),
        ],
        Value::Bool(flag) => vec![(json!(flag.to_string()), value.clone())],
        _ => Vec::new(),
    }
}

#[test]
fn every_example_is_printed_as_it_is() {
    let document = document();
    let replays = replays(&document);
    assert!(!replays.is_empty());
    for replay in &replays {
        assert_eq!(
            without_nulls(&replay.printed(&replay.example)),
            without_nulls(&replay.example)
        );
    }
}

/// Of a member that is null, the types hold nothing, and an empty list is left out as well.
fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(name, value)| (name.clone(), without_nulls(value)));
            let kept = members.filter(|(_, value)| !value.is_null() && *value != json!([]));
            Value::Object(kept.collect())
        }
        Value::Array(values) => Value::Array(values.iter().map(without_nulls).collect()),
        other => other.clone(),
    }
}

#[test]
fn every_example_is_read_in_each_form_that_means_the_same() {
    let document = document();
    for replay in replays(&document) {
        for leaf in leaves(&replay.example, &Pointer::root()) {
            // In a list every entry counts, and the types of some are not known.
            let is_entry = leaf
                .last()
                .is_some_and(|name| name.parse::<usize>().is_ok());
            let original = replay.example.pointer(leaf.as_str()).unwrap();
            let is_time = replay.is_time(&document, &leaf);
            let null = (Value::Null, Value::Null);
            for (damaged, meant) in damages(original, is_time).into_iter().chain([null]) {
                if is_entry {
                    continue;
                }
                let with = |value: Value| {
                    let mut changed = replay.example.clone();
                    *changed.pointer_mut(leaf.as_str()).unwrap() = value;
                    changed
                };
                let printed = replay.printed(&with(damaged.clone()));
                // What means nothing to the client is shown as it was written: nothing is dropped.
                let expected = with(match meant {
                    Value::Null => damaged.clone(),
                    meant => meant,
                });
                assert_eq!(
                    without_nulls(&printed),
                    without_nulls(&expected),
                    "{}: {leaf} as {damaged}",
                    replay.name
                );
            }
        }
    }
}
