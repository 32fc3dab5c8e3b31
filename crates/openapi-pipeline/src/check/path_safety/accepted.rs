//! The values that the generated type of a schema can be made from.

use super::super::{context::Context, pattern::Pattern};
use crate::{Node, Pointer, Value, lower::share_a_variant};

/// How deep combinations are followed, and how many schemas are read.
const MAX_DEPTH: usize = 16;
const MAX_SCHEMAS: usize = 256;

/// How many bytes of values that patterns lead to are tried.
const MAX_TRIED: usize = 20_000;

/// The values that one schema accepts.
pub(super) struct Accepted {
    own: Own,
    all_of: Vec<Self>,
    any_of: Option<Vec<Self>>,
    one_of: Option<Vec<Self>>,
}

/// The values that the keywords of a schema accept, without those that combine others.
enum Own {
    Anything,
    /// No text that could be hostile: the type or the format has a form of its own.
    Form(fn(&str) -> bool),
    Listed(Vec<String>),
    Text {
        min: usize,
        max: usize,
        pattern: Option<Pattern>,
    },
}

impl Accepted {
    /// The values that the schema at `at` accepts; `None` when a pattern in it cannot be tried.
    pub(super) fn by(context: &Context<'_>, at: &Pointer) -> Option<Self> {
        let mut left = MAX_SCHEMAS;
        Self::read(context, at, 0, &mut left)
    }

    fn read(context: &Context<'_>, at: &Pointer, depth: usize, left: &mut usize) -> Option<Self> {
        let anything = Self {
            own: Own::Anything,
            all_of: Vec::new(),
            any_of: None,
            one_of: None,
        };
        let (Some((at, schema)), Some(rest)) = (context.resolve(at), left.checked_sub(1)) else {
            return Some(anything);
        };
        if depth > MAX_DEPTH {
            return Some(anything);
        }
        *left = rest;
        let mut parts = |key: &str| -> Option<Option<Vec<Self>>> {
            let Some(list) = schema.get(key) else {
                return Some(None);
            };
            let at = at.child(key);
            (0..list.items().count())
                .map(|index| Self::read(context, &at.child(index), depth + 1, left))
                .collect::<Option<Vec<_>>>()
                .map(Some)
        };
        Some(Self {
            own: Own::of(schema)?,
            all_of: parts("allOf")?.unwrap_or_default(),
            any_of: parts("anyOf")?,
            one_of: parts("oneOf")?,
        })
    }

    /// Values that take one of `wanted` wherever a pattern has a place for it, the short ones first
    /// and no more than can be tried in a moment. Not each of them need be accepted.
    pub(super) fn through(&self, wanted: &[char]) -> Vec<String> {
        let mut values = Vec::new();
        self.collect(wanted, &mut values);
        values.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
        values.dedup();
        let mut left = MAX_TRIED;
        values.retain(|value| {
            left = left.saturating_sub(value.len());
            left > 0
        });
        values
    }

    fn collect(&self, wanted: &[char], values: &mut Vec<String>) {
        if values.len() >= MAX_TRIED {
            return;
        }
        values.extend(self.own.through(wanted));
        let parts = [&self.any_of, &self.one_of].into_iter().flatten().flatten();
        for part in self.all_of.iter().chain(parts) {
            part.collect(wanted, values);
        }
    }

    pub(super) fn has(&self, value: &str) -> bool {
        let any = |parts: &Option<Vec<Self>>| {
            parts
                .as_ref()
                .is_none_or(|parts| parts.iter().any(|part| part.has(value)))
        };
        self.own.has(value)
            && self.all_of.iter().all(|part| part.has(value))
            && any(&self.any_of)
            && any(&self.one_of)
    }
}

impl Own {
    /// `None` when the pattern cannot be tried.
    fn of(schema: &Node) -> Option<Self> {
        if let Some(values) = schema.get("enum").and_then(Node::as_array)
            // The generated type is a plain string then.
            && !share_a_variant(values.iter().filter_map(Node::as_str))
        {
            return Some(Self::Listed(values.iter().filter_map(plain).collect()));
        }
        let ty = schema.get("type").and_then(Node::as_str);
        match ty {
            // The dot in a number is never alone in a segment.
            Some("integer" | "number") => {
                return Some(Self::Form(|value| value.parse::<i128>().is_ok()));
            }
            Some("boolean") => return Some(Self::Form(|value| matches!(value, "true" | "false"))),
            Some("array" | "object") => return Some(Self::Anything),
            _ => {}
        }
        // The generator knows these formats, which then stand above the pattern.
        match schema.get("format").and_then(Node::as_str) {
            Some("uuid") => return Some(Self::Form(is_uuid)),
            Some("date" | "date-time") => {
                return Some(Self::Form(is_date));
            }
            Some("ip" | "ipv4" | "ipv6") => {
                return Some(Self::Form(|value| {
                    value.parse::<std::net::IpAddr>().is_ok()
                }));
            }
            _ => {}
        }
        let bound = |key: &str| match &schema.get(key)?.value {
            Value::Number(number) => usize::try_from(number.as_u64()?).ok(),
            _ => None,
        };
        let pattern = match schema.get("pattern").and_then(Node::as_str) {
            Some(pattern) => Some(Pattern::new(pattern).ok()?),
            None => None,
        };
        Some(Self::Text {
            min: bound("minLength").unwrap_or_default(),
            max: bound("maxLength").unwrap_or(usize::MAX),
            pattern,
        })
    }

    fn through(&self, wanted: &[char]) -> Vec<String> {
        let Self::Text { min, pattern, .. } = self else {
            return Vec::new();
        };
        let Some(pattern) = pattern else {
            return Vec::new();
        };
        // The shortest text may be shorter than the schema admits.
        [0, *min]
            .into_iter()
            .flat_map(|extra| pattern.through(wanted, extra))
            .collect()
    }

    fn has(&self, value: &str) -> bool {
        match self {
            Self::Anything => true,
            Self::Form(is_form) => is_form(value),
            Self::Listed(values) => values.iter().any(|listed| listed == value),
            Self::Text { min, max, pattern } => {
                (*min..=*max).contains(&value.chars().count())
                    && pattern
                        .as_ref()
                        .is_none_or(|pattern| pattern.accepts(value))
            }
        }
    }
}

fn plain(value: &Node) -> Option<String> {
    match &value.value {
        Value::String(value) => Some(value.clone()),
        Value::Number(value) => Some(value.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// The one date, and the one time, that the values to try have.
fn is_date(value: &str) -> bool {
    matches!(value, "2026-11-24" | "2026-11-24T00:00:00Z")
}

fn is_uuid(value: &str) -> bool {
    let hex: Vec<_> = value.chars().filter(|c| *c != '-').collect();
    hex.len() == 32 && hex.iter().all(char::is_ascii_hexdigit)
}
