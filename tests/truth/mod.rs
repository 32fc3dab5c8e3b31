//! A program that makes each call of a document through the client that is made of it, against a server on
//! loopback, and reads and writes values of each schema.
//!
//! What is given, what must come over the wire and what is answered is data, which is made here of the document
//! alone (`cases.rs`, `values.rs`). Only the calls themselves are code (`calls.rs`), as they have types: one
//! function an operation, so that the program of a large document is built in seconds. The rest of the program
//! is the same for every document (`program.rs`).

mod calls;
mod cases;
mod generated;
mod parameters;
mod values;

use std::{
    path::Path,
    process::{Command, Output},
};

use openapi_lint::naming::pascal_case;
use serde_json::{Value, json};

use self::generated::Generated;
use crate::scratch::{built, put, read, text};

/// Where the program stands in a copy of the checkout. It is an example of the client.
const PROGRAM: &str = "crates/dcs-client/examples/truth";

/// What cargo is told to build the program.
pub const BUILD: &str = "-p dcs-client --example truth";

/// What the program is about to do.
#[derive(Debug)]
pub struct Truth {
    cases: Value,
    /// The calls for which no value is known that a parameter takes.
    pub left_out: Vec<String>,
}

/// Writes the program for `document`, of which the crates in `workspace` are made.
pub fn write(workspace: &Path, document: &Value) -> Truth {
    let source = std::fs::read_to_string(workspace.join("crates/dcs-client/src/generated.rs"));
    let generated = Generated::parse(&source.unwrap());
    let (cases, left_out) = cases::of(document, &generated);
    let values = values_of_schemas(document, &generated);
    let program = workspace.join(PROGRAM);
    let calls = calls::source(document, &generated, &cases);
    for (name, contents) in [
        ("main.rs", read("tests/truth/program.rs")),
        ("calls.rs", calls),
    ] {
        let path = program.join(name);
        if std::fs::read_to_string(&path).ok().as_ref() != Some(&contents) {
            put(&path, contents);
        }
    }
    let cases = json!({"values": values, "operations": cases});
    put(&workspace.join("truth.json"), cases.to_string());
    Truth { cases, left_out }
}

impl Truth {
    /// Runs the program: what is not as the document says, a line each.
    pub fn run(&self, workspace: &Path) -> Vec<String> {
        let output = Command::new(built(workspace, "examples/truth"))
            .arg(workspace.join("truth.json"))
            .output();
        let Output {
            status,
            stdout,
            stderr,
        } = output.unwrap();
        let said = text(&stdout);
        let mut wrong: Vec<_> = said.lines().map(str::to_owned).collect();
        let done = format!("{} values, {} exchanges\n", self.values(), self.exchanges());
        if !status.success() || text(&stderr) != done {
            wrong.push(format!("instead of {done}: {status}: {}", text(&stderr)));
        }
        wrong
    }

    /// How many values are read and written by their types.
    pub fn values(&self) -> usize {
        self.cases["values"].as_array().map_or(0, Vec::len)
    }

    /// How often the client asks and is answered.
    pub fn exchanges(&self) -> usize {
        let operations = self.cases["operations"].as_array().into_iter().flatten();
        let exchanges = operations.filter_map(|operation| operation["exchanges"].as_array());
        exchanges.map(Vec::len).sum()
    }
}

/// The schemas of a document, by their names.
pub fn schemas(document: &Value) -> impl Iterator<Item = (&String, &Value)> {
    document["components"]["schemas"]
        .as_object()
        .into_iter()
        .flatten()
}

/// Values of each schema that has a type of its name.
fn values_of_schemas(document: &Value, generated: &Generated) -> Vec<Value> {
    let mut found = Vec::new();
    for (name, schema) in schemas(document) {
        let Some(ty) = type_of(document, generated, name) else {
            continue;
        };
        let values = values::of(document, schema);
        found.extend(
            values
                .into_iter()
                .map(|value| json!({"type": ty, "value": value})),
        );
    }
    found
}

/// The type of a schema; none where two schemas have one name in Rust.
fn type_of(document: &Value, generated: &Generated, schema: &str) -> Option<String> {
    let name = pascal_case(schema);
    let alike = schemas(document).filter(|(other, _)| pascal_case(other) == name);
    (alike.count() == 1 && generated.types.contains(&name)).then_some(name)
}

/// What a reference leads to, or the node itself.
fn resolve<'a>(document: &'a Value, mut node: &'a Value) -> &'a Value {
    while let Some(target) = node["$ref"].as_str().and_then(|it| it.strip_prefix('#')) {
        node = document.pointer(target).unwrap_or(&Value::Null);
    }
    node
}
