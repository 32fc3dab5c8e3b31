//! What happens between a generated method and the wire.
//!
//! The generated code builds a request and hands it to [`send`], with the operation that it is for. This
//! looks at what the generated code has made, makes it the client's, and sends it: asking for
//! credentials, trying again, reading the body up to a limit, and taking out of it what is secret. What
//! comes of it is one value, the answer or the error.

mod answer;
mod attempt;
mod clock;
mod decode;
mod observe;
mod scalars;
mod secrets;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::header::{HeaderValue, USER_AGENT};
use reqwest::{Request, RequestBuilder, Url};
use tracing::{Instrument as _, Span};

use self::answer::Success;
use self::attempt::Outcome;
use crate::call_options::CallOptions;
use crate::credentials::{Cache, IamError, Issued, SharedError};
use crate::endpoint::Endpoint;
use crate::error::{Failure, Reason, Sent};
use crate::event::Observer;
use crate::response_body::Sink;
use crate::retry::{self, SystemClock, Verdict};
use crate::{
    ApiError, Client, Credentials, Operation, Response, RetryPolicy, cloud, credentials, guard,
};

pub(crate) use clock::Clock;
#[allow(
    unused_imports,
    reason = "each is named where an operation's success is of its kind"
)]
pub(crate) use decode::{CaseContent, Decoder, bytes, empty, json, one_of, text};

/// What the client is built with beyond progenitor's own parts; shared by its clones.
#[derive(Clone)]
pub struct Transport(Arc<Settings>);

/// The settings of a [`Transport`], as the builder has checked them.
pub(crate) struct Settings {
    pub(crate) endpoint: Endpoint,
    pub(crate) credentials: Source,
    pub(crate) identity: Identity,
    pub(crate) retry: RetryPolicy,
    /// For one attempt.
    pub(crate) timeout: Duration,
    pub(crate) max_body_bytes: usize,
    pub(crate) user_agent: HeaderValue,
    /// What of it is the caller's.
    pub(crate) user_agent_suffix: Option<String>,
    pub(crate) dry_run: Option<DryRun>,
    pub(crate) observer: Option<Observer>,
    /// Where the bodies of successes go that are bytes.
    pub(crate) sink: Option<Sink>,
    /// Set anew for each client.
    pub(crate) clock: Clock,
}

/// Where credentials come from.
#[derive(Clone)]
pub(crate) enum Source {
    Fixed(Arc<Credentials>),
    Provider(Arc<Cache>),
}

/// Who is calling, beyond the credentials: what the project of a call is looked up by.
#[derive(Default)]
pub(crate) struct Identity {
    pub(crate) project_id: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) iam_endpoint: Option<String>,
    /// The project that was looked up, and the credentials by which. Whoever comes during a look-up waits
    /// for it.
    found: tokio::sync::Mutex<Option<(Arc<Credentials>, String)>>,
}

impl Identity {
    /// The project that calls of this client are for.
    pub(crate) async fn project_id(&self, client: &Client) -> Result<String, IamError> {
        if let Some(id) = &self.project_id {
            return Ok(id.clone());
        }
        let settings = client.inner.settings();
        let issued = settings.credentials.issue(settings).await;
        let credentials = issued.map_err(IamError::Credentials)?.credentials;
        if let Some(id) = credentials.project_id() {
            return Ok(id.to_owned());
        }
        let mut found = self.found.lock().await;
        if let Some((by, id)) = &*found
            && by.proves_the_same_as(&credentials)
        {
            return Ok(id.clone());
        }
        let region = self.region.as_deref().ok_or(IamError::NoRegion)?;
        let default = || format!("https://{}", cloud::host("iam", region));
        let named = self.iam_endpoint.as_deref().or(credentials.iam_endpoint());
        let endpoint = named.map_or_else(default, str::to_owned);
        let service = &settings.endpoint;
        let is_elsewhere = service.is_https() && !service.is_loopback();
        let shared = is_elsewhere.then_some(&client.client);
        let now = settings.clock.now();
        let id = credentials::project_id(shared, &endpoint, &credentials, region, now).await?;
        *found = Some((credentials, id.clone()));
        Ok(id)
    }
}

