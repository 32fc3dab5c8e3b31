//! The secrets of one request, and hiding them in what a server says.

use bytes::Bytes;
use reqwest::Request;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use serde::de::IgnoredAny;

use super::scalars;
use crate::Redactor;

/// The secrets of one request, to be hidden should the answer repeat them.
///
/// They are looked for in the bytes. Reading the body as JSON instead would miss what no JSON reader takes
/// whole, and that ends up in messages too.
pub(super) struct Secrets(Redactor);

impl Secrets {
    /// The sensitive headers, and of the header `Authorization` the parts that name the key too.
    pub(super) fn of(request: &Request) -> Self {
        let mut redactor = Redactor::new();
        for (name, value) in request.headers() {
            // Those that the client makes are visible ASCII.
            let Ok(text) = value.to_str() else {
                continue;
            };
            if value.is_sensitive() {
                redactor = redactor.secret(text);
            }
            let part = |label| {
                let (_, part) = text.split_once(label)?;
                part.split(',').next()
            };
            if name == AUTHORIZATION {
                redactor = redactor.secret(part("Signature=").unwrap_or_default());
                // The gateway repeats it where it knows no such key (`APIGW.0301`).
                redactor = redactor.access_key_id(part("Access=").unwrap_or_default());
            }
        }
        Self(redactor)
    }

    /// Takes the value of each header that repeats a secret, and marks it.
    pub(super) fn hide_in_headers(&self, headers: &mut HeaderMap) {
        for value in headers.values_mut() {
            if self.0.redact_bytes(value.as_bytes()).is_some() {
                *value = HeaderValue::from_static("[redacted]");
                value.set_sensitive(true);
            }
        }
    }

    /// The body without the secrets. JSON stays JSON: where it could not, as a number or the end of a
    /// string was taken out, whole strings and numbers are.
    pub(super) fn redact(&self, body: &Bytes) -> Redacted {
        let Some(text) = self.0.redact_bytes(body) else {
            return Redacted::Nothing;
        };
        if !is_json(body) {
            return Redacted::Text(text.into());
        }
        let with = |value| {
            let holds_one = |text: &[u8]| self.0.redact_bytes(text).is_some();
            let json = scalars::replaced(body, holds_one, value);
            // A secret may reach over several strings.
            (!holds_one(&json)).then(|| Bytes::from(json))
        };
        let text = Bytes::from(text);
        let shown = Some(text.clone()).filter(|text| is_json(text));
        let shown = shown.or_else(|| with(br#""[redacted]""#)).unwrap_or(text);
        let sparse = with(b"null").unwrap_or_else(|| shown.clone());
        Redacted::Json { shown, sparse }
    }
}

/// A body without the secrets of a request.
pub(super) enum Redacted {
    /// There are none in it.
    Nothing,
    /// It is no JSON.
    Text(Bytes),
    /// It is JSON.
    Json {
        /// For messages, and for values of types that hold any text.
        shown: Bytes,
        /// The same with `null` for each string and number that held a secret, for types that do not.
        sparse: Bytes,
    },
}

fn is_json(text: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_signature_are_secrets_of_their_own() {
        let mut request = Request::new(reqwest::Method::GET, "http://h".parse().unwrap());
        let mut value = HeaderValue::from_static(
            "SDK-HMAC-SHA256 Access=AKIDAKIDWXYZ, SignedHeaders=host;x-sdk-date, Signature=0123456789",
        );
        value.set_sensitive(true);
        request.headers_mut().insert(AUTHORIZATION, value);
        let body = Bytes::from_static(b"AKIDAKIDWXYZ made 0123456789 of host;x-sdk-date");
        let redacted = Secrets::of(&request).redact(&body);
        assert!(matches!(&redacted, Redacted::Text(text)
                if text == "…WXYZ made [redacted] of host;x-sdk-date"));
    }

    #[track_caller]
    fn check_json(secret: &'static str, body: &'static str, expected: [&str; 2]) {
        let secrets = Secrets(Redactor::new().secret(secret));
        match secrets.redact(&Bytes::from_static(body.as_bytes())) {
            Redacted::Json { shown, sparse } => assert_eq!([shown, sparse], expected),
            Redacted::Nothing | Redacted::Text(_) => panic!("{body}"),
        }
    }

    #[test]
    fn json_without_its_secrets_is_json_still() {
        check_json(
            "0123456789",
            r#"{"id":10123456789,"a":"0123456789 b"}"#,
            [
                r#"{"id":"[redacted]","a":"[redacted]"}"#,
                r#"{"id":null,"a":null}"#,
            ],
        );
        check_json(
            "0041-secret",
            r#"{"\u0041-secret":1,"a":2}"#,
            [r#"{"[redacted]":1,"a":2}"#; 2],
        );
        check_json(
            "the-secret",
            r#"{"a":"b the-secret"}"#,
            [r#"{"a":"b [redacted]"}"#, r#"{"a":null}"#],
        );
        // No string holds it.
        check_json(
            r#"one","two"#,
            r#"["one","two","three"]"#,
            [r#"["[redacted]","three"]"#; 2],
        );
    }
}
