//! Two sides of the same thing: what base and head have at one place.

use openapi_document::{Node, Place, Value};

/// What one document has at a place, and where that is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side<'a> {
    /// The value, when the document has one there.
    pub(super) node: Option<&'a Node>,
    /// Where it stands, or where its nearest surroundings stand when there is none. `None` when
    /// there is no document.
    pub(super) place: Option<Place>,
}

/// What base and head have at the same place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair<'a> {
    pub(super) base: Side<'a>,
    pub(super) head: Side<'a>,
}

/// How the two sides of a pair differ.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Edit {
    Added,
    Removed,
    Changed,
}

impl<'a> Side<'a> {
    /// The side of a document whose root is `node`.
    pub(super) fn root(node: Option<&'a Node>) -> Self {
        Self {
            node,
            place: node.map(|node| node.place),
        }
    }

    /// Something else at the same place.
    pub(super) fn with(self, node: Option<&'a Node>) -> Self {
        Self { node, ..self }
    }

    /// The member `key`.
    pub(super) fn member(self, key: &str) -> Self {
        let member = self
            .node
            .and_then(Node::as_object)
            .and_then(|members| members.get(key));
        match member {
            // A container begins at its key: its own place is the line below it.
            Some(member) => Self {
                node: Some(&member.node),
                place: Some(match member.node.value {
                    Value::Array(_) | Value::Object(_) | Value::Null => member.key,
                    _ => member.node.place,
                }),
            },
            None => self.with(None),
        }
    }

    /// `node`, an item of this array.
    pub(super) fn item(self, node: Option<&'a Node>) -> Self {
        Self {
            node,
            place: node.map(|node| node.place).or(self.place),
        }
    }

    /// The items, when this is an array.
    pub(super) fn items(self) -> &'a [Node] {
        self.node.and_then(Node::as_array).unwrap_or_default()
    }

    /// The keys, when this is an object.
    pub(super) fn keys(self) -> impl Iterator<Item = &'a str> {
        self.node
            .into_iter()
            .flat_map(Node::members)
            .map(|(key, _)| key)
    }

    /// The member `key`, when it is a string.
    pub(super) fn text(self, key: &str) -> Option<&'a str> {
        self.node?.get(key)?.as_str()
    }

    /// The member `key` as a flag.
    pub(super) fn flag(self, key: &str) -> Option<bool> {
        self.node?.get(key)?.as_bool()
    }

    /// Whether this is a container without contents.
    pub(super) fn is_empty(self) -> bool {
        match self.node.map(|node| &node.value) {
            Some(Value::Array(items)) => items.is_empty(),
            Some(Value::Object(members)) => members.is_empty(),
            _ => false,
        }
    }
}

impl<'a> Pair<'a> {
    /// How the sides differ, or `None` when they say the same. Places and the order of keys
    /// make no difference.
    pub(super) fn edit(self) -> Option<Edit> {
        match (self.base.node, self.head.node) {
            (None, None) => None,
            (None, Some(_)) => Some(Edit::Added),
            (Some(_), None) => Some(Edit::Removed),
            (Some(base), Some(head)) => (!same(base, head)).then_some(Edit::Changed),
        }
    }

    /// Both values, when both are there.
    pub(super) fn both(self) -> Option<(&'a Node, &'a Node)> {
        Some((self.base.node?, self.head.node?))
    }

    /// The member `key` of both sides.
    pub(super) fn member(self, key: &str) -> Self {
        Self {
            base: self.base.member(key),
            head: self.head.member(key),
        }
    }

    /// An item of either side's array.
    pub(super) fn item(self, base: Option<&'a Node>, head: Option<&'a Node>) -> Self {
        Self {
            base: self.base.item(base),
            head: self.head.item(head),
        }
    }

    /// The keys that either side has, each once: those of base in its order, then those that
    /// only head has.
    pub(super) fn keys(self) -> impl Iterator<Item = &'a str> {
        let only_head = move |key: &&str| self.base.node.is_none_or(|base| base.get(key).is_none());
        self.base.keys().chain(self.head.keys().filter(only_head))
    }

    /// The member `key` of head, or of base when head has none, when it is a string.
    pub(super) fn text(self, key: &str) -> Option<&'a str> {
        self.head.text(key).or_else(|| self.base.text(key))
    }
}

/// Whether two values are equal whatever the rest of their documents says: the [`same`], and
/// without a reference that could lead to something different.
pub(super) fn same_by_itself(base: &Node, head: &Node) -> bool {
    same(base, head) && !refers(base)
}

fn refers(node: &Node) -> bool {
    match &node.value {
        Value::Array(items) => items.iter().any(refers),
        Value::Object(members) => members
            .iter()
            .any(|(key, member)| key == "$ref" || refers(&member.node)),
        _ => false,
    }
}

/// The text of a value by which equal values know each other, in the sense of [`same`].
pub(super) fn canonical(node: &Node) -> String {
    let mut text = String::new();
    write_canonical(node, &mut text);
    text
}

fn write_canonical(node: &Node, text: &mut String) {
    match &node.value {
        Value::Array(items) => {
            text.push('[');
            for item in items {
                write_canonical(item, text);
                text.push(',');
            }
            text.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(key, _)| *key);
            text.push('{');
            for (key, member) in members {
                // The way of `Debug` keeps the text on one line and its end apart from the rest.
                text.push_str(&format!("{key:?}:"));
                write_canonical(&member.node, text);
                text.push(',');
            }
            text.push('}');
        }
        Value::Number(number) => match number.as_f64().filter(|_| number.is_f64()) {
            // `1.0` prints as `1` here, and not as `1.0`.
            Some(number) => text.push_str(&number.to_string()),
            None => text.push_str(&number.to_string()),
        },
        Value::String(value) => text.push_str(&format!("{value:?}")),
        Value::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Value::Null => text.push_str("null"),
    }
}

/// Whether two values are equal in JSON's data model: the order of keys has no meaning, and
/// `1` is `1.0`.
pub(super) fn same(base: &Node, head: &Node) -> bool {
    match (&base.value, &head.value) {
        (Value::Array(base), Value::Array(head)) => {
            base.len() == head.len() && base.iter().zip(head).all(|(base, head)| same(base, head))
        }
        (Value::Object(base), Value::Object(head)) => {
            base.len() == head.len()
                && base.iter().all(|(key, member)| {
                    head.get(key)
                        .is_some_and(|other| same(&member.node, &other.node))
                })
        }
        (Value::Number(base), Value::Number(head)) => {
            base == head || (base.is_f64() != head.is_f64() && base.as_f64() == head.as_f64())
        }
        (base, head) => base == head,
    }
}
