//! A program that reads values of the schemas of a document with the types that are made of them, and
//! writes them again.

use std::fmt::Write as _;

use openapi_codegen::PublicApi;
use openapi_document::Document;
use openapi_lint::naming::pascal_case;
use serde_json::Value;

use crate::{joined::schemas, values};

/// What the program does with each value.
const CHECK: &str = "
fn check<T: serde::de::DeserializeOwned + serde::Serialize>(name: &str, text: &str) {
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    match serde_json::from_str::<T>(text) {
        Err(why) => println!(\"{name}: {text} is not read: {why}\"),
        Ok(read) => {
            let written = serde_json::to_value(&read).unwrap();
            if written != value {
                println!(\"{name}: {text} is written as {written}\");
            }
        }
    }
}
";

/// The program, which prints a line for each value that is not read or is written as another; and how many
/// values it has.
pub fn program(document: &Value) -> (String, usize) {
    let api = Document::parse("document.json", document.to_string().as_bytes());
    let api = api.unwrap_or_else(|why| panic!("{why}"));
    let form = openapi_codegen::generated_form(&api).unwrap_or_else(|why| panic!("{why}"));
    let api = openapi_codegen::client_public_api(&api, &form);
    let api = api.unwrap_or_else(|why| panic!("{why}"));
    let mut program =
        String::from("//! Values, read and written.\n\nuse dcs_client::types;\n\nfn main() {\n");
    let mut count = 0;
    for (name, schema) in schemas(document) {
        let name = pascal_case(name);
        if !is_type(&api, &name) {
            continue;
        }
        for value in values::of(document, schema) {
            let text = value.to_string();
            let _ = writeln!(
                program,
                "    check::<types::{name}>({name:?}, r####\"{text}\"####);"
            );
            count += 1;
        }
    }
    program.push_str("}\n");
    program.push_str(CHECK);
    (program, count)
}

fn is_type(api: &PublicApi, name: &str) -> bool {
    let (structure, enumeration) = (
        format!("struct types::{name}"),
        format!("enum types::{name}"),
    );
    api.lines().any(|line| {
        let rest = line.strip_prefix(&structure);
        let rest = rest.or_else(|| line.strip_prefix(&enumeration));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '(']))
    })
}
