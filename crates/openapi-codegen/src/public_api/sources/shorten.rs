//! Types without the modules that lead to them, so that an import that moves changes nothing.

use std::mem;

use syn::{
    Block, Ident, Item, ItemImpl, Path, PathSegment, TypePath,
    visit_mut::{self, VisitMut},
};

/// Shortens the types in an item that has a name.
pub(super) fn item(item: &mut Item) {
    // Imports are how names are found, and implementations stand where their types are seen.
    if !matches!(item, Item::Impl(_) | Item::Use(_) | Item::Mod(_)) {
        Modules.visit_item_mut(item);
    }
}

/// Shortens the types in an implementation.
pub(super) fn signatures(item: &mut ItemImpl) {
    Modules.visit_item_impl_mut(item);
}

/// Leaves the last name of a path, and calls it this.
pub(super) fn to_name(path: &mut Path, name: &Ident) {
    path.leading_colon = None;
    let last = mem::take(&mut path.segments).into_iter().next_back();
    let last = last.map(|last| PathSegment {
        ident: name.clone(),
        ..last
    });
    path.segments = last.into_iter().collect();
}

struct Modules;

impl VisitMut for Modules {
    fn visit_path_mut(&mut self, path: &mut Path) {
        let is_module = |name: &str| name.starts_with(|c: char| c.is_lowercase());
        let segments = mem::take(&mut path.segments);
        let last = segments.len().saturating_sub(1);
        let kept = segments.into_iter().enumerate();
        let kept =
            kept.filter(|(at, segment)| *at == last || !is_module(&segment.ident.to_string()));
        path.segments = kept.map(|(_, segment)| segment).collect();
        path.leading_colon = None;
        visit_mut::visit_path_mut(self, path);
    }

    /// The place of the trait in `<T as a::Trait>::Type` is a number of segments.
    fn visit_type_path_mut(&mut self, path: &mut TypePath) {
        if path.qself.is_none() {
            visit_mut::visit_type_path_mut(self, path);
        }
    }

    /// What a function does is no part of its signature.
    fn visit_block_mut(&mut self, _: &mut Block) {}
}
