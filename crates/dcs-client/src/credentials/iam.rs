//! The identity service (IAM): tokens for a password, and the project of a region.

use std::fmt;
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use reqwest::header::ACCEPT;
use reqwest::{Client, Method, Request, Response, StatusCode};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use serde_json::json;

use super::{Credentials, CredentialsFuture, CredentialsProvider, ProviderError};
use crate::endpoint::Endpoint;
use crate::response_body;
use crate::{BuildError, Redactor, Timestamp, http_client};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const TIMEOUT: Duration = Duration::from_secs(35);
const MAX_BODY_BYTES: usize = 1024 * 1024;

/// What a token is good for where the answer does not say it.
const TOKEN_LIFE: Duration = Duration::from_secs(24 * 3600);

/// Why the identity service gave no token, or no project. No secret is in it.
///
/// `Debug` shows the text too, as that is what a `main` that returns the error prints.
#[non_exhaustive]
pub enum IamError {
    /// Its endpoint cannot be used.
    Endpoint(BuildError),
    /// It could not be asked, or did not answer.
    #[non_exhaustive]
    Unanswered {
        /// Its scheme, host and port.
        server: String,
        /// Why.
        source: reqwest::Error,
    },
    /// It said no.
    #[non_exhaustive]
    Refused {
        /// The status of its answer.
        status: StatusCode,
        /// What it says, if anything.
        message: Option<String>,
    },
    /// Its answer is not the one that is documented.
    Unreadable,
    /// There is no project of this name, or it cannot be seen with these credentials.
    #[non_exhaustive]
    NoProject {
        /// The name, which is that of a region.
        name: String,
    },
    /// There are several projects, and which one is meant cannot be known.
    #[non_exhaustive]
    SeveralProjects {
        /// The name, which is that of a region.
        name: String,
        /// How many there are.
        count: usize,
    },
    /// The client was built for an endpoint, so which region's project is meant is not known.
    NoRegion,
    /// There are no credentials to ask with.
    Credentials(std::sync::Arc<dyn std::error::Error + Send + Sync>),
}

impl fmt::Display for IamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Endpoint(error) => write!(f, "the identity service's {error}"),
            Self::Unanswered { server, .. } => {
                write!(f, "the identity service at {server} did not answer")
            }
            Self::Refused {
                status,
                message: Some(message),
            } => write!(f, "the identity service answered {status}: {message}"),
            Self::Refused { status, .. } => write!(f, "the identity service answered {status}"),
            Self::Unreadable => {
                f.write_str("the answer of the identity service is not the documented one")
            }
            Self::NoProject { name } => write!(
                f,
                "the identity service knows no project {}; give the project's id",
                crate::text::shown_value(name)
            ),
            Self::SeveralProjects { name, count } => write!(
                f,
                "the identity service knows {count} projects {}; give the id of the one you mean",
                crate::text::shown_value(name)
            ),
            Self::NoRegion => f.write_str(
                "the project cannot be looked up without a region; give the project's id",
            ),
            Self::Credentials(error) => write!(f, "credentials: {error}"),
        }
    }
}

impl fmt::Debug for IamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IamError({self})")
    }
}

impl std::error::Error for IamError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Endpoint(error) => Some(error),
            Self::Unanswered { source, .. } => Some(source),
            Self::Credentials(error) => Some(&**error),
            _ => None,
        }
    }
}

/// Fetches tokens for a name and a password; made by [`Credentials::password`].
///
/// A token is good for 24 hours; a client fetches the next when a tenth of that is left.
pub struct PasswordLogin {
    domain: String,
    user: String,
    password: SecretString,
    scope: Option<serde_json::Value>,
    endpoint: Option<String>,
    http: OnceLock<Client>,
}

impl PasswordLogin {
    pub(super) fn new(domain: String, user: String, password: String) -> Self {
        Self {
            domain,
            user,
            password: password.into(),
            scope: None,
            endpoint: None,
            http: OnceLock::new(),
        }
    }

    /// The token is for the project of this id.
    #[must_use]
    pub fn project_id(mut self, id: impl Into<String>) -> Self {
        self.scope = Some(json!({"project": {"id": id.into()}}));
        self
    }

    /// The token is for the project of this name, which for a region's own project is the region's. The
    /// identity service of that region is asked, unless [`endpoint`](Self::endpoint) names another.
    #[must_use]
    pub fn project_name(mut self, name: impl Into<String>) -> Self {
        let name = name.into();
        let region = name.split('_').next().unwrap_or_default();
        let host = crate::cloud::host("iam", region);
        self.endpoint
            .get_or_insert_with(|| format!("https://{host}"));
        self.scope = Some(json!({"project": {"name": name}}));
        self
    }

