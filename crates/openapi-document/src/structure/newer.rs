//! What other versions of OpenAPI and JSON Schema write, and how OpenAPI 3.0 says it.

use super::rules::{IGNORED_KEYWORD, UNSUPPORTED_KEYWORD};
use crate::{
    grammar::Kind,
    node::{Node, Value},
    rule::Rule,
    text::list,
};

/// The rule about what only OpenAPI 3.1 has, and OpenAPI 3.0 has no other words for.
pub(super) fn rule(kind: Kind, key: &str) -> Option<&'static Rule> {
    let ignored = match kind {
        Kind::OpenApi => &["webhooks", "jsonSchemaDialect"][..],
        Kind::Info => &["summary"],
        Kind::License => &["identifier"],
        Kind::Components => &["pathItems"],
        Kind::Schema => &[
            "$schema",
            "$comment",
            "$defs",
            "contentEncoding",
            "contentMediaType",
            "contentSchema",
        ],
        _ => &[],
    };
    if ignored.contains(&key) {
        return Some(&IGNORED_KEYWORD);
    }
    let changes_meaning = kind == Kind::Schema
        && matches!(
            key,
            "$id"
                | "$anchor"
                | "$dynamicRef"
                | "$dynamicAnchor"
                | "const"
                | "prefixItems"
                | "contains"
                | "minContains"
                | "maxContains"
                | "patternProperties"
                | "propertyNames"
                | "unevaluatedProperties"
                | "unevaluatedItems"
                | "if"
                | "then"
                | "else"
                | "dependentRequired"
                | "dependentSchemas"
        );
    changes_meaning.then_some(&UNSUPPORTED_KEYWORD)
}

/// How to say in OpenAPI 3.0 what `key` says in another version.
pub(super) fn key(kind: Kind, key: &str) -> Option<&'static str> {
    if kind != Kind::Schema {
        return match (kind, key) {
            (Kind::OpenApi, "webhooks") => Some("OpenAPI 3.0 has no webhooks; remove it"),
            (Kind::OpenApi, "jsonSchemaDialect") => Some("remove it: OpenAPI 3.0 has one dialect"),
            (Kind::Parameter | Kind::Header, "type" | "format" | "enum" | "items") => {
                Some("move it into `schema`: `schema: {type: …}`")
            }
            (Kind::Response, "schema") => {
                Some("move it into `content`: `content: {application/json: {schema: …}}`")
            }
            (Kind::Operation, "consumes" | "produces") => {
                Some("name the media type in `content`: `content: {application/json: …}`")
            }
            _ => None,
        };
    }
    Some(match key {
        "const" => "OpenAPI 3.0 writes it as an `enum` with one value",
        "examples" => "OpenAPI 3.0 has one `example` in a schema",
        "$defs" | "definitions" => "move the schemas to `components/schemas`",
        "patternProperties" | "propertyNames" | "unevaluatedProperties" => {
            "OpenAPI 3.0 has `additionalProperties` alone; describe the rest in `description`"
        }
        "if" | "then" | "else" | "dependentRequired" | "dependentSchemas" => {
            "OpenAPI 3.0 has no conditions; describe them in `description`"
        }
        "prefixItems" | "contains" | "additionalItems" => {
            "OpenAPI 3.0 has one schema for all `items`; describe the rest in `description`"
        }
        "$schema" | "$id" | "$comment" | "$anchor" => "OpenAPI 3.0 does not have it; remove it",
        "contentEncoding" | "contentMediaType" => "OpenAPI 3.0 writes `format: byte` or `binary`",
        _ => return None,
    })
}

/// How to say in OpenAPI 3.0 what another version writes as a value of this kind.
pub(super) fn value(key: &str, node: &Node) -> Option<String> {
    match (key, &node.value) {
        ("type", Value::Array(types)) => {
            let types: Vec<_> = types.iter().filter_map(Node::as_str).collect();
            let others: Vec<_> = types.iter().filter(|ty| **ty != "null").collect();
            Some(match (others.as_slice(), types.len() > others.len()) {
                ([ty], true) => format!("OpenAPI 3.0 writes `type: {ty}` and `nullable: true`"),
                ([ty], false) => format!("write `type: {ty}`"),
                (several, _) => format!(
                    "OpenAPI 3.0 has one type in a schema; use `oneOf` with a schema for each of {}",
                    list(several)
                ),
            })
        }
        ("exclusiveMinimum" | "exclusiveMaximum", Value::Number(number)) => {
            let bound = if key == "exclusiveMinimum" {
                "minimum"
            } else {
                "maximum"
            };
            Some(format!(
                "OpenAPI 3.0 writes `{bound}: {number}` and `{key}: true`"
            ))
        }
        ("required", Value::Bool(_)) => {
            Some("list the names of the required properties: `required: [name]`".to_owned())
        }
        _ => None,
    }
}
