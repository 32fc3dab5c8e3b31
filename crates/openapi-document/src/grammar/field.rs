//! The words in which [`objects`](super::objects) describes the objects of OpenAPI.

use super::kind::Kind;

/// An object of the OpenAPI specification, by its name there.
pub(super) struct Object {
    pub(super) name: &'static str,
    pub(super) fields: &'static [Field],
    pub(super) entries: Option<Entries>,
}

impl Object {
    /// An object with these fields and no other.
    pub(super) const fn new(name: &'static str, fields: &'static [Field]) -> Self {
        Self {
            name,
            fields,
            entries: None,
        }
    }

    /// An object with keys of the document's own choice.
    pub(super) const fn of(name: &'static str, entries: Entries) -> Self {
        Self {
            name,
            fields: &[],
            entries: Some(entries),
        }
    }
}

/// A field of an object: one row of the table.
#[derive(Debug)]
pub struct Field {
    /// The key.
    pub name: &'static str,
    /// What the value must look like.
    pub shape: Shape,
    /// Whether the object must have it.
    pub required: bool,
    /// What it is there for.
    pub purpose: Purpose,
}

impl Field {
    /// The same with another purpose.
    pub(super) const fn is(self, purpose: Purpose) -> Self {
        Self {
            name: self.name,
            shape: self.shape,
            required: self.required,
            purpose,
        }
    }

    /// Whether it is there for people to read: nothing that is sent depends on it.
    pub fn is_for_people(&self) -> bool {
        matches!(
            self.purpose,
            Purpose::Markdown | Purpose::Line | Purpose::Remark
        )
    }
}

/// What a field is there for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Purpose {
    /// Text for people in Markdown.
    Markdown,
    /// A line of text for people.
    Line,
    /// Anything else for people: an example, a link, an address.
    Remark,
    /// It says something about the values of a schema, and narrows nothing.
    Annotation,
    /// It says in which direction the values of a schema travel.
    Direction,
    /// It says which values a schema admits.
    Constraint(Values),
    /// What is named, and what belongs to what.
    Structure,
}

/// The values that a constraint is about: it says nothing about any other.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Values {
    /// All values.
    All,
    /// Integers and other numbers.
    Numbers,
    /// Strings.
    Strings,
    /// Arrays.
    Arrays,
    /// Objects.
    Objects,
}

/// What a value must look like.
#[derive(Debug)]
pub enum Shape {
    /// Any value.
    Any,
    /// A string.
    Text,
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// A whole number that is not negative.
    Count,
    /// One of these strings.
    Word(&'static [&'static str]),
    /// An array of such values.
    List(&'static Shape),
    /// An object with such values under keys of the document's own choice.
    Map(&'static Shape),
    /// An object of this kind.
    Object(Kind),
    /// An object of this kind, or a reference to one.
    OrReference(Kind),
    /// An object of this kind, a reference to one, or `true` or `false`.
    FlagOrReference(Kind),
}

impl Shape {
    /// The kind of the objects that stand here, in a list, under keys, or by themselves.
    pub fn object(&self) -> Option<Kind> {
        match self {
            Self::Object(kind) | Self::OrReference(kind) | Self::FlagOrReference(kind) => {
                Some(*kind)
            }
            Self::List(shape) | Self::Map(shape) => shape.object(),
            Self::Any | Self::Text | Self::Flag | Self::Number | Self::Count | Self::Word(_) => {
                None
            }
        }
    }
}

/// What stands under keys of the document's own choice. Those that begin with `x-` are extensions.
#[derive(Debug)]
pub enum Entries {
    /// Keys that begin with `/`.
    Paths(Shape),
    /// A status code, a range of them, or `default`.
    Statuses(Shape),
    /// Any keys.
    Any(Shape),
}

impl Entries {
    /// What each value must look like.
    pub fn shape(&self) -> &Shape {
        match self {
            Self::Paths(shape) | Self::Statuses(shape) | Self::Any(shape) => shape,
        }
    }
}

/// A field that may be left out.
pub(super) const fn optional(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        shape,
        required: false,
        purpose: Purpose::Structure,
    }
}

/// A field that must be there.
pub(super) const fn required(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        shape,
        required: true,
        purpose: Purpose::Structure,
    }
}
