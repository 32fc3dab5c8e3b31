//! What the texts that a pattern accepts may hold, decided on its syntax and not by trying.
//!
//! The answer errs on the safe side: it may see a leak where a closer look would find none, and
//! never the other way round.

use regex_syntax::hir::{Class, Hir, HirKind, Look};

use super::Test;

/// Characters that are named first when a pattern admits several that it should not.
const TELLING: [char; 10] = ['.', '/', '\\', '%', '?', '#', ' ', '\n', '\0', 'é'];

/// How a text that a pattern accepts may hold what it should not.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Leak {
    /// Anything may stand before or behind what is matched.
    Unanchored,
    /// A character class, or a character of the pattern itself.
    Character(char),
}

/// Whether every text that passes the `tests` has at least one character.
pub fn asks_for_a_character(tests: &[Test]) -> bool {
    wanted(tests).any(|hir| hir.properties().minimum_len().is_some_and(|min| min > 0))
}

/// How a text that passes the `tests` may hold a character that is not safe; `None` when none can.
pub fn leak(tests: &[Test], is_safe: impl Fn(char) -> bool) -> Option<Leak> {
    let mut last = None;
    for hir in wanted(tests) {
        // The first test that holds everything in makes the others irrelevant.
        last = Some(leak_of(&hir, &is_safe)?);
    }
    last
}

fn wanted(tests: &[Test]) -> impl Iterator<Item = Hir> {
    tests.iter().filter(|test| test.is_wanted).map(Test::hir)
}

impl Test {
    #[expect(
        clippy::expect_used,
        reason = "the translation is what the parser has read"
    )]
    fn hir(&self) -> Hir {
        regex_syntax::parse(&self.source).expect("the translation is what the parser has read")
    }
}

fn leak_of(hir: &Hir, is_safe: &impl Fn(char) -> bool) -> Option<Leak> {
    let must_pass = hir.properties();
    let is_anchored = must_pass.look_set_prefix().contains(Look::Start)
        && must_pass.look_set_suffix().contains(Look::End);
    if !is_anchored {
        return Some(Leak::Unanchored);
    }
    let mut found: Option<char> = None;
    let mut left = vec![hir];
    while let Some(hir) = left.pop() {
        let unsafe_here = match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => None,
            HirKind::Literal(literal) => {
                let text = String::from_utf8_lossy(&literal.0);
                text.chars().find(|character| !is_safe(*character))
            }
            HirKind::Class(class) => unsafe_character(class, is_safe),
            HirKind::Repetition(repetition) => {
                left.push(&repetition.sub);
                None
            }
            HirKind::Capture(capture) => {
                left.push(&capture.sub);
                None
            }
            HirKind::Concat(parts) | HirKind::Alternation(parts) => {
                left.extend(parts);
                None
            }
        };
        found = most_telling(found, unsafe_here);
    }
    found.map(Leak::Character)
}

fn unsafe_character(class: &Class, is_safe: &impl Fn(char) -> bool) -> Option<char> {
    let ranges: Vec<_> = match class {
        Class::Unicode(class) => class.iter().map(|r| r.start()..=r.end()).collect(),
        Class::Bytes(class) => class
            .iter()
            .map(|r| char::from(r.start())..=char::from(r.end()))
            .collect(),
    };
    let telling = TELLING.into_iter().find(|character| {
        !is_safe(*character) && ranges.iter().any(|range| range.contains(character))
    });
    telling.or_else(|| {
        ranges
            .into_iter()
            .flatten()
            .find(|character| !is_safe(*character))
    })
}

fn most_telling(a: Option<char>, b: Option<char>) -> Option<char> {
    let rank = |character: &char| {
        let place = TELLING.iter().position(|telling| telling == character);
        (place.unwrap_or(TELLING.len()), *character)
    };
    a.into_iter().chain(b).min_by_key(rank)
}
