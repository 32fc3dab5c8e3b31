//! Every description of a document, made inert before the generator mixes them with its own text.

use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, MediaType, ObjectType, OpenAPI, Operation,
    Parameter, ParameterData, ParameterSchemaOrContent, ReferenceOr, RequestBody, Response, Schema,
    SchemaKind, Type,
};

use super::inert::{inert, inert_line};
use crate::lower::operations_mut;

/// `openapi` with inert descriptions.
pub(crate) fn inert_descriptions(openapi: &OpenAPI) -> OpenAPI {
    let mut openapi = openapi.clone();
    replace(&mut openapi.info.description, inert);
    replace(&mut openapi.info.terms_of_service, inert);
    openapi.info.title = inert_line(&openapi.info.title);
    openapi.info.version = inert_line(&openapi.info.version);
    for item in openapi.paths.paths.values_mut().filter_map(as_item_mut) {
        item.parameters.iter_mut().for_each(parameter);
        for (_, operation) in operations_mut(item) {
            self::operation(operation);
        }
    }
    if let Some(components) = &mut openapi.components {
        components.schemas.values_mut().for_each(schema);
        components.parameters.values_mut().for_each(parameter);
        components.responses.values_mut().for_each(response);
        components
            .request_bodies
            .values_mut()
            .for_each(request_body);
    }
    openapi
}

fn replace(description: &mut Option<String>, by: fn(&str) -> String) {
    if let Some(text) = description {
        *text = by(text);
    }
}

fn as_item_mut<T>(reference: &mut ReferenceOr<T>) -> Option<&mut T> {
    match reference {
        ReferenceOr::Item(item) => Some(item),
        ReferenceOr::Reference { .. } => None,
    }
}

fn operation(operation: &mut Operation) {
    replace(&mut operation.summary, inert_line);
    replace(&mut operation.description, inert);
    operation.parameters.iter_mut().for_each(parameter);
    operation.request_body.iter_mut().for_each(request_body);
    let responses = &mut operation.responses;
    responses.responses.values_mut().for_each(response);
    responses.default.iter_mut().for_each(response);
}

fn parameter(parameter: &mut ReferenceOr<Parameter>) {
    let Some(parameter) = as_item_mut(parameter) else {
        return;
    };
    let (Parameter::Query { parameter_data, .. }
    | Parameter::Header { parameter_data, .. }
    | Parameter::Path { parameter_data, .. }
    | Parameter::Cookie { parameter_data, .. }) = parameter;
    let ParameterData {
        description,
        format,
        ..
    } = parameter_data;
    // It stands in a list of arguments.
    replace(description, inert_line);
    match format {
        ParameterSchemaOrContent::Schema(schema) => self::schema(schema),
        ParameterSchemaOrContent::Content(content) => content.values_mut().for_each(media_type),
    }
}

fn request_body(body: &mut ReferenceOr<RequestBody>) {
    if let Some(body) = as_item_mut(body) {
        replace(&mut body.description, inert_line);
        body.content.values_mut().for_each(media_type);
    }
}

fn response(response: &mut ReferenceOr<Response>) {
    if let Some(response) = as_item_mut(response) {
        response.content.values_mut().for_each(media_type);
    }
}

fn media_type(media_type: &mut MediaType) {
    media_type.schema.iter_mut().for_each(schema);
}

fn schema(schema: &mut ReferenceOr<Schema>) {
    if let Some(schema) = as_item_mut(schema) {
        schema_item(schema);
    }
}

fn schema_item(schema: &mut Schema) {
    replace(&mut schema.schema_data.description, inert);
    replace(&mut schema.schema_data.title, inert_line);
    match &mut schema.schema_kind {
        SchemaKind::Type(Type::Object(ObjectType {
            properties,
            additional_properties,
            ..
        })) => {
            properties.values_mut().for_each(boxed);
            additional_properties.iter_mut().for_each(additional);
        }
        SchemaKind::Type(Type::Array(ArrayType { items, .. })) => items.iter_mut().for_each(boxed),
        SchemaKind::Type(
            Type::String(_) | Type::Number(_) | Type::Integer(_) | Type::Boolean(_),
        ) => {}
        SchemaKind::OneOf { one_of: parts }
        | SchemaKind::AllOf { all_of: parts }
        | SchemaKind::AnyOf { any_of: parts } => parts.iter_mut().for_each(self::schema),
        SchemaKind::Not { not } => self::schema(not),
        SchemaKind::Any(AnySchema {
            properties,
            additional_properties,
            items,
            one_of,
            all_of,
            any_of,
            not,
            ..
        }) => {
            properties.values_mut().for_each(boxed);
            additional_properties.iter_mut().for_each(additional);
            items.iter_mut().for_each(boxed);
            for parts in [one_of, all_of, any_of] {
                parts.iter_mut().for_each(self::schema);
            }
            not.iter_mut().for_each(|not| self::schema(not));
        }
    }
}

fn boxed(schema: &mut ReferenceOr<Box<Schema>>) {
    if let Some(schema) = as_item_mut(schema) {
        schema_item(schema);
    }
}

fn additional(properties: &mut AdditionalProperties) {
    match properties {
        AdditionalProperties::Schema(schema) => self::schema(schema),
        AdditionalProperties::Any(_) => {}
    }
}
