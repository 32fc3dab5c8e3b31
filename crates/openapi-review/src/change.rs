//! A difference between two documents, as data.

use openapi_document::Place;
use sha2::{Digest, Sha256};

use crate::{level::ChangeLevel, reasons::NOTHING, rules, text::Text};

/// The digits of a fingerprint, in bytes.
const FINGERPRINT: usize = 8;

/// An operation, as a reader names it: `DELETE /v2/{project_id}/tasks`.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct OperationName {
    /// The method in upper case.
    pub method: String,
    /// The path template.
    pub path: String,
}

impl OperationName {
    pub(crate) fn new(method: &str, path: &str) -> Self {
        Self {
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
        }
    }
}

/// What tells some words apart from others.
pub(crate) fn fingerprint(words: &[&str]) -> String {
    let mut hash = Sha256::new();
    for word in words {
        // The length keeps two words apart from one.
        hash.update(word.len().to_be_bytes());
        hash.update(word);
    }
    let digest = hash.finalize();
    let bytes = digest.iter().take(FINGERPRINT);
    bytes.map(|byte| format!("{byte:02x}")).collect()
}

/// One difference between two documents.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Change {
    /// The id of the rule, such as `request-parameter-became-required`.
    pub id: String,
    /// How much it matters.
    pub level: ChangeLevel,
    /// What a change of this kind is, in one sentence.
    pub what: &'static str,
    /// Whom it breaks and how, or why it breaks nobody.
    pub why: &'static str,
    /// What to do instead.
    pub fix: &'static str,
    /// The operation that it is about, or the first of those that it reaches; `None` when it is
    /// about the document.
    pub operation: Option<OperationName>,
    /// How many more operations it reaches.
    pub other_operations: usize,
    /// What it is, in one line.
    pub text: Text,
    /// Where base has it; `None` when it was added.
    pub base: Option<Place>,
    /// Where head has it; `None` when it was removed.
    pub head: Option<Place>,
    /// Where base has it or, when it was added, what it would stand in.
    pub near_base: Option<Place>,
    /// Where head has it or, when it was removed, what it stood in.
    pub near_head: Option<Place>,
}

impl Change {
    /// What tells it apart from other changes, wherever it stands in its documents: 16 hexadecimal
    /// digits.
    pub fn fingerprint(&self) -> String {
        let operation = self.operation.as_ref();
        fingerprint(&[
            &self.id,
            operation.map_or("", |operation| &operation.method),
            operation.map_or("", |operation| &operation.path),
            &self.text.to_string(),
        ])
    }

    /// The same, where all that it reaches promised nothing.
    pub(crate) fn of_nothing_promised(self) -> Self {
        if self.level == ChangeLevel::Info {
            return self;
        }
        Self {
            level: ChangeLevel::Info,
            why: "the operation is a draft or an alpha, which promises nothing yet",
            fix: NOTHING,
            ..self
        }
    }

    /// Whether it is about what people or tools read, and not about what is sent.
    pub fn is_beside_the_wire(&self) -> bool {
        rules::is_beside_the_wire(&self.id)
    }

    /// Whether it breaks a client of the wire contract.
    pub fn is_breaking(&self) -> bool {
        self.level == ChangeLevel::Error
    }
}
