//! The secrets of one request, and finding them in what a server says.

use bytes::Bytes;
use reqwest::Request;
use reqwest::header::{AUTHORIZATION, HeaderMap};

/// Shorter secrets are not looked for in answers: they would be found everywhere.
const SHORTEST_SECRET: usize = 8;

/// What stands in an error's body where the server repeated a secret.
const REDACTED: &[u8] = b"[redacted]";

/// The secrets of one request, to be hidden should the answer repeat them.
///
/// They are looked for in the bytes, whatever the case of their letters and whether or not they are
/// escaped as JSON, URLs and HTML do. Reading the body as JSON instead would miss what no JSON reader
/// takes whole, and that ends up in messages too.
pub(super) struct Secrets(Vec<Vec<u8>>);

impl Secrets {
    /// The sensitive headers, and of the header `Authorization` the parts that name the key too.
    pub(super) fn of(request: &Request) -> Self {
        let mut secrets: Vec<&[u8]> = Vec::new();
        for (name, value) in request.headers() {
            if value.is_sensitive() {
                secrets.push(value.as_bytes());
            }
            if name == AUTHORIZATION
                && let Ok(text) = value.to_str()
            {
                let parts = ["Access=", "Signature="].into_iter().filter_map(|label| {
                    let (_, part) = text.split_once(label)?;
                    part.split(',').next()
                });
                secrets.extend(parts.map(str::as_bytes));
            }
        }
        secrets.retain(|secret| secret.len() >= SHORTEST_SECRET);
        Self(secrets.into_iter().map(<[u8]>::to_vec).collect())
    }

    /// Marks the headers that repeat a secret, so that `Debug` does not show them.
    pub(super) fn hide_in_headers(&self, headers: &mut HeaderMap) {
        for value in headers.values_mut() {
            if self.redacted(value.as_bytes()).is_some() {
                value.set_sensitive(true);
            }
        }
    }

    /// A copy of the body without the secrets.
    pub(super) fn redact(&self, body: &Bytes) -> Bytes {
        self.redacted(body)
            .map_or_else(|| body.clone(), Bytes::from)
    }

    /// The text without the secrets, or `None` when there are none in it.
    fn redacted(&self, text: &[u8]) -> Option<Vec<u8>> {
        let mut redacted = None;
        for secret in &self.0 {
            let text = redacted.as_deref().unwrap_or(text);
            redacted = without(text, secret).or(redacted);
        }
        redacted
    }
}

/// The text with each occurrence of the secret replaced, or `None` when there is none.
fn without(text: &[u8], secret: &[u8]) -> Option<Vec<u8>> {
    let first = secret.first()?;
    let may_begin = |byte: &u8| byte.eq_ignore_ascii_case(first) || b"\\%&".contains(byte);
    let mut redacted = Vec::new();
    let mut is_found = false;
    // What has not been copied yet, and how much of that holds no secret.
    let (mut rest, mut clear) = (text, 0);
    while let Some(next) = rest.get(clear..)
        && let Some(skipped) = next.iter().position(may_begin)
    {
        let (before, candidate) = rest.split_at(clear + skipped);
        if let Some(after) = after_secret(candidate, secret) {
            is_found = true;
            redacted.extend_from_slice(before);
            redacted.extend_from_slice(REDACTED);
            (rest, clear) = (after, 0);
        } else {
            clear += skipped + 1;
        }
    }
    // Almost every text is free of secrets, and none of it has been copied then.
    is_found.then(|| {
        redacted.extend_from_slice(rest);
        redacted
    })
}

/// What follows the secret, if the text begins with it in any of its forms.
///
/// A backslash or a percent sign may be one or begin an escape; each reading gets its try.
fn after_secret<'a>(text: &'a [u8], secret: &[u8]) -> Option<&'a [u8]> {
    let walk = |readings: [Reading; 2]| {
        secret.iter().try_fold(text, |rest, wanted| {
            readings
                .iter()
                .filter_map(|read| read(rest))
                .find(|(byte, _)| byte.eq_ignore_ascii_case(wanted))
                .map(|(_, rest)| rest)
        })
    };
    walk([plain, escaped]).or_else(|| walk([escaped, plain]))
}

