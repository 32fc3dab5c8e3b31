//! Successes whose bodies differ: a choice between them, which the status decides.
//!
//! The generator makes one type of all successes. So they become one schema that has an alternative for each
//! status, named after it, of which the generator makes an enumeration: `Ok(A)`, `Accepted(B)`, `NoContent`. On
//! the wire there are no such names: the client puts that of the status around the body before it is read.

use std::ops::RangeInclusive;

use openapi_lint::naming::snake_case;
use openapiv3::{
    AdditionalProperties, ObjectType, ReferenceOr, Schema, SchemaData, SchemaKind, StatusCode,
    StringType, Type,
};

use super::{Body, Entry, Status, media::in_generators_form};
use crate::lower::{
    media::{Kind, plain_schema},
    native::Native,
};

/// One of several successes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Case {
    pub(crate) statuses: RangeInclusive<u16>,
    /// The name of the alternative in JSON.
    pub(crate) tag: String,
    pub(crate) content: CaseContent,
}

/// How the body of a case becomes its value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum CaseContent {
    Json,
    Text,
    Bytes,
    Nothing,
}

/// Gives the successes one schema with an alternative for each. `None` where one is a change of protocol.
pub(super) fn tell_apart(successes: &mut [&mut Entry]) -> Option<Vec<Case>> {
    let mut cases = Vec::new();
    let mut alternatives = Vec::new();
    for entry in successes.iter() {
        let tag = tag(&entry.status);
        let (content, alternative) = match &entry.body {
            Body::Empty => (CaseContent::Nothing, word(&tag)),
            Body::Json(schema) => (CaseContent::Json, member(&tag, (**schema).clone())),
            Body::Text => (CaseContent::Text, member(&tag, plain_schema(Kind::Text))),
            Body::Raw => (CaseContent::Bytes, member(&tag, Native::Bytes.schema())),
            Body::Upgrade => return None,
        };
        alternatives.push(alternative);
        cases.push(Case {
            statuses: statuses(&entry.status),
            tag,
            content,
        });
    }
    let choice = item(SchemaKind::OneOf {
        one_of: alternatives,
    });
    for entry in successes {
        let media_type = entry.response.content.shift_remove_index(0);
        let media_type = media_type.map(|(_, media_type)| media_type);
        entry.body = Body::Json(Box::new(choice.clone()));
        entry.response.content = in_generators_form(&entry.body, media_type.unwrap_or_default());
    }
    // The narrower first.
    cases.sort_by_key(|case| (case.statuses.len(), *case.statuses.start()));
    Some(cases)
}

/// The name of a status, as a word of a program.
pub(super) fn tag(status: &Status) -> String {
    match status {
        Status::Explicit(StatusCode::Code(code)) => {
            let status = http::StatusCode::from_u16(*code).ok();
            let reason = status.and_then(|status| status.canonical_reason());
            reason.map_or_else(|| format!("status_{code}"), snake_case)
        }
        Status::Explicit(StatusCode::Range(class)) => match class {
            1 => "informational",
            2 => "success",
            3 => "redirect",
            4 => "client_error",
            _ => "server_error",
        }
        .to_owned(),
        Status::Default => "default".to_owned(),
    }
}

fn statuses(status: &Status) -> RangeInclusive<u16> {
    match status {
        Status::Explicit(StatusCode::Code(code)) => *code..=*code,
        Status::Explicit(StatusCode::Range(_)) | Status::Default => 200..=299,
    }
}

fn item(schema_kind: SchemaKind) -> ReferenceOr<Schema> {
    ReferenceOr::Item(Schema {
        schema_data: SchemaData::default(),
        schema_kind,
    })
}

/// An object with one member.
fn member(name: &str, schema: ReferenceOr<Schema>) -> ReferenceOr<Schema> {
    let schema = match schema {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
        ReferenceOr::Item(schema) => ReferenceOr::Item(Box::new(schema)),
    };
    item(SchemaKind::Type(Type::Object(ObjectType {
        properties: [(name.to_owned(), schema)].into(),
        required: vec![name.to_owned()],
        additional_properties: Some(AdditionalProperties::Any(false)),
        ..ObjectType::default()
    })))
}

/// A text that is this word.
fn word(word: &str) -> ReferenceOr<Schema> {
    item(SchemaKind::Type(Type::String(StringType {
        enumeration: vec![Some(word.to_owned())],
        ..StringType::default()
    })))
}
