//! Other names, where the generator would make the same name of two.

use std::{borrow::Cow, collections::BTreeMap};

use openapi_document::{
    Document, Findings,
    template::{Part, parts},
};
use openapi_lint::Renames;
use openapiv3::OpenAPI;
use serde_json::{Map, Value};

const SCHEMAS: &str = "#/components/schemas/";

/// Gives schemas that are written out the titles that name their types.
pub(super) fn give_titles(document: &mut Value, renames: &Renames) {
    for (at, title) in &renames.titles {
        let schema = document.pointer_mut(at.as_str());
        if let Some(schema) = schema.and_then(Value::as_object_mut) {
            schema.insert("title".to_owned(), title.as_str().into());
        }
    }
}

/// Gives components their own names, where they stand and where they are referred to.
pub(super) fn rename_schemas(
    document: &Document,
    openapi: OpenAPI,
    renames: &Renames,
) -> Result<OpenAPI, Findings> {
    // What has been read can be written.
    let mut json = serde_json::to_value(openapi).unwrap_or_default();
    refer(&mut json, renames);
    let schemas = json.pointer_mut("/components/schemas");
    if let Some(schemas) = schemas.and_then(Value::as_object_mut) {
        let renamed = std::mem::take(schemas).into_iter().map(|(name, schema)| {
            let own = renames.schemas.get(&name).cloned();
            (own.unwrap_or(name), schema)
        });
        *schemas = renamed.collect::<Map<_, _>>();
    }
    document.typed_form_of(&json)
}

/// Gives parameters in paths their own names, where the paths name them.
pub(super) fn rename_in_paths(openapi: &mut Cow<'_, OpenAPI>, renames: &Renames) {
    let of_paths = renames.parameters.iter().filter_map(|(operation, own)| {
        let names = own.iter().filter(|((_, place), _)| place == "path");
        let names: BTreeMap<_, _> = names.map(|((name, _), own)| (&**name, &**own)).collect();
        let path = operation.parent().and_then(|item| item.last())?;
        (!names.is_empty()).then_some((path, names))
    });
    let of_paths: BTreeMap<_, _> = of_paths.collect();
    if of_paths.is_empty() {
        return;
    }
    let openapi = openapi.to_mut();
    let items = std::mem::take(&mut openapi.paths.paths).into_iter();
    let renamed = items.map(|(path, item)| match of_paths.get(&path) {
        Some(names) => (renamed(&path, names), item),
        None => (path, item),
    });
    openapi.paths.paths = renamed.collect();
}

fn renamed(path: &str, names: &BTreeMap<&str, &str>) -> String {
    let parts = parts(path).map(|part| match part {
        Part::Literal(text) => text.to_owned(),
        Part::Unclosed(name) => format!("{{{name}"),
        Part::Parameter(name) => format!("{{{}}}", names.get(name).unwrap_or(&name)),
    });
    parts.collect()
}

fn refer(value: &mut Value, renames: &Renames) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| refer(value, renames)),
        Value::Object(members) => {
            for (key, value) in members {
                match value {
                    Value::String(reference) if key == "$ref" => {
                        let name = reference.strip_prefix(SCHEMAS);
                        if let Some(own) = name.and_then(|name| renames.schemas.get(name)) {
                            *reference = format!("{SCHEMAS}{own}");
                        }
                    }
                    value => refer(value, renames),
                }
            }
        }
        _ => {}
    }
}
