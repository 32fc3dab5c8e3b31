//! The names that are proposed for a misspelt one.

use crate::check::suggestion;

#[test]
fn a_word_finds_the_name_it_was_meant_to_be() {
    let names = ["description", "id", "unsafe-path-parameter", "summary"];
    for (word, expected) in [
        ("descripton", Some("description")),
        ("desc", Some("description")),
        ("ID", Some("id")),
        ("unsafe-path", Some("unsafe-path-parameter")),
        ("Summary", Some("summary")),
        ("des", None),
        ("tags", None),
    ] {
        assert_eq!(suggestion(word, names.into_iter()), expected, "{word}");
    }
}
