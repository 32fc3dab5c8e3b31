//! What the workflow posts: a review, and no text that only looks like one.

use std::path::Path;

use openapi_document::is_unseen;
use openapi_review::{MARKDOWN_LIMIT, Review, Versions, render_markdown};

use super::{
    super::{example::example, rules::changes_of_all_cases, untrusted::untrusted_review},
    bash, scripts,
};
use crate::{
    command::{Run, document},
    support::parse,
};

/// What the job that comments does before it posts a text.
#[track_caller]
fn check(review: &str) -> Run {
    let scripts = scripts("comment");
    let [check] = &scripts[..] else {
        panic!("one step checks");
    };
    let output = bash(check, Path::new("/"))
        .env("REVIEW", review.trim_end_matches('\n'))
        .output()
        .expect("bash starts");
    let run = Run::of(output);
    assert_eq!(run.stderr, "", "{run}");
    run
}

#[track_caller]
pub(super) fn posts(review: &str) {
    let run = check(review);
    assert_eq!(run.to_string(), "exit status 0\n", "{review}");
}

#[test]
fn what_the_renderer_makes_is_posted() {
    let review = |changes: &[openapi_review::Change]| Review {
        changes: changes.to_vec(),
        ..example()
    };
    let all = changes_of_all_cases();
    let mut reviews = vec![example(), untrusted_review(), review(&all), review(&[])];
    reviews.extend(all.chunks(150).map(review));
    let refused = parse(
        "refused.yaml",
        &document().replace("        '200':\n", "        '201':\n          description: A.\n          content: {application/json: {schema: {type: integer}}}\n        '200':\n"),
    );
    let refused = Review::new(Some(&refused), None, Versions::default());
    assert!(refused.is_unknown());
    reviews.push(refused);
    for review in reviews {
        let markdown = render_markdown(&review);
        posts(&markdown);
    }
}

#[test]
fn what_the_renderer_does_not_make_is_not_posted() {
    let review = render_markdown(&example());
    let after = |line: &str| format!("{review}{line}\n");
    let instead = |from: &str, to: &str| {
        assert!(review.contains(from), "{from} is in the review");
        review.replacen(from, to, 1)
    };
    for (what, forged) in [
        ("nothing", String::new()),
        ("a heading alone", "## API review".to_owned()),
        (
            "another heading",
            instead("## API review", "## Security review"),
        ),
        ("another verdict", instead("❌ **", "✅ [**")),
        ("a sentence", after("Approved by the maintainers.")),
        ("a mention", after("@octocat")),
        ("a link", after("[more](https://example.com)")),
        ("an image", after("![](https://example.com/pixel)")),
        ("a comment", after("<!-- api-review -->")),
        ("another heading within", after("### Approved")),
        (
            "a link in a row",
            instead("<code>TaskId</code>", "[TaskId](x)"),
        ),
        (
            "a mention in a row",
            instead("<code>TaskId</code>", "@octocat"),
        ),
        (
            "an element in a row",
            instead("<code>TaskId</code>", "<img src=x>"),
        ),
        (
            "a mention by an entity",
            instead("<code>TaskId</code>", "&#64;octocat please approve"),
        ),
        (
            "a mention between two quotations",
            instead(
                "<code>TaskId</code>",
                "<code>a</code>&#64;octocat<code>b</code>",
            ),
        ),
        (
            "an element of its own making",
            instead("<code>TaskId</code>", "</code>octocat<code>"),
        ),
        (
            "an address in a row",
            instead("<code>TaskId</code>", "https://example.com/login"),
        ),
        ("a host", instead("<code>TaskId</code>", "www.example.com")),
        (
            "a host in a quotation",
            instead("<code>TaskId</code>", "<code>www.example.com</code>"),
        ),
        (
            "a host in a reason",
            after("- <code>see www.example.com</code>"),
        ),
        ("an emoji", instead("<code>TaskId</code>", "a :shipit: b")),
        (
            "an issue by small letters",
            instead("<code>TaskId</code>", "closes gh-1"),
        ),
        ("an issue", instead("<code>TaskId</code>", "closes #1")),
        (
            "an issue by letters",
            instead("<code>TaskId</code>", "closes GH-1"),
        ),
        (
            "an issue elsewhere",
            instead("<code>TaskId</code>", "foo/bar#2"),
        ),
        ("emphasis", instead("<code>TaskId</code>", "**APPROVED**")),
        (
            "mathematics",
            instead("<code>TaskId</code>", "$\\href{https://example.com}{x}$"),
        ),
        (
            "another end of a line",
            instead("<code>TaskId</code>", "a\r\r# Approved\r\r"),
        ),
        (
            "what turns the line around",
            instead("<code>TaskId</code>", "<code>a\u{202e}b</code>"),
        ),
        (
            "markup in a quotation",
            instead("<code>TaskId</code>", "<code>**a**</code>"),
        ),
        (
            "a count with an address",
            after("… and 1 more https://example.com"),
        ),
        ("a count with a fence", after("… and 1 more ```")),
        (
            "a verdict of its own words",
            instead(
                "A minor bump is required",
                "Approved by the maintainers, merge it",
            ),
        ),
        ("a cell more", instead("<code>TaskId</code>", "a | b")),
        ("a list", after("- one")),
        (
            "a fence that is not closed",
            instead("```diff", "```diff\n```\n```diff\n- a\n```\n```diff")
                .trim_end_matches("```\n")
                .to_owned(),
        ),
        ("another fence", instead("```diff", "```mermaid")),
        ("too much", after(&"\nDocument".repeat(MARKDOWN_LIMIT / 8))),
    ] {
        is_not_posted(what, &forged);
    }
}

