//! Schemas: a `format` where it has no meaning, and values that cannot be told apart, on which the
//! generator gives up; and patterns.

use std::collections::BTreeSet;

use openapi_document::{
    Example, Group, Level, Pointer, Rule, Sink,
    grammar::{Below, Kind, visit_mut},
};
use openapi_lint::{naming::pascal_case, pattern::Budget};
use serde_json::{Map, Value, json};

use super::{enums, patterns};

pub(super) static MISPLACED_FORMAT: Rule = Rule {
    id: "misplaced-format",
    group: Group::Preflight,
    level: Level::Warning,
    needed: false,
    what: "`format` stands beside the `type` of a string, an integer or a number.",
    why: "it says nothing about any other value, and the generator gives up on it, so it is left \
          out",
    fix: "add the `type` that the format belongs to, or remove `format`",
    example: Example::schema(
        "{type: object, format: int32}",
        "{type: integer, format: int32}",
    ),
};

/// Rewrites every schema of the document, in JSON, that the generator reads. Returns whether one of them is of
/// points in time.
pub(super) fn lower(document: &mut Value, notes: &mut Sink<'_>) -> bool {
    let mut has_times = false;
    let mut budget = Budget::of_a_document();
    let mut components = component_types(document);
    visit_mut(document, &mut |kind, at, members| match kind {
        Kind::Header | Kind::Callback => Below::Skip,
        Kind::Schema => {
            format(members, at, notes);
            size(members);
            title(members, &components);
            enums::lower(members, at, notes);
            patterns::lower(members, &mut budget);
            has_times |= members
                .get("format")
                .is_some_and(|format| format == "date-time");
            Below::Visit
        }
        _ => Below::Visit,
    });
    nullable_combinations(document, &mut components);
    has_times
}

/// Says how large an integer is that the generator would take for one of 32 bits, refusing larger ones.
fn size(schema: &mut Map<String, Value>) {
    let is = |key: &str, text: &str| schema.get(key).and_then(Value::as_str) == Some(text);
    if is("type", "integer") && is("format", "uint") {
        schema.insert("format".to_owned(), "uint64".into());
    }
}

/// The names of the types that the components become.
fn component_types(document: &Value) -> BTreeSet<String> {
    let schemas = document.pointer("/components/schemas");
    let schemas = schemas.and_then(Value::as_object);
    let names = schemas.into_iter().flat_map(Map::keys);
    names.map(|name| pascal_case(name)).collect()
}

/// Makes a component of its own of what a component combines that may be `null`: the generator makes a type of the
/// one, and another of the values that are not `null`, and both would have the same name.
fn nullable_combinations(document: &mut Value, components: &mut BTreeSet<String>) {
    let schemas = document.pointer_mut("/components/schemas");
    let Some(schemas) = schemas.and_then(Value::as_object_mut) else {
        return;
    };
    let mut made = Vec::new();
    for (name, schema) in schemas.iter_mut() {
        let Some(members) = schema.as_object_mut() else {
            continue;
        };
        let is_nullable = members.get("nullable") == Some(&Value::Bool(true));
        let parts = |key: &str| {
            members
                .get(key)
                .and_then(Value::as_array)
                .map_or(0, Vec::len)
        };
        let combines = ["allOf", "anyOf", "oneOf"].iter().any(|key| parts(key) > 1);
        if !is_nullable || !combines || members.contains_key("type") {
            continue;
        }
        let mut within = std::mem::take(members);
        within.remove("nullable");
        for key in ["description", "default", "example"] {
            members.extend(within.remove_entry(key));
        }
        let mut inner = pascal_case(&format!("{name}-inner"));
        while !components.insert(inner.clone()) {
            inner = pascal_case(&format!("{inner}-inner"));
        }
        let reference = json!({"$ref": format!("#/components/schemas/{inner}")});
        members.insert("nullable".to_owned(), true.into());
        members.insert("allOf".to_owned(), Value::Array(vec![reference]));
        made.push((inner, Value::Object(within)));
    }
    schemas.extend(made);
}

/// Leaves out the title of a schema that may be `null`, where it is the name of a component: the generator
/// gives it to the type of the values that are not `null`, and the two would be one.
fn title(schema: &mut Map<String, Value>, components: &BTreeSet<String>) {
    let is_nullable = schema.get("nullable") == Some(&Value::Bool(true));
    let title = schema.get("title").and_then(Value::as_str);
    if is_nullable && title.is_some_and(|title| components.contains(&pascal_case(title))) {
        schema.remove("title");
    }
}

/// Leaves out the format of a schema whose values have none.
fn format(schema: &mut Map<String, Value>, at: &Pointer, notes: &mut Sink<'_>) {
    let ty = schema.get("type").and_then(Value::as_str);
    let has_meaning = match ty {
        Some(ty) => matches!(ty, "string" | "integer" | "number"),
        // Constraints of strings say as much as the type.
        None => ["pattern", "minLength", "maxLength"]
            .iter()
            .any(|key| schema.contains_key(*key)),
    };
    if has_meaning {
        return;
    }
    let has_type = ty.is_some();
    if let Some(Value::String(format)) = schema.remove("format") {
        let help = match has_type {
            true => "remove `format`".to_owned(),
            false => format!("add the `type` that `{format}` belongs to, or remove `format`"),
        };
        notes
            .report(
                &MISPLACED_FORMAT,
                &at.child("format"),
                format!("the format `{format}` has no meaning here and is left out"),
            )
            .help(help);
    }
}
