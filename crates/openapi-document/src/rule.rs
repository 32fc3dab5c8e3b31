//! A rule as data: what `lint --list` and `lint --explain` show, and what decides about its level.

mod example;

use std::{cmp::Ordering, fmt};

use serde::Serialize;

pub use self::example::{Example, Part};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The document must be fixed before anything is made from it.
    Error,
    /// The document works, but not as its reader may expect.
    Warning,
    /// It says something that a reader should know, and needs no fix.
    Note,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        })
    }
}

/// Why a rule is there.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Group {
    /// The document says what OpenAPI 3.0 and HTTP allow it to say, and agrees with itself.
    Correctness,
    /// A client of the document cannot be turned against its user.
    Safety,
    /// The generator can express it.
    Preflight,
    /// How this workspace writes its own document.
    Style,
}

impl Group {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Correctness,
        Self::Safety,
        Self::Preflight,
        Self::Style,
    ];

    /// The name of the group in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Correctness => "correctness",
            Self::Safety => "safety",
            Self::Preflight => "preflight",
            Self::Style => "style",
        }
    }

    /// What the rules of the group are for, in one sentence.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::Correctness => {
                "The document says what OpenAPI 3.0 and HTTP allow it to say, and agrees with itself."
            }
            Self::Safety => "A client of the document cannot be turned against its user.",
            Self::Preflight => "The generator can express the document.",
            Self::Style => "How this workspace writes its own document.",
        }
    }
}

/// One rule that a document is checked against. Rules are told apart and put in order by their ids.
#[derive(Debug)]
pub struct Rule {
    /// The id, such as `unresolved-reference`.
    pub id: &'static str,
    /// Why it is there.
    pub group: Group,
    /// The level of its findings in the workspace's own document.
    pub level: Level,
    /// Whether sound output needs it: such an error is one in every document, and nobody can
    /// allow what it forbids.
    pub needed: bool,
    /// What it asks for, in one sentence.
    pub what: &'static str,
    /// What happens to those who do otherwise.
    pub why: &'static str,
    /// How to fix a document.
    pub fix: &'static str,
    /// What breaks it and what keeps it.
    pub example: Example,
}

impl Rule {
    /// The explanation for a person: the id, its group and level, what, why, the fix, the example.
    pub fn explain(&self) -> String {
        let Self {
            id,
            group,
            level,
            needed: _,
            what,
            why,
            fix,
            example,
        } = self;
        let (group, allowed) = (group.name(), self.allowed());
        let example = example.text("Breaks it", "Keeps it");
        format!(
            "{id} ({group}, {level}; {allowed})\n\n{what}\n\nWhy: {why}\n\nHow to fix it: \
             {fix}\n\n{example}"
        )
    }

    /// Whether the rule holds for every document, and whether it can be overruled.
    pub fn allowed(&self) -> &'static str {
        match (self.needed, self.group) {
            (true, _) => "needed for sound output, so `--allow` does not overrule it",
            (false, Group::Style) => "only in the workspace's own document",
            (false, _) if self.level == Level::Error => "a warning in a document from elsewhere",
            (false, _) => "can be allowed with `--allow`",
        }
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

impl PartialOrd for Rule {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rule {
    fn cmp(&self, other: &Self) -> Ordering {
        self.id.cmp(other.id)
    }
}
