//! One review in its four formats, as people and programs see it.

use openapi_lint::Styling;
use openapi_review::{Review, render_github, render_json, render_markdown, render_review_text};

use crate::support::{read, root};

/// The review that the README shows.
pub fn example() -> Review {
    xtask::accept::example(&root()).expect("the documents of the example can be read")
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
    assert!(
        example_there == render_markdown(&example()),
        "the example in the README is stale; run `cargo xtask accept`"
    );
}
