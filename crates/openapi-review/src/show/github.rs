//! The review as annotations of a workflow run, on the lines of the head document.

use openapi_document::visible;
use openapi_lint::{Annotation, MOST_ANNOTATIONS, shown::first_of_each};

use super::{
    super::{change::Change, level::ChangeLevel, review::Review, text::inert},
    accepted, more, others, verdict,
};

/// The review as workflow commands, one a line, and the verdict.
///
/// At most nine changes of each level, since GitHub shows ten annotations for a step and drops the
/// others; the verdict counts what is left out.
pub fn render_github(review: &Review) -> String {
    let shown = first_of_each(&review.changes, |change| change.level, MOST_ANNOTATIONS);
    let lines = shown.iter().map(|change| annotation(review, change));
    let summary = Annotation {
        command: match review.is_refused(review.fail_on) {
            true => "error",
            false => "notice",
        },
        at: None,
        title: "API review",
    };
    let verdict = match review.changes.len() - shown.len() {
        0 => verdict(review),
        left => format!("{} {}", verdict(review), more(left, "changes")),
    };
    lines.chain([summary.line(&verdict)]).collect()
}

fn annotation(review: &Review, change: &Change) -> String {
    let annotation = Annotation {
        command: match review.open_level(change) {
            Some(ChangeLevel::Error) => "error",
            Some(ChangeLevel::Warning) => "warning",
            Some(ChangeLevel::Info) | None => "notice",
        },
        at: Some((&visible(&review.head_file), change.near_head)),
        title: &change.id,
    };
    let operation = match &change.operation {
        Some(operation) => format!("{} {}: ", operation.method, inert(&operation.path)),
        None => String::new(),
    };
    let others = others(change).map(|others| format!(" ({others})"));
    annotation.line(&format!(
        "{operation}{}{}{}",
        change.text,
        others.unwrap_or_default(),
        accepted(review, change)
    ))
}
