//! Whose connections a client uses: some of its own, or those of another client.

use std::fmt;
use std::time::Duration;

use super::{ClientBuilder, MAX_BODY_BYTES, TIMEOUT, refuse_zero};
use crate::credentials::{endpoint_of, iam_endpoint_of};
use crate::endpoint::Endpoint;
use crate::transport::{Identity, Transport};
use crate::{BuildError, Client, DefaultChain, Environment, RetryPolicy, http_client, proxy};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Connections of the client's own, of which the builder says where they lead and how they are made.
pub struct NewConnections {
    region: Option<String>,
    /// The endpoint that the environment names for the region.
    named: Option<String>,
    endpoint: Option<String>,
    connect_timeout: Duration,
    http: reqwest::ClientBuilder,
}

/// The connections of the client that the builder was made of. They lead to its endpoint, and the time to
/// make one stays what it was.
#[derive(Clone)]
pub struct SameConnections {
    endpoint: Endpoint,
    http: reqwest::Client,
}

impl ClientBuilder {
    /// Uses the public endpoint of a region of Huawei Cloud, `https://dcs.{region}.myhuaweicloud.com`.
    ///
    /// The name is checked for its form only, as new regions appear. Clouds of Huawei's partners have
    /// other hosts, also where their regions' names look alike: for the region `eu-de` of Open Telekom
    /// Cloud, give [`endpoint`](Self::endpoint) `https://dcs.eu-de.otc.t-systems.com`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.connections.region = Some(region.into());
        // What the environment named was the endpoint of another region.
        self.connections.named = None;
        self
    }

    /// Uses this endpoint: a URL with a scheme, a host, and if need be a port and a path prefix.
    ///
    /// Plain `http` is accepted for this machine (`localhost` and names that end in `.localhost`,
    /// `127.0.0.0/8`, `::1`), and for others only with [`Credentials::anonymous`](crate::Credentials::anonymous). For this machine no proxy is
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
        self.connections.endpoint = Some(endpoint.into());
        self
    }

    /// Takes what the environment and the vendor's files say, but for what was given before: the region and
    /// its endpoint; [`DefaultChain`](crate::DefaultChain) as the credentials; the project; and the endpoint
    /// of the identity service.
    ///
    /// | | read from |
    /// |---|---|
    /// | region | `HUAWEICLOUD_SDK_REGION`, `HW_REGION_NAME` or `OS_REGION_NAME` |
    /// | endpoint of a region | `HUAWEICLOUD_SDK_REGION_DCS_<REGION>`; then the file that `HUAWEICLOUD_SDK_REGIONS_FILE` names, or `~/.huaweicloud/regions.yaml`; then the cloud's own |
    /// | project | `HUAWEICLOUD_SDK_PROJECT_ID`, `HW_PROJECT_ID` or `OS_PROJECT_ID` |
    /// | identity service | `HUAWEICLOUD_SDK_IAM_ENDPOINT`, then `iam_endpoint` of the profile that serves, then the region's |
    ///
    /// # Errors
    ///
    /// [`BuildError`] when two variables for the same thing differ, or the file cannot be read.
    pub fn environment(mut self, environment: &Environment) -> Result<Self, BuildError> {
        if self.connections.region.is_none() && self.connections.endpoint.is_none() {
            self.connections.region = environment.region().map_err(BuildError::Environment)?;
        }
        let region = self.connections.region.clone();
        if let Some(region) = &region
            && let Some(endpoint) = endpoint_of(environment, region).map_err(BuildError::Region)?
        {
            self.connections.named = Some(endpoint);
        }
        if self.identity.project_id.is_none() {
            let project_id = environment.project_id();
            self.identity.project_id = project_id.map_err(BuildError::Environment)?;
        }
        if self.identity.iam_endpoint.is_none() {
            self.identity.iam_endpoint = iam_endpoint_of(environment);
        }
        if self.credentials.is_none() {
            self = self.credentials_provider(DefaultChain::new(environment.clone()));
        }
        Ok(self)
    }

    /// The time to make a connection. Default 5 s, and never more than three quarters of
    /// [`timeout`](Self::timeout) and [`RetryPolicy::total_timeout`]: were an attempt's time over first,
    /// nobody could tell that nothing was sent.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connections.connect_timeout = timeout;
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
        self.connections.http = builder;
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
        let mut this = self;
        let NewConnections {
            region,
            named,
            endpoint,
            connect_timeout,
            http,
        } = std::mem::take(&mut this.connections);
        let endpoint = match (&region, &endpoint) {
            (None, None) => return Err(BuildError::EndpointMissing),
            (Some(_), Some(_)) => return Err(BuildError::EndpointTwice),
            (Some(region), None) => match &named {
                Some(endpoint) => Endpoint::parse(endpoint)?,
                None => Endpoint::from_region(region)?,
            },
            (None, Some(endpoint)) => Endpoint::parse(endpoint)?,
        };
        this.identity.region = region;
        refuse_zero("connect_timeout", connect_timeout)?;
        let settings = this.settings(endpoint)?;
        let endpoint = &settings.endpoint;
        proxy::check(endpoint, |name| std::env::var_os(name))?;

        let attempt = settings.timeout.min(settings.retry.total_timeout);
        let connect_timeout = connect_timeout.min(attempt - attempt / 4);
        let http = http_client::build(http, endpoint, connect_timeout)?;
        let base_url = endpoint.base_url();
        Ok(Client::new_with_client(
            &base_url,
            http,
            Transport::new(settings),
        ))
    }
}

impl ClientBuilder<SameConnections> {
    pub(super) fn of(client: &Client) -> Self {
        let settings = client.inner.settings();
        Self {
            connections: SameConnections {
                endpoint: settings.endpoint.clone(),
                http: client.client.clone(),
            },
            credentials: Some(settings.credentials.clone()),
            identity: settings.identity.clone(),
            timeout: settings.timeout,
            retry: settings.retry.clone(),
            max_body_bytes: settings.max_body_bytes,
            user_agent_suffix: settings.user_agent_suffix.clone(),
            dry_run: settings.dry_run.clone(),
            observer: settings.observer.clone(),
            sink: settings.sink.clone(),
        }
    }

    /// Checks the settings and builds the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`BuildError`] says what is wrong and how to give it.
    pub fn build(self) -> Result<Client, BuildError> {
        let SameConnections { endpoint, http } = self.connections.clone();
        let base_url = endpoint.base_url();
        let settings = self.settings(endpoint)?;
        Ok(Client::new_with_client(
            &base_url,
            http,
            Transport::new(settings),
        ))
    }
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            connections: NewConnections::default(),
            credentials: None,
            identity: Identity::default(),
            timeout: TIMEOUT,
            retry: RetryPolicy::default(),
            max_body_bytes: MAX_BODY_BYTES,
            user_agent_suffix: None,
            dry_run: None,
            observer: None,
            sink: None,
        }
    }
}

impl Default for NewConnections {
    fn default() -> Self {
        Self {
            region: None,
            named: None,
            endpoint: None,
            connect_timeout: CONNECT_TIMEOUT,
            http: reqwest::Client::builder(),
        }
    }
}

/// Neither the endpoint (it may hold a password until it is checked) nor the caller's reqwest
/// builder (it may hold a proxy's) is shown.
impl fmt::Debug for NewConnections {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewConnections")
            .field("region", &self.region)
            .field("has_endpoint", &self.endpoint.is_some())
            .field("connect_timeout", &self.connect_timeout)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for SameConnections {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SameConnections").finish_non_exhaustive()
    }
}
