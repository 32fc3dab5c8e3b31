//! What an example shows of a value that its table does not say.

use openapi_document::{Node, Place, Value};
use openapi_lint::naming::share_a_variant;

use super::schemas::{Goes, words, yes};
use crate::make::Members;

/// The formats of texts that mean something in JSON to everyone.
const TEXT_FORMATS: [&str; 2] = ["date-time", "binary"];
const NUMBER_FORMATS: [&str; 4] = ["int32", "int64", "float", "double"];

/// What is asked for of a request, and not of an answer.
pub(super) const LIMITS: [&str; 7] = [
    "required",
    "maximum",
    "minimum",
    "maxLength",
    "minLength",
    "maxItems",
    "minItems",
];

/// Values of one place in examples.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen<'a> {
    values: Vec<&'a Node>,
    /// What its table calls it.
    kind: &'a str,
}

impl<'a> Seen<'a> {
    /// The values of a place without a table.
    pub(super) fn of(values: Vec<&'a Node>) -> Self {
        Self { values, kind: "" }
    }

    /// The values of a property, its own examples among them.
    pub(super) fn member(&self, name: &str, property: &'a Node) -> Self {
        let values = self.values.iter().filter_map(|value| value.get(name));
        Self {
            values: values.chain(property.get("example")).collect(),
            kind: property
                .get("type")
                .and_then(Node::as_str)
                .unwrap_or_default(),
        }
    }

    /// The values of the items.
    pub(super) fn items(&self) -> Self {
        Self::of(self.values.iter().flat_map(|value| value.items()).collect())
    }

    /// Whether one of them is null.
    pub(super) fn is_null(&self) -> bool {
        self.has(|value| *value == Value::Null)
    }

    /// Those that are not null.
    pub(super) fn without_null(&self) -> Self {
        let values = self.values.iter().copied();
        Self {
            values: values.filter(|node| node.value != Value::Null).collect(),
            kind: self.kind,
        }
    }

    /// Whether one of them is a number that needs more than 32 bits.
    fn is_large(&self) -> bool {
        let fits = |number: i64| i32::try_from(number).is_ok();
        self.has(|value| match value {
            Value::Number(number) => !number.is_f64() && !number.as_i64().is_some_and(fits),
            _ => false,
        })
    }

    fn has(&self, is: impl Fn(&Value) -> bool) -> bool {
        self.values.iter().any(|node| is(&node.value))
    }

    /// How an example contradicts the table, and what the draft decides: a value with one meaning only is
    /// read as what the table says.
    pub(super) fn contradiction(&self) -> Option<(&'static str, &'static str)> {
        let text = |value: &Value| matches!(value, Value::String(_));
        let plain = |value: &Value| matches!(value, Value::Number(_) | Value::Bool(_));
        let larger = |value: &Value| matches!(value, Value::Object(_) | Value::Array(_));
        match self.kind {
            "string" if self.has(larger) => Some((
                "The table says a String, and the example has a value with parts.",
                "Any value, until an answer of the service decides it.",
            )),
            "string" if self.has(plain) => Some((
                "The table says a String, and the example has another value.",
                "The table; the client reads a number as its text.",
            )),
            "integer" | "number" | "boolean" if self.has(text) => Some((
                "The table says no String, and the example has one.",
                "The table; the client reads the text as its value.",
            )),
            "array" if self.has(text) || self.has(plain) => Some((
                "The table says a list, and the example has a single value.",
                "Any value, until an answer of the service decides it.",
            )),
            _ => None,
        }
    }

    /// Whether an example is so far from the table that either may be wrong.
    fn is_unclear(&self) -> bool {
        self.contradiction()
            .is_some_and(|(_, resolution)| resolution.starts_with("Any value"))
    }
}

/// What a schema limits by itself, in our style: what is sent as the vendor says, what comes back
/// tolerantly.
pub(super) fn tolerant(node: &Node, goes: Goes, seen: &Seen<'_>) -> Members {
    let mut made = Members::default();
    if goes == Goes::Back && seen.is_unclear() {
        return made;
    }
    let kind = node.get("type").and_then(Node::as_str).unwrap_or_default();
    made.take(node, "type", "type");
    let format = node.get("format").and_then(Node::as_str);
    let is_number = matches!(kind, "integer" | "number");
    match format {
        Some(format) if is_number && NUMBER_FORMATS.contains(&format) => {
            made.take(node, "format", "format");
        }
        Some(format) if kind == "string" && TEXT_FORMATS.contains(&format) => {
            made.take(node, "format", "format");
        }
        _ if kind == "integer" => {
            let format = if seen.is_large() { "int64" } else { "int32" };
            made.add("format", Place::default(), words(format));
        }
        _ => {}
    }
    // The generator has no type for a choice of numbers.
    if kind == "string" {
        made.take(node, "enum", "enum");
        let values = node.get("enum").into_iter().flat_map(Node::items);
        if share_a_variant(values.filter_map(Node::as_str)) {
            let mut allow = Members::default();
            let why = "DEF has values that differ in no letter.";
            allow.add("enum-collision", Place::default(), words(why));
            made.add("x-allow", Place::default(), allow.node(Place::default()));
        }
    }
    match goes {
        Goes::Out => {
            for key in LIMITS {
                made.take(node, key, key);
            }
        }
        Goes::Back if seen.is_null() => made.add("nullable", Place::default(), yes()),
        Goes::Back => made.take(node, "nullable", "nullable"),
    }
    made
}
