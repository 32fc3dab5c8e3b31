//! Building a client: everything is checked here, once.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Request;
use reqwest::header::HeaderValue;

use crate::credentials::CredentialsProvider;
use crate::endpoint::Endpoint;
use crate::transport::{Clock, DryRun, Settings, Source, Transport};
use crate::{BuildError, Client, Credentials, RetryPolicy, http_client, proxy};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// The gateway gives up on the service after 30 s and says so: that answer is not to be missed.
const TIMEOUT: Duration = Duration::from_secs(35);
const MAX_BODY_BYTES: usize = 1024 * 1024;
const USER_AGENT: &str = concat!("dcs-client/", env!("CARGO_PKG_VERSION"));

impl Client {
    /// Starts building a client. Credentials must be given, and a region of Huawei Cloud or, for
    /// another cloud such as Open Telekom Cloud, an endpoint; everything else has a default.
    ///
    /// ```
    /// use dcs_client::{Client, Credentials};
    ///
    /// let client = Client::builder()
    ///     .region("ap-southeast-1")
    ///     .credentials(Credentials::access_key("my-ak", "my-sk"))
    ///     .build()?;
    /// # let _ = client;
    /// # Ok::<(), dcs_client::BuildError>(())
    /// ```
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }
}

/// Builds a [`Client`]; made by [`Client::builder`].
///
/// Whatever is set, the client follows no redirects (they would take the token to another host and
/// turn a `DELETE` into a `GET`), speaks HTTP/1.1, and retries only as its [`RetryPolicy`] says.
#[must_use = "call `.build()` to get a client"]
pub struct ClientBuilder {
    region: Option<String>,
    endpoint: Option<String>,
    credentials: Option<Source>,
    connect_timeout: Duration,
    timeout: Duration,
    retry: RetryPolicy,
    max_body_bytes: usize,
    user_agent_suffix: Option<String>,
    http: reqwest::ClientBuilder,
    dry_run: Option<DryRun>,
}

