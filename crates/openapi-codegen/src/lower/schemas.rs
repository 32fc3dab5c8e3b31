//! Schemas: a `format` where it has no meaning, and values that cannot be told apart, on which the
//! generator gives up; and patterns.

use openapi_document::{Document, Example, Group, Level, Pointer, Rule, Sink};
use openapi_lint::pattern::Budget;
use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, MediaType, ObjectType, OpenAPI, Parameter,
    ParameterSchemaOrContent, ReferenceOr, RequestBody, Response, Schema, SchemaKind, Type,
};

use super::{enums, operations::operations_mut, patterns};

pub(super) static MISPLACED_FORMAT: Rule = Rule {
    id: "misplaced-format",
    group: Group::Preflight,
    level: Level::Warning,
    needed: false,
    what: "`format` stands beside the `type` of a string, an integer or a number.",
    why: "it says nothing about any other value, and the generator gives up on it, so it is left \
          out",
    fix: "add the `type` that the format belongs to, or remove `format`",
    example: Example::schema(
        "{type: object, format: int32}",
        "{type: integer, format: int32}",
    ),
};

/// What is carried along: where changes are noted, and how much trying patterns may still take.
struct Walk<'w, 'a> {
    notes: &'w mut Sink<'a>,
    budget: Budget,
}

/// Rewrites every schema of the document that is written out.
pub(super) fn lower(_document: &Document, openapi: &mut OpenAPI, notes: &mut Sink<'_>) {
    let walk = &mut Walk {
        notes,
        budget: Budget::of_a_document(),
    };
    let root = Pointer::root();
    if let Some(components) = &mut openapi.components {
        let at = root.child("components");
        for (name, found) in &mut components.schemas {
            schema(found, &at.child("schemas").child(name.as_str()), walk);
        }
        for (name, found) in &mut components.parameters {
            parameter(found, &at.child("parameters").child(name.as_str()), walk);
        }
        for (name, found) in &mut components.request_bodies {
            let at = at.child("requestBodies").child(name.as_str());
            request_body(found, &at, walk);
        }
        for (name, found) in &mut components.responses {
            response(found, &at.child("responses").child(name.as_str()), walk);
        }
    }
    let paths = root.child("paths");
    for (path, item) in &mut openapi.paths.paths {
        let ReferenceOr::Item(item) = item else {
            continue;
        };
        let at = paths.child(path.as_str());
        for (index, found) in item.parameters.iter_mut().enumerate() {
            parameter(found, &at.child("parameters").child(index), walk);
        }
        for (method, operation) in operations_mut(item) {
            let at = at.child(method);
            for (index, found) in operation.parameters.iter_mut().enumerate() {
                parameter(found, &at.child("parameters").child(index), walk);
            }
            if let Some(found) = &mut operation.request_body {
                request_body(found, &at.child("requestBody"), walk);
            }
            let at = at.child("responses");
            if let Some(found) = &mut operation.responses.default {
                response(found, &at.child("default"), walk);
            }
            for (status, found) in &mut operation.responses.responses {
                response(found, &at.child(status), walk);
            }
        }
    }
}

fn parameter(found: &mut ReferenceOr<Parameter>, at: &Pointer, walk: &mut Walk<'_, '_>) {
    let ReferenceOr::Item(
        Parameter::Query { parameter_data, .. }
        | Parameter::Header { parameter_data, .. }
        | Parameter::Path { parameter_data, .. }
        | Parameter::Cookie { parameter_data, .. },
    ) = found
    else {
        return;
    };
    if let ParameterSchemaOrContent::Schema(found) = &mut parameter_data.format {
        schema(found, &at.child("schema"), walk);
    }
}

fn request_body(found: &mut ReferenceOr<RequestBody>, at: &Pointer, walk: &mut Walk<'_, '_>) {
    if let ReferenceOr::Item(body) = found {
        let media_types = &mut body.content;
        for (name, found) in media_types {
            media_type(found, &at.child("content").child(name.as_str()), walk);
        }
    }
}

