//! What holds for every edit of every document.

use openapi_review::{ChangeLevel, Review, Versions};
use proptest::prelude::*;
use serde_json::Value;

use super::{
    edits::{each_edit_is_reported, several_edits, several_edits_are_reported},
    support::{THINGS, changes, edit, parse},
};
use crate::support::with_responses;

#[test]
fn a_document_compared_with_itself_has_no_changes() {
    let document = parse(THINGS);
    assert_eq!(changes(&document, &document), []);
}

#[test]
fn the_order_of_keys_and_the_notation_mean_nothing() {
    let document = parse(THINGS);
    // JSON instead of YAML, each object with its keys sorted.
    let json = parse(&document.root().to_json().to_string());
    assert_eq!(changes(&document, &json), []);
    // The same with the keys the other way round.
    let turned = parse(&turned(&document.root().to_json()));
    assert_eq!(changes(&json, &turned), []);
}

#[test]
fn moving_things_into_components_changes_nothing_that_is_sent() {
    let moves = [
        edit(
            THINGS,
            "        labels: {type: object, maxProperties: 4, additionalProperties: {type: string}}\n",
            "        labels: {$ref: '#/components/schemas/Labels'}\n",
        )
        .replace(
            "    Unused: {type: string}\n",
            "    Unused: {type: string}\n    Labels: {type: object, maxProperties: 4, additionalProperties: {type: string}}\n",
        ),
        edit(
            THINGS,
            "        - {name: sort, in: query, schema: {type: string, enum: [up, down]}}\n",
            "        - {$ref: '#/components/parameters/Sort'}\n",
        )
        .replace(
            "  requestBodies:\n",
            "  parameters:\n    Sort: {name: sort, in: query, schema: {type: string, enum: [up, down]}}\n  requestBodies:\n",
        ),
        edit(
            THINGS,
            "        '201': {description: Made.}\n",
            "        '201': {$ref: '#/components/responses/Made'}\n",
        )
        .replace(
            "    Failed: {description",
            "    Made: {description: Made.}\n    Failed: {description",
        ),
        edit(
            THINGS,
            "shape: {$ref: '#/components/schemas/Shape'}",
            "shape: {allOf: [{$ref: '#/components/schemas/Shape'}]}",
        ),
    ];
    let base = parse(THINGS);
    for text in &moves {
        let head = parse(text);
        for change in [changes(&base, &head), changes(&head, &base)].concat() {
            assert_eq!(change.level, ChangeLevel::Info, "{}", change.text);
            assert_eq!(change.operation, None, "{}", change.text);
        }
    }
}

#[test]
fn another_name_of_a_parameter_that_nothing_describes_is_seen() {
    let document = |path: &str| {
        parse(&format!(
            "openapi: 3.0.3\ninfo: {{title: a, version: '1'}}\npaths: {{'{path}': {{}}}}\n"
        ))
    };
    let found = changes(&document("/a/{id}"), &document("/a/{key}"));
    let levels: Vec<_> = found.iter().map(|change| change.level).collect();
    assert_eq!(levels, [ChangeLevel::Info]);
}

#[test]
fn a_schema_copied_out_of_the_components_breaks_rust_alone() {
    let document = |schema: &str| {
        with_responses(&format!(
            "'200': {{description: Fine., content: {{application/json: {{schema: {schema}}}}}}}"
        ))
    };
    let base = document("{$ref: '#/components/schemas/Thing'}");
    let head = document("{type: object, properties: {name: {type: string}}}");
    let review = Review::new(Some(&base), Some(&head), Versions::default());
    let ids: Vec<_> = review.changes.iter().map(|change| &change.id).collect();
    assert_eq!(ids, ["api-notation-changed"]);
    assert!(review.is_breaking_in_rust(), "{:?}", review.rust);
}

#[test]
fn single_edits_are_reported() {
    let things = parse(THINGS).root().to_json();
    // Every 13th, a number that is no multiple of three, so that each way of editing has its turn.
    // `exhaustive` makes all.
    let edits = each_edit_is_reported("things.yaml", &things, 13);
    assert!(edits > 30, "{edits}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn several_edits_at_once_are_reported(edits in several_edits()) {
        several_edits_are_reported(&edits)?;
    }
}

/// The document as JSON text with the keys of each object in the order opposite to the sorted one.
fn turned(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(turned).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(members) => {
            let members: Vec<_> = members
                .iter()
                .rev()
                .map(|(key, member)| format!("{}:{}", Value::from(key.as_str()), turned(member)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
        value => value.to_string(),
    }
}
