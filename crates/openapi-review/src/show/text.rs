//! The review for a terminal.

use std::fmt::Write as _;

use openapi_document::{Place, file_line_column};
use openapi_lint::{MOST_SHOWN, Styling, shown::gravest};

use super::{
    super::{
        change::Change,
        level::ChangeLevel,
        review::Review,
        rust::{RustChanges, RustLine},
        text::inert,
    },
    accepted, counts, items_in_words, more, others,
    rust_groups::Groups,
    verdict, why_rust_is_unknown,
};

/// The review for a person at a terminal.
///
/// At most 200 changes, the gravest, and 200 lines of Rust; what is left out is counted.
pub fn render_review_text(review: &Review, styling: Styling) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail, so the results below are not looked at.
    let mut group = None;
    let shown = gravest(&review.changes, |change| change.level, MOST_SHOWN);
    let left = review.changes.len() - shown.len();
    for change in shown {
        if group != Some(&change.operation) {
            let gap = if group.is_some() { "\n" } else { "" };
            let _ = writeln!(text, "{gap}{}", paint(styling, BOLD, &heading(change)));
            group = Some(&change.operation);
        }
        write_change(&mut text, review, change, styling);
    }
    if left > 0 {
        let _ = writeln!(text, "\n{}", more(left, "changes"));
    }
    write_rust(&mut text, review, styling);
    if !review.changes.is_empty() {
        let _ = writeln!(text, "\n{}", counts(review));
    }
    let _ = writeln!(text, "{}", paint(styling, BOLD, &verdict(review)));
    text
}

/// What stands above the items of the code.
const CODE: &str = "Rust, in the code of the crates";

const BOLD: &str = "1";
const RED: &str = "31";
const GREEN: &str = "32";
const YELLOW: &str = "33";
const CYAN: &str = "36";

fn paint(styling: Styling, colour: &str, text: &str) -> String {
    match styling {
        Styling::Plain => text.to_owned(),
        Styling::Coloured => format!("\u{1b}[{colour}m{text}\u{1b}[0m"),
    }
}

fn heading(change: &Change) -> String {
    match &change.operation {
        Some(operation) => format!("{} {}", operation.method, inert(&operation.path)),
        None => "Document".to_owned(),
    }
}

fn write_change(text: &mut String, review: &Review, change: &Change, styling: Styling) {
    let colour = match review.open_level(change) {
        Some(ChangeLevel::Error) => RED,
        Some(ChangeLevel::Warning) => YELLOW,
        Some(ChangeLevel::Info) | None => CYAN,
    };
    let level = paint(styling, colour, &change.level.to_string());
    let others = others(change).map(|others| format!(" ({others})"));
    let _ = writeln!(
        text,
        "  {level}[{}]: {}{}{}",
        change.id,
        change.text,
        others.unwrap_or_default(),
        accepted(review, change)
    );
    let place = |file: &str, place: Option<Place>| match place {
        Some(place) => file_line_column(&inert(file), Some(place)),
        None => "(none)".to_owned(),
    };
    let base = place(&review.base_file, change.base);
    let head = place(&review.head_file, change.head);
    // By this a policy accepts it.
    let fingerprint = match change.level {
        ChangeLevel::Error | ChangeLevel::Warning => format!("  {}", change.fingerprint()),
        ChangeLevel::Info => String::new(),
    };
    let _ = writeln!(text, "    {base} → {head}{fingerprint}");
}

fn write_rust(text: &mut String, review: &Review, styling: Styling) {
    match &review.rust {
        Ok(rust) => write_items(text, "Rust", rust, styling),
        Err(findings) => {
            let why = match review.unread {
                Some(_) => "Everything: unknown, the base cannot be read",
                None => "Rust: unknown, a side cannot be generated",
            };
            let _ = writeln!(text, "\n{why}");
            let (lines, rest) = why_rust_is_unknown(findings);
            for line in lines.into_iter().chain(rest) {
                let _ = writeln!(text, "  {line}");
            }
        }
    }
    match &review.code {
        None => {}
        Some(Ok(code)) => write_items(text, CODE, code, styling),
        Some(Err(why)) => {
            let _ = writeln!(text, "\n{CODE}: unknown\n  {}", inert(why));
        }
    }
}

fn write_items(text: &mut String, title: &str, rust: &RustChanges, styling: Styling) {
    if rust.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{}", paint(styling, BOLD, title));
    // What belongs to a name that is another or new goes without saying.
    let groups = Groups::of(rust);
    let renamed = groups.renamed.iter();
    let renamed = renamed.map(|(base, head)| (YELLOW, format!("renamed: {base} → {head}")));
    let rest = groups.rest.iter().flat_map(|item| item.lines());
    let rest = rest.map(|line| match line {
        RustLine::Removed(_) => (RED, line.to_string()),
        RustLine::Added(_) => (GREEN, line.to_string()),
    });
    let removed = groups.removed.iter();
    let removed =
        removed.map(|(name, items)| (RED, format!("gone: {name}, {}", items_in_words(*items))));
    let added = groups.added.iter();
    let added =
        added.map(|(name, items)| (GREEN, format!("new: {name}, {}", items_in_words(*items))));
    let mut lines = renamed.chain(removed).chain(rest).chain(added);
    for (colour, line) in lines.by_ref().take(MOST_SHOWN) {
        let _ = writeln!(text, "  {}", paint(styling, colour, &line));
    }
    let left = lines.count();
    if left > 0 {
        let _ = writeln!(text, "  {}", more(left, "lines"));
    }
}
