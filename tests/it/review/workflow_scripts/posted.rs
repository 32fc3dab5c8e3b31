//! What the workflow posts: a review, and no text that only looks like one.

use std::path::Path;

use openapi_document::is_unseen;
use openapi_review::{
    Bump, Change, MARKDOWN_LIMIT, Review, SinceRelease, Version, Versions, render_markdown,
};

use super::{
    super::{example::example, rules::changes_of_all_cases, untrusted::untrusted_review},
    GITHUB, WORKFLOW, bash, scripts,
};
use crate::{
    command::{Run, document},
    support::parse,
};

/// A document without operations.
const NOTHING: &str = "openapi: 3.0.3\ninfo: {title: None, version: '1'}\npaths: {}\n";

/// A document in which one type names another.
const ZOO: &str = "openapi: 3.0.3
info: {title: Zoo, version: '1'}
paths:
  /zoo:
    get:
      operationId: getZoo
      responses: {'200': {description: A., content: {application/json: {schema: {$ref: '#/components/schemas/Zoo'}}}}}
components:
  schemas:
    Cat: {type: object, properties: {lives: {type: integer}}}
    Zoo: {type: object, properties: {cat: {$ref: '#/components/schemas/Cat'}}}
";

/// What the job that comments does before it posts a text.
#[track_caller]
fn check(review: &str) -> Run {
    let scripts = scripts(WORKFLOW, "comment");
    let [check] = &scripts[..] else {
        panic!("one step checks");
    };
    let output = bash(check, Path::new("/"))
        .env("REVIEW", review.trim_end_matches('\n'))
        .envs(GITHUB)
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
    let review = |changes: &[Change]| Review {
        changes: changes.to_vec(),
        ..example()
    };
    let all = changes_of_all_cases();
    let mut reviews = vec![example(), untrusted_review(), review(&all), review(&[])];
    reviews.extend(all.chunks(150).map(review));
    let refused = parse(
        "refused.yaml",
        &document().replace(
            "        '200':\n",
            "        '101': {description: A.}\n        '200':\n",
        ),
    );
    let refused = Review::new(Some(&refused), None, Versions::default());
    assert!(refused.is_unknown());
    reviews.push(refused);
    let url = |commit: &str| {
        let id = commit.repeat(40);
        let url = format!("https://github.com/owner/some.thing/blob/{id}/openapi/dcs.yaml");
        url.parse().ok()
    };
    let linked = Review {
        base_url: url("a"),
        head_url: url("b"),
        ..review(&all)
    };
    assert!(render_markdown(&linked).contains("/openapi/dcs.yaml#L"));
    reviews.push(linked);
    let things = |text: &str| parse("things.yaml", text);
    let rename = |from: &str, to: &str| ZOO.replace(from, to);
    let of = |base: &str, head: &str| {
        Review::new(
            Some(&things(base)),
            Some(&things(head)),
            Versions::default(),
        )
    };
    let renamed = [
        (
            of(ZOO, &rename("getZoo", "readZoo")),
            "### In Rust\n\n- Renamed: <code>get&#95;zoo</code> → <code>read&#95;zoo</code>\n",
        ),
        (
            of(ZOO, &rename("Cat", "Feline")),
            "### In Rust\n\n- Renamed: <code>Cat</code> → <code>Feline</code>\n",
        ),
    ];
    for (review, expected) in renamed {
        let markdown = render_markdown(&review);
        assert!(markdown.ends_with(expected), "{markdown}");
        reviews.push(review);
    }
    reviews.extend([of(NOTHING, ZOO), of(ZOO, NOTHING)]);
    reviews.extend(since_releases());
    reviews.push(accepted());
    for review in reviews {
        let markdown = render_markdown(&review);
        posts(&markdown);
    }
}

/// The example, with each thing that can be said of the time since a release.
fn since_releases() -> Vec<Review> {
    let version = |text: &str| Version::parse(text).expect("it is a version");
    let since = |release, required, declared, to: &str| Review {
        since: Some(SinceRelease {
            release: version(release),
            required,
            declared,
            version: Some(version(to)),
        }),
        ..example()
    };
    vec![
        since("0.1.0", Bump::Minor, Some(Bump::Minor), "0.2.0"),
        since("0.1.0", Bump::Minor, Some(Bump::None), "0.2.0"),
        since("0.1.0", Bump::Minor, Some(Bump::Patch), "0.2.0"),
        since("0.1.0", Bump::None, Some(Bump::Patch), "0.1.0"),
        since("1.0.0-rc.1", Bump::Major, None, "1.0.0-rc.2"),
    ]
}

/// The example, of which all is accepted, for a reason that somebody made up.
fn accepted() -> Review {
    let review = example();
    let fingerprints = review.changes.iter().map(Change::fingerprint);
    let reason = "[Agreed](https://example.com) | with **@octocat**, #1 <img>";
    let accepted = fingerprints.map(|fingerprint| (fingerprint, reason.to_owned()));
    Review {
        accepted: accepted.collect(),
        ..example()
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
        (
            "a link to another repository",
            instead(
                "<code>openapi/dcs.yaml&#58;140</code>",
                "[<code>openapi/dcs.yaml&#58;140</code>](https://github.com/other/some.thing/blob/\
                 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/openapi/dcs.yaml#L1)",
            ),
        ),
        (
            "a link to a name that looks alike",
            instead(
                "<code>openapi/dcs.yaml&#58;140</code>",
                "[<code>openapi/dcs.yaml&#58;140</code>](https://github.com/owner/someXthing/blob/\
                 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/openapi/dcs.yaml#L1)",
            ),
        ),
        (
            "a summary of its own words",
            after("<details><summary>Approved</summary>"),
        ),
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
