//! Edits of a document: each that changes its meaning must be seen by the drift check or by the
//! snapshot of the lowered document, and none that does not.
//!
//! The edits are made to a copy of the document as it was on its first day, so that an edit of the
//! document itself leaves this table alone.

use std::sync::LazyLock;

use openapi_codegen::{Artifact, check};
use openapi_document::{Document, Findings};

use crate::{
    snapshots::lowered,
    support::{FIRST_DOCUMENT, artifacts, first_document, parse, read},
};

/// Replaces the one occurrence of `from` in the document.
#[track_caller]
pub fn edited(from: &str, to: &str) -> String {
    let text = read(FIRST_DOCUMENT);
    let count = text.matches(from).count();
    assert_eq!(count, 1, "{from:?} occurs {count} times");
    text.replace(from, to)
}

/// Whether one of the two guards sees the difference. Every edit here leaves a document that no
/// rule refuses: one that is refused would be seen by anything.
#[track_caller]
fn is_seen(text: &str) -> bool {
    static BEFORE: LazyLock<Document> = LazyLock::new(first_document);
    static LOWERED: LazyLock<String> = LazyLock::new(|| lowered(&BEFORE));
    static ARTIFACTS: LazyLock<Result<Vec<Artifact>, Findings>> =
        LazyLock::new(|| artifacts(&BEFORE));
    let document = parse("edited.yaml", text);
    let findings = check(&document);
    assert!(!findings.has_errors(), "{findings}");
    // Generating takes longer than everything else here, and rarely has the last word.
    lowered(&document) != *LOWERED || artifacts(&document) != *ARTIFACTS
}

/// Name of the edit, text to replace (which occurs once), replacement.
pub const SEEN: &[(&str, &str, &str)] = &[
    (
        "200 removed",
        "        '200':\n          description: Background task deleted successfully.\n          content:\n            application/json:\n              schema:\n                $ref: '#/components/schemas/DeleteBackgroundTaskResponse'\n              example:\n                message: ''\n",
        "",
    ),
    (
        "204 removed",
        "        '204':\n          description: Background task deleted successfully.\n",
        "",
    ),
    (
        "400 removed",
        "        '400':\n          $ref: '#/components/responses/BadRequest'\n",
        "",
    ),
    (
        "401 removed",
        "        '401':\n          $ref: '#/components/responses/Unauthorized'\n",
        "",
    ),
    (
        "403 removed",
        "        '403':\n          $ref: '#/components/responses/Forbidden'\n",
        "",
    ),
    (
        "404 removed",
        "        '404':\n          $ref: '#/components/responses/NotFound'\n",
        "",
    ),
    (
        "500 removed",
        "        '500':\n          $ref: '#/components/responses/InternalServerError'\n",
        "",
    ),
    (
        "202 added",
        "        '400':\n",
        "        '202': {description: Accepted.}\n        '400':\n",
    ),
    (
        "409 added",
        "        '500':\n",
        "        '409': {$ref: '#/components/responses/BadRequest'}\n        '500':\n",
    ),
    (
        "default added",
        "        '500':\n",
        "        default: {$ref: '#/components/responses/InternalServerError'}\n        '500':\n",
    ),
    (
        "204 described differently",
        "        '204':\n          description: Background task deleted successfully.",
        "        '204':\n          description: Gone.",
    ),
    (
        "400 described differently",
        "Invalid request.",
        "A bad request.",
    ),
    ("example of 200 changed", "message: ''", "message: done"),
    (
        "operationId renamed",
        "operationId: deleteBackgroundTask",
        "operationId: deleteTask",
    ),
    ("method changed", "    delete:\n", "    post:\n"),
    (
        "path changed",
        "/v2/{project_id}/instances",
        "/v3/{project_id}/instances",
    ),
    (
        "summary changed",
        "summary: Deleting a Background Task",
        "summary: Delete it",
    ),
    (
        "operation deprecated",
        "      operationId:",
        "      deprecated: true\n      operationId:",
    ),
    (
        "tag of the operation changed",
        "      tags:\n        - Background tasks",
        "      tags:\n        - Tasks",
    ),
    (
        "tag described differently",
        "Background tasks of a DCS instance.",
        "Tasks.",
    ),
    (
        "optional query parameter added",
        "        - $ref: '#/components/parameters/TaskId'",
        "        - $ref: '#/components/parameters/TaskId'\n        - {name: force, in: query, schema: {type: boolean}}",
    ),
    (
        "required header added",
        "        - $ref: '#/components/parameters/TaskId'",
        "        - $ref: '#/components/parameters/TaskId'\n        - {name: x-reason, in: header, required: true, schema: {type: string}}",
    ),
    (
        "request body added",
        "      parameters:\n        - $ref: '#/components/parameters/ProjectId'",
        "      requestBody: {content: {application/json: {schema: {type: object}}}}\n      parameters:\n        - $ref: '#/components/parameters/ProjectId'",
    ),
    (
        "parameter described differently",
        "Background task ID.",
        "The task.",
    ),
    (
        "parameter has another type",
        "schema:\n        $ref: '#/components/schemas/TaskId'",
        "schema:\n        $ref: '#/components/schemas/InstanceId'",
    ),
    (
        "pattern loosened",
        "pattern: '^[A-Za-z0-9-]+$'\n      example: 8abf",
        "pattern: '^[A-Za-z0-9_-]+$'\n      example: 8abf",
    ),
    (
        "pattern removed",
        "      pattern: '^[A-Za-z0-9-]+$'\n      example: 8abf",
        "      example: 8abf",
    ),
    (
        "length changed",
        "maxLength: 64\n      pattern: '^[A-Za-z0-9-]+$'\n      example: 8abf",
        "maxLength: 36\n      pattern: '^[A-Za-z0-9-]+$'\n      example: 8abf",
    ),
    (
        "id became a UUID",
        "type: string\n      minLength: 1\n      maxLength: 64\n      pattern: '^[A-Za-z0-9-]+$'\n      example: 5560",
        "type: string\n      format: uuid\n      example: 5560",
    ),
    (
        "example of an id changed",
        "example: 8abf6e1e72c12e7c0172c15b508500aa",
        "example: 9abf6e1e72c12e7c0172c15b508500aa",
    ),
    (
        "property added",
        "        message:\n          description: Returned message.",
        "        job: {type: string}\n        message:\n          description: Returned message.",
    ),
    (
        "property removed",
        "        error_code:\n          description: Error code.\n          type: string\n",
        "",
    ),
    ("property renamed", "error_code:", "code:"),
    (
        "property has another type",
        "Error code.\n          type: string",
        "Error code.\n          type: integer",
    ),
    (
        "property required",
        "description: Response body of a failed request.\n      type: object",
        "description: Response body of a failed request.\n      type: object\n      required: [error_code]",
    ),
    (
        "property nullable",
        "Error code.\n          type: string",
        "Error code.\n          type: string\n          nullable: true",
    ),
    (
        "property no longer nullable",
        "          nullable: true\n",
        "",
    ),
    (
        "enum added",
        "Error code.\n          type: string",
        "Error code.\n          type: string\n          enum: [DCS.0001]",
    ),
    (
        "unknown properties forbidden",
        "description: Response body of a failed request.\n      type: object",
        "description: Response body of a failed request.\n      type: object\n      additionalProperties: false",
    ),
    (
        "schema described differently",
        "Response body of a failed request.",
        "An error.",
    ),
    ("version changed", "version: v2", "version: v3"),
    (
        "title changed",
        "title: Distributed Cache Service (DCS)",
        "title: DCS",
    ),
    (
        "server changed",
        "url: https://{dcs_endpoint}",
        "url: https://example.com/{dcs_endpoint}",
    ),
    (
        "default endpoint changed",
        "default: dcs.eu-de.otc.t-systems.com",
        "default: dcs.eu-nl.otc.t-systems.com",
    ),
    ("security requirement removed", "  - token: []\n", ""),
    (
        "security scheme changed",
        "name: X-Auth-Token",
        "name: X-Token",
    ),
    ("licence changed", "name: MIT OR Apache-2.0", "name: MIT"),
];

