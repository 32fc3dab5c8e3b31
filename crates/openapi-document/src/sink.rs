//! Where the checks put what they find.

use crate::{
    finding::{Finding, Related},
    node::Node,
    place::Place,
    pointer::Pointer,
    rule::Rule,
    suggestion::suggestion,
};

/// For how many findings a name is proposed.
const MAX_SUGGESTIONS: usize = 20;

/// Collects the findings about one tree and gives each its place.
#[derive(Debug)]
pub struct Sink<'a> {
    root: &'a Node,
    findings: Vec<Finding>,
}

impl<'a> Sink<'a> {
    /// A sink for findings about the document whose tree is `root`.
    pub fn new(root: &'a Node) -> Self {
        Self {
            root,
            findings: Vec::new(),
        }
    }

    /// A finding about the value at `pointer`, with the fix of its rule.
    pub fn report(
        &mut self,
        rule: &'static Rule,
        pointer: &Pointer,
        message: impl Into<String>,
    ) -> &mut Finding {
        let place = self.root.place_of(pointer);
        self.add(rule, pointer, message, place)
    }

    /// A finding about the key that `pointer` ends with.
    pub fn report_key(
        &mut self,
        rule: &'static Rule,
        pointer: &Pointer,
        message: impl Into<String>,
    ) -> &mut Finding {
        let key = self.root.key_place(pointer);
        let place = key.or_else(|| self.root.place_of(pointer));
        self.add(rule, pointer, message, place)
    }

    /// A finding about two places, the second of which is `pointer`.
    pub fn report_pair(
        &mut self,
        rule: &'static Rule,
        pointer: &Pointer,
        first: &Pointer,
        message: impl Into<String>,
    ) -> &mut Finding {
        let related = self.root.place_of(first).map(|place| Related {
            label: "the first of the two".to_owned(),
            place,
        });
        let finding = self.report(rule, pointer, message);
        finding.related.extend(related);
        finding
    }

    /// The candidate that `word` was most likely meant to be. After many findings there is none:
    /// each comparison takes time, and nobody reads so many.
    pub fn suggestion<'c>(
        &self,
        word: &str,
        candidates: impl Iterator<Item = &'c str>,
    ) -> Option<&'c str> {
        (self.findings.len() < MAX_SUGGESTIONS)
            .then(|| suggestion(word, candidates))
            .flatten()
    }

    #[expect(clippy::expect_used, reason = "a finding was pushed just now")]
    fn add(
        &mut self,
        rule: &'static Rule,
        pointer: &Pointer,
        message: impl Into<String>,
        place: Option<Place>,
    ) -> &mut Finding {
        self.findings.push(Finding {
            rule,
            level: rule.level,
            message: message.into(),
            help: rule.fix.to_owned(),
            pointer: pointer.clone(),
            place,
            related: Vec::new(),
        });
        self.findings.last_mut().expect("the finding above")
    }

    /// A finding that is made already.
    pub fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// The findings, in the order in which they were reported.
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}
