//! How a value of several parts becomes pairs of a name and a text, in a query and in a form.

use serde::Serialize;
use serde::ser::{Error, SerializeSeq as _, Serializer};
use serde_json::Value;

/// How a value is written that is no scalar. The names are those of `style` in OpenAPI, or what they do.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[doc(hidden)]
pub enum Style {
    /// A pair for each element of a list, and for each member of an object, under its own name.
    Each,
    /// One pair, with commas between the parts.
    Commas,
    /// One pair, with spaces between the parts.
    Spaces,
    /// One pair, with `|` between the parts.
    Pipes,
    /// A pair for each part, named after the way to it: `name[a][b]`.
    Deep,
    /// One pair, whose text is JSON.
    Json,
}

pub(super) type Pair = (String, String);

/// Why a value has no pairs.
const NESTED: &str = "a query holds no values within values";

impl Style {
    /// What stands between parts that are joined, as an address has it.
    pub(super) fn separator(self) -> &'static str {
        match self {
            Self::Spaces => "%20",
            Self::Pipes => "%7C",
            Self::Commas | Self::Each | Self::Deep | Self::Json => ",",
        }
    }

    /// The pairs of the value of `name`: none where there is no value.
    pub(super) fn pairs(self, name: &str, value: &Value) -> Result<Vec<Pair>, &'static str> {
        let mut pairs = Vec::new();
        let of_name = |text| (name.to_owned(), text);
        match self {
            Self::Deep => deep(name, value, &mut pairs)?,
            Self::Json => match value {
                Value::Array(_) | Value::Object(_) => pairs.push(of_name(value.to_string())),
                value => pairs.extend(scalar(value)?.map(of_name)),
            },
            Self::Each => match value {
                Value::Array(values) => {
                    for value in values {
                        pairs.extend(scalar(value)?.map(of_name));
                    }
                }
                Value::Object(members) => {
                    for (name, value) in members {
                        pairs.extend(scalar(value)?.map(|text| (name.clone(), text)));
                    }
                }
                value => pairs.extend(scalar(value)?.map(of_name)),
            },
            Self::Commas | Self::Spaces | Self::Pipes => {
                let separator = match self {
                    Self::Spaces => " ",
                    Self::Pipes => "|",
                    _ => ",",
                };
                let parts = parts(value)?;
                pairs.extend((!parts.is_empty()).then(|| of_name(parts.join(separator))));
            }
        }
        Ok(pairs)
    }
}

/// The texts that are joined: those of the elements, or of the names and values of the members in turn.
pub(super) fn parts(value: &Value) -> Result<Vec<String>, &'static str> {
    let mut parts = Vec::new();
    match value {
        Value::Array(values) => {
            for value in values {
                parts.extend(scalar(value)?);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                if let Some(text) = scalar(value)? {
                    parts.extend([name.clone(), text]);
                }
            }
        }
        value => parts.extend(scalar(value)?),
    }
    Ok(parts)
}

fn deep(name: &str, value: &Value, pairs: &mut Vec<Pair>) -> Result<(), &'static str> {
    match value {
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                deep(&format!("{name}[{index}]"), value, pairs)?;
            }
        }
        Value::Object(members) => {
            for (member, value) in members {
                deep(&format!("{name}[{member}]"), value, pairs)?;
            }
        }
        value => pairs.extend(scalar(value)?.map(|text| (name.to_owned(), text))),
    }
    Ok(())
}

/// The text of a value; `None` where there is none.
fn scalar(value: &Value) -> Result<Option<String>, &'static str> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.clone())),
        Value::Bool(_) | Value::Number(_) => Ok(Some(value.to_string())),
        Value::Array(_) | Value::Object(_) => Err(NESTED),
    }
}

/// The JSON of a value, by way of its text, in which an `f32` is as short as it is written.
pub(crate) fn json(value: &impl Serialize) -> serde_json::Result<Value> {
    let text = serde_json::to_string(value)?;
    serde_json::from_str(&text)
}

/// Writes pairs as the encoding of queries and forms takes them.
pub(super) fn write<S: Serializer>(
    pairs: Result<Vec<Pair>, &'static str>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut sequence = serializer.serialize_seq(None)?;
    for pair in pairs.map_err(S::Error::custom)? {
        sequence.serialize_element(&pair)?;
    }
    sequence.end()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The example of OpenAPI 3.0, "Style Examples": an empty string, a text, a list and an object.
    #[test]
    fn the_examples_of_the_specification() {
        let list = json!(["blue", "black", "brown"]);
        let object = json!({"B": 150, "G": 200, "R": 100});
        for (style, value, expected) in [
            (Style::Each, &json!(""), "color="),
            (Style::Each, &json!("blue"), "color=blue"),
            (Style::Each, &list, "color=blue&color=black&color=brown"),
            (Style::Each, &object, "B=150&G=200&R=100"),
            (Style::Commas, &json!("blue"), "color=blue"),
            (Style::Commas, &list, "color=blue,black,brown"),
            (Style::Commas, &object, "color=B,150,G,200,R,100"),
            (Style::Spaces, &list, "color=blue black brown"),
            (Style::Spaces, &object, "color=B 150 G 200 R 100"),
            (Style::Pipes, &list, "color=blue|black|brown"),
            (Style::Pipes, &object, "color=B|150|G|200|R|100"),
            (
                Style::Deep,
                &object,
                "color[B]=150&color[G]=200&color[R]=100",
            ),
            (Style::Json, &object, r#"color={"B":150,"G":200,"R":100}"#),
            (Style::Json, &json!("blue"), "color=blue"),
        ] {
            let pairs = style.pairs("color", value).unwrap();
            let pairs: Vec<_> = pairs
                .iter()
                .map(|(name, text)| format!("{name}={text}"))
                .collect();
            assert_eq!(pairs.join("&"), expected, "{style:?} {value}");
        }
    }

    #[test]
    fn what_is_empty_has_no_pairs_and_what_is_nested_only_the_styles_that_can_say_so() {
        for style in [Style::Each, Style::Commas, Style::Spaces, Style::Pipes] {
            for value in [json!([]), json!({}), json!(null), json!([null])] {
                assert_eq!(
                    style.pairs("a", &value),
                    Ok(Vec::new()),
                    "{style:?} {value}"
                );
            }
            assert_eq!(style.pairs("a", &json!([[1]])), Err(NESTED), "{style:?}");
        }
        let pair = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        assert_eq!(
            Style::Deep.pairs("a", &json!({"b": [{"c": true}, null]})),
            Ok(vec![pair("a[b][0][c]", "true")])
        );
        assert_eq!(
            Style::Json.pairs("a", &json!([[1]])),
            Ok(vec![pair("a", "[[1]]")])
        );
    }
}
