//! The checks that a document must pass before anything is made from it.

mod names;
mod paths;
mod references;

use crate::{
    Document, Finding, Findings, Level, Node, Pointer,
    structure::{self, Reference, UNKNOWN_KEY},
};

/// What stands in the way of generating from `document`, and what may surprise its reader.
pub fn check(document: &Document) -> Findings {
    let mut findings = structure::structure(document.root());
    findings.retain(|finding| finding.rule == UNKNOWN_KEY);
    findings.extend(references::references(document));
    // The other rules follow references, which must lead somewhere first.
    if findings.iter().all(|finding| finding.rule == UNKNOWN_KEY) {
        findings.extend(paths::paths(document));
        findings.extend(names::names(document));
    }
    document.findings(findings)
}

/// Collects the findings about one tree and gives each its place.
pub(crate) struct Sink<'a> {
    root: &'a Node,
    findings: Vec<Finding>,
    references: Vec<Reference>,
}

impl<'a> Sink<'a> {
    pub(crate) fn new(root: &'a Node) -> Self {
        Self {
            root,
            findings: Vec::new(),
            references: Vec::new(),
        }
    }

    /// An error about the value at `pointer`.
    pub(crate) fn error(
        &mut self,
        rule: &'static str,
        pointer: &Pointer,
        message: String,
        help: String,
    ) {
        self.push(Finding {
            rule,
            level: Level::Error,
            message,
            help,
            pointer: pointer.clone(),
            place: self.root.place_of(pointer),
            related: Vec::new(),
        });
    }

    /// An error about the key that `pointer` ends with.
    pub(crate) fn error_at_key(
        &mut self,
        rule: &'static str,
        pointer: &Pointer,
        message: String,
        help: String,
    ) {
        self.push(Finding {
            rule,
            level: Level::Error,
            message,
            help,
            pointer: pointer.clone(),
            place: self.root.key_place(pointer),
            related: Vec::new(),
        });
    }

    pub(crate) fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    pub(crate) fn reference(&mut self, reference: Reference) {
        self.references.push(reference);
    }

    pub(crate) fn into_references(self) -> Vec<Reference> {
        self.references
    }

    pub(crate) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}

/// The candidate that `word` was most likely meant to be, if one is close.
pub(crate) fn suggestion<'a>(
    word: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    candidates
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
        .min()
        .map(|(_, candidate)| candidate)
}
