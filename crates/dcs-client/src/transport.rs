//! What happens between a generated method and the wire.
//!
//! progenitor calls hooks around each request. `exec` looks at what the generated code has made, makes
//! it ours and sends it (asking for credentials, trying again, reading the body up to a limit), and
//! `post` turns what kept it from being sent or read, which `exec` has no words for, into an error.

mod attempt;
mod body;
mod decode;
mod failure;
mod observe;
mod rebuild;
mod scalars;
mod secrets;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use progenitor_client::{ClientHooks, ClientInfo, OperationInfo};
use reqwest::header::{HeaderName, HeaderValue, USER_AGENT};
use reqwest::{Request, Response};
use tracing::Instrument as _;

use crate::credentials::CredentialsProvider;
use crate::endpoint::Endpoint;
use crate::retry::{self, SystemClock};
use crate::{Client, Credentials, Error, Operation, RetryPolicy, guard};

pub(crate) use attempt::{is_reset, is_tls, is_transient};
pub(crate) use body::BodyError;
pub(crate) use decode::{DecodeError, decode};
pub(crate) use failure::{DRY_RUN, Failure};
pub(crate) use observe::Undecided;
pub(crate) use rebuild::Received;

/// The header that progenitor adds to each request and that the service's document does not know.
pub(crate) const API_VERSION: HeaderName = HeaderName::from_static("api-version");

/// What the client is built with beyond progenitor's own parts; shared by its clones.
#[derive(Clone)]
pub struct Transport(Arc<Settings>);

/// The settings of a [`Transport`], as the builder has checked them.
pub(crate) struct Settings {
    pub(crate) endpoint: Endpoint,
    pub(crate) credentials: Source,
    pub(crate) retry: RetryPolicy,
    /// For one attempt.
    pub(crate) timeout: Duration,
    pub(crate) max_body_bytes: usize,
    pub(crate) user_agent: HeaderValue,
    pub(crate) dry_run: Option<DryRun>,
}

/// Where credentials come from.
#[derive(Clone)]
pub(crate) enum Source {
    Fixed(Credentials),
    Provider(Arc<dyn CredentialsProvider>),
}

/// Receives the request of a dry run.
pub(crate) type DryRun = Arc<dyn Fn(&Request) + Send + Sync>;

impl Transport {
    pub(crate) fn new(settings: Settings) -> Self {
        Self(Arc::new(settings))
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

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(credentials) => credentials.fmt(f),
            Self::Provider(_) => f.write_str("Credentials(provider)"),
        }
    }
}

impl ClientHooks<Transport> for Client {
    async fn exec(&self, mut request: Request, info: &OperationInfo) -> reqwest::Result<Response> {
        let settings = &self.inner().0;
        let Some(operation) = Operation::find(info.operation_id) else {
            let text = format!("{}: the document has no such operation", info.operation_id);
            return Ok(Failure::Refused(text).into_response());
        };
        let span = observe::span(operation, &settings.endpoint);
        if let Err(reason) = guard::check(operation, &settings.endpoint, &request) {
            tracing::warn!(parent: &span, "request refused: it does not fit the operation");
            observe::failed(&span, observe::NOT_SENT);
            return Ok(Failure::Refused(reason).into_response());
        }
        let headers = request.headers_mut();
        headers.remove(API_VERSION);
        headers.insert(USER_AGENT, settings.user_agent.clone());
        call(self.client(), settings, operation, request, &span)
            .instrument(span.clone())
            .await
    }

    async fn post<E>(
        &self,
        result: &reqwest::Result<Response>,
        _: &OperationInfo,
    ) -> Result<(), Error<E>> {
        let Ok(response) = result else {
            return Ok(());
        };
        if let Some(failure) = response.extensions().get::<Failure>() {
            return Err(failure.to_error());
        }
        match response.extensions().get::<BodyError>() {
            Some(error) => Err(error.to_error().await),
            None => Ok(()),
        }
    }
}

/// All attempts of one call.
async fn call(
    client: &reqwest::Client,
    settings: &Settings,
    operation: &Operation,
    request: Request,
    span: &tracing::Span,
) -> reqwest::Result<Response> {
    let clock = SystemClock::start();
    // A request that may not or cannot be sent twice gets a single attempt.
    let body = request.body();
    let is_repeatable = body.is_none_or(|body| body.as_bytes().is_some());
    let policy = if request.method().is_idempotent() && is_repeatable {
        settings.retry.clone()
    } else {
        settings.retry.clone().max_attempts(1)
    };
    let mut original = Some(request);
    let outcome = retry::run(&policy, &clock, |attempt| {
        let copy = original.as_ref().and_then(Request::try_clone);
        let request = copy.or_else(|| original.take());
        async move {
            let outcome = match request {
                Some(request) => attempt::make(client, settings, request, attempt.left).await,
                // A single attempt has just used up the request that cannot be copied.
                None => attempt::Outcome::Stopped(Failure::Refused("already sent".to_owned())),
            };
            observe::attempt(span, attempt.number, &outcome);
            let verdict = outcome.verdict();
            (outcome, verdict)
        }
    })
    .await;
    observe::end(span, &outcome, &clock);
    match outcome {
        attempt::Outcome::Answer(answer) => Ok(answer.into_response(operation, span)),
        attempt::Outcome::Failed(error) => Err(error),
        attempt::Outcome::Stopped(failure) => Ok(failure.into_response()),
    }
}

#[cfg(test)]
mod tests;
