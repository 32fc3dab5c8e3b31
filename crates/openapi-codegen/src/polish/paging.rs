//! Operations with `x-pagination`: their builders give all pages, and all entries.
//!
//! | generated | here |
//! |---|---|
//! | nothing | `pages()` and `stream()` of such a builder, and its `crate::paging::Paged` |
//!
//! That the names in the document are right is a rule of lint (`invalid-pagination`).

use std::collections::{BTreeMap, BTreeSet};

use openapi_document::{Document, Node, Operations};
use openapi_lint::naming::{pascal_case, snake_case};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{Field, Fields, File, ImplItemFn, Item, ItemImpl, ItemStruct, Type, parse_quote};

use super::{
    settings::free,
    syntax::{argument, builders, last, module},
    tally::Tally,
    tolerance::{Answers, wire_name},
};
use crate::lower::LoweredDocument;

/// What an operation's `x-pagination` says.
struct Pages<'a> {
    offset: &'a str,
    limit: &'a str,
    items: &'a str,
    total: Option<&'a str>,
    size: u64,
}

/// How many entries a page has when the document does not say it.
const PAGE_SIZE: u64 = 100;

impl<'a> Pages<'a> {
    fn of(operation: &'a Node) -> Option<Self> {
        let pages = operation.get("x-pagination")?;
        let text = |key| pages.get(key).and_then(Node::as_str);
        let size = pages.get("page_size").map(Node::to_json);
        Some(Self {
            offset: text("offset")?,
            limit: text("limit")?,
            items: text("items")?,
            total: text("total"),
            size: size.and_then(|size| size.as_u64()).unwrap_or(PAGE_SIZE),
        })
    }
}

/// Adds them for each method that was lowered and whose operation comes in pages. The document may have more of those: a
/// review leaves out what is the same on both sides.
pub(super) fn add(
    file: &mut File,
    document: &Document,
    lowered: &LoweredDocument,
    answers: &Answers,
    tally: &mut Tally,
) {
    let operations = Operations::of(document);
    let made = lowered.methods();
    let paged: BTreeMap<_, _> = operations
        .iter()
        .filter_map(|operation| {
            let method = lowered.renames().method_name(operation);
            let pages = Pages::of(operation.node).filter(|_| made.contains(&method))?;
            Some((pascal_case(&method), pages))
        })
        .collect();
    if paged.is_empty() {
        return;
    }
    let structs = structs(file);
    let parameters: BTreeMap<_, _> = builders(file).filter_map(parameters).collect();
    let (mut added, mut found) = (Vec::new(), 0);
    for item in builders(file) {
        let Item::Impl(item) = item else {
            continue;
        };
        let name = last(&item.self_ty).map(Ident::to_string);
        let name = name.filter(|_| item.trait_.is_none()).unwrap_or_default();
        let Some((pages, taken)) = paged.get(&name).zip(parameters.get(&name)) else {
            continue;
        };
        let page = answers
            .of(&name)
            .and_then(|ty| structs.get(&last(ty)?.to_string()));
        if let Some(described) = page.and_then(|page| paging(item, pages, page, &structs)) {
            item.items.extend(methods(taken).map(syn::ImplItem::Fn));
            added.push(described);
            found += 1;
        }
    }
    tally.expect("pages", paged.len(), found);
    if let Some(items) = module(&mut file.items, "builder") {
        items.append(&mut added);
    }
}

/// The structs of the document's types.
fn structs(file: &File) -> BTreeMap<String, ItemStruct> {
    let types = file.items.iter().find_map(|item| match item {
        Item::Mod(item) if item.ident == "types" => item.content.as_ref(),
        _ => None,
    });
    let items = types.into_iter().flat_map(|(_, items)| items);
    let structs = items.filter_map(|item| match item {
        Item::Struct(item) => Some((item.ident.to_string(), item.clone())),
        _ => None,
    });
    structs.collect()
}

/// The name of a builder, and those of its parameters.
fn parameters(item: &mut Item) -> Option<(String, BTreeSet<String>)> {
    let Item::Struct(item) = item else {
        return None;
    };
    let fields = item.fields.iter();
    let names = fields.filter_map(|field| field.ident.as_ref().map(Ident::to_string));
    Some((item.ident.to_string(), names.collect()))
}

/// A parameter may have the name of either.
fn methods(taken: &BTreeSet<String>) -> [ImplItemFn; 2] {
    let pages = free("pages", taken);
    let stream = free("stream", taken);
    [
        parse_quote! {
            /// All pages of the list, from the offset of this call on: each is asked for when it is
            /// wanted. Without a limit, pages have the size that the document proposes.
            pub fn #pages(self) -> crate::Pages<'a, Self> {
                crate::Pages::of(self)
            }
        },
        parse_quote! {
            /// All entries of the list, from the offset of this call on: a page is asked for when the
            /// one before it is used up. A limit is that of a page, not of the whole list.
            pub fn #stream(self) -> crate::Items<'a, Self> {
                crate::Items::of(self)
            }
        },
    ]
}

