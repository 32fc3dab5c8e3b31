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

mod lookahead;
mod refusal;
mod shield;
mod texts;
mod translate;

pub use self::{
    refusal::{Refusal, Trouble},
    shield::{shielded, unshielded},
    texts::Leak,
};

/// The longest pattern that is read, in bytes.
const MAX_LENGTH: usize = 2_000;

/// How many bytes the engine may need for one pattern. It bounds the steps for a character of a
/// text, and stands well below what the generated code allows.
const MAX_PROGRAM: usize = 1 << 20;

/// A pattern that can be tried: the tests that a text must pass, all of them.
#[derive(Clone, Debug)]
pub struct Pattern {
    tests: Vec<Test>,
}

/// A regular expression in the engine's own syntax, and whether it has to occur in a text.
#[derive(Clone, Debug)]
pub struct Test {
    /// Whether it must match; a negative look-ahead must not.
    pub is_wanted: bool,
    regex: regex::Regex,
}

impl Test {
    /// The regular expression in the engine's syntax.
    pub fn source(&self) -> &str {
        self.regex.as_str()
    }
}

impl Pattern {
    /// Reads the pattern of a schema.
    ///
    /// # Errors
    ///
    /// What in it is not understood or has another meaning for the engine, and what to write
    /// instead.
    pub fn new(text: &str) -> Result<Self, Refusal> {
        if text.len() > MAX_LENGTH {
            return Err(Refusal::huge());
        }
        let (assertions, rest) = lookahead::leading(text);
        let mut tests = Vec::with_capacity(1 + assertions.len());
        for assertion in &assertions {
            let inside = translate::to_engine(assertion.inside)?;
            tests.push(test(&format!("^(?:{inside})"), assertion.is_wanted)?);
        }
        if !assertions.is_empty() {
            lookahead::concern_all_of(&rest)?;
        }
        tests.push(test(&translate::to_engine(&rest)?, true)?);
        Ok(Self { tests })
    }

    /// Whether the pattern occurs in `text`, which is what OpenAPI and the generated types ask.
    pub fn accepts(&self, text: &str) -> bool {
        self.tests
            .iter()
            .all(|test| test.regex.is_match(text) == test.is_wanted)
    }

    /// What a text must pass, in the engine's syntax.
    pub fn tests(&self) -> &[Test] {
        &self.tests
    }
}

fn test(source: &str, is_wanted: bool) -> Result<Test, Refusal> {
    let regex = regex::RegexBuilder::new(source)
        .size_limit(MAX_PROGRAM)
        .build()
        .map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => Refusal::huge(),
            error => Refusal::invalid(&error.to_string()),
        })?;
    Ok(Test { is_wanted, regex })
}

#[cfg(test)]
mod tests;
