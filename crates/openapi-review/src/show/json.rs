//! The review for scripts. `review.schema.json` beside the manifest says what it holds.

use std::collections::BTreeMap;

use openapi_document::{Place, visible_json};
use serde::Serialize;

use super::super::{bump::Bump, change::Change, level::ChangeLevel, review::Review};

/// The JSON Schema of what [`render_json`] writes.
pub const JSON_SCHEMA: &str = include_str!("../../review.schema.json");

/// The version of the format. It grows when a field goes or means something else; fields may be added
/// within a version.
const FORMAT_VERSION: u32 = 1;

#[derive(Serialize)]
struct JsonReview<'a> {
    format_version: u32,
    breaking: bool,
    unknown: bool,
    required_bump: Bump,
    declared_bump: Option<Bump>,
    required_version: Option<String>,
    since_release: Option<JsonSinceRelease>,
    wire: JsonWire,
    changes: Vec<JsonChange<'a>>,
    rules: BTreeMap<&'a str, JsonRule>,
    rust: Option<JsonRust<'a>>,
    policy_notes: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    rust_unavailable: Option<String>,
}

#[derive(Serialize)]
struct JsonSinceRelease {
    version: String,
    required_bump: Bump,
    declared_bump: Option<Bump>,
    required_version: Option<String>,
}

#[derive(Serialize)]
struct JsonWire {
    breaking: bool,
    errors: usize,
    warnings: usize,
    infos: usize,
}

#[derive(Serialize)]
struct JsonChange<'a> {
    id: &'a str,
    level: ChangeLevel,
    breaking: bool,
    why: &'static str,
    fingerprint: String,
    accepted: Option<&'a str>,
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
struct JsonRule {
    what: &'static str,
    fix: &'static str,
}

#[derive(Serialize)]
struct JsonRust<'a> {
    breaking: bool,
    added: Vec<&'a str>,
    removed: Vec<&'a str>,
    changed: Vec<JsonPair<'a>>,
    items: Vec<JsonItem<'a>>,
}

#[derive(Serialize)]
struct JsonPair<'a> {
    base: &'a str,
    head: &'a str,
}

#[derive(Serialize)]
struct JsonItem<'a> {
    source: &'static str,
    base: Option<&'a str>,
    head: Option<&'a str>,
    breaking: bool,
    why: String,
    fingerprint: String,
    accepted: Option<&'a str>,
}

/// The review as JSON, on several lines, with a line break at the end.
///
/// # Errors
///
/// Never in practice: every value of a review can be written as JSON.
pub fn render_json(review: &Review) -> Result<String, serde_json::Error> {
    let changes = review.changes.iter();
    let rules = changes.clone().map(|change| {
        let (what, fix) = (change.what, change.fix);
        (change.id.as_str(), JsonRule { what, fix })
    });
    let rust = review.rust.as_ref().ok().filter(|_| !review.is_wire_alone);
    let json = JsonReview {
        format_version: FORMAT_VERSION,
        breaking: review.is_breaking(),
        unknown: review.is_unknown(),
        required_bump: review.required_bump(),
        declared_bump: review.declared_bump(),
        required_version: review.required_version().map(|version| version.to_string()),
        since_release: review.since.as_ref().map(|since| JsonSinceRelease {
            version: since.release.to_string(),
            required_bump: since.required,
            declared_bump: since.declared,
            required_version: since.version.as_ref().map(|version| version.to_string()),
        }),
        wire: json_wire(review),
        rules: rules.collect(),
        changes: changes.map(|change| json_change(review, change)).collect(),
        rust: rust.map(|_| json_rust(review)),
        policy_notes: &review.policy_notes,
        rust_unavailable: match &review.rust {
            Err(findings) => Some(findings.to_string()),
            Ok(_) if review.is_wire_alone => Some("it was left out".to_owned()),
            Ok(_) => match &review.code {
                Some(Err(why)) => Some(why.clone()),
                _ => None,
            },
        },
    };
    visible_json(&json)
}

fn json_wire(review: &Review) -> JsonWire {
    let count = |level: ChangeLevel| {
        let changes = review.changes.iter();
        changes.filter(|change| change.level == level).count()
    };
    JsonWire {
        breaking: review.is_breaking_on_the_wire(),
        errors: count(ChangeLevel::Error),
        warnings: count(ChangeLevel::Warning),
        infos: count(ChangeLevel::Info),
    }
}

fn json_change<'a>(review: &'a Review, change: &'a Change) -> JsonChange<'a> {
    let operation = change.operation.as_ref();
    JsonChange {
        id: &change.id,
        level: change.level,
        breaking: change.is_breaking(),
        why: change.why,
        fingerprint: change.fingerprint(),
        accepted: review.acceptance(change),
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

fn json_rust(review: &Review) -> JsonRust<'_> {
    let document = review.rust.iter().map(|rust| ("document", rust));
    let code = review.code.iter().flatten().map(|rust| ("code", rust));
    let sources: Vec<_> = document.chain(code).collect();
    let changes = || sources.iter().map(|(_, rust)| *rust);
    let changed = changes().flat_map(|rust| &rust.changed);
    let changed = changed.map(|item| JsonPair {
        base: &item.base,
        head: &item.head,
    });
    let items = sources.iter().flat_map(|(source, rust)| {
        rust.items().map(|item| JsonItem {
            source,
            base: item.base,
            head: item.head,
            breaking: item.reason.is_breaking(),
            why: item.reason.to_string(),
            fingerprint: item.fingerprint(),
            accepted: review.rust_acceptance(item),
        })
    });
    JsonRust {
        breaking: review.is_breaking_in_rust(),
        added: changes().flat_map(|rust| lines(&rust.added)).collect(),
        removed: changes().flat_map(|rust| lines(&rust.removed)).collect(),
        changed: changed.collect(),
        items: items.collect(),
    }
}

fn lines(lines: &[String]) -> impl Iterator<Item = &str> {
    lines.iter().map(String::as_str)
}
