//! The review as annotations of a workflow run, on the lines of the head document.

use std::fmt::Write as _;

use super::{
    super::{
        change::ChangeLevel,
        review::Review,
        text::{inert, visible},
    },
    escape::{command_data, command_property},
    others, verdict,
};

/// The review as workflow commands, one a line, and the verdict.
pub fn render_github(review: &Review) -> String {
    let mut text = String::new();
    for change in &review.changes {
        let command = match change.level {
            ChangeLevel::Error => "error",
            ChangeLevel::Warning => "warning",
            ChangeLevel::Info => "notice",
        };
        let mut properties = format!("file={}", command_property(&visible(&review.head_file)));
        // Writing to a string cannot fail.
        if let Some(place) = change.near_head {
            let _ = write!(properties, ",line={},col={}", place.line, place.column);
        }
        let _ = write!(properties, ",title={}", command_property(&change.id));
        let operation = match &change.operation {
            Some(operation) => format!("{} {}: ", operation.method, inert(&operation.path)),
            None => String::new(),
        };
        let others = others(change).map(|others| format!(" ({others})"));
        let message = format!("{operation}{}{}", change.text, others.unwrap_or_default());
        let _ = writeln!(text, "::{command} {properties}::{}", command_data(&message));
    }
    let command = if review.is_refused(super::super::FailOn::Semver) {
        "error"
    } else {
        "notice"
    };
    let _ = writeln!(
        text,
        "::{command} title=API review::{}",
        command_data(&verdict(review))
    );
    text
}