/// The settings without what was looked up: other credentials may find another project.
impl Clone for Identity {
    fn clone(&self) -> Self {
        Self {
            project_id: self.project_id.clone(),
            region: self.region.clone(),
            iam_endpoint: self.iam_endpoint.clone(),
            found: tokio::sync::Mutex::default(),
        }
    }
}

/// Receives the request of a dry run.
pub(crate) type DryRun = Arc<dyn Fn(&Request) + Send + Sync>;

impl Transport {
    pub(crate) fn new(settings: Settings) -> Self {
        Self(Arc::new(settings))
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.0
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport")
            .field("credentials", &self.0.credentials)
            .field("retry", &self.0.retry)
            .field("timeout", &self.0.timeout)
            .field("max_body_bytes", &self.0.max_body_bytes)
            .finish_non_exhaustive()
    }
}

impl Source {
    /// The credentials for the next attempt.
    pub(crate) async fn issue(&self, settings: &Settings) -> Result<Issued, SharedError> {
        match self {
            Self::Fixed(credentials) => Ok(Issued::fixed(credentials.clone())),
            Self::Provider(cache) => cache.credentials(|| settings.clock.now()).await,
        }
    }

    /// Whether there are others than those that the service takes for expired. Five refusals in a row lock
    /// a key, so the same are not sent again.
    async fn replaces(&self, refused: &Issued, settings: &Settings, limit: Duration) -> bool {
        match self {
            Self::Fixed(_) => false,
            Self::Provider(cache) => {
                let replaced = cache.replaces(refused, || settings.clock.now());
                tokio::time::timeout(limit, replaced).await == Ok(true)
            }
        }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(credentials) => credentials.fmt(f),
            Self::Provider(_) => f.write_str("Credentials(provider)"),
        }
    }
}

/// The address of a request: the endpoint's, with the `path` that the generated code has made.
pub(crate) fn url(client: &Client, path: fmt::Arguments<'_>) -> Url {
    client.inner.settings().endpoint.url(path)
}

/// Makes the call of `operation` for which the generated code has begun `request`.
pub(crate) fn send<T>(
    client: &Client,
    operation: &'static Operation,
    request: RequestBuilder,
    options: CallOptions,
    decode: Decoder<T>,
) -> impl Future<Output = Result<Response<T>, ApiError>> {
    // Each function that is awaited below keeps a copy of what it was given, and all of them are moved
    // together before the first runs: with the request itself in them, that was a thirtieth of a call.
    let request = request.build().map(Box::new);
    async move {
        let Done {
            success,
            attempts,
            span,
        } = call(client, operation, request, &options).await?;
        match decode(&success, operation) {
            Ok(value) => {
                let Success {
                    status, headers, ..
                } = success;
                Ok(Response::new(value, status, headers, attempts))
            }
            Err(error) => {
                observe::failed(&span, observe::INVALID_RESPONSE);
                Err(error.into_failure(success).into_error(attempts, Sent::Yes))
            }
        }
    }
}

/// A call that was answered with a success.
struct Done {
    success: Success,
    attempts: u32,
    /// Of the call; only the decoder knows whether it ends well.
    span: Span,
}

/// The call up to its answer, for any operation.
async fn call(
    client: &Client,
    operation: &'static Operation,
    request: reqwest::Result<Box<Request>>,
    options: &CallOptions,
) -> Result<Done, ApiError> {
    let settings = client.inner.settings();
    let refused = |failure: Failure| failure.into_error(0, Sent::No);
    let mut request = request.map_err(|error| refused(attempt::no_answer(error)))?;
    options.check(request.headers()).map_err(|error| {
        let source = Arc::new(error.clone());
        refused(Failure::new(Reason::Setting(error)).with_source(source))
    })?;

    let span = observe::span(operation, &settings.endpoint);
    if let Err(reason) = guard::check(operation, &settings.endpoint, &request) {
        tracing::warn!(parent: &span, "request refused: it does not fit the operation");
        observe::failed(&span, observe::NOT_SENT);
        return Err(refused(Failure::new(reason)));
    }
    let headers = request.headers_mut();
    for (name, value) in options.own_headers() {
        headers.insert(name, value.clone());
    }
    headers.insert(USER_AGENT, settings.user_agent.clone());

    let attempts = attempts(client, operation, request, options, &span);
    let ended = attempts.instrument(span.clone()).await;
    let failure = match ended.outcome {
        Outcome::Answer(answer) => match answer.judge(operation) {
            Ok(success) => {
                return Ok(Done {
                    success,
                    attempts: ended.attempts,
                    span,
                });
            }
            Err(failure) => {
                if failure.is_invalid_answer() {
                    observe::failed(&span, observe::INVALID_RESPONSE);
                }
                failure
            }
        },
        Outcome::Failed(error) => attempt::no_answer(error),
        Outcome::Stopped(failure) => *failure,
    };
    Err(failure.into_error(ended.attempts, ended.sent))
}

