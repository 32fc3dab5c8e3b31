//! Schemas that are written out in responses whose bodies differ. They become components: the client has a type
//! of each then, and the mock calls it the same.

use std::collections::BTreeSet;

use openapi_document::{Pointer, Sink};
use openapi_lint::naming::pascal_case;
use openapiv3::{
    Components, Content, OpenAPI, Operation, ReferenceOr, Response, Schema, SchemaKind, Type,
};

use super::{
    Body, Entry, Status, cases::tag, entries, has_no_body, media::take_one, split_default,
};
use crate::lower::{media::taken, operations::for_each_operation, resolve::Context};

/// Returns the components that are made, which `openapi` refers to; it has no components meanwhile.
pub(in crate::lower) fn lower(
    context: Context<'_>,
    components: &Components,
    openapi: &mut OpenAPI,
) -> Vec<(String, ReferenceOr<Schema>)> {
    let mut names = None;
    let mut made = Vec::new();
    for_each_operation(openapi, |at, _, _, operation| {
        if !may_differ(context, operation) {
            return;
        }
        let id = operation.operation_id.clone().unwrap_or_default();
        let names = names.get_or_insert_with(|| {
            let names = components.schemas.keys();
            names.map(|name| pascal_case(name)).collect::<BTreeSet<_>>()
        });
        for entry in differing(context, at, operation) {
            let Body::Json(schema) = &entry.body else {
                continue;
            };
            let key = entry.pointer.last().unwrap_or_default();
            let Some(response) = response_mut(operation, &key) else {
                continue;
            };
            let name = pascal_case(&format!("{id}-{}-body", tag(&entry.status)));
            let name = free(&name, names);
            refer(context, response, &name);
            made.push((name, (**schema).clone()));
        }
    });
    made
}

/// Whether responses that belong together have several contents.
fn may_differ(context: Context<'_>, operation: &Operation) -> bool {
    let responses = &operation.responses;
    let explicit = responses.responses.iter();
    let explicit = explicit.map(|(status, response)| (Status::Explicit(status.clone()), response));
    let default = responses.default.iter();
    let all = explicit.chain(default.map(|response| (Status::Default, response)));
    let contents: Vec<_> = all
        .filter(|(status, _)| !has_no_body(status))
        .filter_map(|(status, response)| {
            let content = &context.response(response)?.content;
            (!content.is_empty()).then_some((status, content))
        })
        .collect();
    let differ = |in_group: fn(&Status) -> bool| {
        let mut group = contents.iter().filter(|(status, _)| in_group(status));
        let first: Option<&Content> = group.next().map(|(_, content)| *content);
        group.any(|(_, content)| Some(*content) != first)
    };
    differ(Status::is_success) || differ(Status::is_error)
}

/// The responses whose bodies differ from that of another in their group, and whose schema is written out.
fn differing(context: Context<'_>, at: &Pointer, operation: &Operation) -> Vec<Entry> {
    let is_head = at.last().as_deref() == Some("head");
    let pointer = at.child("responses");
    let mut entries = entries(context, &pointer, &operation.responses, is_head);
    // What is said of them is said where they are lowered.
    let mut unsaid = Sink::new(context.document.root());
    for entry in &mut entries {
        take_one(context, entry, &mut unsaid);
    }
    split_default(&mut entries);
    let mut found = BTreeSet::new();
    for in_group in [Status::is_success, Status::is_error] {
        let group = entries.iter().enumerate();
        let group = group.filter(|(_, entry)| in_group(&entry.status) && entry.body != Body::Empty);
        let group: Vec<_> = group.collect();
        let first = group.first().map(|(_, entry)| &entry.body);
        if group.iter().any(|(_, entry)| Some(&entry.body) != first) {
            let inline = group.iter().filter(|(_, entry)| is_named(&entry.body));
            found.extend(inline.map(|(index, _)| *index));
        }
    }
    let mut keys = BTreeSet::new();
    let entries = entries.into_iter().enumerate();
    entries
        .filter(|(index, entry)| found.contains(index) && keys.insert(entry.pointer.clone()))
        .map(|(_, entry)| entry)
        .collect()
}

/// Whether the generator makes types of the schema, or of what is in it, that it names after the place.
fn is_named(body: &Body) -> bool {
    let Body::Json(schema) = body else {
        return false;
    };
    has_own_name(schema)
}

fn has_own_name(schema: &ReferenceOr<Schema>) -> bool {
    let ReferenceOr::Item(schema) = schema else {
        return false;
    };
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) => {
            !string.enumeration.is_empty()
                || string.pattern.is_some()
                || string.min_length.is_some()
                || string.max_length.is_some()
        }
        SchemaKind::Type(Type::Integer(integer)) => !integer.enumeration.is_empty(),
        SchemaKind::Type(Type::Number(_) | Type::Boolean(_)) => false,
        SchemaKind::Type(Type::Array(array)) => match &array.items {
            Some(ReferenceOr::Item(item)) => has_own_name(&ReferenceOr::Item((**item).clone())),
            _ => false,
        },
        SchemaKind::Any(any) => *any != openapiv3::AnySchema::default(),
        _ => true,
    }
}

/// The name, or the first with a number behind it, that no type has.
fn free(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut own = name.to_owned();
    let mut number = 2_u32;
    while !taken.insert(own.clone()) {
        own = format!("{name}{number}");
        number += 1;
    }
    own
}

fn response_mut<'a>(
    operation: &'a mut Operation,
    key: &str,
) -> Option<&'a mut ReferenceOr<Response>> {
    let responses = &mut operation.responses;
    if key == "default" {
        return responses.default.as_mut();
    }
    let mut explicit = responses.responses.iter_mut();
    let found = explicit.find(|(status, _)| status.to_string() == key);
    found.map(|(_, response)| response)
}

/// Lets the body of a response refer to a component.
fn refer(context: Context<'_>, response: &mut ReferenceOr<Response>, name: &str) {
    let Some(mut own) = context.response(response).cloned() else {
        return;
    };
    let key = taken(context, &own.content).map(|(key, _)| key.to_owned());
    if let Some(media_type) = key.and_then(|key| own.content.get_mut(&key)) {
        media_type.schema = Some(ReferenceOr::Reference {
            reference: format!("#/components/schemas/{name}"),
        });
    }
    *response = ReferenceOr::Item(own);
}
