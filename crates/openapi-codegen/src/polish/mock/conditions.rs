//! The conditions on paths, queries and headers: written as the client writes the values.

use syn::{
    Expr, ExprMethodCall, parse_quote,
    visit_mut::{self, VisitMut},
};

use crate::{
    lower::{Own, Wire},
    polish::send::{style, text},
};

/// Builds the conditions on path and query with functions that escape.
pub(super) struct Conditions<'a> {
    pub(super) template: &'a str,
    pub(super) parameter: Option<&'a str>,
    pub(super) wire: Option<&'a Wire>,
}

impl Conditions<'_> {
    /// What the document has for the parameter whose name the generator writes here.
    fn own(&self, call: &ExprMethodCall) -> Option<&Own> {
        self.wire?.parameter(&text(call.args.first()?)?)
    }

    /// `inner.query_param("name", value.to_string())`.
    fn query(&self, call: &ExprMethodCall) -> Option<Expr> {
        let (inner, name) = (&call.receiver, call.args.first()?);
        let Some(own) = self.own(call) else {
            return Some(parse_quote!(crate::query::with(#inner, #name, &value)));
        };
        let (name, style) = (&own.name, style(own.style));
        Some(parse_quote!(crate::query::styled(#inner, #name, &value, #style)))
    }

    /// Names a parameter as the document does.
    fn name(&self, call: &mut ExprMethodCall) {
        let Some(own) = self.own(call) else {
            return;
        };
        let (name, is_list) = (own.name.clone(), own.is_list);
        let mut arguments = call.args.iter_mut();
        if let Some(written) = arguments.next() {
            *written = parse_quote!(#name);
        }
        if let Some(value) = arguments.next().filter(|_| is_list) {
            *value = parse_quote!(crate::query::list(&value));
        }
    }
}

impl VisitMut for Conditions<'_> {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        if let Expr::MethodCall(call) = expression
            && call.method == "query_param"
            && let Some(query) = self.query(call)
        {
            *expression = query;
        }
    }

    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        visit_mut::visit_expr_method_call_mut(self, call);
        if ["header", "header_missing", "query_param_missing"].contains(&&*call.method.to_string())
        {
            self.name(call);
        }
        if call.method != "path_matches" {
            return;
        }
        let template = self.template;
        let is_list = |name: &str| {
            let mut lists = self.wire.into_iter().flat_map(Wire::lists_in_path);
            lists.any(|own| own.name == name)
        };
        let matcher: Expr = match self.parameter {
            Some(name) if is_list(name) => {
                parse_quote!(crate::path::with_list(#template, #name, &value))
            }
            Some(name) => parse_quote!(crate::path::with(#template, #name, &value.to_string())),
            None => parse_quote!(crate::path::any(#template)),
        };
        call.args.clear();
        call.args.push(matcher);
    }
}
