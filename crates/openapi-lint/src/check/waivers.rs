//! Waivers: what a document allows by `x-allow`, with its reasons.
//!
//! `x-allow: {rule: reason}` at an object makes the findings of that rule silent that are about the
//! object, or about what stands in it. Which rules there are is for whoever knows them all.

use openapi_document::{Finding, Node, Pointer, Rule, Tree, Value};

use super::checks::stops;

/// The key.
const KEY: &str = "x-allow";

/// All waivers of a document.
#[derive(Debug, Default)]
pub struct Waivers<'a> {
    entries: Vec<Waiver<'a>>,
}

/// One entry of an `x-allow`, or an `x-allow` that has none.
#[derive(Clone, Debug)]
pub struct Waiver<'a> {
    /// Where the entry stands.
    pub pointer: Pointer,
    /// The id of the rule; `None` where `x-allow` is no object.
    pub rule: Option<&'a str>,
    /// The reason; `None` where there is none.
    pub reason: Option<&'a str>,
    /// The object whose findings it makes silent.
    object: &'a Pointer,
}

impl<'a> Waivers<'a> {
    /// Those of the objects of `tree`.
    pub fn of(tree: &'a Tree) -> Self {
        let entries = tree
            .objects()
            .filter_map(|object| Some((object.pointer, object.node.get(KEY)?)))
            .flat_map(|(object, allow)| entries(object, allow))
            .collect();
        Self { entries }
    }

    /// Each of them, in the order of the document.
    pub fn iter(&self) -> impl Iterator<Item = &Waiver<'a>> {
        self.entries.iter()
    }

    /// Whether one of them makes the finding silent.
    pub fn cover(&self, finding: &Finding) -> bool {
        self.iter().any(|waiver| waiver.covers(finding))
    }
}

impl Waiver<'_> {
    /// Whether it makes the finding silent. What sound output needs is said all the same.
    pub fn covers(&self, finding: &Finding) -> bool {
        let at = finding.pointer.as_str().strip_prefix(self.object.as_str());
        self.is_of(finding.rule)
            && self.reason.is_some()
            && !stops(finding)
            && at.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Whether it names the rule.
    pub fn is_of(&self, rule: &Rule) -> bool {
        self.rule == Some(rule.id)
    }
}

fn entries<'a>(object: &'a Pointer, allow: &'a Node) -> Vec<Waiver<'a>> {
    let at = object.child(KEY);
    if !matches!(allow.value, Value::Object(_)) {
        return vec![Waiver {
            pointer: at,
            rule: None,
            reason: None,
            object,
        }];
    }
    let entry = |(rule, reason): (&'a str, &'a Node)| Waiver {
        pointer: at.child(rule),
        rule: Some(rule),
        reason: reason.as_str().filter(|reason| !reason.trim().is_empty()),
        object,
    };
    allow.members().map(entry).collect()
}
