//! The parts of a document: its path items, its components, and its other fields, and which of them
//! lead to which by references.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Node, Pointer, structure};

/// What a place belongs to: a path item, a component, or a field of the document.
pub(crate) fn part(pointer: &Pointer) -> Pointer {
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

/// The references between the parts of one document.
#[derive(Default)]
pub(crate) struct Links {
    forward: BTreeMap<Pointer, BTreeSet<Pointer>>,
    backward: BTreeMap<Pointer, BTreeSet<Pointer>>,
}

impl Links {
    pub(crate) fn of(root: &Node) -> Self {
        let (references, _) = structure::collect(root);
        let mut links = Self::default();
        for reference in references {
            let text = root.at(&reference.pointer).and_then(Node::as_str);
            let Some(target) = text.and_then(Pointer::from_local_reference) else {
                continue;
            };
            let (from, to) = (part(&reference.pointer), part(&target));
            let targets = links.forward.entry(from.clone()).or_default();
            targets.insert(to.clone());
            links.backward.entry(to).or_default().insert(from);
        }
        links
    }

    /// The parts `to`, and all that lead to them.
    pub(crate) fn leading_to(&self, to: impl IntoIterator<Item = Pointer>) -> BTreeSet<Pointer> {
        closure(&self.backward, to)
    }

    /// The parts `from`, and all that they lead to.
    pub(crate) fn reached_from(
        &self,
        from: impl IntoIterator<Item = Pointer>,
    ) -> BTreeSet<Pointer> {
        closure(&self.forward, from)
    }
}

fn closure(
    links: &BTreeMap<Pointer, BTreeSet<Pointer>>,
    start: impl IntoIterator<Item = Pointer>,
) -> BTreeSet<Pointer> {
    let mut known = BTreeSet::new();
    let mut open: Vec<_> = start.into_iter().collect();
    while let Some(part) = open.pop() {
        if let Some(next) = links.get(&part).filter(|_| !known.contains(&part)) {
            open.extend(next.iter().cloned());
        }
        known.insert(part);
    }
    known
}
