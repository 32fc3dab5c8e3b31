//! One review in its four formats, as people and programs see it.

use openapi_document::Document;
use openapi_lint::Styling;
use openapi_review::{
    Review, Version, Versions, render_github, render_json, render_markdown, render_review_text,
};

use super::support::edit;
use crate::support::read;

/// What the review of a pull request with two edits says.
pub fn example() -> Review {
    let base = read("openapi/dcs.yaml");
    let tightened = edit(
        &base,
        "      maxLength: 64\n      pattern: '^[A-Za-z0-9-]+$'\n      example: 8abf",
        "      maxLength: 32\n      pattern: '^[A-Za-z0-9-]+$'\n      example: 8abf",
    );
    let head = edit(
        &tightened,
        "        error_ext_msg:\n",
        "        request_id:\n          description: Names the request.\n          type: string\n        error_ext_msg:\n",
    );
    let parse = |file: &str, text: &str| {
        Document::parse(file, text.as_bytes()).unwrap_or_else(|findings| panic!("{findings}"))
    };
    let version = Some(Version::new(0, 1, 0));
    Review::new(
        Some(&parse("1b97976:openapi/dcs.yaml", &base)),
        Some(&parse("openapi/dcs.yaml", &head)),
        Versions {
            base: version.clone(),
            head: version.clone(),
            current: version,
        },
    )
}

#[test]
fn a_review_in_four_formats() {
    let review = example();
    let json = render_json(&review).expect("a review can be written as JSON");
    insta::assert_snapshot!("review_text", render_review_text(&review, Styling::Plain));
    insta::assert_snapshot!("review_markdown", render_markdown(&review));
    insta::assert_snapshot!("review_github", render_github(&review));
    insta::assert_snapshot!("review_json", json);
}

#[test]
fn the_example_in_the_readme_is_what_the_tool_prints() {
    let readme = read("README.md");
    let (_, rest) = readme
        .split_once("<!-- the example: begin -->\n\n")
        .expect("the README has an example");
    let (example_there, _) = rest
        .split_once("\n<!-- the example: end -->")
        .expect("the example ends");
    assert_eq!(example_there, render_markdown(&example()));
}
