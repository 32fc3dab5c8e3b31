//! The functions that carry out a subcommand.

use std::collections::BTreeSet;

use syn::{
    Expr, ExprCall, ExprIf, ExprMethodCall, GenericArgument, ImplItemFn, Stmt, Type, parse_quote,
    visit::{self, Visit},
    visit_mut::{self, VisitMut},
};

use super::{
    super::tally::{Tally, mentions},
    element, text,
};
use crate::lower::Kind;

/// Gives a function the types of what it returns.
pub(super) fn return_own_types(function: &mut ImplItemFn) {
    function.sig.output = parse_quote!(-> Result<crate::Answer, crate::Failure>);
}

/// How often the functions had what is rewritten in each once.
#[derive(Debug, Default)]
pub(super) struct Found {
    overrides: usize,
    sendings: usize,
    answers: usize,
}

impl Found {
    /// Holds the counts against the number of the functions.
    pub(super) fn hold_against(&self, functions: usize, tally: &mut Tally) {
        let Self {
            overrides,
            sendings,
            answers,
        } = self;
        tally.expect("overrides of requests", functions, *overrides);
        tally.expect("sendings", functions, *sendings);
        tally.expect("answers", functions, *answers);
    }
}

/// Rewrites a function, of an operation that answers a list in pages or of another, and whose successes differ
/// or do not.
pub(super) fn polish(function: &mut ImplItemFn, is_paged: bool, differ: bool, found: &mut Found) {
    return_own_types(function);
    let statements = std::mem::take(&mut function.block.stmts);
    let mut body = Vec::new();
    let mut kept = Vec::new();
    for mut statement in statements {
        Lists.visit_stmt_mut(&mut statement);
        if is_override(&statement) {
            found.overrides += 1;
        } else if is_sending(&statement) && !is_request(&statement) {
            found.sendings += 1;
        } else if let Some(read) = json_body(&statement) {
            body.push(read);
        } else if let Some(answer) = answer(&statement, differ) {
            kept.push(answer);
            found.answers += 1;
        } else {
            kept.push(statement);
        }
    }
    // Behind `let mut request`.
    let position = kept.len().min(1);
    kept.splice(position..position, body);
    if is_paged {
        kept.pop();
        let pages: Expr = parse_quote!(crate::pages::asked(request, matches).await);
        kept.push(Stmt::Expr(pages, None));
    }
    function.block.stmts = kept;
}

/// Reads the body that is text or bytes, behind `let mut request`.
pub(super) fn read_body(function: &mut ImplItemFn, body: Kind) {
    let read: Expr = match body {
        Kind::Text => parse_quote!(crate::body::text(matches)?),
        _ => parse_quote!(crate::body::bytes(matches)?),
    };
    if let Some(position) = function.block.stmts.iter().position(is_request) {
        let set = parse_quote!(request = request.body(#read););
        function.block.stmts.insert(position + 1, set);
    }
}

/// `let mut request = self.client.…();`
fn is_request(statement: &Stmt) -> bool {
    matches!(statement, Stmt::Local(local) if mentions(&local.pat, "request"))
}

/// The ids of the options that change the body.
pub(super) fn body_options(function: &ImplItemFn) -> BTreeSet<String> {
    let ids = function.block.stmts.iter().filter_map(|statement| {
        let condition = condition(statement)?;
        let id = read_option(&condition.cond)?;
        let of_body = mentions(&condition.then_branch, "body_map") || id == "json-body";
        of_body.then_some(id)
    });
    ids.collect()
}

/// `if let Some(value) = matches.get_one::<T>("id") { … }`.
pub(super) fn condition(statement: &Stmt) -> Option<&ExprIf> {
    match statement {
        Stmt::Expr(Expr::If(condition), _) => Some(condition),
        _ => None,
    }
}

pub(super) fn read_option(condition: &Expr) -> Option<String> {
    let Expr::Let(binding) = condition else {
        return None;
    };
    match &*binding.expr {
        Expr::MethodCall(call) if call.method == "get_one" => text(call.args.first()?),
        Expr::Call(call) => text(call.args.last()?),
        _ => None,
    }
}

/// `self.config.execute_…(matches, &mut request)?;`
fn is_override(statement: &Stmt) -> bool {
    let Stmt::Expr(Expr::Try(call), _) = statement else {
        return false;
    };
    matches!(&*call.expr, Expr::MethodCall(call) if mentions(&call.receiver, "config"))
}

/// `let result = request.send().await;`
fn is_sending(statement: &Stmt) -> bool {
    matches!(statement, Stmt::Local(local) if local.init.as_ref().is_some_and(|init| mentions(&init.expr, "send")))
}

/// The match on the result, with its arms made values.
fn answer(statement: &Stmt, differ: bool) -> Option<Stmt> {
    let success = success(statement)?;
    // A stream of bytes is saved as it comes; the generator has a `todo!()`.
    let has_no_value = ["success_no_item", "todo"];
    let success: Expr = if has_no_value.iter().any(|name| mentions(success, name)) {
        parse_quote!(Ok(crate::Answer::without_body(&r)))
    } else if differ {
        parse_quote!(crate::Answer::with_one_of(&r))
    } else {
        parse_quote!(crate::Answer::with_body(&r))
    };
    Some(Stmt::Expr(
        parse_quote! {
            match request.send().await {
                Ok(r) => #success,
                Err(r) => Err(crate::Failure::of_call(r)),
            }
        },
        None,
    ))
}

/// The body of the first arm of `match result { Ok(r) => …, Err(r) => … }`.
fn success(statement: &Stmt) -> Option<&Expr> {
    let Stmt::Expr(Expr::Match(found), _) = statement else {
        return None;
    };
    match found.arms.as_slice() {
        [success, _] => Some(&success.body),
        _ => None,
    }
}

/// Reading the file of `--json-body`.
fn json_body(statement: &Stmt) -> Option<Stmt> {
    let condition = condition(statement)?;
    if read_option(&condition.cond)? != "json-body" {
        return None;
    }
    let mut search = Decoded(None);
    search.visit_block(&condition.then_branch);
    let (condition, ty) = (&condition.cond, search.0?);
    Some(Stmt::Expr(
        parse_quote! {
            if #condition {
                request = request.body(crate::body::read::<#ty>(value)?);
            }
        },
        None,
    ))
}

/// The type in `serde_json::from_str::<T>(…)`.
pub(super) struct Decoded(pub(super) Option<Type>);

impl Visit<'_> for Decoded {
    fn visit_expr_call(&mut self, call: &ExprCall) {
        if let Expr::Path(path) = &*call.func
            && let Some(last) = path.path.segments.last()
            && last.ident == "from_str"
            && let syn::PathArguments::AngleBracketed(arguments) = &last.arguments
            && let Some(GenericArgument::Type(ty)) = arguments.args.first()
        {
            self.0 = Some(ty.clone());
        }
        visit::visit_expr_call(self, call);
    }
}

/// Reads an option that may be repeated as a whole: `matches.get_one::<Vec<T>>("id")`.
struct Lists;

impl VisitMut for Lists {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        let Expr::MethodCall(call) = expression else {
            return;
        };
        if let Some(list) = list(call) {
            *expression = list;
        }
    }
}

fn list(call: &ExprMethodCall) -> Option<Expr> {
    if call.method != "get_one" {
        return None;
    }
    let (receiver, id) = (&call.receiver, call.args.first()?);
    match call.turbofish.as_ref()?.args.first()? {
        GenericArgument::Type(ty) => {
            let element = element(ty)?;
            Some(parse_quote!(crate::argument::list::<#element>(#receiver, #id)))
        }
        _ => None,
    }
}
