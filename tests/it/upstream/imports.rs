//! Drafts of twenty operations of different shape: bodies, lists in pages, answers without a body, names that
//! are taken, examples that contradict their tables.

use std::{collections::BTreeSet, fs};

use insta::assert_snapshot;
use openapi_codegen::{artifacts_with, lint};
use openapi_lint::Policy;
use tempfile::TempDir;

use super::{OURS, folder};
use crate::{
    command::{Run, put, xtask},
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
    assert_eq!(document(&folder), once);
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
