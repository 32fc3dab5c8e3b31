//! The setters of the builders: they take what people have, and say why a value was refused.
//!
//! | generated | here |
//! |---|---|
//! | `V: TryInto<T>`, for a parameter or a member that is required | `V: crate::IntoParameter<T, F>` |
//! | the same for one that is not, or `TryInto<Option<T>>` | `V: crate::IntoOptional<T, F>` |
//! | `TryInto<Option<Option<T>>>` | `V: crate::IntoNullable<T, F>` |
//! | `"conversion to … failed".to_string()` | `crate::ParameterError`, with the name and the reason |
//! | `"name was not initialized".to_string()` | `crate::ParameterError::missing("name")` |
//! | no documentation | what the document says of the parameter or the member |

mod members;

use std::{cell::LazyCell, collections::BTreeMap};

use openapi_document::{Document, Node, Operation, Operations, Pointer};
use openapi_lint::{
    Renames,
    naming::{pascal_case, snake_case},
};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, format_ident, quote};
use syn::{
    Expr, ExprCall, ExprLit, Fields, File, ImplItemFn, Item, ItemImpl, ItemStruct, Lit, Type,
    TypeParamBound, WherePredicate, parse_quote,
    visit_mut::{self, VisitMut},
};

pub(super) use self::members::without_members;
use super::{
    docs,
    inert::inert_line,
    syntax::{argument, argument_of, builders, last},
    tally::{Tally, mentions},
    template::Template,
};
use crate::lower::LoweredDocument;

/// The builders of operations, and those of types, of which so many setters were left out.
pub(super) fn take_what_people_have(
    file: &mut File,
    document: &Document,
    lowered: &LoweredDocument,
    left_out: usize,
    tally: &mut Tally,
) {
    let described = descriptions(document, lowered.renames());
    let own = Own::new();
    let mut counts = Counts::default();
    for item in builders(file) {
        match item {
            Item::Struct(item) => parameters(item, &mut counts),
            Item::Impl(item) if item.trait_.is_none() => {
                let docs = last(&item.self_ty).and_then(|name| described.get(&name.to_string()));
                operation(item, docs, &own, &mut counts);
            }
            _ => {}
        }
    }
    tally.expect("conversions", counts.fields, counts.conversions);
    tally.expect("missing parameters", counts.required, counts.missing);
    members::members(file, &own, left_out, tally);
}

#[derive(Default)]
struct Counts {
    fields: usize,
    conversions: usize,
    required: usize,
    missing: usize,
}

/// The documentation of an operation's parameters, by the name of the operation's builder, then by that of
/// the setter.
type Descriptions = BTreeMap<String, BTreeMap<String, String>>;

fn descriptions(document: &Document, renames: &Renames) -> Descriptions {
    let described = |operation: &Operation<'_>| {
        let own = operation.pointer.child("parameters");
        let of_path = operation
            .pointer
            .parent()
            .map(|path| path.child("parameters"));
        let lists = of_path.into_iter().chain([own]);
        let own = renames.parameters.get(&operation.pointer);
        let described = lists.flat_map(|list| in_list(document, &list));
        described
            .map(|(key, description)| {
                let own = own.and_then(|own| own.get(&key));
                (snake_case(own.unwrap_or(&key.0)), description)
            })
            .collect()
    };
    Operations::of(document)
        .iter()
        .map(|operation| {
            let method = renames.method_name(operation);
            (pascal_case(&method), described(operation))
        })
        .collect()
}

/// The name and the place of each parameter in a list, and what is said of it.
fn in_list(document: &Document, list: &Pointer) -> Vec<((String, String), String)> {
    let length = document
        .root()
        .at(list)
        .map_or(0, |list| list.items().count());
    let parameters = (0..length).filter_map(|index| {
        let (_, parameter) = document.resolve(&list.child(index))?;
        let text = |key| parameter.get(key).and_then(Node::as_str);
        let description = inert_line(text("description")?);
        let key = (text("name")?.to_owned(), text("in")?.to_owned());
        Some((key, description))
    });
    parameters.collect()
}