/// What the client's own code has to know of the operation.
fn paging(
    builder: &ItemImpl,
    pages: &Pages<'_>,
    page: &ItemStruct,
    structs: &BTreeMap<String, ItemStruct>,
) -> Option<Item> {
    let name = &builder.self_ty;
    let ty = &page.ident;
    let field = |name: &str| {
        let mut fields = page.fields.iter();
        fields.find(|field| wire_name(field).as_deref() == Some(name))
    };
    let items = field(pages.items)?;
    let list = List::of(items, structs)?;
    let entry: Type = qualified(&list.entry);
    let total = pages
        .total
        .and_then(field)
        .and_then(|field| field.ident.as_ref());
    let total = total.map_or_else(
        || quote!(None),
        |total| quote!(crate::paging::number(&page.#total)),
    );
    let (offset, limit) = (pages.offset, pages.limit);
    let offset_field = format_ident!("{}", snake_case(offset));
    let limit_field = format_ident!("{}", snake_case(limit));
    let size = pages.size;
    let list_name = items.ident.as_ref()?;
    let count = match (list.is_optional, list.is_named) {
        (false, _) => quote!(page.#list_name.len()),
        (true, false) => quote!(page.#list_name.as_ref().map_or(0, ::std::vec::Vec::len)),
        (true, true) => quote!(page.#list_name.as_ref().map_or(0, |list| list.len())),
    };
    let items: TokenStream = match (list.is_optional, list.is_named) {
        (false, false) => quote!(page.#list_name),
        (true, false) => quote!(page.#list_name.unwrap_or_default()),
        (false, true) => quote!(page.#list_name.into()),
        (true, true) => {
            quote!(page.#list_name.map_or_else(::std::vec::Vec::new, ::std::convert::Into::into))
        }
    };
    Some(parse_quote! {
        impl<'a> crate::paging::Paged for #name {
            type Page = types::#ty;
            type Item = #entry;
            const PAGE_SIZE: u64 = #size;
            fn window(&self) -> crate::paging::Window {
                crate::paging::Window {
                    offset: self.#offset_field.as_ref().ok().and_then(crate::paging::number),
                    limit: self.#limit_field.as_ref().ok().and_then(crate::paging::number),
                }
            }
            fn at(mut self, window: crate::paging::Window) -> Self {
                self.#offset_field = self
                    .#offset_field
                    .and_then(|_| crate::paging::parameter(#offset, window.offset));
                self.#limit_field = self
                    .#limit_field
                    .and_then(|_| crate::paging::parameter(#limit, window.limit));
                self
            }
            fn total(page: &Self::Page) -> Option<u64> {
                #total
            }
            fn count(page: &Self::Page) -> usize {
                #count
            }
            fn items(page: Self::Page) -> ::std::vec::Vec<Self::Item> {
                #items
            }
            fn call<'c>(self) -> crate::paging::Call<'c, Self::Page>
            where
                Self: 'c,
            {
                ::std::boxed::Box::pin(self.send())
            }
        }
    })
}

/// How the list of a field is written.
struct List {
    /// Whether it may be missing.
    is_optional: bool,
    /// Whether it has a type of its own, around that of a list.
    is_named: bool,
    /// The type of its entries.
    entry: Type,
}

impl List {
    fn of(field: &Field, structs: &BTreeMap<String, ItemStruct>) -> Option<Self> {
        let is_optional = last(&field.ty)? == "Option";
        let ty = match is_optional {
            true => argument(&field.ty)?,
            false => field.ty.clone(),
        };
        let named = structs.get(&last(&ty)?.to_string());
        let inner = match named.map(|named| &named.fields) {
            Some(Fields::Unnamed(fields)) => fields.unnamed.first()?.ty.clone(),
            _ => ty,
        };
        (last(&inner)? == "Vec").then_some(Self {
            is_optional,
            is_named: named.is_some(),
            entry: argument(&inner)?,
        })
    }
}

/// A type of the module `types`, as the builders name it.
fn qualified(ty: &Type) -> Type {
    match ty {
        Type::Path(path)
            if path
                .path
                .get_ident()
                .is_some_and(|name| !is_primitive(name)) =>
        {
            parse_quote!(types::#ty)
        }
        _ => ty.clone(),
    }
}

/// Types of the language are written in small letters.
fn is_primitive(name: &Ident) -> bool {
    name.to_string()
        .starts_with(|first: char| first.is_ascii_lowercase())
}
