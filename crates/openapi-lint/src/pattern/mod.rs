//! The `pattern` of a schema: ECMA-262's meaning, on an engine whose time is linear.
//!
//! OpenAPI asks for regular expressions as JavaScript has them. Engines of that kind backtrack, so
//! a short text can keep them busy for ever. Here, in the generated types and in the mock,
//! patterns run on [`regex`], which takes a number of steps that the length of the pattern times
//! the length of the text bounds.
//!
//! ```text
//! text ──lookahead──> assertions at the start, and the rest
//!                          └──translate──> the same in the engine's syntax, or a refusal
//!                                               └──texts──> what a text that it accepts may hold
//! ```
//!
//! A text is a sequence of Unicode scalar values, as JSON Schema reads it, and not of UTF-16's
//! units.

mod budget;
mod lookahead;
mod refusal;
mod shield;
mod texts;
mod translate;

use std::sync::OnceLock;

use regex_automata::nfa::thompson::NFA;

pub use self::{
    budget::Budget,
    refusal::{Refusal, Trouble},
    shield::{shielded, unshielded},
    texts::{Leak, asks_for_a_character, leak},
};

/// The longest pattern that is read, in bytes.
const MAX_LENGTH: usize = 2_000;

/// How many states the program of a pattern may have: the engine takes at most so many steps for a
/// character of a text. 256 arbitrary characters, `^.{1,256}$`, take 2,820.
const MAX_STATES: usize = 3_000;

/// How many characters could be tried while the engine is made, with a margin.
const MAKING: usize = 128;

/// How much memory the program may need while it is made, in bytes. More than that has more states
/// than a pattern may have.
const MAX_PROGRAM: usize = 1 << 20;

/// A pattern: the tests that a text must pass, all of them.
#[derive(Clone, Debug)]
pub struct Pattern {
    tests: Vec<Test>,
    /// How many steps one character of a text takes at most.
    states: usize,
}

/// A regular expression in the engine's own syntax, and whether it has to occur in a text.
#[derive(Clone, Debug)]
pub struct Test {
    /// Whether it must match; a negative look-ahead must not.
    pub is_wanted: bool,
    /// The regular expression in the engine's syntax.
    pub source: String,
    regex: OnceLock<regex::Regex>,
}

impl Pattern {
    /// Reads the pattern of a schema.
    ///
    /// # Errors
    ///
    /// What in it is not understood or has another meaning for the engine, and what to write
    /// instead.
    pub fn new(text: &str) -> Result<Self, Refusal> {
        let tests = translated(text)?;
        let mut states = 0;
        for test in &tests {
            states += states_of(&test.source)?;
        }
        if states > MAX_STATES {
            return Err(Refusal::huge());
        }
        Ok(Self { tests, states })
    }

    /// Whether the pattern occurs in `text`, which is what OpenAPI and the generated types ask.
    /// `None` when trying that takes more steps than are left in the `budget`.
    pub fn accepts(&self, text: &str, budget: &mut Budget) -> Option<bool> {
        budget.take(self.steps(text))?;
        Some(self.matches(text))
    }

    /// The same for whoever has taken its [`steps`](Self::steps) from a budget.
    pub fn matches(&self, text: &str) -> bool {
        self.tests.iter().all(|test| test.passes(text))
    }

    /// How many steps it takes at most to try the pattern on `text`; the first time the engine has to
    /// be made, too.
    pub fn steps(&self, text: &str) -> usize {
        let is_made = self
            .tests
            .first()
            .is_some_and(|test| test.regex.get().is_some());
        let making = if is_made { 0 } else { MAKING };
        self.states.saturating_mul(making + 1 + text.len())
    }
}

impl Test {
    fn new(source: String, is_wanted: bool) -> Self {
        Self {
            is_wanted,
            source,
            regex: OnceLock::new(),
        }
    }

    #[expect(
        clippy::expect_used,
        reason = "a larger program than the engine's own limit has been refused"
    )]
    fn passes(&self, text: &str) -> bool {
        let regex = self.regex.get_or_init(|| {
            let regex = regex::Regex::new(&self.source);
            regex.expect("a larger program than the engine's own limit has been refused")
        });
        regex.is_match(text) == self.is_wanted
    }
}

/// What a text must pass, in the engine's syntax.
///
/// # Errors
///
/// Those of [`Pattern::new`], except that nobody has looked how large the program is.
pub fn translated(text: &str) -> Result<Vec<Test>, Refusal> {
    if text.len() > MAX_LENGTH {
        return Err(Refusal::huge());
    }
    let (assertions, rest) = lookahead::leading(text);
    let mut tests = Vec::with_capacity(1 + assertions.len());
    for assertion in &assertions {
        let inside = translate::to_engine(assertion.inside)?;
        tests.push(Test::new(format!("^(?:{inside})"), assertion.is_wanted));
    }
    if !assertions.is_empty() {
        lookahead::concern_all_of(&rest)?;
    }
    tests.push(Test::new(translate::to_engine(&rest)?, true));
    Ok(tests)
}

/// How many states the program of a regular expression has.
fn states_of(source: &str) -> Result<usize, Refusal> {
    let config = NFA::config().nfa_size_limit(Some(MAX_PROGRAM));
    let program = NFA::compiler().configure(config).build(source);
    program
        .map(|program| program.states().len())
        .map_err(|error| match error.size_limit() {
            Some(_) => Refusal::huge(),
            None => Refusal::invalid(&error.to_string()),
        })
}

#[cfg(test)]
mod tests;