/// Takes a character off the text in one of its forms.
type Reading = fn(&[u8]) -> Option<(u8, &[u8])>;

fn plain(text: &[u8]) -> Option<(u8, &[u8])> {
    text.split_first().map(|(byte, rest)| (*byte, rest))
}

/// The character that begins the text, if it is escaped, and what follows it. Credentials are
/// visible ASCII, so the escapes of other characters do not matter.
fn escaped(text: &[u8]) -> Option<(u8, &[u8])> {
    // JSON within a string of JSON has each backslash twice.
    let text = match text {
        [b'\\', b'\\', ..] => text.get(1..).unwrap_or_default(),
        _ => text,
    };
    match text {
        [b'\\', b'u', b'0', b'0', high, low, rest @ ..]
        | [b'%', high, low, rest @ ..]
        | [b'&', b'#', b'x' | b'X', high, low, b';', rest @ ..] => {
            Some((number(&[*high, *low], 16)?, rest))
        }
        [b'&', b'#', tens, ones, b';', rest @ ..] => Some((number(&[*tens, *ones], 10)?, rest)),
        [b'&', b'#', hundreds, tens, ones, b';', rest @ ..] => {
            Some((number(&[*hundreds, *tens, *ones], 10)?, rest))
        }
        [b'\\', character, rest @ ..] => Some((*character, rest)),
        _ => None,
    }
}

fn number(digits: &[u8], radix: u32) -> Option<u8> {
    u8::from_str_radix(str::from_utf8(digits).ok()?, radix).ok()
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    fn secrets(name: &'static str, value: &'static str) -> Secrets {
        let mut request = Request::new(reqwest::Method::GET, "http://h".parse().unwrap());
        let mut value = HeaderValue::from_static(value);
        value.set_sensitive(true);
        request.headers_mut().insert(name, value);
        Secrets::of(&request)
    }

    #[test]
    fn a_secret_is_taken_out_wherever_it_stands_and_however_it_is_written() {
        let secrets = secrets("x-auth-token", "secret/%2ftoken+\\=");
        for written in [
            r"secret/%2ftoken+\=",
            r"SECRET/%2FToken+\=",
            r"secret\/%2ftoken+\\=",
            r"secret\u002f%2ftoken\u002B\u005c\u003d",
            r"secret\\/%2ftoken\\u002b\\\\=",
            "secret%2F%252ftoken%2b%5C%3D",
            "secret&#47;&#37;2ftoken&#43;&#x5C;&#061;",
        ] {
            let text = format!("a {written}, {written}{written} b");
            assert_eq!(
                secrets.redact(&text.into()),
                "a [redacted], [redacted][redacted] b",
                "{written}"
            );
        }
        for other in [
            "",
            "secret/",
            "secret/%2ftoken-\\=",
            "%",
            "\\",
            "&#",
            "\\u00",
        ] {
            assert_eq!(secrets.redact(&Bytes::from_static(other.as_bytes())), other);
        }
    }

    #[test]
    fn the_parts_of_a_signature_are_secrets_of_their_own() {
        let secrets = secrets(
            "authorization",
            "SDK-HMAC-SHA256 Access=AKIDAKIDAKID, SignedHeaders=host;x-sdk-date, Signature=0123456789",
        );
        assert_eq!(
            secrets.redact(&Bytes::from_static(
                b"AKIDAKIDAKID made 0123456789 of host;x-sdk-date"
            )),
            "[redacted] made [redacted] of host;x-sdk-date"
        );
    }

    #[test]
    fn a_body_that_only_resembles_the_secret_takes_no_longer_for_it() {
        let secrets = secrets("x-auth-token", "aaaaaaaaaaaaaaab");
        let body = Bytes::from(vec![b'\\'; 1 << 18]);
        assert_eq!(secrets.redact(&body), body);
    }
}
