//! The setters of the types' builders. The generator's are left out before its tokens are read, and these
//! are written from the fields of the builders: reading them first would be a fifth of all reading.

use std::collections::BTreeMap;

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, Field, File, ImplItem, ImplItemFn, Item, Type};

use super::{Own, Takes};
use crate::polish::{
    docs,
    syntax::{argument, last, module},
    tally::Tally,
    tokens::{braced, contents, in_module, is_word},
};

/// The tokens of the client without the setters of its types' builders, and how many those are.
pub(in crate::polish) fn without_members(tokens: TokenStream) -> (TokenStream, usize) {
    let mut left_out = 0;
    let tokens = in_module(tokens, "types", |types| {
        in_module(types, "builder", |builders| {
            without_methods(builders, &mut left_out)
        })
    });
    (tokens, left_out)
}

/// The builders of types, in the module of types: a setter for each field.
pub(super) fn members(file: &mut File, own: &Own, left_out: usize, tally: &mut Tally) {
    let Some(types) = module(&mut file.items, "types") else {
        return;
    };
    let documented: BTreeMap<_, _> = types.iter().filter_map(documented_fields).collect();
    let Some(builders) = module(types, "builder") else {
        return tally.expect("conversions of members", 0, left_out);
    };
    let mut setters: BTreeMap<_, _> = builders
        .iter()
        .filter_map(|item| {
            let Item::Struct(item) = item else {
                return None;
            };
            let docs = documented.get(&item.ident.to_string());
            let setters = item
                .fields
                .iter()
                .filter_map(|field| member(field, docs, own));
            Some((item.ident.clone(), setters.collect::<Vec<_>>()))
        })
        .collect();
    let mut written = 0;
    for item in builders {
        if let Item::Impl(item) = item
            && item.trait_.is_none()
            && let Some(setters) = last(&item.self_ty).and_then(|name| setters.remove(name))
        {
            written += setters.len();
            item.items.extend(setters.into_iter().map(ImplItem::Fn));
        }
    }
    tally.expect("conversions of members", left_out, written);
}

/// The tokens with nothing in each `impl Name { … }`; adds the functions that were there to `count`.
fn without_methods(tokens: TokenStream, count: &mut usize) -> TokenStream {
    // How many tokens there are since the word `impl`.
    let mut behind = None;
    let emptied = tokens.into_iter().map(|token| match (token, behind) {
        (TokenTree::Group(group), Some(1)) => {
            let contents = contents(group).into_iter();
            *count += contents.filter(|token| is_word(token, "fn")).count();
            behind = None;
            braced(TokenStream::new())
        }
        (token, _) => {
            behind = match (&token, behind) {
                (token, _) if is_word(token, "impl") => Some(0),
                (TokenTree::Ident(_), Some(0)) => Some(1),
                _ => None,
            };
            token
        }
    });
    emptied.collect()
}

/// The setter of a field, whose type is `Result<T, String>`. That the member may be left out is seen from `T`.
fn member(field: &Field, docs: Option<&Documented>, own: &Own) -> Option<ImplItemFn> {
    let name = field.ident.as_ref()?;
    let value = argument(&field.ty)?;
    let (value, takes) = match within_option(&value) {
        None => (value, Takes::Required),
        Some(optional) => match within_option(&optional) {
            None => (optional, Takes::Optional),
            Some(nullable) => (nullable, Takes::Nullable),
        },
    };
    let mut setter = own.member.setter(name, &value, takes);
    let docs = docs.and_then(|docs| docs.get(&name.to_string()));
    setter.attrs = docs.cloned().unwrap_or_default();
    Some(setter)
}

/// `T`, for `Option<T>`.
fn within_option(ty: &Type) -> Option<Type> {
    argument(ty).filter(|_| last(ty).is_some_and(|name| name == "Option"))
}

/// The documentation of a type's fields, by the name of the field.
type Documented = BTreeMap<String, Vec<Attribute>>;

/// The documentation of a type's fields, by the name of the type.
fn documented_fields(item: &Item) -> Option<(String, Documented)> {
    let Item::Struct(item) = item else {
        return None;
    };
    let fields = item.fields.iter().filter_map(|field| {
        let docs = field
            .attrs
            .iter()
            .filter(|attribute| docs::is_doc(attribute));
        let docs = docs.cloned().collect();
        Some((field.ident.as_ref()?.to_string(), docs))
    });
    Some((item.ident.to_string(), fields.collect()))
}
