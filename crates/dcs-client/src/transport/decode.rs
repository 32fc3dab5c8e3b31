//! Decoding a body into the type that the document promises.

use std::fmt;

use reqwest::Response;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::body::{self, Problem};
use super::rebuild::{self, Sparse};
use super::{Received, Undecided};
use crate::text::one_line;
use crate::{Error, ResponseValue};

/// The longest piece of an undocumented error body that is kept as a message, in bytes.
const LONGEST_MESSAGE: usize = 1024;

/// Why a body is not what the document promises; in the extensions of the response. The reader's
/// text, cut to a line, as it may quote the whole body.
#[derive(Clone, Debug)]
pub(crate) struct DecodeError(String);

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for DecodeError {}

/// Decodes a documented response. The generated code calls it where progenitor would call
/// `ResponseValue::from_response`, whose error forgets status, headers and request id.
///
/// - The credentials of the request are replaced wherever the server repeats them. A number, and a string
///   of a type that takes only some texts, is left out then.
/// - A success that is not the documented JSON becomes `Error::UnexpectedResponse` with the whole
///   response.
/// - An error that is not the documented JSON, such as a gateway's HTML page, is handed on as the
///   documented error with `error_msg` set to the text, as the vendor's own SDK does; an empty one as an
///   error without members. Where the operation's error cannot hold that, it becomes
///   `Error::UnexpectedResponse` too.
pub(crate) async fn decode<T, E>(mut response: Response) -> Result<ResponseValue<T>, Error<E>>
where
    T: DeserializeOwned,
{
    let status = response.status();
    // The transport has read the body already. `Response::bytes` would take the whole response, of
    // which an answer that decodes needs no copy.
    let body = body::read(&mut response, usize::MAX)
        .await
        .map_err(Problem::into_error)?;
    let shown = response.extensions().get::<Received>().cloned();
    let shown = shown.map_or_else(|| body.clone(), |Received(shown)| shown);
    // A caller prints what it gets, so it gets no secret. Where the type does not take what stands for
    // one, it goes without that value: a deletion that was done must not look like a failure. One that is
    // not what the document promises goes on being none.
    let decoded = match response.extensions().get::<Sparse>() {
        None => serde_json::from_slice(&body),
        Some(Sparse(sparse)) => serde_json::from_slice(&shown).or_else(|_| {
            serde_json::from_slice::<T>(&body).and_then(|_| serde_json::from_slice(sparse))
        }),
    };
    let value = decoded
        .ok()
        .or_else(|| (!status.is_success()).then(|| from_text(&body)).flatten());
    if let Some(value) = value {
        let headers = std::mem::take(response.headers_mut());
        return Ok(ResponseValue::new(value, status, headers));
    }
    // The error's text quotes the body, so it is made anew of the one without secrets.
    let error = match serde_json::from_slice::<T>(&shown) {
        Ok(_) => "it repeats a credential".to_owned(),
        Err(error) => one_line(&error.to_string()),
    };
    if let Some(undecided) = response.extensions().get::<Undecided>() {
        undecided.fail();
    }
    let url = response.url().clone();
    let headers = std::mem::take(response.headers_mut());
    let mut response = rebuild::response(url, status, headers, shown.clone());
    response.extensions_mut().insert(Received(shown));
    response.extensions_mut().insert(DecodeError(error));
    Err(Error::UnexpectedResponse(response.into()))
}

/// The documented error, made of a body that is not.
fn from_text<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    let start = body.get(..LONGEST_MESSAGE).unwrap_or(body);
    let text = String::from_utf8_lossy(start);
    let text = text.trim();
    if text.is_empty() {
        return serde_json::from_value(json!({}))
            .or_else(|_| serde_json::from_value(json!(null)))
            .ok();
    }
    serde_json::from_value(json!({ "error_msg": text })).ok()
}
