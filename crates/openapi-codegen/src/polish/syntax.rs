//! What several rewrites look for in the generated syntax.

use proc_macro2::Ident;
use syn::{
    Attribute, File, GenericArgument, ImplItem, ImplItemFn, Item, ItemImpl, ItemMod, PathArguments,
    Type,
};

use super::docs::is_doc;

/// The items of the module of this name.
pub(super) fn module<'a>(items: &'a mut [Item], name: &str) -> Option<&'a mut Vec<Item>> {
    items.iter_mut().find_map(|item| match item {
        Item::Mod(ItemMod {
            ident,
            content: Some((_, items)),
            ..
        }) if ident == name => Some(items),
        _ => None,
    })
}

/// What stands in the module with the builders of operations.
pub(super) fn builders(file: &mut File) -> impl Iterator<Item = &mut Item> {
    let items = module(&mut file.items, "builder");
    items.into_iter().flatten()
}

/// The `impl Client` blocks.
pub(super) fn inherent_client_impls(file: &mut File) -> impl Iterator<Item = &mut ItemImpl> {
    file.items.iter_mut().filter_map(|item| match item {
        Item::Impl(item) if item.trait_.is_none() && is_client(&item.self_ty) => Some(item),
        _ => None,
    })
}

fn is_client(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident("Client"))
}

/// The functions of an `impl` block without a trait.
pub(super) fn methods(item: &mut Item) -> impl Iterator<Item = &mut ImplItemFn> {
    let items = match item {
        Item::Impl(item) if item.trait_.is_none() => item.items.as_mut_slice(),
        _ => &mut [],
    };
    items.iter_mut().filter_map(|item| match item {
        ImplItem::Fn(function) => Some(function),
        _ => None,
    })
}

/// Whether it implements the trait of this name.
pub(super) fn implements(item: &ItemImpl, name: &str) -> bool {
    item.trait_.as_ref().is_some_and(|(path, ..)| {
        let last = path.segments.last();
        last.is_some_and(|segment| segment.ident == name)
    })
}

/// The name of a type without its path.
pub(super) fn last(ty: &Type) -> Option<&Ident> {
    match ty {
        Type::Path(path) => Some(&path.path.segments.last()?.ident),
        _ => None,
    }
}

/// Whether it is the type of this name from a module of that one. Without the module, a component of the document may
/// have the name.
pub(super) fn is_of(ty: &Type, module: &str, name: &str) -> bool {
    let Type::Path(path) = ty else {
        return false;
    };
    let mut names = path
        .path
        .segments
        .iter()
        .rev()
        .map(|segment| &segment.ident);
    names.next().is_some_and(|last| last == name)
        && names.next().is_some_and(|before| before == module)
}

/// The first argument of a generic type.
pub(super) fn argument(ty: &Type) -> Option<Type> {
    match ty {
        Type::Path(path) => argument_of(&path.path, 0).cloned(),
        _ => None,
    }
}

/// The argument of a generic path at this place, counted from 0, if it is a type.
pub(super) fn argument_of(path: &syn::Path, place: usize) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &path.segments.last()?.arguments else {
        return None;
    };
    match arguments.args.get(place)? {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    }
}

/// Puts `attribute` behind the documentation of an item.
pub(super) fn add_attribute(attributes: &mut Vec<Attribute>, attribute: Attribute) {
    let position = attributes
        .iter()
        .rposition(is_doc)
        .map_or(0, |position| position + 1);
    attributes.insert(position, attribute);
}
