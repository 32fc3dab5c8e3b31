//! The types that a choice between types (`oneOf`, `anyOf`) depends on.
//!
//! Where a value is named after its alternative, as the successes of an operation are after their status, the
//! name decides and nothing depends on what is in it.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;
use syn::{
    Item, ItemEnum,
    visit::{self, Visit},
};

use super::enumerations;
use crate::polish::tally::mentions;

/// The names of the types in choices, and of those within them.
pub(super) fn reached(items: &[Item]) -> BTreeSet<String> {
    let mut within = BTreeMap::new();
    let mut open = Vec::new();
    for item in items {
        let mut names = Names::default();
        match item {
            Item::Struct(item) => names.visit_fields(&item.fields),
            Item::Enum(item) => names.visit_item_enum(item),
            _ => continue,
        }
        match item {
            Item::Struct(item) => {
                within.insert(item.ident.to_string(), names.0);
            }
            Item::Enum(item) if is_named(item) => {
                within.insert(item.ident.to_string(), names.0);
            }
            Item::Enum(item) if !enumerations::is_of_texts(item) => open.extend(names.0),
            _ => {}
        }
    }
    let mut reached = BTreeSet::new();
    while let Some(name) = open.pop() {
        open.extend(within.remove(&name).unwrap_or_default());
        reached.insert(name);
    }
    reached
}

/// Whether a value is an object whose one member has the name of the alternative.
pub(super) fn is_named(item: &ItemEnum) -> bool {
    let mut attributes = item.attrs.iter();
    let has_own_form = attributes.any(|attribute| {
        attribute.path().is_ident("serde")
            && ["untagged", "tag"]
                .iter()
                .any(|form| mentions(attribute, form))
    });
    !has_own_form && !enumerations::is_of_texts(item)
}

/// The names in types.
#[derive(Default)]
struct Names(Vec<String>);

impl Visit<'_> for Names {
    fn visit_type_path(&mut self, path: &syn::TypePath) {
        let last = path.path.segments.last();
        self.0
            .extend(last.map(|last| Ident::to_string(&last.ident)));
        visit::visit_type_path(self, path);
    }
}
