//! A failure of any kind: what is said of it, and how the process ends.

use std::{error::Error as _, time::Duration};

use dcs_client::{ApiError, BuildError, ChainError, ErrorKind, IamError, Reason, Sent};

use crate::{exit::Exit, hint, text::shown};

/// Why there is no [`Answer`](crate::Answer).
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    pub(crate) kind: ErrorKind,
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<String>,
    /// For programs: what the service says, where it says something.
    pub(crate) message: String,
    /// For people: one line with everything.
    pub(crate) text: String,
    pub(crate) request_id: Option<String>,
    pub(crate) call: Box<Call>,
}

/// What is known of the call that failed, if there was one.
#[derive(Debug)]
pub(crate) struct Call {
    /// The status with its words, such as `404 Not Found`.
    pub(crate) status_line: Option<String>,
    pub(crate) sent: Sent,
    pub(crate) retryable: bool,
    pub(crate) attempts: u32,
    pub(crate) retry_after: Option<Duration>,
    /// Scheme, host, port and path prefix of where it was, or would have been, sent.
    pub(crate) endpoint: Option<String>,
    /// What to do about it.
    pub(crate) hint: Option<String>,
}

impl Failure {
    /// Wrong usage: nothing was sent.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::unsent(ErrorKind::InvalidRequest, message.into())
    }

    /// No usable credentials: nothing was sent.
    pub(crate) fn credentials(error: &ChainError) -> Self {
        Self::unsent(ErrorKind::Credentials, error.to_string())
    }

    /// No project, as the identity service gave none: nothing was sent to the service.
    pub(crate) fn no_project(error: &IamError) -> Self {
        let (exit, kind, status) = match error {
            IamError::Refused { status, .. } => {
                let exit = match status.as_u16() {
                    401 | 403 => Exit::NotAuthorised,
                    _ => Exit::Refused,
                };
                (exit, ErrorKind::Api, Some(status.as_u16()))
            }
            IamError::Unanswered { .. } => (Exit::NothingSent, ErrorKind::Transport, None),
            IamError::Credentials(_) => (Exit::NothingSent, ErrorKind::Credentials, None),
            _ => (Exit::NothingSent, ErrorKind::InvalidRequest, None),
        };
        let why = match error {
            IamError::NoRegion => "it is looked up by the region, and none is named".to_owned(),
            IamError::Unanswered { source, .. } => format!("{error}: {source}"),
            _ => error.to_string(),
        };
        Self {
            exit,
            status,
            ..Self::unsent(kind, format!("no project: {why}; give --project-id"))
        }
    }

    /// A result that cannot be written to standard output.
    pub(crate) fn unwritable(error: &std::io::Error) -> Self {
        Self {
            exit: Exit::Unknown,
            call: Call::of(Sent::Unknown),
            ..Self::unsent(
                ErrorKind::Transport,
                format!("the result could not be written: {error}"),
            )
        }
    }

    /// An answer that came and cannot be saved in the file `name`.
    pub(crate) fn unsaved(name: &str, error: &std::io::Error) -> Self {
        Self {
            exit: Exit::Unknown,
            call: Call::of(Sent::Yes),
            ..Self::unsent(
                ErrorKind::Transport,
                format!("the answer could not be saved in {name}: {error}"),
            )
        }
    }

    /// A success that cannot be written as JSON.
    pub(crate) fn unshowable(status: u16, error: &serde_json::Error) -> Self {
        let message = format!("the answer cannot be shown as JSON: {error}");
        Self {
            exit: Exit::Unknown,
            status: Some(status),
            call: Call::of(Sent::Yes),
            ..Self::unsent(ErrorKind::InvalidResponse, message)
        }
    }

    /// A query that cannot be answered from the body of a success.
    pub(crate) fn unqueried(error: &str) -> Self {
        Self {
            exit: Exit::Unknown,
            call: Call::of(Sent::Yes),
            ..Self::unsent(ErrorKind::InvalidRequest, format!("--query: {error}"))
        }
    }

    /// A task that had not ended when the time to wait for it was over.
    pub(crate) fn still_running() -> Self {
        let message = "the task still runs, so nothing was sent; --deadline waits longer";
        Self {
            exit: Exit::Refused,
            ..Self::unsent(ErrorKind::InvalidRequest, message.to_owned())
        }
    }

    /// A call that was sent, and whose answer is not waited for any more.
    pub(crate) fn left_behind() -> Self {
        let message = "interrupted before the answer came; nobody knows whether it was done";
        Self {
            exit: Exit::Unknown,
            call: Call::of(Sent::Unknown),
            ..Self::unsent(ErrorKind::Transport, message.to_owned())
        }
    }

    /// Of a call.
    pub(crate) fn of_call(error: ApiError) -> Self {
        let text = match error.reason() {
            // The client's words name a method, for which there is no option.
            Reason::BodyTooLarge { limit, .. } => {
                let status = error.status().map(|status| format!("{status}: "));
                let id = error.request_id().map(|id| format!(" (request {id})"));
                format!(
                    "{}the response's body is larger than {limit} bytes{}",
                    status.unwrap_or_default(),
                    id.unwrap_or_default()
                )
            }
            _ => error.to_string(),
        };
        let text = match root_cause(&error).filter(|root| !text.contains(root)) {
            Some(root) => format!("{text}: {root}"),
            None => text,
        };
        Self {
            exit: exit(&error),
            kind: error.kind(),
            status: error.status().map(|status| status.as_u16()),
            code: error.code().map(str::to_owned),
            message: said(&error).map_or_else(|| text.clone(), str::to_owned),
            text,
            request_id: error.request_id().map(str::to_owned),
            call: Box::new(Call {
                status_line: error.status().map(|status| status.to_string()),
                sent: error.was_sent(),
                retryable: error.is_retryable(),
                attempts: error.attempts(),
                retry_after: error.retry_after(),
                endpoint: None,
                hint: hint::of(&error),
            }),
        }
    }

    /// The same of a call at this endpoint, which people are told where the text does not say it.
    pub(crate) fn at(self, endpoint: &str) -> Self {
        let is_told = self.exit == Exit::NothingSent && self.kind != ErrorKind::Transport;
        let text = if is_told || self.text.contains(endpoint) {
            self.text
        } else {
            format!("{endpoint}: {}", self.text)
        };
        let call = Call {
            endpoint: Some(endpoint.to_owned()),
            ..*self.call
        };
        Self {
            text,
            call: Box::new(call),
            ..self
        }
    }

    /// Whether nothing was sent because nothing was to be sent.
    pub(crate) fn is_dry_run(&self) -> bool {
        self.kind == ErrorKind::DryRun
    }

    fn unsent(kind: ErrorKind, message: String) -> Self {
        Self {
            exit: Exit::NothingSent,
            kind,
            status: None,
            code: None,
            text: message.clone(),
            message,
            request_id: None,
            call: Call::of(Sent::No),
        }
    }
}

