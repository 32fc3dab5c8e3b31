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

use std::{cell::LazyCell, collections::BTreeMap};

use openapi_document::{Document, Node, Operation, Operations, Pointer};
use openapi_lint::{
    Renames,
    naming::{pascal_case, snake_case},
};
use proc_macro2::TokenStream;
use quote::{ToTokens as _, format_ident, quote};
use syn::{
    Attribute, Expr, ExprCall, ExprLit, Fields, File, ImplItemFn, Item, ItemImpl, ItemMod,
    ItemStruct, Lit, Type, TypeParamBound, WherePredicate, parse_quote,
    visit_mut::{self, VisitMut},
};

use super::{
    docs,
    inert::inert_line,
    send::{argument, argument_of, builders, methods},
    tally::{Tally, mentions},
    template::Template,
};
use crate::lower::LoweredDocument;

/// The builders of operations, and those of types.
pub(super) fn take_what_people_have(
    file: &mut File,
    document: &Document,
    lowered: &LoweredDocument,
    tally: &mut Tally,
) {
    let described = descriptions(document, lowered.renames());
    let own = Own::new();
    let mut counts = Counts::default();
    for item in builders(file) {
        match item {
            Item::Struct(item) => parameters(item, &mut counts),
            Item::Impl(item) if item.trait_.is_none() => {
                let docs = name(&item.self_ty).and_then(|name| described.get(&name));
                operation(item, docs, &own, &mut counts);
            }
            _ => {}
        }
    }
    tally.expect("conversions", counts.fields, counts.conversions);
    tally.expect("missing parameters", counts.required, counts.missing);
    members(file, &own, tally);
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
        } else if name != "send"
            && name != "body_map"
            && set(function, Set::Parameter, own).is_some()
        {
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

/// What a setter sets.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Set {
    /// A parameter of an operation. That it may be left out is seen from the body.
    Parameter,
    /// A member of a type. That it may be left out is seen from the bound.
    Member,
}

/// The setters as they are here, with a place for the bound and for the conversion that goes with it.
struct Own {
    parameter: LazyCell<Template>,
    /// Of a parameter whose type has a builder, which it becomes, and of a body, which text becomes.
    mapped: LazyCell<Template>,
    member: LazyCell<Template>,
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

fn setter(finish: TokenStream) -> Template {
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

/// Rewrites a setter, if it is one.
fn set(function: &mut ImplItemFn, set: Set, own: &Own) -> Option<()> {
    let bound = function.sig.generics.where_clause.as_ref()?;
    let target = bound.predicates.iter().find_map(converted)?;
    let body = match set {
        Set::Parameter => function.block.to_token_stream(),
        Set::Member => TokenStream::new(),
    };
    let optional = match set {
        Set::Parameter => mentions(&body, "Some").then(|| target.clone()),
        Set::Member => argument(&target).filter(|_| is_option(&target)),
    };
    let is_mapped = || mentions(&body, "From") || mentions(&body, "into");
    let template = match set {
        Set::Parameter if is_mapped() => &own.mapped,
        Set::Parameter => &own.parameter,
        Set::Member => &own.member,
    };
    let nullable = optional
        .as_ref()
        .filter(|value| set == Set::Member && is_option(value));
    let (bound, convert, value) = match (nullable.and_then(argument), optional) {
        (Some(value), _) => ("IntoNullable", "nullable", value),
        (None, Some(value)) => ("IntoOptional", "optional", value),
        (None, None) => ("IntoParameter", "required", target),
    };
    let names = [
        ("__name", &function.sig.ident),
        ("__Bound", &format_ident!("{bound}")),
        ("__convert", &format_ident!("{convert}")),
    ];
    let filled = template.typed(&names, &value);
    function.sig.generics = filled.sig.generics;
    function.sig.inputs = filled.sig.inputs;
    function.block = filled.block;
    Some(())
}

/// `T`, for `V: TryInto<T>`.
fn converted(predicate: &WherePredicate) -> Option<Type> {
    let WherePredicate::Type(predicate) = predicate else {
        return None;
    };
    predicate.bounds.iter().find_map(|bound| match bound {
        TypeParamBound::Trait(bound) => {
            let path = &bound.path;
            let is_conversion = path.segments.last()?.ident == "TryInto";
            is_conversion.then(|| argument_of(path, 0).cloned())?
        }
        _ => None,
    })
}

fn is_option(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Option"))
}

fn name(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => Some(path.path.segments.last()?.ident.to_string()),
        _ => None,
    }
}

/// The builders of types, in the module of types.
fn members(file: &mut File, own: &Own, tally: &mut Tally) {
    let types = file.items.iter_mut().find_map(|item| match item {
        Item::Mod(item) if item.ident == "types" => item.content.as_mut(),
        _ => None,
    });
    let Some((_, types)) = types else {
        return;
    };
    let documented: BTreeMap<_, _> = types.iter().filter_map(documented_fields).collect();
    let (mut fields, mut rewritten) = (0, 0);
    let builders = types.iter_mut().filter_map(|item| match item {
        Item::Mod(ItemMod {
            ident,
            content: Some((_, items)),
            ..
        }) if ident == "builder" => Some(items),
        _ => None,
    });
    for item in builders.flatten() {
        if let Item::Struct(item) = item {
            fields += item.fields.len();
        }
        let docs = match item {
            Item::Impl(item) => name(&item.self_ty).and_then(|name| documented.get(&name)),
            _ => None,
        };
        for function in methods(item) {
            let name = function.sig.ident.to_string();
            if set(function, Set::Member, own).is_some() {
                rewritten += 1;
                let docs = docs.and_then(|docs| docs.get(&name));
                function.attrs.extend(docs.cloned().unwrap_or_default());
            }
        }
    }
    tally.expect("conversions of members", fields, rewritten);
}

/// The documentation of a type's fields, by the name of the type.
fn documented_fields(item: &Item) -> Option<(String, BTreeMap<String, Vec<Attribute>>)> {
    let Item::Struct(item) = item else {
        return None;
    };
    let fields = item.fields.iter().filter_map(|field| {
        let is_doc = |attribute: &&Attribute| docs::text(attribute).is_some();
        let docs = field.attrs.iter().filter(is_doc).cloned().collect();
        Some((field.ident.as_ref()?.to_string(), docs))
    });
    Some((item.ident.to_string(), fields.collect()))
}
