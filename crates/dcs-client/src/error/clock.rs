//! Two clocks that differ too much for a signature.

use std::fmt;
use std::time::{Duration, SystemTime};

use reqwest::header::{DATE, HeaderMap};

/// A signature is good for this long before and after its date (API Gateway, "APIGW.0303").
const TOLERANCE: Duration = Duration::from_secs(15 * 60);

/// What this machine's clock said when an answer came, and what the server's said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockSkew {
    local: SystemTime,
    server: SystemTime,
}

impl ClockSkew {
    /// The difference between the clocks, where the answer names the server's time.
    pub(crate) fn of(headers: &HeaderMap, local: SystemTime) -> Option<Self> {
        let date = headers.get(DATE)?.to_str().ok()?;
        let server = httpdate::parse_http_date(date).ok()?;
        Some(Self { local, server })
    }

    /// The difference between these two.
    pub(crate) fn between(local: SystemTime, server: SystemTime) -> Self {
        Self { local, server }
    }

    /// Whether it is more than a signature bears.
    pub(crate) fn is_too_much(self) -> bool {
        let difference = self.local.duration_since(self.server);
        difference.unwrap_or_else(|error| error.duration()) > TOLERANCE
    }

    /// The time on this machine.
    #[must_use]
    pub fn local(self) -> SystemTime {
        self.local
    }

    /// The time that the server gave (the header `Date`).
    #[must_use]
    pub fn server(self) -> SystemTime {
        self.server
    }
}

impl fmt::Display for ClockSkew {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "this machine's clock says {}, the server's {}",
            Shown(self.local),
            Shown(self.server)
        )
    }
}

/// A time as HTTP writes it, which has no words for the time before 1970 nor after 9999.
struct Shown(SystemTime);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let since = self.0.duration_since(SystemTime::UNIX_EPOCH);
        match since {
            Ok(since) if since < crate::auth::END_OF_DATES => {
                f.write_str(&httpdate::fmt_http_date(self.0))
            }
            _ => f.write_str("a time before 1970 or after 9999"),
        }
    }
}