impl Call {
    /// Of which nothing else is known.
    fn of(sent: Sent) -> Box<Self> {
        Box::new(Self {
            status_line: None,
            sent,
            retryable: false,
            attempts: 0,
            retry_after: None,
            endpoint: None,
            hint: None,
        })
    }
}

/// What the service itself says. The body of an answer that is not what the document describes says
/// nothing without the reason.
fn said(error: &ApiError) -> Option<&str> {
    error.message().filter(|_| error.kind() == ErrorKind::Api)
}

/// In the words of the options instead of the builder's methods; `None` where it names none.
fn in_options(error: &BuildError) -> Option<String> {
    Some(match error {
        BuildError::EndpointMissing => "no endpoint: give --region ID, such as --region \
            ap-southeast-1, or --endpoint URL for one outside myhuaweicloud.com"
            .to_owned(),
        BuildError::EndpointTwice => {
            "both --region and --endpoint: keep the one you mean".to_owned()
        }
        BuildError::InsecureEndpoint => {
            "--endpoint: credentials are not sent over plain http to another machine; use https"
                .to_owned()
        }
        BuildError::InvalidRegion { region, .. } => format!(
            "--region: {} is no region of Huawei Cloud: those are made of lower-case letters, \
             digits and hyphens, such as ap-southeast-1; for another cloud give --endpoint URL",
            shown(region)
        ),
        BuildError::EndpointCredentials => {
            "--endpoint: it holds a user name or password; credentials come from the environment, \
             see `dcs --help`"
                .to_owned()
        }
        BuildError::InvalidEndpoint { reason, .. } => {
            format!("--endpoint: {reason}; give a URL such as https://dcs.eu-de.otc.t-systems.com")
        }
        _ => return None,
    })
}

impl From<BuildError> for Failure {
    fn from(error: BuildError) -> Self {
        let kind = match &error {
            BuildError::CredentialsMissing | BuildError::InvalidCredentials { .. } => {
                ErrorKind::Credentials
            }
            BuildError::HttpClient(_) => ErrorKind::Transport,
            _ => ErrorKind::InvalidRequest,
        };
        let message = in_options(&error).unwrap_or_else(|| match error.source() {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        });
        Self::unsent(kind, message)
    }
}

fn exit(error: &ApiError) -> Exit {
    let is_undocumented = matches!(error.reason(), Reason::Unlisted | Reason::Redirect { .. });
    let is_no_success = error.status().is_some_and(|status| !status.is_success());
    let is_refusal = error.kind() == ErrorKind::Api
        || is_undocumented
        || (error.is_invalid_response() && is_no_success);
    if error.is_dry_run() {
        Exit::Done
    } else if error.was_sent() == Sent::No {
        Exit::NothingSent
    } else if error.is_not_found() {
        Exit::Gone
    } else if error.is_auth() {
        Exit::NotAuthorised
    } else if is_refusal {
        Exit::Refused
    } else {
        Exit::Unknown
    }
}

/// The deepest of the error's sources, which is the system's own word for it.
fn root_cause(error: &ApiError) -> Option<String> {
    let mut cause = error.source()?;
    while let Some(next) = cause.source() {
        cause = next;
    }
    Some(cause.to_string())
}
