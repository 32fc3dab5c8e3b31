//! The operations of a document.

use crate::{document::Document, method::METHODS, node::Node, pointer::Pointer};

/// The operations of a document, path by path in the order of the text.
#[derive(Clone, Debug)]
pub struct Operations<'a>(Vec<Operation<'a>>);

/// One operation of a document.
#[derive(Clone, Debug)]
pub struct Operation<'a> {
    /// Where it stands.
    pub pointer: Pointer,
    /// The path template, such as `/v2/{project_id}/tasks`.
    pub path: &'a str,
    /// The method in lower case, as the document writes it.
    pub method: &'static str,
    /// The `operationId`, when it has one.
    pub operation_id: Option<&'a str>,
    /// The Operation Object.
    pub node: &'a Node,
}

impl<'a> Operations<'a> {
    /// The operations of `document`. Path items that are references have none of their own.
    pub fn of(document: &'a Document) -> Self {
        Self::below(document.root())
    }

    /// The operations of the document whose tree this is.
    pub fn below(root: &'a Node) -> Self {
        let operations = path_items(root).flat_map(|(at, path, item)| {
            METHODS.into_iter().filter_map(move |method| {
                let node = item.get(method)?;
                Some(Operation {
                    pointer: at.child(method),
                    path,
                    method,
                    operation_id: node.get("operationId").and_then(Node::as_str),
                    node,
                })
            })
        });
        Self(operations.collect())
    }

    /// The operations, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Operation<'a>> {
        self.0.iter()
    }
}

impl Operation<'_> {
    /// Whether the document marks it as deprecated.
    pub fn is_deprecated(&self) -> bool {
        self.node.get("deprecated").and_then(Node::as_bool) == Some(true)
    }
}

/// The path items of a document in the order of the text: where each stands, its path, and itself.
pub fn path_items(root: &Node) -> impl Iterator<Item = (Pointer, &str, &Node)> {
    let paths = Pointer::root().child("paths");
    let items = root.get("paths").into_iter();
    items
        .flat_map(Node::members)
        .filter(|(path, _)| path.starts_with('/'))
        .map(move |(path, item)| (paths.child(path), path, item))
}
