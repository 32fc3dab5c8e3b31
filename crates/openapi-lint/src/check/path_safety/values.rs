//! The values that a schema accepts, as far as their safety in a path goes.

use openapi_document::{Node, Pointer, Value};

use super::{super::context::Context, is_safe};
use crate::{
    naming::share_a_variant,
    pattern::{Leak, asks_for_a_character, leak, translated},
};

/// How deep combinations are followed, and how many schemas are read.
const MAX_DEPTH: usize = 16;
const MAX_SCHEMAS: usize = 256;

/// A way in which a value may be unsafe.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Flaw {
    Empty,
    /// Nothing constrains the characters.
    Anything,
    /// Nothing constrains the characters around what a pattern matches.
    Unanchored,
    /// A pattern admits the character.
    Character(char),
    /// A format that cannot be sent in a path.
    Format(&'static str),
    /// An unsafe value of an `enum`.
    Value(String),
}

/// What a schema leaves open: `None` where every value is safe.
#[derive(Clone, Debug)]
struct Judged {
    characters: Option<Flaw>,
    emptiness: Option<Flaw>,
}

/// How the values of the schema at `at` may be unsafe; nothing when none can be, or when a pattern
/// is refused, which another finding says.
pub(super) fn flaws(context: &Context<'_>, at: &Pointer) -> Vec<Flaw> {
    let mut left = MAX_SCHEMAS;
    let Some(judged) = Judged::by(context, at, 0, &mut left) else {
        return Vec::new();
    };
    let Judged {
        characters,
        emptiness,
    } = judged;
    match characters {
        // A value of anything may be empty, too.
        Some(Flaw::Anything) => vec![Flaw::Anything],
        characters => characters.into_iter().chain(emptiness).collect(),
    }
}

impl Judged {
    fn new(characters: Option<Flaw>, emptiness: Option<Flaw>) -> Self {
        Self {
            characters,
            emptiness,
        }
    }

    fn anything() -> Self {
        Self::new(Some(Flaw::Anything), Some(Flaw::Empty))
    }

    fn safe() -> Self {
        Self::new(None, None)
    }

    /// `None` when a pattern is refused.
    fn by(context: &Context<'_>, at: &Pointer, depth: usize, left: &mut usize) -> Option<Self> {
        let (Some((at, schema)), Some(rest)) = (context.resolve(at), left.checked_sub(1)) else {
            return Some(Self::anything());
        };
        if depth > MAX_DEPTH {
            return Some(Self::anything());
        }
        *left = rest;
        if schema.get("type").and_then(Node::as_str) == Some("array") {
            // A list without values is refused before it is sent.
            return Self::by(context, &at.child("items"), depth + 1, left);
        }
        let mut judged = Self::of_keywords(schema)?;
        for key in ["allOf", "anyOf", "oneOf"] {
            let Some(list) = schema.get(key) else {
                continue;
            };
            let at = at.child(key);
            let parts = (0..list.items().count())
                .map(|index| Self::by(context, &at.child(index), depth + 1, left))
                .collect::<Option<Vec<_>>>()?;
            let parts = match key {
                "allOf" => parts.into_iter().reduce(Self::and),
                _ => parts.into_iter().reduce(Self::or),
            };
            judged = parts.into_iter().fold(judged, Self::and);
        }
        Some(judged)
    }

    /// For a value that both accept: it is safe when one of them says so, unless the other has a
    /// format of which the generator makes the type, whatever stands beside it.
    fn and(self, other: Self) -> Self {
        let both = |a: Option<Flaw>, b: Option<Flaw>| match (a, b) {
            (Some(Flaw::Format(format)), _) | (_, Some(Flaw::Format(format))) => {
                Some(Flaw::Format(format))
            }
            (None, _) | (_, None) => None,
            // The one that constrains says more.
            (Some(Flaw::Anything), flaw) => flaw,
            (flaw, _) => flaw,
        };
        Self::new(
            both(self.characters, other.characters),
            both(self.emptiness, other.emptiness),
        )
    }

    /// For a value that one of them accepts: it is safe when both say so.
    fn or(self, other: Self) -> Self {
        Self::new(
            self.characters.or(other.characters),
            self.emptiness.or(other.emptiness),
        )
    }

    /// By the keywords of a schema, without those that combine others.
    fn of_keywords(schema: &Node) -> Option<Self> {
        if let Some(values) = schema.get("enum").and_then(Node::as_array)
            // The generated type is a plain string then.
            && !share_a_variant(values.iter().filter_map(Node::as_str))
        {
            return Some(Self::of_values(values));
        }
        match schema.get("type").and_then(Node::as_str) {
            // The dot in a number is never alone in a segment.
            Some("integer" | "number" | "boolean") => return Some(Self::safe()),
            Some("object") => return Some(Self::anything()),
            _ => {}
        }
        // The generator knows these formats, which then stand above the pattern. The dots in an
        // address of version 4 are never alone, either.
        match schema.get("format").and_then(Node::as_str) {
            Some("uuid" | "date" | "ipv4") => return Some(Self::safe()),
            Some("date-time") => return Some(Self::new(Some(Flaw::Format("date-time")), None)),
            Some("ip") => return Some(Self::new(Some(Flaw::Format("ip")), None)),
            Some("ipv6") => return Some(Self::new(Some(Flaw::Format("ipv6")), None)),
            _ => {}
        }
        let pattern = match schema.get("pattern").and_then(Node::as_str) {
            Some(pattern) => Some(translated(pattern).ok()?),
            None => None,
        };
        let min_length = match schema.get("minLength").map(|bound| &bound.value) {
            Some(Value::Number(number)) => number.as_u64().unwrap_or_default(),
            _ => 0,
        };
        let has_a_character =
            min_length > 0 || pattern.as_deref().is_some_and(asks_for_a_character);
        Some(Self::new(
            match pattern {
                None => Some(Flaw::Anything),
                Some(pattern) => leak(&pattern, is_safe).map(|leak| match leak {
                    Leak::Unanchored => Flaw::Unanchored,
                    Leak::Character(character) => Flaw::Character(character),
                }),
            },
            (!has_a_character).then_some(Flaw::Empty),
        ))
    }

    fn of_values(values: &[Node]) -> Self {
        let values: Vec<_> = values.iter().filter_map(Node::as_str).collect();
        let is_empty = values.iter().any(|value| value.is_empty());
        let unsafe_value = values
            .into_iter()
            .find(|value| !value.chars().all(is_safe))
            .map(|value| Flaw::Value(value.to_owned()));
        Self::new(unsafe_value, is_empty.then_some(Flaw::Empty))
    }
}
