//! What the answers are made of, so that the client can read them tolerantly.
//!
//! | generated | here |
//! |---|---|
//! | nothing | a module `shapes` with the shape of each type that an answer has |
//! | an enumeration that answers have | a variant `Unknown(String)`, for values that the document does not list |
//!
//! Both are found along the types from what each `send` returns. A choice between types (`oneOf`, `anyOf`)
//! stays as strict as it is: what is read tolerantly would fit the first of them. Where each value is named after
//! its alternative, as the successes of an operation are after their status, it is an object with those members.

mod choices;
mod enumerations;

use std::collections::{BTreeMap, BTreeSet};

use openapi_lint::naming::pascal_case;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{
    Attribute, Expr, ExprLit, Field, Fields, File, Item, ItemEnum, ItemStruct, Lit, ReturnType,
    Type, ext::IdentExt, parse_quote,
};

use super::{
    syntax::{argument, argument_of, builders, implements, last, methods, module},
    tally::Tally,
};

/// The type of each operation's answer and its shape, by the name of its builder.
#[derive(Default)]
pub(super) struct Answers(BTreeMap<String, (Type, TokenStream)>);

impl Answers {
    /// The shape of what the method `id` of the client returns, as the module of operations names it.
    pub(super) fn shape(&self, id: &str) -> TokenStream {
        let answer = self.0.get(&pascal_case(id));
        answer.map_or_else(|| quote!(Shape::Any), |(_, shape)| shape.clone())
    }

    /// The type of what the `send` of a builder returns.
    pub(super) fn of(&self, builder: &str) -> Option<&Type> {
        self.0.get(builder).map(|(ty, _)| ty)
    }
}

/// Adds the shapes, and the variants for values that nobody knows.
pub(super) fn read_tolerantly(file: &mut File, tally: &mut Tally) -> Answers {
    let answers = answers(file);
    let Some(items) = module(&mut file.items, "types") else {
        tally.expect("shapes", 1, 0);
        return Answers::default();
    };
    let mut walk = Walk::of(items);
    let answers = answers
        .into_iter()
        .map(|(name, ty)| {
            let shape = walk.shape(&ty);
            (name, (ty, shape))
        })
        .collect();
    let statics = walk.statics();
    let enumerations = walk.enumerations;
    enumerations::open(items, &enumerations, tally);
    file.items.push(parse_quote! {
        /// What the types of answers are made of.
        #[allow(non_upper_case_globals)]
        mod shapes {
            use super::shapes;
            use crate::tolerance::{Member, Shape};
            #(#statics)*
        }
    });
    Answers(answers)
}

/// What each operation's `send` returns, by the name of its builder.
fn answers(file: &mut File) -> BTreeMap<String, Type> {
    let mut answers = BTreeMap::new();
    for item in builders(file) {
        let name = match item {
            Item::Impl(item) => last(&item.self_ty).map(Ident::to_string),
            _ => None,
        };
        let sends = methods(item).filter(|function| function.sig.ident == "send");
        let returned = sends.filter_map(|send| match &send.sig.output {
            ReturnType::Type(_, result) => argument(&argument(result)?),
            ReturnType::Default => None,
        });
        answers.extend(name.into_iter().zip(returned));
    }
    answers
}

/// A type of the document.
#[derive(Clone, Copy)]
enum Known<'a> {
    Object(&'a ItemStruct),
    /// A type of its own around another one, with rules for its values or without.
    Wrapper {
        inner: &'a Type,
        has_rules: bool,
    },
    /// Of texts.
    Enumeration,
    /// A choice whose values are named after their alternative.
    Named(&'a ItemEnum),
}

/// A walk over the types that are reached.
struct Walk<'a> {
    known: BTreeMap<String, Known<'a>>,
    /// The objects that were reached, and of which of them the shape is yet to be written.
    reached: BTreeSet<String>,
    open: Vec<String>,
    enumerations: BTreeSet<String>,
    /// What a choice between types depends on.
    chosen: BTreeSet<String>,
}

