//! A failure of any kind: what is said of it, and how the process ends.

use std::error::Error as _;

use dcs_client::{ApiError, BuildError, EnvironmentError, ErrorKind, Reason};

use crate::{exit::Exit, text::shown};

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
}

impl Failure {
    /// Wrong usage: nothing was sent.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::unsent(ErrorKind::InvalidRequest, message.into())
    }

    /// No usable credentials: nothing was sent.
    pub(crate) fn credentials(error: &EnvironmentError) -> Self {
        Self::unsent(ErrorKind::Credentials, error.to_string())
    }

    /// An operation whose success is not JSON; only its generated code knows that.
    #[allow(
        dead_code,
        reason = "called where the document has an answer that is not JSON"
    )]
    pub(crate) fn not_json() -> Self {
        Self::usage(
            "this operation answers with something other than JSON, which this command cannot \
             show; nothing was sent. Call it with the library dcs-client",
        )
    }

    /// A result that cannot be written to standard output.
    pub(crate) fn unwritable(error: &std::io::Error) -> Self {
        Self {
            exit: Exit::NoAnswer,
            ..Self::unsent(
                ErrorKind::Transport,
                format!("the result could not be written: {error}"),
            )
        }
    }

    /// A success that cannot be written as JSON.
    pub(crate) fn unshowable(status: u16, error: &serde_json::Error) -> Self {
        let message = format!("the answer cannot be shown as JSON: {error}");
        Self {
            exit: Exit::NoAnswer,
            status: Some(status),
            ..Self::unsent(ErrorKind::InvalidResponse, message)
        }
    }

    /// Of a call.
    pub(crate) fn of_call(error: ApiError) -> Self {
        Self::of_api(&error)
    }

    /// Whether nothing was sent because nothing was to be sent.
    pub(crate) fn is_dry_run(&self) -> bool {
        self.kind == ErrorKind::DryRun
    }

    fn of_api(error: &ApiError) -> Self {
        let mut text = error.to_string();
        if let Some(root) = root_cause(error).filter(|root| !text.contains(root)) {
            text = format!("{text}: {root}");
        }
        let text = text.replace(RAISE_THE_LIMIT, "");
        Self {
            exit: exit(error),
            kind: error.kind(),
            status: error.status().map(|status| status.as_u16()),
            code: error.code().map(str::to_owned),
            message: said(error).map_or_else(|| text.clone(), str::to_owned),
            text,
            request_id: error.request_id().map(str::to_owned),
        }
    }

    fn unsent(kind: ErrorKind, message: String) -> Self {
        Self {
            exit: Exit::Usage,
            kind,
            status: None,
            code: None,
            text: message.clone(),
            message,
            request_id: None,
        }
    }
}

/// The client's advice for an answer that is too large names a method, for which there is no option.
const RAISE_THE_LIMIT: &str = "; if that is expected, raise `ClientBuilder::max_body_bytes`";

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
        BuildError::InvalidEndpoint { reason, .. } => {
            let reason = reason.replace(
                "give them with `ClientBuilder::credentials`",
                "credentials come from the environment, see `dcs --help`",
            );
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
        let exit = if kind == ErrorKind::Transport {
            Exit::NoAnswer
        } else {
            Exit::Usage
        };
        Self {
            exit,
            ..Self::unsent(kind, message)
        }
    }
}

fn exit(error: &ApiError) -> Exit {
    let is_undocumented = matches!(error.reason(), Reason::Unlisted | Reason::Redirect { .. });
    let is_refusal = error.status().is_some_and(|status| !status.is_success());
    match error.kind() {
        ErrorKind::DryRun => Exit::Done,
        ErrorKind::InvalidRequest | ErrorKind::Credentials => Exit::Usage,
        ErrorKind::Api => Exit::Answered,
        ErrorKind::InvalidResponse if is_undocumented || is_refusal => Exit::Answered,
        _ => Exit::NoAnswer,
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
