//! Putting what is drafted into the text of the document: lines are added, and none is changed.

use std::borrow::Cow;

use openapi_document::{Document, Node, Place, Pointer, Value};
use serde::{Serialize, Serializer};

use super::NoDraft;

/// Where a section ends, and how deep its keys stand.
struct End {
    offset: usize,
    indent: usize,
}

/// A piece of text for a place.
struct Piece {
    offset: usize,
    text: String,
}

/// The document with what was added.
pub(super) struct Inserted {
    pub(super) text: String,
    pub(super) document: Document,
}

/// The document with the members of `tree`, which are operations and components that it has not.
///
/// # Errors
///
/// When the text is written in a way that nothing can be added to.
pub(super) fn inserted(ours: &Document, tree: &Node) -> Result<Inserted, NoDraft> {
    let mut pieces = Vec::new();
    let root = ours.root();
    let paths = Pointer::root().child("paths");
    for (path, item) in tree.get("paths").into_iter().flat_map(Node::members) {
        let at = paths.child(path);
        match root.at(&at) {
            Some(_) => {
                let end = end_of(ours, &at, "paths")?;
                let methods = item.members();
                pieces.extend(methods.map(|(method, node)| piece(&end, method, node)));
            }
            None => pieces.push(piece(&end_of(ours, &paths, "paths")?, path, item)),
        }
    }
    let components = Pointer::root().child("components");
    for (section, members) in tree.get("components").into_iter().flat_map(Node::members) {
        let at = components.child(section);
        match root.at(&at) {
            Some(_) => {
                let end = end_of(ours, &at, "components")?;
                let members = members.members();
                pieces.extend(members.map(|(name, node)| piece(&end, name, node)));
            }
            None => pieces.push(piece(
                &end_of(ours, &components, "components")?,
                section,
                members,
            )),
        }
    }
    // From the end, so that what comes before stays where it is; what has one place keeps its order.
    let mut text = ours.text().to_owned();
    pieces.reverse();
    pieces.sort_by_key(|piece| std::cmp::Reverse(piece.offset));
    for Piece {
        offset,
        text: piece,
    } in pieces
    {
        text.insert_str(offset, &piece);
    }
    let document = Document::parse(ours.file(), text.as_bytes())?;
    match document.root().to_json() == merged(root, tree) {
        true => Ok(Inserted { text, document }),
        false => Err(NoDraft::NotInserted("paths` or `components")),
    }
}

/// The document's values with those of the tree.
fn merged(root: &Node, tree: &Node) -> serde_json::Value {
    let mut made = root.to_json();
    merge(&mut made, tree.to_json());
    made
}

fn merge(into: &mut serde_json::Value, from: serde_json::Value) {
    use serde_json::Value::Object;
    match (into, from) {
        (Object(into), Object(from)) => {
            for (key, value) in from {
                match into.get_mut(&key) {
                    Some(known) => merge(known, value),
                    None => {
                        into.insert(key, value);
                    }
                }
            }
        }
        (into, from) => *into = from,
    }
}

/// Where the section at a pointer ends: before the next key that is not in it, and before the comment that
/// belongs to that key.
fn end_of(ours: &Document, at: &Pointer, part: &'static str) -> Result<End, NoDraft> {
    let root = ours.root();
    let first = root.at(at).and_then(Node::as_object);
    let first = first.and_then(|members| members.values().next());
    let key = root.key_place(at);
    let (Some(first), Some(key)) = (first, key) else {
        return Err(NoDraft::NotInserted(part));
    };
    // In flow style, the first key stands beside the section's.
    if first.key.line == key.line {
        return Err(NoDraft::NotInserted(part));
    }
    let mut next = None;
    next_key(root, &Pointer::root(), at, key, &mut next);
    let text = ours.text();
    let before = match next {
        Some(next) => text.get(..next.offset).unwrap_or_default(),
        None => text,
    };
    let mut end = match next {
        Some(_) => before.rfind('\n').map_or(0, |at| at + 1),
        None => before.len(),
    };
    let lines = before.get(..end).unwrap_or_default();
    for line in lines.split_inclusive('\n').rev() {
        let words = line.trim_start();
        if !words.is_empty() && !words.starts_with('#') {
            break;
        }
        end -= line.len();
    }
    Ok(End {
        offset: end,
        indent: first.key.column.saturating_sub(1),
    })
}

/// The first key behind `from` that does not stand in the section at `section`.
fn next_key(node: &Node, at: &Pointer, section: &Pointer, from: Place, next: &mut Option<Place>) {
    if at == section {
        return;
    }
    for (index, item) in node.items().enumerate() {
        next_key(item, &at.child(index), section, from, next);
    }
    for (name, member) in node.as_object().into_iter().flatten() {
        let is_behind = member.key.offset > from.offset;
        if is_behind && next.is_none_or(|next| member.key.offset < next.offset) {
            *next = Some(member.key);
        }
        next_key(&member.node, &at.child(name), section, from, next);
    }
}

fn piece(end: &End, name: &str, node: &Node) -> Piece {
    let mut yaml = yaml(name, node);
    // A path needs no quotation marks, which the writer gives to every brace.
    let quoted = format!("\"{name}\":");
    if name.starts_with('/') && yaml.starts_with(&quoted) {
        yaml.replace_range(..quoted.len(), &format!("{name}:"));
    }
    let indent = " ".repeat(end.indent);
    let lines = yaml.lines().map(|line| match line {
        "" => "\n".to_owned(),
        line => format!("{indent}{}\n", in_single_quotes(line)),
    });
    Piece {
        offset: end.offset,
        text: format!("\n{}", lines.collect::<String>()),
    }
}

/// A line whose one quotation needs no escape, with the quotation marks of our document. What only stands in
/// the middle of a text is none.
fn in_single_quotes(line: &str) -> Cow<'_, str> {
    let mut parts = line.split('"');
    let (Some(before), Some(quoted), Some(behind), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Cow::Borrowed(line);
    };
    let begins = before.trim().is_empty() || before.ends_with("- ") || before.ends_with(": ");
    let ends = behind.is_empty() || behind.starts_with(':');
    match begins && ends && !line.contains(['\\', '\'']) {
        true => Cow::Owned(format!("{before}'{quoted}'{behind}")),
        false => Cow::Borrowed(line),
    }
}

/// A member in block style.
#[expect(
    clippy::expect_used,
    reason = "values of JSON's data model with keys that are text are always YAML"
)]
fn yaml(name: &str, node: &Node) -> String {
    let options = serde_saphyr::ser_options! {
        compact_list_indent: false,
        prefer_block_scalars: false,
    };
    serde_saphyr::to_string_with_options(&Entry(name, node), options).expect("it is YAML")
}

struct Entry<'a>(&'a str, &'a Node);

impl Serialize for Entry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([(self.0, Yaml(self.1))])
    }
}

/// A node as serde writes it, in its order.
struct Yaml<'a>(&'a Node);

impl Serialize for Yaml<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0.value {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(flag) => serializer.serialize_bool(*flag),
            Value::Number(number) => number.serialize(serializer),
            Value::String(text) => serializer.serialize_str(text),
            Value::Array(items) => serializer.collect_seq(items.iter().map(Yaml)),
            Value::Object(_) => {
                serializer.collect_map(self.0.members().map(|(key, node)| (key, Yaml(node))))
            }
        }
    }
}