impl<'a> Walk<'a> {
    fn of(items: &'a [Item]) -> Self {
        let parsed: BTreeSet<_> = items
            .iter()
            .filter_map(|item| match item {
                Item::Impl(item) if implements(item, "TryFrom") => last(&item.self_ty),
                _ => None,
            })
            .collect();
        let known = items.iter().filter_map(|item| match item {
            Item::Struct(item) => {
                let known = match &item.fields {
                    Fields::Named(_) => Known::Object(item),
                    Fields::Unnamed(fields) if fields.unnamed.len() == 1 => Known::Wrapper {
                        inner: &fields.unnamed.first()?.ty,
                        has_rules: parsed.contains(&item.ident),
                    },
                    Fields::Unnamed(_) | Fields::Unit => return None,
                };
                Some((item.ident.to_string(), known))
            }
            Item::Enum(item) if enumerations::is_of_texts(item) => {
                Some((item.ident.to_string(), Known::Enumeration))
            }
            Item::Enum(item) if choices::is_named(item) => {
                Some((item.ident.to_string(), Known::Named(item)))
            }
            _ => None,
        });
        Self {
            known: known.collect(),
            reached: BTreeSet::new(),
            open: Vec::new(),
            enumerations: BTreeSet::new(),
            chosen: choices::reached(items),
        }
    }

