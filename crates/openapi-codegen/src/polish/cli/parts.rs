//! The options for a body in parts: the generator has some for what is a word, and none for files, lists and
//! objects. No file of JSON holds such a body.

use std::collections::BTreeMap;

use openapi_lint::naming::{kebab_case, snake_case};
use quote::format_ident;
use syn::{
    Expr, ImplItem, ImplItemFn, Stmt, Type, parse_quote,
    visit::Visit,
    visit_mut::{self, VisitMut},
};

use super::{
    super::inert::printable,
    commands::{add, id},
    execution::{Decoded, body_options, condition, read_option},
};
use crate::lower::{Kind, Part, Wire};

const JSON_BODY: &str = "json-body";

/// What the command line has to say of the parts of a body, beside what the generator does.
pub(super) struct Parts<'a> {
    body: Type,
    /// Those without an option, each with the id of one.
    lacking: Vec<(&'a Part, String)>,
}

/// Those of the operation that a function executes, if its body has parts.
pub(super) fn of<'a>(
    item: &ImplItem,
    wires: &'a BTreeMap<String, Wire>,
) -> Option<(String, Parts<'a>)> {
    let ImplItem::Fn(function) = item else {
        return None;
    };
    let name = function.sig.ident.to_string();
    let operation = name.strip_prefix("execute_")?;
    let wire = wires.get(operation)?;
    if wire.body != Some(Kind::Multipart) {
        return None;
    }
    let mut search = Decoded(None);
    search.visit_block(&function.block);
    let of_body = body_options(function);
    let conditions = function.block.stmts.iter().filter_map(condition);
    let mut taken: Vec<_> = conditions
        .filter_map(|condition| read_option(&condition.cond))
        .collect();
    let mut lacking = Vec::new();
    for part in &wire.parts {
        let mut id = kebab_case(&part.member);
        if of_body.contains(&id) {
            continue;
        }
        while taken.contains(&id) {
            id.insert_str(0, "part-");
        }
        taken.push(id.clone());
        lacking.push((part, id));
    }
    let body = search.0?;
    Some((operation.to_owned(), Parts { body, lacking }))
}

impl Parts<'_> {
    /// Adds an option for each, and takes out that for the body as JSON.
    pub(super) fn describe(&self, function: &mut ImplItemFn) {
        WithoutJson.visit_block_mut(&mut function.block);
        for (part, id) in &self.lacking {
            let (is_required, is_list) = (part.is_required, part.is_list);
            let argument: Expr = match part.is_file {
                true => parse_quote!(crate::part::file(#id, #is_required, #is_list)),
                false => parse_quote!(crate::part::value(#id, #is_required, #is_list)),
            };
            let description = part
                .description
                .as_deref()
                .map(|text| printable(text.trim()));
            let argument = match description {
                Some(help) => parse_quote!(#argument.help(#help)),
                None => argument,
            };
            add(function, argument);
        }
    }

    /// Reads the options, before the request is sent.
    pub(super) fn read(&self, function: &mut ImplItemFn) {
        let statements = &mut function.block.stmts;
        statements.retain(|statement| {
            let option = condition(statement).and_then(|condition| read_option(&condition.cond));
            option.as_deref() != Some(JSON_BODY)
        });
        let last = statements.len().saturating_sub(1);
        let reading = self.lacking.iter().map(|(part, id)| self.reading(part, id));
        let reading: Vec<_> = reading.collect();
        statements.splice(last..last, reading);
    }

    fn reading(&self, part: &Part, id: &str) -> Stmt {
        let (body, member) = (&self.body, format_ident!("{}", snake_case(&part.member)));
        let is_list = part.is_list;
        let read: Expr = match (part.is_file, is_list) {
            (true, true) => parse_quote!(crate::part::files(matches, #id)?),
            (true, false) => parse_quote!(crate::part::only(matches, #id)?),
            (false, _) if part.is_any => parse_quote!(crate::part::any(matches, #id)),
            (false, _) => parse_quote! {
                crate::part::read(matches, #id, #is_list, |body: &#body| &body.#member)?
            },
        };
        parse_quote! {
            if let Some(value) = #read {
                request = request.body_map(|body| body.#member(value));
            }
        }
    }
}

/// Takes out the option for the whole body as JSON, which others may have stood in for.
struct WithoutJson;

impl VisitMut for WithoutJson {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        let Expr::MethodCall(call) = expression else {
            return;
        };
        if call.method == "required_unless_present" {
            call.method = format_ident!("required");
            call.args = parse_quote!(true);
        } else if call.method == "arg"
            && call
                .args
                .first()
                .and_then(id)
                .is_some_and(|id| id == JSON_BODY)
        {
            let receiver = std::mem::replace(&mut *call.receiver, Expr::PLACEHOLDER);
            *expression = receiver;
        }
    }
}
