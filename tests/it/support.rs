//! What several tests need: files of the workspace, and documents.

use std::path::PathBuf;

use openapi_codegen::Artifact;
use openapi_document::{Document, Findings};

/// The root of the workspace.
pub fn root() -> PathBuf {
    let tests = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    tests.parent().map(PathBuf::from).unwrap_or(tests)
}

/// The text of a file of the workspace.
#[track_caller]
pub fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What is generated for this workspace.
pub fn artifacts(document: &Document) -> Result<Vec<Artifact>, Findings> {
    openapi_codegen::artifacts(document, &xtask::workspace::TARGET)
}

/// The committed document as it was on its first day.
pub const FIRST_DOCUMENT: &str = "tests/fixtures/dcs.yaml";

/// The document of [`FIRST_DOCUMENT`].
#[track_caller]
pub fn first_document() -> Document {
    parse(FIRST_DOCUMENT, &read(FIRST_DOCUMENT))
}

/// A document that must be readable.
#[track_caller]
pub fn parse(file: &str, text: &str) -> Document {
    Document::parse(file, text.as_bytes()).unwrap_or_else(|findings| panic!("{findings}"))
}

/// A document with one operation, `GET /things`, that has the `responses` given in YAML, and with
/// two schemas to refer to: `Thing` admits `{}`, `Named` requires a property.
#[track_caller]
pub fn with_responses(responses: &str) -> Document {
    with_operations([operation("", responses)])
}

/// The same with many operations: `getThing0` of `/things0`, `getThing1` of `/things1`, and so on.
#[track_caller]
pub fn with_responses_of_many(responses: impl IntoIterator<Item = String>) -> Document {
    let operations = responses.into_iter().enumerate();
    with_operations(operations.map(|(index, text)| operation(&index.to_string(), &text)))
}

fn operation(suffix: &str, responses: &str) -> String {
    let responses = responses.replace('\n', "\n        ");
    format!(
        "  /things{suffix}:
    get:
      operationId: getThing{suffix}
      responses:
        {responses}
"
    )
}

#[track_caller]
fn with_operations(operations: impl IntoIterator<Item = String>) -> Document {
    let operations: String = operations.into_iter().collect();
    let text = format!(
        "openapi: 3.0.3
info: {{title: Things, version: '1'}}
paths:
{operations}components:
  schemas:
    Thing: {{type: object, properties: {{name: {{type: string}}}}}}
    Named: {{type: object, properties: {{name: {{type: string}}}}, required: [name]}}
    Error: {{type: object, properties: {{code: {{type: string}}}}}}
    StrictError: {{type: object, properties: {{code: {{type: string}}}}, required: [code]}}
  responses:
    Gone: {{description: Gone.}}
    Failed: {{description: Failed., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Error'}}}}}}}}
    Indirect: {{$ref: '#/components/responses/Failed'}}
"
    );
    parse("things.yaml", &text)
}
