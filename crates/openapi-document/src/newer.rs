//! OpenAPI 3.1 in the words of OpenAPI 3.0.
//!
//! Most of what 3.1 writes in another way means what 3.0 can say, too. It is said that way before
//! anything looks at the tree, so everybody else knows one version; each value keeps the place of what it
//! was made of. What 3.0 cannot say stays as it is, and is found as a key that it does not have.

mod parts;
mod schemas;

use crate::{
    grammar::{Kind, Shape},
    node::{Member, Node, Value},
    pointer::Pointer,
};

/// Whether a version of OpenAPI is 3.1.
pub(crate) fn is_newer(version: &str) -> bool {
    is_version(version, "3.1.")
}

/// Whether a version is `prefix` and a number.
pub(crate) fn is_version(version: &str, prefix: &str) -> bool {
    version
        .strip_prefix(prefix)
        .is_some_and(|patch| !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Says a document of OpenAPI 3.1 in the words of OpenAPI 3.0 as far as there are some. Gives the places of
/// `nullable`, which 3.1 does not know any more.
pub(crate) fn in_older_words(root: &mut Node) -> Vec<Pointer> {
    let mut unknown = Vec::new();
    value(
        root,
        &Pointer::root(),
        &Shape::Object(Kind::OpenApi),
        &mut unknown,
    );
    unknown
}

/// Recursive: the depth of a document is limited where it is read.
fn value(node: &mut Node, at: &Pointer, shape: &Shape, unknown: &mut Vec<Pointer>) {
    if let Shape::OrReference(Kind::Schema) = shape {
        schemas::from_flag(node);
    }
    let Some(kind) = shape.object() else {
        return;
    };
    match (shape, &mut node.value) {
        (Shape::List(item), Value::Array(items)) => {
            for (index, node) in items.iter_mut().enumerate() {
                value(node, &at.child(index), item, unknown);
            }
        }
        (Shape::Map(entry), Value::Object(members)) => {
            for (key, member) in members {
                value(&mut member.node, &at.child(key), entry, unknown);
                if entry.object() == Some(Kind::MediaType) && key == "multipart/form-data" {
                    parts::in_older_words(&mut member.node);
                }
            }
        }
        (_, Value::Object(_)) => object(node, at, kind, unknown),
        _ => {}
    }
}

fn object(node: &mut Node, at: &Pointer, kind: Kind, unknown: &mut Vec<Pointer>) {
    let place = node.place;
    let Value::Object(members) = &mut node.value else {
        return;
    };
    match kind {
        Kind::OpenApi => {
            if let Some(version) = members.get_mut("openapi") {
                version.node.value = Value::String("3.0.3".to_owned());
            }
            // A document may have components or webhooks alone.
            members.entry("paths".to_owned()).or_insert_with(|| Member {
                key: place,
                node: Node {
                    value: Value::Object(Default::default()),
                    place,
                },
            });
        }
        Kind::Schema => {
            if members.shift_remove("nullable").is_some() {
                unknown.push(at.child("nullable"));
            }
            schemas::in_older_words(members);
        }
        _ => {}
    }
    for (key, member) in members {
        if let Some(shape) = kind.shape_at(key) {
            value(&mut member.node, &at.child(key), shape, unknown);
        }
    }
}

#[cfg(test)]
mod tests;
