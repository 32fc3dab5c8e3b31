//! Reading an answer that is not quite what the document says.
//!
//! The vendor's examples contradict the vendor's tables: there is `null` for a list, `""` for a time, and
//! a number where text is declared. What of this has one meaning only is put right before serde reads
//! the body:
//!
//! | declared | answered | read as |
//! |---|---|---|
//! | text | a number, a truth value | its text |
//! | a number | text that is a number | the number |
//! | an integer | `3.0` | `3` |
//! | a truth value | `"true"`, `"FALSE"` | the truth value |
//! | a list or a map that may be left out | `null` | left out |
//! | anything but text that may be left out | `""` | left out |
//! | text, a number, a truth value that may be left out | `{}`, `[]` | left out |
//!
//! Everything else is left to serde, which says at which path a value is not what the document promises.
//! Of an enumeration, a value that the document does not list becomes the variant `Unknown`, by the
//! enumeration's own reader.
//!
//! It is done here and not by attributes of the types, because a type may go both ways: what a caller
//! sends stays as strict as the document. A body that is right is not written anew, so no digit of it
//! changes.

use std::fmt;

use serde_json::{Number, Value};

/// What the type of a value takes. The generated module `shapes` has one for each type of an answer.
#[allow(
    dead_code,
    reason = "each is named where a value of an answer is of its kind"
)]
pub(crate) enum Shape {
    /// Whatever there is.
    Any,
    /// Any text.
    Text,
    /// Text with a meaning, such as a time, an id, or a value of an enumeration: never the empty one.
    Word,
    Integer,
    Number,
    Boolean,
    List(&'static Shape),
    Map(&'static Shape),
    Object(&'static [Member]),
}

/// A member of an object.
pub(crate) struct Member {
    name: &'static str,
    shape: &'static Shape,
    presence: Presence,
}

/// Whether a member may be left out, and what its type makes of `null`.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Presence {
    Required,
    /// `null` is as good as leaving it out.
    Optional,
    /// It may be left out, and must not be `null`.
    Defaulted,
}

#[allow(
    dead_code,
    reason = "each is called where a member of an answer is of its kind"
)]
impl Member {
    pub(crate) const fn required(name: &'static str, shape: &'static Shape) -> Self {
        Self {
            name,
            shape,
            presence: Presence::Required,
        }
    }

    pub(crate) const fn optional(name: &'static str, shape: &'static Shape) -> Self {
        Self {
            name,
            shape,
            presence: Presence::Optional,
        }
    }

    pub(crate) const fn defaulted(name: &'static str, shape: &'static Shape) -> Self {
        Self {
            name,
            shape,
            presence: Presence::Defaulted,
        }
    }
}

/// The shape of an operation's answer.
///
/// A shape may contain itself, so it is neither compared nor shown.
#[derive(Clone, Copy)]
pub(crate) struct Answer(pub(crate) &'static Shape);

impl PartialEq for Answer {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for Answer {}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Answer")
    }
}

/// The JSON as `shape` takes it, if it has to be changed for that.
pub(crate) fn repaired(json: &[u8], shape: &Shape) -> Option<Vec<u8>> {
    if matches!(shape, Shape::Any) {
        return None;
    }
    let mut value = serde_json::from_slice(json).ok()?;
    if shape.repair(&mut value) {
        serde_json::to_vec(&value).ok()
    } else {
        None
    }
}

impl Shape {
    /// Puts a value right, and says whether there was anything to do.
    fn repair(&self, value: &mut Value) -> bool {
        match self {
            Self::Any => false,
            Self::Text | Self::Word => replace(value, text),
            Self::Integer => replace(value, |value| {
                number(value).map_or_else(|| integer(value), Some)
            }),
            Self::Number => replace(value, number),
            Self::Boolean => replace(value, boolean),
            Self::List(shape) => match value {
                Value::Array(values) => repair_all(shape, values),
                _ => false,
            },
            Self::Map(shape) => match value {
                Value::Object(members) => repair_all(shape, members.values_mut()),
                _ => false,
            },
            Self::Object(members) => {
                let mut changed = false;
                for member in *members {
                    changed |= member.repair(value);
                }
                changed
            }
        }
    }

    fn is_scalar(&self) -> bool {
        matches!(
            self,
            Self::Text | Self::Word | Self::Integer | Self::Number | Self::Boolean
        )
    }
}

fn repair_all<'a>(shape: &Shape, values: impl IntoIterator<Item = &'a mut Value>) -> bool {
    let mut changed = false;
    for value in values {
        changed |= shape.repair(value);
    }
    changed
}

impl Member {
    fn repair(&self, object: &mut Value) -> bool {
        let Some(value) = object.get_mut(self.name) else {
            return false;
        };
        if !self.says_nothing(value) {
            return self.shape.repair(value);
        }
        object
            .as_object_mut()
            .is_some_and(|members| members.remove(self.name).is_some())
    }

    /// Whether the value stands for none.
    fn says_nothing(&self, value: &Value) -> bool {
        if self.presence == Presence::Required {
            return false;
        }
        match value {
            Value::Null => self.presence == Presence::Defaulted,
            Value::String(text) => {
                text.is_empty() && !matches!(self.shape, Shape::Any | Shape::Text)
            }
            Value::Object(members) => members.is_empty() && self.shape.is_scalar(),
            Value::Array(values) => values.is_empty() && self.shape.is_scalar(),
            _ => false,
        }
    }
}

