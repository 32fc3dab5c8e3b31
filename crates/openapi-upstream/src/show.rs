//! The comparison for a person, for a program, and for an issue.

use std::fmt::Write as _;

use openapi_document::{file_line_column, visible, visible_json};
use openapi_lint::Styling;
use openapi_review::{ChangeLevel, OperationName, render_code, render_sentence};
use serde::Serialize;

use crate::{
    compare::Comparison,
    difference::{Difference, Position},
};

/// How many bytes of an issue the differences may be: it may have 65,536 characters, and what is left out is
/// said.
const MOST_IN_AN_ISSUE: usize = 50_000;

/// The comparison at a terminal, without a line at its end when there is nothing to say.
pub fn render_text(comparison: &Comparison, file: &str, styling: Styling) -> String {
    let mut text = String::new();
    let mut group = None;
    for difference in &comparison.differences {
        let operation = difference.operation.as_ref();
        if group != Some(operation) {
            let gap = if group.is_some() { "\n" } else { "" };
            // Writing to a string cannot fail, so the results are not looked at.
            let _ = writeln!(text, "{gap}{}", styled(styling, "1", &heading(operation)));
            group = Some(operation);
        }
        let kind = styled(styling, colour(difference.level), difference.kind.name());
        let Difference { id, text: what, .. } = difference;
        let _ = writeln!(text, "  {kind}[{id}]: {what}{}", others(difference));
        let ours = file_line_column(&visible(file), difference.ours);
        let vendor = difference.vendor.as_ref().map(position);
        let vendor = vendor.unwrap_or_else(|| "(none)".to_owned());
        let _ = writeln!(text, "    {ours} ↔ {vendor}");
        let _ = writeln!(text, "    {}", difference.kind.fix());
    }
    text
}

fn styled(styling: Styling, code: &str, text: &str) -> String {
    match styling {
        Styling::Plain => text.to_owned(),
        Styling::Coloured => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
    }
}

fn colour(level: ChangeLevel) -> &'static str {
    match level {
        ChangeLevel::Error => "31",
        ChangeLevel::Warning => "33",
        ChangeLevel::Info => "36",
    }
}

fn heading(operation: Option<&OperationName>) -> String {
    match operation {
        Some(OperationName { method, path }) => format!("{method} {}", visible(path)),
        None => "What is known to differ".to_owned(),
    }
}

fn others(difference: &Difference) -> String {
    match difference.other_operations {
        0 => String::new(),
        1 => " (and 1 more operation)".to_owned(),
        count => format!(" (and {count} more operations)"),
    }
}

/// The place in the vendor's file, and what stands there.
fn position(position: &Position) -> String {
    let place = file_line_column(&visible(&position.file), Some(position.place));
    match &position.pointer {
        Some(pointer) => format!("{place} {}", visible(pointer.as_str())),
        None => place,
    }
}

/// The comparison as the text of an issue. Every word of a definition is escaped.
pub fn render_issue(comparison: &Comparison, file: &str) -> String {
    let mut text = format!("{}\n", summary(comparison));
    let mut group = None;
    for (shown, difference) in comparison.differences.iter().enumerate() {
        let operation = difference.operation.as_ref();
        let mut entry = String::new();
        if group != Some(operation) {
            let heading = render_code(&heading(operation));
            let _ = writeln!(entry, "\n### {heading}\n");
        }
        let (id, what) = (&difference.id, render_sentence(&difference.text));
        let kind = difference.kind.name();
        let ours = file_line_column(file, difference.ours);
        let vendor = difference.vendor.as_ref().map(position).unwrap_or_default();
        let _ = writeln!(
            entry,
            "- **{kind}** `{id}`: {what}{}  \n  {} ↔ {}",
            others(difference),
            render_code(&ours),
            render_code(&vendor),
        );
        if text.len() + entry.len() > MOST_IN_AN_ISSUE {
            let left = comparison.differences.len() - shown;
            let _ = writeln!(text, "\nAnd {left} more.");
            break;
        }
        group = Some(operation);
        text += &entry;
    }
    text
}

/// How much was compared and found, in one sentence.
pub fn summary(comparison: &Comparison) -> String {
    let found = counted(comparison.differences.len(), "difference");
    let compared = counted(comparison.compared, "operation");
    let others = comparison.others.len();
    format!("{found} in {compared}; the vendor has {others} more that the document has not.")
}

/// A number of things, of which `one` is one.
pub fn counted(count: usize, one: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {one}{ending}")
}

#[derive(Serialize)]
struct Report<'a> {
    differences: Vec<Entry<'a>>,
    compared: usize,
    others: &'a [String],
}

#[derive(Serialize)]
struct Entry<'a> {
    kind: &'static str,
    id: &'a str,
    level: ChangeLevel,
    method: Option<&'a str>,
    path: Option<&'a str>,
    other_operations: usize,
    text: String,
    help: &'static str,
    ours: Option<At<'a>>,
    vendor: Option<At<'a>>,
}

#[derive(Serialize)]
struct At<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<&'a str>,
}

/// The comparison as JSON, for a program.
///
/// # Errors
///
/// Those of serializing it.
pub fn render_json(comparison: &Comparison, file: &str) -> Result<String, serde_json::Error> {
    let entries = comparison.differences.iter().map(|difference| Entry {
        kind: difference.kind.name(),
        id: &difference.id,
        level: difference.level,
        method: difference
            .operation
            .as_ref()
            .map(|name| name.method.as_str()),
        path: difference.operation.as_ref().map(|name| name.path.as_str()),
        other_operations: difference.other_operations,
        text: difference.text.to_string(),
        help: difference.kind.fix(),
        ours: difference.ours.map(|place| At {
            file,
            line: place.line,
            column: place.column,
            pointer: None,
        }),
        vendor: difference.vendor.as_ref().map(|position| At {
            file: &position.file,
            line: position.place.line,
            column: position.place.column,
            pointer: position.pointer.as_ref().map(|pointer| pointer.as_str()),
        }),
    });
    visible_json(&Report {
        differences: entries.collect(),
        compared: comparison.compared,
        others: &comparison.others,
    })
}
