//! Documents that somebody wrote to do harm.

use std::fmt::Write as _;

use openapi_codegen::lint;
use openapi_document::Document;
use openapi_lint::{Policy, Styling, render_findings_github, render_text};
use openapi_review::{
    Bump, FailOn, MARKDOWN_LIMIT, Review, Versions, render_github, render_json, render_markdown,
    render_review_text,
};

use super::support::{changes, parse};
use crate::support::artifacts;

/// Everything that Markdown, a terminal or a workflow could be told to do.
const UNTRUSTED: &str = "</code></td><script>alert(1)</script> | `x` ``` ~~~ **b** [l](javascript:1) \
                       ![i](http://e) @octocat #1 https://e.example <!-- -->";

#[test]
fn text_from_a_document_is_inert_in_markdown() {
    let review = untrusted_review();
    let markdown = render_markdown(&review);
    for harmful in [
        "<script",
        "</td",
        "[l]",
        "@octocat",
        "https://e",
        "<!--",
        "~~~",
        "**b**",
        "\r",
    ] {
        assert!(!markdown.contains(harmful), "{harmful} in\n{markdown}");
    }
    // A row is a line, and its cells are four.
    for line in markdown.lines().filter(|line| line.starts_with('|')) {
        assert_eq!(line.matches('|').count(), 5, "{line}");
        assert_eq!(line.matches('`').count(), 0, "{line}");
    }
}

#[test]
fn text_from_a_document_is_inert_in_annotations() {
    let review = untrusted_review();
    let github = render_github(&review);
    for line in github.lines() {
        assert!(
            ["::error ", "::warning ", "::notice "]
                .iter()
                .any(|command| line.starts_with(command)),
            "{line}"
        );
        let percent = line.matches('%').count();
        let escaped = ["%25", "%0A", "%0D", "%3A", "%2C"]
            .iter()
            .map(|code| line.matches(code).count())
            .sum::<usize>();
        assert_eq!(percent, escaped, "{line}");
    }
    assert_eq!(
        github.lines().count(),
        review.changes.len() + 1,
        "one line for each change, and the verdict:\n{github}"
    );
}

/// Characters that a terminal or a reader of the page does not show, or acts on: ends of lines, marks of
/// direction, zero width, tags, fillers.
const UNSEEN: [char; 12] = [
    '\u{7}',
    '\u{1b}',
    '\u{85}',
    '\u{2028}',
    '\u{2029}',
    '\u{200b}',
    '\u{202e}',
    '\u{2066}',
    '\u{feff}',
    '\u{e0041}',
    '\u{3164}',
    '\u{e000}',
];

#[test]
fn whatever_shows_text_from_a_document_shows_no_character_that_nobody_sees() {
    let review = untrusted_review();
    let text = untrusted_document("\"x\": 1,");
    let document = Document::parse("unseen\u{202e}.json", text.as_bytes()).unwrap();
    let findings = lint(&document, &Policy::own());
    assert!(findings.iter().len() > 3, "{findings}");
    let artifacts = artifacts(&parse(&format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "T", "version": "1"}}, "paths": {{"/a": {{"get": {{
            "operationId": "a", "summary": {0}, "description": {0}, "responses": {{"204": {{"description": {0}}}}}}}}}}}}}"#,
        unseen()
    )))
    .unwrap_or_else(|findings| panic!("{findings}"));
    let mut shown: Vec<(&str, String)> = vec![
        ("text", render_review_text(&review, Styling::Plain)),
        ("markdown", render_markdown(&review)),
        ("annotations", render_github(&review)),
        ("JSON", render_json(&review).unwrap()),
        ("findings", render_text(&findings, Styling::Plain)),
        ("annotations of findings", render_findings_github(&findings)),
        ("findings in a line each", findings.to_string()),
    ];
    shown.extend(
        artifacts
            .iter()
            .map(|artifact| (artifact.path.as_str(), artifact.contents.clone())),
    );
    for (format, shown) in shown {
        for unseen in UNSEEN {
            assert!(!shown.contains(unseen), "{unseen:?} in {format}:\n{shown}");
        }
    }
}