fn replace(value: &mut Value, other: impl Fn(&Value) -> Option<Value>) -> bool {
    match other(value) {
        Some(other) => {
            *value = other;
            true
        }
        None => false,
    }
}

/// The text of a number or a truth value.
fn text(value: &Value) -> Option<Value> {
    match value {
        Value::Number(number) => Some(number.to_string().into()),
        Value::Bool(value) => Some(value.to_string().into()),
        _ => None,
    }
}

/// The number that text is.
fn number(value: &Value) -> Option<Value> {
    let text = value.as_str()?.trim();
    let number: Number = serde_json::from_str(text).ok()?;
    let number = Value::Number(number);
    Some(integer(&number).unwrap_or(number))
}

/// The integer that a number with a point is.
fn integer(value: &Value) -> Option<Value> {
    // From here on not every integer is a float.
    const LIMIT: f64 = 9_007_199_254_740_992.0;
    let number = value.as_f64().filter(|_| value.is_f64())?;
    let is_exact = number.fract() == 0.0 && number.abs() < LIMIT;
    #[allow(clippy::cast_possible_truncation, reason = "it has just been checked")]
    is_exact.then(|| (number as i64).into())
}

/// The truth value that text is.
fn boolean(value: &Value) -> Option<Value> {
    let text = value.as_str()?.trim().to_ascii_lowercase();
    text.parse().ok().map(Value::Bool)
}

#[cfg(test)]
mod tests {
    use super::*;

    static TASK: Shape = Shape::Object(&[
        Member::required("id", &Shape::Word),
        Member::optional("note", &Shape::Text),
        Member::optional("ended", &Shape::Word),
        Member::optional("size", &Shape::Integer),
        Member::optional("share", &Shape::Number),
        Member::optional("shown", &Shape::Boolean),
        Member::defaulted("steps", &Shape::List(&TASK)),
        Member::defaulted("tags", &Shape::Map(&Shape::Text)),
        Member::optional("details", &Shape::Any),
    ]);

    #[track_caller]
    fn check(answered: &str, read: &str) {
        let repaired = repaired(answered.as_bytes(), &TASK);
        let repaired = repaired.map(|json| String::from_utf8(json).unwrap());
        assert_eq!(repaired.as_deref(), Some(read), "{answered}");
    }

    #[test]
    fn what_has_one_meaning_only_is_put_right() {
        for (answered, read) in [
            (r#"{"id":7}"#, r#"{"id":"7"}"#),
            (r#"{"note":0}"#, r#"{"note":"0"}"#),
            (r#"{"note":1.5}"#, r#"{"note":"1.5"}"#),
            (r#"{"note":true}"#, r#"{"note":"true"}"#),
            (r#"{"size":"-12"}"#, r#"{"size":-12}"#),
            (r#"{"size":" 3.0 "}"#, r#"{"size":3}"#),
            (r#"{"size":3.0}"#, r#"{"size":3}"#),
            (r#"{"share":"12.5"}"#, r#"{"share":12.5}"#),
            (r#"{"shown":"TRUE"}"#, r#"{"shown":true}"#),
            (r#"{"steps":null}"#, "{}"),
            (r#"{"tags":null}"#, "{}"),
            (r#"{"steps":""}"#, "{}"),
            (r#"{"ended":"","id":"t"}"#, r#"{"id":"t"}"#),
            (r#"{"size":""}"#, "{}"),
            (r#"{"note":{},"size":[]}"#, "{}"),
            (
                r#"{"steps":[{"steps":[{"id":7}]}]}"#,
                r#"{"steps":[{"steps":[{"id":"7"}]}]}"#,
            ),
            (r#"{"tags":{"a":1}}"#, r#"{"tags":{"a":"1"}}"#),
            // Both, and not the first alone.
            (r#"{"note":0,"size":"1"}"#, r#"{"note":"0","size":1}"#),
        ] {
            check(answered, read);
        }
    }

    #[test]
    fn what_is_right_or_has_no_meaning_is_left_to_the_reader() {
        for answered in [
            "{}",
            "null",
            "[]",
            "7",
            "<html>",
            r#"{"id":""}"#,
            r#"{"id":null}"#,
            r#"{"note":""}"#,
            r#"{"note":null}"#,
            r#"{"note":{"a":1}}"#,
            r#"{"note":[""]}"#,
            r#"{"id":{}}"#,
            r#"{"tags":{}}"#,
            r#"{"size":"3 GB"}"#,
            r#"{"size":2.5}"#,
            r#"{"size":1e300}"#,
            r#"{"share":3.0}"#,
            r#"{"shown":1}"#,
            r#"{"shown":"yes"}"#,
            r#"{"steps":[]}"#,
            r#"{"steps":[null]}"#,
            r#"{"steps":{"a":1}}"#,
            r#"{"details":""}"#,
            r#"{"details":{"size":"3"}}"#,
            r#"{"unknown":null}"#,
        ] {
            assert_eq!(repaired(answered.as_bytes(), &TASK), None, "{answered}");
        }
        assert_eq!(repaired(b"7", &Shape::Any), None);
    }
}
