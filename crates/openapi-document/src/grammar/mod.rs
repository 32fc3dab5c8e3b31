//! OpenAPI 3.0.3's grammar: its objects, and the fields of each, as one table.
//!
//! A field is one row. What a stage needs to know about it stands in the row: what its value looks
//! like, whether it is required, and what it is for. So whoever reads a document, converts a schema or
//! compares two documents asks the table, and has no list of keys of its own. [`visit_mut`] walks along
//! it over a document that is to be changed.

mod field;
mod kind;
mod objects;
mod security;
mod visit;

pub use self::{
    field::{Entries, Field, Purpose, Shape, Values},
    kind::Kind,
    visit::{Below, visit_mut},
};

/// The keywords of a schema that say something of objects alone: one that has some of them and no `type`
/// means objects.
pub const OBJECT_KEYWORDS: [&str; 5] = [
    "properties",
    "required",
    "additionalProperties",
    "minProperties",
    "maxProperties",
];

/// Whether some object has a field of this name that is there for people to read: for a key of which
/// nothing else is known.
pub fn is_for_people(key: &str) -> bool {
    let mut fields = Kind::ALL.iter().filter_map(|kind| kind.field(key));
    fields.any(Field::is_for_people)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_key_is_one_row_of_its_object() {
        for kind in Kind::ALL {
            let keys: BTreeSet<_> = kind.fields().iter().map(|field| field.name).collect();
            assert_eq!(keys.len(), kind.fields().len(), "{}", kind.name());
        }
    }

    #[test]
    fn each_object_is_reached_from_the_document() {
        let mut reached = BTreeSet::from([Kind::OpenApi]);
        let mut open = vec![Kind::OpenApi];
        while let Some(kind) = open.pop() {
            let entries = kind.entries().map(Entries::shape);
            let shapes = kind
                .fields()
                .iter()
                .map(|field| &field.shape)
                .chain(entries);
            let below = shapes.filter_map(Shape::object);
            open.extend(below.filter(|kind| reached.insert(*kind)));
        }
        assert_eq!(reached, Kind::ALL.into_iter().collect());
    }

    #[test]
    fn each_component_has_a_section() {
        let sections = Kind::ALL.into_iter().filter_map(Kind::section);
        let sections: BTreeSet<_> = sections.collect();
        let fields = Kind::Components.fields().iter().map(|field| field.name);
        assert_eq!(sections, fields.collect());
        assert_eq!(Kind::RequestBody.section(), Some("requestBodies"));
        assert_eq!(Kind::MediaType.section(), None);
    }
}
