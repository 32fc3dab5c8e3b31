//! One attempt: credentials, one request, one answer read to its end.

use std::io;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::header::AUTHORIZATION;
use reqwest::{Request, Response};
use tokio::time::Instant;

use super::answer::Answer;
use super::secrets::Secrets;
use super::{Settings, Source};
use crate::credentials::{Issued, Unfit};
use crate::error::{Failure, Reason, Sent, causes};
use crate::event::Observer;
use crate::response_body::{self, Problem};
use crate::retry::Verdict;
use crate::{Event, Operation};

/// How an attempt ended.
pub(super) enum Outcome {
    /// An answer came, though its body may not have.
    Answer(Box<Answer>),
    /// No answer came.
    Failed(reqwest::Error),
    /// Nothing was sent.
    Stopped(Box<Failure>),
}

impl Outcome {
    /// Whether another attempt may do better, and is safe for an idempotent method.
    pub(super) fn verdict(&self) -> Verdict {
        match self {
            Self::Answer(answer) => answer
                .asks_for_patience()
                .map_or(Verdict::Final, Verdict::Retry),
            Self::Failed(error) if may_pass(error) => Verdict::Retry(None),
            Self::Failed(_) | Self::Stopped(_) => Verdict::Final,
        }
    }

    /// Whether the service takes the credentials for expired.
    pub(super) fn says_expired(&self) -> bool {
        matches!(self, Self::Answer(answer) if answer.says_expired)
    }

    /// Whether the request reached the service.
    pub(super) fn sent(&self) -> Sent {
        match self {
            Self::Answer(_) => Sent::Yes,
            Self::Failed(error) if error.is_connect() || error.is_builder() || is_tls(error) => {
                Sent::No
            }
            Self::Failed(_) => Sent::Unknown,
            Self::Stopped(_) => Sent::No,
        }
    }
}

/// What an attempt is made with.
pub(super) struct Attempt<'a> {
    pub(super) client: &'a reqwest::Client,
    pub(super) settings: &'a Settings,
    pub(super) operation: &'static Operation,
    /// Counted from 1.
    pub(super) number: u32,
    /// The time that it may take.
    pub(super) limit: Duration,
    /// The statuses of successes that are bytes.
    pub(super) bytes: &'static [RangeInclusive<u16>],
}

impl Attempt<'_> {
    /// Makes it, and says which credentials it was made with.
    pub(super) async fn make(self, mut request: Box<Request>) -> (Outcome, Option<Issued>) {
        let start = Instant::now();
        let issued = match authenticate(self.settings, &mut request, self.limit).await {
            Ok(issued) => issued,
            Err(failure) => return (Outcome::Stopped(Box::new(failure)), None),
        };
        (self.send(request, start).await, Some(issued))
    }

    async fn send(self, mut request: Box<Request>, start: Instant) -> Outcome {
        let Self {
            settings, limit, ..
        } = self;
        *request.timeout_mut() = Some(limit.saturating_sub(start.elapsed()));
        if let Some(show) = &settings.dry_run {
            show(&request);
            return Outcome::Stopped(Box::new(Failure::new(Reason::DryRun)));
        }
        if let Some(observer) = &settings.observer {
            observer.tell_request(self.operation, self.number, &request);
        }

        let secrets = Secrets::of(&request);
        let is_signed = request.headers().contains_key(AUTHORIZATION);
        let outcome = match self.client.execute(*request).await {
            Ok(mut response) => {
                let body = self.body(&mut response).await;
                Outcome::Answer(Box::new(Answer::new(response, body, &secrets, is_signed)))
            }
            Err(error) => Outcome::Failed(error),
        };
        if let Some(observer) = &settings.observer {
            self.tell(observer, &outcome, start.elapsed());
        }
        outcome
    }

    async fn body(&self, response: &mut Response) -> Result<Bytes, Problem> {
        let status = response.status().as_u16();
        let is_bytes = self.bytes.iter().any(|statuses| statuses.contains(&status));
        match &self.settings.sink {
            Some(sink) if is_bytes => response_body::pass_on(response, sink).await,
            _ => response_body::read(response, self.settings.max_body_bytes).await,
        }
    }

    fn tell(&self, observer: &Observer, outcome: &Outcome, elapsed: Duration) {
        let (operation, attempt) = (self.operation, self.number);
        observer.tell(&match outcome {
            Outcome::Answer(answer) => Event::Response {
                operation,
                attempt,
                status: answer.status,
                headers: &answer.headers,
                body: answer.body.as_ref().map_or(&[], |body| &body.shown),
                elapsed,
            },
            Outcome::Failed(_) | Outcome::Stopped(_) => Event::NoResponse {
                operation,
                attempt,
                elapsed,
            },
        });
    }
}

