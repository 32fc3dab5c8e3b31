//! Drafts of twenty operations of different shape: bodies, lists in pages, answers without a body, names that
//! are taken, examples that contradict their tables.

use std::{collections::BTreeSet, fs};

use insta::assert_snapshot;
use openapi_codegen::{artifacts_with, lint};
use openapi_lint::Policy;
use serde_json::json;
use tempfile::TempDir;

use super::{OURS, folder};
use crate::{
    command::{self, Run, put, xtask},
    support::{parse, read, root},
};

const IMPORTS: &str = "tests/fixtures/upstream/import";

/// The operations, in the order of their names.
fn operations() -> Vec<String> {
    let entries = fs::read_dir(root().join(IMPORTS)).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names
        .filter_map(|name| Some(name.strip_suffix(".json")?.to_owned()))
        .collect();
    names.sort();
    names
}

/// A folder with the document of the first day, the only one of its kind.
fn first_day() -> TempDir {
    let folder = folder();
    put(folder.path(), "dcs.yaml", read("tests/fixtures/dcs.yaml"));
    folder
}

fn import(folder: &TempDir, operation: &str) -> Run {
    let file = root().join(IMPORTS).join(format!("{operation}.json"));
    let file = file.to_string_lossy();
    let arguments = [
        "upstream",
        "--document",
        "dcs.yaml",
        "--import",
        operation,
        &file,
    ];
    xtask(folder.path(), &arguments)
}

fn document(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join("dcs.yaml")).unwrap()
}

/// The rules of the workspace's own document, style among them, that it breaks.
fn broken(text: &str) -> Vec<String> {
    let document = parse("dcs.yaml", text);
    let findings = lint(&document, &Policy::own());
    findings
        .iter()
        .map(|finding| format!("{}: {}", finding.rule.id, finding.message))
        .collect()
}

#[test]
fn each_draft_keeps_the_rules_generates_and_differs_in_nothing_that_it_does_not_say() {
    let folder = first_day();
    let definitions = root().join(IMPORTS);
    let mut allowed = BTreeSet::new();
    for operation in operations() {
        let before = document(&folder);
        let run = import(&folder, &operation);
        assert_eq!(run.status, Some(0), "{operation}: {run}");
        assert!(!run.stderr.contains("note: "), "{operation}: {run}");
        let text = document(&folder);
        // Lines are added, and none is changed.
        let mut lines = text.lines();
        assert!(
            before.lines().all(|line| lines.any(|other| other == line)),
            "{operation}"
        );
        let notes = broken(&text)
            .into_iter()
            .filter(|finding| !finding.starts_with("unenforced-constraint"));
        assert_eq!(
            notes.collect::<Vec<_>>(),
            Vec::<String>::new(),
            "{operation}"
        );
        let file = definitions.join(format!("{operation}.json"));
        let arguments = [
            "upstream",
            "--document",
            "dcs.yaml",
            &file.to_string_lossy(),
        ];
        let compared = xtask(folder.path(), &arguments);
        assert_eq!(compared.status, Some(0), "{operation}: {compared}");
        let mut lines = text.lines();
        while lines.any(|line| line.trim() == "x-allow:") {
            allowed.extend(lines.next().map(|line| line.trim().to_owned()));
        }
    }
    assert_eq!(operations().len(), 20);
    // What it makes is compiled by the test `growth`.
    let all = parse("dcs.yaml", &document(&folder));
    artifacts_with(&all, &xtask::workspace::TARGET, &Policy::own())
        .unwrap_or_else(|findings| panic!("{findings}"));
    let forced = [
        "enum-collision: DEF has values that differ in no letter.",
        "optional-request-body: DEF does not say that the body has to be there.",
        "undefined-request-body: DEF has a body here.",
    ];
    assert_eq!(allowed, forced.map(str::to_owned).into());
    // Compared with all at once, the drafts differ in nothing, and what was there is only not the vendor's.
    let arguments = [
        "upstream",
        "--document",
        "dcs.yaml",
        &definitions.to_string_lossy(),
    ];
    let all = xtask(folder.path(), &arguments);
    assert!(
        all.stderr.starts_with("1 difference in 20 operations"),
        "{all}"
    );
}

#[test]
fn what_a_draft_looks_like() {
    for operation in [
        "ListWidgets",
        "CreateWidgetPlan",
        "ShowWidgetState",
        "UpdateWidgetMode",
    ] {
        let folder = first_day();
        let before = document(&folder);
        let run = import(&folder, operation);
        let text = document(&folder);
        let mut known = before.lines().peekable();
        let added: String = text
            .lines()
            .filter(|line| known.next_if(|next| next == line).is_none())
            .map(|line| format!("{line}\n"))
            .collect();
        assert_snapshot!(operation, format!("{run}{added}"));
    }
}

