//! A parameter of the query: one pair of name and value for each value that it has.

use serde::ser::{Error as _, SerializeSeq as _};
use serde::{Serialize, Serializer};
use serde_json::Value;

/// Writes itself as the pairs of a query: none for a parameter that was left out, one for a scalar, one
/// for each element of a list, and for an object one for each member, under the member's name.
#[derive(Debug)]
pub struct Query<'a, T> {
    name: &'a str,
    value: &'a T,
}

impl<'a, T> Query<'a, T> {
    /// Of the parameter `name`, whose value is this.
    pub fn new(name: &'a str, value: &'a T) -> Self {
        Self { name, value }
    }
}

impl<T: Serialize> Serialize for Query<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // By way of the text, in which an `f32` is as short as it is written.
        let text = serde_json::to_string(self.value).map_err(S::Error::custom)?;
        let value: Value = serde_json::from_str(&text).map_err(S::Error::custom)?;
        let mut pairs = serializer.serialize_seq(None)?;
        for (name, value) in self.pairs(&value) {
            if let Some(text) = scalar(value).map_err(S::Error::custom)? {
                pairs.serialize_element(&(name, text))?;
            }
        }
        pairs.end()
    }
}

impl<T> Query<'_, T> {
    fn pairs<'v>(&'v self, value: &'v Value) -> Vec<(&'v str, &'v Value)> {
        match value {
            Value::Array(values) => values.iter().map(|value| (self.name, value)).collect(),
            Value::Object(members) => members
                .iter()
                .map(|(name, value)| (name.as_str(), value))
                .collect(),
            value => vec![(self.name, value)],
        }
    }
}

/// The text of a value; `None` where there is none.
fn scalar(value: &Value) -> Result<Option<String>, &'static str> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.clone())),
        Value::Bool(_) | Value::Number(_) => Ok(Some(value.to_string())),
        Value::Array(_) | Value::Object(_) => Err("a query holds no values within values"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn query(name: &str, value: impl Serialize) -> Result<String, reqwest::Error> {
        let client = reqwest::Client::builder().tls_certs_only([]).build()?;
        let request = client.get("http://h/").query(&Query::new(name, &value));
        Ok(request
            .build()?
            .url()
            .query()
            .unwrap_or_default()
            .to_owned())
    }

    #[test]
    fn each_value_is_a_pair() {
        assert_eq!(query("a", "b&c é").unwrap(), "a=b%26c+%C3%A9");
        assert_eq!(query("a", Some(true)).unwrap(), "a=true");
        assert_eq!(query("a", None::<i64>).unwrap(), "");
        assert_eq!(query("a", [1, 2]).unwrap(), "a=1&a=2");
        assert_eq!(query("a", 0.1_f32).unwrap(), "a=0.1");
        assert_eq!(query("a", u64::MAX).unwrap(), format!("a={}", u64::MAX));
        assert_eq!(
            query("a", BTreeMap::from([("b", 1), ("c", 2)])).unwrap(),
            "b=1&c=2"
        );
    }

    #[test]
    fn a_value_within_a_value_is_no_query() {
        assert!(query("a", [[1]]).unwrap_err().is_builder());
    }
}
