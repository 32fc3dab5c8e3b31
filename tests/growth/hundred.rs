//! A document of the size that the service's own would have: a hundred operations, every other one in
//! pages and with enumerations, the others deletions.

use std::{fmt::Write as _, path::Path, process::Command};

use loopback::{Reply, Server};

use tests::joined;

use crate::scratch::{built, cargo, grown, read, text, three_crates};

const OPERATIONS: usize = 100;

/// An entry as the document has it, and as a service writes it that does not care.
const SOUND: &str = r#"{"id":"7","kind":"B","made_at":"2020-06-17T07:38:42Z","share":0.5,"shown":true,"size":3,"state":"ON"}"#;
const DAMAGED: &str = r#"{"id":7,"kind":"B","made_at":"2020-06-17 07:38:42","share":"0.5","shown":"TRUE","size":"3","state":"ON","tags":null,"note":"","counts":null}"#;
/// What is shown of that: values in the document's types, and what says nothing as it was written.
const READ_OF_DAMAGED: &str = r#"{"counts":null,"id":"7","kind":"B","made_at":"2020-06-17T07:38:42Z","note":"","share":0.5,"shown":true,"size":3,"state":"ON","tags":null}"#;
/// With a value of an enumeration that is new, and others that say nothing.
const NEW: &str = r#"{"id":"7","kind":"","made_at":"","share":null,"state":"PAUSED"}"#;

fn document() -> String {
    let (mut paths, mut schemas) = (String::new(), String::new());
    for index in 0..OPERATIONS {
        let path = format!("  /v2/{{project_id}}/instances/{{instance_id}}/sets{index}");
        // Writing to a string does not fail.
        let _ = match index % 2 {
            0 => write!(
                paths,
                "{path}:
    get:
      operationId: listSet{index}
      tags: [Sets]
      x-table-columns: [id, state, made_at]
      x-pagination: {{offset: offset, limit: limit, items: entries, total: total, page_size: 50}}
      parameters:
        - $ref: '#/components/parameters/ProjectId'
        - $ref: '#/components/parameters/InstanceId'
        - {{name: offset, in: query, schema: {{type: integer, format: int32}}}}
        - {{name: limit, in: query, schema: {{type: integer, format: int64, minimum: 1}}}}
        - {{name: state, in: query, schema: {{$ref: '#/components/schemas/State{index}'}}}}
      responses:
        '200': {{description: Done., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Set{index}'}}}}}}}}
        '404': {{$ref: '#/components/responses/NotFound'}}
"
            ),
            _ => write!(
                paths,
                "{path}/{{task_id}}:
    delete:
      operationId: deleteSet{index}
      tags: [Sets]
      parameters:
        - $ref: '#/components/parameters/ProjectId'
        - $ref: '#/components/parameters/InstanceId'
        - $ref: '#/components/parameters/TaskId'
      responses:
        '200': {{description: Done., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Entry{index}'}}}}}}}}
        '204': {{description: Gone.}}
        '404': {{$ref: '#/components/responses/NotFound'}}
"
            ),
        };
        if index % 2 == 0 {
            let _ = write!(
                schemas,
                "    Set{index}:
      type: object
      properties:
        total: {{type: string}}
        entries: {{type: array, items: {{$ref: '#/components/schemas/Entry{index}'}}}}
"
            );
        }
        let _ = write!(
            schemas,
            "    State{index}: {{type: string, enum: [ON, 'OFF']}}
    Entry{index}:
      type: object
      properties:
        id: {{type: string}}
        note: {{type: string, nullable: true, maxLength: 9, minLength: 1}}
        state: {{$ref: '#/components/schemas/State{index}'}}
        kind: {{type: string, enum: [A, B, C]}}
        size: {{type: integer, format: int64}}
        share: {{type: number}}
        shown: {{type: boolean}}
        made_at: {{type: string, format: date-time}}
        tags: {{type: array, items: {{type: string}}}}
        counts: {{type: object, additionalProperties: {{type: integer}}}}
"
        );
    }
    let document = grown(&read("tests/fixtures/dcs.yaml"), "tests/fixtures/helpers");
    joined(&document, &paths, &schemas)
}

#[test]
fn a_hundred_operations_compile_without_a_warning_and_read_what_is_damaged() {
    let workspace = three_crates("hundred", &document(), [].into());
    let build = cargo(&workspace, "build -p dcs-cli -p dcs-httpmock");
    let said = text(&build.stderr);
    assert!(
        build.status.success() && !said.contains("warning"),
        "{said}"
    );
    let dcs = built(&workspace, "dcs");
    for index in 0..OPERATIONS {
        for (answered, read) in [(SOUND, SOUND), (DAMAGED, READ_OF_DAMAGED), (NEW, NEW)] {
            check(&dcs, index, answered, read);
        }
    }
}

/// Whether `dcs` prints the answer to the operation of this number as it is to be read.
#[track_caller]
fn check(dcs: &Path, index: usize, answered: &str, read: &str) {
    let (name, answered, read) = match index % 2 {
        0 => (
            format!("list-set{index}"),
            format!(r#"{{"total":1,"entries":[{answered}]}}"#),
            format!(r#"{{"entries":[{read}],"total":"1"}}"#),
        ),
        _ => (
            format!("delete-set{index}"),
            answered.to_owned(),
            read.to_owned(),
        ),
    };
    let server = Server::replying(Reply::json("200 OK", &answered));
    let mut command = Command::new(dcs);
    command.args([&name, "--endpoint", server.url(), "--output", "json"]);
    command.args(["--project-id", "p", "--instance-id", "i"]);
    if index % 2 == 1 {
        command.args(["--task-id", "t", "--yes"]);
    }
    let output = command
        .env_clear()
        .env("DCS_AUTH_TOKEN", "token-of-the-test")
        .output()
        .unwrap();
    let printed = text(&output.stdout);
    assert!(
        printed.ends_with(&format!("\"body\":{read}}}\n")),
        "{name}: {answered}: {printed}{}",
        text(&output.stderr)
    );
}
