//! The parts of a document: its path items, its components, and its other fields, and which of them
//! lead to which by references.

use std::collections::{BTreeMap, BTreeSet};

use crate::{node::Node, pointer::Pointer, tree::Tree};

/// What a place belongs to: a path item, a component, or a field of the document.
pub fn part(pointer: &Pointer) -> Pointer {
    let depth = match pointer.tokens().next().as_deref() {
        Some("paths") => 2,
        Some("components") => 3,
        _ => 1,
    };
    pointer
        .tokens()
        .take(depth)
        .fold(Pointer::root(), |pointer, token| pointer.child(token))
}

/// Which parts of one document lead to which by references.
#[derive(Clone, Debug, Default)]
pub struct Links(BTreeMap<Pointer, BTreeSet<Pointer>>);

impl Links {
    /// The links that the references of a document make.
    pub fn of(tree: &Tree) -> Self {
        let mut links = Self::default();
        for reference in tree.references() {
            let text = tree.root().at(&reference.pointer).and_then(Node::as_str);
            if let Some(target) = text.and_then(Pointer::from_local_reference) {
                let holders = links.0.entry(part(&target)).or_default();
                holders.insert(part(&reference.pointer));
            }
        }
        links
    }

    /// The parts that a reference leads to, whether they are there or not.
    pub fn targets(&self) -> impl Iterator<Item = &Pointer> {
        self.0.keys()
    }

    /// The parts `to`, and all that lead to them.
    pub fn leading_to(&self, to: impl IntoIterator<Item = Pointer>) -> BTreeSet<Pointer> {
        let mut known = BTreeSet::new();
        let mut open: Vec<_> = to.into_iter().collect();
        while let Some(part) = open.pop() {
            if let Some(holders) = self.0.get(&part).filter(|_| !known.contains(&part)) {
                open.extend(holders.iter().cloned());
            }
            known.insert(part);
        }
        known
    }
}
