//! Every description of a document, made inert before the generator mixes them with its own text.

use std::borrow::Cow;

use openapi_document::{
    Document, Findings,
    grammar::{Below, Kind, Purpose, visit_mut},
};
use openapiv3::OpenAPI;
use serde_json::Value;

use super::inert::{inert, inert_line};

/// `openapi`, which was made from `document`, with inert descriptions; itself, where they all are.
///
/// # Errors
///
/// When the typed form cannot be read again.
pub(crate) fn inert_descriptions<'a>(
    document: &Document,
    openapi: &'a OpenAPI,
) -> Result<Cow<'a, OpenAPI>, Findings> {
    // What cannot be written cannot be read either, and is refused there.
    let mut json = serde_json::to_value(openapi).unwrap_or_default();
    let mut is_changed = false;
    visit_mut(&mut json, &mut |kind, _, members| {
        for (key, value) in members {
            if let (Some(escape), Value::String(text)) = (escape(kind, key), value) {
                let escaped = escape(text);
                is_changed |= escaped != *text;
                *text = escaped;
            }
        }
        Below::Visit
    });
    match is_changed {
        true => document.typed_form_of(&json).map(Cow::Owned),
        false => Ok(Cow::Borrowed(openapi)),
    }
}

/// How a text is made inert; `None` for what is not there for people to read.
fn escape(kind: Kind, key: &str) -> Option<fn(&str) -> String> {
    match (kind, key) {
        // They stand in a list of arguments, and behind a word.
        (Kind::Parameter | Kind::RequestBody, "description") | (Kind::Info, "version") => {
            Some(inert_line)
        }
        // The generator puts it where the description is.
        (Kind::Info, "termsOfService") => Some(inert),
        _ => match kind.field(key)?.purpose {
            Purpose::Markdown => Some(inert),
            Purpose::Line => Some(inert_line),
            _ => None,
        },
    }
}
