//! Why a client could not be built.

use std::fmt;

use crate::{EnvironmentError, RegionError};

/// Why [`ClientBuilder::build`](crate::ClientBuilder::build) made no client: what is missing or
/// wrong, and how to give it. No variant holds a secret, nor an endpoint, which may hold one.
///
/// `Debug` shows the text too, as that is what a `main` that returns the error prints.
#[non_exhaustive]
pub enum BuildError {
    /// Neither a region nor an endpoint was given.
    EndpointMissing,
    /// Both a region and an endpoint were given, and they may differ.
    EndpointTwice,
    /// The region's name is not made of lower-case letters, digits and hyphens.
    #[non_exhaustive]
    InvalidRegion {
        /// The name as it was given.
        region: String,
    },
    /// The endpoint is not a URL with a scheme, a host and at most a port and a path.
    #[non_exhaustive]
    InvalidEndpoint {
        /// What is wrong with it.
        reason: String,
    },
    /// The endpoint holds a user name or a password.
    EndpointCredentials,
    /// The endpoint is plain `http` on another machine, where credentials could be read on the way.
    InsecureEndpoint,
    /// The endpoint is `https`, and this crate was built without its TLS features. Those of a reqwest
    /// that the program depends on itself do not count: enable ours.
    TlsMissing,
    /// No credentials were given.
    CredentialsMissing,
    /// The environment says something that cannot be meant.
    Environment(EnvironmentError),
    /// The file with the endpoints of regions cannot be read.
    Region(RegionError),
    /// The token or a part of the access key is empty or holds anything but visible ASCII.
    #[non_exhaustive]
    InvalidCredentials {
        /// Which part, and what is wrong with it; its value is not in it.
        reason: String,
    },
    /// An environment variable names a proxy in a form that nothing can be made of, or of another kind
    /// than HTTP's, such as SOCKS. Without the proxy the requests would take another way than whoever set
    /// it wants.
    #[non_exhaustive]
    InvalidProxy {
        /// Its name; its value may hold a password and is not in it.
        variable: &'static str,
    },
    /// An environment variable names a proxy that would not be used: `REQUEST_METHOD` is set too, as for a
    /// CGI script, and there no variable about proxies is believed.
    #[non_exhaustive]
    UnusedProxy {
        /// The variable; its value is not in the error.
        variable: &'static str,
    },
    /// The suffix for the user agent holds a character that no HTTP header may hold.
    InvalidUserAgent,
    /// A time limit is zero.
    #[non_exhaustive]
    ZeroTimeout {
        /// The builder's method that was given zero.
        setting: &'static str,
    },
    /// reqwest could not build its client, for example because a header or a certificate that was given
    /// to its builder is none.
    HttpClient(reqwest::Error),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EndpointMissing => f.write_str(
                "no endpoint: call `.region(\"…\")` for a region of Huawei Cloud, or \
                 `.endpoint(\"https://…\")` for another cloud; `Client::from_env` takes it from \
                 HUAWEICLOUD_SDK_REGION",
            ),
            Self::EndpointTwice => f.write_str(
                "both a region and an endpoint: keep the one you mean, `.region(…)` or `.endpoint(…)`",
            ),
            Self::InvalidRegion { region } => write!(
                f,
                "region {}: a region of Huawei Cloud is made of lower-case letters, digits and hyphens, \
                 such as \"ap-southeast-1\"; for another cloud call `.endpoint(\"https://…\")`",
                crate::text::shown_value(region)
            ),
            Self::InvalidEndpoint { reason } => write!(
                f,
                "endpoint: {reason}; give a URL such as \"https://dcs.eu-de.otc.t-systems.com\""
            ),
            Self::EndpointCredentials => f.write_str(
                "endpoint: it holds a user name or password; give them with \
                 `ClientBuilder::credentials`",
            ),
            Self::InsecureEndpoint => f.write_str(
                "endpoint: credentials are not sent over plain http to another machine; use https, \
                 or `Credentials::anonymous()` if the endpoint needs none",
            ),
            Self::TlsMissing => f.write_str(
                "endpoint: https needs TLS; enable the feature `rustls` or `native-tls` of dcs-client",
            ),
            Self::CredentialsMissing => f.write_str(
                "no credentials: call `.credentials(…)` with `Credentials::token(…)`, \
                 `::access_key(…)`, `::from_env()?` or, for none, `::anonymous()`",
            ),
            Self::Environment(error) => error.fmt(f),
            Self::Region(error) => error.fmt(f),
            Self::InvalidCredentials { reason } => write!(f, "credentials: {reason}"),
            Self::InvalidProxy { variable } => write!(
                f,
                "the environment variable {variable} holds no HTTP proxy that can be read; write it as \
                 http://HOST:PORT, or unset it to go without a proxy"
            ),
            Self::UnusedProxy { variable } => write!(
                f,
                "the environment variable {variable} names a proxy, which is not used while \
                 REQUEST_METHOD is set, as it is for CGI scripts; unset one of the two"
            ),
            Self::InvalidUserAgent => f.write_str(
                "user_agent_suffix: only visible ASCII characters and spaces may stand in it",
            ),
            Self::ZeroTimeout { setting } => {
                write!(f, "{setting}: a time limit of zero lets no call succeed; give a longer one")
            }
            Self::HttpClient(_) => f.write_str("the HTTP client could not be built"),
        }
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BuildError({self}")?;
        if let Self::HttpClient(error) = self {
            write!(f, ": {error:?}")?;
        }
        f.write_str(")")
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::HttpClient(error) => Some(error),
            _ => None,
        }
    }
}