    /// The identity service's endpoint. Default: the region's of [`project_name`](Self::project_name), or
    /// else `https://iam.myhuaweicloud.com`.
    #[must_use]
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }

    async fn token(&self) -> Result<Credentials, IamError> {
        let default = "https://iam.myhuaweicloud.com";
        let endpoint = checked(self.endpoint.as_deref().unwrap_or(default))?;
        let http = match self.http.get() {
            Some(http) => http,
            None => {
                let built = own_client(&endpoint)?;
                self.http.get_or_init(|| built)
            }
        };
        let mut auth = json!({
            "identity": {
                "methods": ["password"],
                "password": {"user": {
                    "domain": {"name": self.domain},
                    "name": self.user,
                    "password": self.password.expose_secret(),
                }},
            },
        });
        if let (Some(scope), Some(auth)) = (&self.scope, auth.as_object_mut()) {
            auth.insert("scope".to_owned(), scope.clone());
        }
        let url = endpoint.url(format_args!("/v3/auth/tokens"));
        let server = url.origin().ascii_serialization();
        let request = http.post(url).json(&json!({"auth": auth}));
        let request = request
            .build()
            .map_err(|source| IamError::Unanswered { server, source })?;
        let redactor = Redactor::new().secret(self.password.expose_secret());
        let (response, body) = answer(http, request, StatusCode::CREATED, &redactor).await?;
        let token = response
            .headers()
            .get("x-subject-token")
            .and_then(|token| token.to_str().ok())
            .ok_or(IamError::Unreadable)?;
        let expires_at = serde_json::from_slice(&body)
            .ok()
            .map(|Issued { token }| token.expires_at.into());
        let expires_at = expires_at.unwrap_or_else(|| SystemTime::now() + TOKEN_LIFE);
        Ok(Credentials::token(token).with_expiry(expires_at))
    }
}

/// Neither the names nor the password are shown.
impl fmt::Debug for PasswordLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordLogin").finish_non_exhaustive()
    }
}

impl CredentialsProvider for PasswordLogin {
    fn credentials(&self) -> CredentialsFuture<'_> {
        Box::pin(async { self.token().await.map_err(ProviderError::from) })
    }
}

#[derive(Deserialize)]
struct Issued {
    token: Token,
}

#[derive(Deserialize)]
struct Token {
    expires_at: Timestamp,
}

#[derive(Deserialize)]
struct Projects {
    projects: Vec<Project>,
}

#[derive(Deserialize)]
struct Project {
    id: String,
}

/// The id of the project of this name, which for a region's own project is the region's.
///
/// `shared` is the client that the service is asked with, if that is made for `https://`: such a one, with the
/// caller's proxy and certificates, serves here too, and one for this machine alone does not.
pub(crate) async fn project_id(
    shared: Option<&Client>,
    endpoint: &str,
    credentials: &Credentials,
    name: &str,
    now: SystemTime,
) -> Result<String, IamError> {
    let endpoint = checked(endpoint)?;
    let own;
    let http = match shared {
        Some(http) if endpoint.is_https() => http,
        _ => {
            own = own_client(&endpoint)?;
            &own
        }
    };
    let mut url = endpoint.url(format_args!("/v3/projects"));
    url.query_pairs_mut().append_pair("name", name);
    let mut request = Request::new(Method::GET, url);
    let accept = reqwest::header::HeaderValue::from_static("application/json");
    request.headers_mut().insert(ACCEPT, accept);
    let unfit = |text: String| IamError::Credentials(ProviderError::from(text).into());
    credentials
        .apply(&mut request, now)
        .map_err(|error| unfit(error.to_string()))?;
    let redactor = credentials.redactor();
    let (_, body) = answer(http, request, StatusCode::OK, &redactor).await?;
    let Projects { projects } = serde_json::from_slice(&body).map_err(|_| IamError::Unreadable)?;
    let name = name.to_owned();
    match <[Project; 1]>::try_from(projects) {
        Ok([project]) => Ok(project.id),
        Err(none) if none.is_empty() => Err(IamError::NoProject { name }),
        Err(several) => Err(IamError::SeveralProjects {
            name,
            count: several.len(),
        }),
    }
}

fn own_client(endpoint: &Endpoint) -> Result<Client, IamError> {
    http_client::build(Client::builder(), endpoint, CONNECT_TIMEOUT).map_err(IamError::Endpoint)
}

fn checked(endpoint: &str) -> Result<Endpoint, IamError> {
    let endpoint = Endpoint::parse(endpoint).map_err(IamError::Endpoint)?;
    match endpoint.is_https() || endpoint.is_loopback() {
        true => Ok(endpoint),
        false => Err(IamError::Endpoint(BuildError::InsecureEndpoint)),
    }
}

/// The answer to `request` and its body, if its status is the one that is `wanted`.
async fn answer(
    http: &Client,
    mut request: Request,
    wanted: StatusCode,
    redactor: &Redactor,
) -> Result<(Response, bytes::Bytes), IamError> {
    *request.timeout_mut() = Some(TIMEOUT);
    let server = request.url().origin().ascii_serialization();
    let unanswered = |error: reqwest::Error| IamError::Unanswered {
        server,
        source: error.without_url(),
    };
    let mut response = http.execute(request).await.map_err(unanswered)?;
    let body = response_body::read(&mut response, MAX_BODY_BYTES)
        .await
        .ok();
    let status = response.status();
    if status == wanted {
        return Ok((response, body.ok_or(IamError::Unreadable)?));
    }
    let message = body.and_then(|body| {
        let body: serde_json::Value = serde_json::from_slice(&body).ok()?;
        let inner = body.get("error").unwrap_or(&body);
        let text = ["message", "error_msg"]
            .iter()
            .find_map(|key| inner.get(key)?.as_str())?;
        Some(redactor.redact(&crate::text::one_line(text)).into_owned())
    });
    Err(IamError::Refused { status, message })
}
