//! A parameter of the query: one pair of name and value for each value that it has.

use serde::ser::Error as _;
use serde::{Serialize, Serializer};

use super::style::{Style, json, write};

/// Writes itself as the pairs of a query: none for a parameter that was left out, one for a scalar, one
/// for each element of a list, and for an object one for each member, under the member's name; or in
/// another [`Style`].
#[derive(Debug)]
pub struct Query<'a, T> {
    name: &'a str,
    value: &'a T,
    style: Style,
}

impl<'a, T> Query<'a, T> {
    /// Of the parameter `name`, whose value is this.
    pub fn new(name: &'a str, value: &'a T) -> Self {
        Self::styled(name, value, Style::Each)
    }

    /// The same in another style.
    pub fn styled(name: &'a str, value: &'a T, style: Style) -> Self {
        Self { name, value, style }
    }
}

impl<T: Serialize> Serialize for Query<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = json(self.value).map_err(S::Error::custom)?;
        write(self.style.pairs(self.name, &value), serializer)
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
