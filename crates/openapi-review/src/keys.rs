//! The keys of an object, handed out one by one so that none is forgotten.

use std::collections::BTreeSet;

use openapi_document::Node;

use super::pair::{Pair, Side};

/// The keys of both sides of an object. Whoever compares the object takes the keys that it
/// knows; the rest are the differences that no rule covers.
pub(super) struct Keys<'a> {
    base: Layers<'a>,
    head: Layers<'a>,
    /// The keys that are there, and whether each was taken. Most of the keys that are asked for are
    /// not there, and looking for them here takes less time than in each layer.
    there: Vec<(&'a str, bool)>,
}

/// One side of an object: usually the object alone. A schema that only wraps another in `allOf`
/// has a layer for each of the two.
pub(super) struct Layers<'a>(Vec<Side<'a>>);

impl<'a> Layers<'a> {
    pub(super) fn new(outermost: Side<'a>) -> Self {
        Self(vec![outermost])
    }

    /// Puts `inner` below: its members count where no layer above has them, and its `allOf` is
    /// the one that counts.
    pub(super) fn push(&mut self, inner: Side<'a>) {
        self.0.push(inner);
    }

    pub(super) fn innermost(&self) -> Option<Side<'a>> {
        self.0.last().copied()
    }

    fn member(&self, key: &str) -> Side<'a> {
        let mut found = self.holders(key).iter().map(|layer| layer.member(key));
        let first = found.next().unwrap_or(Side::root(None));
        match first.node {
            Some(_) => first,
            None => found.find(|side| side.node.is_some()).unwrap_or(first),
        }
    }

    /// What [`Layers::member`] says of a key that is in no layer.
    fn absent(&self, key: &str) -> Side<'a> {
        let first = self.holders(key).first();
        first.map_or(Side::root(None), |layer| layer.with(None))
    }

    /// The layers in which the member `key` is looked for.
    fn holders(&self, key: &str) -> &[Side<'a>] {
        let first = match key {
            "allOf" => self.0.len().saturating_sub(1),
            _ => 0,
        };
        self.0.get(first..).unwrap_or_default()
    }

    fn keys(&self) -> impl Iterator<Item = &'a str> {
        self.0.iter().flat_map(|layer| layer.keys())
    }
}

impl<'a> Keys<'a> {
    /// The keys of a plain object.
    pub(super) fn of(pair: Pair<'a>) -> Self {
        Self::layered(Layers::new(pair.base), Layers::new(pair.head))
    }

    /// The keys of an object in layers.
    pub(super) fn layered(base: Layers<'a>, head: Layers<'a>) -> Self {
        let there = base.keys().chain(head.keys()).map(|key| (key, false));
        let there = there.collect();
        Self { base, head, there }
    }

    /// Leaves out every key but those that `keep` names: for those, someone else answers.
    pub(super) fn only(&mut self, keep: impl Fn(&str) -> bool) {
        self.there.retain(|(key, _)| keep(key));
    }

    /// The member `key`, which the caller answers for from here on.
    pub(super) fn take(&mut self, key: &'static str) -> Pair<'a> {
        for (_, taken) in self.there.iter_mut().filter(|(there, _)| *there == key) {
            *taken = true;
        }
        self.peek(key)
    }

    /// The member `key`, for which someone else answers.
    pub(super) fn peek(&self, key: &str) -> Pair<'a> {
        if self.there.iter().any(|(there, _)| *there == key) {
            self.member(key)
        } else {
            Pair {
                base: self.base.absent(key),
                head: self.head.absent(key),
            }
        }
    }

    /// The members that nobody took.
    pub(super) fn rest(self) -> Vec<(&'a str, Pair<'a>)> {
        let left = self.there.iter().filter(|(_, taken)| !taken);
        let left: BTreeSet<_> = left.map(|(key, _)| *key).collect();
        left.into_iter()
            .map(|key| (key, self.member(key)))
            .collect()
    }

    fn member(&self, key: &str) -> Pair<'a> {
        Pair {
            base: self.base.member(key),
            head: self.head.member(key),
        }
    }
}

/// A flag of a pair, with its default.
pub(super) fn flag(node: Option<&Node>, default: bool) -> bool {
    node.and_then(Node::as_bool).unwrap_or(default)
}
