//! The end of each `send`: from the request on, the call is the client's own.
//!
//! | generated | here |
//! |---|---|
//! | `-> Result<ResponseValue<T>, Error<E>>` | `-> Result<crate::Response<T>, crate::ApiError>` |
//! | `x.map_err(Error::InvalidRequest)?` | `x?` |
//! | `format!("{}/path", client.baseurl)` | `crate::transport::url(client, format_args!("/path"))` |
//! | `encode_path(&x.to_string())`, in its path | `encode_path(&x)` |
//! | `header_map.append("api-version", …)` | nothing: no document asks for it |
//! | `header_map.append("x", x.to_string().try_into()?)` | `crate::parameter::header(&mut header_map, "x", &x)?` |
//! | `progenitor_client::QueryParam::new` | `crate::parameter::Query::new` |
//! | `.form_urlencoded(&body)?` | `.form(&crate::parameter::Form::new(&body, …))` |
//! | `"application/json"`, `"text/plain"`, … | the media types that the document has |
//! | `client.options(url)`, which the HTTP library does not have | `client.request(Method::OPTIONS, url)` |
//! | a parameter of the usual kind | the name and the style that the document has |
//! | `.build()?`, the hooks, and the match on the status | `crate::transport::send(…)`, with how the body is decoded, and which are bytes |
//!
//! What the arms of the match say about successes goes into the table of operations.

mod answers;
mod request;
mod tail;

use std::{collections::BTreeMap, ops::RangeInclusive};

use proc_macro2::Ident;
use syn::{
    Expr, ExprLit, ExprStruct, File, ImplItem, ImplItemFn, Item, Lit, Local, Pat, ReturnType, Stmt,
    Type, parse_quote, visit_mut::VisitMut,
};

use self::{
    answers::{Answers, answers},
    request::{Request, WithoutHeaders},
};
pub(super) use self::{
    request::{form_members, style, text},
    tail::without_hooks,
};
use super::{
    syntax::{argument, builders, methods},
    tally::{Tally, mentions},
};
use crate::lower::{Case, Wire};

/// The statuses that mean success, by the name of the operation's method.
pub(super) type Successes = BTreeMap<String, Vec<RangeInclusive<u16>>>;

/// Whether functions have their bodies, or only what callers see of them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Bodies {
    Whole,
    LeftOut,
}

/// Takes the streams of pages out: a page is an answer, and the parameters say which.
pub(super) fn without_streams(file: &mut File) {
    for item in builders(file) {
        if let Item::Impl(item) = item {
            item.items.retain(|item| {
                !matches!(item, ImplItem::Fn(function)
                    if function.sig.ident == "stream" && function.sig.inputs.len() == 1)
            });
        }
    }
}

/// What the generator's form does not say of an operation, by the name of its method.
type Wires = BTreeMap<String, Wire>;

/// Rewrites the `send` of each of so many operations.
pub(super) fn use_own_call(
    file: &mut File,
    operations: usize,
    wires: &Wires,
    bodies: Bodies,
    tally: &mut Tally,
) -> Successes {
    let mut found = Found::default();
    for function in builders(file).flat_map(methods) {
        if function.sig.ident == "send" {
            found.sends += 1;
            match bodies {
                Bodies::Whole => rewrite(function, wires, &mut found),
                Bodies::LeftOut => found.signatures += usize::from(sign(function).is_some()),
            }
        }
    }
    let Found {
        sends,
        signatures,
        versions,
        addresses,
        parameters,
        bound,
        wired,
        successes,
    } = found;
    tally.expect("sends", operations, sends);
    match bodies {
        Bodies::Whole => {
            tally.expect("answers", operations, successes.len());
            tally.expect("versions of the API", operations, versions);
            tally.expect("addresses", operations, addresses);
            tally.expect("checked parameters", bound, parameters);
            let expected = wires.values().map(request::wired).sum();
            tally.expect("media types", expected, wired);
        }
        Bodies::LeftOut => tally.expect("answers", operations, signatures),
    }
    successes
}

