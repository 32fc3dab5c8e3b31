//! The contract of each operation, read from the generated code: method, template, parameters, and
//! the type of each status. The headers on the wire stand in the snapshot of a request.

use quote::ToTokens;
use syn::{Arm, Expr, ExprLit, ImplItem, ImplItemFn, Item, Lit, ReturnType, visit::Visit};

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
                lines.extend(statuses(send));
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
    // The setter of an optional parameter wraps the value.
    let optional = text(&function.block).contains("map(Some)");
    let mark = if optional { " (optional)" } else { "" };
    Some(format!("    {}: {ty}{mark}", function.sig.ident))
}

/// One line for each status, with the type that it decodes to.
fn statuses(send: &ImplItemFn) -> Vec<String> {
    let ReturnType::Type(_, result) = &send.sig.output else {
        panic!("`send` returns nothing");
    };
    let result = text(result);
    let types = result
        .strip_prefix("Result<ResponseValue<")
        .and_then(|types| types.strip_suffix(">>"))
        .and_then(|types| types.split_once(">, Error<"));
    let Some((success, error)) = types else {
        panic!("`send` returns {result}");
    };
    let mut arms = Arms::default();
    arms.visit_impl_item_fn(send);
    arms.0
        .iter()
        .map(|(status, body)| {
            let meaning = if body.contains("UnexpectedResponse") {
                "unexpected response".to_owned()
            } else if body.contains("ErrorResponse") {
                format!("error {error}")
            } else {
                success.to_owned()
            };
            format!("    {status} => {meaning}")
        })
        .collect()
}

/// The arms of the match over the status, pattern and body.
#[derive(Default)]
struct Arms(Vec<(String, String)>);

impl<'ast> Visit<'ast> for Arms {
    fn visit_arm(&mut self, arm: &'ast Arm) {
        let status = match text(&arm.pat).replace("u16", "").as_str() {
            "_" => "any other".to_owned(),
            status => status.to_owned(),
        };
        self.0.push((status, text(&arm.body)));
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
        (", >", ">"),
        (",>", ">"),
        ("::std::option::", ""),
        ("std::convert::", ""),
    ]
    .iter()
    .fold(text, |text, (from, to)| text.replace(from, to))
}
