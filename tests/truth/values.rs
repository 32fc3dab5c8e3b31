//! Values that a schema admits.

use serde_json::{Map, Value, json};

/// Deeper, a value leaves out what it may.
const DEEPEST: usize = 6;

/// Values of a schema: with all that there may be, with as little as there may be, of each alternative and
/// each constant, and the document's own example.
pub fn of(document: &Value, schema: &Value) -> Vec<Value> {
    let maker = |is_full| Maker {
        document,
        is_full,
        has_nulls: false,
    };
    let mut values = Vec::new();
    values.extend(schema.get("example").cloned());
    values.extend(schema["enum"].as_array().into_iter().flatten().cloned());
    for key in ["oneOf", "anyOf"] {
        for alternative in schema[key].as_array().into_iter().flatten() {
            values.extend(maker(true).value(alternative, 0));
            values.extend(maker(false).value(alternative, 0));
        }
    }
    values.extend(maker(true).value(schema, 0));
    values.extend(maker(false).value(schema, 0));
    let mut known = Vec::new();
    values.retain(|value| {
        let is_new = !known.contains(value);
        known.push(value.clone());
        is_new
    });
    values
}

/// A value of the schema of a request's body in which each member is `null` that may be left out and may be `null`:
/// that one is sent as it is, where an answer's is as if it were not there.
pub fn with_nulls(document: &Value, schema: &Value) -> Option<Value> {
    let maker = Maker {
        document,
        is_full: true,
        has_nulls: true,
    };
    maker.value(schema, 0)
}

/// Values of a body or a parameter: its own examples, and those of its schema.
pub fn of_content(document: &Value, content: &Value) -> Vec<Value> {
    let examples = content["examples"].as_object().into_iter().flatten();
    let examples =
        examples.filter_map(|(_, example)| super::resolve(document, example).get("value"));
    let mut values: Vec<_> = content
        .get("example")
        .into_iter()
        .chain(examples)
        .cloned()
        .collect();
    for value in of(document, super::resolve(document, &content["schema"])) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

/// Makes values with all that there may be, or with as little.
struct Maker<'a> {
    document: &'a Value,
    is_full: bool,
    has_nulls: bool,
}

impl Maker<'_> {
    /// `None` where it would have no end, or nothing is known that fits.
    fn value(&self, schema: &Value, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        if let Some(reference) = schema["$ref"].as_str() {
            let target = self.document.pointer(reference.strip_prefix('#')?)?;
            return self.value(target, depth + 1);
        }
        if let Some(constants) = schema["enum"].as_array() {
            return constants.first().cloned();
        }
        if let Some(parts) = schema["allOf"].as_array() {
            return self.joined(parts, schema, depth);
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(alternatives) = schema[key].as_array() {
                let mut values = alternatives.iter().map(|it| self.value(it, depth + 1));
                return values.find_map(|value| value);
            }
        }
        if !self.is_full && schema["nullable"] == true {
            return Some(Value::Null);
        }
        match schema["type"].as_str() {
            Some("string") => text(schema).map(Value::String),
            Some("integer") => Some(json!(number(schema, 1))),
            Some("number") => Some(json!(number(schema, 1) as f64 + 0.5)),
            Some("boolean") => Some(Value::Bool(true)),
            Some("array") => self.array(schema, depth),
            Some("object") => self.object(schema, depth),
            None if schema.get("properties").is_some() => self.object(schema, depth),
            _ => Some(json!("anything")),
        }
    }

    /// A value that each part admits, when all are objects or there is one.
    fn joined(&self, parts: &[Value], schema: &Value, depth: usize) -> Option<Value> {
        if let [part] = parts
            && schema.get("properties").is_none()
        {
            return self.value(part, depth + 1);
        }
        let mut joined = Map::new();
        for part in parts {
            joined.extend(self.value(part, depth + 1)?.as_object()?.clone());
        }
        joined.extend(self.object(schema, depth)?.as_object()?.clone());
        Some(Value::Object(joined))
    }

    fn array(&self, schema: &Value, depth: usize) -> Option<Value> {
        let least = schema["minItems"].as_u64().unwrap_or(0);
        let item = self.value(&schema["items"], depth + 1);
        match item {
            Some(item) if self.is_full || least > 0 => {
                let count = least.max(1);
                Some((0..count).map(|_| item.clone()).collect())
            }
            // A list that is empty and one that is not there are one to the types.
            _ => Some(json!([])),
        }
    }

    fn object(&self, schema: &Value, depth: usize) -> Option<Value> {
        let required: Vec<_> = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .collect();
        let mut members = Map::new();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let is_required = required.iter().any(|it| *it == name);
            let default = property.get("default");
            let may_be_null = super::resolve(self.document, property)["nullable"] == true;
            let value = match default {
                None if self.has_nulls && !is_required && may_be_null => {
                    members.insert(name.clone(), Value::Null);
                    continue;
                }
                // What is left out is written with its default.
                Some(default) => Some(default.clone()),
                None if is_required || self.is_full => self.value(property, depth + 1),
                None => None,
            };
            match value {
                None if is_required => return None,
                None => {}
                // Nothing, where it may be left out, is left out.
                Some(value) if !is_required && is_nothing(&value) => {}
                Some(value) => {
                    members.insert(name.clone(), value);
                }
            }
        }
        if let Some(more) = schema
            .get("additionalProperties")
            .filter(|it| it.is_object())
            && self.is_full
        {
            members.insert("key".to_owned(), self.value(more, depth + 1)?);
        }
        Some(Value::Object(members))
    }
}

/// Whether a value is written as nothing where it may be left out.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

fn number(schema: &Value, wanted: i64) -> i64 {
    let least = schema["minimum"]
        .as_f64()
        .map_or(wanted, |it| it as i64 + 1);
    let most = schema["maximum"].as_f64().map_or(i64::MAX, |it| it as i64);
    wanted.max(least).min(most)
}

/// A text of this format and length. For most patterns, nothing is known that fits.
fn text(schema: &Value) -> Option<String> {
    let known = match schema["format"].as_str() {
        Some("date-time") => "2020-06-17T07:38:42Z",
        Some("date") => "2020-06-17",
        Some("uuid") => "8abf6e1e-72c1-4e7c-8172-c15b508500aa",
        Some("ipv4") => "192.0.2.1",
        Some("ipv6") => "2001:db8::1",
        Some("ip") => "192.0.2.1",
        _ => "text",
    };
    if schema.get("pattern").is_some() {
        let values = ["text", "1", "1.0.0", "0a", "192.0.2.0/24", "2001:db8::/32"];
        let validator = jsonschema::validator_for(schema).ok()?;
        let fits = |value: &&str| validator.is_valid(&json!(value));
        return values.iter().copied().find(fits).map(str::to_owned);
    }
    let least = schema["minLength"].as_u64().unwrap_or(0) as usize;
    let most = schema["maxLength"]
        .as_u64()
        .map_or(usize::MAX, |it| it as usize);
    let text = known.chars().chain(std::iter::repeat('t'));
    Some(text.take(known.len().max(least).min(most)).collect())
}