#[derive(Default)]
struct Found {
    sends: usize,
    signatures: usize,
    versions: usize,
    addresses: usize,
    /// The parameters whose failure ends the call, and those that there are.
    parameters: usize,
    bound: usize,
    /// What the generator's form does not say, and was written.
    wired: usize,
    successes: Successes,
}

/// One `send`. What is not the generator's as it is known is left out of the counts.
fn rewrite(function: &mut ImplItemFn, wires: &Wires, found: &mut Found) {
    let id = function.block.stmts.iter().find_map(operation_id);
    let wire = id.and_then(|id| wires.get(&id));
    let mut tail = Tail {
        cases: wire.map_or(&[], |wire| &wire.cases),
        ..Tail::default()
    };
    let mut kept = Vec::new();
    for mut statement in std::mem::take(&mut function.block.stmts) {
        if let Some(id) = operation_id(&statement) {
            tail.operation = Some(id);
        } else if tail.operation.is_some() {
            // The hooks, and the match.
            tail.answers = answers(&statement).or(tail.answers);
        } else if is_version(&statement) {
            found.versions += 1;
        } else {
            if let Some((client, options, bound)) = destructured(&statement) {
                tail.client = Some(client);
                tail.options = Some(options);
                found.bound += bound;
            }
            let mut part = Request::of(wire);
            part.visit_stmt_mut(&mut statement);
            found.wired += part.wired;
            found.addresses += part.addresses;
            found.parameters += part.parameters;
            tail.request = part.request.or(tail.request);
            if part.addresses > 0 {
                tail.address = bound(&statement);
            }
            kept.extend(part.joined.into_iter().filter_map(|joined| {
                let address = tail.address.as_ref()?;
                let (name, value, style) =
                    (&joined.own.name, &joined.value, style(joined.own.style));
                let joined = parse_quote! {
                    let #address = crate::parameter::joined(#address, #name, #value, #style)?;
                };
                Some(joined)
            }));
            kept.push(statement);
        }
    }
    let appends = kept
        .iter()
        .any(|kept| matches!(kept, Stmt::Expr(..)) && mentions(kept, "header_map"));
    if !appends {
        kept.retain(|statement| !is_header_map(statement));
        kept.iter_mut()
            .for_each(|statement| WithoutHeaders.visit_stmt_mut(statement));
    }
    function.block.stmts = kept;
    if let Some(answers) = &mut tail.answers
        && wire.is_some_and(|wire| wire.answers_text)
    {
        answers.decoder = "text";
    }
    if let Some((name, successes)) = tail.finish(function) {
        found.successes.insert(name, successes);
    }
}

/// What the end of a `send` says.
#[derive(Default)]
struct Tail<'a> {
    operation: Option<String>,
    client: Option<Ident>,
    options: Option<Ident>,
    /// The address, by which the request is begun.
    address: Option<Ident>,
    request: Option<Ident>,
    answers: Option<Answers>,
    /// The successes, where their bodies differ.
    cases: &'a [Case],
}