impl ClientBuilder {
    /// Uses the public endpoint of a region of Huawei Cloud, `https://dcs.{region}.myhuaweicloud.com`.
    ///
    /// The name is checked for its form only, as new regions appear. Clouds of Huawei's partners have
    /// other hosts, also where their regions' names look alike: for the region `eu-de` of Open Telekom
    /// Cloud, give [`endpoint`](Self::endpoint) `https://dcs.eu-de.otc.t-systems.com`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Uses this endpoint: a URL with a scheme, a host, and if need be a port and a path prefix.
    ///
    /// Plain `http` is accepted for this machine (`localhost` and names that end in `.localhost`,
    /// `127.0.0.0/8`, `::1`), and for others only with [`Credentials::anonymous`]. For this machine no proxy is
    /// asked, over `https` neither.
    /// Whatever a resolver says of them, those names mean `127.0.0.1` and `::1` (RFC 6761, section 6.3).
    ///
    /// The segments of a prefix are made of letters, digits, `-`, `.`, `_` and `~`. One that holds `v2`, with
    /// which the operations' paths begin, or ends in another version such as `v1.0` is refused: it was meant
    /// for a client that leaves the version to the address.
    ///
    /// ```
    /// # use dcs_client::{Client, Credentials};
    /// let client = Client::builder()
    ///     .endpoint("https://gateway.example.com/dcs/")
    ///     .credentials(Credentials::token("MIIFvwYJKoZ"))
    ///     .build()?;
    /// # let _ = client;
    /// # Ok::<(), dcs_client::BuildError>(())
    /// ```
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }

    /// Authenticates every request with these credentials.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(Source::Fixed(credentials));
        self
    }

    /// Asks `provider` for credentials before each attempt: for tokens that expire.
    pub fn credentials_provider(mut self, provider: impl CredentialsProvider + 'static) -> Self {
        self.credentials = Some(Source::Provider(Arc::new(provider)));
        self
    }

    /// The time to make a connection. Default 5 s, and never more than three quarters of
    /// [`timeout`](Self::timeout) and [`RetryPolicy::total_timeout`]: were an attempt's time over first,
    /// nobody could tell that nothing was sent.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// The time one attempt may take, from connecting to the end of the answer's body. Default 35 s.
    /// [`RetryPolicy::total_timeout`] limits all attempts together.
    ///
    /// The runtime has to get round to it: where a server sends interim answers (1xx) without end, faster than
    /// they are read, the task of the connection gives way only every 50 MB or so. Until then a runtime of one
    /// thread does not look at the clock, nor does one of several whose clock that thread keeps. In an
    /// optimised program that is up to a quarter of a second late.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// When and how often to try again. Default: [`RetryPolicy::default`], at most 3 attempts.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// The largest body of an answer that is read, in bytes. Default 1 MiB. A larger one is an error.
    pub fn max_body_bytes(mut self, bytes: usize) -> Self {
        self.max_body_bytes = bytes;
        self
    }

    /// Names the caller in the header `User-Agent`, after `dcs-client/<version>`.
    ///
    /// ```
    /// # use dcs_client::{Client, Credentials};
    /// let builder = Client::builder().user_agent_suffix("my-tool/1.0");
    /// # let _ = builder;
    /// ```
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }

    /// Starts from this `reqwest::ClientBuilder`, for a proxy, certificate authorities or TLS settings
    /// of your own. Redirects, verbose logs and HTTP/2 are switched off on it, and the timeouts of
    /// connecting and of requests and the retries are set as they are here.
    ///
    /// A proxy in the environment (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`) that cannot be read, or is one of
    /// SOCKS, is an error of [`build`](Self::build) also where this builder has a proxy of its own, and where
    /// `NO_PROXY` names the endpoint. In a CGI script (`REQUEST_METHOD` is set), reqwest uses no proxy of the
    /// environment, so there any that is set is an error, but for `HTTP_PROXY`, which the script's caller
    /// chooses.
    ///
    /// Its `default_headers` are added to a request after that is signed, so they are not part of the
    /// signature, and a `Host` among them makes it wrong.
    ///
    /// ```
    /// # use dcs_client::{Client, Credentials};
    /// let proxy = reqwest::Proxy::https("http://proxy.example.com:3128")?;
    /// let builder = Client::builder()
    ///     .http_client_builder(reqwest::Client::builder().proxy(proxy));
    /// # let _ = builder;
    /// # Ok::<(), reqwest::Error>(())
    /// ```
    pub fn http_client_builder(mut self, builder: reqwest::ClientBuilder) -> Self {
        self.http = builder;
        self
    }

    /// Sends nothing: each call hands its finished request to `show`, exactly as it would be sent,
    /// authenticated and signed, and ends with an error for which
    /// [`ApiError::is_dry_run`](crate::ApiError::is_dry_run) holds.
    ///
    /// Headers that hold a secret are marked sensitive
    /// ([`HeaderValue::is_sensitive`](reqwest::header::HeaderValue::is_sensitive)), and `Debug` does
    /// not show them. Credentials are asked for as in a real call.
    ///
    /// ```
    /// use dcs_client::{Client, Credentials};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = Client::builder()
    ///     .region("ap-southeast-1")
    ///     .credentials(Credentials::token("MIIFvwYJKoZ"))
    ///     .dry_run(|request| println!("{} {}", request.method(), request.url()))
    ///     .build()?;
    /// let refused = client
    ///     .delete_background_task()
    ///     .project_id("a4d31cb6-3d72-4fdc-8ec9-6e3a41e47f71")
    ///     .instance_id("5560df16-cebf-4473-95c4-d1b573c16e79")
    ///     .task_id("8abf6e1e72c12e7c0172c15b508500aa")
    ///     .send()
    ///     .await;
    /// assert!(refused.unwrap_err().is_dry_run());
    /// # Ok(())
    /// # }
    /// ```
    pub fn dry_run(mut self, show: impl Fn(&Request) + Send + Sync + 'static) -> Self {
        self.dry_run = Some(Arc::new(show));
        self
    }

    /// Checks the settings and builds the client. Nothing is sent.
    ///
    /// With the feature `rustls`, the process gets ring as rustls's default crypto provider unless it
    /// has one already. A program that installs its own does so before it builds a client.
    ///
    /// # Errors
    ///
    /// [`BuildError`] says what is missing or wrong and how to give it.
    pub fn build(self) -> Result<Client, BuildError> {
        let endpoint = match (&self.region, &self.endpoint) {
            (None, None) => return Err(BuildError::EndpointMissing),
            (Some(_), Some(_)) => return Err(BuildError::EndpointTwice),
            (Some(region), None) => Endpoint::from_region(region)?,
            (None, Some(endpoint)) => Endpoint::parse(endpoint)?,
        };
        let credentials = self.credentials.ok_or(BuildError::CredentialsMissing)?;
        check_credentials(&credentials, &endpoint)?;
        proxy::check(&endpoint, |name| std::env::var_os(name))?;
        for (setting, timeout) in [
            ("connect_timeout", self.connect_timeout),
            ("timeout", self.timeout),
            ("RetryPolicy::total_timeout", self.retry.total_timeout),
        ] {
            if timeout.is_zero() {
                return Err(BuildError::ZeroTimeout { setting });
            }
        }
        let user_agent = user_agent(self.user_agent_suffix.as_deref())?;

        let attempt = self.timeout.min(self.retry.total_timeout);
        let connect_timeout = self.connect_timeout.min(attempt - attempt / 4);
        let http = http_client::build(self.http, &endpoint, connect_timeout)?;
        let base_url = endpoint.base_url();
        let transport = Transport::new(Settings {
            endpoint,
            credentials,
            retry: self.retry,
            timeout: self.timeout,
            max_body_bytes: self.max_body_bytes,
            user_agent,
            dry_run: self.dry_run,
            clock: Clock::default(),
        });
        Ok(Client::new_with_client(&base_url, http, transport))
    }
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            region: None,
            endpoint: None,
            credentials: None,
            connect_timeout: CONNECT_TIMEOUT,
            timeout: TIMEOUT,
            retry: RetryPolicy::default(),
            max_body_bytes: MAX_BODY_BYTES,
            user_agent_suffix: None,
            http: reqwest::Client::builder(),
            dry_run: None,
        }
    }
}

