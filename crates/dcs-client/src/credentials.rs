//! What proves to the service who is calling, and where it comes from.

mod environment;
mod provider;

use std::fmt;
use std::time::SystemTime;

use reqwest::Request;
use reqwest::header::HeaderName;
use secrecy::{ExposeSecret, SecretString};

use crate::auth::{self, AccessKey, SignError};

pub use environment::EnvironmentError;
pub use provider::{CredentialsFuture, CredentialsProvider, ProviderError};

const AUTH_TOKEN: HeaderName = HeaderName::from_static("x-auth-token");

/// What a request is authenticated with.
///
/// `Debug` shows which of the kinds it is and nothing else. What this type keeps is wiped from memory when
/// dropped; the headers of requests that were made of it are not.
///
/// ```
/// use dcs_client::Credentials;
///
/// let credentials = Credentials::token("MIIFvwYJKoZ");
/// assert_eq!(format!("{credentials:?}"), "Credentials(token)");
/// ```
#[derive(Clone)]
pub struct Credentials(Kind);

#[derive(Clone)]
enum Kind {
    Anonymous,
    Token(SecretString),
    AccessKey(AccessKey),
}

impl Credentials {
    /// A token of the identity service (IAM), sent as `X-Auth-Token`. Tokens expire, usually after
    /// 24 hours; a [`CredentialsProvider`] can fetch a new one in time.
    ///
    /// ```
    /// # use dcs_client::Credentials;
    /// let credentials = Credentials::token("MIIFvwYJKoZ");
    /// # let _ = credentials;
    /// ```
    #[must_use]
    pub fn token(token: impl Into<String>) -> Self {
        Self(Kind::Token(token.into().into()))
    }

    /// An access key (AK and SK): every request is signed, and the SK never leaves this process.
    ///
    /// ```
    /// # use dcs_client::Credentials;
    /// let permanent = Credentials::access_key("my-ak", "my-sk");
    /// let temporary = permanent.with_security_token("my-security-token");
    /// # let _ = temporary;
    /// ```
    #[must_use]
    pub fn access_key(id: impl Into<String>, secret: impl Into<String>) -> Self {
        AccessKey::new(id, secret).into()
    }

    /// Makes an access key a temporary one by its security token, sent as `X-Security-Token`.
    ///
    /// Tokens and anonymous credentials have no use for it and stay as they are.
    #[must_use]
    pub fn with_security_token(self, token: impl Into<String>) -> Self {
        match self.0 {
            Kind::AccessKey(key) => key.with_security_token(token).into(),
            Kind::Anonymous | Kind::Token(_) => self,
        }
    }

    /// Says which project an access key signs for: its id is sent as `X-Project-Id` and signed. The
    /// resources of a sub-project are out of reach without it. It is the id that the call's
    /// `.project_id(…)` takes.
    ///
    /// A token is bound to its project already; tokens and anonymous credentials stay as they are.
    ///
    /// ```
    /// # use dcs_client::Credentials;
    /// let credentials = Credentials::access_key("my-ak", "my-sk")
    ///     .with_project_id("a4d31cb6-3d72-4fdc-8ec9-6e3a41e47f71");
    /// # let _ = credentials;
    /// ```
    #[must_use]
    pub fn with_project_id(self, id: impl Into<String>) -> Self {
        match self.0 {
            Kind::AccessKey(key) => key.with_project_id(id).into(),
            Kind::Anonymous | Kind::Token(_) => self,
        }
    }

    /// Reads the environment: `DCS_AUTH_TOKEN`, or else `HUAWEICLOUD_SDK_AK`,
    /// `HUAWEICLOUD_SDK_SK` and, for a temporary key, `HUAWEICLOUD_SDK_SECURITY_TOKEN` (the names
    /// that the vendor's SDKs read). A token wins over an access key. An empty variable counts as
    /// missing.
    ///
    /// ```no_run
    /// use dcs_client::{Client, Credentials};
    ///
    /// let client = Client::builder()
    ///     .region("ap-southeast-1")
    ///     .credentials(Credentials::from_env()?)
    ///     .build()?;
    /// # let _ = client;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`EnvironmentError`] when neither is complete or a variable holds what no credential does, such
    /// as a line break. It names the variables, and never holds a value.
    pub fn from_env() -> Result<Self, EnvironmentError> {
        environment::read(|name| std::env::var_os(name))
    }

    /// No authentication: for a mock of the service, or behind a proxy that authenticates.
    ///
    /// ```
    /// # use dcs_client::{Client, Credentials};
    /// let client = Client::builder()
    ///     .endpoint("http://mock.test:8080")
    ///     .credentials(Credentials::anonymous())
    ///     .build()?;
    /// # let _ = client;
    /// # Ok::<(), dcs_client::BuildError>(())
    /// ```
    #[must_use]
    pub fn anonymous() -> Self {
        Self(Kind::Anonymous)
    }

    /// Whether there is nothing to keep secret.
    pub(crate) fn is_anonymous(&self) -> bool {
        matches!(self.0, Kind::Anonymous)
    }

    /// Finds what no service would accept. The error names the part and shows no secret.
    pub(crate) fn check(&self) -> Result<(), String> {
        match &self.0 {
            Kind::Anonymous => Ok(()),
            Kind::Token(token) => match auth::fault(token.expose_secret()) {
                None => Ok(()),
                Some(fault) => Err(format!("the token {fault}")),
            },
            Kind::AccessKey(key) => key.check().map_err(|error| error.to_string()),
        }
    }

    /// Puts the proof on the request. The error says what is wrong and shows no secret.
    pub(crate) fn apply(&self, request: &mut Request, now: SystemTime) -> Result<(), Unfit> {
        self.check().map_err(Unfit::Credentials)?;
        match &self.0 {
            Kind::Anonymous => Ok(()),
            Kind::Token(token) => {
                let value = auth::secret_header(token.expose_secret());
                request.headers_mut().insert(AUTH_TOKEN, value);
                Ok(())
            }
            Kind::AccessKey(key) => auth::sign_request(request, key, now).map_err(Unfit::Signing),
        }
    }
}

/// What keeps the credentials from being put on a request.
#[derive(Debug)]
pub(crate) enum Unfit {
    Credentials(String),
    Signing(SignError),
}

impl From<AccessKey> for Credentials {
    fn from(key: AccessKey) -> Self {
        Self(Kind::AccessKey(key))
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Kind::Anonymous => "Credentials(anonymous)",
            Kind::Token(_) => "Credentials(token)",
            Kind::AccessKey(_) => "Credentials(access key)",
        })
    }
}
