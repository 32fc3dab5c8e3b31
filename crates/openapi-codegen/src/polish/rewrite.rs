//! Changes to the generated items themselves.

use std::collections::BTreeSet;

use syn::{Attribute, Fields, File, ImplItem, Item, ItemMod, Visibility, parse_quote};

use super::{
    syntax::{self, add_attribute, builders, implements, inherent_client_impls, module},
    tally::{Tally, mentions},
};

/// Takes the generator's own library out: what is imported from it, and what is implemented of it.
///
/// The client has an `encode_path` of its own, as the library's leaves `.`, `..` and `\` as they are.
pub(super) fn do_without_library(file: &mut File, tally: &mut Tally) {
    let before = file.items.len();
    file.items.retain(
        |item| !matches!(item, Item::Use(item) if mentions(&item.tree, "progenitor_client")),
    );
    tally.expect("imports of the library", 2, before - file.items.len());
    let before = file.items.len();
    file.items.retain(|item| match item {
        Item::Impl(item) => !implements(item, "ClientInfo"),
        Item::Const(item) => !mentions(&item.expr, "ClientHooks"),
        _ => true,
    });
    tally.expect("traits of the library", 2, before - file.items.len());
    let mut imports = 0;
    for item in builders(file) {
        if let Item::Use(item) = item
            && mentions(&item.tree, "encode_path")
        {
            item.tree = parse_quote!(crate::encode_path);
            imports += 1;
        }
    }
    tally.expect("encode_path", 1, imports);
}

/// Takes `Client::new` out and makes `Client::new_with_client` private to the crate: every client goes
/// through the builder, which validates what these two take on trust.
///
/// Whatever else is public there must be the method of an operation, so that no constructor of
/// another name stays open.
pub(super) fn hide_constructors(file: &mut File, methods: &BTreeSet<String>, tally: &mut Tally) {
    let (mut found, mut kept, mut others) = (0, 0, Vec::new());
    for item in inherent_client_impls(file) {
        item.items.retain(|item| {
            let is_new = matches!(item, ImplItem::Fn(function) if function.sig.ident == "new");
            found += usize::from(is_new);
            !is_new
        });
        for item in &mut item.items {
            let ImplItem::Fn(function) = item else {
                continue;
            };
            let name = function.sig.ident.to_string();
            if name == "new_with_client" {
                function.vis = parse_quote!(pub(crate));
                found += 1;
            } else if methods.contains(&name) {
                kept += 1;
            } else if is_public(&function.vis) {
                others.push(name);
            }
        }
    }
    // Those of the builders are for the methods of the operations.
    for function in builders(file).flat_map(syntax::methods) {
        if function.sig.ident == "new" {
            function.vis = parse_quote!(pub(super));
            found += 1;
        }
    }
    tally.expect("constructors", 2 + methods.len(), found);
    tally.expect("methods of operations", methods.len(), kept);
    for name in others {
        tally.left("constructors", &format!("the public function `{name}`"));
    }
}

/// Says where a builder is made and not used: nothing is sent until its `send` is awaited.
pub(super) fn require_use(file: &mut File) {
    let attribute: Attribute = parse_quote!(#[must_use = "nothing is sent before `.send().await`"]);
    for item in builders(file) {
        if let Item::Struct(item) = item {
            add_attribute(&mut item.attrs, attribute.clone());
        }
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

/// Marks public structs with named fields and public enums `#[non_exhaustive]`, so that a property
/// or a value that is added to the document breaks no caller.
pub(super) fn open_for_growth(file: &mut File) {
    let attribute: Attribute = parse_quote!(#[non_exhaustive]);
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
        attributes.push(attribute.clone());
    });
}

/// Derives `schemars::JsonSchema` for the types behind the feature `schemars`.
pub(super) fn derive_json_schema(file: &mut File, tally: &mut Tally) {
    let Some(types) = module(&mut file.items, "types") else {
        return tally.expect("derives of the types", 1, 0);
    };
    let derive: Attribute = parse_quote! {
        #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    };
    // Only the module's own items: those of its inner modules are builders and errors.
    for item in types {
        let attributes = match item {
            Item::Struct(item) => &mut item.attrs,
            Item::Enum(item) => &mut item.attrs,
            _ => continue,
        };
        attributes.push(derive.clone());
    }
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
