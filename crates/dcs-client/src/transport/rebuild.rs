//! Making a response again from what was read, for the generated code to decode.

use bytes::Bytes;
use reqwest::header::HeaderMap;
use reqwest::{Request, Response, ResponseBuilderExt as _, StatusCode, Url};

use super::BodyError;
use super::attempt::body_error;
use super::body::Problem;
use crate::Operation;

/// Shorter secrets are not looked for in answers: they would be found everywhere.
const SHORTEST_SECRET: usize = 8;

/// What stands in an error's body where the server repeated a secret.
const REDACTED: &[u8] = b"[redacted]";

/// An answer, read to its end.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Result<Bytes, BodyError>,
    /// The body as messages may show it.
    shown: Bytes,
    url: Url,
}

/// The body as messages may show it, without the request's secrets; in the extensions of the
/// rebuilt response, where it can be had without waiting.
#[derive(Clone)]
pub(crate) struct Received(pub(crate) Bytes);

impl Answer {
    pub(super) fn new(
        mut response: Response,
        body: Result<Bytes, Problem>,
        secrets: &Secrets,
    ) -> Self {
        secrets.hide_in_headers(response.headers_mut());
        let status = response.status();
        let shown = body
            .as_ref()
            .map_or_else(|_| Bytes::new(), |body| secrets.redact(body));
        let body = match body {
            Ok(body) if status.is_success() => Ok(body),
            // What an error says ends up in messages and logs.
            Ok(_) => Ok(shown.clone()),
            Err(problem) => Err(body_error(&response, problem)),
        };
        Self {
            status,
            headers: response.headers().clone(),
            body,
            shown,
            url: response.url().clone(),
        }
    }

    /// The response that the generated code decodes.
    pub(super) fn into_response(self, operation: &Operation) -> Response {
        let mut response = http::Response::builder().url(self.url);
        if let Some(headers) = response.headers_mut() {
            *headers = self.headers;
        }
        let response = response.status(self.status);
        let (body, error) = match self.body {
            Ok(body) => (body, None),
            Err(error) => (Bytes::new(), Some(error)),
        };
        let is_nothing = self.status.is_success() && body.trim_ascii().is_empty();
        let handed_on = if is_nothing && operation.empty_success_is_null {
            Bytes::from_static(b"null")
        } else {
            body
        };
        let mut response = response
            .body(reqwest::Body::from(handed_on))
            .unwrap_or_default();
        response.extensions_mut().insert(Received(self.shown));
        if let Some(error) = error {
            response.extensions_mut().insert(error);
        }
        response.into()
    }
}

/// The secrets of one request, to be hidden should the answer repeat them.
pub(super) struct Secrets(Vec<Vec<u8>>);

impl Secrets {
    pub(super) fn of(request: &Request) -> Self {
        let mut secrets = Vec::new();
        for value in request.headers().values() {
            if value.is_sensitive() && value.len() >= SHORTEST_SECRET {
                secrets.push(value.as_bytes().to_vec());
                // The same as a JSON string may hold it.
                secrets.push(replace(value.as_bytes(), b"/", br"\/").to_vec());
            }
        }
        Self(secrets)
    }

    /// Marks the headers that repeat a secret, so that `Debug` does not show them.
    fn hide_in_headers(&self, headers: &mut HeaderMap) {
        for value in headers.values_mut() {
            if self
                .0
                .iter()
                .any(|secret| find(value.as_bytes(), secret).is_some())
            {
                value.set_sensitive(true);
            }
        }
    }

    /// A copy of the body without the secrets.
    fn redact(&self, body: &Bytes) -> Bytes {
        self.0
            .iter()
            .filter(|secret| find(body, secret).is_some())
            .fold(body.clone(), |body, secret| {
                replace(&body, secret, REDACTED).into()
            })
    }
}

fn replace(text: &[u8], part: &[u8], by: &[u8]) -> Vec<u8> {
    let mut rest = text;
    let mut replaced = Vec::new();
    while let Some(start) = find(rest, part) {
        let (before, found) = rest.split_at(start);
        replaced.extend_from_slice(before);
        replaced.extend_from_slice(by);
        rest = found.get(part.len()..).unwrap_or_default();
    }
    replaced.extend_from_slice(rest);
    replaced
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_taken_out_wherever_it_stands() {
        let mut request = Request::new(reqwest::Method::GET, "http://h".parse().unwrap());
        let mut value = reqwest::header::HeaderValue::from_static("secret/token");
        value.set_sensitive(true);
        request.headers_mut().insert("x-auth-token", value);
        let secrets = Secrets::of(&request);
        let redact = |text: &'static str| secrets.redact(&Bytes::from_static(text.as_bytes()));
        assert_eq!(
            redact("secret/token, secret/tokensecret/"),
            "[redacted], [redacted]secret/"
        );
        assert_eq!(redact(r#"{"m":"secret\/token"}"#), r#"{"m":"[redacted]"}"#);
        assert_eq!(redact("nothing"), "nothing");
        assert_eq!(redact(""), "");
    }
}
