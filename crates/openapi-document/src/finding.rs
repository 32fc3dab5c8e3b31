//! What a check found: the rule, the message, the fix and the place.

use std::fmt;

use crate::{
    place::{Place, file_line_column},
    pointer::Pointer,
    rule::{Level, Rule},
    visible::visible,
};

/// A second place that explains a finding.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Related {
    /// What stands there.
    pub label: String,
    /// Where it stands.
    pub place: Place,
}

/// One thing that a check found in a document.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Finding {
    /// The rule that the document breaks.
    pub rule: &'static Rule,
    /// How much it matters.
    pub level: Level,
    /// What is wrong, in one line without a full stop.
    pub message: String,
    /// How to fix it.
    pub help: String,
    /// What it is about.
    pub pointer: Pointer,
    /// Where that stands; `None` when the document has no such place (an empty file).
    pub place: Option<Place>,
    /// Other places that explain it.
    pub related: Vec<Related>,
}

impl Finding {
    /// Replaces the fix that the rule proposes by one that fits this finding better.
    pub fn help(&mut self, help: impl Into<String>) {
        self.help = help.into();
    }
}

/// A finding that ends the work on a document; boxed, because most work succeeds.
pub type Refusal = Box<Finding>;

/// The findings about one document, in the order of their places.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Findings {
    file: String,
    text: String,
    findings: Vec<Finding>,
}

impl Findings {
    /// Findings about the document `file` with the content `text`.
    pub fn new(file: &str, text: &str, mut findings: Vec<Finding>) -> Self {
        findings.sort_by(|a, b| {
            (a.place, a.level, a.rule, &a.pointer).cmp(&(b.place, b.level, b.rule, &b.pointer))
        });
        findings.dedup();
        Self {
            file: file.to_owned(),
            text: text.to_owned(),
            findings,
        }
    }

    /// The name of the document.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The text of the document.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// Whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.iter().any(|finding| finding.level == Level::Error)
    }

    /// The findings, in the order of their places.
    pub fn as_slice(&self) -> &[Finding] {
        &self.findings
    }

    /// The findings, in the order of their places.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.findings.iter()
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// One line for each finding: `file:line:column: level[rule]: message (related: place); help`. What
/// is not seen is shown escaped.
impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = visible(&self.file);
        for (index, finding) in self.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            let Finding {
                rule,
                level,
                message,
                help,
                pointer: _,
                place,
                related,
            } = finding;
            let place = file_line_column(&file, *place);
            write!(f, "{place}: {level}[{}]: {}", rule.id, visible(message))?;
            for Related { label, place } in related {
                let place = file_line_column(&file, Some(*place));
                write!(f, " ({}: {place})", visible(label))?;
            }
            write!(f, "; {}", visible(help))?;
        }
        Ok(())
    }
}

impl std::error::Error for Findings {}
