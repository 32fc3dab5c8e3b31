//! The review as a comment on a pull request.

use openapi_document::Place;

use super::{
    super::{
        change::{Change, ChangeLevel},
        review::Review,
        rust::RustChanges,
        text::{Piece, Text, inert, visible},
    },
    counts,
    escape::{code, fence},
    others, verdict,
};

/// The length that a comment stays under, in bytes. GitHub takes 65,536 characters.
pub const MARKDOWN_LIMIT: usize = 60_000;

/// What is kept free for the sentences that say what was left out.
const RESERVE: usize = 1_000;
/// How much of the room the Rust items may take when both lists are long.
const RUST_SHARE: usize = 20_000;

/// The longest finding, in characters.
const MAX_FINDING: usize = 400;

/// The review as Markdown, shorter than [`MARKDOWN_LIMIT`]: what does not fit is counted.
pub fn render_markdown(review: &Review) -> String {
    let mark = match (review.lacks_bump(), review.is_unknown()) {
        (true, _) => "❌",
        (false, true) => "⚠️",
        (false, false) => "✅",
    };
    let mut text = format!("## API review\n\n{mark} **{}**\n", verdict(review));
    let rust = rust_section(review);
    let room = MARKDOWN_LIMIT - RESERVE - rust.len();
    changes_section(&mut text, review, room);
    text.push_str(&rust);
    text
}

fn changes_section(text: &mut String, review: &Review, room: usize) {
    if review.changes.is_empty() {
        return;
    }
    text.push_str(&format!("\n### On the wire: {}\n", counts(&review.changes)));
    let mut shown = 0;
    let mut group = None;
    for change in &review.changes {
        let mut part = String::new();
        if group != Some(&change.operation) {
            part = heading(change);
            group = Some(&change.operation);
        }
        part.push_str(&row(review, change));
        if text.len() + part.len() > room {
            break;
        }
        text.push_str(&part);
        shown += 1;
    }
    let left = review.changes.len() - shown;
    if left > 0 {
        text.push_str(&format!(
            "\n… and {left} more: {}. `cargo xtask diff` shows all.\n",
            counts(review.changes.get(shown..).unwrap_or_default())
        ));
    }
}

/// The operation, and the head of the table of its changes.
fn heading(change: &Change) -> String {
    let operation = match &change.operation {
        Some(operation) => code(&format!("{} {}", operation.method, inert(&operation.path))),
        None => "Document".to_owned(),
    };
    format!("\n{operation}\n\n| | Change | Rule | Place |\n|---|---|---|---|\n")
}

fn row(review: &Review, change: &Change) -> String {
    let level = match change.level {
        ChangeLevel::Error => "🔴 error",
        ChangeLevel::Warning => "🟡 warning",
        ChangeLevel::Info => "⚪ info",
    };
    let others = others(change).map(|others| format!(" ({others})"));
    format!(
        "| {level} | {}{} | {} | {} |\n",
        sentence(&change.text),
        others.unwrap_or_default(),
        code(&change.id),
        places(review, change),
    )
}

fn sentence(text: &Text) -> String {
    text.pieces()
        .map(|piece| match piece {
            // Our own words, which hold no markup that is not meant.
            Piece::Words(words) => words.clone(),
            Piece::Quote(quote) => code(quote),
        })
        .collect()
}

/// The line in head, or in base for what head no longer has.
fn places(review: &Review, change: &Change) -> String {
    let at = |file: &str, place: Place| code(&format!("{}:{}", inert(file), place.line));
    match (change.base, change.head) {
        (_, Some(head)) => at(&review.head_file, head),
        (Some(base), None) => format!("was {}", at(&review.base_file, base)),
        (None, None) => String::new(),
    }
}

fn rust_section(review: &Review) -> String {
    let rust = match &review.rust {
        Ok(rust) if rust.is_empty() => return String::new(),
        Ok(rust) => rust,
        Err(findings) => {
            let mut section =
                "\n### In Rust\n\nUnknown: a side cannot be generated.\n\n".to_owned();
            for finding in findings.to_string().lines().take(10) {
                section.push_str(&format!("- {}\n", code(&cut(&visible(finding)))));
            }
            return section;
        }
    };
    let lines = diff_lines(rust);
    let mut body = String::new();
    let mut shown = 0;
    for line in &lines {
        if body.len() + line.len() > RUST_SHARE {
            break;
        }
        body.push_str(line);
        shown += 1;
    }
    let fence = fence(&body);
    let mut section = format!("\n### In Rust\n\n{fence}diff\n{body}{fence}\n");
    let left = lines.len() - shown;
    if left > 0 {
        section.push_str(&format!("\n… and {left} more lines.\n"));
    }
    section
}

fn diff_lines(rust: &RustChanges) -> Vec<String> {
    let removed = rust.removed.iter().map(|line| format!("- {line}\n"));
    let changed = rust
        .changed
        .iter()
        .flat_map(|item| [format!("- {}\n", item.base), format!("+ {}\n", item.head)]);
    let added = rust.added.iter().map(|line| format!("+ {line}\n"));
    removed.chain(changed).chain(added).collect()
}

/// The beginning of a finding: enough to know which it is.
fn cut(line: &str) -> String {
    match line.char_indices().nth(MAX_FINDING) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    }
}
