//! What the tests of the review share.

use openapi_document::{Document, Place};
use openapi_review::{Change, Review, Versions};

/// A document with something of everything that OpenAPI has.
pub const THINGS: &str = include_str!("things.yaml");

/// A document that must be readable.
#[track_caller]
pub fn parse(text: &str) -> Document {
    Document::parse("things.yaml", text.as_bytes())
        .unwrap_or_else(|findings| panic!("{findings}\n{text}"))
}

/// The text with one edit made, which must fit in exactly one place.
#[track_caller]
pub fn edit(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "{from:?} must occur once");
    text.replacen(from, to, 1)
}

/// The changes on the wire.
pub fn changes(base: &Document, head: &Document) -> Vec<Change> {
    Review::wire(Some(base), Some(head), Versions::default()).changes
}

/// Where something changed: in base and in head.
pub type Places = (Option<Place>, Option<Place>);

/// Where the changes stand, each place once.
pub fn places(changes: &[Change]) -> Vec<Places> {
    sorted(changes.iter().map(|change| (change.base, change.head)))
}

/// The same of changes the other way round: what was added there is removed here.
pub fn places_turned(changes: &[Change]) -> Vec<Places> {
    sorted(changes.iter().map(|change| (change.head, change.base)))
}

fn sorted(places: impl Iterator<Item = Places>) -> Vec<Places> {
    let mut places: Vec<_> = places.collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// One line for each change: level, id, and the source line that it points to: `-` a line of base,
/// `+` a line of head, `~` the line in both.
pub fn lines(base: &str, head: &str, changes: &[Change]) -> Vec<String> {
    changes
        .iter()
        .map(|change| {
            let place = match (change.base, change.head) {
                (Some(place), None) => format!("- {}", shown(base, place)),
                (None, Some(place)) => format!("+ {}", shown(head, place)),
                (_, Some(place)) => format!("~ {}", shown(head, place)),
                (None, None) => "nowhere".to_owned(),
            };
            format!("{} {} {place}", change.level, change.id)
        })
        .collect()
}

/// The text from a place on, as far as it is needed to recognise it.
fn shown(text: &str, place: Place) -> String {
    let line = text.lines().nth(place.line - 1).unwrap_or_default();
    let from: String = line.chars().skip(place.column - 1).collect();
    from.chars()
        .take(24)
        .collect::<String>()
        .trim_end()
        .to_owned()
}
