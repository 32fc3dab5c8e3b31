//! The words in which [`objects`](super::objects) describes the objects of OpenAPI.

use crate::{node::Node, pointer::Pointer, sink::Sink};

/// A field of an object.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) shape: Shape,
    pub(super) required: bool,
}

/// An object of the OpenAPI specification, by its name there.
pub(super) struct ObjectShape {
    pub(super) name: &'static str,
    /// What the fields alone do not say.
    pub(super) also: Option<fn(&mut Sink<'_>, &Node, &Pointer)>,
    pub(super) fields: &'static [Field],
}

/// What a value must look like.
pub(super) enum Shape {
    Any,
    Text,
    Flag,
    Number,
    Count,
    Word(&'static [&'static str]),
    List(&'static Shape),
    Map(&'static Shape),
    Object(&'static ObjectShape),
    OrReference(&'static ObjectShape),
    FlagOrReference(&'static ObjectShape),
    Paths,
    Responses,
    Callback,
}

/// A field that may be left out.
pub(super) const fn optional(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        shape,
        required: false,
    }
}

/// A field that must be there.
pub(super) const fn required(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        shape,
        required: true,
    }
}
