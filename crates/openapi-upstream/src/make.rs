//! Making values: what is made of another value keeps its place.

use indexmap::IndexMap;
use openapi_document::{Member, Node, Place, Pointer, Value};

/// An object whose members are made one by one.
#[derive(Debug, Default)]
pub(crate) struct Members(IndexMap<String, Member>);

impl Members {
    /// Adds a member whose key stands at `key`.
    pub(crate) fn add(&mut self, name: &str, key: Place, node: Node) {
        let name = name.to_owned();
        self.0.insert(name, Member { key, node });
    }

    /// Takes a member over under another name, when there is one.
    pub(crate) fn take(&mut self, from: &Node, key: &str, name: &str) {
        if let Some(member) = member(from, key) {
            self.0.insert(name.to_owned(), member.clone());
        }
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is a member of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The object, which stands at `place`.
    pub(crate) fn node(self, place: Place) -> Node {
        Node {
            value: Value::Object(self.0),
            place,
        }
    }
}

/// The member `key` with the place of its key.
pub(crate) fn member<'a>(node: &'a Node, key: &str) -> Option<&'a Member> {
    node.as_object()?.get(key)
}

pub(crate) fn text(text: impl Into<String>, place: Place) -> Node {
    Node {
        value: Value::String(text.into()),
        place,
    }
}

pub(crate) fn flag(flag: bool, place: Place) -> Node {
    Node {
        value: Value::Bool(flag),
        place,
    }
}

pub(crate) fn list(items: Vec<Node>, place: Place) -> Node {
    Node {
        value: Value::Array(items),
        place,
    }
}

/// Each member, made anew under its own name; what has no members stays as it is.
pub(crate) fn each(node: &Node, make: impl Fn(&Node) -> Node) -> Node {
    let Some(members) = node.as_object() else {
        return node.clone();
    };
    let mut made = Members::default();
    for (name, Member { key, node }) in members {
        made.add(name, *key, make(node));
    }
    made.node(node.place)
}

/// Takes the member out that a pointer names.
pub(crate) fn forget(root: &mut Node, at: &Pointer) {
    let (Some(above), Some(name)) = (at.parent(), at.last()) else {
        return;
    };
    if let Some(Value::Object(members)) = at_mut(root, &above).map(|node| &mut node.value) {
        members.shift_remove(&name);
    }
}

/// The node at a pointer, to be changed.
pub(crate) fn at_mut<'n>(root: &'n mut Node, at: &Pointer) -> Option<&'n mut Node> {
    at.tokens()
        .try_fold(root, |node, token| match &mut node.value {
            Value::Object(members) => members.get_mut(&*token).map(|member| &mut member.node),
            Value::Array(items) => items.get_mut(token.parse::<usize>().ok()?),
            _ => None,
        })
}