/// Puts credentials on the request, asking for them first where they come from a provider.
async fn authenticate(
    settings: &Settings,
    request: &mut Request,
    limit: Duration,
) -> Result<Issued, Failure> {
    let issued = match &settings.credentials {
        Source::Fixed(credentials) => Issued::fixed(credentials.clone()),
        Source::Provider(cache) => {
            let asked = cache.credentials(|| settings.clock.now());
            match tokio::time::timeout(limit, asked).await {
                Ok(Ok(issued)) => issued,
                Ok(Err(error)) => {
                    let text = chain(&*error);
                    return Err(Failure::new(Reason::Provider { text }).with_source(error));
                }
                Err(_) => return Err(Failure::new(Reason::ProviderTimeout)),
            }
        }
    };
    let applied = issued.credentials.apply(request, settings.clock.now());
    applied.map_err(|unfit| {
        Failure::new(match unfit {
            Unfit::Credentials(fault) => Reason::InvalidCredentials { fault },
            Unfit::Signing(error) => Reason::Unsigned(error),
        })
    })?;
    Ok(issued)
}

/// The error's text followed by those of its sources, each once.
fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    causes(error).fold(error.to_string(), |text, cause| {
        let next = cause.to_string();
        if text.contains(&next) {
            text
        } else {
            format!("{text}: {next}")
        }
    })
}

/// Whether a failure without an answer may pass by itself and has left nothing in doubt.
fn may_pass(error: &reqwest::Error) -> bool {
    (error.is_connect() && !is_tls(error)) || is_reset(error)
}

/// What to report of a failure without an answer.
pub(super) fn no_answer(error: reqwest::Error) -> Failure {
    let server = error.url().map_or_else(
        || "the server".to_owned(),
        |url| url.origin().ascii_serialization(),
    );
    // The URL holds ids, which belong in no message that did not ask for them.
    let error = error.without_url();
    let reason = if error.is_builder() {
        Reason::Unbuilt
    } else if error.is_connect() && error.is_timeout() {
        Reason::ConnectTimeout { server }
    } else if is_tls(&error) {
        Reason::Tls { server }
    } else if error.is_connect() {
        Reason::Connect { server }
    } else if error.is_timeout() {
        Reason::AnswerTimeout { server }
    } else if is_reset(&error) {
        Reason::Interrupted { server }
    } else if is_parse(&error) {
        Reason::NotHttp { server }
    } else {
        Reason::Failed { server }
    };
    Failure::new(reason).with_source(Arc::new(error))
}

/// Whether the two sides do not agree on TLS: a certificate that is not trusted, or no TLS at all.
/// Connections that break off during the handshake are not among these.
#[cfg(feature = "rustls")]
fn is_tls(error: &reqwest::Error) -> bool {
    causes(error).any(|cause| cause.is::<rustls::Error>())
}

/// The errors of the platforms' TLS do not tell what may pass from what may not.
#[cfg(not(feature = "rustls"))]
fn is_tls(_: &reqwest::Error) -> bool {
    false
}

/// Whether the connection ended before the answer's head was complete.
fn is_reset(error: &reqwest::Error) -> bool {
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

fn is_parse(error: &reqwest::Error) -> bool {
    causes(error).any(|cause| {
        cause
            .downcast_ref::<hyper::Error>()
            .is_some_and(hyper::Error::is_parse)
    })
}
