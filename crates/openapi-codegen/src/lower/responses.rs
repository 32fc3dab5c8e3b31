//! The responses of one operation: one Rust type must serve all its success statuses, and one all
//! its error statuses.

pub(super) mod cases;
mod media;
pub(super) mod mock;
pub(super) mod named;
mod refusals;
pub(super) mod schemaless;

use std::borrow::Cow;

use openapi_document::{Pointer, Refusal, Sink};
use openapiv3::{
    MediaType, Operation, ReferenceOr, Response, Responses, Schema, SchemaData, SchemaKind,
    StatusCode, Type,
};

pub(super) use self::refusals::{AMBIGUOUS_DEFAULT, DIFFERENT_BODIES};
use self::{
    cases::{Case, tell_apart},
    media::{accept, in_generators_form, take_one},
};
use super::{
    media::{Kind, any_value},
    resolve::Context,
};

/// What became of the responses of an operation.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// Whether the type of a success became an `Option`.
    pub(super) success_is_option: bool,
    /// Whether a success is text.
    pub(super) is_text: bool,
    /// Whether a success is bytes, alone or beside others.
    pub(super) is_bytes: bool,
    /// The media types that are asked for, where that is not JSON alone.
    pub(super) accept: Option<String>,
    /// The successes, where their bodies differ.
    pub(super) cases: Vec<Case>,
}

impl Answers {
    /// Whether there is something that the generator's form does not say.
    pub(super) fn say_something(&self) -> bool {
        self.accept.is_some() || self.is_text || self.is_bytes || !self.cases.is_empty()
    }
}

/// Rewrites the responses of `operation`, which stands at `at` in `document`.
pub(super) fn lower(
    context: Context<'_>,
    at: &Pointer,
    operation: &mut Operation,
    notes: &mut Sink<'_>,
) -> Result<Answers, Refusal> {
    let is_head = at.last().as_deref() == Some("head");
    let pointer = at.child("responses");
    let mut entries = entries(context, &pointer, &operation.responses, is_head);
    for entry in &mut entries {
        take_one(context, entry, notes);
    }
    split_default(&mut entries);
    refuse_ambiguous_default(context, &entries)?;
    free_errors(&mut entries);
    let is_any = |body: Body| {
        let mut successes = entries.iter().filter(|entry| entry.status.is_success());
        successes.any(|entry| entry.body == body)
    };
    let (is_text, is_bytes) = (is_any(Body::Text), is_any(Body::Raw));
    let accept = accept(&entries);
    let cases = differing_successes(context, &mut entries)?;
    let success_is_option = unify(context, &mut entries, Status::is_success, |_| false)?;
    unify(context, &mut entries, Status::is_error, |schema| {
        accepts_empty_object(context, schema)
    })?;
    operation.responses = into_responses(&operation.responses, entries);
    Ok(Answers {
        success_is_option,
        is_text: is_text && cases.is_empty(),
        is_bytes,
        accept,
        cases,
    })
}

/// The status of a response, as progenitor groups them.
#[derive(Clone, Debug, Eq, PartialEq)]
enum Status {
    Explicit(StatusCode),
    Default,
}

impl Status {
    /// The key by which the document has it.
    fn key(&self) -> String {
        match self {
            Self::Explicit(status) => status.to_string(),
            Self::Default => "default".to_owned(),
        }
    }

    fn is_success(&self) -> bool {
        match self {
            Self::Explicit(StatusCode::Code(code)) => *code == 101 || (200..300).contains(code),
            Self::Explicit(StatusCode::Range(range)) => *range == 2,
            Self::Default => true,
        }
    }

    fn is_error(&self) -> bool {
        match self {
            Self::Explicit(StatusCode::Code(code)) => (400..600).contains(code),
            Self::Explicit(StatusCode::Range(range)) => matches!(range, 4 | 5),
            Self::Default => true,
        }
    }
}