/// All of [`UNTRUSTED`] and [`UNSEEN`], as JSON.
fn unseen() -> serde_json::Value {
    let unseen: String = UNSEEN.iter().map(|unseen| format!("a{unseen}b")).collect();
    serde_json::Value::from(format!(
        "{UNTRUSTED}\r\n::error::boo\n%0A::warning file=x,line=1::y\u{1b}[31m{unseen}"
    ))
}

/// A document with one operation, which says so wherever it can.
fn untrusted_document(operation: &str) -> String {
    let name = unseen();
    format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "T", "version": "1"}},
            "paths": {{"/{path}": {{"get": {{{operation} "responses": {{"200": {{"description": {name}}}}}}}}}}}}}"#,
        path = name.to_string().trim_matches('"'),
    )
}

/// A review in which everything that a document can say does harm.
pub fn untrusted_review() -> Review {
    let name = unseen();
    let document = |operation: &str| parse(&untrusted_document(operation));
    let base = document("");
    let head = document(&format!(
        r#""x-{key}": {name}, "tags": [{name}], "parameters": [{{"name": {name}, "in": "query", "required": true,
            "schema": {{"type": "string", "enum": [{name}]}}}}],"#,
        key = name.to_string().trim_matches('"'),
    ));
    let review = Review::new(Some(&base), Some(&head), Versions::default());
    assert_eq!(review.changes.len(), 3);
    review
}

#[test]
fn a_comment_is_short_and_counts_what_it_leaves_out() {
    let mut properties = String::new();
    for index in 0..2_000 {
        let _ = write!(
            properties,
            r#""p{index}|`<@{}": {{"type": "string"}},"#,
            "x".repeat(200)
        );
    }
    let document = |properties: &str| {
        parse(&format!(
            r##"{{"openapi": "3.0.3", "info": {{"title": "T", "version": "1"}}, "paths": {{"/a": {{"get": {{
                "operationId": "a", "responses": {{"200": {{"description": "", "content": {{"application/json": {{"schema": {{"$ref": "#/components/schemas/A"}}}}}}}}}}}}}}}},
                "components": {{"schemas": {{"A": {{"type": "object", "properties": {{{properties} "end": {{}}}}}}}}}}}}"##
        ))
    };
    let review = Review::wire(
        Some(&document(&properties)),
        Some(&document("")),
        Versions::default(),
    );
    assert_eq!(review.changes.len(), 2_000);
    let markdown = render_markdown(&review);
    assert!(markdown.len() < MARKDOWN_LIMIT, "{}", markdown.len());
    let rows = markdown
        .lines()
        .filter(|line| line.starts_with("| 🟡"))
        .count();
    let left = 2_000 - rows;
    assert!(
        markdown.contains(&format!("and {left} more changes;")),
        "{rows}"
    );
}

#[test]
fn circles_of_references_end() {
    let text = |required: &str| {
        format!(
            "openapi: 3.0.3
info: {{title: Circles, version: '1'}}
paths:
  /a:
    post:
      requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}
      responses:
        '200': {{description: '', content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}
components:
  schemas:
    A: {{type: object{required}, properties: {{a: {{$ref: '#/components/schemas/A'}}, b: {{$ref: '#/components/schemas/B'}}}}}}
    B: {{allOf: [{{$ref: '#/components/schemas/A'}}, {{$ref: '#/components/schemas/B'}}]}}
    C: {{$ref: '#/components/schemas/D'}}
    D: {{$ref: '#/components/schemas/C'}}
    E: {{not: {{$ref: '#/components/schemas/E'}}}}
"
        )
    };
    let (base, head) = (parse(&text("")), parse(&text(", required: [a]")));
    let ids: Vec<_> = changes(&base, &head)
        .into_iter()
        .map(|change| change.id)
        .collect();
    assert_eq!(
        ids,
        [
            "request-property-became-required",
            "response-property-became-required"
        ]
    );
}

