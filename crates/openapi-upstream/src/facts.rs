//! The facts of our document by their sources, as a table: made of `x-source` alone.

use openapi_document::{Node, Pointer, Tree, Value, text::excerpt};

use crate::source::{SOURCE, sources};

/// How many words of its own an object may have before they are only named.
const MOST_FACTS: usize = 12;

/// A table in Markdown with a row for each `x-source`: the place, what stands there and has no other
/// source, where it is from, what contradicts it, and what was decided.
pub fn facts(tree: &Tree) -> String {
    let mut table =
        "| place | facts | source | what contradicts it | decided |\n|---|---|---|---|---|\n"
            .to_owned();
    for source in sources(tree.root()) {
        let says = |key: &str| cell(source.says(key).unwrap_or_default());
        let node = tree.root().at(&source.object);
        let facts = node.map(facts_of).unwrap_or_default();
        let vendor = source
            .vendor()
            .map(|patch| format!("`{}`", cell(&compact(patch))));
        let against = [Some(says("contradiction")), vendor];
        let against: Vec<_> = against
            .into_iter()
            .flatten()
            .filter(|text| !text.is_empty())
            .collect();
        table += &format!(
            "| {} | {} | {} | {} | {} |\n",
            place(&source.object),
            facts,
            says("from"),
            against.join(" DEF: "),
            says("resolution"),
        );
    }
    table
}

fn place(pointer: &Pointer) -> String {
    match pointer.as_str() {
        "" => "the document".to_owned(),
        text => format!("`{}`", cell(text)),
    }
}

/// What an object says by itself: keys and their values, and of what is larger the names.
fn facts_of(node: &Node) -> String {
    let mut facts = Vec::new();
    collect(node, "", &mut facts);
    let left = facts.len().saturating_sub(MOST_FACTS);
    facts.truncate(MOST_FACTS);
    let mut text = facts.join("; ");
    if left > 0 {
        text += &format!("; and {left} more");
    }
    text
}

/// Recursive: the depth of a document is limited where it is read.
fn collect(node: &Node, path: &str, facts: &mut Vec<String>) {
    for (key, value) in node.members().filter(|(key, _)| !key.starts_with("x-")) {
        if value.get(SOURCE).is_some() {
            continue;
        }
        let path = match path {
            "" => key.to_owned(),
            path => format!("{path}.{key}"),
        };
        match &value.value {
            Value::Object(_) if key == "properties" => named(&path, names(value), facts),
            Value::Object(_) if key == "example" || value.members().next().is_none() => {
                facts.push(format!("`{}`", cell(&path)));
            }
            // Sections hold what has a source of its own, or is one word.
            Value::Object(_) => collect(value, &path, facts),
            Value::Array(items) => named(&path, items.iter().map(name).collect(), facts),
            Value::String(text) if key == "$ref" => {
                let target = text.rsplit('/').next().unwrap_or(text);
                facts.push(format!("`{}`: {}", cell(&path), cell(target)));
            }
            _ => facts.push(format!("`{}`: {}", cell(&path), cell(&name(value)))),
        }
    }
}

fn named(path: &str, names: Vec<String>, facts: &mut Vec<String>) {
    if !names.is_empty() {
        let names: Vec<_> = names.iter().map(|name| cell(name)).collect();
        facts.push(format!("`{}`: {}", cell(path), names.join(", ")));
    }
}

/// The names of those members that have no source of their own.
fn names(node: &Node) -> Vec<String> {
    let own = node
        .members()
        .filter(|(_, value)| value.get(SOURCE).is_none());
    own.map(|(name, _)| name.to_owned()).collect()
}

/// A value in a few words.
fn name(node: &Node) -> String {
    let text = |key: &str| node.get(key).and_then(Node::as_str);
    match (node.reference(), text("name").or_else(|| text("url"))) {
        (Some(target), _) => target.rsplit('/').next().unwrap_or(target).to_owned(),
        (None, Some(name)) => name.to_owned(),
        (None, None) => excerpt(&compact(node)),
    }
}

/// A value on one line, as YAML's flow style has it.
fn compact(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(compact).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(_) => {
            let members = node.members();
            let members: Vec<_> = members
                .map(|(key, node)| format!("{key}: {}", compact(node)))
                .collect();
            format!("{{{}}}", members.join(", "))
        }
    }
}

/// Text in a cell of a table: on one line, and without its borders.
fn cell(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").replace('|', "\\|").replace('<', "&lt;")
}
