//! One review in its four formats, as people and programs see it.

use openapi_lint::Styling;
use openapi_review::{
    Review, Version, Versions, render_github, render_json, render_markdown, render_review_text,
};

use crate::support::{FIRST_DOCUMENT, parse, read};

/// What the review of a pull request with two edits says.
pub fn example() -> Review {
    let version = Some(Version::new(0, 1, 0));
    Review::new(
        Some(&parse("1b97976:openapi/dcs.yaml", &read(FIRST_DOCUMENT))),
        Some(&parse(
            "openapi/dcs.yaml",
            &read("tests/fixtures/dcs-edited.yaml"),
        )),
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