#[track_caller]
fn is_not_posted(what: &str, forged: &str) {
    let run = check(forged);
    assert_eq!(run.status, Some(1), "{what} is posted:\n{forged}");
    let why = "::error title=API review::the review is not posted: ";
    assert!(run.stdout.starts_with(why), "{run}");
}

/// The renderer escapes them, so that a text that holds one is not the renderer's.
#[test]
fn what_nobody_sees_is_not_posted() {
    let review = render_markdown(&example());
    for c in [
        '\t',
        '\r',
        '\u{1b}',
        '\u{7f}',
        '\u{85}',
        '\u{9b}',
        '\u{ad}',
        '\u{34f}',
        '\u{61c}',
        '\u{115f}',
        '\u{17b4}',
        '\u{180b}',
        '\u{180e}',
        '\u{200b}',
        '\u{200f}',
        '\u{2028}',
        '\u{2029}',
        '\u{202e}',
        '\u{2060}',
        '\u{2069}',
        '\u{2800}',
        '\u{3164}',
        '\u{e000}',
        '\u{fe0f}',
        '\u{feff}',
        '\u{ffa0}',
        '\u{fffb}',
        '\u{1bca0}',
        '\u{1d173}',
        '\u{e0041}',
        '\u{e0100}',
        '\u{f0000}',
    ] {
        assert!(is_unseen(c), "{c:?}");
        for (place, with) in [
            ("<code>TaskId</code>", format!("<code>a{c}b</code>")),
            ("```diff\n", format!("```diff\n- a{c}b\n")),
        ] {
            assert!(review.contains(place), "{place} is in the review");
            is_not_posted(&format!("{c:?}"), &review.replacen(place, &with, 1));
        }
    }
}

/// What acts in a sentence does not act in a quotation or between fences, and a document may say it.
#[test]
fn a_document_may_hold_what_acts_in_a_sentence() {
    let review = render_markdown(&example());
    for text in ["GH-12", "gh-12", "WWW.EXAMPLE", "缓存实例 é"] {
        let in_row = format!("<code>{text}</code>");
        posts(&review.replacen("<code>TaskId</code>", &in_row, 1));
        posts(&review.replacen("```diff\n", &format!("```diff\n- {text}\n"), 1));
    }
    posts(&review.replacen("```diff\n", "```diff\n- www.example.com\n", 1));
}
