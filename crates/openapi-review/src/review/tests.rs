//! What a policy and the calendar make of a review.

use openapi_document::Document;
use openapi_lint::Styling;

use super::*;
use crate::{render_changelog, render_github, render_markdown, render_review_text};

/// A document with one operation, which has these lines, or none.
fn document(operation: &str) -> Document {
    let text = format!(
        "openapi: 3.0.3
info: {{title: Things, version: '1'}}
paths:
  /others: {{get: {{operationId: others, responses: {{'204': {{description: Others.}}}}}}}}
{operation}"
    );
    Document::parse("things.yaml", text.as_bytes()).unwrap_or_else(|why| panic!("{why}\n{text}"))
}

/// An operation with a parameter of this length, and one line more.
fn named(length: u32, line: &str) -> Document {
    document(&format!(
        "  /things:
    get:
      operationId: things
{line}      parameters: [{{name: name, in: query, schema: {{type: string, maxLength: {length}}}}}]
      responses: {{'204': {{description: None.}}}}
"
    ))
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn under(review: &Review, policy: &str, today: &str) -> Review {
    let policy = ChangePolicy::parse(policy.as_bytes()).unwrap();
    review.clone().under(&policy, day(today))
}

#[test]
fn a_policy_gives_other_levels() {
    let review = Review::wire(
        Some(&named(8, "")),
        Some(&named(4, "")),
        Versions::default(),
    );
    assert!(review.is_breaking_on_the_wire());
    let policy = "severity = {request-parameter-max-length-decreased = 'warning'}";
    let lenient = under(&review, policy, "2027-01-01");
    assert!(!lenient.is_refused(FailOn::Breaking) && lenient.is_refused(FailOn::Warning));
    let back = Review::wire(
        Some(&named(4, "")),
        Some(&named(8, "")),
        Versions::default(),
    );
    let policy = "severity = {request-parameter-max-length-increased = 'error'}";
    assert!(under(&back, policy, "2027-01-01").is_breaking_on_the_wire());
}

#[test]
fn what_is_accepted_breaks_nobody_until_it_has_run_out() {
    let review = Review::wire(
        Some(&named(8, "")),
        Some(&named(4, "")),
        Versions::default(),
    );
    let fingerprint = review.changes[0].fingerprint();
    let policy = format!(
        "[[accept]]\nfingerprint = '{fingerprint}'\nreason = 'Agreed.'\nuntil = 2027-03-01\n"
    );
    let accepted = under(&review, &policy, "2027-03-01");
    assert!(!accepted.is_refused(FailOn::Warning) && accepted.policy_notes.is_empty());
    assert_eq!(accepted.acceptance(&accepted.changes[0]), Some("Agreed."));
    // It is shown as what it is, in every format, and needs no version.
    assert_eq!(accepted.required_bump(), Bump::None);
    let shown = render_review_text(&accepted, Styling::Plain);
    assert!(shown.contains("\n1 accepted\n"), "{shown}");
    let shown = render_github(&accepted);
    assert!(shown.starts_with("::notice ") && shown.contains(", accepted: `Agreed.`"));
    let shown = render_markdown(&accepted);
    assert!(
        shown.contains("| ⚪ accepted |") && !shown.contains("error |"),
        "{shown}"
    );
    assert!(render_changelog(&accepted).starts_with("### Changed\n"));
    let over = under(&review, &policy, "2027-03-02");
    assert!(over.is_refused(FailOn::Wire));
    let note = format!("`{fingerprint}` was accepted until 2027-03-01: Agreed.");
    assert_eq!(over.policy_notes, [note]);
    // Another change of the same kind is another change.
    let other = Review::wire(
        Some(&named(8, "")),
        Some(&named(2, "")),
        Versions::default(),
    );
    let other = under(&other, &policy, "2027-03-01");
    assert!(other.is_refused(FailOn::Wire));
    let note = format!("`{fingerprint}` is accepted and is no change of this review: Agreed.");
    assert_eq!(other.policy_notes, [note]);
}

#[test]
fn what_breaks_in_rust_is_accepted_item_by_item() {
    let (base, head) = (named(8, ""), document(""));
    let review = Review::new(Some(&base), Some(&head), Versions::default());
    let items: Vec<_> = review.rust.iter().flat_map(RustChanges::items).collect();
    let accept = |fingerprints: &[String]| -> String {
        let one = |fingerprint: &String| {
            format!("[[accept]]\nfingerprint = '{fingerprint}'\nreason = 'Unused.'\n")
        };
        fingerprints.iter().map(one).collect()
    };
    let all: Vec<_> = items.iter().map(|item| item.fingerprint()).collect();
    assert!(!under(&review, &accept(&all), "2027-01-01").is_breaking_in_rust());
    assert!(under(&review, &accept(&all[1..]), "2027-01-01").is_breaking_in_rust());
}

#[test]
fn a_comment_and_the_annotations_say_what_the_gate_says() {
    let version = |text: &str| Version::parse(text).ok();
    let versions = Versions {
        base: version("1.0.0"),
        head: version("2.0.0"),
        current: version("2.0.0"),
    };
    let review = Review::wire(Some(&named(8, "")), Some(&named(4, "")), versions);
    for (fail_on, mark, command) in [
        (
            FailOn::Semver,
            "✅ **Breaking on the wire.",
            "::notice title=",
        ),
        (FailOn::Wire, "❌ **Breaking on the wire.", "::error title="),
        (
            FailOn::Rust,
            "✅ **Breaking on the wire.",
            "::notice title=",
        ),
        (
            FailOn::Never,
            "✅ **Breaking on the wire.",
            "::notice title=",
        ),
    ] {
        let review = Review {
            fail_on,
            ..review.clone()
        };
        assert!(render_markdown(&review).contains(mark), "{fail_on:?}");
        assert!(render_github(&review).contains(command), "{fail_on:?}");
    }
}

/// A fingerprint does not know where a change stands, so that it holds when lines are added above.
#[test]
fn a_fingerprint_is_that_of_the_same_change_elsewhere_in_the_document() {
    let summary = "      summary: Things.\n";
    let fingerprint = |base: Document, head: Document| {
        let review = Review::wire(Some(&base), Some(&head), Versions::default());
        let longer = review.changes.iter().find(|change| change.is_breaking());
        longer.map(Change::fingerprint)
    };
    let plain = fingerprint(named(8, ""), named(4, ""));
    assert!(plain.is_some());
    assert_eq!(plain, fingerprint(named(8, summary), named(4, summary)));
    assert_ne!(plain, fingerprint(named(8, ""), named(2, "")));
}

#[test]
fn a_deprecated_operation_stays_until_its_sunset() {
    let base = named(8, "      deprecated: true\n      x-sunset: 2027-03-01\n");
    let id = |today: Option<Day>| {
        let review =
            Review::wire_dated(Some(&base), Some(&document("")), Versions::default(), today);
        review.changes[0].id.clone()
    };
    assert_eq!(
        id(Some(day("2027-02-28"))),
        "api-path-removed-before-sunset"
    );
    assert_eq!(
        id(Some(day("2027-03-01"))),
        "api-path-removed-with-deprecation"
    );
    assert_eq!(id(None), "api-path-removed-before-sunset");
}

#[test]
fn an_operation_that_promises_nothing_breaks_nobody() {
    let stability = |level: &str| format!("      x-stability-level: {level}\n");
    for (level, is_breaking) in [
        ("draft", false),
        ("alpha", false),
        ("beta", true),
        ("stable", true),
    ] {
        let line = stability(level);
        let wire =
            |head: &Document| Review::wire(Some(&named(8, &line)), Some(head), Versions::default());
        assert_eq!(
            wire(&named(4, &line)).is_breaking_on_the_wire(),
            is_breaking,
            "{level}"
        );
        assert_eq!(
            wire(&document("")).is_breaking_on_the_wire(),
            is_breaking,
            "{level}"
        );
    }
    // What was promised is not taken back by promising less.
    let review = Review::wire(
        Some(&named(8, "")),
        Some(&named(4, &stability("alpha"))),
        Versions::default(),
    );
    let ids: Vec<_> = review.changes.iter().map(|change| &*change.id).collect();
    let expected = [
        "api-stability-decreased",
        "request-parameter-max-length-decreased",
    ];
    assert_eq!(ids, expected);
    assert!(review.changes.iter().all(Change::is_breaking));
}
