//! The service's address: checked once, so that every later request can rely on it.

use std::fmt::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use reqwest::Url;

use crate::encode::is_unreserved;
use crate::{BuildError, OPERATIONS, cloud};

/// Room for the path of most requests, in bytes: every call makes one.
const USUAL_PATH: usize = 192;

/// A checked base URL: scheme, host, port and a path prefix without a trailing slash.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    url: Url,
    prefix: String,
}

impl Endpoint {
    /// The endpoint of a region in its cloud.
    ///
    /// New regions appear, so the name is checked for its form only.
    pub(crate) fn from_region(region: &str) -> Result<Self, BuildError> {
        let fits = !region.is_empty()
            && region
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        if !fits {
            return Err(BuildError::InvalidRegion {
                region: region.to_owned(),
            });
        }
        Self::parse(&format!("https://{}", cloud::host("dcs", region)))
    }

    /// Checks an endpoint given as a URL. No message repeats the URL: it may hold a password.
    pub(crate) fn parse(text: &str) -> Result<Self, BuildError> {
        let invalid = |reason: String| BuildError::InvalidEndpoint { reason };
        if !text.contains("://") {
            return Err(invalid(
                "it has no scheme; add `https://`, or `http://` for this machine".to_owned(),
            ));
        }
        let url = Url::parse(text).map_err(|error| invalid(error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(invalid(
                "its scheme is neither `https` nor `http`".to_owned(),
            ));
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err(invalid("it has no host".to_owned()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BuildError::EndpointCredentials);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(invalid(
                "it has a query (`?`) or a fragment (`#`)".to_owned(),
            ));
        }
        let prefix = url.path().trim_end_matches('/').to_owned();
        match prefix_fault(&prefix) {
            Some(fault) => Err(invalid(format!("its path {fault}"))),
            None => Ok(Self { url, prefix }),
        }
    }

    /// What the generated code puts before a path template.
    pub(crate) fn base_url(&self) -> String {
        format!("{}{}", self.url.origin().ascii_serialization(), self.prefix)
    }

    /// The address of `path` at this endpoint. Scheme, host and port are not parsed again, so nothing in
    /// the path can change them.
    pub(crate) fn url(&self, path: fmt::Arguments<'_>) -> Url {
        let mut text = String::with_capacity(USUAL_PATH);
        text.push_str(&self.prefix);
        // Only a value that cannot show itself fails; the guard refuses what is then left.
        let _ = write!(text, "{path}");
        let mut url = self.url.clone();
        url.set_path(&text);
        url
    }

    /// The path before the template, without a trailing slash; empty for most endpoints.
    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The host, for messages and spans.
    pub(crate) fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    /// The port, also when the URL leaves it to the scheme.
    pub(crate) fn port(&self) -> u16 {
        self.url.port_or_known_default().unwrap_or_default()
    }

    /// Whether the connection is encrypted.
    pub(crate) fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// Whether what is sent stays on this machine: no proxy is asked.
    pub(crate) fn is_loopback(&self) -> bool {
        let host = self.host();
        if let Ok(address) = host.parse::<Ipv4Addr>() {
            return address.is_loopback();
        }
        let inner = host
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'));
        if let Some(address) = inner.and_then(|text| text.parse::<Ipv6Addr>().ok()) {
            return IpAddr::V6(address).to_canonical().is_loopback();
        }
        self.localhost().is_some()
    }

    /// The host, if it is a name that always means this machine, whatever a resolver says of it (RFC
    /// 6761, section 6.3).
    pub(crate) fn localhost(&self) -> Option<&str> {
        let host = self.host();
        (host == "localhost" || host.ends_with(".localhost")).then_some(host)
    }

    /// Whether what is sent is neither encrypted nor ever leaves this machine.
    pub(crate) fn is_plain_loopback(&self) -> bool {
        !self.is_https() && self.is_loopback()
    }

    /// Whether `url` leads to this scheme, host and port, and carries no user name or password.
    pub(crate) fn has_origin_of(&self, url: &Url) -> bool {
        let own = &self.url;
        // The schemes are those of HTTP, so this is what makes an origin (RFC 6454, section 4).
        url.scheme() == own.scheme()
            && url.host() == own.host()
            && url.port_or_known_default() == own.port_or_known_default()
            && url.username().is_empty()
            && url.password().is_none()
    }
}

/// What is wrong with a prefix of the paths, and how to write it. The URL parser has resolved `.` and
/// `..` by now, and made escapes of most other characters.
fn prefix_fault(prefix: &str) -> Option<String> {
    let segments = || prefix.split('/').skip(1);
    if segments().any(str::is_empty) {
        return Some("has an empty segment (`//`); leave one slash out".to_owned());
    }
    // An escape could become a slash or a dot on the way.
    if !segments().all(|segment| segment.bytes().all(is_unreserved)) {
        return Some(
            "holds something else than letters, digits, `-`, `.`, `_` and `~` between its slashes; \
             leave escapes (`%…`) and other signs out"
                .to_owned(),
        );
    }
    // The documents of some vendors count the version as part of the address.
    if let Some(beginning) = segments().find(|segment| begins_a_template(segment)) {
        return Some(format!(
            "holds `/{beginning}`, with which the operations' paths begin; leave that and what \
             follows out"
        ));
    }
    let version = segments().last().filter(|last| is_version(last))?;
    Some(format!(
        "ends in a version, `/{version}`, and the operations' paths have their own; leave that out"
    ))
}

fn begins_a_template(segment: &str) -> bool {
    OPERATIONS
        .iter()
        .filter_map(|operation| operation.path.split('/').nth(1))
        .any(|first| segment.eq_ignore_ascii_case(first))
}

/// `v1`, `V2.0` and the like.
fn is_version(segment: &str) -> bool {
    segment.strip_prefix(['v', 'V']).is_some_and(|numbers| {
        numbers
            .split('.')
            .all(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests;
