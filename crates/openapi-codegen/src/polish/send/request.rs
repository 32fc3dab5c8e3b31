//! How the request is put together.

use openapi_lint::naming::snake_case;
use proc_macro2::{Ident, TokenStream};
use syn::{
    Expr, ExprCall, ExprLit, ExprMethodCall, ExprPath, Lit, Local, Pat, Token, parse_quote,
    punctuated::Punctuated,
    visit_mut::{self, VisitMut},
};

use super::super::{multipart, tally::mentions};
use crate::lower::{Kind, Own, Style, Wire};

/// How many places of a request say what the generator's form does not.
pub(super) fn wired(wire: &Wire) -> usize {
    let headers = [&wire.content_type, &wire.accept];
    let parameters = wire.parameters.len();
    let is_form = matches!(wire.body, Some(Kind::Form | Kind::Multipart));
    headers.into_iter().flatten().count() + usize::from(is_form) + parameters
}

/// What a statement before the hooks becomes.
#[derive(Default)]
pub(super) struct Request<'a> {
    wire: Option<&'a Wire>,
    /// What the generator's form does not say, and was written.
    pub(super) wired: usize,
    /// What stands in the query and is written into the address.
    pub(super) joined: Vec<Joined<'a>>,
    /// The parameters whose failure ends the call.
    pub(super) parameters: usize,
    /// The addresses: there is one.
    pub(super) addresses: usize,
    /// The name of the request, where it was built here.
    pub(super) request: Option<Ident>,
}

/// A parameter whose parts are joined, and its value.
pub(super) struct Joined<'a> {
    pub(super) own: &'a Own,
    pub(super) value: Expr,
}

impl<'a> Request<'a> {
    pub(super) fn of(wire: Option<&'a Wire>) -> Self {
        Self {
            wire,
            ..Self::default()
        }
    }
}

impl<'a> Request<'a> {
    /// `.query(&QueryParam::new("name", &value))` of a parameter whose parts are joined: what separates them
    /// stands in the address as it is.
    fn take_joined(&mut self, expression: &mut Expr) {
        while let Expr::MethodCall(call) = expression
            && call.method == "query"
            && let Some(Expr::Reference(query)) = call.args.first()
            && let Expr::Call(query) = &*query.expr
            && let Some(own) = self.own(query.args.first())
            && matches!(own.style, Style::Commas | Style::Spaces | Style::Pipes)
            && let Some(value) = query.args.last().cloned()
        {
            let receiver = std::mem::replace(&mut *call.receiver, Expr::PLACEHOLDER);
            *expression = receiver;
            self.joined.push(Joined { own, value });
            self.wired += 1;
        }
    }

