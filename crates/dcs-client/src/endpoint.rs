//! The service's address: checked once, so that every later request can rely on it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use reqwest::Url;

use crate::{BuildError, OPERATIONS};

/// A checked base URL: scheme, host, port and a path prefix without a trailing slash.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    url: Url,
    prefix: String,
}

impl Endpoint {
    /// The Huawei Cloud endpoint of a region.
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
        Self::parse(&format!("https://dcs.{region}.myhuaweicloud.com"))
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
            return Err(invalid(
                "it holds a user name or password; give them with `ClientBuilder::credentials`"
                    .to_owned(),
            ));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(invalid(
                "it has a query (`?`) or a fragment (`#`)".to_owned(),
            ));
        }
        let prefix = url.path().trim_end_matches('/').to_owned();
        if prefix.contains("//") {
            return Err(invalid("its path has an empty segment (`//`)".to_owned()));
        }
        // The documents of some vendors count the version as part of the address.
        let last = prefix.rsplit('/').next().filter(|last| !last.is_empty());
        if let Some(last) = last.filter(|last| begins_a_template(last)) {
            return Err(invalid(format!(
                "its path ends in `/{last}`, with which the operations' paths begin; leave that out"
            )));
        }
        Ok(Self { url, prefix })
    }

    /// What the generated code puts before a path template.
    pub(crate) fn base_url(&self) -> String {
        format!("{}{}", self.url.origin().ascii_serialization(), self.prefix)
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

    /// Whether what is sent stays on this machine.
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
        host == "localhost"
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

fn begins_a_template(segment: &str) -> bool {
    OPERATIONS
        .iter()
        .any(|operation| operation.path.split('/').nth(1) == Some(segment))
}

#[cfg(test)]
mod tests;