/// What the client makes of the content of a response.
#[derive(Clone, Debug, PartialEq)]
enum Body {
    Empty,
    Json(Box<ReferenceOr<Schema>>),
    Text,
    /// Bytes, whatever their media type.
    Raw,
    /// A change of protocol.
    Upgrade,
}

impl Body {
    /// Whether the generator makes a type of it, and asks for it.
    fn is_typed(&self) -> bool {
        matches!(self, Self::Json(_) | Self::Text)
    }
}

#[derive(Clone, Debug)]
struct Entry {
    status: Status,
    /// Where the operation has it.
    pointer: Pointer,
    response: Response,
    body: Body,
    /// What is asked for to get the body.
    accepted: Vec<Cow<'static, str>>,
}

fn entries(context: Context<'_>, at: &Pointer, responses: &Responses, is_head: bool) -> Vec<Entry> {
    let explicit = responses
        .responses
        .iter()
        .map(|(status, response)| (Status::Explicit(status.clone()), response));
    let default = responses
        .default
        .iter()
        .map(|response| (Status::Default, response));
    explicit
        .chain(default)
        // The check has refused a reference that leads nowhere.
        .filter_map(|(status, response)| {
            let pointer = at.child(status.key());
            let mut response = context.response(response)?.clone();
            // What HTTP has no body for never arrives, whatever is described.
            if is_head || has_no_body(&status) {
                response.content.clear();
            }
            Some(Entry {
                body: Body::Empty,
                status,
                pointer,
                response,
                accepted: Vec::new(),
            })
        })
        .collect()
}

fn has_no_body(status: &Status) -> bool {
    match status {
        Status::Explicit(status) => openapi_lint::has_no_body(&status.to_string()),
        Status::Default => false,
    }
}

/// Lets errors whose bodies differ have any: the method has no type of theirs, as `ApiError::body` reads each
/// as what the caller asks for.
fn free_errors(entries: &mut [Entry]) {
    let is_alone = |entry: &&mut Entry| entry.status.is_error() && !entry.status.is_success();
    let mut errors: Vec<_> = entries.iter_mut().filter(is_alone).collect();
    let mut bodies = errors.iter().map(|entry| &entry.body);
    let first = bodies.find(|body| **body != Body::Empty);
    let differ =
        first.is_some_and(|first| bodies.any(|body| body != first && *body != Body::Empty));
    if differ {
        for entry in &mut errors {
            entry.body = Body::Json(Box::new(any_value()));
            entry.response.content = in_generators_form(&entry.body, MediaType::default());
        }
    }
}

/// Makes one schema of successes whose bodies differ, in which they are told apart. Where one has no body and
/// all others the same, there is no need to.
fn differing_successes(context: Context<'_>, entries: &mut [Entry]) -> Result<Vec<Case>, Refusal> {
    let successes = entries.iter_mut().filter(|entry| entry.status.is_success());
    let mut successes: Vec<_> = successes.collect();
    let mut bodies = successes.iter().filter(|entry| entry.body != Body::Empty);
    let Some(first) = bodies.next() else {
        return Ok(Vec::new());
    };
    let Some(other) = bodies.find(|entry| entry.body != first.body) else {
        return Ok(Vec::new());
    };
    let refusal = refusals::different_bodies(context.document, first, other);
    tell_apart(&mut successes).ok_or(refusal)
}

/// `default` beside an explicit success can only describe errors: it becomes `4XX` and `5XX`.
fn split_default(entries: &mut Vec<Entry>) {
    let has_success = entries
        .iter()
        .any(|entry| entry.status != Status::Default && entry.status.is_success());
    if !has_success {
        return;
    }
    let Some(index) = entries
        .iter()
        .position(|entry| entry.status == Status::Default)
    else {
        return;
    };
    let default = entries.remove(index);
    for range in [4, 5] {
        let status = Status::Explicit(StatusCode::Range(range));
        if entries.iter().all(|entry| entry.status != status) {
            entries.push(Entry {
                status,
                ..default.clone()
            });
        }
    }
}

