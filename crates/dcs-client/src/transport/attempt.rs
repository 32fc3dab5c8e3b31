//! One attempt: credentials, one request, one answer read to its end.

use std::io;
use std::time::{Duration, SystemTime};

use reqwest::header::RETRY_AFTER;
use reqwest::{Request, StatusCode};

use super::body::{self, Problem};
use super::rebuild::Answer;
use super::secrets::Secrets;
use super::{BodyError, Failure, Settings, Source};
use crate::Credentials;
use crate::credentials::{CredentialsProvider, ProviderError, Unfit};
use crate::error::causes;
use crate::retry::{RetryAfter, Verdict};
use crate::text::one_line;

/// How an attempt ended.
pub(super) enum Outcome {
    /// An answer came, though its body may not have.
    Answer(Box<Answer>),
    /// No answer came.
    Failed(reqwest::Error),
    /// Nothing was sent.
    Stopped(Failure),
}

impl Outcome {
    /// Whether another attempt may do better, and is safe for an idempotent method.
    pub(super) fn verdict(&self) -> Verdict {
        match self {
            // The status says "not now" whatever became of the body, unless that took all the time.
            Self::Answer(answer) if is_transient(answer.status) && !answer.is_timeout() => {
                Verdict::Retry(answer.headers.get(RETRY_AFTER).and_then(RetryAfter::parse))
            }
            Self::Failed(error) if may_pass(error) => Verdict::Retry(None),
            Self::Answer(_) | Self::Failed(_) | Self::Stopped(_) => Verdict::Final,
        }
    }
}

/// Makes one attempt that takes at most `left`, and at most the timeout of an attempt.
pub(super) async fn make(
    client: &reqwest::Client,
    settings: &Settings,
    mut request: Request,
    left: Duration,
) -> Outcome {
    let limit = settings.timeout.min(left);
    let start = tokio::time::Instant::now();
    if let Err(failure) = authenticate(settings, &mut request, limit).await {
        return Outcome::Stopped(failure);
    }
    *request.timeout_mut() = Some(limit.saturating_sub(start.elapsed()));
    if let Some(show) = &settings.dry_run {
        show(&request);
        return Outcome::Stopped(Failure::DryRun);
    }

    let secrets = Secrets::of(&request);
    let mut response = match client.execute(request).await {
        Ok(response) => response,
        Err(error) => return Outcome::Failed(error),
    };
    let body = body::read(&mut response, settings.max_body_bytes).await;
    Outcome::Answer(Box::new(Answer::new(response, body, &secrets)))
}

/// Puts credentials on the request, asking for them first where they come from a provider.
async fn authenticate(
    settings: &Settings,
    request: &mut Request,
    limit: Duration,
) -> Result<(), Failure> {
    let asked;
    let credentials = match &settings.credentials {
        Source::Fixed(credentials) => credentials,
        Source::Provider(provider) => {
            let answer = ask(provider.as_ref(), limit).await;
            asked = answer.map_err(Failure::Credentials)?;
            &asked
        }
    };
    credentials
        .apply(request, SystemTime::now())
        .map_err(|unfit| match unfit {
            Unfit::Credentials(reason) => Failure::Credentials(reason),
            Unfit::Request(reason) => Failure::Refused(reason),
        })
}

async fn ask(provider: &dyn CredentialsProvider, limit: Duration) -> Result<Credentials, String> {
    match tokio::time::timeout(limit, provider.credentials()).await {
        Ok(Ok(credentials)) => Ok(credentials),
        Ok(Err(error)) => Err(format!(
            "the credentials provider failed: {}",
            one_line(&chain(&error))
        )),
        Err(_) => Err("the credentials provider did not answer within the time limit".to_owned()),
    }
}

/// The error's text followed by those of its sources, each once.
fn chain(error: &ProviderError) -> String {
    causes(error.as_ref()).fold(error.to_string(), |text, cause| {
        let next = cause.to_string();
        if text.contains(&next) {
            text
        } else {
            format!("{text}: {next}")
        }
    })
}

/// The statuses that say "not now" rather than "no".
pub(crate) fn is_transient(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::REQUEST_TIMEOUT
            | StatusCode::TOO_MANY_REQUESTS
            | StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT
    )
}

/// Whether a failure without an answer may pass by itself and has left nothing in doubt.
pub(crate) fn may_pass(error: &reqwest::Error) -> bool {
    (error.is_connect() && !is_tls(error)) || is_reset(error)
}

/// Whether the two sides do not agree on TLS: a certificate that is not trusted, or no TLS at all.
/// Connections that break off during the handshake are not among these.
#[cfg(feature = "rustls")]
pub(crate) fn is_tls(error: &reqwest::Error) -> bool {
    causes(error).any(|cause| cause.is::<rustls::Error>())
}

/// The errors of the platforms' TLS do not tell what may pass from what may not.
#[cfg(not(feature = "rustls"))]
pub(crate) fn is_tls(_: &reqwest::Error) -> bool {
    false
}

/// Whether the connection ended before the answer's head was complete.
pub(crate) fn is_reset(error: &reqwest::Error) -> bool {
    if error.is_timeout() || error.is_body() || error.is_decode() {
        return false;
    }
    causes(error).any(|cause| {
        let hyper = cause.downcast_ref::<hyper::Error>();
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        hyper.is_some_and(|error| {
            error.is_incomplete_message() || error.is_canceled() || error.is_closed()
        }) || matches!(
            io,
            Some(
                io::ErrorKind::ConnectionReset
                    | io::ErrorKind::ConnectionAborted
                    | io::ErrorKind::BrokenPipe
                    | io::ErrorKind::UnexpectedEof
            )
        )
    })
}

/// Gives a problem with the body the status and headers that came before it.
pub(super) fn body_error(response: &reqwest::Response, problem: Problem) -> BodyError {
    BodyError::new(response.status(), response.headers().clone(), problem)
}
