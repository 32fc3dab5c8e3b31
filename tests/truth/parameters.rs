//! The parameters of an operation: what they are given, and what of that comes over the wire.

use openapi_lint::naming::snake_case;
use serde_json::Value;

use super::{generated::Setter, resolve, values};

/// A parameter that has a setter.
#[derive(Debug)]
pub struct Parameter<'a> {
    pub name: &'a str,
    /// `path`, `query`, `header` or `cookie`.
    pub place: &'a str,
    pub is_required: bool,
    pub setter: &'a str,
    pub values: Vec<Value>,
    node: &'a Value,
}

/// The parameters of an operation and of its path; or the one that has no setter, or that takes no value that
/// is known.
pub fn of<'a>(
    document: &'a Value,
    path: &'a Value,
    operation: &'a Value,
    setters: &'a [Setter],
) -> Result<Vec<Parameter<'a>>, String> {
    let mut found = Vec::<Parameter<'a>>::new();
    let own = list(document, operation);
    let of_path = list(document, path);
    let is_own = |node: &&Value| {
        own.iter()
            .any(|own| own["name"] == node["name"] && own["in"] == node["in"])
    };
    let of_path: Vec<_> = of_path.into_iter().filter(|node| !is_own(node)).collect();
    for node in of_path.into_iter().chain(own.iter().copied()) {
        let (name, place) = (node["name"].as_str(), node["in"].as_str());
        let (name, place) = name
            .zip(place)
            .ok_or_else(|| format!("{node} has no name"))?;
        // The client sends no cookie, which says in whose name a request is made.
        let is_left_out = place == "cookie" && node["required"] != true;
        if is_left_out || place == "header" && is_of_http(name) {
            continue;
        }
        // The longer one is there where the shorter is another's.
        let names = [format!("{}_{place}", snake_case(name)), snake_case(name)];
        let is_free = |setter: &&Setter| {
            found
                .iter()
                .all(|other| other.setter != setter.plain_name())
        };
        let setter = names.iter().find_map(|name| {
            setters
                .iter()
                .filter(is_free)
                .find(|setter| setter.plain_name() == name)
        });
        let setter = setter
            .ok_or_else(|| format!("`{name}` has no setter"))?
            .plain_name();
        let mut values =
            values::of_content(document, content(node).map_or(node, |(_, content)| content));
        values.retain(|value| !value.is_null());
        let is_required = node["required"] == true;
        let mut parameter = Parameter {
            name,
            place,
            is_required,
            setter,
            values: Vec::new(),
            node,
        };
        values.retain(|value| parameter.written(value).is_some());
        if values.is_empty() && is_required {
            return Err(format!("nothing is known that `{name}` takes: {node}"));
        }
        parameter.values = values;
        found.push(parameter);
    }
    Ok(found)
}

impl Parameter<'_> {
    /// What is written of a value: names and values, of which in a path or a header there is one. `None` where
    /// this does not know, as of objects.
    pub fn written(&self, value: &Value) -> Option<Vec<(String, String)>> {
        let name = || self.name.to_owned();
        if content(self.node).is_some() {
            return Some(vec![(name(), value.to_string())]);
        }
        let Some(items) = value.as_array() else {
            return Some(vec![(name(), scalar(value)?)]);
        };
        let texts: Vec<_> = items.iter().map(scalar).collect::<Option<_>>()?;
        if texts.is_empty() || texts.iter().any(String::is_empty) {
            return None;
        }
        let is_form = matches!(self.place, "query" | "cookie");
        let explode = self.node["explode"].as_bool();
        let separator = match self.node["style"].as_str() {
            _ if is_form && explode == Some(true) => None,
            Some("spaceDelimited") => Some(" "),
            Some("pipeDelimited") => Some("|"),
            _ if is_form && explode.is_none() => None,
            _ => Some(","),
        };
        Some(match separator {
            Some(separator) => vec![(name(), texts.join(separator))],
            None => texts.into_iter().map(|text| (name(), text)).collect(),
        })
    }
}

fn list<'a>(document: &'a Value, node: &'a Value) -> Vec<&'a Value> {
    let parameters = node["parameters"].as_array().into_iter().flatten();
    parameters.map(|node| resolve(document, node)).collect()
}

/// The media type of a parameter that is written as a body is.
fn content(node: &Value) -> Option<(&String, &Value)> {
    node["content"].as_object()?.iter().next()
}

/// What the specification leaves to HTTP.
fn is_of_http(name: &str) -> bool {
    ["accept", "content-type", "authorization"]
        .iter()
        .any(|own| name.eq_ignore_ascii_case(own))
}

/// The text of a value that is one.
pub fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
