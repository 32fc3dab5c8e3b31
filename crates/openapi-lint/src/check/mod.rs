//! The rules that a document is checked against.
//!
//! A rule is data ([`Rule`]) and a function that reports where a document breaks it. Which
//! findings matter how much is decided afterwards, by the [`Policy`].

mod bodies;
mod bounds;
mod checked;
mod context;
mod enums;
mod house;
mod ignored;
mod limits;
mod merges;
mod names;
mod objects;
mod parameters;
mod partial;
mod path_safety;
mod paths;
mod patterns;
mod policy;
mod reference_chains;
mod references;
mod registry;
mod reserved_headers;
mod responses;
mod rule;
mod schemas;
mod security;
mod sink;
#[cfg(test)]
mod tests;
mod type_names;
mod values;

pub(crate) use self::{
    bodies::is_sent, checked::Checked, partial::with_the_rest, reserved_headers::is_ignored,
    responses::has_no_body, sink::Sink,
};
pub use self::{
    policy::{NotAllowed, Policy},
    registry::{rule, rules},
    rule::{Group, Rule},
};
use crate::{Document, Findings, stack::with_room};

/// Every finding about `document` that `policy` asks for, those of lowering included.
pub fn lint(document: &Document, policy: &Policy) -> Findings {
    with_room(|| {
        let checked = Checked::new(document, policy);
        checked.report(checked.rest())
    })
}

/// What stands in the way of generating from `document`, and what the generated code will not
/// do: the findings of the rules that sound output needs.
pub fn check(document: &Document) -> Findings {
    lint(document, &Policy::needed())
}

/// How many candidates a word is compared with, and how long each may be, in bytes: the time of a
/// comparison grows with both lengths.
const MAX_CANDIDATES: usize = 5_000;
const MAX_WORD: usize = 200;

/// The candidate that `word` was most likely meant to be, if one is close.
pub(crate) fn suggestion<'a>(
    word: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    let is_word = |text: &str| text.len() <= MAX_WORD;
    candidates
        .take(MAX_CANDIDATES)
        .filter(|candidate| is_word(word) && is_word(candidate))
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters must change. Upper and lower case are often confused, and the beginning of a
/// long word often stands for all of it.
fn distance(word: &str, candidate: &str) -> usize {
    if word.eq_ignore_ascii_case(candidate) || is_beginning(word, candidate) {
        return 1;
    }
    strsim::damerau_levenshtein(word, candidate)
}

fn is_beginning(word: &str, candidate: &str) -> bool {
    word.len() >= 4 && candidate.starts_with(word)
}
