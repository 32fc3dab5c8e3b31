//! Parameters that enumerate integers, for which the generated command line does not compile, and
//! those that OpenAPI ignores, for which the generator sends a second header beside the client's own.

mod own;

use openapi_document::{Example, Group, Level, Pointer, Rule, Sink};
use openapi_lint::is_ignored;
use openapiv3::{
    BooleanType, Components, IntegerType, NumberType, OpenAPI, Parameter, ParameterSchemaOrContent,
    ReferenceOr, Schema, SchemaKind, Type,
};

pub(crate) use self::own::Own;
pub(super) use self::own::lower as own;
use super::{operations::operations_mut, resolve::Context};

pub(super) static INTEGER_ENUM: Rule = Rule {
    id: "enumerated-number-parameter",
    group: Group::Preflight,
    level: Level::Note,
    needed: false,
    what: "The `enum` of a parameter lists strings.",
    why: "the generator has no way to read an enumeration of numbers from text, so the parameter \
          becomes a plain number, which takes other values as well",
    fix: "nothing has to be fixed; the service refuses other values",
    example: Example::parameter(
        "{name: size, in: query, schema: {type: integer, enum: [1, 2]}}",
        "{name: size, in: query, schema: {type: integer}}",
    ),
};

pub(super) fn lower(context: Context<'_>, openapi: &mut OpenAPI, notes: &mut Sink<'_>) {
    let root = Pointer::root();
    if let Some(Components { parameters, .. }) = &mut openapi.components {
        let holder = root.child("components").child("parameters");
        for (name, parameter) in parameters {
            lower_parameter(context, parameter, &holder.child(name.as_str()), notes);
        }
    }
    let paths = root.child("paths");
    for (path, item) in &mut openapi.paths.paths {
        let ReferenceOr::Item(item) = item else {
            continue;
        };
        let at = paths.child(path.as_str());
        for (index, parameter) in item.parameters.iter_mut().enumerate() {
            let at = at.child("parameters").child(index);
            lower_parameter(context, parameter, &at, notes);
        }
        item.parameters
            .retain(|parameter| !means_nothing(context, parameter));
        for (method, operation) in operations_mut(item) {
            for (index, parameter) in operation.parameters.iter_mut().enumerate() {
                let at = at.child(method).child("parameters").child(index);
                lower_parameter(context, parameter, &at, notes);
            }
            operation
                .parameters
                .retain(|parameter| !means_nothing(context, parameter));
        }
    }
}

/// Whether it is a header parameter that OpenAPI ignores, written here or among the components.
fn means_nothing(context: Context<'_>, parameter: &ReferenceOr<Parameter>) -> bool {
    matches!(
        context.parameter(parameter),
        Some(Parameter::Header { parameter_data, .. }) if is_ignored(&parameter_data.name)
    ) || matches!(context.parameter(parameter), Some(Parameter::Cookie { .. }))
}

fn lower_parameter(
    context: Context<'_>,
    parameter: &mut ReferenceOr<Parameter>,
    at: &Pointer,
    notes: &mut Sink<'_>,
) {
    let ReferenceOr::Item(parameter) = parameter else {
        return;
    };
    let is_query = matches!(parameter, Parameter::Query { .. });
    let (Parameter::Query { parameter_data, .. }
    | Parameter::Header { parameter_data, .. }
    | Parameter::Path { parameter_data, .. }
    | Parameter::Cookie { parameter_data, .. }) = parameter;
    let ParameterSchemaOrContent::Schema(schema) = &mut parameter_data.format else {
        return;
    };
    let Some(found) = context.schema(schema) else {
        return;
    };
    // Where there is no value, nothing is written.
    let may_be_null = found.schema_data.nullable;
    let (mut plain, has_enum) = match without_enum(found) {
        Some(plain) => (plain, true),
        None if may_be_null && !is_query => (found.clone(), false),
        None => return,
    };
    plain.schema_data.nullable = may_be_null && is_query;
    if has_enum {
        notes.report_key(
            &INTEGER_ENUM,
            &at.child("schema"),
            format!(
                "the parameter `{}` enumerates numbers; the client takes any number for it",
                parameter_data.name
            ),
        );
    }
    *schema = ReferenceOr::Item(plain);
}

/// The schema without its enumeration, when that is one of numbers or truth values.
fn without_enum(schema: &Schema) -> Option<Schema> {
    let mut schema = schema.clone();
    match &mut schema.schema_kind {
        SchemaKind::Type(Type::Integer(IntegerType { enumeration, .. }))
            if !enumeration.is_empty() =>
        {
            enumeration.clear();
        }
        SchemaKind::Type(Type::Number(NumberType { enumeration, .. }))
            if !enumeration.is_empty() =>
        {
            enumeration.clear();
        }
        SchemaKind::Type(Type::Boolean(BooleanType { enumeration })) if !enumeration.is_empty() => {
            enumeration.clear();
        }
        _ => return None,
    }
    Some(schema)
}
