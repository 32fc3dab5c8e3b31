//! A walk along the table over a document in JSON, which may be changed on the way.

use serde_json::{Map, Value};

use super::{field::Shape, kind::Kind};
use crate::pointer::Pointer;

/// What comes after an object that was visited.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Below {
    /// The objects in it.
    Visit,
    /// Whatever stands behind it.
    Skip,
}

/// Calls `visit` with each object of a document: its kind, its place, and its members, which it may
/// change. The outer comes before the inner, and a reference is no object.
///
/// ```
/// use openapi_document::grammar::{Below, Kind, visit_mut};
///
/// let mut document = serde_json::json!({
///     "components": {"schemas": {"Id": {"type": "string", "title": "An id"}}}
/// });
/// visit_mut(&mut document, &mut |kind, at, members| {
///     if kind == Kind::Schema {
///         assert_eq!(at.as_str(), "/components/schemas/Id");
///         members.remove("title");
///     }
///     Below::Visit
/// });
/// assert_eq!(document["components"]["schemas"]["Id"], serde_json::json!({"type": "string"}));
/// ```
pub fn visit_mut(
    document: &mut Value,
    visit: &mut impl FnMut(Kind, &Pointer, &mut Map<String, Value>) -> Below,
) {
    value(
        document,
        &Pointer::root(),
        &Shape::Object(Kind::OpenApi),
        visit,
    );
}

/// Recursive: the depth of a document is limited where it is read.
fn value(
    found: &mut Value,
    at: &Pointer,
    shape: &Shape,
    visit: &mut impl FnMut(Kind, &Pointer, &mut Map<String, Value>) -> Below,
) {
    match (shape, found) {
        (Shape::List(item), Value::Array(items)) => {
            for (index, found) in items.iter_mut().enumerate() {
                value(found, &at.child(index), item, visit);
            }
        }
        (Shape::Map(entry), Value::Object(members)) => {
            for (key, found) in members {
                value(found, &at.child(key), entry, visit);
            }
        }
        (Shape::OrReference(_) | Shape::FlagOrReference(_), Value::Object(members))
            if members.contains_key("$ref") => {}
        (
            Shape::Object(kind) | Shape::OrReference(kind) | Shape::FlagOrReference(kind),
            Value::Object(members),
        ) => object(members, at, *kind, visit),
        _ => {}
    }
}

fn object(
    members: &mut Map<String, Value>,
    at: &Pointer,
    kind: Kind,
    visit: &mut impl FnMut(Kind, &Pointer, &mut Map<String, Value>) -> Below,
) {
    if visit(kind, at, members) == Below::Skip {
        return;
    }
    for (key, found) in members {
        // Most fields hold no object, and need no place.
        if let Some(shape) = kind.shape_at(key).filter(|shape| shape.object().is_some()) {
            value(found, &at.child(key), shape, visit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_object_is_visited_and_nothing_that_only_looks_like_one() {
        let mut document = serde_json::json!({
            "info": {"title": "Things", "x-schema": {"type": "string"}},
            "paths": {
                "/a": {"get": {"responses": {"200": {"$ref": "#/components/responses/R"}}}},
                "x-paths": {"get": {}},
            },
            "components": {
                "schemas": {
                    "A": {"properties": {"items": {"items": {}}}, "example": {"items": {}}},
                    "B": {"additionalProperties": true, "allOf": [{"$ref": "#/components/schemas/A"}]},
                },
                "headers": {"H": {"schema": {}}},
            },
        });
        let mut visited = Vec::new();
        visit_mut(&mut document, &mut |kind, at, _| {
            visited.push(format!("{kind:?} {at}"));
            match kind {
                Kind::Header => Below::Skip,
                _ => Below::Visit,
            }
        });
        visited.sort_unstable();
        assert_eq!(
            visited,
            [
                "Components /components",
                "Header /components/headers/H",
                "Info /info",
                "OpenApi ",
                "Operation /paths/~1a/get",
                "PathItem /paths/~1a",
                "Paths /paths",
                "Responses /paths/~1a/get/responses",
                "Schema /components/schemas/A",
                "Schema /components/schemas/A/properties/items",
                "Schema /components/schemas/A/properties/items/items",
                "Schema /components/schemas/B",
            ]
        );
    }
}
