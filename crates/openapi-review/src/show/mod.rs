//! How a review is shown: pure functions from a review to text.

mod changelog;
mod escape;
mod github;
mod json;
mod markdown;
mod pages;
mod rust_groups;
mod text;

use openapi_document::{Findings, text::cut};

pub use self::{
    changelog::render_changelog,
    escape::code as render_code,
    github::render_github,
    json::{JSON_SCHEMA, render_json},
    markdown::{MARKDOWN_LIMIT, render_markdown, sentence as render_sentence},
    pages::render_change_page,
    text::render_review_text,
};
use super::{bump::Bump, change::Change, level::ChangeLevel, review::Review, text::Text};

/// How many findings say why a side cannot be generated.
const MOST_REASONS: usize = 10;
/// How long each may be, in characters: enough to know which it is.
const LONGEST_REASON: usize = 400;

/// The verdict in one line, without anything from a document in it.
fn verdict(review: &Review) -> String {
    if review.is_empty() {
        return "No change.".to_owned();
    }
    let sides = match (review.is_breaking_on_the_wire(), review.is_unknown()) {
        _ if review.unread.is_some() => "Unknown, because the base cannot be read",
        (false, _) if review.is_wire_alone => "Not breaking on the wire",
        (true, false) if review.is_breaking_in_rust() => "Breaking on the wire and in Rust",
        (true, false) => "Breaking on the wire",
        (true, true) => "Breaking on the wire, unknown in Rust",
        (false, false) if review.is_breaking_in_rust() => "Breaking in Rust, not on the wire",
        (false, false) => "Not breaking",
        (false, true) => "Not breaking on the wire, unknown in Rust",
    };
    format!("{sides}. {}", bump_sentence(review))
}

fn bump_sentence(review: &Review) -> String {
    let required = review.required_bump();
    let version = review.required_version();
    let to = version.map(|version| format!(", to {version}"));
    let to = to.unwrap_or_default();
    if required == Bump::None {
        return "No version bump is required.".to_owned();
    }
    if review.is_unknown() && !review.is_breaking() {
        return format!("The bump that is required is unknown: at most {required}{to}.");
    }
    let made = |required, declared| match declared {
        None => "; the bump that was made is unknown, a side has no version".to_owned(),
        Some(Bump::None) if review.is_breaking() => ", and the version was not bumped".to_owned(),
        Some(Bump::None) => ", when it is released".to_owned(),
        Some(declared) if declared < required => {
            format!(", and the version was bumped by a {declared} step only")
        }
        Some(declared) => format!(", and the version was bumped by a {declared} step"),
    };
    let made_since_base = made(required, review.declared_bump());
    let Some(since) = &review.since else {
        return format!("A {required} bump is required{to}{made_since_base}.");
    };
    let needs = match since.required {
        Bump::None => "no bump is required".to_owned(),
        step => {
            let version = since.version.as_ref();
            let to = version.map(|version| format!(", to {version}"));
            let to = to.unwrap_or_default();
            format!(
                "a {step} bump is required{to}{}",
                made(step, since.declared)
            )
        }
    };
    format!(
        "A {required} bump is required{made_since_base}. Since {} was released, {needs}.",
        since.release
    )
}

/// How many changes there are of each level: `2 errors, 1 warning`; accepted ones are counted apart.
fn counts(review: &Review) -> String {
    let count = |level: Option<ChangeLevel>, one: &str, many: &str| {
        let changes = review.changes.iter();
        let count = changes
            .filter(|change| review.open_level(change) == level)
            .count();
        match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{count} {many}")),
        }
    };
    let counts: Vec<_> = [
        count(Some(ChangeLevel::Error), "error", "errors"),
        count(Some(ChangeLevel::Warning), "warning", "warnings"),
        count(Some(ChangeLevel::Info), "info", "infos"),
        count(None, "accepted", "accepted"),
    ]
    .into_iter()
    .flatten()
    .collect();
    counts.join(", ")
}

/// `and 3 more operations`, when a change reaches more than the one it is listed under.
fn others(change: &Change) -> Option<String> {
    match change.other_operations {
        0 => None,
        1 => Some("and 1 more operation".to_owned()),
        others => Some(format!("and {others} more operations")),
    }
}

/// `, accepted: …` with the reason, where a change is accepted.
fn accepted(review: &Review, change: &Change) -> Text {
    match review.acceptance(change) {
        Some(reason) => Text::words(", accepted: ").quoting(reason),
        None => Text::default(),
    }
}

fn items_in_words(items: usize) -> String {
    match items {
        1 => "1 item".to_owned(),
        items => format!("{items} items"),
    }
}

/// How many of `what` are not shown.
fn more(left: usize, what: &str) -> String {
    format!("… and {left} more {what}; `--format json` lists all.")
}

/// Why a side cannot be generated: the first findings about it, each with at most 400 characters.
fn why_rust_is_unknown(findings: &Findings) -> (Vec<String>, Option<String>) {
    let text = findings.to_string();
    let mut lines = text.lines();
    let shown = lines.by_ref().take(MOST_REASONS);
    let shown = shown
        .map(|line| cut(line, LONGEST_REASON).into_owned())
        .collect();
    let left = lines.count();
    (shown, (left > 0).then(|| more(left, "findings")))
}