/// A `default` that is still there is the only success and describes the errors as well, so it
/// must have the one body that all of them have.
fn refuse_ambiguous_default(context: Context<'_>, entries: &[Entry]) -> Result<(), Refusal> {
    let Some(default) = entries.iter().find(|entry| entry.status == Status::Default) else {
        return Ok(());
    };
    let Some(other) = entries
        .iter()
        .find(|entry| entry.status.is_error() && entry.body != default.body)
    else {
        return Ok(());
    };
    Err(refusals::ambiguous_default(
        context.document,
        default,
        other,
    ))
}

/// Gives all the entries that are `in_group` one body.
///
/// When some have a body and some have none, those without get the others' schema: as it is when
/// `stands_for_empty` says that it can stand for an empty body, made nullable otherwise. Beside text and bytes
/// they get the same content. Returns whether a schema was made nullable.
fn unify(
    context: Context<'_>,
    entries: &mut [Entry],
    in_group: impl Fn(&Status) -> bool,
    stands_for_empty: impl Fn(&ReferenceOr<Schema>) -> bool,
) -> Result<bool, Refusal> {
    let mut group: Vec<_> = entries
        .iter_mut()
        .filter(|entry| in_group(&entry.status))
        .collect();
    let Some(first) = group.iter().find(|entry| entry.body != Body::Empty) else {
        return Ok(false);
    };
    let with_body = first.body.clone();
    if let Some(other) = group
        .iter()
        .find(|entry| entry.body != Body::Empty && entry.body != with_body)
    {
        return Err(refusals::different_bodies(context.document, first, other));
    }
    let Some(empty) = group.iter().find(|entry| entry.body == Body::Empty) else {
        return Ok(false);
    };
    if matches!(with_body, Body::Raw | Body::Text) {
        // No body at all is one of no bytes, and of no text.
        let content = first.response.content.clone();
        let empty = group.iter_mut().filter(|entry| entry.body == Body::Empty);
        empty.for_each(|entry| entry.response.content.clone_from(&content));
        return Ok(false);
    }
    let Body::Json(schema) = with_body else {
        return Err(refusals::different_bodies(context.document, first, empty));
    };
    let wrapped = !stands_for_empty(&schema);
    let schema = if wrapped { nullable(*schema) } else { *schema };
    for entry in &mut group {
        give_schema(&mut entry.response, &schema);
    }
    Ok(wrapped)
}

/// Gives the JSON body of `response`, which it may not have had, the schema `schema`.
fn give_schema(response: &mut Response, schema: &ReferenceOr<Schema>) {
    let name = Kind::Json.generators().to_owned();
    let media_type = response.content.entry(name).or_default();
    media_type.schema = Some(schema.clone());
}

/// The schema that also admits `null`, for which progenitor generates an `Option`.
///
/// An inline schema is wrapped like a reference: the flag on the schema itself would not do where
/// it has no `type` to add `null` to.
fn nullable(schema: ReferenceOr<Schema>) -> ReferenceOr<Schema> {
    ReferenceOr::Item(Schema {
        schema_data: SchemaData {
            nullable: true,
            ..SchemaData::default()
        },
        schema_kind: SchemaKind::AllOf {
            all_of: vec![schema],
        },
    })
}

/// Whether the empty object is a value of `schema`, as far as a plain object schema can tell.
fn accepts_empty_object(context: Context<'_>, schema: &ReferenceOr<Schema>) -> bool {
    let Some(schema) = context.schema(schema) else {
        return false;
    };
    match &schema.schema_kind {
        SchemaKind::Type(Type::Object(object)) => {
            object.required.is_empty() && object.min_properties.unwrap_or_default() == 0
        }
        _ => false,
    }
}

fn into_responses(original: &Responses, entries: Vec<Entry>) -> Responses {
    let mut responses = Responses {
        extensions: original.extensions.clone(),
        ..Responses::default()
    };
    for entry in entries {
        let response = ReferenceOr::Item(entry.response);
        match entry.status {
            Status::Explicit(status) => {
                responses.responses.insert(status, response);
            }
            Status::Default => responses.default = Some(response),
        }
    }
    responses
}
