//! The command line as scripts know it: its subcommands and their options.

use syn::{
    Expr, ExprCall, ExprLit, ExprMethodCall, ImplItem, ImplItemFn, Item, Lit,
    visit::{self, Visit},
};

use super::PublicApi;

/// The function that describes the subcommand of an operation is called like it, behind this.
const PREFIX: &str = "cli_";

impl PublicApi {
    /// Adds a line for each subcommand and each option of the generator's command line:
    /// `command read-thing`, `option read-thing --id required`.
    ///
    /// What a value may be is not part of it: the document says so, for all callers alike.
    pub(crate) fn add_commands(&mut self, file: &syn::File) {
        for item in &file.items {
            let Item::Impl(item) = item else {
                continue;
            };
            for item in &item.items {
                if let ImplItem::Fn(function) = item {
                    self.add_command(function);
                }
            }
        }
    }

    fn add_command(&mut self, function: &ImplItemFn) {
        let name = function.sig.ident.to_string();
        let Some(name) = name.strip_prefix(PREFIX) else {
            return;
        };
        let name = name.trim_matches('_').replace('_', "-");
        let mut options = Options::default();
        options.visit_block(&function.block);
        for option in options.0 {
            self.add(format!("option {name} {option}"));
        }
        self.add(format!("command {name}"));
    }
}

/// The options in the calls of `arg`.
#[derive(Default)]
struct Options(Vec<String>);

impl Visit<'_> for Options {
    fn visit_expr_method_call(&mut self, call: &ExprMethodCall) {
        if call.method == "arg"
            && let Some(option) = call.args.first().and_then(option)
        {
            self.0.push(option);
        }
        visit::visit_expr_method_call(self, call);
    }
}

/// The line of an option: its flag, and what a script has to know beside it.
fn option(argument: &Expr) -> Option<String> {
    let mut flag = None;
    let mut marks = String::new();
    let mut inner = argument;
    while let Expr::MethodCall(call) = inner {
        let method = call.method.to_string();
        match (method.as_str(), call.args.first()) {
            ("long", Some(name)) => flag = Some(text(name)?),
            ("required", Some(Expr::Lit(literal))) => match &literal.lit {
                Lit::Bool(is) if is.value => marks.push_str(" required"),
                _ => {}
            },
            ("required_unless_present", _) => marks.push_str(" required without --json-body"),
            _ => {}
        }
        inner = &call.receiver;
    }
    let Expr::Call(ExprCall { args, .. }) = inner else {
        return None;
    };
    // Of a part of a body, the next argument says it.
    if matches!(args.get(1), Some(Expr::Lit(ExprLit { lit: Lit::Bool(is), .. })) if is.value) {
        marks.push_str(" required");
    }
    let flag = flag.or_else(|| text(args.first()?))?;
    // It does nothing, and is taken out.
    (flag != "json-body-template").then(|| format!("--{flag}{marks}"))
}

fn text(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}
