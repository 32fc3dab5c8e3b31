//! The review as a comment on a pull request.

mod rust;

use std::collections::BTreeSet;

use openapi_document::Place;

use super::{
    super::{
        change::Change,
        level::ChangeLevel,
        review::Review,
        rust::RustChanges,
        text::{Piece, Text, inert},
        url::FileUrl,
    },
    accepted, counts,
    escape::code,
    more, others,
    rust_groups::Groups,
    verdict,
};

/// The length that a comment stays under, in bytes. GitHub takes 65,536 characters.
pub const MARKDOWN_LIMIT: usize = 60_000;

/// What is kept free for the sentences that say what was left out.
const RESERVE: usize = 1_500;
/// How much of the room the operations that are new may take.
const ADDED_SHARE: usize = 10_000;
/// From how many rows on the operations that are new are folded.
const FOLDED: usize = 10;

/// The review as Markdown, shorter than [`MARKDOWN_LIMIT`]: what does not fit is counted.
pub fn render_markdown(review: &Review) -> String {
    let mark = match (review.is_unknown(), review.is_refused(review.fail_on)) {
        _ if review.lacks_bump() => "❌",
        (true, _) => "⚠️",
        (false, true) => "❌",
        (false, false) => "✅",
    };
    let mut text = format!("## API review\n\n{mark} **{}**\n", verdict(review));
    let verdict_end = text.len();
    let differing = review.rust_changes().filter(|rust| !rust.is_empty());
    let groups: Vec<_> = differing.map(Groups::of).collect();
    let rust = rust_section(review);
    let is_addition = |change: &&Change| change.id == "endpoint-added";
    let (additions, changes): (Vec<_>, Vec<_>) = review.changes.iter().partition(is_addition);
    let added = additions_section(review, &additions);
    if !review.changes.is_empty() {
        text.push_str(&format!("\n### On the wire: {}\n", counts(review)));
    }
    if !groups.is_empty() {
        let wire = match review.changes.is_empty() {
            true => "nothing".to_owned(),
            false => counts(review),
        };
        let summary = format!(
            "\nOn the wire: {wire}. In Rust: {}.\n",
            rust::summary(&groups)
        );
        text.insert_str(verdict_end, &summary);
    }
    let room = (MARKDOWN_LIMIT - RESERVE).saturating_sub(rust.len() + added.len());
    changes_section(&mut text, review, &changes, room);
    text.push_str(&added);
    text.push_str(&rust);
    text
}

/// What happens in Rust: by the documents, and then in the code.
fn rust_section(review: &Review) -> String {
    let section = |title, rust: &RustChanges| match rust.is_empty() {
        true => String::new(),
        false => rust::section(title, &Groups::of(rust)),
    };
    let rust = match &review.rust {
        Ok(rust) => section("In Rust", rust),
        Err(findings) => rust::unknown(review, findings),
    };
    let code = match &review.code {
        None => String::new(),
        Some(Ok(code)) => section(rust::CODE, code),
        Some(Err(why)) => rust::unknown_code(why),
    };
    rust + &code
}

/// The operations that are new, in one table.
fn additions_section(review: &Review, additions: &[&Change]) -> String {
    let rows = |is_linked: bool| -> Vec<String> {
        let place = |change| match is_linked {
            true => places(review, change),
            false => unlinked_places(review, change),
        };
        let rows = additions.iter();
        rows.map(|change| format!("| {} | {} |\n", operation(change), place(change)))
            .collect()
    };
    let length = |rows: &[String]| rows.iter().map(String::len).sum::<usize>();
    let mut rows = Some(rows(true))
        .filter(|rows| length(rows) <= ADDED_SHARE)
        .unwrap_or_else(|| rows(false));
    while length(&rows) > ADDED_SHARE {
        rows.pop();
    }
    if additions.is_empty() {
        return String::new();
    }
    let mut table = format!("| New operation | Place |\n|---|---|\n{}", rows.concat());
    let left = additions.len() - rows.len();
    if left > 0 {
        table.push_str(&format!("\n{}\n", more(left, "operations")));
    }
    match additions.len() {
        0..FOLDED => format!("\n{table}"),
        count => folded(&format!("{count} new operations"), &table),
    }
}