/// Neither the endpoint (it may hold a password until it is checked) nor the caller's reqwest
/// builder (it may hold a proxy's) is shown.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("region", &self.region)
            .field("has_endpoint", &self.endpoint.is_some())
            .field("credentials", &self.credentials)
            .field("connect_timeout", &self.connect_timeout)
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .field("max_body_bytes", &self.max_body_bytes)
            .field("user_agent_suffix", &self.user_agent_suffix)
            .field("dry_run", &self.dry_run.is_some())
            .finish_non_exhaustive()
    }
}

fn check_credentials(credentials: &Source, endpoint: &Endpoint) -> Result<(), BuildError> {
    let is_anonymous = matches!(credentials, Source::Fixed(fixed) if fixed.is_anonymous());
    if !is_anonymous && !endpoint.is_https() && !endpoint.is_loopback() {
        return Err(BuildError::InsecureEndpoint);
    }
    let Source::Fixed(fixed) = credentials else {
        return Ok(());
    };
    fixed
        .check()
        .map_err(|reason| BuildError::InvalidCredentials { reason })
}

fn user_agent(suffix: Option<&str>) -> Result<HeaderValue, BuildError> {
    let text = match suffix {
        Some(suffix) if !suffix.trim().is_empty() => format!("{USER_AGENT} {suffix}"),
        _ => USER_AGENT.to_owned(),
    };
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    HeaderValue::try_from(text)
        .ok()
        .filter(|_| is_plain)
        .ok_or(BuildError::InvalidUserAgent)
}
