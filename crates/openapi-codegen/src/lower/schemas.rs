//! Schemas: a `format` where it has no meaning, and values that cannot be told apart, on which the
//! generator gives up; and patterns.

use openapi_document::{Document, Group, Level, Pointer, Rule, Sink};
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
    mend: "add the `type` that the format belongs to, or remove `format`",
};

/// Rewrites every schema of the document that is written out.
pub(super) fn lower(_document: &Document, openapi: &mut OpenAPI, notes: &mut Sink<'_>) {
    let root = Pointer::root();
    if let Some(components) = &mut openapi.components {
        let at = root.child("components");
        for (name, found) in &mut components.schemas {
            schema(found, &at.child("schemas").child(name.as_str()), notes);
        }
        for (name, found) in &mut components.parameters {
            parameter(found, &at.child("parameters").child(name.as_str()), notes);
        }
        for (name, found) in &mut components.request_bodies {
            let at = at.child("requestBodies").child(name.as_str());
            request_body(found, &at, notes);
        }
        for (name, found) in &mut components.responses {
            response(found, &at.child("responses").child(name.as_str()), notes);
        }
    }
    let paths = root.child("paths");
    for (path, item) in &mut openapi.paths.paths {
        let ReferenceOr::Item(item) = item else {
            continue;
        };
        let at = paths.child(path.as_str());
        for (index, found) in item.parameters.iter_mut().enumerate() {
            parameter(found, &at.child("parameters").child(index), notes);
        }
        for (method, operation) in operations_mut(item) {
            let at = at.child(method);
            for (index, found) in operation.parameters.iter_mut().enumerate() {
                parameter(found, &at.child("parameters").child(index), notes);
            }
            if let Some(found) = &mut operation.request_body {
                request_body(found, &at.child("requestBody"), notes);
            }
            let at = at.child("responses");
            if let Some(found) = &mut operation.responses.default {
                response(found, &at.child("default"), notes);
            }
            for (status, found) in &mut operation.responses.responses {
                response(found, &at.child(status), notes);
            }
        }
    }
}

fn parameter(found: &mut ReferenceOr<Parameter>, at: &Pointer, notes: &mut Sink<'_>) {
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
        schema(found, &at.child("schema"), notes);
    }
}

fn request_body(found: &mut ReferenceOr<RequestBody>, at: &Pointer, notes: &mut Sink<'_>) {
    if let ReferenceOr::Item(body) = found {
        let media_types = &mut body.content;
        for (name, found) in media_types {
            media_type(found, &at.child("content").child(name.as_str()), notes);
        }
    }
}

fn response(found: &mut ReferenceOr<Response>, at: &Pointer, notes: &mut Sink<'_>) {
    if let ReferenceOr::Item(response) = found {
        for (name, found) in &mut response.content {
            media_type(found, &at.child("content").child(name.as_str()), notes);
        }
    }
}

fn media_type(found: &mut MediaType, at: &Pointer, notes: &mut Sink<'_>) {
    if let Some(found) = &mut found.schema {
        schema(found, &at.child("schema"), notes);
    }
}

fn boxed(found: &mut ReferenceOr<Box<Schema>>, at: &Pointer, notes: &mut Sink<'_>) {
    if let ReferenceOr::Item(found) = found {
        item(found, at, notes);
    }
}

fn schema(found: &mut ReferenceOr<Schema>, at: &Pointer, notes: &mut Sink<'_>) {
    if let ReferenceOr::Item(found) = found {
        item(found, at, notes);
    }
}

/// Recursive: the depth of a document is limited where it is read.
fn item(found: &mut Schema, at: &Pointer, notes: &mut Sink<'_>) {
    let list = |key: &str, parts: &mut Vec<ReferenceOr<Schema>>, notes: &mut Sink<'_>| {
        for (index, part) in parts.iter_mut().enumerate() {
            schema(part, &at.child(key).child(index), notes);
        }
    };
    match &mut found.schema_kind {
        SchemaKind::OneOf { one_of } => list("oneOf", one_of, notes),
        SchemaKind::AllOf { all_of } => list("allOf", all_of, notes),
        SchemaKind::AnyOf { any_of } => list("anyOf", any_of, notes),
        SchemaKind::Not { not } => schema(not, &at.child("not"), notes),
        SchemaKind::Type(Type::Object(object)) => {
            let ObjectType {
                properties,
                additional_properties,
                ..
            } = object;
            members(properties, additional_properties, at, notes);
        }
        SchemaKind::Type(Type::Array(ArrayType {
            items: Some(items), ..
        })) => boxed(items, &at.child("items"), notes),
        SchemaKind::Type(Type::String(string)) => {
            enums::string(string, at, notes);
            patterns::string(string);
        }
        SchemaKind::Type(_) => {}
        SchemaKind::Any(any) => {
            list("oneOf", &mut any.one_of, notes);
            list("allOf", &mut any.all_of, notes);
            list("anyOf", &mut any.any_of, notes);
            members(
                &mut any.properties,
                &mut any.additional_properties,
                at,
                notes,
            );
            if let Some(items) = &mut any.items {
                boxed(items, &at.child("items"), notes);
            }
            format(any, at, notes);
            enums::any(any, at, notes);
            patterns::any(any);
        }
    }
}

fn members(
    properties: &mut indexmap::IndexMap<String, ReferenceOr<Box<Schema>>>,
    additional: &mut Option<AdditionalProperties>,
    at: &Pointer,
    notes: &mut Sink<'_>,
) {
    for (name, property) in properties {
        boxed(
            property,
            &at.child("properties").child(name.as_str()),
            notes,
        );
    }
    if let Some(AdditionalProperties::Schema(found)) = additional {
        schema(found, &at.child("additionalProperties"), notes);
    }
}

/// Leaves out the format of a schema whose values have none.
fn format(any: &mut AnySchema, at: &Pointer, notes: &mut Sink<'_>) {
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
        notes.report(
            &MISPLACED_FORMAT,
            &at.child("format"),
            format!("the format `{format}` has no meaning here and is left out"),
            help,
        );
    }
}
