//! The secrets of one request, and hiding them in what a server says.

use bytes::Bytes;
use reqwest::Request;
use reqwest::header::{AUTHORIZATION, HeaderMap};

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

    /// Marks the headers that repeat a secret, so that `Debug` does not show them.
    pub(super) fn hide_in_headers(&self, headers: &mut HeaderMap) {
        for value in headers.values_mut() {
            if self.0.redact_bytes(value.as_bytes()).is_some() {
                value.set_sensitive(true);
            }
        }
    }

    /// A copy of the body without the secrets.
    pub(super) fn redact(&self, body: &Bytes) -> Bytes {
        self.0
            .redact_bytes(body)
            .map_or_else(|| body.clone(), Bytes::from)
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    #[test]
    fn the_parts_of_a_signature_are_secrets_of_their_own() {
        let mut request = Request::new(reqwest::Method::GET, "http://h".parse().unwrap());
        let mut value = HeaderValue::from_static(
            "SDK-HMAC-SHA256 Access=AKIDAKIDWXYZ, SignedHeaders=host;x-sdk-date, Signature=0123456789",
        );
        value.set_sensitive(true);
        request.headers_mut().insert(AUTHORIZATION, value);
        assert_eq!(
            Secrets::of(&request).redact(&Bytes::from_static(
                b"AKIDAKIDWXYZ made 0123456789 of host;x-sdk-date"
            )),
            "…WXYZ made [redacted] of host;x-sdk-date"
        );
    }
}
