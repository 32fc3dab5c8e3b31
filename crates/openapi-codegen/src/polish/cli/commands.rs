//! The functions that describe a subcommand to clap.

use std::collections::BTreeSet;

use syn::{
    Expr, ExprCall, ExprMethodCall, ImplItemFn, Macro, Path, Stmt, Type, parse_quote,
    visit_mut::{self, VisitMut},
};

use super::{super::inert::printable, element, text};
use crate::lower::unmarked;

const JSON_BODY: &str = "File with the whole request body as JSON, or - for standard input; \
                         the options beside it change single properties";

pub(super) fn polish(function: &mut ImplItemFn, body: Option<&BTreeSet<String>>) {
    Commands { body }.visit_block_mut(&mut function.block);
}

/// Adds the option for a body that is text or bytes.
pub(super) fn take_body(function: &mut ImplItemFn) {
    add(function, parse_quote!(crate::body::argument()));
}

/// Adds the option for the file in which bytes are saved.
pub(super) fn save_bytes(function: &mut ImplItemFn) {
    add(function, parse_quote!(crate::download::argument()));
}

pub(super) fn add(function: &mut ImplItemFn, argument: Expr) {
    if let Some(Stmt::Expr(command, None)) = function.block.stmts.last_mut() {
        let described = std::mem::replace(command, Expr::PLACEHOLDER);
        *command = called(described, "arg", argument);
    }
}

struct Commands<'a> {
    body: Option<&'a BTreeSet<String>>,
}

impl VisitMut for Commands<'_> {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        let Expr::MethodCall(call) = expression else {
            return;
        };
        // The calls stand one around the other, so each is changed where it is: to build it anew
        // would be to build all those inside it anew as well.
        let around = match call.method.to_string().as_str() {
            "about" => about(call),
            "arg" => self.argument(call),
            "help" => help(call),
            "value_parser" => value_parser(call),
            _ => None,
        };
        match around {
            Some(Around::Call(method, argument)) => {
                let inner = std::mem::replace(expression, Expr::PLACEHOLDER);
                *expression = called(inner, method, argument);
            }
            Some(Around::Receiver) => {
                let receiver = std::mem::replace(&mut *call.receiver, Expr::PLACEHOLDER);
                *expression = receiver;
            }
            None => {}
        }
    }
}

/// What becomes of the call as a whole.
enum Around {
    /// Another call follows.
    Call(&'static str, Expr),
    /// Only what it was called on stays.
    Receiver,
}

/// `receiver.method(argument)`.
fn called(receiver: Expr, method: &str, argument: Expr) -> Expr {
    let span = proc_macro2::Span::call_site();
    Expr::MethodCall(ExprMethodCall {
        attrs: Vec::new(),
        receiver: Box::new(receiver),
        dot_token: syn::Token![.](span),
        method: proc_macro2::Ident::new(method, span),
        turbofish: None,
        paren_token: syn::token::Paren::default(),
        args: std::iter::once(argument).collect(),
    })
}

fn set_argument(call: &mut ExprMethodCall, argument: Expr) {
    call.args = std::iter::once(argument).collect();
}

impl Commands<'_> {
    /// Leaves out the option that does nothing, and puts those of the body under a heading.
    fn argument(&self, call: &mut ExprMethodCall) -> Option<Around> {
        let argument = call.args.first_mut()?;
        let id = id(argument)?;
        if id == "json-body-template" {
            return Some(Around::Receiver);
        }
        if self.body.is_some_and(|options| options.contains(&id)) {
            let inner = std::mem::replace(argument, Expr::PLACEHOLDER);
            *argument = called(inner, "help_heading", parse_quote!(crate::BODY_HEADING));
        }
        None
    }
}

/// The id in `Arg::new("id").long(…)…`.
pub(super) fn id(argument: &Expr) -> Option<String> {
    match argument {
        Expr::MethodCall(call) => id(&call.receiver),
        Expr::Call(ExprCall { args, .. }) => text(args.first()?),
        _ => None,
    }
}

/// The first paragraph for lists and `-h`; everything for `--help`. clap prints the text as it is,
/// so what a terminal would act on is taken out.
fn about(call: &mut ExprMethodCall) -> Option<Around> {
    let all = text(call.args.first()?)?;
    let all = printable(all.trim());
    let (first, rest) = all.split_once("\n\n").unwrap_or((&*all, ""));
    let (first, rest) = (one_line(first), rest.trim());
    // A description often begins by saying the summary again.
    let (second, after) = rest.split_once("\n\n").unwrap_or((rest, ""));
    let rest = if same_words(&first, second) {
        after.trim()
    } else {
        rest
    };
    set_argument(call, parse_quote!(#first));
    let all = format!("{first}\n\n{rest}");
    (!rest.is_empty()).then(|| Around::Call("long_about", parse_quote!(#all)))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn same_words(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split_whitespace()
            .map(|word| word.trim_end_matches('.').to_lowercase())
            .collect()
    };
    words(a) == words(b)
}

fn help(call: &mut ExprMethodCall) -> Option<Around> {
    let (help, id) = (call.args.first().and_then(text)?, id(&call.receiver)?);
    let help = unmarked(&help);
    let help = match printable(help.trim()) {
        _ if id == "json-body" => JSON_BODY.into(),
        // There was only a mark.
        help if help.is_empty() => return Some(Around::Receiver),
        help => help,
    };
    set_argument(call, parse_quote!(#help));
    None
}

fn value_parser(call: &mut ExprMethodCall) -> Option<Around> {
    match call.args.first()? {
        Expr::Macro(found) => {
            let ty = parsed_type(&found.mac)?;
            if id(&call.receiver)? == "json-body" {
                return None;
            }
            let element = element(&ty);
            let value = element.as_ref().unwrap_or(&ty);
            set_argument(call, parse_quote!(crate::argument::value::<#value>()));
            element.map(|_| Around::Call("action", parse_quote!(::clap::ArgAction::Append)))
        }
        Expr::Call(map) => {
            let (possible, convert) = (map.args.first()?, map.args.get(1)?);
            let Expr::Call(possible) = possible else {
                return None;
            };
            let (values, ty) = (possible.args.first()?, converted(convert)?);
            let choice = parse_quote!(crate::argument::choice::<#ty>(#values));
            set_argument(call, choice);
            None
        }
        _ => None,
    }
}

fn parsed_type(found: &Macro) -> Option<Type> {
    let is_parser = found.path.segments.last()?.ident == "value_parser";
    is_parser.then(|| found.parse_body().ok()).flatten()
}

/// `T` in `|s| T::try_from(s).unwrap()`.
fn converted(closure: &Expr) -> Option<Path> {
    let Expr::Closure(closure) = closure else {
        return None;
    };
    let Expr::MethodCall(unwrap) = &*closure.body else {
        return None;
    };
    let Expr::Call(call) = &*unwrap.receiver else {
        return None;
    };
    let Expr::Path(function) = &*call.func else {
        return None;
    };
    let mut path = function.path.clone();
    path.segments.pop();
    path.segments.pop_punct();
    Some(path)
}
