//! The HTTP client below ours, made of the caller's builder.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use reqwest::{Client, ClientBuilder};

use crate::BuildError;
use crate::endpoint::Endpoint;

/// What the names of this machine mean; the port is the endpoint's.
const LOOPBACK: [SocketAddr; 2] = [
    SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
    SocketAddr::new(IpAddr::V6(Ipv6Addr::LOCALHOST), 0),
];

/// Builds it, with what must not be the caller's choice set as it must be.
pub(crate) fn build(
    builder: ClientBuilder,
    endpoint: &Endpoint,
    connect_timeout: Duration,
) -> Result<Client, BuildError> {
    if endpoint.is_https() && !cfg!(any(feature = "rustls", feature = "native-tls")) {
        return Err(BuildError::TlsMissing);
    }
    install_crypto_provider();
    prepared(builder, endpoint, connect_timeout)
        .build()
        .map_err(BuildError::HttpClient)
}

/// A client for a service on this machine or beside it, which is asked in plain text and without a proxy.
#[cfg(feature = "metadata")]
pub(crate) fn local(connect_timeout: Duration, timeout: Duration) -> Result<Client, BuildError> {
    install_crypto_provider();
    let builder = Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        .no_proxy()
        .connect_timeout(connect_timeout)
        .timeout(timeout);
    without_certificates(builder)
        .build()
        .map_err(BuildError::HttpClient)
}

fn prepared(
    builder: ClientBuilder,
    endpoint: &Endpoint,
    connect_timeout: Duration,
) -> ClientBuilder {
    let builder = builder
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        // It would log every byte of a connection, the credentials among them.
        .connection_verbose(false)
        .retry(reqwest::retry::never())
        .http1_only()
        .connect_timeout(connect_timeout)
        .https_only(endpoint.is_https());
    // A resolver may say that the name is another machine's, which would then get the credentials in plain
    // text. This wins over the caller's resolver and over addresses of the caller's.
    let builder = match endpoint.localhost() {
        Some(name) => builder.resolve_to_addrs(name, &LOOPBACK),
        None => builder,
    };
    // A proxy would carry the credentials off this machine in plain text, or look up `localhost` itself.
    let builder = if endpoint.is_loopback() {
        builder.no_proxy()
    } else {
        builder
    };
    if endpoint.is_plain_loopback() {
        without_certificates(builder)
    } else {
        builder
    }
}

/// The system's certificates are not read where no connection can be encrypted: reading them takes
/// longer than everything else here, and tests make clients by the dozen.
#[cfg(feature = "rustls")]
fn without_certificates(builder: ClientBuilder) -> ClientBuilder {
    builder.tls_certs_only([])
}

#[cfg(not(feature = "rustls"))]
fn without_certificates(builder: ClientBuilder) -> ClientBuilder {
    builder
}

/// reqwest's feature `rustls-no-provider` leaves the choice of the cryptography to us. ring builds
/// in two thirds of the time that aws-lc needs.
#[cfg(all(feature = "rustls", not(feature = "rustls-aws-lc")))]
fn install_crypto_provider() {
    use rustls::crypto::{CryptoProvider, ring};

    if CryptoProvider::get_default().is_none() {
        // Losing a race to another thread is as good: then there is a provider.
        let _ = ring::default_provider().install_default();
    }
}

/// There is none to install: reqwest has its own, or no TLS of this kind.
#[cfg(any(not(feature = "rustls"), feature = "rustls-aws-lc"))]
fn install_crypto_provider() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_the_callers_choice_is_set() {
        let endpoint = Endpoint::parse("https://dcs.example.com").unwrap();
        let theirs = Client::builder().referer(true);
        let ours = prepared(theirs, &endpoint, Duration::from_secs(7));
        let shown = format!("{ours:?}");
        for setting in ["Policy(None)", "http1_only: true", "connect_timeout: 7s"] {
            assert!(shown.contains(setting), "{shown}");
        }
        assert!(!shown.contains("referer"), "{shown}");
    }

    #[tokio::test]
    async fn a_client_for_https_speaks_nothing_else() {
        let client = |endpoint| {
            let endpoint = Endpoint::parse(endpoint).unwrap();
            build(Client::builder(), &endpoint, Duration::from_secs(7)).unwrap()
        };
        // Refused before a connection is tried.
        let secure = client("https://dcs.example.com");
        let error = secure.get("http://localhost:1").send().await;
        assert!(error.unwrap_err().is_builder());
        let local = client("http://localhost:1");
        let error = local.get("http://localhost:1").send().await;
        assert!(error.unwrap_err().is_connect());
    }
}
