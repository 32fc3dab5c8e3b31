//! Reading the value of an option into the type that the document gives the parameter.
//!
//! clap reads what has `FromStr`; the client's types all have `Deserialize`, and only some the
//! other. So an option is read as serde reads a piece of text.

mod text;

use std::{ffi::OsStr, marker::PhantomData};

use clap::{
    Arg, ArgMatches, Command, Error,
    builder::{PossibleValue, TypedValueParser, ValueParserFactory},
    error::ErrorKind,
    parser::ValueSource,
};
use serde::de::DeserializeOwned;

use self::text::Text;
use crate::text::shown;

/// Reads a `T`.
pub(crate) fn value<T>() -> Parser<T> {
    Parser {
        choices: Vec::new(),
        ty: PhantomData,
    }
}

/// Reads a `T` that is one of a few texts.
#[allow(
    dead_code,
    reason = "called where the document has an enumeration of texts"
)]
pub(crate) fn choice<T>(choices: impl IntoIterator<Item = String>) -> Parser<T> {
    Parser {
        choices: choices.into_iter().collect(),
        ty: PhantomData,
    }
}

/// All values of an option that may be repeated; `None` when it is not given.
#[allow(
    dead_code,
    reason = "called where the document has an array as a parameter"
)]
pub(crate) fn list<T: Clone + Send + Sync + 'static>(
    matches: &ArgMatches,
    id: &str,
) -> Option<Vec<T>> {
    matches
        .get_many::<T>(id)
        .map(|values| values.cloned().collect())
}

/// Reads the value of an option.
pub(crate) struct Parser<T> {
    choices: Vec<String>,
    ty: PhantomData<fn() -> T>,
}

impl<T> Clone for Parser<T> {
    fn clone(&self) -> Self {
        Self {
            choices: self.choices.clone(),
            ty: PhantomData,
        }
    }
}

impl<T: DeserializeOwned + Clone + Send + Sync + 'static> TypedValueParser for Parser<T> {
    type Value = T;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &OsStr,
    ) -> Result<T, Error> {
        self.parse_ref_(command, argument, value, ValueSource::CommandLine)
    }

    fn parse_ref_(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &OsStr,
        source: ValueSource,
    ) -> Result<T, Error> {
        self.read(value).map_err(|reason| {
            let place = place(argument, source);
            // clap's own message would show the value as it is, however long and of whatever
            // characters.
            Error::raw(ErrorKind::ValueValidation, format!("{place}: {reason}\n")).with_cmd(command)
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        if self.choices.is_empty() {
            return None;
        }
        Some(Box::new(self.choices.iter().map(PossibleValue::new)))
    }
}

impl<T: DeserializeOwned> Parser<T> {
    fn read(&self, value: &OsStr) -> Result<T, String> {
        let text = value.to_str().ok_or("the value is not UTF-8")?;
        if !self.choices.is_empty() && !self.choices.iter().any(|choice| choice == text) {
            let choices = self.choices.join(", ");
            return Err(format!("{} is none of {choices}", shown(text)));
        }
        T::deserialize(Text(text)).map_err(|error| {
            let reason = error.to_string();
            // The client's own reasons quote the value, others do not.
            if reason.starts_with('"') {
                reason
            } else {
                format!("{}: {reason}", shown(text))
            }
        })
    }
}

/// Where the value stood.
fn place(argument: Option<&Arg>, source: ValueSource) -> String {
    let Some(argument) = argument else {
        return "value".to_owned();
    };
    let variable = argument
        .get_env()
        .filter(|_| source == ValueSource::EnvVariable);
    match (variable, argument.get_long()) {
        (Some(variable), _) => variable.to_string_lossy().into_owned(),
        (None, Some(long)) => format!("--{long}"),
        (None, None) => argument.get_id().to_string(),
    }
}

/// A whole number of seconds or a fraction, more than none and at most a day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seconds(pub(crate) std::time::Duration);

/// More is no time limit.
const LONGEST: f64 = 86_400.0;

impl ValueParserFactory for Seconds {
    type Parser = SecondsParser;

    fn value_parser() -> SecondsParser {
        SecondsParser
    }
}

/// Reads [`Seconds`].
#[derive(Clone)]
pub(crate) struct SecondsParser;

impl TypedValueParser for SecondsParser {
    type Value = Seconds;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &OsStr,
    ) -> Result<Seconds, Error> {
        let seconds = value.to_str().and_then(|text| text.parse().ok());
        let duration = seconds
            .filter(|seconds| (0.001..=LONGEST).contains(seconds))
            .and_then(|seconds| std::time::Duration::try_from_secs_f64(seconds).ok());
        duration.map(Seconds).ok_or_else(|| {
            let place = place(argument, ValueSource::CommandLine);
            let value = shown(&value.to_string_lossy());
            let message =
                format!("{place}: {value} is not a number of seconds from 0.001 to {LONGEST}\n");
            Error::raw(ErrorKind::ValueValidation, message).with_cmd(command)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Debug, PartialEq, serde::Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Colour {
        Red,
        Green,
    }

    #[derive(Clone, Debug, PartialEq, serde::Deserialize)]
    struct Level(i64);

    #[track_caller]
    fn check<T: DeserializeOwned + PartialEq + std::fmt::Debug>(
        text: &str,
        expected: Result<T, &str>,
    ) {
        let read = value::<T>().read(OsStr::new(text));
        assert_eq!(read, expected.map_err(str::to_owned), "{text:?}");
    }

    #[test]
    fn every_kind_of_type_is_read_from_text() {
        check("3", Ok("3".to_owned()));
        check("3", Ok(3_i64));
        check("-3", Ok(Level(-3)));
        check("3", Ok(Some(3_u8)));
        check("0.5", Ok(0.5));
        check("true", Ok(true));
        check("green", Ok(Colour::Green));
        check("127.0.0.1", Ok(std::net::Ipv4Addr::LOCALHOST));
        check(
            r#"{"a":[1]}"#,
            Ok(std::collections::BTreeMap::from([(
                "a".to_owned(),
                vec![1],
            )])),
        );
    }

    #[test]
    fn a_refusal_shows_the_value_and_the_reason() {
        check::<i64>("x", Err("\"x\": not a whole number"));
        check::<u8>(
            "256",
            Err("\"256\": invalid value: integer `256`, expected u8"),
        );
        check::<bool>("yes", Err("\"yes\": neither true nor false"));
        check::<f64>("1,5", Err("\"1,5\": not a number"));
        check::<String>("\u{1b}", Ok("\u{1b}".to_owned()));
        check::<i64>("\u{1b}[31m", Err("\"\\u{1b}[31m\": not a whole number"));
    }

    #[test]
    fn a_choice_names_the_others() {
        let parser = choice::<Colour>(["red".to_owned(), "green".to_owned()]);
        assert_eq!(parser.read(OsStr::new("red")), Ok(Colour::Red));
        assert_eq!(
            parser.read(OsStr::new("blue")),
            Err("\"blue\" is none of red, green".to_owned())
        );
    }
}
