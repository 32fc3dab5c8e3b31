//! Settings for one call, on each operation's builder: a field that collects them, and a method for each.

use std::collections::BTreeSet;

use proc_macro2::Ident;
use quote::format_ident;
use syn::{
    ExprStruct, Fields, File, ImplItem, ImplItemFn, Item, ItemImpl, Pat, PatStruct, parse_quote,
    visit_mut::{self, VisitMut},
};

use super::{send::Bodies, syntax::builders, tally::Tally, template::Template};

/// Adds them to the builders of so many operations. A parameter keeps its name, and the setting gets
/// another.
pub(super) fn add(file: &mut File, operations: usize, bodies: Bodies, tally: &mut Tally) {
    let mut names = Vec::new();
    for item in builders(file) {
        if let Item::Struct(item) = item
            && let Fields::Named(fields) = &mut item.fields
        {
            let taken: BTreeSet<_> = fields
                .named
                .iter()
                .filter_map(|field| field.ident.as_ref().map(Ident::to_string))
                .collect();
            let field = free("options", &taken);
            fields.named.push(parse_quote!(#field: crate::CallOptions));
            names.push((item.ident.clone(), field, taken));
        }
    }
    let setters = Setters::new();
    let mut places = 0;
    for item in builders(file) {
        if let Item::Impl(item) = item
            && item.trait_.is_none()
            && let Some((_, field, taken)) = names.iter().find(|(name, ..)| is(item, name))
        {
            let mut structs = Structs { field, places: 0 };
            structs.visit_item_impl_mut(item);
            places += structs.places;
            item.items
                .extend(setters.of(field, taken).map(ImplItem::Fn));
        }
    }
    // Where a builder is made, and in the body of `send`, where it is taken apart.
    let expected = match bodies {
        Bodies::Whole => 2 * operations,
        Bodies::LeftOut => operations,
    };
    tally.expect("settings of calls", expected, places);
}

fn is(item: &ItemImpl, name: &Ident) -> bool {
    matches!(&*item.self_ty, syn::Type::Path(path)
        if path.path.segments.last().is_some_and(|last| last.ident == *name))
}

/// A name that no parameter has.
pub(super) fn free(name: &str, taken: &BTreeSet<String>) -> Ident {
    if taken.contains(name) {
        free(&format!("call_{name}"), taken)
    } else {
        format_ident!("{name}")
    }
}

struct Structs<'a> {
    field: &'a Ident,
    places: usize,
}

impl VisitMut for Structs<'_> {
    fn visit_expr_struct_mut(&mut self, made: &mut ExprStruct) {
        visit_mut::visit_expr_struct_mut(self, made);
        if made.path.is_ident("Self") {
            let field = self.field;
            made.fields
                .push(parse_quote!(#field: ::std::default::Default::default()));
            self.places += 1;
        }
    }

    fn visit_pat_mut(&mut self, pattern: &mut Pat) {
        visit_mut::visit_pat_mut(self, pattern);
        if let Pat::Struct(PatStruct { path, fields, .. }) = pattern
            && path.is_ident("Self")
        {
            let field = self.field;
            let with: Pat = parse_quote!(Self { #field });
            if let Pat::Struct(with) = with {
                fields.extend(with.fields);
            }
            self.places += 1;
        }
    }
}

/// The methods, with a place for the name of each and for that of the field.
struct Setters([(&'static str, Template<ImplItemFn>); 3]);

impl Setters {
    fn new() -> Self {
        let timeout = Template(parse_quote! {
            /// The time that each attempt of this call may take, in the place of the client's own
            /// `timeout`. The policy's limit on all attempts together stands beside it.
            pub fn __name(mut self, timeout: ::std::time::Duration) -> Self {
                self.__field = self.__field.timeout(timeout);
                self
            }
        });
        let retry = Template(parse_quote! {
            /// When and how often to try this call again, in the place of the client's own policy.
            pub fn __name(mut self, policy: crate::RetryPolicy) -> Self {
                self.__field = self.__field.retry(policy);
                self
            }
        });
        let header = Template(parse_quote! {
            /// A header of your own for this call, sent beside the operation's and signed with them where its
            /// name begins with `x-`. One that decides what the request is, where it goes or in whose name,
            /// such as `Host`, is refused, and nothing is sent.
            pub fn __name<N, V>(mut self, name: N, value: V) -> Self
            where
                N: ::std::convert::TryInto<::reqwest::header::HeaderName>,
                V: ::std::convert::TryInto<::reqwest::header::HeaderValue>,
            {
                self.__field = self.__field.header(name, value);
                self
            }
        });
        Self([("timeout", timeout), ("retry", retry), ("header", header)])
    }

    /// Those of a builder whose parameters have the names that are `taken`.
    fn of(&self, field: &Ident, taken: &BTreeSet<String>) -> impl Iterator<Item = ImplItemFn> {
        self.0.iter().map(move |(name, template)| {
            template.named(&[("__name", &free(name, taken)), ("__field", field)])
        })
    }
}
