//! What the vendor says instead, as a patch of our document (RFC 7396): a member replaces ours, `null`
//! takes ours away.
//!
//! It looks through references: what is said of an operation holds for it alone, also where it shares a
//! component with others. In a list of parameters, a member is the parameter of that name.

use openapi_document::{Member, Node, Place, Pointer, Value};

use crate::make::{at_mut, text};

/// How many references in a row are followed.
const MAX_REFERENCES: usize = 64;

/// One value that the vendor says instead of ours.
#[derive(Clone, Debug)]
pub(crate) struct Leaf<'a> {
    /// The object that the patch is about.
    pub(crate) object: Pointer,
    /// The keys that lead from there to the value.
    pub(crate) keys: Vec<String>,
    /// What the vendor says; `None` when it says nothing.
    pub(crate) value: Option<&'a Node>,
    /// Where the patch says so.
    pub(crate) place: Place,
}

/// The values of a patch of `object`. What our document has not is one value with all that is in it.
pub(crate) fn leaves<'a>(root: &Node, object: &Pointer, patch: &'a Node) -> Vec<Leaf<'a>> {
    let mut found = Vec::new();
    let mut keys = Vec::new();
    collect(
        root,
        object,
        Some(object.clone()),
        patch,
        &mut keys,
        &mut found,
    );
    found
}

/// Recursive: the depth of a document is limited where it is read.
fn collect<'a>(
    root: &Node,
    object: &Pointer,
    at: Option<Pointer>,
    patch: &'a Node,
    keys: &mut Vec<String>,
    found: &mut Vec<Leaf<'a>>,
) {
    for (name, Member { key, node }) in patch.as_object().into_iter().flatten() {
        keys.push(name.clone());
        let below = at.as_ref().and_then(|at| step(root, at, name));
        let is_known = below.as_ref().is_some_and(|at| holds_members(root, at));
        if is_known && node.as_object().is_some() {
            collect(root, object, below, node, keys, found);
        } else {
            found.push(Leaf {
                object: object.clone(),
                keys: keys.clone(),
                value: Some(node).filter(|node| node.value != Value::Null),
                place: *key,
            });
        }
        keys.pop();
    }
}

fn holds_members(root: &Node, at: &Pointer) -> bool {
    let node = root.resolve(at).map(|(_, node)| node);
    node.is_some_and(|node| matches!(node.value, Value::Object(_) | Value::Array(_)))
}

/// Where the member `key` of what stands at `at` is, behind its references.
fn step(root: &Node, at: &Pointer, key: &str) -> Option<Pointer> {
    let at = match key {
        "$ref" => at.clone(),
        _ => root.resolve(at)?.0,
    };
    let node = root.at(&at)?;
    match node.as_array() {
        Some(items) => Some(at.child(named(root, items, key)?)),
        None => node.get(key).map(|_| at.child(key)),
    }
}

/// Where all stands that leads from the object of a patch to the value, on both sides of each reference.
pub(crate) fn way(root: &Node, leaf: &Leaf<'_>) -> Vec<Place> {
    let mut found = Vec::new();
    let mut at = Some(leaf.object.clone());
    let mut keys = leaf.keys.iter();
    while let Some(here) = at {
        let resolved = root.resolve(&here).map(|(_, node)| node);
        found.extend(
            root.at(&here)
                .into_iter()
                .chain(resolved)
                .map(|node| node.place),
        );
        at = keys.next().and_then(|key| step(root, &here, key));
    }
    found
}

/// Which item is of this name, behind its references.
fn named(root: &Node, items: &[Node], name: &str) -> Option<usize> {
    let is_named = |item: &Node| {
        let target = item.reference().and_then(Pointer::from_local_reference);
        let resolved = target.and_then(|at| root.resolve(&at));
        let item = resolved.map_or(item, |(_, node)| node);
        item.get("name").and_then(Node::as_str) == Some(name)
    };
    items.iter().position(is_named)
}

/// The document as it would be if it said what the vendor says.
pub(crate) fn patched<'a>(root: &Node, leaves: impl Iterator<Item = &'a Leaf<'a>>) -> Node {
    let mut made = root.clone();
    let paths = Pointer::root().child("paths");
    let (of_operations, of_components): (Vec<_>, Vec<_>) =
        leaves.partition(|leaf| leaf.object.below(&paths).is_some());
    // What is said of an operation is said of a copy, which must have all that is said of the component.
    for leaf in of_components.into_iter().chain(of_operations) {
        apply(&mut made, leaf);
    }
    made
}

fn apply(root: &mut Node, leaf: &Leaf<'_>) {
    let Some((last, keys)) = leaf.keys.split_last() else {
        return;
    };
    let mut at = leaf.object.clone();
    for key in keys {
        inline(root, &at);
        match step(root, &at, key) {
            Some(below) => at = below,
            // The patch was made for this document.
            None => return,
        }
    }
    if last != "$ref" {
        inline(root, &at);
    }
    let known = step(root, &at, last);
    let index = known.as_ref().and_then(Pointer::last);
    let Some(holder) = at_mut(root, &at) else {
        return;
    };
    match (&mut holder.value, leaf.value) {
        (Value::Object(members), None) => {
            members.shift_remove(last);
        }
        (Value::Object(members), Some(value)) => {
            let member = Member {
                key: leaf.place,
                node: value.clone(),
            };
            members.insert(last.clone(), member);
        }
        (Value::Array(items), value) => {
            let index = index.and_then(|index| index.parse::<usize>().ok());
            let value = value.map(|value| with_name(value, last, leaf.place));
            match (index, value) {
                (Some(index), None) if index < items.len() => {
                    items.remove(index);
                }
                (Some(index), Some(value)) => {
                    if let Some(item) = items.get_mut(index) {
                        *item = value;
                    }
                }
                (None, Some(value)) => items.push(value),
                _ => {}
            }
        }
        _ => {}
    }
}

fn with_name(value: &Node, name: &str, place: Place) -> Node {
    let mut value = value.clone();
    if let Value::Object(members) = &mut value.value {
        members.entry("name".to_owned()).or_insert_with(|| Member {
            key: place,
            node: text(name, place),
        });
    }
    value
}

/// Puts a copy of what a reference leads to in its place.
fn inline(root: &mut Node, at: &Pointer) {
    for _ in 0..MAX_REFERENCES {
        let target = root.at(at).and_then(Node::reference);
        let target = target.and_then(Pointer::from_local_reference);
        let Some(copy) = target.and_then(|target| root.at(&target).cloned()) else {
            return;
        };
        if let Some(node) = at_mut(root, at) {
            *node = copy;
        }
    }
}

#[cfg(test)]
mod tests;
