//! Schemas of Swagger 2.0, which are almost those of OpenAPI 3.0.

use openapi_document::{Kind, Member, Node, Value, grammar::Purpose};

use crate::make::{Members, each, flag, list, member, text};

/// What may stand beside a `$ref` there, as people write it, and means the place that refers.
const REMARKS: [&str; 5] = ["description", "title", "example", "readOnly", "x-nullable"];

const DEFINITIONS: &str = "#/definitions/";

/// A schema as OpenAPI 3.0 writes it.
///
/// Recursive: the depth of a definition is limited where it is read.
pub(super) fn schema(node: &Node) -> Node {
    match member(node, "$ref") {
        Some(target) => reference(node, target),
        None => written(node),
    }
}

/// Beside a `$ref`, OpenAPI 3.0 reads nothing: what is said there goes around it. A `type` there says
/// what the schema behind the reference says.
fn reference(node: &Node, target: &Member) -> Node {
    let name = target.node.as_str().unwrap_or_default();
    let name = match name.strip_prefix(DEFINITIONS) {
        Some(name) => format!("#/components/schemas/{name}"),
        None => name.to_owned(),
    };
    let mut bare = Members::default();
    bare.add("$ref", target.key, text(name, target.node.place));
    let bare = bare.node(node.place);
    let mut around = Members::default();
    for key in REMARKS {
        around.take(node, key, named(key));
    }
    if around.is_empty() {
        return bare;
    }
    around.add("allOf", target.key, list(vec![bare], target.node.place));
    around.node(node.place)
}

fn written(node: &Node) -> Node {
    let Some(members) = node.as_object() else {
        return node.clone();
    };
    let mut made = Members::default();
    let kind = node.get("type").and_then(Node::as_str);
    for (name, Member { key, node }) in members {
        match name.as_str() {
            "properties" => made.add(name, *key, each(node, schema)),
            "items" => {
                // A list of schemas is none that either version knows.
                let item = node.items().next().unwrap_or(node);
                made.add(name, *key, schema(item));
            }
            "additionalProperties" => made.add(name, *key, schema(node)),
            "allOf" => made.add(
                name,
                *key,
                list(node.items().map(schema).collect(), node.place),
            ),
            "type" if kind == Some("file") => {
                made.add("type", *key, text("string", node.place));
                made.add("format", *key, text("binary", node.place));
            }
            "format" if says_the_type(node, kind) => {}
            "discriminator" => {
                let mut discriminator = Members::default();
                discriminator.add("propertyName", *key, node.clone());
                made.add(name, *key, discriminator.node(node.place));
            }
            // Neither may be empty, and some tools write a flag.
            "required" | "enum" if node.items().next().is_none() => {}
            "x-nullable" => made.add(named(name), *key, node.clone()),
            name if name.starts_with("x-") => {}
            name => made.add(name, *key, node.clone()),
        }
    }
    for (key, kind) in [("properties", "object"), ("items", "array")] {
        if let (Some(Member { key, node }), false) = (member(node, key), made.has("type")) {
            made.add("type", *key, text(kind, node.place));
        }
    }
    if kind == Some("array") && !made.has("items") {
        made.add("items", node.place, Members::default().node(node.place));
    }
    made.node(node.place)
}

/// Whether a format repeats the type, as `String` beside `string` does.
fn says_the_type(format: &Node, kind: Option<&str>) -> bool {
    let (Some(format), Some(kind)) = (format.as_str(), kind) else {
        return matches!(format.value, Value::Null);
    };
    format.eq_ignore_ascii_case(kind) || format.is_empty()
}

fn named(key: &str) -> &str {
    match key {
        "x-nullable" => "nullable",
        key => key,
    }
}

/// The schema of a parameter or a header, which is written beside its name.
pub(super) fn of_value(node: &Node) -> Node {
    schema(&beside_the_name(node).node(node.place))
}

/// A schema with what a property says beside it, for a field of a form.
pub(super) fn of_field(node: &Node) -> Node {
    let mut made = beside_the_name(node);
    made.take(node, "description", "description");
    schema(&made.node(node.place))
}

/// What of a parameter OpenAPI 3.0 writes in its schema: which values it takes. `required` is about the
/// parameter.
fn beside_the_name(node: &Node) -> Members {
    let mut made = Members::default();
    for field in Kind::Schema.fields() {
        let limits = matches!(field.purpose, Purpose::Constraint(_)) && field.name != "required";
        if limits || field.name == "default" {
            made.take(node, field.name, field.name);
        }
    }
    made.take(node, "x-nullable", "x-nullable");
    made
}

/// How a list is written in one value; `None` where OpenAPI 3.0 cannot say it.
pub(super) fn list_style(parameter: &Node, place: &str) -> Option<(&'static str, Node)> {
    let Member { node, .. } = member(parameter, "collectionFormat")?;
    let in_query = place == "query";
    match node.as_str()? {
        "csv" if in_query => Some(("explode", flag(false, node.place))),
        "multi" => Some(("explode", flag(true, node.place))),
        "ssv" if in_query => Some(("style", text("spaceDelimited", node.place))),
        "pipes" if in_query => Some(("style", text("pipeDelimited", node.place))),
        _ => None,
    }
}
