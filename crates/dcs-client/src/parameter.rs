//! The values of parameters: what a setter takes, and why a value was refused before anything was sent.
//!
//! The generated code calls these where progenitor would drop the value and the reason.

pub(crate) mod null;
mod query;
pub(crate) mod segment;
mod style;
mod urlencoded;

use std::fmt::{self, Display};

use reqwest::Url;
use reqwest::header::{HeaderMap, HeaderValue};
use serde::Serialize;

use crate::text::shown_value;

pub use null::{IntoNullable, Null};
pub use query::Query;
pub use style::Style;
pub(crate) use style::json;
pub use urlencoded::Form;

/// Why a parameter of an operation cannot be sent: it was never given, or its value breaks a rule of the
/// document. It is the source of the [`ApiError`](crate::ApiError) that ends the call.
///
/// ```
/// use std::error::Error as _;
///
/// use dcs_client::{Client, Credentials, ParameterError};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), dcs_client::BuildError> {
/// let client = Client::builder()
///     .region("ap-southeast-1")
///     .credentials(Credentials::token("MIIFvwYJKoZ"))
///     .build()?;
/// let refused = client.delete_background_task().project_id("../..").send().await;
/// let error = refused.unwrap_err();
/// let parameter = error.source().and_then(|source| source.downcast_ref::<ParameterError>());
/// assert_eq!(parameter.map(ParameterError::name), Some("project_id"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterError {
    name: &'static str,
    fault: Fault,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Fault {
    Missing,
    Invalid(String),
}

impl ParameterError {
    /// The required parameter `name` was never given.
    pub(crate) fn missing(name: &'static str) -> Self {
        Self {
            name,
            fault: Fault::Missing,
        }
    }

    /// The value given for the parameter `name` cannot become its type.
    pub(crate) fn invalid(name: &'static str, reason: &dyn Display) -> Self {
        Self {
            name,
            fault: Fault::Invalid(reason.to_string()),
        }
    }

    /// The parameter's name: that of its setter, or of the header.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether no value was given; otherwise one was, and it was refused.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.fault == Fault::Missing
    }
}

impl Display for ParameterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name;
        match &self.fault {
            Fault::Missing => write!(
                f,
                "{name}: no value given; call `.{name}(…)` before `.send()`"
            ),
            Fault::Invalid(reason) => write!(f, "{name}: {reason}"),
        }
    }
}

impl std::error::Error for ParameterError {}

/// What a setter takes for a value of type `T`: a `T`, whatever converts into one, and for a list of
/// texts an array or a slice of `&str`.
///
/// `Form` says which of these it is. The compiler finds it; there is nothing to implement or to name.
pub trait IntoParameter<T, Form> {
    #[doc(hidden)]
    fn into_parameter(self) -> Result<T, String>;
}

/// What a setter takes for a value of type `T` that may be left out: what [`IntoParameter`] takes, or an
/// `Option` of that. `None` is as if the setter had not been called.
pub trait IntoOptional<T, Form> {
    #[doc(hidden)]
    fn into_optional(self) -> Result<Option<T>, String>;
}

/// The forms of values, which keep the implementations apart.
#[doc(hidden)]
pub mod form {
    #[derive(Debug)]
    pub struct Value;
    #[derive(Debug)]
    pub struct Texts;
    #[derive(Debug)]
    pub struct Given<F>(F);
    #[derive(Debug)]
    pub struct Maybe<F>(F);
}

impl<V, T> IntoParameter<T, form::Value> for V
where
    V: TryInto<T>,
    V::Error: Display,
{
    fn into_parameter(self) -> Result<T, String> {
        self.try_into().map_err(|error| error.to_string())
    }
}

impl<T, const N: usize> IntoParameter<Vec<T>, form::Texts> for [&str; N]
where
    for<'a> &'a str: TryInto<T, Error: Display>,
{
    fn into_parameter(self) -> Result<Vec<T>, String> {
        texts(&self)
    }
}

impl<T, const N: usize> IntoParameter<Vec<T>, form::Texts> for &[&str; N]
where
    for<'a> &'a str: TryInto<T, Error: Display>,
{
    fn into_parameter(self) -> Result<Vec<T>, String> {
        texts(self)
    }
}

