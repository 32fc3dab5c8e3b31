//! The functions that describe a subcommand to clap.

use std::collections::BTreeSet;

use syn::{
    Expr, ExprCall, ExprMethodCall, ImplItemFn, Macro, Path, Type, parse_quote,
    visit_mut::{self, VisitMut},
};

use super::{super::inert::printable, element, text};

const JSON_BODY: &str = "File with the whole request body as JSON, or - for standard input; \
                         the options beside it change single properties";

pub(super) fn polish(function: &mut ImplItemFn, body: Option<&BTreeSet<String>>) {
    Commands { body }.visit_block_mut(&mut function.block);
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
        let changed = match call.method.to_string().as_str() {
            "about" => about(call),
            "arg" => self.argument(call),
            "help" => help(call),
            "value_parser" => value_parser(call),
            _ => None,
        };
        if let Some(changed) = changed {
            *expression = changed;
        }
    }
}

impl Commands<'_> {
    /// Leaves out the option that does nothing, and puts those of the body under a heading.
    fn argument(&self, call: &ExprMethodCall) -> Option<Expr> {
        let argument = call.args.first()?;
        let id = id(argument)?;
        let receiver = &call.receiver;
        if id == "json-body-template" {
            return Some((**receiver).clone());
        }
        let of_body = self.body.is_some_and(|options| options.contains(&id));
        of_body.then(|| parse_quote!(#receiver.arg(#argument.help_heading(crate::BODY_HEADING))))
    }
}

/// The id in `Arg::new("id").long(…)…`.
fn id(argument: &Expr) -> Option<String> {
    match argument {
        Expr::MethodCall(call) => id(&call.receiver),
        Expr::Call(ExprCall { args, .. }) => text(args.first()?),
        _ => None,
    }
}

/// The first paragraph for lists and `-h`; everything for `--help`. clap prints the text as it is,
/// so what a terminal would act on is taken out.
fn about(call: &ExprMethodCall) -> Option<Expr> {
    let all = text(call.args.first()?)?;
    let all = printable(all.trim());
    let (first, rest) = all.split_once("\n\n").unwrap_or((&*all, ""));
    let (first, rest) = (one_line(first), rest.trim());
    let receiver = &call.receiver;
    // A description often begins by saying the summary again.
    let (second, after) = rest.split_once("\n\n").unwrap_or((rest, ""));
    let rest = if same_words(&first, second) {
        after.trim()
    } else {
        rest
    };
    Some(if rest.is_empty() {
        parse_quote!(#receiver.about(#first))
    } else {
        let all = format!("{first}\n\n{rest}");
        parse_quote!(#receiver.about(#first).long_about(#all))
    })
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

fn help(call: &ExprMethodCall) -> Option<Expr> {
    let help = text(call.args.first()?)?;
    let help = if id(&call.receiver)? == "json-body" {
        JSON_BODY.to_owned()
    } else {
        printable(help.trim()).into_owned()
    };
    let receiver = &call.receiver;
    Some(parse_quote!(#receiver.help(#help)))
}

fn value_parser(call: &ExprMethodCall) -> Option<Expr> {
    let receiver = &call.receiver;
    match call.args.first()? {
        Expr::Macro(found) => {
            let ty = parsed_type(&found.mac)?;
            if id(receiver)? == "json-body" {
                return None;
            }
            Some(match element(&ty) {
                Some(element) => parse_quote! {
                    #receiver
                        .value_parser(crate::argument::value::<#element>())
                        .action(::clap::ArgAction::Append)
                },
                None => parse_quote!(#receiver.value_parser(crate::argument::value::<#ty>())),
            })
        }
        Expr::Call(map) => {
            let (possible, convert) = (map.args.first()?, map.args.get(1)?);
            let Expr::Call(possible) = possible else {
                return None;
            };
            let (values, ty) = (possible.args.first()?, converted(convert)?);
            Some(parse_quote!(#receiver.value_parser(crate::argument::choice::<#ty>(#values))))
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
