//! Choices between objects (`oneOf`, `anyOf`): the alternative that suits a value best is read.
//!
//! | generated | here |
//! |---|---|
//! | a derived `Deserialize`, which takes the first variant that fits, whatever members of the others it drops | `crate::choice::read`, with the members that each variant names |

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Attribute, Field, Fields, File, Ident, Item, ItemEnum, Path, Token, Type, Variant, parse_quote,
    punctuated::Punctuated,
};

use super::{
    syntax::{argument, last, module},
    tally::mentions,
    tolerance::{is_flat, wire_name},
};

/// How deep types are followed: what refers to itself has its members already.
const MAX_DEPTH: usize = 16;

/// Reads each enumeration of several objects by the members that it has.
pub(super) fn read_the_best(file: &mut File) {
    let Some(items) = module(&mut file.items, "types") else {
        return;
    };
    if !items
        .iter()
        .any(|item| matches!(item, Item::Enum(item) if is_untagged(item)))
    {
        return;
    }
    let known = Known::of(items);
    let readers: Vec<_> = items
        .iter()
        .filter_map(|item| match item {
            Item::Enum(item) if is_untagged(item) => {
                Some((item.ident.clone(), reader(item, &known)?))
            }
            _ => None,
        })
        .collect();
    for item in items.iter_mut() {
        if let Item::Enum(item) = item
            && readers.iter().any(|(name, _)| *name == item.ident)
        {
            item.attrs.iter_mut().for_each(without_deserialize);
        }
    }
    items.extend(readers.into_iter().map(|(_, reader)| reader));
}

fn is_untagged(item: &ItemEnum) -> bool {
    let mut attributes = item.attrs.iter();
    attributes
        .any(|attribute| attribute.path().is_ident("serde") && mentions(attribute, "untagged"))
}

/// The types of the document, as far as it is known which members they name.
struct Known<'a>(BTreeMap<String, &'a Item>);

/// The members that a type names, and whether it keeps others.
#[derive(Default)]
struct Members {
    names: BTreeSet<String>,
    is_open: bool,
    /// Whether it is an object, as far as that is known.
    is_object: bool,
}

impl<'a> Known<'a> {
    fn of(items: &'a [Item]) -> Self {
        let named = items.iter().filter_map(|item| match item {
            Item::Struct(of) => Some((of.ident.to_string(), item)),
            Item::Enum(of) => Some((of.ident.to_string(), item)),
            _ => None,
        });
        Self(named.collect())
    }

    fn add(&self, ty: &Type, depth: usize, members: &mut Members) {
        let name = last(ty).map(Ident::to_string).unwrap_or_default();
        if depth > MAX_DEPTH {
            return;
        }
        match self.0.get(&name) {
            Some(Item::Struct(of)) => self.add_fields(&of.fields, depth, members),
            Some(Item::Enum(of)) if is_untagged(of) => {
                for variant in &of.variants {
                    self.add_fields(&variant.fields, depth, members);
                }
            }
            None if matches!(name.as_str(), "Box" | "Option") => {
                if let Some(inner) = argument(ty) {
                    self.add(&inner, depth + 1, members);
                }
            }
            _ => {}
        }
    }

    fn add_fields(&self, fields: &Fields, depth: usize, members: &mut Members) {
        match fields {
            Fields::Named(fields) => {
                members.is_object = true;
                for field in &fields.named {
                    self.add_field(field, depth, members);
                }
            }
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                for field in &fields.unnamed {
                    self.add(&field.ty, depth + 1, members);
                }
            }
            Fields::Unnamed(_) | Fields::Unit => {}
        }
    }

    fn add_field(&self, field: &Field, depth: usize, members: &mut Members) {
        if !is_flat(field) {
            members.names.extend(wire_name(field));
        } else if last(&field.ty).is_some_and(|name| name == "Map" || name == "HashMap") {
            members.is_open = true;
        } else {
            self.add(&field.ty, depth + 1, members);
        }
    }
}

/// How the enumeration is read; `None` where it is no choice between objects.
fn reader(item: &ItemEnum, known: &Known<'_>) -> Option<Item> {
    let alternatives = item.variants.iter().map(|variant| {
        let mut members = Members::default();
        known.add_fields(&variant.fields, 0, &mut members);
        (variant, members)
    });
    let alternatives: Vec<_> = alternatives.collect();
    let objects = alternatives
        .iter()
        .filter(|(_, members)| members.is_object)
        .count();
    if objects < 2 {
        return None;
    }
    let is_closed = item
        .attrs
        .iter()
        .any(|attribute| mentions(attribute, "deny_unknown_fields"));
    let mut local = Vec::new();
    let rows = alternatives.iter().map(|(variant, members)| {
        let read = read_one(variant, is_closed, &mut local)?;
        let names = &members.names;
        let kind = match members.is_open {
            true => quote!(open),
            false => quote!(closed),
        };
        Some(quote!(crate::choice::Alternative::#kind(&[#(#names),*], #read)))
    });
    let rows = rows.collect::<Option<Vec<_>>>()?;
    let (name, text) = (&item.ident, item.ident.to_string());
    Some(parse_quote! {
        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D>(deserializer: D) -> ::std::result::Result<Self, D::Error>
            where
                D: ::serde::Deserializer<'de>,
            {
                #(#local)*
                crate::choice::read(deserializer, #text, &[#(#rows),*])
            }
        }
    })
}

/// A function that reads the variant; what has members of its own is read as a struct beside it.
fn read_one(
    variant: &Variant,
    is_closed: bool,
    local: &mut Vec<TokenStream>,
) -> Option<TokenStream> {
    let name = &variant.ident;
    match &variant.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            Some(quote!(|value| crate::choice::one(value).map(Self::#name)))
        }
        Fields::Named(fields) => {
            let closed = is_closed.then(|| quote!(#[serde(deny_unknown_fields)]));
            let idents: Vec<_> = fields
                .named
                .iter()
                .filter_map(|field| field.ident.as_ref())
                .collect();
            local.push(quote! {
                #[derive(::serde::Deserialize)]
                #closed
                struct #name #fields
            });
            Some(quote! {
                |value| {
                    crate::choice::one(value)
                        .map(|#name { #(#idents),* }| Self::#name { #(#idents),* })
                }
            })
        }
        Fields::Unnamed(_) | Fields::Unit => None,
    }
}

/// Takes `Deserialize` out of what is derived.
fn without_deserialize(attribute: &mut Attribute) {
    if !attribute.path().is_ident("derive") {
        return;
    }
    let derived = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated);
    let derived = derived.into_iter().flatten();
    let kept = derived.filter(|path| {
        path.segments
            .last()
            .is_none_or(|last| last.ident != "Deserialize")
    });
    let kept: Vec<_> = kept.collect();
    *attribute = parse_quote!(#[derive(#(#kept),*)]);
}
