//! Where an operation of the vendor's belongs in our document: at our path when we have it, with our names of
//! its parameters, and without what the URLs of our servers end with.

use std::collections::BTreeMap;

use openapi_document::{
    Document, Findings, Node, Operations, Tree, Value,
    template::{parameters, without_names},
};

use super::NoDraft;
use crate::{
    definition::{Definition, base_path},
    make::{Members, list, member, text},
    part::At,
};

/// The vendor's document with one operation, where our document would have it.
pub(super) struct Placed {
    pub(super) document: Document,
    pub(super) at: At,
}

/// The operation at `at` of a definition, which our document has not.
///
/// # Errors
///
/// When our document has it already, or its path cannot be written below the servers of our document.
pub(super) fn placed(ours: &Document, definition: &Definition, at: &At) -> Result<Placed, NoDraft> {
    let full = format!("{}{}", definition.base_path(), at.path);
    let at_ours = At {
        path: path(ours, &full, at.method)?,
        method: at.method,
    };
    let full_ours = format!("{}{}", base_path(ours.root()), at_ours.path);
    let names = parameters(&full).zip(parameters(&full_ours)).collect();
    let document = alone(definition.document(), at, &at_ours, &names)?;
    Ok(Placed {
        document,
        at: at_ours,
    })
}

/// The path of our document that is `full` to a server, in our names where we have it.
fn path(ours: &Document, full: &str, method: &str) -> Result<String, NoDraft> {
    let base = base_path(ours.root());
    let wanted = without_names(full);
    let operations = Operations::of(ours);
    let mut known = None;
    for operation in operations.iter() {
        if without_names(&format!("{base}{}", operation.path)) == wanted {
            if operation.method == method {
                return Err(NoDraft::Known {
                    file: ours.file().to_owned(),
                    place: ours.place(&operation.pointer),
                });
            }
            known = Some(operation.path.to_owned());
        }
    }
    let below = || full.strip_prefix(base).filter(|rest| rest.starts_with('/'));
    known
        .or_else(|| below().map(str::to_owned))
        .ok_or_else(|| NoDraft::Elsewhere {
            path: full.to_owned(),
            base: base.to_owned(),
        })
}

/// The document with this operation alone, at another path.
fn alone(
    theirs: &Document,
    at: &At,
    at_ours: &At,
    names: &BTreeMap<&str, &str>,
) -> Result<Document, Findings> {
    let root = theirs.root();
    let nothing = Members::default().node(root.place);
    let node = root.at(&at.pointer()).unwrap_or(&nothing);
    let mut operation = Members::default();
    for (key, _) in node.members() {
        operation.take(node, key, key);
    }
    let all = all_parameters(theirs, at, names);
    if !all.is_empty() {
        let place = member(node, "parameters").map_or(node.place, |member| member.key);
        operation.add("parameters", place, list(all, place));
    }
    let mut item = Members::default();
    item.add(at.method, node.place, operation.node(node.place));
    let mut paths = Members::default();
    paths.add(&at_ours.path, node.place, item.node(node.place));
    let mut made = Members::default();
    for (key, _) in root.members() {
        made.take(root, key, key);
    }
    // Whatever it was written for, it has been read in these words.
    made.add("openapi", root.place, text("3.0.3", root.place));
    made.add("paths", root.place, paths.node(root.place));
    Tree::of(theirs.file(), theirs.text(), made.node(root.place))?.document()
}

/// The parameters of an operation and of its path, behind their references, with our names in the path.
fn all_parameters(theirs: &Document, at: &At, names: &BTreeMap<&str, &str>) -> Vec<Node> {
    let own = at.pointer();
    let lists = [Some(own.clone()), own.parent()].into_iter().flatten();
    let mut all: Vec<Node> = Vec::new();
    for at in lists.map(|above| above.child("parameters")) {
        let count = theirs.root().at(&at).map_or(0, |list| list.items().count());
        for index in 0..count {
            let Some((_, parameter)) = theirs.resolve(&at.child(index)) else {
                continue;
            };
            let parameter = renamed(parameter, names);
            let is_same = |other: &Node| {
                ["name", "in"]
                    .iter()
                    .all(|key| said(other, key) == said(&parameter, key))
            };
            if !all.iter().any(is_same) {
                all.push(parameter);
            }
        }
    }
    all
}

fn renamed(parameter: &Node, names: &BTreeMap<&str, &str>) -> Node {
    let mut made = parameter.clone();
    let name = said(parameter, "name").and_then(|name| names.get(name));
    if let (Some("path"), Some(name), Value::Object(members)) =
        (said(parameter, "in"), name, &mut made.value)
        && let Some(member) = members.get_mut("name")
    {
        member.node.value = Value::String((*name).to_owned());
    }
    made
}

fn said<'a>(node: &'a Node, key: &str) -> Option<&'a str> {
    node.get(key)?.as_str()
}
