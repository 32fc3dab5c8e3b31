//! The canonical form of a request, byte for byte what the service computes from what it received.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use reqwest::header::{CONTENT_TYPE, HOST, HeaderName};
use reqwest::{Request, Url};

use crate::encode::encode_bytes;

/// The headers that take part in the signature, by lower-case name, with their trimmed values.
pub(super) struct Headers(BTreeMap<String, Vec<Vec<u8>>>);

impl Headers {
    pub(super) fn of(request: &Request) -> Self {
        let mut headers: BTreeMap<String, Vec<Vec<u8>>> = BTreeMap::new();
        for (name, value) in request.headers() {
            if is_signed(name) {
                headers
                    .entry(name.as_str().to_owned())
                    .or_default()
                    .push(value.as_bytes().trim_ascii().to_vec());
            }
        }
        headers
            .entry(HOST.as_str().to_owned())
            .or_insert_with(|| vec![host(request.url()).into_bytes()]);
        for values in headers.values_mut() {
            values.sort();
        }
        Self(headers)
    }

    /// The names, sorted, joined by `;`.
    pub(super) fn names(&self) -> String {
        self.0
            .keys()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(";")
    }
}

/// The canonical request, given what stands for the hash of the body.
pub(super) fn request(request: &Request, headers: &Headers, body_hash: &[u8]) -> Vec<u8> {
    let mut canonical = format!(
        "{}\n{}\n{}\n",
        request.method().as_str().to_ascii_uppercase(),
        path(request.url()),
        query(request.url()),
    )
    .into_bytes();
    for (name, values) in &headers.0 {
        for value in values {
            canonical.extend_from_slice(name.as_bytes());
            canonical.push(b':');
            canonical.extend_from_slice(value);
            canonical.push(b'\n');
        }
    }
    canonical.push(b'\n');
    canonical.extend_from_slice(headers.names().as_bytes());
    canonical.push(b'\n');
    canonical.extend_from_slice(body_hash);
    canonical
}

/// Which headers are signed. A name with `_` is not: gateways drop or rename such headers.
fn is_signed(name: &HeaderName) -> bool {
    let is_extension = name.as_str().starts_with("x-") && !name.as_str().contains('_');
    is_extension || *name == CONTENT_TYPE || *name == HOST
}

/// The `Host` header that hyper will send: the port only when it is not the scheme's default.
fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port()
        .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Each segment decoded and encoded again, always with a slash at the end.
fn path(url: &Url) -> String {
    let mut path = url
        .path()
        .split('/')
        .map(|segment| encode_bytes(&percent_decode_str(segment).collect::<Vec<u8>>()))
        .collect::<Vec<_>>()
        .join("/");
    if !path.ends_with('/') {
        path.push('/');
    }
    path
}

/// The pairs sorted as decoded, then encoded. As bytes, since a query need not be UTF-8.
fn query(url: &Url) -> String {
    let decoded = |text: &str| percent_decode_str(&text.replace('+', " ")).collect::<Vec<u8>>();
    let mut pairs: Vec<_> = url
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect();
    pairs.sort();
    pairs
        .iter()
        .map(|(name, value)| format!("{}={}", encode_bytes(name), encode_bytes(value)))
        .collect::<Vec<_>>()
        .join("&")
}