impl<T> IntoParameter<Vec<T>, form::Texts> for &[&str]
where
    for<'a> &'a str: TryInto<T, Error: Display>,
{
    fn into_parameter(self) -> Result<Vec<T>, String> {
        texts(self)
    }
}

impl<T> IntoParameter<Vec<T>, form::Texts> for Vec<&str>
where
    for<'a> &'a str: TryInto<T, Error: Display>,
{
    fn into_parameter(self) -> Result<Vec<T>, String> {
        texts(&self)
    }
}

fn texts<T>(texts: &[&str]) -> Result<Vec<T>, String>
where
    for<'a> &'a str: TryInto<T, Error: Display>,
{
    let converted = texts.iter().map(|text| {
        let value: Result<T, _> = (*text).try_into();
        value.map_err(|error| error.to_string())
    });
    converted.collect()
}

impl<V, T, F> IntoOptional<T, form::Given<F>> for V
where
    V: IntoParameter<T, F>,
{
    fn into_optional(self) -> Result<Option<T>, String> {
        self.into_parameter().map(Some)
    }
}

impl<V, T, F> IntoOptional<T, form::Maybe<F>> for Option<V>
where
    V: IntoParameter<T, F>,
{
    fn into_optional(self) -> Result<Option<T>, String> {
        self.map(V::into_parameter).transpose()
    }
}

/// The value of a required parameter.
pub(crate) fn required<T, F>(
    name: &'static str,
    value: impl IntoParameter<T, F>,
) -> Result<T, ParameterError> {
    let value = value.into_parameter();
    value.map_err(|reason| ParameterError::invalid(name, &reason))
}

/// The value of an optional parameter.
pub(crate) fn optional<T, F>(
    name: &'static str,
    value: impl IntoOptional<T, F>,
) -> Result<Option<T>, ParameterError> {
    let value = value.into_optional();
    value.map_err(|reason| ParameterError::invalid(name, &reason))
}

/// The value of a member that may be `null`.
#[allow(dead_code, reason = "called where a type has such a member")]
pub(crate) fn nullable<T, F>(
    name: &'static str,
    value: impl IntoNullable<T, F>,
) -> Result<Option<Option<T>>, ParameterError> {
    let value = value.into_nullable();
    value.map_err(|reason| ParameterError::invalid(name, &reason))
}

/// Adds a parameter that is a header.
#[allow(dead_code, reason = "called where an operation has such a parameter")]
pub(crate) fn header(
    headers: &mut HeaderMap,
    name: &'static str,
    value: &impl Display,
) -> Result<(), ParameterError> {
    let value = HeaderValue::try_from(value.to_string()).map_err(|_| {
        ParameterError::invalid(name, &"holds a character that no HTTP header may hold")
    })?;
    headers.append(name, value);
    Ok(())
}

/// Adds a parameter that is a list in a header, with commas between its parts.
#[allow(dead_code, reason = "called where an operation has such a parameter")]
pub(crate) fn list(
    headers: &mut HeaderMap,
    name: &'static str,
    value: &impl Serialize,
) -> Result<(), ParameterError> {
    let parts = joinable(name, value)?;
    match parts.is_empty() {
        true => Ok(()),
        false => header(headers, name, &parts.join(",")),
    }
}

/// Adds a parameter whose parts are joined to the query of an address. What stands between them is written as
/// it is, so that none of it is taken for a part.
#[allow(dead_code, reason = "called where an operation has such a parameter")]
pub(crate) fn joined(
    mut url: Url,
    name: &'static str,
    value: &impl Serialize,
    style: Style,
) -> Result<Url, ParameterError> {
    let parts = joinable(name, value)?;
    if parts.is_empty() {
        return Ok(url);
    }
    let parts: Vec<_> = parts.iter().map(|part| encoded(part)).collect();
    let pair = format!("{}={}", encoded(name), parts.join(style.separator()));
    let query = match url.query() {
        Some(before) => format!("{before}&{pair}"),
        None => pair,
    };
    url.set_query(Some(&query));
    Ok(url)
}

