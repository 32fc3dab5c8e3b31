//! What `cargo xtask lint` prints and returns, and how `regen` follows the same rules.

use insta::assert_snapshot;

use crate::{
    command::{self, Run, folder, put, workspace, xtask},
    support::{FIRST_DOCUMENT, read},
};

/// A document from elsewhere with a warning and, with `broken`, an error.
fn document(broken: bool) -> String {
    let reference = if broken { "Thnig" } else { "Thing" };
    format!(
        "openapi: 3.0.3
info: {{title: Things, version: '1'}}
paths:
  /things/{{id}}:
    get:
      operationId: readThing
      parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
      responses:
        '200': {{description: Fine., content: {{application/json: {{schema: {{$ref: '#/components/schemas/{reference}'}}}}}}}}
components:
  schemas:
    Thing: {{type: object}}
"
    )
}

#[track_caller]
fn lint(document: &str, arguments: &[&str]) -> Run {
    let folder = folder();
    put(folder.path(), "things.yaml", document);
    xtask(
        folder.path(),
        &[&["lint", "things.yaml"], arguments].concat(),
    )
}

#[test]
fn a_document_without_findings_is_passed_in_silence() {
    let workspace = workspace();
    let document = read(FIRST_DOCUMENT);
    put(workspace.path(), "openapi/dcs.yaml", document);
    let run = xtask(workspace.path(), &["lint"]);
    assert_eq!(run.to_string(), "exit status 0\n");
}

#[test]
fn warnings_alone_are_shown_and_pass() {
    let run = lint(&document(false), &[]);
    assert_eq!(run.status, Some(0));
    assert_snapshot!(run);
}

#[test]
fn an_error_makes_the_exit_status_one() {
    let run = lint(&document(true), &[]);
    assert_eq!(run.status, Some(1));
    assert_snapshot!(run);
}

#[test]
fn a_document_that_cannot_be_read_makes_it_two_and_has_its_finding_in_every_format() {
    for format in ["text", "json", "github"] {
        let run = lint("openapi: 3.2.0\n", &["--format", format]);
        assert_eq!(run.status, Some(2), "{run}");
        let shown = if format == "text" {
            &run.stderr
        } else {
            &run.stdout
        };
        assert!(shown.contains("unsupported-version"), "{run}");
    }
}

#[test]
fn the_formats_for_programs() {
    let text = document(true);
    assert_snapshot!("json", lint(&text, &["--format", "json"]));
    assert_snapshot!("github", lint(&text, &["--format", "github"]));
}

#[test]
fn a_rule_is_explained_and_all_are_listed() {
    let folder = folder();
    assert_snapshot!(
        "explain",
        xtask(
            folder.path(),
            &["lint", "--explain", "unsafe-path-parameter"]
        )
    );
    assert_snapshot!("list", xtask(folder.path(), &["lint", "--list"]));
    assert_snapshot!(
        "explain_unknown",
        xtask(
            folder.path(),
            &["lint", "--explain", "unsafe-path-paramter"]
        )
    );
}

#[test]
fn a_rule_can_be_allowed_unless_sound_output_needs_it() {
    let run = lint(&document(false), &["--allow", "unsafe-path-parameter"]);
    assert_eq!(run.to_string(), "exit status 0\n");
    assert_snapshot!(lint(&document(false), &["--allow", "unresolved-reference"]));
}

#[test]
fn the_own_document_is_the_own_document_also_by_its_path() {
    let workspace = workspace();
    let without_summary = command::document().replace("      summary: Delete a thing\n", "");
    put(workspace.path(), "openapi/dcs.yaml", without_summary);
    for arguments in [&["lint"][..], &["lint", "./openapi/dcs.yaml"]] {
        let run = xtask(workspace.path(), arguments);
        assert_eq!(run.status, Some(1), "{run}");
        assert!(run.stdout.contains("error[operation-summary]"), "{run}");
    }
}

#[test]
fn regen_stops_at_safety_errors_of_the_own_document_and_at_no_style_rule() {
    let workspace = workspace();
    let document = command::document();
    put(
        workspace.path(),
        "openapi/dcs.yaml",
        document.replace("      summary: Delete a thing\n", ""),
    );
    assert_eq!(xtask(workspace.path(), &["regen"]).status, Some(0));
    put(
        workspace.path(),
        "openapi/dcs.yaml",
        document.replace("- url: https:", "- url: http:"),
    );
    let run = xtask(workspace.path(), &["regen"]);
    assert_eq!(run.status, Some(2), "{run}");
    assert!(run.stderr.contains("error[insecure-server]"), "{run}");
    let run = xtask(workspace.path(), &["regen", "--allow", "insecure-server"]);
    assert_eq!(run.status, Some(0), "{run}");
}

#[test]
fn regen_generates_what_comes_from_elsewhere_with_warnings() {
    let folder = folder();
    let unnamed = document(false).replace("      operationId: readThing\n", "");
    put(folder.path(), "things.yaml", unnamed);
    let arguments = ["regen", "--spec", "things.yaml", "--out-dir", "out"];
    let run = xtask(folder.path(), &arguments);
    assert_eq!(run.status, Some(0), "{run}");
    assert_snapshot!(run.stderr);
}
