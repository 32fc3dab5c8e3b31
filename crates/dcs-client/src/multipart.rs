//! Request bodies in parts (`multipart/form-data`, RFC 7578): values, and files that are streamed.
//!
//! reqwest's own forms would bring crates for guessing media types from names. What is in memory is sent as one
//! piece, which may be tried again; a body with a file or a stream in it is sent once, so no attempt begins with
//! half of one.

mod file;
mod sending;

use std::hash::{BuildHasher as _, RandomState};

use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::{Body, RequestBuilder};
use serde::Serialize;
use serde_json::Value;

use self::sending::{Piece, Sending};
use crate::ParameterError;
use crate::parameter::json;

pub use file::{FilePart, Files};

/// A body that has parts, which the generated code says for each.
#[doc(hidden)]
pub trait ToParts {
    /// Its parts.
    ///
    /// # Errors
    ///
    /// For a value that cannot be written, and for a file that cannot be opened.
    fn to_parts(&self) -> Result<Parts, ParameterError>;
}

/// The parts of a body.
#[derive(Debug, Default)]
#[doc(hidden)]
pub struct Parts(Vec<Part>);

/// One part: what stands before its contents, and these.
#[derive(Debug)]
struct Part {
    /// The lines of its header, each with its end.
    head: String,
    contents: Piece,
}

impl Parts {
    /// Without a part.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a part with a value, for a list one for each of its values, and none for no value. An object is
    /// JSON, and everything is where `media_type` is.
    ///
    /// # Errors
    ///
    /// For a value that cannot be written.
    pub fn value(
        mut self,
        name: &'static str,
        value: &impl Serialize,
        media_type: Option<&str>,
    ) -> Result<Self, ParameterError> {
        let value = json(value).map_err(|error| ParameterError::invalid(name, &error))?;
        let values = match value {
            Value::Array(values) => values,
            value => vec![value],
        };
        for value in values {
            let is_json = media_type.is_some_and(is_json);
            let (text, own) = match value {
                Value::Null => continue,
                Value::String(text) if !is_json => (text, media_type),
                value @ (Value::Array(_) | Value::Object(_)) => {
                    (value.to_string(), media_type.or(Some("application/json")))
                }
                value => (value.to_string(), media_type),
            };
            self.0.push(Part {
                head: head(name, None, own),
                contents: Piece::Bytes(text.into()),
            });
        }
        Ok(self)
    }

    /// Adds a part for each file. One that names no media type has `media_type`.
    ///
    /// # Errors
    ///
    /// For one that cannot be opened, or has been sent.
    pub fn files(
        mut self,
        name: &'static str,
        files: &impl Files,
        media_type: &str,
    ) -> Result<Self, ParameterError> {
        for file in files.each() {
            let contents = file
                .open()
                .map_err(|reason| ParameterError::invalid(name, &reason))?;
            let own = file.own_media_type().unwrap_or(media_type);
            if HeaderValue::from_str(own).is_err() {
                let reason = "its media type holds a character that none may hold";
                return Err(ParameterError::invalid(name, &reason));
            }
            let head = match file.is_text() {
                true => head(name, None, file.own_media_type()),
                false => head(name, Some(&file.own_name()), Some(own)),
            };
            self.0.push(Part { head, contents });
        }
        Ok(self)
    }

    /// The header of each part and its contents, where these are in memory: what a mock compares.
    pub fn into_parts(self) -> impl Iterator<Item = (String, Option<Bytes>)> {
        self.0.into_iter().map(|part| {
            let contents = match part.contents {
                Piece::Bytes(bytes) => Some(bytes),
                Piece::Stream { .. } => None,
            };
            (part.head, contents)
        })
    }

    /// Puts the parts on a request.
    fn put_on(self, request: RequestBuilder) -> RequestBuilder {
        let boundary = boundary();
        let mut pieces = Vec::new();
        for part in self.0 {
            let head = format!("--{boundary}\r\n{}\r\n", part.head);
            pieces.extend([Piece::Bytes(head.into()), part.contents, Piece::Bytes(LINE)]);
        }
        pieces.push(Piece::Bytes(format!("--{boundary}--\r\n").into()));
        let body = Sending::of(pieces);
        let media_type = format!("multipart/form-data; boundary={boundary}");
        let request = request.header(CONTENT_TYPE, media_type);
        match body.into_bytes() {
            Ok(bytes) => request.body(bytes),
            Err(streamed) => request.body(Body::wrap(streamed)),
        }
    }
}

const LINE: Bytes = Bytes::from_static(b"\r\n");

/// Puts the parts of `body` on a request.
#[allow(dead_code, reason = "called where the document has a body in parts")]
pub(crate) fn send(
    request: RequestBuilder,
    body: &impl ToParts,
) -> Result<RequestBuilder, ParameterError> {
    Ok(body.to_parts()?.put_on(request))
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// The header of a part. Names are escaped as browsers do it.
fn head(name: &str, file: Option<&str>, media_type: Option<&str>) -> String {
    let mut head = format!("Content-Disposition: form-data; name=\"{}\"", escaped(name));
    if let Some(file) = file {
        head.push_str(&format!("; filename=\"{}\"", escaped(file)));
    }
    head.push_str("\r\n");
    if let Some(media_type) = media_type {
        head.push_str(&format!("Content-Type: {media_type}\r\n"));
    }
    head
}

fn escaped(name: &str) -> String {
    let name = name.replace('"', "%22");
    name.replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands between the parts. The standard library seeds its hashers from the system and never twice alike:
/// nobody who writes a part can know it.
fn boundary() -> String {
    let [one, two] = [0, 1].map(|number| RandomState::new().hash_one(number));
    format!("{one:016x}{two:016x}")
}

#[cfg(test)]
mod tests;
