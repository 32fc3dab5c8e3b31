//! Waivers: what a document allows by `x-allow`, with its reasons.
//!
//! `x-allow: {rule: reason}` at an object makes the findings of that rule silent that are about the
//! object, or about what stands in it. Which rules there are is for whoever knows them all.
//!
//! No document says of itself that it is safe, so findings of the group *safety* are never silent.

use std::{collections::HashMap, iter};

use openapi_document::{Finding, Group, Node, Pointer, Rule, Tree, Value};

use super::policy::stops;

/// The key.
const KEY: &str = "x-allow";

/// All waivers of a document.
#[derive(Debug)]
pub struct Waivers<'a> {
    entries: Vec<Waiver<'a>>,
    /// Which entry stands for a rule at an object. Looked up, not searched: a document may have tens of
    /// thousands of either, and findings as many.
    by_place: HashMap<(&'a str, &'a str), usize>,
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
    object: &'a Pointer,
}

impl<'a> Waivers<'a> {
    /// Those of the objects of `tree`.
    pub fn of(tree: &'a Tree) -> Self {
        let entries: Vec<_> = tree
            .objects()
            .filter_map(|object| Some((object.pointer, object.node.get(KEY)?)))
            .flat_map(|(object, allow)| entries(object, allow))
            .collect();
        let by_place = entries.iter().enumerate();
        let by_place = by_place.filter_map(|(index, waiver)| {
            waiver.reason?;
            Some(((waiver.object.as_str(), waiver.rule?), index))
        });
        Self {
            by_place: by_place.collect(),
            entries,
        }
    }

    /// Each of them, in the order of the document.
    pub fn iter(&self) -> impl Iterator<Item = &Waiver<'a>> {
        self.entries.iter()
    }

    /// Whether one of them makes the finding silent.
    pub fn cover(&self, finding: &Finding) -> bool {
        self.covering(finding).next().is_some()
    }

    /// Those that make the finding silent: at its object, and at each around it. What sound output needs
    /// is said all the same.
    pub fn covering(&self, finding: &Finding) -> impl Iterator<Item = &Waiver<'a>> {
        let can = may_waive(finding.rule) && !stops(finding);
        let at = Some(finding.pointer.as_str()).filter(|_| can && !self.by_place.is_empty());
        let places = iter::successors(at, |at| Some(at.rsplit_once('/')?.0));
        places.filter_map(|at| {
            self.entries
                .get(*self.by_place.get(&(at, finding.rule.id))?)
        })
    }
}

/// Whether a document may waive the rule, as far as that does not depend on the finding.
pub fn may_waive(rule: &Rule) -> bool {
    rule.group != Group::Safety
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
