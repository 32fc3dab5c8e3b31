//! Documents that are made to take long: ten times as much of one thing is ten times the work of
//! checking, generating, reviewing and showing.
//!
//! What is copied for each of many is a few large buffers, so bytes are counted here as well. Reading the
//! same text again and again allocates nothing: for that, each document is made once so large that a loop
//! within a loop does not come to an end.

use std::hint::black_box;
use std::sync::{Mutex, PoisonError};
use std::thread;

use openapi_codegen::{artifacts_with, lint};
use openapi_document::Document;
use openapi_lint::{Policy, Styling, render_findings_github, render_text};
use openapi_review::{
    Review, Versions, render_github, render_json, render_markdown, render_review_text,
};
use stats_alloc::Region;
use xtask::workspace::TARGET;

use super::{ALLOCATOR, grows};

/// What deeper trees, longer numbers and buffers that double may add to ten times as much: a buffer may
/// have just doubled for one and not for the other. A loop within a loop takes a hundred times.
const MOST: f64 = 13.0;

/// A kind of document, by how much it has of one thing; and how much of it takes a second or two, or
/// for a loop within a loop the better part of an hour.
type Flood = (&'static str, usize, fn(usize) -> String);

const FLOODS: [Flood; 12] = [
    ("code and brackets in a description", 60_000, |count| {
        described(&"`a` [b] ".repeat(count))
    }),
    ("examples of a schema with many patterns", 300, |count| {
        let schema = |index| {
            format!(
                "        p{index}: {{type: string, pattern: '^[^\\u0600-\\u{:04x}]{{50}}$'}}\n",
                0x700 + index
            )
        };
        let properties: String = (0..count.min(30)).map(schema).collect();
        let examples: String = (0..count)
            .map(|index| format!("e{index}: {{value: {{}}}}, "))
            .collect();
        let content = format!(
            "application/json: {{schema: {{$ref: '#/components/schemas/Many'}}, examples: {{{examples}}}}}"
        );
        document(
            &format!(
                "  /a: {{get: {{operationId: a, responses: {{'200': {{description: A., content: {{{content}}}}}}}}}}}\n"
            ),
            &format!("    Many:\n      type: object\n      properties:\n{properties}"),
        )
    }),
    ("brackets", 400_000, |count| described(&"[".repeat(count))),
    ("emphasis that never ends", 60_000, |count| {
        described(&"*a _b ".repeat(count))
    }),
    ("backticks of all lengths", 200_000, |count| {
        let lengths = 1..=(2 * count).isqrt();
        described(
            &lengths
                .map(|length| "`".repeat(length) + " ")
                .collect::<String>(),
        )
    }),
    ("unknown keys on one line", 8_000, |count| {
        let keys: String = (0..count).map(|index| format!("k{index}: 1, ")).collect();
        operations(&format!("{{{keys}operationId: a, {NO_CONTENT}}}"))
    }),
    ("a long line with an error in it", 100_000, |count| {
        operations(&format!(
            "{{summary: {}, k: 1, operationId: a, {NO_CONTENT}}}",
            "a".repeat(9 * count)
        ))
    }),
    (
        "operations of which each breaks many rules",
        1_500,
        |count| {
            let broken = |index| {
                format!(
                "  /a{index}/{{id}}:
    get:
      x: 1
      parameters:
        - {{name: id, in: path, required: true, schema: {{type: string}}}}
        - {{name: q, in: query, style: deepObject, schema: {{type: object}}}}
      security: [{{nobody: []}}]
      responses: {{'200': {{description: '', content: {{application/json: {{schema: {{$ref: '#/components/schemas/No'}}}}}}}}}}
"
            )
            };
            document(&(0..count).map(broken).collect::<String>(), "")
        },
    ),
    ("operations with one operationId", 4_000, |count| {
        let same = |index| format!("  /a{index}: {{get: {{operationId: a, {NO_CONTENT}}}}}\n");
        document(&(0..count).map(same).collect::<String>(), "")
    }),
    ("parameters of one operation", 1_500, |count| {
        let parameter =
            |index| format!("{{name: q{index}, in: query, schema: {{type: string}}}}, ");
        let parameters: String = (0..count).map(parameter).collect();
        operations(&format!(
            "{{operationId: a, parameters: [{parameters}], {NO_CONTENT}}}"
        ))
    }),
    ("schemas in a chain", 1_000, |count| {
        let schema = |index| {
            let next = index + 1;
            format!(
                "    S{index}: {{type: object, properties: {{n: {{$ref: '#/components/schemas/S{next}'}}}}}}\n"
            )
        };
        let schemas: String = (0..count).map(schema).collect();
        let content = "application/json: {schema: {$ref: '#/components/schemas/S0'}}";
        document(
            &format!(
                "  /a: {{get: {{operationId: a, responses: {{'200': {{description: A., content: {{{content}}}}}}}}}}}\n"
            ),
            &format!("{schemas}    S{count}: {{type: string}}\n"),
        )
    }),
    ("values of an enumeration", 8_000, |count| {
        let values: String = (0..count).map(|index| format!("v{index}, ")).collect();
        operations(&format!(
            "{{operationId: a, parameters: [{{name: q, in: query, schema: {{type: string, enum: [{values}]}}}}], {NO_CONTENT}}}"
        ))
    }),
];

const NO_CONTENT: &str = "responses: {'204': {description: A.}}";

fn document(paths: &str, schemas: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: Things, version: '1'}}\npaths:\n{paths}components:\n  schemas:\n    Last: {{type: string}}\n{schemas}"
    )
}

