//! Path templates and path parameters must say the same.

use std::collections::{BTreeMap, BTreeSet};

use super::Sink;
use crate::{Document, Finding, Level, Node, Operation, Operations, Pointer, Related};

const MISMATCH: &str = "path-parameter-mismatch";
const OPTIONAL: &str = "optional-path-parameter";
const INVALID_TEMPLATE: &str = "invalid-path-template";
const DUPLICATE: &str = "duplicate-path";

pub(super) fn paths(document: &Document) -> Vec<Finding> {
    let mut sink = Sink::new(document.root());
    let operations = Operations::of(document);
    let mut seen = BTreeMap::<String, Pointer>::new();
    let pointer = Pointer::root().child("paths");
    let items = document
        .root()
        .get("paths")
        .into_iter()
        .flat_map(Node::members);
    for (path, _) in items.filter(|(path, _)| path.starts_with('/')) {
        let at = pointer.child(path);
        let Some(names) = template(&mut sink, &at, path) else {
            continue;
        };
        duplicate(&mut sink, document, &mut seen, path, &names, &at);
        for operation in operations.iter().filter(|operation| operation.path == path) {
            parameters(&mut sink, document, operation, &names);
        }
    }
    sink.into_findings()
}

/// The names in a path template; a finding when it is none.
fn template(sink: &mut Sink<'_>, at: &Pointer, path: &str) -> Option<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    let mut refuse = |message: String| {
        let help = "write segments of letters, digits and `-._~`, or `{name}`".to_owned();
        sink.error_at_key(INVALID_TEMPLATE, at, message, help);
    };
    let mut rest = path;
    while let Some((literal, tail)) = rest.split_once('{') {
        if let Some(bad) = invalid_character(literal) {
            refuse(format!("the path `{path}` contains {bad:?}"));
            return None;
        }
        let Some((name, tail)) = tail.split_once('}') else {
            refuse(format!("the path `{path}` has a `{{` without its `}}`"));
            return None;
        };
        if name.is_empty() || name.contains(['/', '{']) {
            refuse(format!(
                "the path `{path}` has a parameter without a usable name"
            ));
            return None;
        }
        if !names.insert(name.to_owned()) {
            refuse(format!("the path `{path}` names `{name}` twice"));
            return None;
        }
        rest = tail;
    }
    if let Some(bad) = invalid_character(rest) {
        refuse(format!("the path `{path}` contains {bad:?}"));
        return None;
    }
    Some(names)
}

/// The first character that a path cannot hold as it is (RFC 3986, section 3.3).
fn invalid_character(literal: &str) -> Option<char> {
    literal
        .chars()
        .find(|c| !c.is_ascii_alphanumeric() && !"-._~!$&'()*+,;=:@/".contains(*c))
}

fn duplicate(
    sink: &mut Sink<'_>,
    document: &Document,
    seen: &mut BTreeMap<String, Pointer>,
    path: &str,
    names: &BTreeSet<String>,
    at: &Pointer,
) {
    let shape = names.iter().fold(path.to_owned(), |shape, name| {
        shape.replace(&format!("{{{name}}}"), "{}")
    });
    let Some(first) = seen.insert(shape, at.clone()) else {
        return;
    };
    let other = first.last().unwrap_or_default();
    sink.push(Finding {
        rule: DUPLICATE,
        level: Level::Error,
        message: format!("the paths `{other}` and `{path}` are the same path"),
        help: "move the operations into one of them".to_owned(),
        pointer: at.clone(),
        place: document.root().key_place(at),
        related: related(document, &first, "the first of the two"),
    });
}

fn parameters(
    sink: &mut Sink<'_>,
    document: &Document,
    operation: &Operation<'_>,
    names: &BTreeSet<String>,
) {
    let declared = path_parameters(document, operation);
    for name in names.iter().filter(|name| !declared.contains_key(*name)) {
        sink.error(
            MISMATCH,
            &operation.pointer,
            format!("`{{{name}}}` in `{}` has no parameter", operation.path),
            format!("add a parameter `{name}` with `in: path` and `required: true`"),
        );
    }
    for (name, (used, defined)) in &declared {
        if !names.contains(name) {
            sink.error(
                MISMATCH,
                used,
                format!(
                    "the path parameter `{name}` does not occur in `{}`",
                    operation.path
                ),
                format!("add `{{{name}}}` to the path, or remove the parameter"),
            );
        }
        let required = document
            .root()
            .at(defined)
            .and_then(|parameter| parameter.get("required"));
        if required.and_then(Node::as_bool) != Some(true) {
            sink.error(
                OPTIONAL,
                defined,
                format!("the path parameter `{name}` is not required"),
                "add `required: true`: a path has no place for a missing value".to_owned(),
            );
        }
    }
}

/// Each path parameter of an operation: where it is used, and where it is defined.
fn path_parameters(
    document: &Document,
    operation: &Operation<'_>,
) -> BTreeMap<String, (Pointer, Pointer)> {
    let item = operation.pointer.parent().unwrap_or_default();
    let mut declared = BTreeMap::new();
    for holder in [&item, &operation.pointer] {
        let list = holder.child("parameters");
        let count = document
            .root()
            .at(&list)
            .map_or(0, |list| list.items().count());
        for index in 0..count {
            let used = list.child(index);
            let Some((defined, parameter)) = document.resolve(&used) else {
                continue;
            };
            let name = parameter.get("name").and_then(Node::as_str);
            let location = parameter.get("in").and_then(Node::as_str);
            if let (Some(name), Some("path")) = (name, location) {
                declared.insert(name.to_owned(), (used, defined));
            }
        }
    }
    declared
}

fn related(document: &Document, pointer: &Pointer, label: &str) -> Vec<Related> {
    let place = document.root().key_place(pointer);
    place
        .map(|place| Related {
            label: label.to_owned(),
            place,
        })
        .into_iter()
        .collect()
}