impl Tail<'_> {
    /// Writes the own end, and returns what goes into the table.
    fn finish(self, function: &mut ImplItemFn) -> Option<(String, Vec<RangeInclusive<u16>>)> {
        let (name, client, request) = (self.operation?, self.client?, self.request?);
        let options = self.options?;
        let Answers { decoder, successes } = self.answers?;
        let operation = quote::format_ident!("{name}");
        sign(function)?;
        let bytes = answers::bytes_at(decoder, &successes, self.cases);
        let options: Expr = match bytes.as_slice() {
            [] => parse_quote!(#options),
            bytes => {
                let statuses = bytes.iter().map(|statuses| {
                    let (first, last) = (statuses.start(), statuses.end());
                    quote::quote!(#first..=#last)
                });
                parse_quote!(#options.bytes_at(&[#(#statuses),*]))
            }
        };
        let decoder = decoder_of(decoder, self.cases);
        let end: Expr = parse_quote! {
            crate::transport::send(
                #client,
                &super::operations::#operation,
                #request,
                #options,
                #decoder,
            )
            .await
        };
        function.block.stmts.push(Stmt::Expr(end, None));
        Some((name, successes))
    }
}

/// What reads the body of a success.
fn decoder_of(name: &str, cases: &[Case]) -> Expr {
    if cases.is_empty() {
        let name = quote::format_ident!("{name}");
        return parse_quote!(crate::transport::#name);
    }
    let cases = cases.iter().map(|case| {
        let Case {
            statuses,
            tag,
            content,
        } = case;
        let (first, last) = (statuses.start(), statuses.end());
        let content = quote::format_ident!("{content:?}");
        quote::quote!((#first..=#last, #tag, crate::transport::CaseContent::#content))
    });
    parse_quote! {
        |success, operation| crate::transport::one_of(success, operation, &[#(#cases),*])
    }
}

/// Writes the own result. A change of protocol (`Upgraded`) has no value.
fn sign(function: &mut ImplItemFn) -> Option<()> {
    let success = success(&function.sig.output)?;
    let success: Type = if mentions(&success, "ByteStream") {
        parse_quote!(crate::Bytes)
    } else if mentions(&success, "Upgraded") {
        parse_quote!(())
    } else {
        success
    };
    function.sig.output = parse_quote!(-> Result<crate::Response<#success>, crate::ApiError>);
    Some(())
}

/// `T`, for `-> Result<ResponseValue<T>, …>`.
fn success(output: &ReturnType) -> Option<Type> {
    let ReturnType::Type(_, result) = output else {
        return None;
    };
    argument(&argument(result)?)
}

/// `let info = OperationInfo { operation_id: "id" };`
fn operation_id(statement: &Stmt) -> Option<String> {
    let Expr::Struct(ExprStruct { path, fields, .. }) = initial(statement)? else {
        return None;
    };
    match &fields.first()?.expr {
        Expr::Lit(ExprLit {
            lit: Lit::Str(id), ..
        }) if path.is_ident("OperationInfo") => Some(id.value()),
        _ => None,
    }
}

/// `let Self { client, first, second, options } = self;`: the names of the client and of the settings, and
/// how many parameters are between them.
fn destructured(statement: &Stmt) -> Option<(Ident, Ident, usize)> {
    let Stmt::Local(Local {
        pat: Pat::Struct(pattern),
        ..
    }) = statement
    else {
        return None;
    };
    let names = pattern.fields.iter().filter_map(|field| match &*field.pat {
        Pat::Ident(name) => Some(name.ident.clone()),
        _ => None,
    });
    let names: Vec<_> = names.collect();
    match names.as_slice() {
        [client, parameters @ .., options] => {
            Some((client.clone(), options.clone(), parameters.len()))
        }
        _ => None,
    }
}

/// `header_map.append(HeaderName::from_static("api-version"), …);`
fn is_version(statement: &Stmt) -> bool {
    matches!(statement, Stmt::Expr(Expr::MethodCall(call), _)
        if call.method == "append" && mentions(&call.args, "api_version"))
}

/// `let mut header_map = HeaderMap::with_capacity(…);`
fn is_header_map(statement: &Stmt) -> bool {
    initial(statement).is_some_and(|initial| mentions(initial, "with_capacity"))
}

/// The name that a statement binds.
fn bound(statement: &Stmt) -> Option<Ident> {
    match statement {
        Stmt::Local(Local {
            pat: Pat::Ident(name),
            ..
        }) => Some(name.ident.clone()),
        _ => None,
    }
}

fn initial(statement: &Stmt) -> Option<&Expr> {
    match statement {
        Stmt::Local(Local {
            init: Some(initial),
            ..
        }) => Some(&initial.expr),
        _ => None,
    }
}
