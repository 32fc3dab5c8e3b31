//! The review as a comment on a pull request.

use std::collections::BTreeSet;

use openapi_document::Place;

use super::{
    super::{
        change::{Change, ChangeLevel},
        review::Review,
        text::{Piece, Text, inert},
    },
    accepted, counts,
    escape::{code, fence},
    more, others, verdict, why_rust_is_unknown,
};

/// The length that a comment stays under, in bytes. GitHub takes 65,536 characters.
pub const MARKDOWN_LIMIT: usize = 60_000;

/// What is kept free for the sentences that say what was left out.
const RESERVE: usize = 1_000;
/// How much of the room the Rust items may take when both lists are long.
const RUST_SHARE: usize = 20_000;

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
    let shown = fitting(review, room.saturating_sub(text.len()));
    let mut group = None;
    for change in &shown {
        if group != Some(&change.operation) {
            text.push_str(&heading(change));
            group = Some(&change.operation);
        }
        text.push_str(&row(review, change));
    }
    let left = review.changes.len() - shown.len();
    if left > 0 {
        text.push_str(&format!("\n{}\n", more(left, "changes")));
    }
}

/// The changes that `room` bytes hold, the gravest, in their order.
fn fitting(review: &Review, room: usize) -> Vec<&Change> {
    let runs = review.changes.chunk_by(|a, b| a.operation == b.operation);
    let mut gravest: Vec<_> = runs
        .enumerate()
        .flat_map(|(run, changes)| changes.iter().map(move |change| (run, change)))
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
        "| {level} | {}{}{} | {} | {} |\n",
        sentence(&change.text),
        others.unwrap_or_default(),
        sentence(&accepted(review.acceptance(change))),
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
            let mut section = match review.unread {
                Some(_) => "\n### Base\n\nUnknown: it cannot be read.\n\n".to_owned(),
                None => "\n### In Rust\n\nUnknown: a side cannot be generated.\n\n".to_owned(),
            };
            let (lines, rest) = why_rust_is_unknown(findings);
            for line in lines.into_iter().chain(rest) {
                section.push_str(&format!("- {}\n", code(&line)));
            }
            return section;
        }
    };
    let mut lines = rust.lines().map(|line| format!("{line}\n")).peekable();
    let mut body = String::new();
    while let Some(line) = lines.next_if(|line| body.len() + line.len() <= RUST_SHARE) {
        body.push_str(&line);
    }
    let fence = fence(&body);
    let mut section = format!("\n### In Rust\n\n{fence}diff\n{body}{fence}\n");
    let left = lines.count();
    if left > 0 {
        section.push_str(&format!("\n{}\n", more(left, "lines")));
    }
    section
}