fn response(found: &mut ReferenceOr<Response>, at: &Pointer, walk: &mut Walk<'_, '_>) {
    if let ReferenceOr::Item(response) = found {
        for (name, found) in &mut response.content {
            media_type(found, &at.child("content").child(name.as_str()), walk);
        }
    }
}

fn media_type(found: &mut MediaType, at: &Pointer, walk: &mut Walk<'_, '_>) {
    if let Some(found) = &mut found.schema {
        schema(found, &at.child("schema"), walk);
    }
}

fn boxed(found: &mut ReferenceOr<Box<Schema>>, at: &Pointer, walk: &mut Walk<'_, '_>) {
    if let ReferenceOr::Item(found) = found {
        item(found, at, walk);
    }
}

fn schema(found: &mut ReferenceOr<Schema>, at: &Pointer, walk: &mut Walk<'_, '_>) {
    if let ReferenceOr::Item(found) = found {
        item(found, at, walk);
    }
}

/// Recursive: the depth of a document is limited where it is read.
fn item(found: &mut Schema, at: &Pointer, walk: &mut Walk<'_, '_>) {
    let list = |key: &str, parts: &mut Vec<ReferenceOr<Schema>>, walk: &mut Walk<'_, '_>| {
        for (index, part) in parts.iter_mut().enumerate() {
            schema(part, &at.child(key).child(index), walk);
        }
    };
    match &mut found.schema_kind {
        SchemaKind::OneOf { one_of } => list("oneOf", one_of, walk),
        SchemaKind::AllOf { all_of } => list("allOf", all_of, walk),
        SchemaKind::AnyOf { any_of } => list("anyOf", any_of, walk),
        SchemaKind::Not { not } => schema(not, &at.child("not"), walk),
        SchemaKind::Type(Type::Object(object)) => {
            let ObjectType {
                properties,
                additional_properties,
                ..
            } = object;
            members(properties, additional_properties, at, walk);
        }
        SchemaKind::Type(Type::Array(ArrayType {
            items: Some(items), ..
        })) => boxed(items, &at.child("items"), walk),
        SchemaKind::Type(Type::String(string)) => {
            enums::string(string, at, walk.notes);
            patterns::string(string, &mut walk.budget);
        }
        SchemaKind::Type(_) => {}
        SchemaKind::Any(any) => {
            list("oneOf", &mut any.one_of, walk);
            list("allOf", &mut any.all_of, walk);
            list("anyOf", &mut any.any_of, walk);
            members(
                &mut any.properties,
                &mut any.additional_properties,
                at,
                walk,
            );
            if let Some(items) = &mut any.items {
                boxed(items, &at.child("items"), walk);
            }
            format(any, at, walk);
            enums::any(any, at, walk.notes);
            patterns::any(any, &mut walk.budget);
        }
    }
}

fn members(
    properties: &mut indexmap::IndexMap<String, ReferenceOr<Box<Schema>>>,
    additional: &mut Option<AdditionalProperties>,
    at: &Pointer,
    walk: &mut Walk<'_, '_>,
) {
    for (name, property) in properties {
        boxed(property, &at.child("properties").child(name.as_str()), walk);
    }
    if let Some(AdditionalProperties::Schema(found)) = additional {
        schema(found, &at.child("additionalProperties"), walk);
    }
}

/// Leaves out the format of a schema whose values have none.
fn format(any: &mut AnySchema, at: &Pointer, walk: &mut Walk<'_, '_>) {
    let has_meaning = match any.typ.as_deref() {
        Some(ty) => matches!(ty, "string" | "integer" | "number"),
        // Constraints of strings say as much as the type.
        None => any.pattern.is_some() || any.min_length.is_some() || any.max_length.is_some(),
    };
    if has_meaning {
        return;
    }
    if let Some(format) = any.format.take() {
        let help = match any.typ.as_deref() {
            Some(_) => "remove `format`".to_owned(),
            None => format!("add the `type` that `{format}` belongs to, or remove `format`"),
        };
        walk.notes
            .report(
                &MISPLACED_FORMAT,
                &at.child("format"),
                format!("the format `{format}` has no meaning here and is left out"),
            )
            .help(help);
    }
}
