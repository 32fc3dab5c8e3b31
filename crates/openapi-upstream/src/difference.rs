//! A difference between our document and the vendor's definition, as data.

use std::borrow::Cow;

use openapi_document::{Place, Pointer};
use openapi_review::{Change, ChangeLevel, OperationName, Text};

use crate::patch::Leaf;

/// The id of what is written down as a difference and is none any more.
pub const OUTDATED: &str = "outdated-deviation";

/// Who says what.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Kind {
    /// The vendor says what our document does not.
    Lacking,
    /// Our document says what the vendor does not.
    Unstated,
    /// They say different things.
    Contradicting,
    /// Our document names a difference that is none any more.
    Outdated,
}

impl Kind {
    /// What to call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lacking => "lacking",
            Self::Unstated => "unstated",
            Self::Contradicting => "contradicting",
            Self::Outdated => "outdated",
        }
    }

    /// What to do about it.
    pub fn fix(self) -> &'static str {
        match self {
            Self::Lacking => "take it over, or say why not: `x-source: {vendor: …, resolution: …}`",
            Self::Unstated => {
                "take it back, or say why it is there: `x-source: {vendor: …, resolution: …}`"
            }
            Self::Contradicting => {
                "take over what the vendor says, or say why not: `x-source: {vendor: …, resolution: …}`"
            }
            Self::Outdated => "take it out of `vendor`",
        }
    }
}

/// A place in a definition of the vendor's.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Position {
    /// The file.
    pub file: String,
    /// Where in it.
    pub place: Place,
    /// The same as a pointer: definitions may be one long line.
    pub pointer: Option<Pointer>,
}

/// One difference.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Difference {
    /// Who says what.
    pub kind: Kind,
    /// The id of the change that it would be to take over what the vendor says.
    pub id: Cow<'static, str>,
    /// How much that change matters to callers.
    pub level: ChangeLevel,
    /// The operation that it is about.
    pub operation: Option<OperationName>,
    /// How many more operations have the same difference.
    pub other_operations: usize,
    /// What differs, ours first.
    pub text: Text,
    /// Where our document has it, or would have it.
    pub ours: Option<Place>,
    /// Where the vendor has it, or would have it; `None` when no file is about it.
    pub vendor: Option<Position>,
}

impl Difference {
    pub(crate) fn of(change: &Change, vendor: Option<Position>) -> Self {
        Self {
            kind: match (change.base, change.head) {
                (None, _) => Kind::Lacking,
                (Some(_), None) => Kind::Unstated,
                (Some(_), Some(_)) => Kind::Contradicting,
            },
            id: change.id.clone().into(),
            level: change.level,
            operation: change.operation.clone(),
            other_operations: 0,
            text: change.text.clone(),
            ours: change.base.or(change.near_base),
            vendor,
        }
    }

    pub(crate) fn outdated(leaf: &Leaf<'_>) -> Self {
        let object = leaf.object.as_str();
        let keys = leaf.keys.join(".");
        let text = Text::words("the vendor does not say what `x-source` of ")
            .quoting(object)
            .and(" says it does: ")
            .quoting(&keys);
        Self {
            kind: Kind::Outdated,
            id: Cow::Borrowed(OUTDATED),
            level: ChangeLevel::Warning,
            operation: None,
            other_operations: 0,
            text,
            ours: Some(leaf.place),
            vendor: None,
        }
    }
}

/// The differences, each once: what several operations share differs in each, and an operation may be in
/// several definitions.
pub(crate) fn each_once(differences: Vec<Difference>) -> Vec<Difference> {
    let mut each: Vec<Difference> = Vec::new();
    // Where the operations of each are counted that have been seen with it.
    let mut seen: Vec<Vec<Option<OperationName>>> = Vec::new();
    for difference in differences {
        let is_same = |other: &Difference| {
            other.id == difference.id
                && other.text == difference.text
                && other.ours == difference.ours
        };
        let operation = difference.operation.clone();
        let known = each.iter().position(is_same);
        match known.and_then(|at| Some((each.get_mut(at)?, seen.get_mut(at)?))) {
            Some((_, operations)) if operations.contains(&operation) => {}
            Some((known, operations)) => {
                known.other_operations += 1;
                operations.push(operation);
            }
            None => {
                each.push(difference);
                seen.push(vec![operation]);
            }
        }
    }
    each
}
