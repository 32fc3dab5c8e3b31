//! What answers and conditions take for a body, and how often answers are given.
//!
//! | generated | here |
//! |---|---|
//! | `value: &types::T` of an answer, `json_body_obj(value)` | `value: impl crate::IntoBody<types::T, F>`: a reference, a builder, or a literal |
//! | `value: i64` or `value: &str`, `json_body_obj(value)`, which takes a reference to what has a size | the same; of a request `json_body_obj(&value)` |
//! | `value: &serde_json::Value` of an answer, which any JSON may be | `value: impl Into<serde_json::Value>`: a literal, text, a number |
//! | `self.mock(…)` in each method of the mock | `crate::unmatched::mock(self, …)`, behind which what no mock fits fails |
//! | nothing | `once()` and `times(n)` of each answer, for sequences |

use syn::{
    Expr, ExprMethodCall, File, FnArg, Ident, ImplItem, ImplItemFn, Item, ItemImpl, Type,
    parse_quote,
    visit_mut::{self, VisitMut},
};

use crate::{
    lower::Wire,
    polish::{
        send::form_members,
        syntax::{argument, last},
        tally::Tally,
    },
};

/// Lets an answer's body be what a test has at hand.
pub(super) fn take_what_tests_have(function: &mut ImplItemFn) {
    let Some(FnArg::Typed(value)) = function.sig.inputs.last_mut() else {
        return;
    };
    let mut ty = value.ty.clone();
    Owned.visit_type_mut(&mut ty);
    let is_any = is_json(&ty);
    let mut body = Body {
        method: parse_quote!(json_body),
        argument: match is_any {
            true => parse_quote!(value.into()),
            false => parse_quote!(value.into_body()),
        },
        found: false,
    };
    body.visit_block_mut(&mut function.block);
    if body.found && is_any {
        *value.ty = parse_quote!(impl Into<#ty>);
    } else if body.found {
        *value.ty = parse_quote!(impl crate::IntoBody<#ty, F>);
        function.sig.generics = parse_quote!(<F>);
        function.attrs.push(parse_quote!(#[track_caller]));
    }
}

/// Whether it is the type of any JSON.
pub(super) fn is_json(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.iter().map(|segment| &segment.ident).eq(["serde_json", "Value"]))
}

/// Lets a condition look at a body whatever type it is of.
pub(super) fn borrow(function: &mut ImplItemFn) {
    let mut body = Body {
        method: parse_quote!(json_body_obj),
        argument: parse_quote!(&value),
        found: false,
    };
    body.visit_block_mut(&mut function.block);
}

/// Lets a condition look at a form, which the generator takes for JSON.
pub(super) fn expect_form(function: &mut ImplItemFn, wire: &Wire) {
    let members = form_members(wire);
    let mut body = Body {
        method: parse_quote!(body),
        argument: parse_quote!(crate::body::form(value, &[#(#members),*])),
        found: false,
    };
    body.visit_block_mut(&mut function.block);
}

/// Lets a condition look at a body in parts.
pub(super) fn expect_parts(function: &mut ImplItemFn) {
    PartsOf.visit_block_mut(&mut function.block);
}

struct PartsOf;

impl VisitMut for PartsOf {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        if let Expr::MethodCall(call) = expression
            && call.method == "json_body_obj"
        {
            let (when, body) = (&call.receiver, &call.args);
            *expression = parse_quote!(crate::parts::with(#when, #body));
        }
    }
}

/// Makes of a type that refers to values, `Option<&Box<T>>`, the one that holds them, `Option<T>`.
struct Owned;

impl VisitMut for Owned {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        visit_mut::visit_type_mut(self, ty);
        let inner = match &*ty {
            Type::Reference(reference) => (*reference.elem).clone(),
            Type::Path(path) if path.path.is_ident("str") => parse_quote!(::std::string::String),
            ty => match argument(ty).filter(|_| last(ty).is_some_and(|name| name == "Box")) {
                Some(inner) => inner,
                None => return,
            },
        };
        *ty = inner;
    }
}

/// Puts another body in the place of the generator's.
struct Body {
    method: Ident,
    argument: Expr,
    found: bool,
}

impl VisitMut for Body {
    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        visit_mut::visit_expr_method_call_mut(self, call);
        if call.method == "json_body_obj" {
            call.method = self.method.clone();
            call.args = std::iter::once(self.argument.clone()).collect();
            self.found = true;
        }
    }
}

/// Adds what says how often an answer is given.
pub(super) fn count(item: &mut ItemImpl) {
    let methods: [ImplItemFn; 2] = [
        parse_quote! {
            /// Answers one request in this way. The next one is for the mock that was made after this.
            pub fn once(self) -> Self {
                self.times(1)
            }
        },
        parse_quote! {
            /// Answers so many requests in this way. The next one is for the mock that was made after
            /// this.
            pub fn times(self, requests: usize) -> Self {
                Self(self.0.up_to_n_times(requests))
            }
        },
    ];
    item.items.extend(methods.map(ImplItem::Fn));
}

/// Puts behind the mocks of so many operations what answers a request that none of them fits.
pub(super) fn refuse_the_unmatched(file: &mut File, operations: usize, tally: &mut Tally) {
    let mut calls = Calls { found: 0 };
    for item in &mut file.items {
        if let Item::Impl(item) = item
            && item.trait_.is_some()
        {
            calls.visit_item_impl_mut(item);
        }
    }
    tally.expect("unmatched requests", operations, calls.found);
}

struct Calls {
    found: usize,
}

impl VisitMut for Calls {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_mut::visit_expr_mut(self, expression);
        if let Expr::MethodCall(call) = expression
            && call.method == "mock"
            && let Some(configure) = call.args.first()
        {
            let server = &call.receiver;
            *expression = parse_quote!(crate::unmatched::mock(#server, #configure));
            self.found += 1;
        }
    }
}