fn joinable(name: &'static str, value: &impl Serialize) -> Result<Vec<String>, ParameterError> {
    let value = json(value);
    let value = value.map_err(|error| ParameterError::invalid(name, &error))?;
    style::parts(&value).map_err(|reason| ParameterError::invalid(name, &reason))
}

fn encoded(text: &str) -> String {
    crate::encode_path(&text).to_string()
}

/// The value that a generated type refused, and the rule it broke.
pub(crate) fn rejected(value: &str, rule: &str) -> String {
    let joint = if rule.starts_with("doesn't ") {
        " "
    } else if rule.starts_with("longer ") || rule.starts_with("shorter ") {
        " is "
    } else {
        ": "
    };
    format!("{}{joint}{rule}", shown_value(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rejection_reads_as_a_sentence() {
        assert_eq!(
            rejected("", "shorter than 1 characters"),
            "\"\" is shorter than 1 characters"
        );
        assert_eq!(
            rejected("..", "doesn't match pattern \"^[a-z]+$\""),
            "\"..\" doesn't match pattern \"^[a-z]+$\""
        );
        // The text of an enumeration's rejection.
        assert_eq!(rejected("x", "invalid value"), "\"x\": invalid value");
    }

    #[test]
    fn joined_parts_stand_in_the_address_between_separators_as_they_are() {
        let url = |query: &str| format!("https://h/p{query}").parse::<Url>().unwrap();
        let check = |style, value: &[&str], expected: &str| {
            let joined = joined(url("?a=b"), "ids", &value, style).unwrap();
            assert_eq!(joined, url(expected), "{style:?}");
        };
        check(Style::Commas, &["a,b", "ü"], "?a=b&ids=a%2Cb,%C3%BC");
        check(Style::Spaces, &["a b", "c"], "?a=b&ids=a%20b%20c");
        check(Style::Pipes, &["a", "b"], "?a=b&ids=a%7Cb");
        check(Style::Commas, &[], "?a=b");
        let nested = joined(url(""), "ids", &[["a"]], Style::Commas).unwrap_err();
        assert_eq!(nested.name(), "ids");
        let mut headers = HeaderMap::new();
        list(&mut headers, "x-ids", &[1, 2]).unwrap();
        list(&mut headers, "x-none", &[(); 0]).unwrap();
        assert_eq!(
            (headers.len(), &headers["x-ids"]),
            (1, &HeaderValue::from_static("1,2"))
        );
    }

    #[test]
    fn a_setter_takes_what_people_have() {
        let list = |value: Vec<String>| value == ["a", "b"];
        assert!(required("p", ["a", "b"]).is_ok_and(list));
        let borrowed = &["a", "b"];
        assert!(required("p", borrowed).is_ok_and(list));
        assert!(required("p", ["a", "b"].as_slice()).is_ok_and(list));
        assert!(required("p", vec!["a", "b"]).is_ok_and(list));
        assert!(required("p", vec!["a".to_owned(), "b".to_owned()]).is_ok_and(list));
        assert_eq!(required::<i64, _>("p", 5), Ok(5));
        assert_eq!(optional::<i64, _>("p", 5), Ok(Some(5)));
        assert_eq!(optional::<i64, _>("p", Some(5)), Ok(Some(5)));
        assert_eq!(optional::<String, _>("p", None::<&str>), Ok(None));
        let text = &"a".to_owned();
        assert_eq!(optional("p", text), Ok(Some("a".to_owned())));
        assert!(optional("p", Some(["a", "b"])).is_ok_and(|value| value.is_some_and(list)));
    }

    #[test]
    fn a_value_that_is_refused_names_its_parameter() {
        let error = required::<u8, _>("limit", 300).unwrap_err();
        assert_eq!((error.name(), error.is_missing()), ("limit", false));
        assert!(error.to_string().starts_with("limit: "), "{error}");
        let error = header(&mut HeaderMap::new(), "X-Language", &"a\nb").unwrap_err();
        assert_eq!(
            error.to_string(),
            "X-Language: holds a character that no HTTP header may hold"
        );
    }
}
