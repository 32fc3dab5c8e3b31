//! Types of the client's own, which no schema of a document stands for.

use openapiv3::{
    ReferenceOr, Schema, SchemaData, SchemaKind, StringType, Type, VariantOrUnknownOrEmpty,
};

/// A type of the client's own, as the generator is told of it: text in a format that no document has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Native {
    /// The body of an answer, as it is.
    Bytes,
    /// A file that is a part of a body.
    File,
}

impl Native {
    pub(crate) const ALL: [Self; 2] = [Self::Bytes, Self::File];

    /// The name of the type within the client.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Bytes => "crate::Bytes",
            Self::File => "crate::FilePart",
        }
    }

    /// The format by which the generator knows it.
    pub(crate) fn format(self) -> &'static str {
        match self {
            Self::Bytes => "native bytes",
            Self::File => "native file",
        }
    }

    /// The schema for which the generator takes it.
    pub(super) fn schema(self) -> ReferenceOr<Schema> {
        ReferenceOr::Item(Schema {
            schema_data: SchemaData::default(),
            schema_kind: SchemaKind::Type(Type::String(StringType {
                format: VariantOrUnknownOrEmpty::Unknown(self.format().to_owned()),
                ..StringType::default()
            })),
        })
    }
}