#[test]
fn nothing_is_overwritten() {
    let folder = first_day();
    assert_eq!(import(&folder, "DropWidget").status, Some(0));
    let once = document(&folder);
    let twice = import(&folder, "DropWidget");
    assert_eq!(twice.status, Some(2), "{twice}");
    assert!(
        twice
            .stderr
            .contains("has the operation already, at dcs.yaml:"),
        "{twice}"
    );
    let file = root().join(IMPORTS).join("DropWidget.json");
    let unknown = [
        "upstream",
        "--document",
        "dcs.yaml",
        "--import",
        "Nothing",
        &file.to_string_lossy(),
    ];
    let unknown = xtask(folder.path(), &unknown);
    assert_eq!(unknown.status, Some(2), "{unknown}");
    assert!(unknown.stderr.contains("`others`"), "{unknown}");
    let misspelt = [
        "upstream",
        "--document",
        "dcs.yaml",
        "--import",
        "DropWigdet",
        &file.to_string_lossy(),
    ];
    let misspelt = xtask(folder.path(), &misspelt);
    assert_eq!(misspelt.status, Some(2), "{misspelt}");
    assert!(
        misspelt.stderr.contains("did you mean `DropWidget`?"),
        "{misspelt}"
    );
    assert_eq!(document(&folder), once);
    let arguments = [
        "upstream",
        "--document",
        "-",
        "--import",
        "DropWidget",
        &file.to_string_lossy(),
    ];
    let document_as_input = fs::File::open(folder.path().join("dcs.yaml")).unwrap();
    let stdin = command::run(command::command(folder.path(), &arguments).stdin(document_as_input));
    assert_eq!(stdin.status, Some(2), "{stdin}");
    assert!(!folder.path().join("-").exists());
    // In flow style there is no line to add to.
    put(
        folder.path(),
        "dcs.yaml",
        read(OURS).replace("  schemas:\n", "  schemas: {}\n  x-schemas:\n"),
    );
    let before = document(&folder);
    let flow = import(&folder, "ListZones");
    assert_eq!(flow.status, Some(2), "{flow}");
    assert_eq!(document(&folder), before);
}

/// Imports the operation of this definition, named so, into the document of things.
fn import_into_things(theirs: &serde_json::Value, operation: &str) -> (TempDir, Run) {
    let folder = folder();
    put(folder.path(), "theirs.json", theirs.to_string());
    let arguments = ["theirs.json", "--import", operation];
    let run = super::upstream(folder.path(), &arguments);
    (folder, run)
}

/// The document of things after an import, which keeps the rules about correctness.
#[track_caller]
fn things(folder: &TempDir, run: &Run) -> serde_json::Value {
    assert_eq!(run.status, Some(0), "{run}");
    assert!(!run.stderr.contains("note: "), "{run}");
    let text = fs::read_to_string(folder.path().join("ours.yaml")).unwrap();
    let document = parse("ours.yaml", &text);
    let broken = lint(&document, &Policy::needed());
    assert!(broken.is_empty(), "{broken}");
    let again = super::upstream(folder.path(), &["theirs.json"]);
    assert_eq!(again.status, Some(0), "{again}");
    document.root().to_json()
}

/// A definition of the operation `ShowThing`.
fn show_thing(path: &str) -> serde_json::Value {
    let parameter =
        |name: &str| json!({"name": name, "in": "path", "type": "string", "required": true});
    let names = openapi_document::template::parameters(path);
    let parameters: Vec<_> = names.map(parameter).collect();
    let operation = json!({
        "operationId": "ShowThing",
        "parameters": parameters,
        "responses": {"200": {"description": "x", "schema": {"type": "string"}}},
    });
    json!({"swagger": "2.0", "host": "a.example", "paths": {path: {"get": operation}}})
}

#[test]
fn a_draft_stands_at_the_path_that_the_document_has_in_its_names() {
    let theirs = show_thing("/v2/{project_id}/things/{no}");
    let (folder, run) = import_into_things(&theirs, "ShowThing");
    let made = things(&folder, &run);
    assert_eq!(made["paths"].as_object().unwrap().len(), 2);
    let drafted = &made["paths"]["/v2/{project_id}/things/{thing_id}"]["get"];
    let parameters = json!([
        {"$ref": "#/components/parameters/ProjectId"}, {"$ref": "#/components/parameters/ThingId"}]);
    assert_eq!(drafted["parameters"], parameters);
}

