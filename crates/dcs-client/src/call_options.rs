//! Settings of one call, which the generated builders collect.

use std::fmt;
use std::ops::RangeInclusive;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use crate::RetryPolicy;
use crate::guard::is_reserved;
use crate::text::shown_value;

/// What one call has of its own; what is not set is as the client has it.
///
/// Almost no call has anything of its own, and every setter moves this along with its builder.
#[derive(Clone, Debug, Default)]
pub(crate) struct CallOptions(Option<Box<Own>>);

#[derive(Clone, Debug, Default)]
struct Own {
    timeout: Option<Duration>,
    retry: Option<RetryPolicy>,
    headers: HeaderMap,
    refused: Option<SettingError>,
    /// The statuses of successes that are bytes.
    bytes: &'static [RangeInclusive<u16>],
}

impl CallOptions {
    pub(crate) fn timeout(mut self, timeout: Duration) -> Self {
        self.own().timeout = Some(timeout);
        self
    }

    pub(crate) fn retry(mut self, policy: RetryPolicy) -> Self {
        self.own().retry = Some(policy);
        self
    }

    pub(crate) fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        let own = self.own();
        let refused = match (name.try_into(), value.try_into()) {
            (Ok(name), _) if is_reserved(name.as_str()) => SettingError::ReservedHeader { name },
            (Ok(name), Ok(value)) => {
                own.headers.insert(name, value);
                return self;
            }
            (Ok(name), Err(_)) => SettingError::InvalidHeader { header: Some(name) },
            (Err(_), _) => SettingError::InvalidHeader { header: None },
        };
        own.refused.get_or_insert(refused);
        self
    }

    /// Says by which statuses a success is bytes.
    #[allow(dead_code, reason = "called where a success is bytes")]
    pub(crate) fn bytes_at(mut self, statuses: &'static [RangeInclusive<u16>]) -> Self {
        self.own().bytes = statuses;
        self
    }

    /// The statuses by which a success is bytes.
    pub(crate) fn bytes(&self) -> &'static [RangeInclusive<u16>] {
        self.0.as_ref().map_or(&[], |own| own.bytes)
    }

    /// The time limit of an attempt, where the call has one of its own.
    pub(crate) fn own_timeout(&self) -> Option<Duration> {
        self.0.as_ref()?.timeout
    }

    /// When to try again, where the call has a policy of its own.
    pub(crate) fn own_retry(&self) -> Option<&RetryPolicy> {
        self.0.as_ref()?.retry.as_ref()
    }

    /// The headers of the call's own, which go beside those that the request has.
    pub(crate) fn own_headers(&self) -> impl Iterator<Item = (&HeaderName, &HeaderValue)> {
        self.0.iter().flat_map(|own| &own.headers)
    }

    /// Checks what was set; `of_operation` are the headers that the request has.
    pub(crate) fn check(&self, of_operation: &HeaderMap) -> Result<(), SettingError> {
        let own = self.0.as_ref();
        own.map_or(Ok(()), |own| own.check(of_operation))
    }

    fn own(&mut self) -> &mut Own {
        self.0.get_or_insert_default()
    }
}

impl Own {
    fn check(&self, of_operation: &HeaderMap) -> Result<(), SettingError> {
        if let Some(refused) = &self.refused {
            return Err(refused.clone());
        }
        let is_zero = |timeout: Option<Duration>| timeout.is_some_and(|timeout| timeout.is_zero());
        if is_zero(self.timeout) {
            return Err(SettingError::ZeroTimeout { setting: "timeout" });
        }
        if is_zero(self.retry.as_ref().map(|policy| policy.total_timeout)) {
            return Err(SettingError::ZeroTimeout {
                setting: "RetryPolicy::total_timeout",
            });
        }
        match self
            .headers
            .keys()
            .find(|name| of_operation.contains_key(*name))
        {
            Some(name) => Err(SettingError::HeaderOfOperation { name: name.clone() }),
            None => Ok(()),
        }
    }
}

/// Why a setting of one call was refused; nothing was sent. The value of a header is not in it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SettingError {
    /// The header is one that no caller may choose, such as `Content-Length` or `Authorization`: it
    /// decides what the request is, where it goes or in whose name.
    #[non_exhaustive]
    ReservedHeader {
        /// Its name.
        name: HeaderName,
    },
    /// The header is a parameter of the operation, which has a setter.
    #[non_exhaustive]
    HeaderOfOperation {
        /// Its name.
        name: HeaderName,
    },
    /// The name or the value holds a character that it may not hold.
    #[non_exhaustive]
    InvalidHeader {
        /// The name, where that is sound.
        header: Option<HeaderName>,
    },
    /// A time limit is zero.
    #[non_exhaustive]
    ZeroTimeout {
        /// The method that was given zero.
        setting: &'static str,
    },
}

impl fmt::Display for SettingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ReservedHeader { name } => write!(
                f,
                "header {}: no caller may choose it",
                shown_value(name.as_str())
            ),
            Self::HeaderOfOperation { name } => write!(
                f,
                "header {}: it is a parameter of the operation; call its setter",
                shown_value(name.as_str())
            ),
            Self::InvalidHeader { header: Some(name) } => write!(
                f,
                "header {}: its value holds a character that no HTTP header may hold",
                shown_value(name.as_str())
            ),
            Self::InvalidHeader { header: None } => {
                f.write_str("header: its name is empty or holds a character that no name may hold")
            }
            Self::ZeroTimeout { setting } => {
                write!(
                    f,
                    "{setting}: a time limit of zero lets no call succeed; give a longer one"
                )
            }
        }
    }
}

impl std::error::Error for SettingError {}
