//! The bodies of responses: one media type of each, in the form that the generator takes.

use std::borrow::Cow;

use openapi_document::{Sink, text::list};
use openapiv3::{Content, MediaType, StatusCode};

use super::{Body, Entry, Status};
use crate::lower::{
    media::{Kind, any_value, called, note_raw, plain_schema, taken},
    request_bodies::{SEVERAL_MEDIA_TYPES, ignore_encoding},
    resolve::Context,
};

/// Leaves one of several media types, in the form that the generator takes.
pub(super) fn take_one(context: Context<'_>, entry: &mut Entry, notes: &mut Sink<'_>) {
    let content = &mut entry.response.content;
    let at = context
        .document
        .resolve(&entry.pointer)
        .map_or_else(|| entry.pointer.clone(), |(at, _)| at)
        .child("content");
    let found = taken(context, &*content).map(|(name, kind)| (name.to_owned(), kind));
    let kind = found.as_ref().map(|(_, kind)| *kind);
    let is_upgrade = entry.status == Status::Explicit(StatusCode::Code(101));
    entry.body = match (&found, kind) {
        (Some((name, _)), Some(Kind::Json)) => {
            let media_type = content.get(name);
            let schema = media_type.and_then(|media_type| media_type.schema.clone());
            Body::Json(Box::new(schema.unwrap_or_else(any_value)))
        }
        _ if is_upgrade => Body::Upgrade,
        _ if content.is_empty() => Body::Empty,
        (_, Some(Kind::Text | Kind::Form)) => Body::Text,
        _ => Body::Raw,
    };
    let Some((name, kind)) = found else {
        return;
    };
    let is_taken = |other: &str| match &entry.body {
        Body::Text => text_alike(context, content, other),
        Body::Raw => true,
        _ => *other == *name,
    };
    let others: Vec<_> = content.keys().filter(|other| !is_taken(other)).collect();
    if !others.is_empty() && entry.body != Body::Upgrade {
        notes
            .report_key(
                &SEVERAL_MEDIA_TYPES,
                &at,
                format!("the client reads `{name}`, and never {}", list(&others)),
            )
            .help("keep the media type that the client is to read");
    }
    let accepted = content.keys().filter(|other| is_taken(other));
    entry.accepted = accepted
        .map(|name| match entry.body {
            // Of a range, whatever is in it is bytes.
            Body::Raw => Cow::Owned(name.trim().to_owned()),
            _ => called(name, kind),
        })
        .collect();
    for (name, media_type) in content.iter_mut() {
        note_raw(context, &at.child(name.as_str()), media_type, kind, notes);
    }
    if let Some(mut media_type) = content.shift_remove(&name) {
        if entry.body.is_typed() && !media_type.encoding.is_empty() {
            ignore_encoding(&mut media_type, &at.child(name.as_str()), notes);
        }
        *content = in_generators_form(&entry.body, media_type);
    }
}

/// Whether the media type `name` of an answer is text as well.
fn text_alike(context: Context<'_>, content: &Content, name: &str) -> bool {
    let one = content.get_key_value(name);
    let kind = taken(context, one).map(|(_, kind)| kind);
    matches!(kind, Some(Kind::Text | Kind::Form))
}

/// The one media type by which the generator makes what it is to make of a body.
pub(super) fn in_generators_form(body: &Body, mut media_type: MediaType) -> Content {
    let name = match body {
        Body::Json(schema) => {
            media_type.schema = Some((**schema).clone());
            Kind::Json.generators()
        }
        Body::Text => {
            media_type.schema = Some(plain_schema(Kind::Text));
            Kind::Json.generators()
        }
        Body::Empty | Body::Raw | Body::Upgrade => Kind::Bytes.generators(),
    };
    [(name.to_owned(), media_type)].into()
}

/// The media types that are asked for, where that is not JSON alone. As the generator does it: those of the
/// successes, and where these have no body, those of the errors.
pub(super) fn accept(entries: &[Entry]) -> Option<String> {
    let has_body = |entry: &&Entry| entry.status.is_success() && entry.body != Body::Empty;
    let in_group = match entries.iter().any(|entry| has_body(&entry)) {
        true => Status::is_success,
        false => Status::is_error,
    };
    let mut accepted: Vec<&str> = Vec::new();
    let group = || entries.iter().filter(|entry| in_group(&entry.status));
    // Bytes alone are taken whatever they are called, as nothing is asked for then.
    let is_any_typed = group().any(|entry| entry.body.is_typed());
    let asked = group().filter(|_| is_any_typed);
    for name in asked.flat_map(|entry| &entry.accepted) {
        if !accepted.contains(&&**name) {
            accepted.push(name);
        }
    }
    let is_json_alone = accepted.is_empty() || accepted == [Kind::Json.generators()];
    (!is_json_alone).then(|| accepted.join(", "))
}
