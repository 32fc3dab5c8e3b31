//! Fields as the document has their properties, where the generator was given others.
//!
//! | the generator was given | here |
//! |---|---|
//! | a property under another name | `rename` with the document's |
//! | [`EXTRA`] | `flatten`: it holds all members that are no properties |
//! | a description that says [`Null::Beside`] | an `Option` of an `Option`; `crate::IntoNullable` in the builder |
//! | one that says [`Null::Within`] | a reader that takes `null` for a value of the type |
//! | a type whose description names members ([`Marks::members`]) | one or the other, as the type of the field asks for |

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Group, Ident, Literal, TokenStream, TokenTree};
use syn::{
    Attribute, Field, File, Item, ItemEnum, ItemStruct, Lit, Meta, Type, parse_quote,
    visit_mut::{self, VisitMut},
};

use super::{
    docs,
    syntax::{argument, is_of, last, module},
    tally::{Tally, mentions},
    tolerance::wire_name,
};
use crate::lower::{EXTRA, LoweredDocument, Marks, Null};

/// Makes the fields of all types what the document says.
pub(super) fn as_in_the_document(file: &mut File, lowered: &LoweredDocument, tally: &mut Tally) {
    let properties = lowered.properties();
    if properties.is_empty() && !lowered.keeps_more() && !lowered.sends_null() {
        return;
    }
    let mut fields = Fields {
        properties,
        current: String::new(),
        members: Vec::new(),
        with_null: with_null(file),
        nullable: BTreeMap::new(),
    };
    fields.visit_file_mut(file);
    let expected = fields.nullable.values().map(BTreeSet::len).sum::<usize>();
    tally.expect(
        "members that may be null",
        expected,
        in_builders(file, &fields.nullable),
    );
}

struct Fields<'a> {
    properties: &'a BTreeMap<String, String>,
    /// The struct whose fields are looked at; empty for those of a variant, which has no builder.
    current: String,
    /// What its description names.
    members: Vec<String>,
    /// The types that have `null` themselves.
    with_null: BTreeSet<String>,
    /// The fields that became an `Option` of an `Option`, by their type.
    nullable: BTreeMap<String, BTreeSet<String>>,
}

impl Fields<'_> {
    /// How a field keeps `null` that the description of its type names.
    fn null_of(&self, field: &Field) -> Option<Null> {
        if self.members.is_empty() {
            return None;
        }
        let name = wire_name(field)?;
        let name = self.properties.get(&name).unwrap_or(&name);
        if !self.members.contains(name) {
            return None;
        }
        let ty = argument(&field.ty)?;
        let is_with_null = |name: &Ident| self.with_null.contains(&name.to_string());
        Some(match is_any(&ty) || last(&ty).is_some_and(is_with_null) {
            true => Null::Within,
            false => Null::Beside,
        })
    }

    fn named(&self, tokens: TokenStream) -> TokenStream {
        let named = tokens.into_iter().map(|token| match token {
            TokenTree::Group(group) => {
                Group::new(group.delimiter(), self.named(group.stream())).into()
            }
            TokenTree::Literal(literal) => {
                match text(&literal).and_then(|text| self.properties.get(&text)) {
                    Some(name) => Literal::string(name).into(),
                    None => literal.into(),
                }
            }
            other => other,
        });
        named.collect()
    }
}

impl VisitMut for Fields<'_> {
    fn visit_item_struct_mut(&mut self, item: &mut ItemStruct) {
        self.current = item.ident.to_string();
        self.members = unmark(&mut item.attrs, &self.current).members;
        visit_mut::visit_item_struct_mut(self, item);
    }

    fn visit_item_enum_mut(&mut self, item: &mut ItemEnum) {
        self.current = String::new();
        self.members = Vec::new();
        unmark(&mut item.attrs, &item.ident.to_string());
        visit_mut::visit_item_enum_mut(self, item);
    }

    fn visit_field_mut(&mut self, field: &mut Field) {
        for attribute in &mut field.attrs {
            if names_extra(attribute) {
                *attribute = parse_quote!(#[serde(flatten)]);
            }
        }
        let own = unmark(&mut field.attrs, "").null;
        if let Some(null) = own.or_else(|| self.null_of(field))
            && keep_null(field, null)
            && !self.current.is_empty()
            && let Some(name) = &field.ident
        {
            let of_type = self.nullable.entry(self.current.clone()).or_default();
            of_type.insert(name.to_string());
        }
        visit_mut::visit_field_mut(self, field);
    }

    fn visit_attribute_mut(&mut self, attribute: &mut Attribute) {
        if let Meta::List(list) = &mut attribute.meta
            && list.path.is_ident("serde")
        {
            list.tokens = self.named(std::mem::take(&mut list.tokens));
        }
    }
}

