//! What can be said about a document of which a part has not the structure of OpenAPI.

use std::collections::{BTreeMap, BTreeSet};

use super::{Policy, checked::all, context::Context};
use crate::{Finding, Node, Pointer};

/// The findings about a structure that is not in order, and what `policy` asks for about the rest:
/// a person mends all of them at once.
///
/// A part with a broken structure, and each part that leads to it, is left out of the rest: what it
/// says is not known, so a finding about it might be untrue.
pub(crate) fn with_the_rest(root: &Node, policy: &Policy, broken: Vec<Finding>) -> Vec<Finding> {
    let unknown = unknown_parts(root, broken.iter().map(|finding| part(&finding.pointer)));
    let rest = all(root, policy)
        .into_iter()
        .filter(|finding| !unknown.contains(&part(&finding.pointer)));
    let all = broken.into_iter().chain(rest);
    all.filter_map(|finding| policy.apply(finding)).collect()
}

/// The `broken` parts, and all that lead to them by references.
fn unknown_parts(root: &Node, broken: impl Iterator<Item = Pointer>) -> BTreeSet<Pointer> {
    let context = Context::new(root);
    let mut leading_to = BTreeMap::<Pointer, Vec<Pointer>>::new();
    for reference in &context.references {
        let text = context.node(&reference.pointer).and_then(Node::as_str);
        if let Some(target) = text.and_then(Pointer::from_local_reference) {
            let from = part(&reference.pointer);
            leading_to.entry(part(&target)).or_default().push(from);
        }
    }
    let mut unknown = BTreeSet::new();
    let mut found: Vec<_> = broken.collect();
    while let Some(part) = found.pop() {
        let leading = leading_to.remove(&part).unwrap_or_default();
        found.extend(leading);
        unknown.insert(part);
    }
    unknown
}

/// What a place belongs to: a path item, a component, or a field of the document.
fn part(pointer: &Pointer) -> Pointer {
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
