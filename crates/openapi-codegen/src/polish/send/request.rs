//! How the request is put together.

use proc_macro2::Ident;
use syn::{
    Expr, ExprCall, ExprLit, ExprMethodCall, ExprPath, Lit, Local, Pat, Token, parse_quote,
    punctuated::Punctuated,
    visit_mut::{self, VisitMut},
};

use super::super::tally::mentions;

/// What a statement before the hooks becomes.
#[derive(Default)]
pub(super) struct Request {
    /// The parameters whose failure ends the call.
    pub(super) parameters: usize,
    /// The addresses: there is one.
    pub(super) addresses: usize,
    /// The name of the request, where it was built here.
    pub(super) request: Option<Ident>,
}

impl VisitMut for Request {
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
        if let Expr::Try(tried) = expression
            && let Expr::MethodCall(call) = &mut *tried.expr
            && call.method == "form_urlencoded"
        {
            call.method = quote::format_ident!("form");
            let call = std::mem::replace(&mut *tried.expr, Expr::PLACEHOLDER);
            *expression = call;
        }
        if let Some(address) = address(expression) {
            *expression = address;
            self.addresses += 1;
        }
        if let Expr::MethodCall(call) = expression {
            if let Some(append) = append(call) {
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

    fn visit_expr_call_mut(&mut self, call: &mut ExprCall) {
        visit_mut::visit_expr_call_mut(self, call);
        if matches!(&*call.func, Expr::Path(path) if is_query(path)) {
            *call.func = parse_quote!(crate::parameter::Query::new);
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

/// `format!("{}/path/{}", client.baseurl, …)`, with the endpoint's own address.
fn address(expression: &Expr) -> Option<Expr> {
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
    let values = arguments.map(shown);
    Some(parse_quote! {
        crate::transport::url(#client, format_args!(#path, #(#values),*))
    })
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

/// `header_map.append("name", value.to_string().try_into()?)`, with the own conversion.
fn append(call: &ExprMethodCall) -> Option<Expr> {
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
    Some(parse_quote!(crate::parameter::header(&mut #map, #name, &#value)?))
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