    /// What the document has for the parameter whose name the generator writes here.
    fn own(&self, name: Option<&Expr>) -> Option<&'a Own> {
        self.wire?.parameter(&text(name?)?)
    }

    /// `format!("{}/path/{}", client.baseurl, …)`, with the endpoint's own address.
    fn address(&mut self, expression: &Expr) -> Option<Expr> {
        let Expr::Macro(made) = expression else {
            return None;
        };
        if !made.mac.path.is_ident("format") {
            return None;
        }
        let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
        let mut arguments = made.mac.parse_body_with(parser).ok()?.into_iter();
        let (
            Expr::Lit(ExprLit {
                lit: Lit::Str(format),
                ..
            }),
            Expr::Field(base),
        ) = (arguments.next()?, arguments.next()?)
        else {
            return None;
        };
        let format = format.value();
        let path = format.strip_prefix("{}")?;
        let client = &base.base;
        let values = arguments.map(|value| self.segment(value));
        Some(parse_quote! {
            crate::transport::url(#client, format_args!(#path, #(#values),*))
        })
    }

    /// A value in a path, or those of a list.
    fn segment(&mut self, encoded: Expr) -> Expr {
        let encoded = shown(encoded);
        let value = shown_value(&encoded);
        let is_list = |name: &str| {
            let mut lists = self.wire.into_iter().flat_map(Wire::lists_in_path);
            lists.any(|own| snake_case(&own.generated) == name)
        };
        let Some((value, name)) = value.filter(|(_, name)| is_list(name)) else {
            return encoded;
        };
        self.wired += 1;
        parse_quote!(crate::parameter::segment::list(#name, #value)?)
    }

    /// Writes what the document says of the bodies.
    fn media_types(&mut self, wire: &Wire, call: &mut ExprMethodCall) {
        if call.method == "header" {
            let is = |name| {
                call.args
                    .first()
                    .is_some_and(|header| mentions(header, name))
            };
            let written = match (is("ACCEPT"), is("CONTENT_TYPE")) {
                (true, _) => &wire.accept,
                (_, true) => &wire.content_type,
                _ => return,
            };
            if let (Some(written), Some(value)) = (written, call.args.last_mut()) {
                *value = header_value(written);
                self.wired += 1;
            }
            return;
        }
        if call.method == "form" {
            let members = form_members(wire);
            let body = call.args.first().cloned();
            call.args = parse_quote!(&crate::parameter::Form::new(#body, &[#(#members),*]));
            self.wired += 1;
        }
        if call.method == "json" || call.method == "form" {
            let Some(written) = &wire.content_type else {
                return;
            };
            let (receiver, value) = (&call.receiver, header_value(written));
            *call.receiver = parse_quote! {
                #receiver.header(::reqwest::header::CONTENT_TYPE, #value)
            };
            self.wired += 1;
        }
    }
}

/// The members of a form that are written in a way of their own, each with its style.
pub(in crate::polish) fn form_members(wire: &Wire) -> Vec<TokenStream> {
    let members = wire.members.iter().map(|(name, own)| {
        let style = style(*own);
        quote::quote!((#name, #style))
    });
    members.collect()
}

/// The client's name of a style.
pub(in crate::polish) fn style(style: Style) -> Expr {
    let style = quote::format_ident!("{style:?}");
    parse_quote!(crate::Style::#style)
}

/// The text of a literal.
pub(in crate::polish) fn text(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}

fn header_value(text: &str) -> Expr {
    parse_quote!(::reqwest::header::HeaderValue::from_static(#text))
}

impl VisitMut for Request<'_> {
    fn visit_local_mut(&mut self, local: &mut Local) {
        visit_mut::visit_local_mut(self, local);
        let (Pat::Ident(name), Some(initial)) = (&mut local.pat, &mut local.init) else {
            return;
        };
        let Expr::Try(built) = &mut *initial.expr else {
            return;
        };
        if let Expr::MethodCall(call) = &mut *built.expr
            && call.method == "build"
        {
            self.request = Some(name.ident.clone());
            name.mutability = None;
            local.attrs.clear();
            let chain = std::mem::replace(&mut *call.receiver, Expr::PLACEHOLDER);
            *initial.expr = chain;
        }
    }

    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        self.take_joined(expression);
        if self
            .wire
            .is_some_and(|wire| wire.body == Some(Kind::Multipart))
            && let Expr::Try(tried) = expression
            && let Expr::MethodCall(call) = &*tried.expr
            && let Some(sent) = multipart::sent(call)
        {
            *tried.expr = sent;
            self.wired += 1;
        }
        if let Expr::Try(tried) = expression
            && let Expr::MethodCall(call) = &mut *tried.expr
            && call.method == "form_urlencoded"
        {
            call.method = quote::format_ident!("form");
            let call = std::mem::replace(&mut *tried.expr, Expr::PLACEHOLDER);
            *expression = call;
        }
        if let Some(address) = self.address(expression) {
            *expression = address;
            self.addresses += 1;
        }
        if let Expr::MethodCall(call) = expression {
            let own = self.own(call.args.first());
            if let Some(append) = append(call, own) {
                self.wired += usize::from(own.is_some());
                *expression = append;
            } else if call.method == "map_err" && is_invalid_request(call.args.first()) {
                self.parameters += 1;
                let checked = std::mem::replace(&mut *call.receiver, Expr::PLACEHOLDER);
                *expression = checked;
            } else if call.method == "map_err" {
                // Of the body's builder: the reason is the reason of the parameter.
                call.args.clear();
                call.args.push(parse_quote! {
                    |error| crate::ParameterError::invalid("body", &error)
                });
            }
        }
        visit_mut::visit_expr_mut(self, expression);
    }

    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        visit_mut::visit_expr_method_call_mut(self, call);
        // The HTTP library has no function for it.
        if call.method == "options" && mentions(&call.receiver, "client") {
            call.method = quote::format_ident!("request");
            call.args
                .insert(0, parse_quote!(::reqwest::Method::OPTIONS));
        }
        if let Some(wire) = self.wire {
            self.media_types(wire, call);
        }
    }

    fn visit_expr_call_mut(&mut self, call: &mut ExprCall) {
        visit_mut::visit_expr_call_mut(self, call);
        if matches!(&*call.func, Expr::Path(path) if is_query(path)) {
            *call.func = parse_quote!(crate::parameter::Query::new);
            let Some(own) = self.own(call.args.first()) else {
                return;
            };
            let name = &own.name;
            if let Some(written) = call.args.first_mut() {
                *written = parse_quote!(#name);
                self.wired += 1;
            }
            if own.style != Style::Each {
                *call.func = parse_quote!(crate::parameter::Query::styled);
                call.args.push(style(own.style));
            }
        }
    }
}

fn is_query(function: &ExprPath) -> bool {
    let mut segments = function.path.segments.iter().map(|segment| &segment.ident);
    segments.any(|ident| ident == "QueryParam")
}

fn is_invalid_request(argument: Option<&Expr>) -> bool {
    matches!(argument, Some(Expr::Path(path)) if mentions(path, "InvalidRequest"))
}

/// `encode_path(&value)`, for `encode_path(&value.to_string())`: the own one takes whatever can be shown.
fn shown(mut encoded: Expr) -> Expr {
    if let Expr::Call(call) = &mut encoded
        && let Some(Expr::Reference(value)) = call.args.first_mut()
        && let Expr::MethodCall(text) = &mut *value.expr
        && text.method == "to_string"
    {
        let receiver = std::mem::replace(&mut *text.receiver, Expr::PLACEHOLDER);
        *value.expr = receiver;
    }
    encoded
}

/// `&value` in `encode_path(&value)`, and its name.
fn shown_value(encoded: &Expr) -> Option<(&Expr, String)> {
    let Expr::Call(call) = encoded else {
        return None;
    };
    let value = call.args.first()?;
    match value {
        Expr::Reference(reference) => match &*reference.expr {
            Expr::Path(path) => Some((value, path.path.get_ident()?.to_string())),
            _ => None,
        },
        _ => None,
    }
}

/// `header_map.append("name", value.to_string().try_into()?)`, with the own conversion.
fn append(call: &ExprMethodCall, own: Option<&Own>) -> Option<Expr> {
    if call.method != "append" {
        return None;
    }
    let (name, value) = (call.args.first()?, call.args.get(1)?);
    let Expr::Try(tried) = value else {
        return None;
    };
    let Expr::MethodCall(converted) = &*tried.expr else {
        return None;
    };
    let Expr::MethodCall(text) = &*converted.receiver else {
        return None;
    };
    let (map, value) = (&call.receiver, &text.receiver);
    let named = own.map(|own| &own.name);
    let name: Expr = named.map_or_else(|| name.clone(), |name| parse_quote!(#name));
    Some(match own.is_some_and(|own| own.is_list) {
        true => parse_quote!(crate::parameter::list(&mut #map, #name, &#value)?),
        false => parse_quote!(crate::parameter::header(&mut #map, #name, &#value)?),
    })
}

/// Takes `.headers(header_map)` out of the request's chain.
pub(super) struct WithoutHeaders;

impl VisitMut for WithoutHeaders {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        if let Expr::MethodCall(call) = expression
            && call.method == "headers"
        {
            let receiver = std::mem::replace(&mut *call.receiver, Expr::PLACEHOLDER);
            *expression = receiver;
        }
    }
}
