//! Changes to the generated items themselves.

use std::collections::BTreeSet;

use syn::{
    Attribute, ExprMatch, Fields, File, ImplItem, Item, ItemImpl, ItemMod, Meta, Pat, Type,
    UseTree, Visibility, parse_quote,
    visit_mut::{self, VisitMut},
};

use super::tally::Tally;

/// Takes `encode_path` from the client instead of from progenitor, whose own leaves `.`, `..` and
/// `\` as they are.
pub(super) fn use_own_encode_path(file: &mut File, tally: &mut Tally) {
    let mut found = 0;
    for item in &mut file.items {
        if let Item::Use(item) = item
            && let UseTree::Path(path) = &mut item.tree
            && path.ident == "progenitor_client"
            && let UseTree::Group(group) = &mut *path.tree
        {
            let before = group.items.len();
            group.items = std::mem::take(&mut group.items)
                .into_iter()
                .filter(|tree| !matches!(tree, UseTree::Name(name) if name.ident == "encode_path"))
                .collect();
            found += before - group.items.len();
        }
    }
    tally.expect("encode_path", 1, found);
    let position = file
        .items
        .iter()
        .position(|item| !matches!(item, Item::Use(_)))
        .unwrap_or(file.items.len());
    let own = parse_quote! {
        #[allow(unused_imports)]
        use crate::encode_path;
    };
    file.items.insert(position, own);
}

/// Puts the arms for a range of statuses behind those for one status.
///
/// The generator sorts a range by its first status, so `4XX` would come before `404` and make it
/// unreachable: a warning, and the wrong type for a status that has its own.
pub(super) fn order_status_arms(file: &mut File) {
    StatusArms.visit_file_mut(file);
}

struct StatusArms;

impl VisitMut for StatusArms {
    fn visit_expr_match_mut(&mut self, expression: &mut ExprMatch) {
        visit_mut::visit_expr_match_mut(self, expression);
        if expression
            .arms
            .iter()
            .any(|arm| matches!(arm.pat, Pat::Range(_)))
        {
            expression.arms.sort_by_key(|arm| match arm.pat {
                Pat::Range(_) => 1,
                Pat::Wild(_) => 2,
                _ => 0,
            });
        }
    }
}

/// Makes `Client::new` and `Client::new_with_client` private to the crate: every client goes
/// through the builder, which validates what these two take on trust.
///
/// Whatever else is public there must be the method of an operation, so that no constructor of
/// another name stays open.
pub(super) fn hide_constructors(file: &mut File, methods: &BTreeSet<String>, tally: &mut Tally) {
    let (mut found, mut kept, mut others) = (0, 0, Vec::new());
    for item in inherent_client_impls(file) {
        for item in &mut item.items {
            let ImplItem::Fn(function) = item else {
                continue;
            };
            let name = function.sig.ident.to_string();
            if name == "new" || name == "new_with_client" {
                function.vis = parse_quote!(pub(crate));
                found += 1;
            } else if methods.contains(&name) {
                kept += 1;
            } else if is_public(&function.vis) {
                others.push(name);
            }
        }
    }
    tally.expect("constructors", 2, found);
    tally.expect("methods of operations", methods.len(), kept);
    for name in others {
        tally.left("constructors", &format!("the public function `{name}`"));
    }
}

/// Replaces the derived `Debug` of `Client`: that of the inner `reqwest::Client` prints the headers
/// that a caller has set for every request, and a secret may be among them.
pub(super) fn hide_default_headers(file: &mut File, tally: &mut Tally) {
    let mut found = 0;
    for item in &mut file.items {
        if let Item::Struct(item) = item
            && item.ident == "Client"
        {
            for attribute in &mut item.attrs {
                if attribute.path().is_ident("derive") {
                    *attribute = parse_quote!(#[derive(Clone)]);
                    found += 1;
                }
            }
        }
    }
    tally.expect("derives of the client", 1, found);
    file.items.push(parse_quote! {
        impl ::std::fmt::Debug for Client {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct("Client")
                    .field("baseurl", &self.baseurl)
                    .field("inner", &self.inner)
                    .finish_non_exhaustive()
            }
        }
    });
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

/// Marks public structs with named fields and public enums `#[non_exhaustive]`, so that a property
/// or a value that is added to the document breaks no caller.
pub(super) fn open_for_growth(file: &mut File) {
    for_each_item(&mut file.items, &mut |item| {
        let attributes = match item {
            Item::Struct(item)
                if is_public(&item.vis) && matches!(item.fields, Fields::Named(_)) =>
            {
                &mut item.attrs
            }
            Item::Enum(item) if is_public(&item.vis) => &mut item.attrs,
            _ => return,
        };
        attributes.push(parse_quote!(#[non_exhaustive]));
    });
}

/// Derives `schemars::JsonSchema` for the types behind the feature `schemars`.
pub(super) fn derive_json_schema(file: &mut File, tally: &mut Tally) {
    let Some(types) = file.items.iter_mut().find_map(|item| match item {
        Item::Mod(item) if item.ident == "types" => Some(item),
        _ => None,
    }) else {
        return tally.expect("derives of the types", 1, 0);
    };
    // Only the module's own items: those of its inner modules are builders and errors.
    for item in items_of(types) {
        let attributes = match item {
            Item::Struct(item) => &mut item.attrs,
            Item::Enum(item) => &mut item.attrs,
            _ => continue,
        };
        attributes.push(parse_quote! {
            #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
        });
    }
}

fn items_of(module: &mut ItemMod) -> impl Iterator<Item = &mut Item> {
    module
        .content
        .iter_mut()
        .flat_map(|(_, items)| items.iter_mut())
}

fn for_each_item(items: &mut [Item], change: &mut impl FnMut(&mut Item)) {
    for item in items {
        change(item);
        if let Item::Mod(ItemMod {
            content: Some((_, items)),
            ..
        }) = item
        {
            for_each_item(items, change);
        }
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Puts `attribute` behind the documentation of an item.
pub(super) fn add_attribute(attributes: &mut Vec<Attribute>, attribute: Attribute) {
    let position = attributes
        .iter()
        .rposition(|attribute| matches!(&attribute.meta, Meta::NameValue(meta) if meta.path.is_ident("doc")))
        .map_or(0, |position| position + 1);
    attributes.insert(position, attribute);
}
