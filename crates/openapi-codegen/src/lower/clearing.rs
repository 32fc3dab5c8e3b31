//! Lists and maps that a caller may empty.
//!
//! Of a list that may be left out, the generator makes one that is left out when it is empty: so a caller
//! could not say that it is to be empty now. In what is sent, such a list is made an `Option`: `None` leaves it
//! out, and an empty one travels as such.

use std::collections::BTreeSet;

use openapi_document::{
    Pointer,
    grammar::{Below, Kind, visit_mut},
};
use serde_json::{Map, Value};

/// Makes lists and maps an `Option` that may be left out of what is sent.
pub(super) fn lower(document: &mut Value) {
    let sent = Sent::of(document);
    if sent.0.is_empty() {
        return;
    }
    visit_mut(document, &mut |kind, at, members| {
        if kind == Kind::Schema && sent.has(at) {
            optional_lists(members);
        }
        Below::Visit
    });
}

fn optional_lists(schema: &mut Map<String, Value>) {
    let required: Vec<_> = schema.get("required").into_iter().flat_map(texts).collect();
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    for (name, property) in properties.into_iter().flatten() {
        if let Some(property) = property.as_object_mut()
            && !required.contains(name)
            && !property.contains_key("default")
            && is_list_or_map(property)
        {
            property.insert("nullable".to_owned(), true.into());
        }
    }
}

fn texts(list: &Value) -> Vec<String> {
    let texts = list.as_array().into_iter().flatten();
    let texts = texts.filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}

fn is_list_or_map(schema: &Map<String, Value>) -> bool {
    match schema.get("type").and_then(Value::as_str) {
        Some("array") => true,
        Some("object") => {
            let is_open = schema
                .get("additionalProperties")
                .is_some_and(|more| *more != Value::Bool(false));
            is_open && !schema.contains_key("properties")
        }
        _ => false,
    }
}

/// What travels in requests: the places of bodies, and of the components that they lead to.
struct Sent(BTreeSet<String>);

impl Sent {
    fn of(document: &mut Value) -> Self {
        let mut sent = BTreeSet::new();
        let mut open = Vec::new();
        visit_mut(document, &mut |kind, at, members| {
            match kind {
                // The caller sends nothing to a callback, and no schema holds a body.
                Kind::Callback | Kind::Schema => return Below::Skip,
                Kind::RequestBody => {
                    sent.insert(at.as_str().to_owned());
                    open.extend(members.values().flat_map(references));
                }
                _ => {}
            }
            Below::Visit
        });
        while let Some(target) = open.pop() {
            let Some(found) = document
                .pointer(&target)
                .filter(|_| !sent.contains(&target))
            else {
                continue;
            };
            open.extend(references(found));
            sent.insert(target);
        }
        Self(sent)
    }

    /// Whether the schema at a place is one of these, or stands within.
    fn has(&self, at: &Pointer) -> bool {
        let mut at = at.as_str();
        loop {
            if self.0.contains(at) {
                return true;
            }
            match at.rsplit_once('/') {
                Some((above, _)) => at = above,
                None => return false,
            }
        }
    }
}

/// The places that the references within a value lead to.
fn references(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(members) => {
                let target = members.get("$ref").and_then(Value::as_str);
                found.extend(target.and_then(|target| Some(target.strip_prefix('#')?.to_owned())));
                open.extend(members.values());
            }
            _ => {}
        }
    }
    found
}
