//! What a type that is written as text can be made of, and shown as.
//!
//! | generated | besides |
//! |---|---|
//! | `FromStr`, `TryFrom<&str>`, `TryFrom<String>` | `TryFrom<&String>`, and `From<&T>`, which clones |
//! | `FromStr`, `From<String>` of a text without | `From<&str>`, `From<&String>`, and `From<&T>` |
//! | `Display` of an enumeration | `Display` of a text with constraints |

use std::collections::BTreeSet;

use proc_macro2::Ident;
use syn::{Fields, File, Item, ItemImpl, parse_quote};

use super::{
    syntax::{implements, last, module},
    tally::Tally,
};

pub(super) fn show_and_borrow(file: &mut File, tally: &mut Tally) {
    let Some(items) = module(&mut file.items, "types") else {
        return tally.expect("conversions of texts", 1, 0);
    };
    let texts: Vec<_> = items
        .iter()
        .filter_map(|item| match item {
            Item::Struct(item) if is_text(&item.fields) => Some(item.ident.clone()),
            _ => None,
        })
        .collect();
    let shown = implementors(items, "Display");
    let parsed = implementors(items, "FromStr");
    let checked = implementors(items, "TryFrom");
    for name in texts {
        if !parsed.contains(&name.to_string()) {
            continue;
        }
        if !shown.contains(&name.to_string()) {
            items.push(parse_quote! {
                impl ::std::fmt::Display for #name {
                    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        f.write_str(&self.0)
                    }
                }
            });
        }
        items.push(parse_quote! {
            impl ::std::convert::From<&#name> for #name {
                fn from(value: &#name) -> Self {
                    value.clone()
                }
            }
        });
        if !checked.contains(&name.to_string()) {
            items.push(parse_quote! {
                impl ::std::convert::From<&str> for #name {
                    fn from(value: &str) -> Self {
                        Self(value.to_owned())
                    }
                }
            });
            items.push(parse_quote! {
                impl ::std::convert::From<&::std::string::String> for #name {
                    fn from(value: &::std::string::String) -> Self {
                        Self(value.clone())
                    }
                }
            });
            continue;
        }
        items.push(parse_quote! {
            impl ::std::convert::TryFrom<&::std::string::String> for #name {
                type Error = self::error::ConversionError;
                fn try_from(
                    value: &::std::string::String,
                ) -> ::std::result::Result<Self, self::error::ConversionError> {
                    value.parse()
                }
            }
        });
    }
}

/// Whether the type is a text and nothing else.
fn is_text(fields: &Fields) -> bool {
    match fields {
        Fields::Unnamed(fields) => {
            fields.unnamed.len() == 1
                && fields
                    .unnamed
                    .first()
                    .is_some_and(|field| last(&field.ty).is_some_and(|last| last == "String"))
        }
        Fields::Named(_) | Fields::Unit => false,
    }
}

/// The names of the types that implement a trait.
fn implementors(items: &[Item], name: &str) -> BTreeSet<String> {
    let implementor = |item: &ItemImpl| {
        implements(item, name).then(|| last(&item.self_ty).map(Ident::to_string))?
    };
    items
        .iter()
        .filter_map(|item| match item {
            Item::Impl(item) => implementor(item),
            _ => None,
        })
        .collect()
}