/// Gives the fields of a builder the own reason for a refusal.
fn parameters(item: &mut ItemStruct, counts: &mut Counts) {
    let Fields::Named(fields) = &mut item.fields else {
        return;
    };
    for field in &mut fields.named {
        let Some(value) = argument(&field.ty).filter(|_| mentions(&field.ty, "Result")) else {
            continue;
        };
        field.ty = parse_quote!(Result<#value, crate::ParameterError>);
        counts.fields += 1;
    }
}

fn operation(
    item: &mut ItemImpl,
    described: Option<&BTreeMap<String, String>>,
    own: &Own,
    counts: &mut Counts,
) {
    let functions = item.items.iter_mut().filter_map(|item| match item {
        syn::ImplItem::Fn(function) => Some(function),
        _ => None,
    });
    for function in functions {
        let name = function.sig.ident.to_string();
        if name == "new" {
            let mut missing = Missing(counts);
            missing.visit_block_mut(&mut function.block);
        } else if name != "send" && name != "body_map" && set(function, own).is_some() {
            counts.conversions += 1;
            if let Some(description) = described.and_then(|described| described.get(&name)) {
                function.attrs.push(docs::attribute(description));
            }
        }
    }
}

/// `Err("name was not initialized".to_string())`
struct Missing<'a>(&'a mut Counts);

impl VisitMut for Missing<'_> {
    fn visit_expr_call_mut(&mut self, call: &mut ExprCall) {
        visit_mut::visit_expr_call_mut(self, call);
        if !matches!(&*call.func, Expr::Path(path) if path.path.is_ident("Err")) {
            return;
        }
        self.0.required += 1;
        let text = call.args.first().and_then(|argument| match argument {
            Expr::MethodCall(made) => match &*made.receiver {
                Expr::Lit(ExprLit {
                    lit: Lit::Str(text),
                    ..
                }) => Some(text.value()),
                _ => None,
            },
            _ => None,
        });
        if let Some(name) = text
            .as_deref()
            .and_then(|text| text.strip_suffix(" was not initialized"))
        {
            *call = parse_quote!(Err(crate::ParameterError::missing(#name)));
            self.0.missing += 1;
        }
    }
}

/// The setters as they are here, with a place for the bound and for the conversion that goes with it.
struct Own {
    parameter: LazyCell<Template<ImplItemFn>>,
    /// Of a parameter whose type has a builder, which it becomes, and of a body, which text becomes.
    mapped: LazyCell<Template<ImplItemFn>>,
    member: LazyCell<Template<ImplItemFn>>,
}

impl Own {
    fn new() -> Self {
        Self {
            parameter: LazyCell::new(|| setter(quote!())),
            mapped: LazyCell::new(|| setter(quote!(.map(From::from)))),
            member: LazyCell::new(|| setter(quote!(.map_err(|error| error.to_string())))),
        }
    }
}

fn setter(finish: TokenStream) -> Template<ImplItemFn> {
    Template(parse_quote! {
        pub fn __name<V, F>(mut self, value: V) -> Self
        where
            V: crate::__Bound<__Value, F>,
        {
            self.__name = crate::parameter::__convert("__name", value)#finish;
            self
        }
    })
}

/// What a setter takes.
#[derive(Clone, Copy)]
enum Takes {
    /// A value.
    Required,
    /// A value, or an `Option` of it.
    Optional,
    /// The same, and `null`.
    Nullable,
}

impl Template<ImplItemFn> {
    /// The setter `name` of values of this type.
    fn setter(&self, name: &Ident, value: &Type, takes: Takes) -> ImplItemFn {
        let (bound, convert) = match takes {
            Takes::Required => ("IntoParameter", "required"),
            Takes::Optional => ("IntoOptional", "optional"),
            Takes::Nullable => ("IntoNullable", "nullable"),
        };
        let names = [
            ("__name", name),
            ("__Bound", &format_ident!("{bound}")),
            ("__convert", &format_ident!("{convert}")),
        ];
        self.typed(&names, value)
    }
}

/// Rewrites the setter of an operation's parameter, if it is one. That the parameter may be left out is seen
/// from the body.
fn set(function: &mut ImplItemFn, own: &Own) -> Option<()> {
    let bound = function.sig.generics.where_clause.as_ref()?;
    let target = bound.predicates.iter().find_map(converted)?;
    let body = function.block.to_token_stream();
    let template = match mentions(&body, "From") || mentions(&body, "into") {
        true => &own.mapped,
        false => &own.parameter,
    };
    let takes = match mentions(&body, "Some") {
        true => Takes::Optional,
        false => Takes::Required,
    };
    let filled = template.setter(&function.sig.ident, target, takes);
    function.sig.generics = filled.sig.generics;
    function.sig.inputs = filled.sig.inputs;
    function.block = filled.block;
    Some(())
}

/// `T`, for `V: TryInto<T>`.
fn converted(predicate: &WherePredicate) -> Option<&Type> {
    let WherePredicate::Type(predicate) = predicate else {
        return None;
    };
    predicate.bounds.iter().find_map(|bound| match bound {
        TypeParamBound::Trait(bound) => {
            let path = &bound.path;
            let is_conversion = path.segments.last()?.ident == "TryInto";
            is_conversion.then(|| argument_of(path, 0))?
        }
        _ => None,
    })
}