#[test]
fn ten_thousand_levels_do_not_overflow_the_stack() {
    // Deeper than a document may be nested, so by way of references.
    let (schemas_in_a_row, levels) = (1_000, 10);
    let chain = |last: &str| {
        let mut schemas = String::new();
        for index in 0..schemas_in_a_row {
            let _ = write!(
                schemas,
                r##""S{index}": {}{{"$ref": "#/components/schemas/S{}"}}{},"##,
                r#"{"items": "#.repeat(levels),
                index + 1,
                "}".repeat(levels)
            );
        }
        parse(&format!(
            r##"{{"openapi": "3.0.3", "info": {{"title": "T", "version": "1"}}, "paths": {{"/a": {{"get": {{
                "responses": {{"200": {{"description": "", "content": {{"application/json": {{"schema": {{"$ref": "#/components/schemas/S0"}}}}}}}}}}}}}}}},
                "components": {{"schemas": {{{schemas} "S{schemas_in_a_row}": {{"type": "{last}"}}}}}}}}"##
        ))
    };
    let changes = changes(&chain("string"), &chain("integer"));
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].id, "response-property-type-changed");
    assert_eq!(
        changes[0].operation.as_ref().map(|name| name.path.as_str()),
        Some("/a")
    );
}

#[test]
fn schemas_that_fan_out_are_compared_once_each() {
    // Each schema refers to the next one twice: 2^40 ways through, 41 schemas.
    let fan = |last: &str| {
        let mut schemas = String::new();
        for index in 0..40 {
            let next = format!(r##"{{"$ref": "#/components/schemas/S{}"}}"##, index + 1);
            let _ = write!(
                schemas,
                r#""S{index}": {{"type": "object", "properties": {{"a": {next}, "b": {next}}}}},"#
            );
        }
        parse(&format!(
            r##"{{"openapi": "3.0.3", "info": {{"title": "T", "version": "1"}}, "paths": {{"/a": {{"get": {{
                "responses": {{"200": {{"description": "", "content": {{"application/json": {{"schema": {{"$ref": "#/components/schemas/S0"}}}}}}}}}}}}}}}},
                "components": {{"schemas": {{{schemas} "S40": {{"type": "{last}"}}}}}}}}"##
        ))
    };
    // Going every way would not end.
    assert_eq!(changes(&fan("string"), &fan("integer")).len(), 1);
}

#[test]
fn references_that_lead_nowhere_are_compared_as_text() {
    let text = |target: &str| {
        format!(
            "openapi: 3.0.3
info: {{title: T, version: '1'}}
paths:
  /a:
    get:
      parameters: [{{$ref: '{target}'}}]
      responses:
        '200': {{description: '', content: {{application/json: {{schema: {{$ref: '{target}'}}}}}}}}
"
        )
    };
    let base = parse(&text("other.yaml#/A"));
    assert_eq!(changes(&base, &parse(&text("other.yaml#/A"))), []);
    let found = changes(&base, &parse(&text("other.yaml#/B")));
    assert!(
        found
            .iter()
            .any(|change| change.id == "unclassified-change"),
        "{found:#?}"
    );
}

#[test]
fn an_absent_document_is_a_document_with_nothing_in_it() {
    let document = parse(super::support::THINGS);
    let added = Review::wire(None, Some(&document), Versions::default());
    assert!(!added.is_breaking_on_the_wire());
    assert_eq!(added.required_bump(), Bump::Minor);
    let removed = Review::wire(Some(&document), None, Versions::default());
    assert!(removed.is_breaking_on_the_wire());
    assert!(removed.is_refused(FailOn::Semver));
    let neither = Review::new(None::<&Document>, None, Versions::default());
    assert!(neither.is_empty());
}
