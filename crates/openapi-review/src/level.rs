//! How much a change matters.

use std::fmt;

use serde::Serialize;

/// How much a change matters to a client of the wire contract.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeLevel {
    /// It breaks a client.
    Error,
    /// It may break a client.
    Warning,
    /// It breaks no client.
    Info,
}

impl fmt::Display for ChangeLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        })
    }
}
