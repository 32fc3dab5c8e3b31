//! The difference between two texts, line by line.

use std::io::{self, Write};

use openapi_document::visible_lines;
use similar::{ChangeTag, TextDiff};

use openapi_review_cli::output::{ADDED, HEADING, HUNK, REMOVED};

/// How many lines a text has gained and lost.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct LineCounts {
    /// Lines that only the new text has.
    pub added: usize,
    /// Lines that only the old text has.
    pub removed: usize,
}

/// Counts the lines in which `old` and `new` differ.
pub fn count(old: &str, new: &str) -> LineCounts {
    let diff = TextDiff::from_lines(old, new);
    let mut counts = LineCounts::default();
    for change in diff.iter_all_changes() {
        match change.tag() {
            ChangeTag::Insert => counts.added += 1,
            ChangeTag::Delete => counts.removed += 1,
            ChangeTag::Equal => {}
        }
    }
    counts
}

/// Prints the unified diff of a file, in the form that `git apply` reads; `old` is `None` when
/// the file is not there.
///
/// # Errors
///
/// Those of `out`.
pub fn print(out: &mut dyn Write, path: &str, old: Option<&str>, new: &str) -> io::Result<()> {
    let before = match old {
        Some(_) => format!("a/{path}"),
        None => "/dev/null".to_owned(),
    };
    writeln!(out, "{HEADING}--- {before}{HEADING:#}")?;
    writeln!(out, "{HEADING}+++ b/{path}{HEADING:#}")?;
    let diff = TextDiff::from_lines(old.unwrap_or_default(), new);
    for hunk in diff.unified_diff().iter_hunks() {
        writeln!(out, "{HUNK}{}{HUNK:#}", hunk.header())?;
        for change in hunk.iter_changes() {
            let line = visible_lines(change.value().trim_end_matches('\n'));
            match change.tag() {
                ChangeTag::Insert => writeln!(out, "{ADDED}+{line}{ADDED:#}")?,
                ChangeTag::Delete => writeln!(out, "{REMOVED}-{line}{REMOVED:#}")?,
                ChangeTag::Equal => writeln!(out, " {line}")?,
            }
            if change.missing_newline() {
                writeln!(out, "\\ No newline at end of file")?;
            }
        }
    }
    Ok(())
}