pub const UNSEEN: &[(&str, &str, &str)] = &[
    (
        "comment added",
        "openapi: 3.0.3\n",
        "# A comment.\nopenapi: 3.0.3\n",
    ),
    (
        "comment removed",
        "        # No `enum`: new regions appear.\n",
        "",
    ),
    ("blank lines", "paths:\n", "\n\npaths:\n\n"),
    (
        "quoting",
        "operationId: deleteBackgroundTask",
        "operationId: \"deleteBackgroundTask\"",
    ),
    ("status without quotes", "'204':", "204:"),
    (
        "flow style",
        "      tags:\n        - Background tasks\n",
        "      tags: [Background tasks]\n",
    ),
    (
        "block scalar",
        "description: Returned message.",
        "description: >-\n            Returned\n            message.",
    ),
    (
        "order of keys",
        "      type: string\n      minLength: 1\n      maxLength: 64\n      pattern: '^[A-Za-z0-9-]+$'\n      example: 8abf",
        "      maxLength: 64\n      pattern: '^[A-Za-z0-9-]+$'\n      minLength: 1\n      type: string\n      example: 8abf",
    ),
];

#[test]
fn every_edit_that_changes_the_meaning_is_seen() {
    assert!(SEEN.len() >= 25);
    for (name, from, to) in SEEN {
        assert!(is_seen(&edited(from, to)), "{name} is not seen");
    }
}

#[test]
fn a_name_changed_in_every_place_is_seen() {
    let text = read(FIRST_DOCUMENT);
    let edits = [("ErrorResponse", "Failure"), ("Background tasks", "Tasks")];
    for (from, to) in edits {
        assert!(
            is_seen(&text.replace(from, to)),
            "{from} -> {to} is not seen"
        );
    }
}

#[test]
fn the_order_of_sections_is_not_seen() {
    let text = read(FIRST_DOCUMENT);
    let (before, components) = text.split_once("\ncomponents:").unwrap();
    let (head, paths) = before.split_once("\npaths:").unwrap();
    let reordered = format!("components:{components}\npaths:{paths}\n{head}\n");
    assert!(!is_seen(&reordered));
}

#[test]
fn edits_that_do_not_change_the_meaning_are_not_seen() {
    for (name, from, to) in UNSEEN {
        assert!(!is_seen(&edited(from, to)), "{name} is seen");
    }
}
