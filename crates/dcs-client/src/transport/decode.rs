//! Decoding the body of a success into the type that the document promises.

use std::fmt;
use std::iter::once;
use std::ops::RangeInclusive;
use std::sync::Arc;

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde::de::value::{MapAccessDeserializer, MapDeserializer};

use super::answer::{Body, Success};
use crate::Operation;
use crate::error::{Answered, Failure, Reason};
use crate::text::one_line;
use crate::tolerance::{Shape, repaired};

/// How the body of a success becomes its value. The generated code names one of the functions here.
pub(crate) type Decoder<T> = fn(&Success, &Operation) -> Result<T, DecodeError>;

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

/// JSON, read tolerantly.
///
/// The credentials of the request are replaced wherever the server repeats them: a caller prints what it
/// gets. A number, and a string of a type that takes only some texts, is left out then: a deletion that
/// was done must not look like a failure. One that is not what the document promises goes on being none.
pub(crate) fn json<T: DeserializeOwned>(
    success: &Success,
    operation: &Operation,
) -> Result<T, DecodeError> {
    json_of(&success.body, operation)
}

fn json_of<T: DeserializeOwned>(body: &Body, operation: &Operation) -> Result<T, DecodeError> {
    let Body {
        whole,
        shown,
        sparse,
    } = body;
    let read = |json: &Bytes| read::<T>(json, operation.answer.0);
    let decoded = match sparse {
        None => read(whole),
        Some(sparse) => read(shown).or_else(|_| read(whole).and_then(|_| read(sparse))),
    };
    // The error's text quotes the body, so it is made anew of the one without secrets.
    decoded.map_err(|_| match read(shown) {
        Ok(_) => DecodeError("it repeats a credential".to_owned()),
        Err(text) => DecodeError(one_line(&text)),
    })
}

/// The value of JSON, or at which path it is none and why.
fn read<T: DeserializeOwned>(json: &[u8], shape: &Shape) -> Result<T, String> {
    let repaired = repaired(json, shape);
    let json = repaired.as_deref().unwrap_or(json);
    let mut reader = serde_json::Deserializer::from_slice(json);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let reason = error.into_inner();
        let text = reason.to_string();
        // What is no JSON has a line and a column, and a value that is another one has a path instead. A
        // dot stands for the whole body.
        match text.rsplit_once(" at line ") {
            Some((text, _)) if reason.is_data() && path != "." => format!("{path}: {text}"),
            _ => text,
        }
    })?;
    reader.end().map_err(|error| error.to_string())?;
    Ok(value)
}

/// Nothing, whatever there is.
#[allow(dead_code, reason = "named where a success has no JSON")]
pub(crate) fn empty(_: &Success, _: &Operation) -> Result<(), DecodeError> {
    Ok(())
}

/// The bytes: a file stays what it is.
#[allow(dead_code, reason = "named where a success has no JSON")]
pub(crate) fn bytes(success: &Success, _: &Operation) -> Result<Bytes, DecodeError> {
    Ok(success.body.whole.clone())
}

/// The text, without the request's secrets. A success stays one: what is no UTF-8 has the replacement
/// character in its place.
#[allow(dead_code, reason = "named where a success is text")]
pub(crate) fn text(success: &Success, _: &Operation) -> Result<String, DecodeError> {
    Ok(String::from_utf8_lossy(&success.body.shown).into_owned())
}

/// What the body of one of several successes is.
#[allow(
    dead_code,
    reason = "each is named where the successes of an operation differ so"
)]
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum CaseContent {
    Json,
    Text,
    Bytes,
    Nothing,
}

/// One of several successes whose bodies differ: its statuses, its name in the generated enumeration, and what
/// its body is.
pub(crate) type Case = (RangeInclusive<u16>, &'static str, CaseContent);

/// The one of several successes that the status says. Its name is put around the body, as the enumeration is
/// read from JSON.
#[allow(
    dead_code,
    reason = "called where the successes of an operation differ"
)]
pub(crate) fn one_of<T: DeserializeOwned>(
    success: &Success,
    operation: &Operation,
    cases: &[Case],
) -> Result<T, DecodeError> {
    let status = success.status.as_u16();
    let case = cases
        .iter()
        .find(|(statuses, ..)| statuses.contains(&status));
    let Some((_, name, content)) = case else {
        let text = format!("the document has no body for the status {status}");
        return Err(DecodeError(text));
    };
    let Body {
        whole,
        shown,
        sparse,
    } = &success.body;
    let around = |json: &[u8]| named(name, json);
    let body = match content {
        CaseContent::Json => Body {
            whole: around(whole),
            shown: around(shown),
            sparse: sparse.as_deref().map(around),
        },
        CaseContent::Text => {
            let text = serde_json::Value::from(String::from_utf8_lossy(shown));
            let text = around(text.to_string().as_bytes());
            Body {
                whole: text.clone(),
                shown: text,
                sparse: None,
            }
        }
        CaseContent::Bytes => return bytes_of(name, whole),
        CaseContent::Nothing => {
            let name = Bytes::from(format!("\"{name}\""));
            Body {
                whole: name.clone(),
                shown: name,
                sparse: None,
            }
        }
    };
    json_of(&body, operation)
}

/// The alternative `name` of an enumeration, with bytes, which JSON does not have.
fn bytes_of<T: DeserializeOwned>(name: &str, bytes: &[u8]) -> Result<T, DecodeError> {
    let alternative = MapDeserializer::<_, serde::de::value::Error>::new(once((name, bytes)));
    let value = T::deserialize(MapAccessDeserializer::new(alternative));
    value.map_err(|error| DecodeError(one_line(&error.to_string())))
}

/// The object with one member.
fn named(name: &str, json: &[u8]) -> Bytes {
    let (before, after) = (format!("{{\"{name}\":"), b"}");
    [before.as_bytes(), json, after].concat().into()
}
