//! Calls in function bodies that go to the client's own code instead, because the generator's
//! forget what a caller needs: the value and the rule that it broke, or the status of an answer.
//!
//! Each of the client's functions has the meaning of what it replaces:
//!
//! | generated | replaced by |
//! |---|---|
//! | `"rule".into()` in `from_str(value)` | `crate::rejected(value, "rule").into()` |
//! | `"invalid value".into()` in an enumeration's | the same, with the values that it has |
//! | `"conversion to … failed".to_string()` | `crate::invalid_parameter("name", &error)` |
//! | `"name was not initialized".to_string()` | `crate::missing_parameter("name")` |
//! | `ResponseValue::from_response(response)` | `crate::decode(response)` |

use syn::{
    Arm, Expr, ExprCall, ExprLit, ExprMatch, ExprMethodCall, Field, File, ImplItemFn, ItemImpl,
    ItemMod, Lit, Pat, Stmt, WherePredicate, parse_quote,
    visit::{self, Visit},
    visit_mut::{self, VisitMut},
};

use super::tally::{Tally, mentions};

pub(super) fn use_own_functions(file: &mut File, tally: &mut Tally) {
    let mut calls = Calls::default();
    calls.visit_file_mut(file);
    let mut asked_for = AskedFor::default();
    asked_for.visit_file(file);
    tally.expect("conversions", asked_for.conversions, calls.conversions);
    tally.expect("missing parameters", asked_for.missing, calls.missing);
    tally.expect("rejections", asked_for.rejections, asked_for.rejected);
}

#[derive(Default)]
struct Calls {
    conversions: usize,
    missing: usize,
}

impl VisitMut for Calls {
    fn visit_item_impl_mut(&mut self, item: &mut ItemImpl) {
        if is_from_str(item) {
            Rejections.visit_item_impl_mut(item);
        }
        visit_mut::visit_item_impl_mut(self, item);
    }

    fn visit_impl_item_fn_mut(&mut self, function: &mut ImplItemFn) {
        let mut conversion = Conversion {
            parameter: function.sig.ident.to_string(),
            found: false,
        };
        conversion.visit_block_mut(&mut function.block);
        if conversion.found {
            require_displayable_errors(function);
            self.conversions += usize::from(function.sig.ident != BODY);
        }
        visit_mut::visit_impl_item_fn_mut(self, function);
    }

