//! How the differences are printed, and contradictions within the definitions.

use insta::assert_snapshot;

use super::{definition, folder, upstream, vendors};
use crate::command::put;

/// A folder in which the vendor has moved, in words that try to be something else.
fn moved() -> tempfile::TempDir {
    let folder = folder();
    let text = vendors("DeleteThing").replace(
        "\"message\": {\n          \"description\"",
        "\"</code><b>@all|\\u001b[31m\": {\"type\": \"string\"},\n        \"message\": {\n          \"description\"",
    );
    put(folder.path(), definition("DeleteThing"), text);
    folder
}

#[test]
fn for_a_person_for_a_program_and_for_an_issue() {
    let folder = moved();
    let shown = |format: &str| upstream(folder.path(), &["definitions", "--format", format]);
    assert_snapshot!("text", shown("text"));
    assert_snapshot!("json", shown("json"));
    assert_snapshot!("markdown", shown("markdown"));
}

#[test]
fn an_issue_says_how_much_did_not_fit_into_it() {
    let folder = folder();
    let properties = (0..400).map(|number| format!("\"new_{number}\": {{\"type\": \"string\"}},"));
    let text = vendors("DeleteThing").replace(
        "\"message\": {\n          \"description\"",
        &format!(
            "{}\"message\": {{\n          \"description\"",
            properties.collect::<String>()
        ),
    );
    put(folder.path(), definition("DeleteThing"), text);
    let issue = upstream(folder.path(), &["definitions", "--format", "markdown"]).stdout;
    assert!(issue.starts_with("400 differences in "), "{issue}");
    assert!(issue.len() < 51_000, "{}", issue.len());
    let shown = issue.matches("- **lacking**").count();
    let last = issue.lines().last().unwrap();
    assert_eq!(last, format!("And {} more.", 400 - shown));
    assert!(shown > 50, "{shown}");
}

#[test]
fn contradictions_are_listed_with_their_places() {
    let folder = folder();
    let text = vendors("DeleteThing").replace(
        "DELETE https://{endpoint}/v2/{project_id}/things/{id}",
        "GET https://{endpoint}/v2/{project_id}/thing/{id}?force=true",
    );
    put(folder.path(), definition("DeleteThing"), text);
    let listed = |format: &str| {
        let arguments = [
            "definitions/DeleteThing.json",
            "--contradictions",
            "--format",
            format,
        ];
        upstream(folder.path(), &arguments)
    };
    assert_snapshot!("contradictions", listed("text"));
    let json: serde_json::Value = serde_json::from_str(&listed("json").stdout).unwrap();
    assert_eq!(json["findings"].as_array().unwrap().len(), 3, "{json}");
    let none = upstream(
        folder.path(),
        &["definitions/CreateThing.json", "--contradictions"],
    );
    // Its example answers null where the table says a text.
    assert_eq!(none.status, Some(1), "{none}");
}
