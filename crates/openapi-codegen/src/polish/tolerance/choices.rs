//! The types that a choice between types (`oneOf`, `anyOf`) depends on.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;
use syn::{
    Item,
    visit::{self, Visit},
};

use super::enumerations;

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
