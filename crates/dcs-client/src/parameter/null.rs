//! Members that may be left out, and that may be `null` as well: which of both says something else to a service
//! that takes `null` for "none from now on".

use serde::{Deserialize, Deserializer};

use super::{IntoOptional, IntoParameter, form};

/// The value `null`, for the setter of a member that may be `null`. A setter that is given `None`, or is not called,
/// leaves the member out.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Null;

/// What a setter takes for a value of type `T` that may be left out and may be `null`: what [`IntoOptional`] takes, of
/// which `None` leaves it out; [`Null`], or an `Option` of that; and what the member holds, an `Option` of an
/// `Option`, of which `Some(None)` is `null`.
pub trait IntoNullable<T, Form> {
    #[doc(hidden)]
    fn into_nullable(self) -> Result<Option<Option<T>>, String>;
}

impl<V, T, F> IntoNullable<T, form::Given<F>> for V
where
    V: IntoOptional<T, F>,
{
    fn into_nullable(self) -> Result<Option<Option<T>>, String> {
        Ok(self.into_optional()?.map(Some))
    }
}

impl<T> IntoNullable<T, form::Value> for Null {
    fn into_nullable(self) -> Result<Option<Option<T>>, String> {
        Ok(Some(None))
    }
}

impl<T> IntoNullable<T, form::Value> for Option<Null> {
    fn into_nullable(self) -> Result<Option<Option<T>>, String> {
        Ok(self.map(|Null| None))
    }
}

impl<V, T, F> IntoNullable<T, form::Maybe<F>> for Option<Option<V>>
where
    V: IntoParameter<T, F>,
{
    fn into_nullable(self) -> Result<Option<Option<T>>, String> {
        self.map(|value| value.map(V::into_parameter).transpose())
            .transpose()
    }
}

/// Reads a member that is there, `null` as well: serde takes that for one that is not.
///
/// # Errors
///
/// Those of the value.
#[allow(dead_code, reason = "called where a type has such a member")]
pub(crate) fn read<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::{super::nullable, *};

    #[test]
    fn a_setter_tells_null_from_what_is_left_out() {
        let text = || Some(Some("a".to_owned()));
        assert_eq!(nullable::<String, _>("p", "a"), Ok(text()));
        assert_eq!(nullable::<String, _>("p", Some("a")), Ok(text()));
        assert_eq!(nullable::<String, _>("p", None::<&str>), Ok(None));
        assert_eq!(nullable::<String, _>("p", Null), Ok(Some(None)));
        assert_eq!(nullable::<String, _>("p", Some(Null)), Ok(Some(None)));
        assert_eq!(nullable::<String, _>("p", None::<Null>), Ok(None));
        for held in [text(), Some(None), None] {
            assert_eq!(nullable::<String, _>("p", held.clone()), Ok(held));
        }
        let list = nullable::<Vec<String>, _>("p", ["a"]);
        assert_eq!(list, Ok(Some(Some(vec!["a".to_owned()]))));
        let refused = nullable::<u8, _>("p", 300).unwrap_err();
        assert_eq!(refused.name(), "p");
        let value = nullable::<serde_json::Value, _>("p", Null);
        assert_eq!(value, Ok(Some(None)));
    }

    #[test]
    fn null_is_read_and_written_as_null() {
        #[derive(Deserialize, serde::Serialize)]
        struct Tested {
            #[serde(
                default,
                deserialize_with = "read",
                skip_serializing_if = "Option::is_none"
            )]
            a: Option<Option<u8>>,
        }
        for (json, value) in [
            (r#"{"a":null}"#, Some(None)),
            (r#"{"a":1}"#, Some(Some(1))),
            ("{}", None),
        ] {
            let read: Tested = serde_json::from_str(json).unwrap();
            assert_eq!(read.a, value, "{json}");
            assert_eq!(serde_json::to_string(&read).unwrap(), json);
        }
    }
}
