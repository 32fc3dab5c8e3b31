//! Parameters that the generator would write in another way than the document says, or under a name that is
//! another one's as well: it is given a parameter of the usual kind, and polish writes what the document has.
//!
//! | the document has | the generator is given | polish writes |
//! |---|---|---|
//! | a name that another parameter has in Rust | another name | the name |
//! | a query with a style, or without `explode` | one of the usual style | the style |
//! | a query that is an object | a map: its own types stand for bodies alone | its members, in its style |
//! | a query with `content` | one with its `schema` | JSON |
//! | a header or a part of the path that is a list | the same | the parts with commas between them |

use std::collections::BTreeMap;

use indexmap::IndexMap;
use openapi_document::Pointer;
use openapi_lint::Renames;
use openapiv3::{
    AdditionalProperties, Components, ObjectType, OpenAPI, Parameter, ParameterData,
    ParameterSchemaOrContent, QueryStyle, ReferenceOr, Schema, SchemaData, SchemaKind, Type,
};

use crate::lower::{
    Style,
    media::any_value,
    operations::operations_mut,
    resolve::{Context, follow},
};

/// A parameter as the generator knows it, and as the document has it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Own {
    /// The name that the generator is given.
    pub(crate) generated: String,
    pub(crate) name: String,
    pub(crate) style: Style,
    /// Whether it is a list in a header or in the path.
    pub(crate) is_list: bool,
    pub(crate) is_in_path: bool,
}

/// The parameters of components.
type Known = IndexMap<String, ReferenceOr<Parameter>>;

/// Gives the generator the usual kind, and returns what the document has instead, by where the operation stands.
pub(in crate::lower) fn lower(
    context: Context<'_>,
    openapi: &mut OpenAPI,
    renames: &Renames,
) -> BTreeMap<Pointer, Vec<Own>> {
    let OpenAPI {
        components, paths, ..
    } = openapi;
    let none = Known::new();
    let known = components
        .as_ref()
        .map_or(&none, |Components { parameters, .. }| parameters);
    let root = Pointer::root().child("paths");
    let mut found = BTreeMap::new();
    for (path, item) in &mut paths.paths {
        let ReferenceOr::Item(item) = item else {
            continue;
        };
        let at = root.child(path.as_str());
        let shared = std::mem::take(&mut item.parameters);
        let mut changed = Vec::new();
        for (method, operation) in operations_mut(item) {
            let renamed = renames.parameters.get(&at.child(method));
            let all = effective(known, &shared, &operation.parameters).into_iter();
            let usual = all.map(|parameter| {
                let own = follow(Some(known), parameter)?;
                let renamed = renamed.and_then(|renamed| {
                    let (name, place) = key(own);
                    renamed.get(&(name.to_owned(), place.to_owned()))
                });
                usual(context, own, renamed).map(Box::new)
            });
            changed.push(usual.collect::<Vec<_>>());
        }
        if changed.iter().flatten().all(Option::is_none) {
            item.parameters = shared;
            continue;
        }
        // Those of the path would come again, under the names that they had, so each operation has its own.
        for ((method, operation), changed) in operations_mut(item).zip(changed) {
            let all = effective(known, &shared, &operation.parameters);
            let (mut parameters, mut of_operation) = (Vec::new(), Vec::new());
            for (parameter, changed) in all.into_iter().zip(changed) {
                parameters.push(match changed {
                    Some(changed) => {
                        let (usual, own) = *changed;
                        // What stands in a path has no name on the wire.
                        if own.is_list || !own.is_in_path {
                            of_operation.push(own);
                        }
                        ReferenceOr::Item(usual)
                    }
                    None => parameter.clone(),
                });
            }
            operation.parameters = parameters;
            if !of_operation.is_empty() {
                found.insert(at.child(method), of_operation);
            }
        }
    }
    found
}

/// Name and place, by which an operation's parameter takes the place of its path's.
fn key(parameter: &Parameter) -> (&str, &'static str) {
    let place = match parameter {
        Parameter::Query { .. } => "query",
        Parameter::Header { .. } => "header",
        Parameter::Path { .. } => "path",
        Parameter::Cookie { .. } => "cookie",
    };
    (&parameter.parameter_data_ref().name, place)
}

