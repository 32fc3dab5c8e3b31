//! The review as an entry of a changelog, ready to be edited.

use super::{
    super::{
        change::Change, level::ChangeLevel, review::Review, rules::is_silent, rust::RustItem,
        text::inert,
    },
    rust_groups::Groups,
};

/// The review as chapters of a changelog, in Markdown; nothing when nothing is to be told.
pub fn render_changelog(review: &Review) -> String {
    let [mut breaking, mut added, mut changed] = [Vec::new(), Vec::new(), Vec::new()];
    // What reaches no operation, nobody who calls one has to know.
    let told = review.changes.iter();
    let told = told.filter(|change| change.operation.is_some() || change.is_breaking());
    for change in told.filter(|change| !is_silent(&change.id)) {
        let chapter = match (review.open_level(change), change.id.as_str()) {
            (Some(ChangeLevel::Error), _) => &mut breaking,
            (_, "endpoint-added") => &mut added,
            _ => &mut changed,
        };
        chapter.push(wire_entry(change));
    }
    for groups in review.rust_changes().map(Groups::of) {
        let renamed = groups.renamed.iter();
        breaking.extend(renamed.map(|(base, head)| format!("Rust: `{base}` is `{head}` now.")));
        let names = groups.removed.iter();
        breaking.extend(names.map(|(name, _)| format!("Rust: `{name}` is gone.")));
        let names = groups.added.iter();
        added.extend(names.map(|(name, _)| format!("Rust: `{name}`.")));
        let (breaks, others): (Vec<_>, Vec<_>) = groups
            .rest
            .into_iter()
            .partition(|item| item.reason.is_breaking() && review.rust_acceptance(*item).is_none());
        breaking.extend(breaks.into_iter().map(rust_entry));
        let (new, other): (Vec<_>, Vec<_>) = others.into_iter().partition(|it| it.base.is_none());
        added.extend(new.into_iter().map(rust_entry));
        changed.extend(other.into_iter().map(rust_entry));
    }
    let chapter = |title: &str, mut entries: Vec<String>| {
        entries.dedup();
        let lines: String = entries.iter().map(|entry| format!("- {entry}\n")).collect();
        (!lines.is_empty()).then(|| format!("### {title}\n\n{lines}"))
    };
    let chapters = [
        chapter("Changed, breaking", breaking),
        chapter("Added", added),
        chapter("Changed", changed),
    ];
    let chapters: Vec<_> = chapters.into_iter().flatten().collect();
    chapters.join("\n")
}

fn wire_entry(change: &Change) -> String {
    let more = match change.other_operations {
        0 => String::new(),
        others => format!(" and {others} more"),
    };
    match &change.operation {
        Some(operation) if change.id == "endpoint-added" => {
            format!("`{} {}`.", operation.method, inert(&operation.path))
        }
        Some(operation) => format!(
            "`{} {}`{more}: {}.",
            operation.method,
            inert(&operation.path),
            change.text
        ),
        None => format!("{}.", change.text),
    }
}

fn rust_entry(item: RustItem<'_>) -> String {
    match (item.base, item.head) {
        (Some(base), Some(head)) => format!("Rust: `{base}` is `{head}` now."),
        (Some(base), None) => format!("Rust: `{base}` is gone."),
        (None, head) => format!("Rust: `{}`.", head.unwrap_or_default()),
    }
}