#[test]
fn what_each_path_of_the_vendors_begins_with_is_a_part_of_the_path_of_a_draft() {
    let mut theirs = show_thing("/{project_id}/stocks/{no}");
    theirs["basePath"] = "/v2/".into();
    let (folder, run) = import_into_things(&theirs, "ShowThing");
    let made = things(&folder, &run);
    assert!(!made["paths"]["/v2/{project_id}/stocks/{no}"]["get"].is_null());

    // Below a server that has a path itself, it is left out; beside it, there is no such path.
    let folder = super::folder();
    let ours = read(OURS).replace("https://{endpoint}", "https://{endpoint}/v2");
    let ours = ours.replace("\n  /v2/", "\n  /");
    put(folder.path(), "ours.yaml", ours);
    put(folder.path(), "theirs.json", theirs.to_string());
    let run = super::upstream(folder.path(), &["theirs.json", "--import", "ShowThing"]);
    let made = things(&folder, &run);
    assert!(!made["paths"]["/{project_id}/stocks/{no}"]["get"].is_null());
    theirs["basePath"] = "/v3".into();
    put(folder.path(), "theirs.json", theirs.to_string());
    let elsewhere = super::upstream(folder.path(), &["theirs.json", "--import", "ShowThing"]);
    assert_eq!(elsewhere.status, Some(2), "{elsewhere}");
    assert!(
        elsewhere
            .stderr
            .contains("`/v3/{project_id}/stocks/{no}`, which is not below `/v2`"),
        "{elsewhere}"
    );
}

#[test]
fn an_operation_of_openapi_3_without_an_id_is_drafted_with_the_parameters_of_its_path() {
    let theirs = json!({
        "openapi": "3.0.3",
        "info": {"title": "x", "version": "1"},
        "components": {"parameters": {"no": {"name": "no", "in": "path", "required": true, "schema": {"type": "string"}}}},
        "paths": {"/v2/stocks/{no}": {
            "parameters": [{"$ref": "#/components/parameters/no"}],
            "get": {"responses": {"204": {"description": "x"}}},
        }},
    });
    let (folder, run) = import_into_things(&theirs, "GET /v2/stocks/{no}");
    let made = things(&folder, &run);
    let drafted = &made["paths"]["/v2/stocks/{no}"]["get"];
    assert_eq!(drafted["operationId"], "getV2StocksNo");
    assert_eq!(
        drafted["parameters"],
        json!([{"$ref": "#/components/parameters/No"}])
    );
}

#[test]
fn a_parameter_of_another_type_does_not_take_the_name_of_one_that_is_there() {
    let mut theirs = show_thing("/v2/{project_id}/stocks/{no}");
    let parameters = "/paths/~1v2~1{project_id}~1stocks~1{no}/get/parameters";
    theirs.pointer_mut(parameters).unwrap()[0]["type"] = "integer".into();
    let (folder, run) = import_into_things(&theirs, "ShowThing");
    let made = things(&folder, &run);
    let drafted = &made["paths"]["/v2/{project_id}/stocks/{no}"]["get"]["parameters"];
    assert_eq!(
        drafted[0]["$ref"],
        "#/components/parameters/ShowThingProjectId"
    );
}

#[test]
fn what_is_asked_for_of_a_request_is_not_asked_for_of_an_answer_of_the_same_schema() {
    let mut theirs = show_thing("/v2/{project_id}/stocks");
    let schema = json!({"$ref": "#/definitions/Stock"});
    let at = "/paths/~1v2~1{project_id}~1stocks";
    let operation = theirs.pointer_mut(&format!("{at}/get")).unwrap();
    let body = json!({"in": "body", "name": "body", "required": true, "schema": schema});
    operation["parameters"].as_array_mut().unwrap().push(body);
    operation["responses"]["200"]["schema"] = schema;
    let operation = operation.take();
    *theirs.pointer_mut(at).unwrap() = json!({"put": operation});
    theirs["definitions"]["Stock"] = json!({
        "type": "object", "required": ["size"], "properties": {"size": {"type": "integer", "maximum": 9}},
    });
    let (folder, run) = import_into_things(&theirs, "ShowThing");
    let made = things(&folder, &run);
    let schemas = &made["components"]["schemas"];
    assert_eq!(schemas["Stock"]["required"], json!(["size"]));
    assert_eq!(schemas["ShowThingStock"]["required"], json!(null));
    assert_eq!(
        schemas["ShowThingStock"]["properties"]["size"]["maximum"],
        json!(null)
    );
}

#[test]
fn a_type_beside_the_one_part_of_a_schema_is_known_to_be_the_vendors() {
    let mut theirs = show_thing("/v2/{project_id}/stocks");
    let answer = "/paths/~1v2~1{project_id}~1stocks/get/responses/200/schema";
    *theirs.pointer_mut(answer).unwrap() = json!({"$ref": "#/definitions/Answer"});
    theirs["definitions"] = json!({
        "Answer": {"type": "object", "allOf": [{"$ref": "#/definitions/Stock"}]},
        "Stock": {"type": "object", "properties": {"size": {"type": "integer"}}},
    });
    let (folder, run) = import_into_things(&theirs, "ShowThing");
    let made = things(&folder, &run);
    let answer = &made["components"]["schemas"]["Answer"];
    assert_eq!(answer["x-source"]["vendor"], json!({"type": "object"}));
}
