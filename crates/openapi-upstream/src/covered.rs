//! What is said of something that the vendor has no more: what is gone is one difference, and what was known of
//! its parts is none beside it.

use std::collections::BTreeSet;

use openapi_document::{Node, Place, Pointer};
use openapi_review::Change;

use crate::{
    make::member,
    part::At,
    patch::{Leaf, way},
};

/// Whether all that a value is about stands within what the changes of its operations take away.
pub(crate) fn is_covered<'a>(
    root: &Node,
    leaf: &Leaf<'_>,
    operations: impl Iterator<Item = (&'a At, &'a [Change])>,
) -> bool {
    let way = way(root, leaf);
    let mut is_about_any = false;
    for (at, changes) in operations {
        let is_reached = |changed: &BTreeSet<Place>| {
            let kept = kept(root, at, changed);
            way.iter().all(|place| kept.contains(place))
        };
        if !is_reached(&BTreeSet::new()) {
            continue;
        }
        is_about_any = true;
        if is_reached(&changes.iter().filter_map(|change| change.base).collect()) {
            return false;
        }
    }
    is_about_any
}

/// Where the values stand that an operation has, without those that are changed and what is in them.
fn kept(root: &Node, at: &At, changed: &BTreeSet<Place>) -> BTreeSet<Place> {
    let pointer = at.pointer();
    let shared = pointer.parent().map(|item| item.child("parameters"));
    let mut open: Vec<&Node> = [Some(pointer), shared]
        .into_iter()
        .flatten()
        .filter_map(|at| root.at(&at))
        .collect();
    let mut kept = BTreeSet::new();
    while let Some(node) = open.pop() {
        if is_of_another_type(node, changed) || !kept.insert(node.place) {
            continue;
        }
        let target = node.reference().and_then(Pointer::from_local_reference);
        open.extend(target.and_then(|target| root.at(&target)));
        open.extend(node.items().filter(|item| !changed.contains(&item.place)));
        let members = node.as_object().into_iter().flatten();
        let stays = members.filter(|(_, member)| !changed.contains(&member.key));
        open.extend(stays.map(|(_, member)| &member.node));
    }
    kept
}

/// What a schema of another type had in it is gone.
fn is_of_another_type(node: &Node, changed: &BTreeSet<Place>) -> bool {
    member(node, "type").is_some_and(|kind| changed.contains(&kind.node.place))
}