/// What a reader opens to see.
fn folded(summary: &str, text: &str) -> String {
    format!("\n<details><summary>{summary}</summary>\n\n{text}\n</details>\n")
}

fn changes_section(text: &mut String, review: &Review, changes: &[&Change], room: usize) {
    let shown = fitting(review, changes, room.saturating_sub(text.len()));
    let mut group = None;
    for change in &shown {
        if group != Some(&change.operation) {
            text.push_str(&heading(change));
            group = Some(&change.operation);
        }
        text.push_str(&row(review, change));
    }
    let left = changes.len() - shown.len();
    if left > 0 {
        text.push_str(&format!("\n{}\n", more(left, "changes")));
    }
}

/// The changes that `room` bytes hold, the gravest, in their order.
fn fitting<'a>(review: &Review, changes: &[&'a Change], room: usize) -> Vec<&'a Change> {
    let runs = changes.chunk_by(|a, b| a.operation == b.operation);
    let mut gravest: Vec<_> = runs
        .enumerate()
        .flat_map(|(run, changes)| changes.iter().map(move |change| (run, *change)))
        .enumerate()
        .collect();
    gravest.sort_by_key(|(_, (_, change))| change.level);
    let mut left = room;
    // The changes of an operation that follow each other have one heading.
    let mut headed = BTreeSet::new();
    let mut shown = Vec::new();
    for (index, (run, change)) in gravest {
        let heading = match headed.insert(run) {
            true => heading(change).len(),
            false => 0,
        };
        let Some(rest) = left.checked_sub(heading + row(review, change).len()) else {
            break;
        };
        left = rest;
        shown.push((index, change));
    }
    shown.sort_by_key(|(index, _)| *index);
    shown.into_iter().map(|(_, change)| change).collect()
}

/// The operation, and the head of the table of its changes.
fn heading(change: &Change) -> String {
    let operation = operation(change);
    format!("\n{operation}\n\n| | Change | Rule | Place |\n|---|---|---|---|\n")
}

fn operation(change: &Change) -> String {
    match &change.operation {
        Some(operation) => code(&format!("{} {}", operation.method, inert(&operation.path))),
        None => "Document".to_owned(),
    }
}

fn row(review: &Review, change: &Change) -> String {
    let level = match review.open_level(change) {
        Some(ChangeLevel::Error) => "🔴 error",
        Some(ChangeLevel::Warning) => "🟡 warning",
        Some(ChangeLevel::Info) => "⚪ info",
        None => "⚪ accepted",
    };
    let others = others(change).map(|others| format!(" ({others})"));
    format!(
        "| {level} | {}{}{} | {} | {} |\n",
        sentence(&change.text),
        others.unwrap_or_default(),
        sentence(&accepted(review, change)),
        code(&change.id),
        places(review, change),
    )
}

/// A sentence as Markdown, its quotations as code.
pub fn sentence(text: &Text) -> String {
    text.pieces()
        .map(|piece| match piece {
            // Our own words, which hold no markup that is not meant.
            Piece::Words(words) => words.clone(),
            Piece::Quote(quote) => code(quote),
        })
        .collect()
}

/// The line in head, or in base for what head no longer has; a link where it is known where that leads.
fn places(review: &Review, change: &Change) -> String {
    places_at(review, change, (&review.base_url, &review.head_url))
}

fn unlinked_places(review: &Review, change: &Change) -> String {
    places_at(review, change, (&None, &None))
}

fn places_at(
    review: &Review,
    change: &Change,
    (base_url, head_url): (&Option<FileUrl>, &Option<FileUrl>),
) -> String {
    let at = |file: &str, url: &Option<FileUrl>, place: Place| {
        let shown = code(&format!("{}:{}", inert(file), place.line));
        match url {
            Some(url) => format!("[{shown}]({}#L{})", url.as_str(), place.line),
            None => shown,
        }
    };
    match (change.base, change.head) {
        (_, Some(head)) => at(&review.head_file, head_url, head),
        (Some(base), None) => format!("was {}", at(&review.base_file, base_url, base)),
        (None, None) => String::new(),
    }
}
