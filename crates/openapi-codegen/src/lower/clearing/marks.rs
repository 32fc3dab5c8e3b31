//! Marks in descriptions.

use std::borrow::Cow;

use serde_json::{Map, Value};

/// How a field keeps `null`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Null {
    /// Beside what its type has.
    Beside,
    /// As what its type has for it.
    Within,
}

/// The marks in a description.
#[derive(Debug, Default, Eq, PartialEq)]
pub(crate) struct Marks {
    /// How the field keeps `null` that it is about.
    pub(crate) null: Option<Null>,
    /// The members of the type that it is about which keep `null` in one way or the other.
    pub(crate) members: Vec<String>,
}

impl Null {
    fn sign(self) -> &'static str {
        match self {
            Self::Beside => "\u{2400}\u{2401}",
            Self::Within => "\u{2400}\u{2402}",
        }
    }

    /// Marks the property.
    pub(super) fn mark(self, property: &mut Map<String, Value>) {
        append(property, self.sign());
    }

    /// Whether the property is marked.
    pub(super) fn is_in(property: &Value) -> bool {
        let described = property.get("description").and_then(Value::as_str);
        described.is_some_and(|text| {
            let all = [Self::Beside, Self::Within];
            all.iter().any(|null| text.contains(null.sign()))
        })
    }
}

/// Stands before each of the members, and behind the last.
const MEMBER: &str = "\u{2400}\u{2403}";
const END: &str = "\u{2400}\u{2404}";

impl Marks {
    /// Those of a description, and what the document says there; `None` of one without any.
    pub(crate) fn in_description(text: &str) -> Option<(Self, String)> {
        let mut all = [Null::Beside, Null::Within].into_iter();
        let null = all.find(|null| text.contains(null.sign()));
        let mut described = match null {
            Some(null) => text.replace(null.sign(), ""),
            None => text.to_owned(),
        };
        let mut members = Vec::new();
        let list = described.split_once(MEMBER);
        let list = list.and_then(|(before, rest)| Some((before, rest.split_once(END)?)));
        if let Some((before, (list, behind))) = list {
            members.extend(list.split(MEMBER).map(str::to_owned));
            described = format!("{before}{behind}");
        }
        if null.is_none() && members.is_empty() {
            return None;
        }
        Some((Self { null, members }, described.trim_end().to_owned()))
    }

    /// Marks the schema whose members these are.
    pub(super) fn mark_members(schema: &mut Map<String, Value>, members: &[String]) {
        let members = members.iter().map(|name| format!("{MEMBER}{name}"));
        append(schema, &format!("{}{END}", members.collect::<String>()));
    }
}

fn append(schema: &mut Map<String, Value>, mark: &str) {
    let described = schema.get("description").and_then(Value::as_str);
    let marked = match described.map_or("", str::trim_end) {
        "" => mark.to_owned(),
        described => format!("{described}\n\n{mark}"),
    };
    schema.insert("description".to_owned(), marked.into());
}

/// A description without the marks.
pub(crate) fn unmarked(text: &str) -> Cow<'_, str> {
    match Marks::in_description(text) {
        Some((_, described)) => Cow::Owned(described),
        None => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_out_of_a_description() {
        let mut schema = Map::new();
        schema.insert("description".to_owned(), "A text.\n".into());
        let names = ["a", "b c"].map(str::to_owned);
        Marks::mark_members(&mut schema, &names);
        Null::Within.mark(&mut schema);
        let text = schema["description"].as_str().unwrap();
        let marks = Marks {
            null: Some(Null::Within),
            members: names.to_vec(),
        };
        let expected = Some((marks, "A text.".to_owned()));
        assert_eq!(Marks::in_description(text), expected);
        assert_eq!(unmarked(text), "A text.");
        assert_eq!(unmarked("A text.\n"), "A text.\n");
    }
}
