//! Values that a generated type refuses: the text says the value, and the rule that it broke.
//!
//! | generated | here |
//! |---|---|
//! | `"rule".into()` in `from_str(value)` | `crate::rejected(value, "rule").into()` |
//! | `"invalid value".into()` in an enumeration's | the same, with the values that it has |

use syn::{
    Arm, Expr, ExprCall, ExprLit, ExprMatch, File, Item, ItemImpl, Lit, Pat, parse_quote,
    visit::{self, Visit},
    visit_mut::{self, VisitMut},
};

use super::{
    syntax::{implements, module},
    tally::{Tally, mentions},
};

pub(super) fn name_the_value(file: &mut File, tally: &mut Tally) {
    let (mut rejections, mut rejected) = (0, 0);
    for item in readers_of_texts(file) {
        Rejections.visit_item_impl_mut(item);
        let mut errors = Errors::default();
        errors.visit_item_impl(item);
        rejections += errors.all;
        rejected += errors.rejected;
    }
    tally.expect("rejections", rejections, rejected);
}

/// The implementations of `FromStr` of the types.
pub(super) fn readers_of_texts(file: &mut File) -> impl Iterator<Item = &mut ItemImpl> {
    let types = module(&mut file.items, "types").into_iter().flatten();
    types.filter_map(|item| match item {
        Item::Impl(item) if implements(item, "FromStr") => Some(item),
        _ => None,
    })
}

/// Each `Err`, and those that say the value: seen in another way than they are rewritten.
#[derive(Default)]
struct Errors {
    all: usize,
    rejected: usize,
}

impl<'a> Visit<'a> for Errors {
    fn visit_expr_call(&mut self, call: &'a ExprCall) {
        if is_err(&call.func) {
            self.all += 1;
            self.rejected += usize::from(mentions(&call.args, "rejected"));
        }
        visit::visit_expr_call(self, call);
    }
}

fn is_err(function: &Expr) -> bool {
    matches!(function, Expr::Path(path) if path.path.is_ident("Err"))
}

/// Gives the rejections of a `FromStr` implementation the value that they reject.
struct Rejections;

impl VisitMut for Rejections {
    fn visit_expr_match_mut(&mut self, expression: &mut ExprMatch) {
        let values: Vec<_> = expression.arms.iter().filter_map(matched).collect();
        let rule = format!("not one of {}", values.join(", "));
        for arm in &mut expression.arms {
            if rejects(&arm.body) {
                *arm.body = parse_quote!(Err(crate::rejected(value, #rule).into()));
            }
        }
        visit_mut::visit_expr_match_mut(self, expression);
    }

    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        if let Some(rule) = literal(expression, "into") {
            *expression = parse_quote!(crate::rejected(value, #rule).into());
        }
    }
}

/// The value that an arm of an enumeration's `from_str` matches, quoted.
fn matched(arm: &Arm) -> Option<String> {
    match &arm.pat {
        Pat::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => Some(format!("{:?}", text.value())),
        _ => None,
    }
}

fn rejects(body: &Expr) -> bool {
    matches!(body, Expr::Call(call) if is_err(&call.func))
}

/// The text in `"text".method()`.
fn literal(expression: &Expr, method: &str) -> Option<String> {
    match expression {
        Expr::MethodCall(call) if call.method == method => match &*call.receiver {
            Expr::Lit(ExprLit {
                lit: Lit::Str(text),
                ..
            }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}
