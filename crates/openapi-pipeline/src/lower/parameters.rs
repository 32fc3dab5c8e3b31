//! Parameters that enumerate integers, for which the generated command line does not compile.

use openapiv3::{
    BooleanType, Components, IntegerType, NumberType, OpenAPI, Parameter, ParameterSchemaOrContent,
    ReferenceOr, Schema, SchemaKind, Type,
};

use super::operations_mut;
use crate::{
    Document, Level, Pointer,
    check::{Group, Rule, Sink},
};

pub(crate) static INTEGER_ENUM: Rule = Rule {
    id: "enumerated-number-parameter",
    group: Group::Preflight,
    level: Level::Warning,
    needed: false,
    what: "The `enum` of a parameter lists strings.",
    why: "the generator has no way to read an enumeration of numbers from text, so the parameter \
          becomes a plain number, which takes other values as well",
    mend: "nothing has to be mended; the service refuses other values",
};

pub(super) fn lower(document: &Document, openapi: &mut OpenAPI, notes: &mut Sink<'_>) {
    let root = Pointer::root();
    if let Some(Components { parameters, .. }) = &mut openapi.components {
        let holder = root.child("components").child("parameters");
        for (name, parameter) in parameters {
            lower_parameter(document, parameter, &holder.child(name.as_str()), notes);
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
            lower_parameter(document, parameter, &at, notes);
        }
        for (method, operation) in operations_mut(item) {
            for (index, parameter) in operation.parameters.iter_mut().enumerate() {
                let at = at.child(method).child("parameters").child(index);
                lower_parameter(document, parameter, &at, notes);
            }
        }
    }
}

fn lower_parameter(
    document: &Document,
    parameter: &mut ReferenceOr<Parameter>,
    at: &Pointer,
    notes: &mut Sink<'_>,
) {
    let ReferenceOr::Item(parameter) = parameter else {
        return;
    };
    let (Parameter::Query { parameter_data, .. }
    | Parameter::Header { parameter_data, .. }
    | Parameter::Path { parameter_data, .. }
    | Parameter::Cookie { parameter_data, .. }) = parameter;
    let ParameterSchemaOrContent::Schema(schema) = &mut parameter_data.format else {
        return;
    };
    let Some(plain) = resolved(document, schema).and_then(without_enum) else {
        return;
    };
    notes.report_key(
        &INTEGER_ENUM,
        &at.child("schema"),
        format!(
            "the parameter `{}` enumerates numbers; the client takes any number for it",
            parameter_data.name
        ),
        "nothing has to be mended; the service refuses other values",
    );
    *schema = ReferenceOr::Item(plain);
}

/// Follows references between the schemas in `components`.
fn resolved<'a>(document: &'a Document, schema: &'a ReferenceOr<Schema>) -> Option<&'a Schema> {
    let components = document.openapi().components.as_ref();
    let mut schema = schema;
    // As many steps as there are components: a longer chain is a circle.
    let steps = components.map_or(0, |components| components.schemas.len());
    for _ in 0..=steps {
        match schema {
            ReferenceOr::Item(schema) => return Some(schema),
            ReferenceOr::Reference { reference } => {
                let name = Pointer::from_local_reference(reference)?.last()?;
                schema = components?.schemas.get(&name)?;
            }
        }
    }
    None
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
