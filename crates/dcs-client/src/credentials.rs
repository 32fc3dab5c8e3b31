//! What proves to the service who is calling, and where it comes from.

mod cache;
mod chain;
mod environment;
mod iam;
#[cfg(feature = "metadata")]
mod metadata;
mod profile;
mod provider;
mod regions;
mod small_file;

use std::fmt;
use std::time::{Duration, SystemTime};

use reqwest::Request;
use reqwest::header::HeaderName;
use secrecy::{ExposeSecret, SecretString};

use crate::Redactor;
use crate::auth::{self, AccessKey, SignError};

pub(crate) use cache::{Cache, Issued, SharedError};
pub use chain::{ChainError, DefaultChain, Found, Link};
pub use environment::{Environment, EnvironmentError};
pub(crate) use iam::project_id;
pub use iam::{IamError, PasswordLogin};
pub use profile::ProfileError;
pub use provider::{CredentialsFuture, CredentialsProvider, ProviderError};
pub use regions::RegionError;
pub(crate) use regions::{endpoint_of, iam_endpoint_of};

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
pub struct Credentials {
    kind: Kind,
    expiry: Option<Expiry>,
    /// That of the identity service (IAM) which knows them, where the place that they are from names it.
    iam_endpoint: Option<String>,
}

/// Until when credentials are good, and how long before that they should be replaced.
#[derive(Clone, Copy, Debug)]
struct Expiry {
    at: SystemTime,
    margin: Option<Duration>,
}

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
        Self::of(Kind::Token(token.into().into()))
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
        self.with_key(|key| key.with_security_token(token))
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
        self.with_key(|key| key.with_project_id(id))
    }

    /// Says until when they are good. A client keeps what a [`CredentialsProvider`] gives it until a
    /// tenth of that time is left, then asks for new ones, and never sends them later than `at` while it
    /// can have others.
    ///
    /// ```
    /// # use std::time::{Duration, SystemTime};
    /// # use dcs_client::Credentials;
    /// let day = Duration::from_secs(24 * 3600);
    /// let credentials = Credentials::token("MIIFvwYJKoZ").with_expiry(SystemTime::now() + day);
    /// assert!(credentials.expires_at().is_some());
    /// ```
    #[must_use]
    pub fn with_expiry(mut self, at: SystemTime) -> Self {
        self.expiry = Some(Expiry { at, margin: None });
        self
    }

    /// Until when they are good, as far as anybody has said so.
    #[must_use]
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.expiry.map(|expiry| expiry.at)
    }

    /// The same as [`with_expiry`](Self::with_expiry), replaced that long before.
    #[cfg(feature = "metadata")]
    fn with_expiry_and_margin(mut self, at: SystemTime, margin: Duration) -> Self {
        self.expiry = Some(Expiry {
            at,
            margin: Some(margin),
        });
        self
    }

    /// From when on they should be replaced, when they were fetched at `fetched_at`.
    fn refresh_at(&self, fetched_at: SystemTime) -> Option<SystemTime> {
        let Expiry { at, margin } = self.expiry?;
        let life = at.duration_since(fetched_at).unwrap_or_default();
        // What lives shorter than the margin is replaced like everything else.
        let margin = margin.filter(|margin| *margin < life).unwrap_or(life / 10);
        at.checked_sub(margin)
    }

    fn of(kind: Kind) -> Self {
        Self {
            kind,
            expiry: None,
            iam_endpoint: None,
        }
    }

    fn with_key(mut self, change: impl FnOnce(AccessKey) -> AccessKey) -> Self {
        if let Kind::AccessKey(key) = self.kind {
            self.kind = Kind::AccessKey(change(key));
        }
        self
    }

    /// Whether both prove the same: sent again, the service would say the same again.
    pub(crate) fn proves_the_same_as(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::Anonymous, Kind::Anonymous) => true,
            (Kind::Token(one), Kind::Token(other)) => one.expose_secret() == other.expose_secret(),
            (Kind::AccessKey(one), Kind::AccessKey(other)) => one.is_same_as(other),
            _ => false,
        }
    }

    /// The project that an access key signs for.
    pub(crate) fn project_id(&self) -> Option<&str> {
        match &self.kind {
            Kind::AccessKey(key) => key.project_id(),
            Kind::Anonymous | Kind::Token(_) => None,
        }
    }

    /// Says which identity service knows them.
    fn with_iam_endpoint(mut self, endpoint: Option<String>) -> Self {
        self.iam_endpoint = endpoint;
        self
    }

    /// The endpoint of the identity service that knows them, where their place names it.
    pub(crate) fn iam_endpoint(&self) -> Option<&str> {
        self.iam_endpoint.as_deref()
    }

    /// Finds them in what a server says.
    fn redactor(&self) -> Redactor {
        match &self.kind {
            Kind::Anonymous => Redactor::new(),
            Kind::Token(token) => Redactor::new().secret(token.expose_secret()),
            Kind::AccessKey(key) => key.redactor(),
        }
    }

    /// Which key it is, for people: the last four characters of an access key's id.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        match &self.kind {
            Kind::AccessKey(key) => Some(key.hint()),
            Kind::Anonymous | Kind::Token(_) => None,
        }
    }

    /// Reads the environment: a token, or else an access key and, for a temporary one, its security
    /// token. A token wins over an access key, and an empty variable counts as missing.
    ///
    /// | | the vendor's SDKs | Terraform | OpenStack |
    /// |---|---|---|---|
    /// | token | `DCS_AUTH_TOKEN` (ours) | | `OS_AUTH_TOKEN`, `OS_TOKEN` |
    /// | access key id | `HUAWEICLOUD_SDK_AK` | `HW_ACCESS_KEY` | `OS_ACCESS_KEY` |
    /// | its secret | `HUAWEICLOUD_SDK_SK` | `HW_SECRET_KEY` | `OS_SECRET_KEY` |
    /// | security token | `HUAWEICLOUD_SDK_SECURITY_TOKEN` | `HW_SECURITY_TOKEN` | |
    /// | project | `HUAWEICLOUD_SDK_PROJECT_ID` | `HW_PROJECT_ID` | `OS_PROJECT_ID` |
    ///
    /// [`default_chain`](Self::default_chain) looks in more places.
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
    /// [`EnvironmentError`] when neither is complete, two variables for the same thing differ, or one holds
    /// what no credential does, such as a line break. It names the variables, and never holds a value.
    pub fn from_env() -> Result<Self, EnvironmentError> {
        Environment::of_process().credentials()
    }

    /// The credentials that the vendor's own tools would find, for
    /// [`credentials_provider`](crate::ClientBuilder::credentials_provider): those of the environment, then
    /// those of the profile file, then, with the feature `metadata`, those of the machine.
    ///
    /// ```
    /// use dcs_client::{Client, Credentials};
    ///
    /// let client = Client::builder()
    ///     .region("ap-southeast-1")
    ///     .credentials_provider(Credentials::default_chain())
    ///     .build()?;
    /// # let _ = client;
    /// # Ok::<(), dcs_client::BuildError>(())
    /// ```
    #[must_use]
    pub fn default_chain() -> DefaultChain {
        DefaultChain::new(Environment::of_process())
    }

    /// Tokens for a user's name and password, fetched from the identity service (IAM) when they are
    /// needed, for [`credentials_provider`](crate::ClientBuilder::credentials_provider). `domain` is the
    /// name of the account, `user` that of the IAM user in it.
    ///
    /// ```
    /// use dcs_client::{Client, Credentials};
    ///
    /// let login = Credentials::password("my-account", "my-user", "my-password")
    ///     .project_name("ap-southeast-1");
    /// let client = Client::builder()
    ///     .region("ap-southeast-1")
    ///     .credentials_provider(login)
    ///     .build()?;
    /// # let _ = client;
    /// # Ok::<(), dcs_client::BuildError>(())
    /// ```
    #[must_use]
    pub fn password(
        domain: impl Into<String>,
        user: impl Into<String>,
        password: impl Into<String>,
    ) -> PasswordLogin {
        PasswordLogin::new(domain.into(), user.into(), password.into())
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
        Self::of(Kind::Anonymous)
    }

    /// Whether there is nothing to keep secret.
    pub(crate) fn is_anonymous(&self) -> bool {
        matches!(self.kind, Kind::Anonymous)
    }

    /// Finds what no service would accept. The error names the part and shows no secret.
    pub(crate) fn check(&self) -> Result<(), String> {
        match &self.kind {
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
        match &self.kind {
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

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Credentials(fault) => f.write_str(fault),
            Self::Signing(error) => error.fmt(f),
        }
    }
}

impl From<AccessKey> for Credentials {
    fn from(key: AccessKey) -> Self {
        Self::of(Kind::AccessKey(key))
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            Kind::Anonymous => "Credentials(anonymous)",
            Kind::Token(_) => "Credentials(token)",
            Kind::AccessKey(_) => "Credentials(access key)",
        })
    }
}
