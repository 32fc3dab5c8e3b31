//! The parts of a body `multipart/form-data`: one without a type is bytes in OpenAPI 3.1, and any value in 3.0.

use super::schemas::member;
use crate::node::{Node, Value};

/// Makes bytes of the parts of a body that have no type, and no media type in its `encoding`.
pub(super) fn in_older_words(body: &mut Node) {
    let encoding = body.get("encoding").into_iter().flat_map(Node::members);
    let named = encoding.filter(|(_, encoding)| encoding.get("contentType").is_some());
    let named: Vec<_> = named.map(|(name, _)| name.to_owned()).collect();
    let properties = within(body, "schema").and_then(|schema| within(schema, "properties"));
    let Some(Value::Object(properties)) = properties.map(|node| &mut node.value) else {
        return;
    };
    for (name, part) in properties.iter_mut() {
        if !named.contains(name) {
            bytes(&mut part.node);
        }
    }
}

/// Gives a schema without anything in it the words of bytes; of a list, that of what is in it.
fn bytes(schema: &mut Node) {
    let place = schema.place;
    if let Some(items) = within(schema, "items") {
        bytes(items);
    } else if let Value::Object(members) = &mut schema.value
        && members.is_empty()
    {
        for (key, word) in [("type", "string"), ("format", "binary")] {
            members.insert(
                key.to_owned(),
                member(place, Value::String(word.to_owned())),
            );
        }
    }
}

fn within<'a>(node: &'a mut Node, name: &str) -> Option<&'a mut Node> {
    match &mut node.value {
        Value::Object(members) => Some(&mut members.get_mut(name)?.node),
        _ => None,
    }
}