/// Whether it is the type of any value.
fn is_any(ty: &Type) -> bool {
    is_of(ty, "serde_json", "Value")
}

/// The types around an `Option`, or around any value.
fn with_null(file: &mut File) -> BTreeSet<String> {
    let items = module(&mut file.items, "types").into_iter().flatten();
    let named = items.filter_map(|item| match item {
        Item::Struct(item) => match &item.fields {
            syn::Fields::Unnamed(fields) => {
                let inner = &fields.unnamed.first()?.ty;
                (is_any(inner) || is_of(inner, "option", "Option")).then(|| item.ident.to_string())
            }
            _ => None,
        },
        _ => None,
    });
    named.collect()
}

/// Takes the marks out of a description, which is the type's `name` where there is no other.
fn unmark(attributes: &mut Vec<Attribute>, name: &str) -> Marks {
    let mut found = Marks::default();
    attributes.retain_mut(|attribute| {
        let text = docs::text(attribute).unwrap_or_default();
        let Some((marks, mut described)) = Marks::in_description(&text) else {
            return true;
        };
        found = marks;
        if described.is_empty() && !name.is_empty() {
            described = format!("`{name}`");
        }
        *attribute = docs::attribute(&described);
        !described.is_empty()
    });
    found
}

/// Lets the field keep `null`, where it may be left out, and returns whether it became another `Option`.
fn keep_null(field: &mut Field, null: Null) -> bool {
    let skips = |attribute: &&mut Attribute| {
        attribute.path().is_ident("serde") && mentions(&**attribute, "skip_serializing_if")
    };
    let Some(attribute) = field.attrs.iter_mut().find(skips) else {
        return false;
    };
    let Meta::List(list) = &mut attribute.meta else {
        return false;
    };
    let said = &list.tokens;
    list.tokens = quote::quote! {
        default, deserialize_with = "crate::parameter::null::read", #said
    };
    if null == Null::Within {
        return false;
    }
    let ty = &field.ty;
    field.ty = parse_quote!(::std::option::Option<#ty>);
    true
}

/// Makes these fields in the builders what they are in their types, and returns how many that were. Their setters
/// are written from them.
fn in_builders(file: &mut File, nullable: &BTreeMap<String, BTreeSet<String>>) -> usize {
    let mut nest = Nest(0);
    let types = module(&mut file.items, "types");
    let builders = types.and_then(|types| module(types, "builder"));
    for item in builders.into_iter().flatten() {
        if let Item::Struct(item) = item
            && let Some(names) = nullable.get(&item.ident.to_string())
        {
            let fields = item.fields.iter_mut().filter(|field| {
                let name = field.ident.as_ref().map(Ident::to_string);
                name.is_some_and(|name| names.contains(&name))
            });
            fields.for_each(|field| nest.visit_type_mut(&mut field.ty));
        }
    }
    nest.0
}

/// Puts an `Option` around each outermost one, and counts them.
struct Nest(usize);

impl VisitMut for Nest {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        if last(ty).is_some_and(|name| name == "Option") {
            *ty = parse_quote!(::std::option::Option<#ty>);
            self.0 += 1;
        } else {
            visit_mut::visit_type_mut(self, ty);
        }
    }
}

/// Whether it is `#[serde(rename = "extra", …)]`, as the generator was given that name.
fn names_extra(attribute: &Attribute) -> bool {
    let Meta::List(list) = &attribute.meta else {
        return false;
    };
    let mut tokens = list.tokens.clone().into_iter();
    list.path.is_ident("serde")
        && tokens.any(|token| {
            matches!(token, TokenTree::Literal(literal) if text(&literal).as_deref() == Some(EXTRA))
        })
}

fn text(literal: &Literal) -> Option<String> {
    match Lit::new(literal.clone()) {
        Lit::Str(text) => Some(text.value()),
        _ => None,
    }
}
