//! What a change does to Rust, in a comment.

use openapi_document::{Findings, text::cut};

use super::{
    super::{
        escape::{code, fence},
        items_in_words, more,
        rust_groups::Groups,
        why_rust_is_unknown,
    },
    Review, folded, inert,
};
use crate::rust::RustItem;

/// What stands above the items of the code.
pub(super) const CODE: &str = "In Rust, in the code of the crates";
/// How much of the room the items may take that are listed one by one.
const ITEMS_SHARE: usize = 20_000;
/// How much the names may take of what is new.
const NAMES_SHARE: usize = 4_000;
/// The longest line.
const LONGEST_LINE: usize = 400;

/// How many items there are of each kind.
pub(super) fn summary(groups: &[Groups<'_>]) -> String {
    let rest = || groups.iter().flat_map(|groups| &groups.rest);
    let count = |is: fn(&RustItem<'_>) -> bool| rest().filter(|item| is(item)).count();
    let sum = |of: fn(&Groups<'_>) -> usize| groups.iter().map(of).sum::<usize>();
    let counts = [
        (sum(|groups| groups.renamed.len()), "renamed"),
        (
            sum(|groups| groups.removed.len()) + count(|item| item.head.is_none()),
            "gone",
        ),
        (
            count(|item| item.base.is_some() && item.head.is_some()),
            "changed",
        ),
        (
            sum(|groups| groups.added.len()) + count(|item| item.base.is_none()),
            "new",
        ),
    ];
    let counts: Vec<_> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    counts.join(", ")
}

/// Why it is unknown what a change does to Rust.
pub(super) fn unknown(review: &Review, findings: &Findings) -> String {
    let mut section = match review.unread {
        Some(_) => "\n### Base\n\nUnknown: it cannot be read.\n\n".to_owned(),
        None => "\n### In Rust\n\nUnknown: a side cannot be generated.\n\n".to_owned(),
    };
    let (lines, rest) = why_rust_is_unknown(findings);
    for line in lines.into_iter().chain(rest) {
        section.push_str(&format!("- {}\n", code(&line)));
    }
    section
}

/// Why it is unknown what a change does to the code.
pub(super) fn unknown_code(why: &str) -> String {
    format!(
        "\n### {CODE}\n\nUnknown: it cannot be read.\n\n- {}\n",
        code(&inert(why))
    )
}

pub(super) fn section(title: &str, groups: &Groups<'_>) -> String {
    let mut section = format!("\n### {title}\n");
    let renamed = groups.renamed.iter();
    let renamed = renamed.map(|(base, head)| {
        format!(
            "- Renamed: {} → {}\n",
            code(&inert(base)),
            code(&inert(head))
        )
    });
    let removed = groups.removed.iter().map(|(name, items)| {
        let items = items_in_words(*items);
        format!("- Gone: {}, {items}\n", code(&inert(name)))
    });
    section.push_str(&list(renamed.chain(removed).collect(), "names"));
    let lines = groups.rest.iter().flat_map(|item| item.lines());
    let lines: Vec<_> = lines
        .map(|line| format!("{}\n", cut(&line.to_string(), LONGEST_LINE)))
        .collect();
    section.push_str(&fenced(&lines));
    let added: Vec<_> = groups
        .added
        .iter()
        .map(|(name, items)| {
            let items = items_in_words(*items);
            format!("- {}, {items}\n", code(&inert(name)))
        })
        .collect();
    if !added.is_empty() {
        let summary = format!("New: {}", added.len());
        section.push_str(&folded(&summary, list(added, "names").trim_start()));
    }
    section
}

/// Lines as far as there is room, and how many are left out.
fn list(lines: Vec<String>, what: &str) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let (shown, left) = within(&lines, NAMES_SHARE);
    let rest = match left {
        0 => String::new(),
        left => format!("\n{}\n", more(left, what)),
    };
    format!("\n{shown}{rest}")
}

fn fenced(lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let (body, left) = within(lines, ITEMS_SHARE);
    let fence = fence(&body);
    let rest = match left {
        0 => String::new(),
        left => format!("\n{}\n", more(left, "lines")),
    };
    format!("\n{fence}diff\n{body}{fence}\n{rest}")
}

/// The first lines, which `room` holds, and how many there are beside them.
fn within(lines: &[String], room: usize) -> (String, usize) {
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        if text.len() + line.len() > room {
            return (text, lines.len() - index);
        }
        text.push_str(line);
    }
    (text, 0)
}
