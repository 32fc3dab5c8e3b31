//! A piece of text as serde's data.

use std::fmt;

use serde::{
    Deserializer, de,
    de::{IntoDeserializer, Visitor},
    forward_to_deserialize_any,
};

/// Text that becomes what the type asks for: a number, a truth value, a name of an enumeration, or
/// itself; what has parts is read as JSON.
pub(super) struct Text<'a>(pub(super) &'a str);

/// Why text is not what the type asks for.
#[derive(Debug)]
pub(super) struct Refusal(String);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

impl de::Error for Refusal {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

impl Text<'_> {
    fn integer<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        if let Ok(value) = self.0.parse::<u64>() {
            return visitor.visit_u64(value);
        }
        match self.0.parse::<i64>() {
            Ok(value) => visitor.visit_i64(value),
            Err(_) => Err(Refusal("not a whole number".to_owned())),
        }
    }

    fn number<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.0.parse::<f64>() {
            Ok(value) if value.is_finite() => visitor.visit_f64(value),
            _ => Err(Refusal("not a number".to_owned())),
        }
    }

    fn json(&self) -> Result<serde_json::Value, Refusal> {
        serde_json::from_str(self.0).map_err(|error| Refusal(format!("not JSON: {error}")))
    }
}

fn because(error: &serde_json::Error) -> Refusal {
    Refusal(error.to_string())
}

macro_rules! read_by {
    ($reader:ident: $($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
            self.$reader(visitor)
        })*
    };
}

impl<'de> Deserializer<'de> for Text<'_> {
    type Error = Refusal;

    read_by!(integer: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64);
    read_by!(number: deserialize_f32 deserialize_f64);

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_str(self.0)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        match self.0 {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(Refusal("neither true nor false".to_owned())),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        visitor.visit_enum(self.0.into_deserializer())
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.json()?
            .deserialize_seq(visitor)
            .map_err(|error| because(&error))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        self.json()?
            .deserialize_map(visitor)
            .map_err(|error| because(&error))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        self.json()?
            .deserialize_struct(name, fields, visitor)
            .map_err(|error| because(&error))
    }

    forward_to_deserialize_any! {
        i128 u128 char str string bytes byte_buf unit unit_struct tuple tuple_struct identifier
        ignored_any
    }
}
