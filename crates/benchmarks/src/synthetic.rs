//! Documents of any size, made of the operations that a service like ours has.

use std::fmt::Write as _;

/// The first part of each document. Errors and ids are shared, as they are in ours.
const HEAD: &str = "openapi: 3.0.3
info: {title: Synthetic, version: '1', description: A service of any size.}
servers: [{url: 'https://api.example.com'}]
paths:
";

const SHARED: &str = "    Id: {type: string, minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9-]+$', description: Names a thing.}
    ErrorResponse:
      description: What every failure says.
      type: object
      properties:
        error_code: {type: string, description: A code.}
        error_msg: {type: string, description: A text.}
  parameters:
    Id: {name: id, in: path, required: true, description: The id., schema: {$ref: '#/components/schemas/Id'}}
  responses:
    Failed:
      description: The request failed.
      content: {application/json: {schema: {$ref: '#/components/schemas/ErrorResponse'}}}
";

/// A document of `operations` operations in YAML. Each operation brings a path and a schema of its
/// own, so the document grows in proportion.
pub fn document(operations: usize) -> String {
    build(operations, |_| false)
}

/// The same document with one operation in a hundred changed, and at least one: a property more
/// in its schema.
pub fn changed(operations: usize) -> String {
    build(operations, |index| index % 100 == 0)
}

fn build(operations: usize, is_changed: impl Fn(usize) -> bool) -> String {
    let mut text = String::from(HEAD);
    if operations == 0 {
        text.truncate(text.len() - 1);
        text.push_str(" {}\n");
    }
    for index in 0..operations {
        operation(&mut text, index);
    }
    text.push_str("components:\n  schemas:\n");
    for index in 0..operations {
        schema(&mut text, index, is_changed(index));
    }
    text.push_str(SHARED);
    text
}

/// Reading, listing, creating and deleting take turns.
fn operation(text: &mut String, index: usize) {
    let body = format!(
        "{{description: Done., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing{index}'}}}}}}}}"
    );
    let (method, parameters, request, responses) = match index % 4 {
        0 => (
            "get",
            "[{$ref: '#/components/parameters/Id'}]",
            "",
            format!("        '200': {body}\n"),
        ),
        1 => (
            "get",
            "[{$ref: '#/components/parameters/Id'}, {name: limit, in: query, description: How many., schema: {type: integer, format: int32, minimum: 1}}]",
            "",
            format!("        '200': {body}\n"),
        ),
        2 => (
            "post",
            "[{$ref: '#/components/parameters/Id'}]",
            "      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/ErrorResponse'}}}}\n",
            format!("        '201': {body}\n"),
        ),
        _ => (
            "delete",
            "[{$ref: '#/components/parameters/Id'}]",
            "",
            format!("        '200': {body}\n        '204': {{description: Gone.}}\n"),
        ),
    };
    // Writing to a string does not fail.
    let _ = write!(
        text,
        "  /v1/things{index}/{{id}}:
    {method}:
      operationId: {method}Thing{index}
      summary: Works on thing {index}
      description: Works on the thing of kind {index}, and says what became of it.
      parameters: {parameters}
{request}      responses:
{responses}        '400': {{$ref: '#/components/responses/Failed'}}
        '404': {{$ref: '#/components/responses/Failed'}}
"
    );
}

fn schema(text: &mut String, index: usize, is_changed: bool) {
    let _ = write!(
        text,
        "    Thing{index}:
      description: A thing of kind {index}.
      type: object
      properties:
        id: {{$ref: '#/components/schemas/Id'}}
        name: {{type: string, description: Its name.}}
        size: {{type: integer, format: int64, description: Its size.}}
        state: {{type: string, enum: [running, stopped], description: Its state.}}
        labels: {{type: array, items: {{type: string}}, description: Its labels.}}
"
    );
    if is_changed {
        text.push_str("        added: {type: string, description: A property more.}\n");
    }
}
