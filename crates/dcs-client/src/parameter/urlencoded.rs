//! A body that is a form: one pair of name and value for each value that it has.

use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::style::{Style, json, write};

/// Writes itself as the pairs of a form. A member that the document says nothing about is one pair, a list
/// one for each element, and an object is the text of its JSON.
#[derive(Debug)]
#[doc(hidden)]
pub struct Form<'a, T> {
    value: &'a T,
    members: &'a [(&'a str, Style)],
}

impl<'a, T> Form<'a, T> {
    /// Of the body `value`, in which these `members` are written in a way of their own.
    pub fn new(value: &'a T, members: &'a [(&'a str, Style)]) -> Self {
        Self { value, members }
    }

    fn style(&self, name: &str, value: &Value) -> Style {
        let own = self.members.iter().find(|(member, _)| *member == name);
        match (own, value) {
            (Some((_, style)), _) => *style,
            (None, Value::Object(_)) => Style::Json,
            (None, _) => Style::Each,
        }
    }
}

impl<T: Serialize> Serialize for Form<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = json(self.value).map_err(S::Error::custom)?;
        let Value::Object(members) = value else {
            return Err(S::Error::custom("a form is an object"));
        };
        let pairs = members.iter().map(|(name, value)| {
            let style = self.style(name, value);
            style.pairs(name, value)
        });
        let pairs: Result<Vec<_>, _> = pairs.collect();
        write(pairs.map(|pairs| pairs.concat()), serializer)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(value: &Value, members: &[(&str, Style)], expected: &str) {
        let client = reqwest::Client::builder()
            .tls_certs_only([])
            .build()
            .unwrap();
        let request = client.post("http://h/").form(&Form::new(value, members));
        let request = request.build().unwrap();
        let body = request.body().and_then(reqwest::Body::as_bytes);
        assert_eq!(body, Some(expected.as_bytes()));
    }

    #[test]
    fn each_member_is_written_as_the_document_says() {
        // OpenAPI 3.0, "Support for x-www-form-urlencoded Request Bodies".
        let address = json!({"street": "123 Example Dr.", "city": "Springfield"});
        check(
            &json!({"id": "f81d4fae", "address": address}),
            &[],
            "address=%7B%22city%22%3A%22Springfield%22%2C%22street%22%3A%22123+Example+Dr.%22%7D&id=f81d4fae",
        );
        check(
            &json!({"address": {"city": "S"}}),
            &[("address", Style::Deep)],
            "address%5Bcity%5D=S",
        );
        check(&json!({"a": [1, "b&c"]}), &[], "a=1&a=b%26c");
        check(&json!({"a": [1, 2]}), &[("a", Style::Commas)], "a=1%2C2");
        check(
            &json!({"a": null, "b": true, "c": 0.5}),
            &[],
            "b=true&c=0.5",
        );
    }

    #[test]
    fn what_has_no_members_is_no_form() {
        let client = reqwest::Client::builder()
            .tls_certs_only([])
            .build()
            .unwrap();
        let request = client.post("http://h/").form(&Form::new(&[1], &[]));
        assert!(request.build().unwrap_err().is_builder());
    }
}