    fn visit_expr_call_mut(&mut self, call: &mut ExprCall) {
        visit_mut::visit_expr_call_mut(self, call);
        if is_path(&call.func, &["ResponseValue", "from_response"]) {
            *call.func = parse_quote!(crate::decode);
        } else if is_path(&call.func, &["Err"])
            && let Some(text) = call
                .args
                .first()
                .and_then(|argument| literal(argument, "to_string"))
            && let Some(name) = text.strip_suffix(" was not initialized")
        {
            *call = parse_quote!(Err(crate::missing_parameter(#name)));
            self.missing += 1;
        }
    }
}

fn is_from_str(item: &ItemImpl) -> bool {
    item.trait_.as_ref().is_some_and(|(path, ..)| {
        let last = path.segments.last();
        last.is_some_and(|segment| segment.ident == "FromStr")
    })
}

/// The field and the setter of a request's body, whose conversion says its reason by itself.
const BODY: &str = "body";

/// How often the generated code has what is rewritten, seen in another way than the rewrites do:
/// by the fields of the builders of operations, and by each `Err`.
#[derive(Default)]
struct AskedFor {
    conversions: usize,
    missing: usize,
    rejections: usize,
    rejected: usize,
    within: Within,
}

/// Where the visit is.
#[derive(Clone, Copy, Default, PartialEq)]
enum Within {
    #[default]
    Elsewhere,
    /// The module with the builders of operations, and not the one with those of types.
    Builders,
    BuildersNew,
    FromStr,
}

impl AskedFor {
    fn within(&mut self, within: Within, visit: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.within, within);
        visit(self);
        self.within = before;
    }
}

impl<'a> Visit<'a> for AskedFor {
    fn visit_item_mod(&mut self, item: &'a ItemMod) {
        match item.ident.to_string().as_str() {
            // Its own module `builder` is another one.
            "types" => self.within(Within::FromStr, |this| {
                let impls = item.content.iter().flat_map(|(_, items)| items);
                for item in impls.filter_map(as_from_str) {
                    this.visit_item_impl(item);
                }
            }),
            "builder" => self.within(Within::Builders, |this| visit::visit_item_mod(this, item)),
            _ => {}
        }
    }

    fn visit_field(&mut self, field: &'a Field) {
        let is_parameter = field
            .ident
            .as_ref()
            .is_some_and(|name| name != "client" && name != BODY);
        self.conversions += usize::from(self.within == Within::Builders && is_parameter);
    }

    fn visit_impl_item_fn(&mut self, function: &'a ImplItemFn) {
        if self.within == Within::Builders && function.sig.ident == "new" {
            self.within(Within::BuildersNew, |this| {
                visit::visit_impl_item_fn(this, function);
            });
        } else {
            visit::visit_impl_item_fn(self, function);
        }
    }

    fn visit_expr_call(&mut self, call: &'a ExprCall) {
        if is_path(&call.func, &["Err"]) {
            match self.within {
                Within::BuildersNew => self.missing += 1,
                Within::FromStr => {
                    self.rejections += 1;
                    self.rejected += usize::from(mentions(&call.args, "rejected"));
                }
                Within::Elsewhere | Within::Builders => {}
            }
        }
        visit::visit_expr_call(self, call);
    }
}

fn as_from_str(item: &syn::Item) -> Option<&ItemImpl> {
    match item {
        syn::Item::Impl(item) if is_from_str(item) => Some(item),
        _ => None,
    }
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
    matches!(body, Expr::Call(call) if is_path(&call.func, &["Err"]))
}

/// Whether an expression is the path with these segments, and nothing else.
fn is_path(expression: &Expr, segments: &[&str]) -> bool {
    let Expr::Path(found) = expression else {
        return false;
    };
    let path = &found.path;
    found.qself.is_none()
        && path.leading_colon.is_none()
        && path.segments.len() == segments.len()
        && path
            .segments
            .iter()
            .zip(segments)
            .all(|(found, wanted)| found.arguments.is_none() && found.ident == wanted)
}

/// Gives the failed conversion in a setter the reason why it failed.
struct Conversion {
    parameter: String,
    found: bool,
}

impl VisitMut for Conversion {
    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        visit_mut::visit_expr_method_call_mut(self, call);
        let forgets = call.method == "map_err"
            && matches!(call.args.first(), Some(Expr::Closure(closure)) if says_conversion(&closure.body));
        if forgets {
            let name = &self.parameter;
            call.args.clear();
            call.args
                .push(parse_quote!(|error| crate::invalid_parameter(#name, &error)));
            self.found = true;
        }
    }
}

fn says_conversion(body: &Expr) -> bool {
    let body = match body {
        Expr::Block(block) => match block.block.stmts.as_slice() {
            [Stmt::Expr(expression, None)] => expression,
            _ => return false,
        },
        body => body,
    };
    literal(body, "to_string").is_some_and(|text| text.starts_with("conversion to `"))
}

/// The reason can only be told when it can be displayed: adds that to `V: TryInto<T>`.
fn require_displayable_errors(function: &mut ImplItemFn) {
    let Some(clause) = &mut function.sig.generics.where_clause else {
        return;
    };
    let bounds: Vec<WherePredicate> = clause
        .predicates
        .iter()
        .filter_map(|predicate| match predicate {
            WherePredicate::Type(predicate) => {
                let (ty, bounds) = (&predicate.bounded_ty, &predicate.bounds);
                Some(parse_quote!(<#ty as #bounds>::Error: std::fmt::Display))
            }
            _ => None,
        })
        .collect();
    clause.predicates.extend(bounds);
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
