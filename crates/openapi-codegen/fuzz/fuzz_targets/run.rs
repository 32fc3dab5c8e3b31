//! What the fuzz targets do with an input. The test of the seeds does the same
//! (`tests/it/lint_seeds.rs`).

use openapi_codegen::{Target, artifacts, lint};
use openapi_document::{Document, Findings};
use openapi_lint::{Policy, Styling, parse, render_text};
use openapi_review::{
    MARKDOWN_LIMIT, Review, Versions, render_github, render_json, render_markdown,
    render_review_text,
};

/// What stands between the documents of an input for `diff`, in a line of its own.
const MARKER: &str = "\n%%%\n";

/// What nothing depends on here.
const TARGET: Target<'static> = Target {
    client: "client.rs",
    cli: "cli.rs",
    mock: "mock.rs",
    client_crate: "client",
    document: "document.yaml",
    command: "make",
};

/// A client, or findings with a place. When `strict`, what the generator gives up on counts as a
/// failure as well: a rule should have refused it before.
pub fn generate(file: &str, bytes: &[u8], strict: bool) {
    let findings = match parse(&Policy::needed(), file, bytes) {
        Err(findings) => findings,
        Ok(document) => {
            let findings = lint(&document, &Policy::own());
            // What passes the rules that sound output needs must generate.
            if let Err(refused) = artifacts(&document, &TARGET) {
                is_refusal(&refused, strict);
            }
            findings
        }
    };
    let text = render_text(&findings, Styling::Plain);
    assert_eq!(text.is_empty(), findings.is_empty());
}

/// A review of two documents, both ways and in every format. An input of three parts is a
/// document, a text in it, and what stands in the place of that text in the other document; an
/// input of one part is compared with itself.
pub fn diff(bytes: &[u8], strict: bool) {
    let text = String::from_utf8_lossy(bytes);
    let mut parts = text.splitn(3, MARKER);
    let base = parts.next().unwrap_or_default();
    let head = match (parts.next(), parts.next()) {
        (None, _) => base.to_owned(),
        (Some(head), None) => head.to_owned(),
        (Some(old), Some(new)) => base.replacen(old, new, 1),
    };
    let Ok(base) = Document::parse("base.yaml", base.as_bytes()) else {
        return;
    };
    let review = Review::new(Some(&base), Some(&base), Versions::default());
    assert!(review.is_empty(), "{}", changes(&review));
    let Ok(head) = Document::parse("head.yaml", head.as_bytes()) else {
        return;
    };
    let there = Review::new(Some(&base), Some(&head), Versions::default());
    let back = Review::wire(Some(&head), Some(&base), Versions::default());
    // What changes one way changes the other way too.
    assert_eq!(
        there.changes.is_empty(),
        back.changes.is_empty(),
        "{}{}",
        changes(&there),
        changes(&back)
    );
    let is_same = base.root().to_json() == head.root().to_json();
    assert!(!is_same || there.is_empty(), "{}", changes(&there));
    // Nothing goes unseen; with references, one thing can be said in several ways.
    let has_references = text.contains("$ref");
    assert!(is_same || has_references || !there.is_empty());
    if let Err(refused) = &there.rust {
        is_refusal(refused, strict);
    }
    for review in [&there, &back] {
        show(review);
    }
    show(&Review::wire(Some(&base), None, Versions::default()));
    show(&Review::wire(None, Some(&head), Versions::default()));
}

fn is_refusal(refused: &Findings, strict: bool) {
    assert!(refused.has_errors(), "refused without a reason");
    let failure = refused
        .iter()
        .find(|finding| finding.rule.id == "generator-failure");
    assert!(!strict || failure.is_none(), "{refused}");
}

fn show(review: &Review) {
    assert!(!render_review_text(review, Styling::Plain).is_empty());
    assert!(render_json(review).is_ok());
    assert!(render_markdown(review).len() < MARKDOWN_LIMIT);
    // A line that does not begin a command would be printed as it is.
    let github = render_github(review);
    assert!(
        github.lines().all(|line| line.starts_with("::")),
        "{github}"
    );
}

fn changes(review: &Review) -> String {
    render_review_text(review, Styling::Plain)
}