    /// The shape of a type, where `Shape` and the module `shapes` can be named.
    fn shape(&mut self, ty: &Type) -> TokenStream {
        let any = || quote!(Shape::Any);
        let Some(name) = last(ty).map(Ident::to_string) else {
            return any();
        };
        // A type of the document has no path of several names, but for the module of all of them.
        let is_own = match ty {
            Type::Path(path) => {
                let first = path.path.segments.first();
                path.path.leading_colon.is_none()
                    && (path.path.segments.len() == 1
                        || first.is_some_and(|first| first.ident == "types"))
            }
            _ => false,
        };
        if is_own && let Some(known) = self.known.get(&name).copied() {
            return self.known_shape(&name, known);
        }
        let kind = match name.as_str() {
            "String" => "Text",
            "bool" => "Boolean",
            "f32" | "f64" => "Number",
            "i8" | "i16" | "i32" | "i64" | "i128" | "isize" | "u8" | "u16" | "u32" | "u64"
            | "u128" | "usize" => "Integer",
            name if name.starts_with("NonZero") => "Integer",
            "Timestamp" | "NaiveDate" | "Uuid" | "IpAddr" | "Ipv4Addr" | "Ipv6Addr" => "Word",
            "Option" | "Box" => {
                return within(ty, 0).map_or_else(any, |inner| self.shape(inner));
            }
            "Vec" | "HashSet" | "BTreeSet" => return self.around("List", within(ty, 0)),
            "HashMap" | "BTreeMap" => return self.around("Map", within(ty, 1)),
            _ => return any(),
        };
        let kind = format_ident!("{kind}");
        quote!(Shape::#kind)
    }

    fn known_shape(&mut self, name: &str, known: Known<'a>) -> TokenStream {
        match known {
            Known::Object(_) | Known::Named(_) => {
                if self.reached.insert(name.to_owned()) {
                    self.open.push(name.to_owned());
                }
                let name = format_ident!("{name}");
                quote!(shapes::#name)
            }
            Known::Wrapper { inner, has_rules } => {
                let is_text = last(inner).is_some_and(|inner| inner == "String");
                match is_text && has_rules {
                    true => quote!(Shape::Word),
                    false => self.shape(inner),
                }
            }
            Known::Enumeration => {
                if !self.chosen.contains(name) {
                    self.enumerations.insert(name.to_owned());
                }
                quote!(Shape::Word)
            }
        }
    }

    /// A list or a map of values of the type `inner`.
    fn around(&mut self, kind: &str, inner: Option<&Type>) -> TokenStream {
        let kind = format_ident!("{kind}");
        let inner = inner.map_or_else(|| quote!(Shape::Any), |inner| self.shape(inner));
        quote!(Shape::#kind(&#inner))
    }

    /// A `static` for each object and each choice that was reached, and for each that it reaches, sorted.
    fn statics(&mut self) -> Vec<TokenStream> {
        let mut statics = BTreeMap::new();
        while let Some(name) = self.open.pop() {
            let (ident, members) = match self.known.get(&name).copied() {
                Some(Known::Object(item)) => {
                    (&item.ident, self.members(item, &mut BTreeSet::new()))
                }
                Some(Known::Named(item)) => (&item.ident, self.alternatives(item)),
                _ => continue,
            };
            // Tokens, which are parsed with the module around them.
            let shape = quote! {
                pub(super) static #ident: Shape =
                    Shape::Object(&[#(#members),*]);
            };
            statics.insert(name, shape);
        }
        statics.into_values().collect()
    }

    /// The members of which a value of the choice has one.
    fn alternatives(&mut self, item: &ItemEnum) -> Vec<TokenStream> {
        let mut members = Vec::new();
        for variant in &item.variants {
            // Others have no value, or one that has no type of its own.
            if let Fields::Unnamed(fields) = &variant.fields
                && let (Some(field), 1) = (fields.unnamed.first(), fields.unnamed.len())
            {
                let name = Serde::of(&variant.attrs).name;
                let name = name.unwrap_or_else(|| variant.ident.unraw().to_string());
                let shape = self.shape(&field.ty);
                members.push(quote!(Member::required(#name, &#shape)));
            }
        }
        members
    }

    /// The members of an object, and of those that stand within it on the wire.
    fn members(&mut self, item: &ItemStruct, seen: &mut BTreeSet<String>) -> Vec<TokenStream> {
        let mut members = Vec::new();
        if !seen.insert(item.ident.to_string()) {
            return members;
        }
        for field in &item.fields {
            let serde = Serde::of(&field.attrs);
            if serde.is_flat {
                let inner = last(&field.ty).filter(|name| *name == "Option");
                let inner = inner.and_then(|_| within(&field.ty, 0));
                let inner = last(inner.unwrap_or(&field.ty)).map(Ident::to_string);
                let inner = inner.and_then(|name| self.known.get(&name).copied());
                if let Some(Known::Object(inner)) = inner {
                    members.extend(self.members(inner, seen));
                }
                continue;
            }
            let Some(name) = serde.name(field) else {
                continue;
            };
            let shape = self.shape(&field.ty);
            let is_option = last(&field.ty).is_some_and(|name| name == "Option");
            members.push(match (is_option, serde.has_default) {
                (true, _) => quote!(Member::optional(#name, &#shape)),
                (false, true) => quote!(Member::defaulted(#name, &#shape)),
                (false, false) => quote!(Member::required(#name, &#shape)),
            });
        }
        members
    }
}

/// What serde is told about a field or a variant.
#[derive(Default)]
struct Serde {
    name: Option<String>,
    has_default: bool,
    is_flat: bool,
}

impl Serde {
    fn of(attributes: &[Attribute]) -> Self {
        let mut serde = Self::default();
        let attributes = attributes.iter();
        for attribute in attributes.filter(|attribute| attribute.path().is_ident("serde")) {
            serde.read(attribute);
        }
        serde
    }

    fn name(&self, field: &Field) -> Option<String> {
        let own = || Some(field.ident.as_ref()?.unraw().to_string());
        self.name.clone().or_else(own)
    }

    fn read(&mut self, attribute: &Attribute) {
        // What it cannot read says nothing about the shape.
        let _ = attribute.parse_nested_meta(|meta| {
            self.has_default |= meta.path.is_ident("default");
            self.is_flat |= meta.path.is_ident("flatten");
            let is_name = meta.path.is_ident("rename");
            if meta.input.peek(syn::Token![=]) {
                let value: Expr = meta.value()?.parse()?;
                if let Expr::Lit(ExprLit {
                    lit: Lit::Str(text),
                    ..
                }) = value
                    && is_name
                {
                    self.name = Some(text.value());
                }
            }
            Ok(())
        });
    }
}

/// What a field is called on the wire.
pub(super) fn wire_name(field: &Field) -> Option<String> {
    Serde::of(&field.attrs).name(field)
}

/// Whether the members of a field stand within those of its object.
pub(super) fn is_flat(field: &Field) -> bool {
    Serde::of(&field.attrs).is_flat
}

/// The argument of a generic type at this place, counted from 0.
fn within(ty: &Type, place: usize) -> Option<&Type> {
    match ty {
        Type::Path(path) => argument_of(&path.path, place),
        _ => None,
    }
}
