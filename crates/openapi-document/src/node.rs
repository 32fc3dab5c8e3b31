//! The document as a tree of values that know their places.
//!
//! One reader serves the positions and the values: `serde-saphyr` hands out the location of each
//! node while it deserializes, so there is no second parser whose idea of a line could differ.

use std::{borrow::Cow, collections::BTreeSet, fmt};

use indexmap::IndexMap;
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

use crate::{place::Place, pointer::Pointer};

/// A value of a document, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where the value stands; an alias stands where it is used.
    pub place: Place,
}

/// What a [`Node`] holds: JSON's data model, which is OpenAPI's.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(serde_json::Number),
    /// A string.
    String(String),
    /// A sequence.
    Array(Vec<Node>),
    /// A mapping, in the order of the text.
    Object(IndexMap<String, Member>),
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Where the key stands.
    pub key: Place,
    /// The value.
    pub node: Node,
}

impl Node {
    /// The member `key`, when this is an object that has one.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_object()?.get(key).map(|member| &member.node)
    }

    /// The members, when this is an object.
    pub fn as_object(&self) -> Option<&IndexMap<String, Member>> {
        match &self.value {
            Value::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The items, when this is an array.
    pub fn as_array(&self) -> Option<&[Self]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The text, when this is a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The truth value, when this is a boolean.
    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The members of an object with their keys; none for anything else.
    pub fn members(&self) -> impl Iterator<Item = (&str, &Self)> {
        self.as_object()
            .into_iter()
            .flatten()
            .map(|(key, member)| (key.as_str(), &member.node))
    }

    /// The items of an array; none for anything else.
    pub fn items(&self) -> impl Iterator<Item = &Self> {
        self.as_array().into_iter().flatten()
    }

    /// The target of `$ref`, when this is a reference object.
    pub fn reference(&self) -> Option<&str> {
        self.get("$ref")?.as_str()
    }

    /// The node that `pointer` names, seen from this one.
    pub fn at(&self, pointer: &Pointer) -> Option<&Self> {
        self.steps(pointer.tokens())
    }

    /// The node to which these tokens lead, seen from this one.
    pub(crate) fn steps<'t>(
        &self,
        mut tokens: impl Iterator<Item = Cow<'t, str>>,
    ) -> Option<&Self> {
        tokens.try_fold(self, |node, token| node.step(&token))
    }

    /// The node at `pointer` and the pointer to it, after following references from there; this is
    /// the root of the document.
    pub fn resolve(&self, pointer: &Pointer) -> Option<(Pointer, &Self)> {
        let mut at = pointer.clone();
        let mut visited = BTreeSet::new();
        loop {
            let node = self.at(&at)?;
            let Some(reference) = node.reference() else {
                return Some((at, node));
            };
            let next = Pointer::from_local_reference(reference)?;
            if !visited.insert(std::mem::replace(&mut at, next)) {
                return None;
            }
        }
    }

    /// Where the entry that `pointer` names begins to be written: its key when it is a member of
    /// an object with more than a plain value, itself otherwise.
    pub fn place_of(&self, pointer: &Pointer) -> Option<Place> {
        let node = self.at(pointer)?;
        let is_container = matches!(node.value, Value::Array(_) | Value::Object(_));
        match self.key_place(pointer) {
            Some(key) if is_container || node.value == Value::Null => Some(key),
            _ => Some(node.place),
        }
    }

    /// Where the key of the member that `pointer` names stands, when it names a member.
    pub fn key_place(&self, pointer: &Pointer) -> Option<Place> {
        let parent = self.at(&pointer.parent()?)?;
        let member = parent.as_object()?.get(&pointer.last()?)?;
        Some(member.key)
    }

    /// The same value without its places, and with the members of each object sorted by key.
    ///
    /// The order of keys has no meaning in JSON's data model. Sorting them here makes everything
    /// that is generated independent of it.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(value) => (*value).into(),
            Value::Number(value) => value.clone().into(),
            Value::String(value) => value.clone().into(),
            Value::Array(items) => items.iter().map(Self::to_json).collect(),
            Value::Object(members) => {
                let mut members: Vec<_> = members.iter().collect();
                members.sort_by_key(|(key, _)| *key);
                members
                    .into_iter()
                    .map(|(key, member)| (key.clone(), member.node.to_json()))
                    .collect()
            }
        }
    }

    /// What the value is, in the words of the OpenAPI specification.
    pub fn type_name(&self) -> &'static str {
        match &self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }

    fn step(&self, token: &str) -> Option<&Self> {
        match &self.value {
            Value::Object(members) => members.get(token).map(|member| &member.node),
            Value::Array(items) => items.get(token.parse::<usize>().ok()?),
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<Value>::deserialize(deserializer)?;
        Ok(Self {
            value: spanned.value,
            place: Place::from_location(spanned.referenced),
        })
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of JSON's data model")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        serde_json::Number::from_f64(value)
            .map(Value::Number)
            .ok_or_else(|| E::custom("a number must be finite"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut members = IndexMap::new();
        while let Some((key, node)) = access.next_entry::<Spanned<String>, Node>()? {
            let member = Member {
                key: Place::from_location(key.referenced),
                node,
            };
            if members.insert(key.value.clone(), member).is_some() {
                // The reader sees `200` and `'200'` as two keys, and puts this error at the first.
                return Err(de::Error::custom(format_args!(
                    "the key `{}` stands twice, the second time in line {}, column {}",
                    key.value,
                    key.referenced.line(),
                    key.referenced.column(),
                )));
            }
        }
        Ok(Value::Object(members))
    }
}