/// How the attempts of a call ended.
struct Ended {
    /// The last one's outcome.
    outcome: Outcome,
    attempts: u32,
    sent: Sent,
}

/// What the attempts of a call have done so far.
struct Progress {
    sent: Sent,
    is_clock_set: bool,
    are_credentials_new: bool,
}

/// All attempts of one call.
async fn attempts(
    client: &Client,
    operation: &'static Operation,
    request: Box<Request>,
    options: &CallOptions,
    span: &Span,
) -> Ended {
    let settings = client.inner.settings();
    let clock = SystemClock::start();
    let policy = options.own_retry().unwrap_or(&settings.retry);
    // A request that may not or cannot be sent twice gets a single attempt.
    let body = request.body();
    let is_repeatable = body.is_none_or(|body| body.as_bytes().is_some());
    let once;
    let policy = if request.method().is_idempotent() && is_repeatable {
        policy
    } else {
        once = policy.clone().max_attempts(1);
        &once
    };
    let timeout = options.own_timeout().unwrap_or(settings.timeout);
    let progress = Mutex::new(Progress {
        sent: Sent::No,
        is_clock_set: false,
        are_credentials_new: false,
    });
    let progress = || progress.lock().unwrap_or_else(PoisonError::into_inner);
    let mut original = Some(request);
    let (outcome, attempts) = retry::run(policy, &clock, |attempt| {
        let is_last = policy.is_last(attempt.number);
        let copy = original
            .as_ref()
            .filter(|_| !is_last)
            .and_then(|request| request.try_clone().map(Box::new));
        let request = copy.or_else(|| original.take());
        async move {
            let limit = timeout.min(attempt.left);
            let (outcome, issued) = match request {
                Some(request) => {
                    attempt::Attempt {
                        client: &client.client,
                        settings,
                        operation,
                        number: attempt.number,
                        limit,
                        bytes: options.bytes(),
                    }
                    .make(request)
                    .await
                }
                // A single attempt has just used up the request that cannot be copied.
                None => (
                    Outcome::Stopped(Box::new(Failure::new(Reason::Unbuilt))),
                    None,
                ),
            };
            observe::attempt(span, attempt.number, &outcome);
            let mut verdict = outcome.verdict();
            let are_credentials_old = {
                let mut progress = progress();
                progress.sent = outcome.sent().after(progress.sent);
                if let Outcome::Answer(answer) = &outcome
                    && let Some(skew) = answer.clock_skew
                    && !progress.is_clock_set
                    && settings.clock.set(skew)
                {
                    tracing::debug!("the clocks differ; signing again with the server's time");
                    progress.is_clock_set = true;
                    verdict = Verdict::Retry(None);
                }
                let is_first = !progress.are_credentials_new;
                progress.are_credentials_new |= outcome.says_expired();
                is_first && outcome.says_expired()
            };
            if are_credentials_old
                && let Some(issued) = issued
                && settings
                    .credentials
                    .replaces(&issued, settings, limit)
                    .await
            {
                tracing::debug!("the credentials have expired; trying with new ones");
                verdict = Verdict::Retry(None);
            }
            (outcome, verdict)
        }
    })
    .await;
    observe::end(span, &outcome, &clock);
    let sent = progress().sent;
    Ended {
        outcome,
        attempts,
        sent,
    }
}

#[cfg(test)]
mod tests;
