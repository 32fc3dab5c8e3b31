//! Enumerations of texts that answers have: a value that the document does not list is one more variant.
//!
//! `FromStr` and the conversions go on refusing such values, so a caller who sends one names the variant.

use std::{
    collections::{BTreeMap, BTreeSet},
    mem,
};

use proc_macro2::{Ident, Punct, Spacing, TokenTree};
use quote::format_ident;
use syn::{
    Arm, Expr, ExprMatch, Fields, ImplItem, Item, ItemEnum, Meta, Variant, parse_quote,
    visit_mut::{self, VisitMut},
};

use crate::polish::{
    syntax::{implements, last},
    tally::Tally,
    template::Template,
};

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
    if named.is_empty() {
        return;
    }
    let own = Own::new();
    let (mut read, mut shown) = (0, 0);
    let mut readers = Vec::new();
    let mut variants = BTreeMap::new();
    for item in items.iter_mut() {
        if let Item::Enum(item) = item
            && named.contains(&item.ident.to_string())
        {
            let variant = unknown(item);
            item.variants
                .push(own.variant.named(&[(UNKNOWN, &variant)]));
            read += usize::from(without_reader(item));
            let names = [("__Name", &item.ident), (UNKNOWN, &variant)];
            readers.push(own.reader.named(&names));
            variants.insert(item.ident.clone(), variant);
        }
    }
    for item in items.iter_mut() {
        let Item::Impl(item) = item else {
            continue;
        };
        let of = last(&item.self_ty).and_then(|name| variants.get(name));
        if let Some(variant) = of.filter(|_| implements(item, "Display")) {
            let mut arms = Arms {
                arm: own.arm.named(&[(UNKNOWN, variant)]),
                added: 0,
            };
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

/// The place of the variant in what is copied for each enumeration.
const UNKNOWN: &str = "__Unknown";

/// What is added for each enumeration.
struct Own {
    variant: Template<Variant>,
    reader: Template<Item>,
    arm: Template<Arm>,
}

impl Own {
    fn new() -> Self {
        let variant = parse_quote! {
            /// A value that the document does not list, as the service has written it.
            #[serde(untagged)]
            __Unknown(::std::string::String)
        };
        let reader = parse_quote! {
            impl<'de> ::serde::Deserialize<'de> for __Name {
                fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
                where
                    D: ::serde::Deserializer<'de>,
                {
                    let value = <::std::string::String as ::serde::Deserialize>::deserialize(deserializer)?;
                    Ok(value.parse().unwrap_or_else(|_| Self::__Unknown(value)))
                }
            }
        };
        let arm = parse_quote!(Self::__Unknown(ref value) => f.write_str(value),);
        Self {
            variant: Template(variant),
            reader: Template(reader),
            arm: Template(arm),
        }
    }
}

/// Takes out what is derived for reading, and `Copy`, which no text is.
fn without_reader(item: &mut ItemEnum) -> bool {
    let mut was_read = false;
    for attribute in &mut item.attrs {
        let Meta::List(list) = &mut attribute.meta else {
            continue;
        };
        if !list.path.is_ident("derive") {
            continue;
        }
        let derived: Vec<_> = mem::take(&mut list.tokens).into_iter().collect();
        let is_comma =
            |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
        let is_kept = |path: &&[TokenTree]| match path.last() {
            Some(TokenTree::Ident(name)) => {
                was_read |= name == "Deserialize";
                name != "Deserialize" && name != "Copy"
            }
            _ => false,
        };
        let kept = derived.split(is_comma).filter(is_kept);
        for (index, path) in kept.enumerate() {
            if index > 0 {
                list.tokens
                    .extend([TokenTree::from(Punct::new(',', Spacing::Alone))]);
            }
            list.tokens.extend(path.iter().cloned());
        }
    }
    was_read
}

/// Shows the variant as the text that it holds.
struct Arms {
    arm: Arm,
    added: usize,
}

impl VisitMut for Arms {
    fn visit_expr_match_mut(&mut self, expression: &mut ExprMatch) {
        visit_mut::visit_expr_match_mut(self, expression);
        if matches!(&*expression.expr, Expr::Unary(_)) {
            expression.arms.push(self.arm.clone());
            self.added += 1;
        }
    }
}
