//! What each operation does on the wire, read from the generated code: method, template,
//! parameters, headers, and the type of each status.

use quote::ToTokens;
use syn::{
    Arm, Expr, ExprCall, ExprLit, ExprPath, ImplItem, ImplItemFn, Item, Lit, ReturnType,
    visit::{self, Visit},
};

/// The contract of every operation of a generated client.
pub fn of(source: &str) -> String {
    let file = syn::parse_file(source).unwrap();
    let builder = file
        .items
        .iter()
        .find_map(|item| match item {
            Item::Mod(item) if item.ident == "builder" => item.content.as_ref(),
            _ => None,
        })
        .unwrap();
    let mut lines = Vec::new();
    for item in &builder.1 {
        if let Item::Impl(item) = item {
            let functions: Vec<_> = item
                .items
                .iter()
                .filter_map(|item| match item {
                    ImplItem::Fn(function) => Some(function),
                    _ => None,
                })
                .collect();
            if let Some(send) = functions
                .iter()
                .find(|function| function.sig.ident == "send")
            {
                lines.push(format!("{}: {}", text(&item.self_ty), summary(send)));
                lines.extend(functions.iter().filter_map(|function| setter(function)));
                lines.extend(operation(send));
            }
        }
    }
    lines.join("\n")
}

/// The first line of the documentation: method and path template.
fn summary(send: &ImplItemFn) -> String {
    let text = send
        .attrs
        .iter()
        .find_map(|attribute| match &attribute.meta {
            syn::Meta::NameValue(meta) => match &meta.value {
                Expr::Lit(ExprLit {
                    lit: Lit::Str(text),
                    ..
                }) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        });
    text.unwrap()
}

/// A parameter and its type.
fn setter(function: &ImplItemFn) -> Option<String> {
    let clause = function.sig.generics.where_clause.as_ref()?;
    let bound = text(clause.predicates.first()?);
    let ty = bound.strip_prefix("V: TryInto<")?.strip_suffix('>')?;
    Some(format!("    {}: {ty}", function.sig.ident))
}

fn operation(send: &ImplItemFn) -> Vec<String> {
    let mut calls = Calls::default();
    calls.visit_impl_item_fn(send);
    let ReturnType::Type(_, result) = &send.sig.output else {
        panic!("`send` returns nothing");
    };
    let mut lines = vec![
        format!("    headers: {}", calls.headers.join(", ")),
        format!("    -> {}", text(result)),
    ];
    lines.extend(calls.arms);
    lines
}

#[derive(Default)]
struct Calls {
    headers: Vec<String>,
    arms: Vec<String>,
}

impl<'ast> Visit<'ast> for Calls {
    fn visit_arm(&mut self, arm: &'ast Arm) {
        let status = text(&arm.pat).replace("u16", "");
        self.arms
            .push(format!("    {status} => {}", text(&arm.body)));
    }

    fn visit_expr_path(&mut self, path: &'ast ExprPath) {
        if text(path) == "::reqwest::header::ACCEPT" {
            self.headers.push("accept".to_owned());
        }
    }

    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        if text(&call.func).ends_with("HeaderName::from_static") {
            self.headers.extend(call.args.iter().map(text));
        }
        visit::visit_expr_call(self, call);
    }
}

/// Tokens without the spaces that the token stream puts between all of them.
fn text(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    [
        (" :: ", "::"),
        (":: ", "::"),
        (" < ", "<"),
        (" <", "<"),
        (" >", ">"),
        (" (", "("),
        (" . ", "."),
        (" ,", ","),
        (" :", ":"),
        (" ?", "?"),
        (", >", ">"),
        (",>", ">"),
        ("::std::option::", ""),
        ("std::convert::", ""),
    ]
    .iter()
    .fold(text, |text, (from, to)| text.replace(from, to))
}
