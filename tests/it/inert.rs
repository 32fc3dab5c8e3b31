//! Descriptions are text from a document: rustdoc must neither run nor resolve anything in them.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use serde_json::{Map, Value, json};

use crate::{
    command::put,
    support::{artifacts, parse},
};

/// Texts that rustdoc would run, resolve or complain about.
const UNTRUSTED: [&str; 14] = [
    "```\npanic!()\n```",
    "```rust\npanic!()\n```\nafter",
    "````\n```\npanic!()\n````",
    "~~~\npanic!()",
    "Text.\n\n    panic!()",
    "Text.\n\n\tpanic!()",
    "- item\n\n  ```\n  panic!()\n  ```",
    "10. item\n\n       panic!()",
    "> ```\n> panic!()",
    "See [nothing], [`Nowhere`] and [this](crate::nowhere).\n\n[nothing]: crate::nowhere",
    "A <b>bold <script>alert(1)</script> `claim`",
    "At https://example.com and <https://example.com>.",
    "Unclosed `code, *emphasis, [bracket and <tag",
    "Right to left \u{202e}txet, escape \u{1b}[31m, carriage\rreturn, */ and /* too.",
];

/// A document that says `about` of itself, and each of the texts wherever an operation or a schema
/// can say something.
fn document(about: &str, texts: &[&str]) -> Value {
    // The version is sent in a header, so lint refuses anything but visible ASCII in it.
    let version = about.replace(|c| !matches!(c, ' '..='~'), " ");
    let mut paths = Map::new();
    let mut schemas = Map::new();
    for (index, text) in texts.iter().enumerate() {
        let name = format!("Thing{index}");
        let thing = json!({"$ref": format!("#/components/schemas/{name}")});
        let operation = json!({
            "operationId": format!("read{name}"), "summary": text, "description": text,
            "parameters": [
                {"name": "id", "in": "path", "required": true, "description": text,
                 "schema": {"type": "string", "description": text}},
                {"name": "limit", "in": "query", "description": text, "schema": {"type": "integer"}}],
            "responses": {
                "200": {"description": text, "content": {"application/json": {"schema": thing}}},
                "404": {"description": text}}});
        paths.insert(format!("/things{index}/{{id}}"), json!({"get": operation}));
        let schema = json!({
            "type": "object", "title": text, "description": text,
            "properties": {
                "name": {"type": "string", "description": text, "title": text},
                "kind": {"type": "string", "enum": ["a", "b"], "description": text, "default": "a"}}});
        schemas.insert(name, schema);
    }
    json!({
        "openapi": "3.0.3",
        "info": {"title": about, "version": version, "description": about, "termsOfService": about},
        "paths": paths,
        "components": {"schemas": schemas}})
}

#[test]
fn no_description_runs_or_resolves_in_the_documentation() {
    let mut comments = Comments::default();
    // One document for all texts is generated much faster than one for each. What a document says of
    // itself is a matter of small ones.
    let small = UNTRUSTED.map(|about| document(about, &[]));
    for document in small.iter().chain([&document("", &UNTRUSTED)]) {
        let document = parse("untrusted.json", &document.to_string());
        let artifacts = artifacts(&document).unwrap_or_else(|findings| panic!("{findings}"));
        for artifact in artifacts {
            comments.collect(&artifact.contents);
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("comments.rs");
    assert!(comments.0.len() > UNTRUSTED.len());
    put(folder.path(), "comments.rs", comments.source());
    let warnings = ["-D", "warnings", "--document-private-items"];
    rustdoc(folder.path(), &file, &warnings);
    let report = rustdoc(folder.path(), &file, &["--test"]);
    assert!(report.contains(" 0 passed; 0 failed;"), "{report}");
}

/// The documentation comments of generated source, each once.
#[derive(Default)]
struct Comments(BTreeSet<String>);

impl Comments {
    fn collect(&mut self, source: &str) {
        let mut comment = Vec::new();
        for line in source.lines().map(str::trim_start) {
            if line.starts_with("///") {
                comment.push(line);
                continue;
            }
            let comment = std::mem::take(&mut comment).join("\n");
            // The generator's own links lead to items that are not here.
            if !comment.is_empty() && !comment.contains("[`Client::") {
                self.0.insert(comment);
            }
        }
    }

    /// A struct whose fields have these comments: rustdoc writes one page for it.
    fn source(&self) -> String {
        let fields = self.0.iter().enumerate();
        let fields: String = fields
            .map(|(index, comment)| format!("{comment}\npub field{index}: (),\n"))
            .collect();
        format!("pub struct Comments {{\n{fields}}}\n")
    }
}

#[track_caller]
fn rustdoc(folder: &Path, file: &Path, arguments: &[&str]) -> String {
    let rustdoc = std::env::var_os("RUSTDOC").unwrap_or_else(|| "rustdoc".into());
    let output = Command::new(rustdoc)
        .current_dir(folder)
        .args(["--crate-type", "lib", "--edition", "2024", "-o", "doc"])
        .args(arguments)
        .arg(file)
        .output()
        .unwrap();
    let report = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(
        output.status.success(),
        "{report}\n{}",
        fs::read_to_string(file).unwrap()
    );
    report
}
