//! The part of the program that depends on the document: a function for each operation, and one for each type.

use std::{collections::BTreeSet, fmt::Write as _};

use serde_json::Value;

use super::{
    generated::{Generated, Method},
    schemas, type_of,
};

/// The module `calls`. A call is made where there are `cases` for it.
pub fn source(document: &Value, generated: &Generated, cases: &[Value]) -> String {
    let called: BTreeSet<_> = cases.iter().filter_map(|it| it["id"].as_str()).collect();
    let methods: Vec<_> = generated
        .methods()
        .filter(|it| called.contains(it.name.as_str()))
        .collect();
    let types: Vec<_> = schemas(document)
        .filter_map(|(name, _)| type_of(document, generated, name))
        .collect();
    let mut source = String::from(
        "//! The calls and the types of the document.\n\n#![allow(deprecated)]\n\n\
         use dcs_client::{ApiError, Client, types};\nuse serde_json::Value;\n\n\
         use crate::{Called, Calling, Given, again, outcome, read, said};\n",
    );
    if methods.iter().any(|method| method.has_bytes()) {
        source.push_str("use crate::bytes;\n");
    }
    source.push_str("\npub fn call<'a>(client: &'a Client, id: &str, given: &'a Given) -> Calling<'a> {\n    match id {\n");
    for Method { name, .. } in &methods {
        let _ = writeln!(
            source,
            "        {name:?} => Box::pin({name}(client, given)),"
        );
    }
    source.push_str("        other => panic!(\"no call {other}\"),\n    }\n}\n");
    source.push_str(
        "\npub fn read_as(name: &str, json: &str) -> Result<Value, String> {\n    match name {\n",
    );
    for name in &types {
        let _ = writeln!(source, "        {name:?} => again::<types::{name}>(json),");
    }
    source.push_str("        other => panic!(\"no type {other}\"),\n    }\n}\n");
    source.push_str(
        "\npub fn error_as(name: &str, error: &ApiError) -> Option<Value> {\n    match name {\n",
    );
    for name in errors(cases) {
        let _ = writeln!(source, "        {name:?} => said::<types::{name}>(error),");
    }
    source.push_str("        _ => said::<Value>(error),\n    }\n}\n");
    for method in methods {
        function(&mut source, method);
    }
    source
}

/// The types of the errors that are answered.
fn errors(cases: &[Value]) -> BTreeSet<&str> {
    let exchanges = cases
        .iter()
        .filter_map(|it| it["exchanges"].as_array())
        .flatten();
    exchanges
        .filter_map(|exchange| exchange["answer"]["error"].as_str())
        .collect()
}

/// Gives what is given, and sends.
fn function(source: &mut String, method: &Method) {
    let Method { name, setters, .. } = method;
    let binding = if setters.is_empty() {
        "let call"
    } else {
        "let mut call"
    };
    let given = if setters.is_empty() { "_" } else { "given" };
    let _ = write!(
        source,
        "\nasync fn {name}(client: &Client, {given}: &Given) -> Called {{\n    {binding} = client.{name}();\n"
    );
    for setter in setters {
        let (name, plain) = (&setter.name, setter.plain_name());
        let value = match setter.ty.as_str() {
            "reqwest :: Body" | ":: reqwest :: Body" => {
                "value.as_str().unwrap_or_default().to_owned()".to_owned()
            }
            ty => format!("read::<{ty}>({plain:?}, value)?"),
        };
        let _ = write!(
            source,
            "    if let Some(value) = given.get({plain:?}) {{\n        call = call.{name}({value});\n    }}\n"
        );
    }
    let outcome = if method.has_bytes() {
        "bytes"
    } else {
        "outcome"
    };
    let _ = write!(source, "    {outcome}(call.send().await)\n}}\n");
}