/// The parameters of the path and of the operation, without those that the operation has otherwise.
fn effective<'a>(
    known: &'a Known,
    shared: &'a [ReferenceOr<Parameter>],
    own: &'a [ReferenceOr<Parameter>],
) -> Vec<&'a ReferenceOr<Parameter>> {
    let key = |parameter| follow(Some(known), parameter).map(key);
    let own_keys: Vec<_> = own.iter().filter_map(key).collect();
    let is_own = |parameter| key(parameter).is_some_and(|key| own_keys.contains(&key));
    let shared = shared.iter().filter(|parameter| !is_own(*parameter));
    shared.chain(own).collect()
}

/// The parameter that the generator is given, and what the document has; `None` where both are one.
fn usual(
    context: Context<'_>,
    parameter: &Parameter,
    renamed: Option<&String>,
) -> Option<(Parameter, Own)> {
    let data = parameter.parameter_data_ref();
    let (schema, is_json) = match &data.format {
        ParameterSchemaOrContent::Schema(schema) => (Some(schema), false),
        ParameterSchemaOrContent::Content(content) => {
            let media_type = content.values().next();
            (
                media_type.and_then(|media_type| media_type.schema.as_ref()),
                true,
            )
        }
    };
    let shape = schema.map_or(Shape::Scalar, |schema| shape(context, schema, 0));
    let style = match parameter {
        _ if is_json => Style::Json,
        _ if shape == Shape::Scalar => Style::Each,
        Parameter::Query { style, .. } => Style::of(style, data.explode),
        _ => Style::Each,
    };
    let is_query = matches!(parameter, Parameter::Query { .. });
    let is_list = !is_query && shape != Shape::Scalar;
    let is_map = is_query && shape == Shape::Object;
    if renamed.is_none() && style == Style::Each && !is_list && !is_map {
        return None;
    }
    let own = Own {
        generated: renamed.unwrap_or(&data.name).clone(),
        name: data.name.clone(),
        style,
        is_list,
        is_in_path: matches!(parameter, Parameter::Path { .. }),
    };
    let schema = match (is_map, schema) {
        (true, _) => map(),
        (false, Some(schema)) => schema.clone(),
        (false, None) => any_value(),
    };
    let data = ParameterData {
        name: own.generated.clone(),
        format: ParameterSchemaOrContent::Schema(schema),
        explode: None,
        ..data.clone()
    };
    Some((with(parameter, data), own))
}

/// The same parameter with other data, and in the style that the generator takes.
fn with(parameter: &Parameter, data: ParameterData) -> Parameter {
    let mut parameter = parameter.clone();
    match &mut parameter {
        Parameter::Query {
            parameter_data,
            style,
            ..
        } => {
            *style = QueryStyle::Form;
            *parameter_data = data;
        }
        Parameter::Header { parameter_data, .. }
        | Parameter::Path { parameter_data, .. }
        | Parameter::Cookie { parameter_data, .. } => *parameter_data = data,
    }
    parameter
}

/// What a parameter is, as far as its way of being written depends on it.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Shape {
    Scalar,
    List,
    Map,
    /// With properties.
    Object,
}

/// How far combinations are followed.
const MAX_DEPTH: usize = 16;

fn shape(context: Context<'_>, schema: &ReferenceOr<Schema>, depth: usize) -> Shape {
    match context.schema(schema).map(|schema| &schema.schema_kind) {
        Some(SchemaKind::Type(Type::Array(_))) => Shape::List,
        Some(SchemaKind::Type(Type::Object(object))) => match is_closed(object) {
            true => Shape::Object,
            false => Shape::Map,
        },
        Some(SchemaKind::Any(any)) if !any.properties.is_empty() => Shape::Object,
        Some(SchemaKind::AllOf { all_of }) if depth < MAX_DEPTH => {
            let parts = all_of.iter().map(|part| shape(context, part, depth + 1));
            parts.max().unwrap_or(Shape::Scalar)
        }
        _ => Shape::Scalar,
    }
}

fn is_closed(object: &ObjectType) -> bool {
    let is_closed = matches!(
        object.additional_properties,
        Some(AdditionalProperties::Any(false))
    );
    is_closed || !object.properties.is_empty()
}

/// The schema of any object.
fn map() -> ReferenceOr<Schema> {
    ReferenceOr::Item(Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Type(Type::Object(ObjectType {
            additional_properties: Some(AdditionalProperties::Any(true)),
            ..ObjectType::default()
        })),
    })
}
