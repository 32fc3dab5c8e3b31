//! Enumerations of texts that answers have: a value that the document does not list is one more variant.
//!
//! `FromStr` and the conversions go on refusing such values, so a caller who sends one names the variant.

use std::collections::BTreeSet;

use proc_macro2::Ident;
use quote::format_ident;
use syn::{
    Expr, ExprMatch, Fields, ImplItem, Item, ItemEnum, Meta, Path, Token, Variant, parse_quote,
    punctuated::Punctuated,
    visit_mut::{self, VisitMut},
};

use super::last;
use crate::polish::{rejections::implements, tally::Tally};

/// Whether the values are texts: variants without fields, each by its name.
pub(super) fn is_of_texts(item: &ItemEnum) -> bool {
    let is_plain = |variant: &Variant| matches!(variant.fields, Fields::Unit);
    let has_own_form = item.attrs.iter().any(|attribute| {
        attribute.path().is_ident("serde")
            && matches!(&attribute.meta, Meta::List(list) if list.tokens.to_string().contains("tag"))
    });
    !item.variants.is_empty() && item.variants.iter().all(is_plain) && !has_own_form
}

/// Adds the variant to each of the enumerations that are `named`.
pub(super) fn open(items: &mut Vec<Item>, named: &BTreeSet<String>, tally: &mut Tally) {
    let (mut read, mut shown) = (0, 0);
    let mut readers = Vec::new();
    let mut variants = Vec::new();
    for item in items.iter_mut() {
        if let Item::Enum(item) = item
            && named.contains(&item.ident.to_string())
        {
            let variant = unknown(item);
            item.variants.push(parse_quote! {
                /// A value that the document does not list, as the service has written it.
                #[serde(untagged)]
                #variant(::std::string::String)
            });
            read += usize::from(without_reader(item));
            readers.push(reader(&item.ident, &variant));
            variants.push((item.ident.clone(), variant));
        }
    }
    for item in items.iter_mut() {
        let Item::Impl(item) = item else {
            continue;
        };
        let of = last(&item.self_ty).cloned();
        let of = variants.iter().find(|(name, _)| Some(name) == of.as_ref());
        if let Some((_, variant)) = of.filter(|_| implements(item, "Display")) {
            let mut arms = Arms { variant, added: 0 };
            for item in &mut item.items {
                if let ImplItem::Fn(function) = item {
                    arms.visit_block_mut(&mut function.block);
                }
            }
            shown += arms.added;
        }
    }
    items.extend(readers);
    tally.expect("readers of enumerations", named.len(), read);
    tally.expect("texts of enumerations", named.len(), shown);
}

/// A name for the variant that none of the others has.
fn unknown(item: &ItemEnum) -> Ident {
    let mut name = "Unknown".to_owned();
    while item.variants.iter().any(|variant| variant.ident == name) {
        name.push_str("Value");
    }
    format_ident!("{name}")
}

/// Takes out what is derived for reading, and `Copy`, which no text is.
fn without_reader(item: &mut ItemEnum) -> bool {
    let mut was_read = false;
    for attribute in &mut item.attrs {
        if !attribute.path().is_ident("derive") {
            continue;
        }
        let Ok(derived) =
            attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated)
        else {
            continue;
        };
        let is_kept = |path: &&Path| {
            let name = path.segments.last().map(|last| last.ident.to_string());
            let is_reader = name.as_deref() == Some("Deserialize");
            was_read |= is_reader;
            !is_reader && name.as_deref() != Some("Copy")
        };
        let kept: Vec<_> = derived.iter().filter(is_kept).collect();
        *attribute = parse_quote!(#[derive(#(#kept),*)]);
    }
    was_read
}

fn reader(name: &Ident, variant: &Ident) -> Item {
    parse_quote! {
        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: ::serde::Deserializer<'de>,
            {
                let value = <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)?;
                Ok(value.parse().unwrap_or_else(|_| Self::#variant(value)))
            }
        }
    }
}

/// Shows the variant as the text that it holds.
struct Arms<'a> {
    variant: &'a Ident,
    added: usize,
}

impl VisitMut for Arms<'_> {
    fn visit_expr_match_mut(&mut self, expression: &mut ExprMatch) {
        visit_mut::visit_expr_match_mut(self, expression);
        let variant = self.variant;
        if matches!(&*expression.expr, Expr::Unary(_)) {
            expression
                .arms
                .push(parse_quote!(Self::#variant(ref value) => f.write_str(value),));
            self.added += 1;
        }
    }
}
