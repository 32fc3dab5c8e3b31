//! Patterns in the generated types: from the generator's engine, which backtracks, to one whose
//! time is linear.
//!
//! ```text
//! static PATTERN: LazyLock<::regress::Regex> = LazyLock::new(|| ::regress::Regex::new("|^a$")…);
//! if PATTERN.find(value).is_none() { return Err("doesn't match pattern \"|^a$\"".into()); }
//! ```
//!
//! becomes
//!
//! ```text
//! static PATTERN: LazyLock<::regex::Regex> = LazyLock::new(|| ::regex::Regex::new("^a$")…);
//! if !PATTERN.is_match(value) { return Err("doesn't match pattern \"^a$\"".into()); }
//! ```
//!
//! with one such pair of statements for each test of a pattern that has several.

use openapi_lint::pattern::{translated, unshielded};
use syn::{
    Block, Expr, ExprLit, File, Ident, Item, ItemStatic, Lit, Stmt, parse_quote,
    visit::Visit,
    visit_mut::{self, VisitMut},
};

use super::rejections::readers_of_texts;

/// Replaces the engine where the types of `file` match patterns, which is where they are read.
pub(super) fn use_linear_engine(file: &mut File) {
    readers_of_texts(file).for_each(|item| Patterns.visit_item_impl_mut(item));
}

struct Patterns;

impl VisitMut for Patterns {
    fn visit_block_mut(&mut self, block: &mut Block) {
        visit_mut::visit_block_mut(self, block);
        let mut statements = Vec::with_capacity(block.stmts.len());
        let mut old = std::mem::take(&mut block.stmts).into_iter().peekable();
        while let Some(statement) = old.next() {
            match tests(&statement) {
                // The statement behind it is the one that matches.
                Some(tests) if old.peek().is_some_and(matches_pattern) => {
                    old.next();
                    statements.extend(tests);
                }
                _ => statements.push(statement),
            }
        }
        block.stmts = statements;
    }
}

/// The statements that stand for the definition of a pattern and its match.
fn tests(statement: &Stmt) -> Option<Vec<Stmt>> {
    let Stmt::Item(Item::Static(definition)) = statement else {
        return None;
    };
    let text = defined_pattern(definition)?;
    let texts = unshielded(&text)?;
    let patterns = texts.iter().map(|text| translated(text).ok());
    let patterns = patterns.collect::<Option<Vec<_>>>()?;
    let mut statements = Vec::new();
    for (text, pattern) in texts.iter().zip(&patterns) {
        let message = format!("doesn't match pattern \"{text}\"");
        for test in pattern {
            let name = name(statements.len() / 2);
            let source = &test.source;
            statements.push(parse_quote! {
                static #name: ::std::sync::LazyLock<::regex::Regex> =
                    ::std::sync::LazyLock::new(|| { ::regex::Regex::new(#source).unwrap() });
            });
            let fails: Expr = match test.is_wanted {
                true => parse_quote!(!#name.is_match(value)),
                false => parse_quote!(#name.is_match(value)),
            };
            statements.push(parse_quote! {
                if #fails {
                    return Err(#message.into());
                }
            });
        }
    }
    Some(statements)
}

fn name(index: usize) -> Ident {
    match index {
        0 => quote::format_ident!("PATTERN"),
        index => quote::format_ident!("PATTERN_{}", index + 1),
    }
}

/// The text of the pattern that `definition` compiles with the generator's engine.
fn defined_pattern(definition: &ItemStatic) -> Option<String> {
    struct Text(Option<String>);
    impl<'a> Visit<'a> for Text {
        fn visit_expr_lit(&mut self, literal: &'a ExprLit) {
            if let Lit::Str(text) = &literal.lit {
                self.0 = Some(text.value());
            }
        }
    }
    if definition.ident != "PATTERN" {
        return None;
    }
    let mut text = Text(None);
    text.visit_expr(&definition.expr);
    text.0
}

/// Whether it is the statement `if PATTERN.find(value).is_none() { … }`.
fn matches_pattern(statement: &Stmt) -> bool {
    matches!(statement, Stmt::Expr(Expr::If(condition), _)
        if receiver(&condition.cond, "is_none")
            .and_then(|found| receiver(found, "find"))
            .is_some_and(|pattern| is_path(pattern, "PATTERN")))
}

/// `x`, for `x.method(…)`.
fn receiver<'a>(call: &'a Expr, method: &str) -> Option<&'a Expr> {
    match call {
        Expr::MethodCall(call) if call.method == method => Some(&call.receiver),
        _ => None,
    }
}

fn is_path(expression: &Expr, name: &str) -> bool {
    matches!(expression, Expr::Path(path) if path.path.is_ident(name))
}
