//! Building a client: everything is checked here, once.

mod connections;

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Request;
use reqwest::header::HeaderValue;

use crate::credentials::{Cache, CredentialsProvider, Environment, IamError};
use crate::endpoint::Endpoint;
use crate::event::Observer;
use crate::response_body::Sink;
use crate::transport::{Clock, DryRun, Identity, Settings, Source};
use crate::{BuildError, Client, Credentials, Event, RetryPolicy};

pub use connections::{NewConnections, SameConnections};

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

    /// A client with the region, the credentials and the project that the environment and the vendor's
    /// files name; see [`ClientBuilder::environment`].
    ///
    /// ```no_run
    /// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = dcs_client::Client::from_env()?;
    /// let project = client.project_id().await?;
    /// # let _ = project;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`BuildError`] when no region is named, or something that is named cannot be used.
    pub fn from_env() -> Result<Self, BuildError> {
        Self::builder()
            .environment(&Environment::of_process())?
            .build()
    }

    /// The project that calls are for: the one that the builder was given, or that the credentials name, or
    /// else the region's own, for which the identity service is asked once for each key.
    ///
    /// # Errors
    ///
    /// [`IamError`] when the identity service has to be asked, and cannot be or has no answer.
    pub async fn project_id(&self) -> Result<String, IamError> {
        let settings = self.inner.settings();
        settings.identity.project_id(self).await
    }

    /// Where every request goes: scheme, host, port unless it is the scheme's own, and a path prefix.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.baseurl
    }

    /// Starts building a client with other settings that shares this one's connections: another time
    /// limit, other credentials. What is not set stays as it is here.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use dcs_client::{Client, Credentials};
    ///
    /// let client = Client::builder()
    ///     .region("ap-southeast-1")
    ///     .credentials(Credentials::token("MIIFvwYJKoZ"))
    ///     .build()?;
    /// let patient = client.to_builder().timeout(Duration::from_secs(120)).build()?;
    /// # let _ = patient;
    /// # Ok::<(), dcs_client::BuildError>(())
    /// ```
    pub fn to_builder(&self) -> ClientBuilder<SameConnections> {
        ClientBuilder::of(self)
    }
}

/// Builds a [`Client`]; made by [`Client::builder`], or by [`Client::to_builder`] of one that is there.
///
/// Whatever is set, the client follows no redirects (they would take the token to another host and
/// turn a `DELETE` into a `GET`), speaks HTTP/1.1, and retries only as its [`RetryPolicy`] says.
///
/// `C` says whose connections it will use: [`NewConnections`], which can be chosen, or those of the client
/// that it was made of, [`SameConnections`].
#[must_use = "call `.build()` to get a client"]
pub struct ClientBuilder<C = NewConnections> {
    connections: C,
    credentials: Option<Source>,
    identity: Identity,
    timeout: Duration,
    retry: RetryPolicy,
    max_body_bytes: usize,
    user_agent_suffix: Option<String>,
    dry_run: Option<DryRun>,
    observer: Option<Observer>,
    sink: Option<Sink>,
}

impl<C> ClientBuilder<C> {
    /// Authenticates every request with these credentials.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(Source::Fixed(Arc::new(credentials)));
        self
    }

    /// Asks `provider` for credentials before each attempt: for tokens that expire.
    pub fn credentials_provider(mut self, provider: impl CredentialsProvider + 'static) -> Self {
        let cache = Cache::new(Arc::new(provider));
        self.credentials = Some(Source::Provider(Arc::new(cache)));
        self
    }

    /// Says which project [`Client::project_id`] is to give, in the place of the one that the identity
    /// service names.
    pub fn project_id(mut self, id: impl Into<String>) -> Self {
        self.identity.project_id = Some(id.into());
        self
    }

    /// The endpoint of the identity service (IAM), which [`Client::project_id`] asks. Default: that of the
    /// region.
    pub fn iam_endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.identity.iam_endpoint = Some(endpoint.into());
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

    /// Tells `observe` of each request and each answer, for a log or a measurement of your own. Secrets
    /// are not in it. It is called between the steps of a call, which wait for it.
    ///
    /// ```
    /// use dcs_client::{Client, Event};
    ///
    /// let builder = Client::builder().observe(|event| {
    ///     if let Event::Response { status, elapsed, .. } = event {
    ///         println!("{status} after {elapsed:?}");
    ///     }
    /// });
    /// # let _ = builder;
    /// ```
    pub fn observe(mut self, observe: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        self.observer = Some(Observer::new(observe));
        self
    }

    /// Hands the body of each success that is bytes to `sink` as it comes, in the place of keeping it: the
    /// value of such a call is empty, and no limit on bodies is for it. An answer begins with a chunk of no
    /// bytes, and is whole when the call has succeeded. An error of `sink` ends the call.
    ///
    /// ```
    /// use std::{fs::File, io::Write as _};
    /// use dcs_client::Client;
    ///
    /// # fn example() -> std::io::Result<()> {
    /// let file = File::create_new("backup.rdb")?;
    /// let builder = Client::builder().bytes_to(move |chunk| (&file).write_all(chunk));
    /// # let _ = builder;
    /// # Ok(())
    /// # }
    /// ```
    pub fn bytes_to(
        mut self,
        sink: impl Fn(&[u8]) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        self.sink = Some(Arc::new(sink));
        self
    }

    /// The settings, checked, for a client of `endpoint`.
    fn settings(self, endpoint: Endpoint) -> Result<Settings, BuildError> {
        let credentials = self.credentials.ok_or(BuildError::CredentialsMissing)?;
        check_credentials(&credentials, &endpoint)?;
        for (setting, timeout) in [
            ("timeout", self.timeout),
            ("RetryPolicy::total_timeout", self.retry.total_timeout),
        ] {
            refuse_zero(setting, timeout)?;
        }
        Ok(Settings {
            endpoint,
            credentials,
            identity: self.identity,
            retry: self.retry,
            timeout: self.timeout,
            max_body_bytes: self.max_body_bytes,
            user_agent: user_agent(self.user_agent_suffix.as_deref())?,
            user_agent_suffix: self.user_agent_suffix,
            dry_run: self.dry_run,
            observer: self.observer,
            sink: self.sink,
            clock: Clock::default(),
        })
    }
}

impl<C: fmt::Debug> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("connections", &self.connections)
            .field("credentials", &self.credentials)
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .field("max_body_bytes", &self.max_body_bytes)
            .field("user_agent_suffix", &self.user_agent_suffix)
            .field("dry_run", &self.dry_run.is_some())
            .field("observer", &self.observer.is_some())
            .field("sink", &self.sink.is_some())
            .finish_non_exhaustive()
    }
}

fn refuse_zero(setting: &'static str, timeout: Duration) -> Result<(), BuildError> {
    match timeout.is_zero() {
        true => Err(BuildError::ZeroTimeout { setting }),
        false => Ok(()),
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