fn operations(get: &str) -> String {
    document(&format!("  /a: {{get: {get}}}\n"), "")
}

fn described(text: &str) -> String {
    operations(&format!(
        "{{operationId: a, description: '{text}', {NO_CONTENT}}}"
    ))
}

pub(super) fn grow_in_proportion() {
    come_to_an_end();
    for (name, _, flood) in FLOODS {
        for (unit, small, large) in {
            let (small, large) = (work(&flood(200)), work(&flood(2_000)));
            [
                ("allocations", small.0, large.0),
                ("bytes", small.1, large.1),
            ]
        } {
            grows(&format!("{name}: {unit}"), small, large, MOST);
        }
    }
}

/// Goes through each of the large ones, two at a time: nothing is counted meanwhile.
fn come_to_an_end() {
    let open = Mutex::new(FLOODS.iter());
    let next = || open.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || {
        while let Some((_, enough, flood)) = next() {
            all(&flood(*enough));
        }
    };
    thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
}

/// What is allocated for checking, generating, reviewing and showing a document: how often, and how
/// many bytes.
fn work(text: &str) -> (f64, f64) {
    let region = Region::new(ALLOCATOR);
    all(text);
    let change = region.change();
    (
        (change.allocations + change.reallocations) as f64,
        change.bytes_allocated as f64,
    )
}

fn all(text: &str) {
    let document = Document::parse("flood.yaml", text.as_bytes())
        .unwrap_or_else(|findings| panic!("{findings}"));
    let findings = lint(&document, &Policy::own());
    black_box(render_text(&findings, Styling::Plain));
    black_box(render_findings_github(&findings));
    let _ = black_box(artifacts_with(&document, &TARGET, &Policy::elsewhere()));
    let changed = text.replace("operationId: a", "operationId: b");
    let changed = changed.replace("{type: string}", "{type: string, maxLength: 9}");
    let changed = Document::parse("changed.yaml", changed.as_bytes())
        .unwrap_or_else(|findings| panic!("{findings}"));
    let review = Review::new(Some(&document), Some(&changed), Versions::default());
    black_box(render_review_text(&review, Styling::Plain));
    black_box(render_markdown(&review));
    black_box(render_github(&review));
    let _ = black_box(render_json(&review));
}
