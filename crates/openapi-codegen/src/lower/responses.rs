//! The responses of one operation: one Rust type must serve all its success statuses, and one all
//! its error statuses.

pub(super) mod mock;
mod refusals;
pub(super) mod schemaless;

use openapi_document::{Document, Pointer, Refusal, Sink, text::list};
use openapiv3::{
    AnySchema, MediaType, Operation, ReferenceOr, Response, Responses, Schema, SchemaData,
    SchemaKind, StatusCode, Type,
};

pub(super) use self::refusals::{AMBIGUOUS_DEFAULT, DIFFERENT_BODIES};
use super::request_bodies::{SEVERAL_MEDIA_TYPES, ignore_encoding, is_json};

/// Rewrites the responses of `operation`, which stands at `at` in `document`, and returns whether
/// its success type became an `Option`.
pub(super) fn lower(
    document: &Document,
    at: &Pointer,
    operation: &mut Operation,
    notes: &mut Sink<'_>,
) -> Result<bool, Refusal> {
    let is_head = at.last().as_deref() == Some("head");
    let pointer = at.child("responses");
    let mut entries = entries(document, &pointer, &operation.responses, is_head);
    for entry in &mut entries {
        one_json(document, entry, notes);
    }
    split_default(&mut entries);
    refuse_ambiguous_default(document, &entries)?;
    let success_is_option = unify(document, &mut entries, Status::is_success, |_| false)?;
    unify(document, &mut entries, Status::is_error, |schema| {
        accepts_empty_object(document, schema)
    })?;
    operation.responses = into_responses(&operation.responses, entries);
    Ok(success_is_option)
}

/// The status of a response, as progenitor groups them.
#[derive(Clone, Debug, Eq, PartialEq)]
enum Status {
    Explicit(StatusCode),
    Default,
}

impl Status {
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

/// What progenitor makes of the content of a response.
#[derive(Clone, Debug, PartialEq)]
enum Body {
    Empty,
    Json(Box<ReferenceOr<Schema>>),
    /// Bytes, whatever their media type.
    Raw,
    /// A change of protocol.
    Upgrade,
}

#[derive(Clone, Debug)]
struct Entry {
    status: Status,
    /// Where the operation has it.
    pointer: Pointer,
    response: Response,
    body: Body,
}

fn entries(document: &Document, at: &Pointer, responses: &Responses, is_head: bool) -> Vec<Entry> {
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
            let pointer = match &status {
                Status::Explicit(status) => at.child(status),
                Status::Default => at.child("default"),
            };
            let mut response = resolve(document, response)?.clone();
            // What HTTP has no body for never arrives, whatever is described.
            if is_head || has_no_body(&status) {
                response.content.clear();
            }
            Some(Entry {
                body: body(&status, &response),
                status,
                pointer,
                response,
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

/// Follows references between the responses in `components`.
fn resolve<'a>(
    document: &'a Document,
    mut response: &'a ReferenceOr<Response>,
) -> Option<&'a Response> {
    let components = document.openapi().components.as_ref();
    // As many steps as there are components: a longer chain is a circle.
    let steps = components.map_or(0, |components| components.responses.len());
    for _ in 0..=steps {
        match response {
            ReferenceOr::Item(response) => return Some(response),
            ReferenceOr::Reference { reference } => {
                let name = Pointer::from_local_reference(reference)?.last()?;
                response = components?.responses.get(&name)?;
            }
        }
    }
    None
}

/// Leaves the JSON of several media types, and nothing of it that has no meaning.
fn one_json(document: &Document, entry: &mut Entry, notes: &mut Sink<'_>) {
    let content = &mut entry.response.content;
    let Some(json) = content.keys().find(|name| is_json(name)).cloned() else {
        return;
    };
    let at = document
        .resolve(&entry.pointer)
        .map_or_else(|| entry.pointer.clone(), |(at, _)| at)
        .child("content");
    let others: Vec<_> = content.keys().filter(|name| **name != json).collect();
    if !others.is_empty() {
        notes
            .report_key(
                &SEVERAL_MEDIA_TYPES,
                &at,
                format!("the client reads `{json}`, and never {}", list(&others)),
            )
            .help("keep the media type that the client is to read");
        content.retain(|name, _| *name == json);
    }
    if let Some(media_type) = content.get_mut(&json)
        && !media_type.encoding.is_empty()
    {
        ignore_encoding(media_type, &at.child(&json), notes);
    }
}

/// The body as progenitor reads it.
fn body(status: &Status, response: &Response) -> Body {
    let json = response
        .content
        .iter()
        .find(|(media_type, _)| is_json(media_type));
    match json {
        Some((_, MediaType { schema, .. })) => {
            Body::Json(Box::new(schema.clone().unwrap_or_else(any_value)))
        }
        None if *status == Status::Explicit(StatusCode::Code(101)) => Body::Upgrade,
        None if response.content.is_empty() => Body::Empty,
        None => Body::Raw,
    }
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
fn refuse_ambiguous_default(document: &Document, entries: &[Entry]) -> Result<(), Refusal> {
    let Some(default) = entries.iter().find(|entry| entry.status == Status::Default) else {
        return Ok(());
    };
    let Some(other) = entries
        .iter()
        .find(|entry| entry.status.is_error() && entry.body != default.body)
    else {
        return Ok(());
    };
    Err(refusals::ambiguous_default(document, default, other))
}

/// Gives all the entries that are `in_group` one body.
///
/// When some have a body and some have none, those without get the others' schema: as it is when
/// `stands_for_empty` says that it can stand for an empty body, made nullable otherwise. Beside bodies that
/// are no JSON they get the same content. Returns whether a schema was made nullable.
fn unify(
    document: &Document,
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
        return Err(refusals::different_bodies(document, first, other));
    }
    let Some(empty) = group.iter().find(|entry| entry.body == Body::Empty) else {
        return Ok(false);
    };
    if with_body == Body::Raw {
        // No body at all is one of no bytes.
        let content = first.response.content.clone();
        let empty = group.iter_mut().filter(|entry| entry.body == Body::Empty);
        empty.for_each(|entry| entry.response.content.clone_from(&content));
        return Ok(false);
    }
    let Body::Json(schema) = with_body else {
        return Err(refusals::different_bodies(document, first, empty));
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
    let schema = Some(schema.clone());
    match response
        .content
        .iter_mut()
        .find(|(media_type, _)| is_json(media_type))
    {
        Some((_, media_type)) => media_type.schema = schema,
        None => {
            let media_type = MediaType {
                schema,
                ..MediaType::default()
            };
            response
                .content
                .insert("application/json".to_owned(), media_type);
        }
    }
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

/// The schema of every value.
fn any_value() -> ReferenceOr<Schema> {
    ReferenceOr::Item(Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Any(AnySchema::default()),
    })
}

/// Whether the empty object is a value of `schema`, as far as a plain object schema can tell.
fn accepts_empty_object(document: &Document, schema: &ReferenceOr<Schema>) -> bool {
    let schema = match schema {
        ReferenceOr::Item(schema) => schema,
        ReferenceOr::Reference { reference } => {
            let components = document.openapi().components.as_ref();
            let component = Pointer::from_local_reference(reference)
                .and_then(|pointer| components?.schemas.get(&pointer.last()?));
            match component {
                Some(ReferenceOr::Item(schema)) => schema,
                _ => return false,
            }
        }
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
