//! Whether an operation answers with a list in pages.

use openapi_document::{Document, Node, Place, Pointer};

use super::schemas::words;
use crate::make::Members;

/// How many entries to ask for at once.
const PAGE: u64 = 100;

/// What the property is called that counts all entries.
const TOTALS: [&str; 4] = ["count", "total", "num", "size"];

/// The `x-pagination` of an operation: it takes `offset` and `limit`, and answers with one list of objects.
pub(super) fn pagination(theirs: &Document, parameters: &[&Node], answer: &Node) -> Option<Node> {
    let named = |name: &str| {
        let mut parameters = parameters.iter();
        parameters.find(|node| {
            let says = |key: &str| node.get(key).and_then(Node::as_str);
            let kind = node
                .get("schema")
                .and_then(|schema| schema.get("type")?.as_str());
            says("name") == Some(name)
                && says("in") == Some("query")
                && kind == Some("integer")
                && node.get("required").and_then(Node::as_bool) != Some(true)
        })
    };
    named("offset")?;
    let limit = named("limit")?;
    let target = answer.reference().and_then(Pointer::from_local_reference);
    let answer = match target {
        Some(target) => theirs.root().resolve(&target)?.1,
        None => answer,
    };
    let properties = answer.get("properties")?;
    let kind = |node: &Node| {
        node.get("type")
            .and_then(Node::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let mut lists = properties
        .members()
        .filter(|(_, node)| kind(node) == "array");
    let (items, _) = lists.next().filter(|(_, list)| {
        list.get("items")
            .is_some_and(|items| items.reference().is_some())
    })?;
    if lists.next().is_some() {
        return None;
    }
    let total = properties.members().find(|(name, node)| {
        let counts = TOTALS
            .iter()
            .any(|word| name.to_ascii_lowercase().contains(word));
        counts && matches!(&*kind(node), "integer" | "string")
    });
    let largest = limit.get("schema").and_then(|schema| schema.get("maximum"));
    let largest = largest
        .and_then(|node| node.to_json().as_u64())
        .unwrap_or(PAGE);
    let mut made = Members::default();
    for (key, said) in [("offset", "offset"), ("limit", "limit"), ("items", items)] {
        made.add(key, Place::default(), words(said));
    }
    if let Some((total, _)) = total {
        made.add("total", Place::default(), words(total));
    }
    let size = openapi_document::Value::Number(largest.clamp(1, PAGE).into());
    let size = Node {
        value: size,
        place: Place::default(),
    };
    made.add("page_size", Place::default(), size);
    Some(made.node(Place::default()))
}
