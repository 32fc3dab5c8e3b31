//! A part of a document: one operation with what it refers to, ready to be compared.

use std::collections::BTreeSet;

use openapi_document::{Document, Findings, Member, Node, Operation, Place, Pointer, Tree};

use crate::{
    definition::base_path,
    make::{Members, list, member, text},
};

/// What of an operation is not sent: what people read, names of the document's own choice, and how a
/// request is signed, which no definition of the vendor's says.
const BESIDE: [&str; 4] = ["operationId", "tags", "externalDocs", "security"];

/// An operation of a document, by its path and method.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct At {
    pub(crate) path: String,
    pub(crate) method: &'static str,
}

impl At {
    pub(crate) fn of(operation: &Operation<'_>) -> Self {
        Self {
            path: operation.path.to_owned(),
            method: operation.method,
        }
    }

    /// Where it stands.
    pub(crate) fn pointer(&self) -> Pointer {
        let item = Pointer::root().child("paths").child(&self.path);
        item.child(self.method)
    }
}

/// Whether a document says where its servers are: a definition without a host is silent about them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Servers {
    Said,
    Unsaid,
}

impl Servers {
    pub(crate) fn of(document: &Document) -> Self {
        match schemes(document.root()).next() {
            Some(_) => Self::Said,
            None => Self::Unsaid,
        }
    }
}

/// The components that an operation reaches, and where it stands itself.
pub(crate) fn reached(root: &Node, at: &At) -> BTreeSet<Pointer> {
    let item = Pointer::root().child("paths").child(&at.path);
    let mut reached = BTreeSet::from([at.pointer()]);
    let mut open: Vec<&Node> = Vec::new();
    open.extend(root.at(&at.pointer()));
    open.extend(root.at(&item.child("parameters")));
    while let Some(node) = open.pop() {
        let target = node.reference().and_then(Pointer::from_local_reference);
        if let Some(target) = target.filter(|target| !reached.contains(target)) {
            open.extend(root.at(&target));
            reached.insert(target);
        }
        open.extend(node.items());
        open.extend(node.members().map(|(_, node)| node));
    }
    reached
}

/// The document with this operation alone, and with those components that it reaches.
///
/// # Errors
///
/// Those of reading a document: a patch may have made something else of it.
pub(crate) fn of(
    document: &Document,
    root: &Node,
    at: &At,
    servers: Servers,
) -> Result<Document, Findings> {
    let reached = reached(root, at);
    let mut made = Members::default();
    // Whatever it was written for, it has been read in these words.
    made.add("openapi", root.place, text("3.0.3", root.place));
    made.take(root, "info", "info");
    if let Some(Member { key, node }) = member(root, "paths") {
        made.add("paths", *key, paths(root, node, at, servers));
    }
    if let Some(Member { key, node }) = member(root, "components") {
        made.add("components", *key, components(node, &reached));
    }
    Tree::of(document.file(), document.text(), made.node(root.place))?.document()
}

/// The document without its operations.
///
/// # Errors
///
/// Those of reading a document.
pub(crate) fn without_operations(document: &Document) -> Result<Document, Findings> {
    let root = document.root();
    let mut made = Members::default();
    // Whatever it was written for, it has been read in these words.
    made.add("openapi", root.place, text("3.0.3", root.place));
    made.take(root, "info", "info");
    let none = Members::default().node(root.place);
    made.add("paths", root.place, none);
    Tree::of(document.file(), document.text(), made.node(root.place))?.document()
}

/// The one path, which begins with that of the server.
fn paths(root: &Node, node: &Node, at: &At, servers: Servers) -> Node {
    let mut made = Members::default();
    if let Some(Member { key, node: item }) = member(node, &at.path) {
        let mut kept = Members::default();
        kept.take(item, "parameters", "parameters");
        if let Some(Member { key, node }) = member(item, at.method) {
            kept.add(at.method, *key, operation(root, node, servers));
        }
        let path = format!("{}{}", base_path(root), at.path);
        made.add(&path, *key, kept.node(item.place));
    }
    made.node(node.place)
}

/// What is sent of an operation. The scheme of its server stays; the host is that of a region.
fn operation(root: &Node, node: &Node, said: Servers) -> Node {
    let mut made = Members::default();
    for (name, _) in node.members().filter(|(name, _)| !BESIDE.contains(name)) {
        made.take(node, name, name);
    }
    let servers: Vec<_> = schemes(root).collect();
    if let (Some((_, first)), Servers::Said) = (servers.first().copied(), said) {
        let servers = servers.into_iter().map(|(scheme, place)| {
            let mut made = Members::default();
            made.add("url", place, text(format!("{scheme}://endpoint"), place));
            made.node(place)
        });
        made.add("servers", first, list(servers.collect(), first));
    }
    made.node(node.place)
}

/// The schemes of the servers, and where each URL stands.
fn schemes(root: &Node) -> impl Iterator<Item = (&str, Place)> {
    let servers = root.get("servers").into_iter().flat_map(Node::items);
    let urls = servers.filter_map(|server| server.get("url"));
    urls.filter_map(|url| Some((url.as_str()?.split_once("://")?.0, url.place)))
}

fn components(node: &Node, reached: &BTreeSet<Pointer>) -> Node {
    let above = Pointer::root().child("components");
    let mut sections = Members::default();
    for (section, Member { key, node }) in node.as_object().into_iter().flatten() {
        let above = above.child(section);
        let mut made = Members::default();
        for (name, member) in node.as_object().into_iter().flatten() {
            if reached.contains(&above.child(name)) {
                made.add(name, member.key, member.node.clone());
            }
        }
        if !made.is_empty() {
            sections.add(section, *key, made.node(node.place));
        }
    }
    sections.node(node.place)
}
