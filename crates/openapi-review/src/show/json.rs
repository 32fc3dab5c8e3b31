//! The review for scripts.

use openapi_document::{Place, visible_json};
use serde::Serialize;

use super::super::{
    bump::Bump,
    change::{Change, ChangeLevel},
    review::Review,
    rust::RustChanges,
};

#[derive(Serialize)]
struct JsonReview<'a> {
    breaking: bool,
    required_bump: Bump,
    declared_bump: Option<Bump>,
    changes: Vec<JsonChange<'a>>,
    rust: Option<JsonRust<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rust_unavailable: Option<String>,
}

#[derive(Serialize)]
struct JsonChange<'a> {
    id: &'a str,
    level: ChangeLevel,
    operation: Option<&'a str>,
    path: Option<&'a str>,
    other_operations: usize,
    text: String,
    base: Option<JsonPlace<'a>>,
    head: Option<JsonPlace<'a>>,
}

#[derive(Serialize)]
struct JsonPlace<'a> {
    file: &'a str,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct JsonRust<'a> {
    added: &'a [String],
    removed: &'a [String],
    changed: Vec<JsonItem<'a>>,
}

#[derive(Serialize)]
struct JsonItem<'a> {
    base: &'a str,
    head: &'a str,
}

/// The review as JSON, on several lines, with a line break at the end.
///
/// # Errors
///
/// Never in practice: every value of a review can be written as JSON.
pub fn render_json(review: &Review) -> Result<String, serde_json::Error> {
    let changes = review
        .changes
        .iter()
        .map(|change| json_change(review, change))
        .collect();
    let json = JsonReview {
        breaking: review.is_breaking_on_the_wire(),
        required_bump: review.required_bump(),
        declared_bump: review.declared_bump(),
        changes,
        rust: review.rust.as_ref().ok().map(json_rust),
        rust_unavailable: review.rust.as_ref().err().map(ToString::to_string),
    };
    visible_json(&json)
}

fn json_change<'a>(review: &'a Review, change: &'a Change) -> JsonChange<'a> {
    let operation = change.operation.as_ref();
    JsonChange {
        id: &change.id,
        level: change.level,
        operation: operation.map(|operation| operation.method.as_str()),
        path: operation.map(|operation| operation.path.as_str()),
        other_operations: change.other_operations,
        text: change.text.to_string(),
        base: json_place(&review.base_file, change.base),
        head: json_place(&review.head_file, change.head),
    }
}

fn json_place(file: &str, place: Option<Place>) -> Option<JsonPlace<'_>> {
    let place = place?;
    Some(JsonPlace {
        file,
        line: place.line,
        column: place.column,
    })
}

fn json_rust(rust: &RustChanges) -> JsonRust<'_> {
    let changed = rust.changed.iter().map(|item| JsonItem {
        base: &item.base,
        head: &item.head,
    });
    JsonRust {
        added: &rust.added,
        removed: &rust.removed,
        changed: changed.collect(),
    }
}
