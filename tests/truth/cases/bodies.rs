//! The body of a request, and what a body of any media type is.

use serde_json::{Value, json};

use crate::truth::{parameters::scalar, resolve, values};

/// What a body is to a caller.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Kind {
    Json,
    Form,
    Text,
    Bytes,
}

/// The body that an operation asks for.
pub struct Body {
    /// At least one.
    pub values: Vec<Value>,
    kind: Kind,
    media_type: String,
    has_encoding: bool,
}

/// None where it asks for none; or why no value of it is known.
pub fn of(document: &Value, operation: &Value) -> Result<Option<Body>, String> {
    let body = resolve(document, &operation["requestBody"]);
    let Some((name, content, kind)) = taken(document, body) else {
        return Ok(None);
    };
    let values = match kind {
        Kind::Json => {
            let mut values = values::of_content(document, content);
            values.extend(values::with_nulls(document, &content["schema"]));
            values
        }
        Kind::Form => values::of_content(document, content),
        Kind::Text | Kind::Bytes => vec![json!("a \"text\"\nof two lines")],
    };
    if values.is_empty() {
        return Err(format!("nothing is known that the body is: {content}"));
    }
    Ok(Some(Body {
        values,
        kind,
        media_type: called(name, kind),
        has_encoding: content.get("encoding").is_some(),
    }))
}

impl Body {
    /// What comes over the wire. Of a form only where its members are written in the usual way.
    pub fn sent(&self, value: &Value) -> Value {
        let name = &self.media_type;
        match self.kind {
            Kind::Json => json!({"type": name, "json": value}),
            Kind::Text | Kind::Bytes => json!({"type": name, "text": value}),
            Kind::Form => match pairs(value).filter(|_| !self.has_encoding) {
                Some(pairs) => json!({"type": name, "pairs": pairs}),
                None => json!({"type": name}),
            },
        }
    }
}

/// The members of a form of scalars and of lists of them, sorted.
fn pairs(value: &Value) -> Option<Vec<(String, String)>> {
    let mut pairs = Vec::new();
    for (name, value) in value.as_object()? {
        let own = std::slice::from_ref(value);
        for value in value.as_array().map_or(own, Vec::as_slice) {
            pairs.push((name.clone(), scalar(value)?));
        }
    }
    pairs.sort();
    Some(pairs)
}

/// The media type that a caller gives or gets, of all that a body or an answer has.
pub fn taken<'a>(document: &Value, body: &'a Value) -> Option<(&'a str, &'a Value, Kind)> {
    let content = body["content"].as_object()?.iter();
    let ranked = content.map(|(name, content)| {
        let is_plain = name.starts_with("application/json");
        (
            (kind(document, name, content), !is_plain),
            (name.as_str(), content),
        )
    });
    let ((kind, _), (name, content)) = ranked.min_by_key(|(rank, _)| *rank)?;
    Some((name, content, kind))
}

fn kind(document: &Value, name: &str, content: &Value) -> Kind {
    let essence = name.split(';').next().unwrap_or_default().trim();
    let schema = resolve(document, &content["schema"]);
    let is_any = essence == "*/*" || essence == "application/*";
    match essence {
        _ if essence.ends_with("json") => Kind::Json,
        "application/x-www-form-urlencoded" => Kind::Form,
        _ if schema["format"] == "binary" => Kind::Bytes,
        _ if essence.starts_with("text/") || essence.ends_with("xml") => Kind::Text,
        _ if is_any && schema["type"] == "string" => Kind::Text,
        _ if is_any && schema.as_object().is_some_and(|it| !it.is_empty()) => Kind::Json,
        _ => Kind::Bytes,
    }
}

/// What a request or an answer calls it.
pub fn called(name: &str, kind: Kind) -> String {
    let own = match kind {
        Kind::Json => "application/json",
        Kind::Form => "application/x-www-form-urlencoded",
        Kind::Text => "text/plain",
        Kind::Bytes => "application/octet-stream",
    };
    let is_range = name.contains('*');
    if is_range {
        own.to_owned()
    } else {
        name.to_owned()
    }
}
