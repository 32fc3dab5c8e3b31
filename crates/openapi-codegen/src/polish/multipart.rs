//! Bodies in parts: what each member of the generated type is on the wire.
//!
//! | generated | here |
//! |---|---|
//! | `.form_urlencoded(&body)?` | `crate::multipart::send(request, &body)?` |
//! | nothing | `impl crate::ToParts` for the type of the body, with a call for each part |
//! | nothing | `types::FilePart`, where a part is a file |

use std::collections::BTreeMap;

use openapi_lint::naming::pascal_case;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Expr, ExprMethodCall, Field, Fields, File, Item, ItemImpl, ItemStruct, parse_quote};

use super::{
    syntax::{argument, builders, last, module},
    tally::Tally,
    tolerance::wire_name,
};
use crate::lower::{Kind, LoweredDocument, Part};

/// Says of the types of bodies in parts which parts they have.
pub(super) fn add(file: &mut File, lowered: &LoweredDocument, tally: &mut Tally) {
    let wires = lowered.wires().iter();
    let bodies = wires.filter(|(_, wire)| wire.body == Some(Kind::Multipart));
    let bodies: BTreeMap<_, _> = bodies
        .map(|(method, wire)| (pascal_case(method), wire.parts.as_slice()))
        .collect();
    if bodies.is_empty() {
        return;
    }
    let types: BTreeMap<_, _> = builders(file)
        .filter_map(|item| match item {
            Item::Struct(item) => {
                let parts = bodies.get(&item.ident.to_string())?;
                Some((body(item)?, *parts))
            }
            _ => None,
        })
        .collect();
    let Some(items) = module(&mut file.items, "types") else {
        return;
    };
    let mut written = 0;
    let implementations: Vec<ItemImpl> = items
        .iter()
        .filter_map(|item| match item {
            Item::Struct(item) => {
                let parts = types.get(&item.ident)?;
                let calls = calls(item, parts);
                written += calls.len();
                Some(implementation(&item.ident, &calls))
            }
            _ => None,
        })
        .collect();
    let mut parts = types.values().copied().flatten();
    let is_taken = |item: &Item| {
        matches!(item, Item::Struct(ItemStruct { ident, .. }) if ident == "FilePart")
            || matches!(item, Item::Enum(item) if item.ident == "FilePart")
    };
    if parts.any(|part| part.is_file) && !items.iter().any(is_taken) {
        items.insert(
            0,
            parse_quote!(
                pub use crate::FilePart;
            ),
        );
    }
    file.items
        .extend(implementations.into_iter().map(Item::Impl));
    let expected = bodies.values().map(|parts| parts.len()).sum();
    tally.expect("parts of bodies", expected, written);
}

/// The type of the body, for `body: Result<types::builder::Body, …>`.
fn body(builder: &ItemStruct) -> Option<Ident> {
    let mut fields = builder.fields.iter();
    let body = fields.find(|field| field.ident.as_ref().is_some_and(|name| name == "body"))?;
    last(&argument(&body.ty)?).cloned()
}

/// A call for each part, in the order of the members.
fn calls(item: &ItemStruct, parts: &[Part]) -> Vec<TokenStream> {
    let Fields::Named(fields) = &item.fields else {
        return Vec::new();
    };
    let call = |field: &Field| {
        let (member, name) = (field.ident.as_ref()?, wire_name(field)?);
        let part = parts.iter().find(|part| part.name == name)?;
        let media_type = part.media_type.as_deref();
        Some(if part.is_file {
            let media_type = media_type.unwrap_or("application/octet-stream");
            quote!(.files(#name, &self.#member, #media_type)?)
        } else {
            let media_type = match media_type {
                Some(media_type) => quote!(Some(#media_type)),
                None => quote!(None),
            };
            quote!(.value(#name, &self.#member, #media_type)?)
        })
    };
    // Whoever reads the parts as they come knows everything else before a file.
    let (files, values): (Vec<_>, Vec<_>) = fields.named.iter().partition(|field| {
        let name = wire_name(field);
        parts
            .iter()
            .any(|part| part.is_file && Some(&part.name) == name.as_ref())
    });
    values.into_iter().chain(files).filter_map(call).collect()
}

fn implementation(name: &Ident, calls: &[TokenStream]) -> ItemImpl {
    parse_quote! {
        impl crate::ToParts for types::#name {
            fn to_parts(&self) -> Result<crate::Parts, crate::ParameterError> {
                let parts = crate::Parts::new() #(#calls)*;
                Ok(parts)
            }
        }
    }
}

/// `request.form_urlencoded(&body)`, with the body in parts.
pub(super) fn sent(call: &ExprMethodCall) -> Option<Expr> {
    let (request, body) = (&call.receiver, call.args.first()?);
    (call.method == "form_urlencoded")
        .then(|| parse_quote!(crate::multipart::send(#request, #body)))
}
