//! Paths: which of base is which of head, and what they hold beside operations.

use std::collections::{BTreeMap, BTreeSet};

use openapi_document::{
    Kind, METHODS, Node,
    template::{parameters, without_names},
};

use super::{
    super::{
        keys::Keys,
        pair::{Pair, Side},
        rules::{NOTATION, UNCLASSIFIED},
        text::Text,
    },
    Scope, Walk, follow, plain,
};

/// A path, or the same path with other names of its parameters.
pub(super) struct PathPair<'a> {
    pub(super) base: &'a str,
    pub(super) head: &'a str,
    pub(super) item: Pair<'a>,
}

impl<'a> Walk<'a> {
    pub(super) fn paths(&mut self, paths: Pair<'a>) {
        let renamed = renamed(paths);
        let taken: BTreeSet<_> = renamed.values().copied().collect();
        for path in paths.keys() {
            if !path.starts_with('/') {
                self.unknown(path, paths.member(path), &Scope::new(Text::words("paths")));
            } else if let Some(head) = renamed.get(path) {
                let item = Pair {
                    base: paths.base.member(path),
                    head: paths.head.member(head),
                };
                self.path(&PathPair {
                    base: path,
                    head,
                    item,
                });
            } else if !taken.contains(path) {
                let item = paths.member(path);
                self.path(&PathPair {
                    base: path,
                    head: path,
                    item,
                });
            }
        }
    }

    fn path(&mut self, path: &PathPair<'a>) {
        let scope = Scope::new(Text::words("path ").quoting(path.head));
        if path.item.both().is_none() {
            return self.whole_path(path, &scope);
        }
        self.path_reference(path.item, &scope);
        let item = self.target(path.item);
        let path = PathPair { item, ..*path };
        let mut keys = Keys::of(item);
        keys.take("$ref");
        self.documentation(Kind::PathItem, &mut keys, &scope);
        self.own_servers(&mut keys, self.documents().member("servers"), &scope);
        let parameters = self.container(&mut keys, "parameters", &scope);
        for method in METHODS {
            self.operation(method, &path, keys.take(method), parameters);
        }
        self.unused_parameters(&path, parameters, &scope);
        self.rest(keys, &scope);
        self.undescribed_names(&path, &scope);
    }

    /// Another name of a parameter is a change of the parameter where one is described, and else
    /// one of the path.
    fn undescribed_names(&mut self, path: &PathPair<'a>, scope: &Scope) {
        if path.base == path.head {
            return;
        }
        let mut renamed = parameters(path.base)
            .zip(parameters(path.head))
            .filter(|(base, head)| base != head)
            .peekable();
        let item = path.item.base;
        if renamed.peek().is_none() || renamed.any(|(name, _)| !self.describes(item, name)) {
            let was = Text::words(" was ").quoting(path.base);
            self.state(NOTATION, path.item, scope, was);
        }
    }

    /// Whether a path of base, or an operation of it, describes the path parameter `name`.
    fn describes(&self, item: Side<'a>, name: &str) -> bool {
        let of_operations = METHODS.map(|method| item.member(method));
        std::iter::once(item)
            .chain(of_operations)
            .filter_map(|holder| holder.member("parameters").node)
            .flat_map(Node::items)
            .filter_map(|parameter| follow(self.base, parameter))
            .any(|parameter| {
                let text = |key: &str| parameter.node.get(key).and_then(Node::as_str);
                text("in") == Some("path") && text("name") == Some(name)
            })
    }

    /// A path that only one side has: each of its operations is added or removed.
    fn whole_path(&mut self, path: &PathPair<'a>, scope: &Scope) {
        let item = self.target(path.item);
        let mut has_operations = false;
        for method in METHODS {
            let operation = item.member(method);
            has_operations |= operation.base.node.is_some() || operation.head.node.is_some();
            self.operation(method, path, operation, item.member("parameters"));
        }
        if !has_operations {
            self.state(UNCLASSIFIED, path.item, scope, plain::transition(path.item));
        }
    }

    /// A path item may stand elsewhere. Where it stands makes no difference while it can be read.
    fn path_reference(&mut self, item: Pair<'a>, scope: &Scope) {
        let target = self.target(item);
        if target.both().is_none() {
            self.plain(UNCLASSIFIED, "$ref", item.member("$ref"), scope);
        } else {
            self.beside_references(item, scope);
        }
    }
}

/// The paths of base that head has under other names of their parameters.
fn renamed<'a>(paths: Pair<'a>) -> BTreeMap<&'a str, &'a str> {
    let only = |of: Side<'a>, other: Side<'a>| {
        of.keys().filter(move |path| {
            path.starts_with('/') && other.node.is_none_or(|node| node.get(path).is_none())
        })
    };
    let mut heads: BTreeMap<String, &'a str> = only(paths.head, paths.base)
        .map(|path| (without_names(path), path))
        .collect();
    only(paths.base, paths.head)
        .filter_map(|path| Some((path, heads.remove(&without_names(path))?)))
        .collect()
}

/// Whether an operation, or its absence, is marked as deprecated.
pub(super) fn is_deprecated(operation: Side<'_>) -> bool {
    operation
        .node
        .and_then(|node| node.get("deprecated"))
        .and_then(Node::as_bool)
        == Some(true)
}
