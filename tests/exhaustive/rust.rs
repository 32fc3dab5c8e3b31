//! What a review says of the generated code, held against what is true.

use openapi_document::Document;
use openapi_review::{Review, Versions};

use crate::table::{base, edits};

/// Neither an alarm that is false, nor a break that goes unseen.
#[test]
fn the_verdict_on_rust_is_true_of_every_edit() {
    let parse = |name: &str, text: &str| {
        Document::parse("things.yaml", text.as_bytes())
            .unwrap_or_else(|findings| panic!("{name}: {findings}"))
    };
    let base = parse("base", &base());
    let edits = edits();
    assert!(edits.len() >= 60, "{}", edits.len());
    let wrong = edits.iter().filter_map(|edit| {
        let head = parse(&edit.name, &edit.head);
        let review = Review::new(Some(&base), Some(&head), Versions::default());
        let rust = review.rust.as_ref().map_err(|why| why.to_string());
        let is_right = rust.is_ok() && review.is_breaking_in_rust() == edit.breaks;
        (!is_right).then(|| format!("{}: {} is wrong: {rust:#?}", edit.name, !edit.breaks))
    });
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
