//! `x-source`: where a fact of our document is from, and what the vendor says instead.

use openapi_document::{Node, Pointer};

use crate::patch::{Leaf, leaves};

/// The key.
pub(crate) const SOURCE: &str = "x-source";

/// Keys below which a document has values of its own choice.
const VALUES: [&str; 4] = ["example", "examples", "default", "enum"];

/// What a document says about the source of a fact.
#[derive(Clone, Debug)]
pub(crate) struct Source<'a> {
    /// The object that it is about.
    pub(crate) object: Pointer,
    node: &'a Node,
}

impl<'a> Source<'a> {
    /// What it says under a key.
    pub(crate) fn says(&self, key: &str) -> Option<&'a str> {
        self.node.get(key)?.as_str().map(str::trim)
    }

    /// What the vendor says of the object instead.
    pub(crate) fn vendor(&self) -> Option<&'a Node> {
        self.node.get("vendor")
    }
}

/// All that a document says of what the vendor says instead.
pub(crate) fn deviations(root: &Node) -> Vec<Leaf<'_>> {
    sources(root)
        .into_iter()
        .filter_map(|source| Some((source.vendor()?, source.object)))
        .flat_map(|(patch, object)| leaves(root, &object, patch))
        .collect()
}

/// All that a document has, in the order of the text.
pub(crate) fn sources(root: &Node) -> Vec<Source<'_>> {
    let mut found = Vec::new();
    collect(root, &Pointer::root(), &mut found);
    found
}

/// Recursive: the depth of a document is limited where it is read.
fn collect<'a>(node: &'a Node, at: &Pointer, found: &mut Vec<Source<'a>>) {
    for (index, item) in node.items().enumerate() {
        collect(item, &at.child(index), found);
    }
    if let Some(source) = node.get(SOURCE) {
        found.push(Source {
            object: at.clone(),
            node: source,
        });
    }
    for (key, value) in node.members() {
        if key != SOURCE && !VALUES.contains(&key) {
            collect(value, &at.child(key), found);
        }
    }
}
