//! Decoding the body of a success into the type that the document promises.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::answer::{Body, Success};
use crate::error::{Answered, Failure, Reason};
use crate::text::one_line;

/// How the body of a success becomes its value. The generated code names one of the functions here.
pub(crate) type Decoder<T> = fn(&Success) -> Result<T, DecodeError>;

/// Why a body is not what the document promises. The reader's text, cut to a line, as it may quote the
/// whole body.
#[derive(Clone, Debug)]
pub(crate) struct DecodeError(String);

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for DecodeError {}

impl DecodeError {
    /// The failure of a call whose success it was.
    pub(super) fn into_failure(self, success: Success) -> Failure {
        let text = self.0.clone();
        Failure {
            answer: Some(Box::new(Answered {
                status: success.status,
                headers: success.headers,
                body: success.body.shown,
            })),
            ..Failure::new(Reason::Undecodable { text }).with_source(Arc::new(self))
        }
    }
}

/// JSON.
///
/// The credentials of the request are replaced wherever the server repeats them: a caller prints what it
/// gets. A number, and a string of a type that takes only some texts, is left out then: a deletion that
/// was done must not look like a failure. One that is not what the document promises goes on being none.
pub(crate) fn json<T: DeserializeOwned>(success: &Success) -> Result<T, DecodeError> {
    let Body {
        whole,
        shown,
        sparse,
    } = &success.body;
    let decoded = match sparse {
        None => serde_json::from_slice(whole),
        Some(sparse) => serde_json::from_slice(shown).or_else(|_| {
            serde_json::from_slice::<T>(whole).and_then(|_| serde_json::from_slice(sparse))
        }),
    };
    // The error's text quotes the body, so it is made anew of the one without secrets.
    decoded.map_err(|_| match serde_json::from_slice::<T>(shown) {
        Ok(_) => DecodeError("it repeats a credential".to_owned()),
        Err(error) => DecodeError(one_line(&error.to_string())),
    })
}

/// Nothing, whatever there is.
#[allow(dead_code, reason = "named where a success has no JSON")]
pub(crate) fn empty(_: &Success) -> Result<(), DecodeError> {
    Ok(())
}

/// The bytes: a file stays what it is.
#[allow(dead_code, reason = "named where a success has no JSON")]
pub(crate) fn bytes(success: &Success) -> Result<Bytes, DecodeError> {
    Ok(success.body.whole.clone())
}
