//! The mock: values that match themselves and nothing else, and documentation from the document.
//!
//! | generated | here |
//! |---|---|
//! | a path as a regular expression, in which a value is not escaped and `.*` crosses segments | `crate::path`, given the path template |
//! | `query_param("name", value.to_string())`, which an array does not have | `crate::query`, which writes the value as the client does |
//! | a JSON value for a body that is not JSON | bytes for an answer, with the document's media type; text for a request |
//! | JSON for a body that is a form | the form, as the client writes it, or its parts |
//! | a trait that anybody may implement, so that a new operation breaks who did | a sealed one |
//! | no documentation | what the document says of the operation and of each response |
//!
//! What answers take and how often they are given stands in `answers.rs`.

mod answers;
mod conditions;
mod seal;

use std::collections::BTreeMap;

use openapi_document::{Document, Node, Operation, Operations, template};
use openapi_lint::naming::{pascal_case, snake_case};
use quote::ToTokens;
use syn::{
    Attribute, ExprMethodCall, File, FnArg, ImplItem, ImplItemFn, Item, ItemImpl, ItemTrait, Stmt,
    TraitItem, Type, parse_quote,
    visit::{self, Visit},
    visit_mut::{self, VisitMut},
};

use self::conditions::Conditions;
use super::{
    docs,
    inert::inert_line,
    syntax::add_attribute,
    tally::{Leftover, Tally},
};
use crate::lower::{Kind, LoweredDocument, Wire};

const MODULE: &str = "The requests and the answers of each operation. `into_inner` gives httpmock's own \
                      `When` or `Then`, for what the document does not describe.";
const TRAIT: &str = "A method for each operation of the document on httpmock's `MockServer`: its \
                     `mock`, with the names and types of the document. It is sealed: operations that \
                     are added to the document add methods.";

/// The generator's conditions on paths.
pub(super) const REGEX: Leftover = Leftover {
    rewrite: "conditions on paths",
    word: "Regex",
};

/// Rewrites the mock of these methods.
pub(super) fn polish(
    file: &mut File,
    document: &Document,
    lowered: &LoweredDocument,
    tally: &mut Tally,
) {
    let operations = Operations::of(document);
    let methods = lowered.methods();
    let operations = operations
        .iter()
        .map(|operation| Mocked::of(operation, lowered));
    let operations: Vec<_> = operations
        .filter(|mocked| methods.contains(&mocked.name))
        .collect();
    let types = operations
        .iter()
        .flat_map(|mocked| {
            [
                (mocked.when.as_str(), Part::When(mocked)),
                (mocked.then.as_str(), Part::Then(mocked)),
            ]
        })
        .collect();
    for item in &mut file.items {
        match item {
            Item::Mod(item) => {
                say(&mut item.attrs, MODULE);
                for item in item.content.iter_mut().flat_map(|(_, items)| items) {
                    operation_item(item, document, &types);
                }
            }
            Item::Trait(item) => {
                say(&mut item.attrs, TRAIT);
                let documented = document_trait(item, &operations);
                tally.expect("methods of the mock", operations.len(), documented);
            }
            _ => {}
        }
    }
    answers::refuse_the_unmatched(file, operations.len(), tally);
    seal::seal(file, tally);
}

/// Puts other documentation in place of the generator's.
fn say(attributes: &mut Vec<Attribute>, docs: &str) {
    attributes.retain(|attribute| !docs::is_doc(attribute));
    attributes.insert(0, docs::attribute(docs));
}

/// An operation and the names that the generator makes of it.
struct Mocked<'a> {
    operation: &'a Operation<'a>,
    name: String,
    when: String,
    then: String,
    wire: Option<&'a Wire>,
    /// What is called otherwise than the document says.
    own: Option<&'a BTreeMap<(String, String), String>>,
}

impl<'a> Mocked<'a> {
    fn of(operation: &'a Operation<'a>, lowered: &'a LoweredDocument) -> Self {
        let name = lowered.renames().method_name(operation);
        Self {
            operation,
            when: pascal_case(&format!("{name}-when")),
            then: pascal_case(&format!("{name}-then")),
            wire: lowered.wires().get(&name),
            own: lowered.renames().parameters.get(&operation.pointer),
            name,
        }
    }

    /// The request line, as the document writes it.
    fn line(&self) -> String {
        let method = self.operation.method.to_uppercase();
        format!("`{method} {}`", self.operation.path)
    }
}

/// What a generated type is of its operation.
#[derive(Clone, Copy)]
enum Part<'a> {
    When(&'a Mocked<'a>),
    Then(&'a Mocked<'a>),
}

fn operation_item(item: &mut Item, document: &Document, types: &BTreeMap<&str, Part<'_>>) {
    match item {
        Item::Struct(item) => {
            let docs = match types.get(item.ident.to_string().as_str()) {
                Some(Part::When(mocked)) => format!(
                    "Which requests of {} are answered: all, unless a method says less.",
                    mocked.line()
                ),
                Some(Part::Then(mocked)) => {
                    format!("How requests of {} are answered.", mocked.line())
                }
                None => return,
            };
            add_attribute(&mut item.attrs, docs::attribute(&docs));
        }
        Item::Impl(item) => {
            let name = name(&item.self_ty);
            match name.and_then(|name| types.get(name.as_str())) {
                Some(Part::When(mocked)) => when(item, mocked),
                Some(Part::Then(mocked)) => then(item, document, mocked),
                None => {}
            }
        }
        _ => {}
    }
}

/// The name of a type without a path.
fn name(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => path.path.get_ident().map(ToString::to_string),
        _ => None,
    }
}

fn functions(item: &mut ItemImpl) -> impl Iterator<Item = &mut ImplItemFn> {
    item.items.iter_mut().filter_map(|item| match item {
        ImplItem::Fn(function) => Some(function),
        _ => None,
    })
}

fn when(item: &mut ItemImpl, mocked: &Mocked<'_>) {
    for function in functions(item) {
        let name = function.sig.ident.to_string();
        let docs = match name.as_str() {
            "new" => "Matches the operation's method and path.".to_owned(),
            "into_inner" => "For conditions beyond the document's.".to_owned(),
            "body" => "Only requests with this body.".to_owned(),
            name => format!("Only requests whose `{name}` is `value`."),
        };
        add_attribute(&mut function.attrs, docs::attribute(&docs));
        match mocked.wire.and_then(|wire| Some((wire, wire.body?))) {
            Some((_, Kind::Text | Kind::Bytes)) if name == "body" => {
                take(function, parse_quote!(impl Into<String>));
                Bytes { media_type: None }.visit_block_mut(&mut function.block);
            }
            Some((wire, Kind::Form)) if name == "body" => answers::expect_form(function, wire),
            Some((_, Kind::Multipart)) if name == "body" => answers::expect_parts(function),
            _ => answers::borrow(function),
        }
        // The parameter whose value stands in the path: the generator has a statement for it.
        let parameter = mocked.parameter(&name).filter(|_| has_regex(function));
        if parameter.is_some() {
            function
                .block
                .stmts
                .retain(|statement| !matches!(statement, Stmt::Local(_)));
        }
        Conditions {
            template: mocked.operation.path,
            parameter,
            wire: mocked.wire,
        }
        .visit_block_mut(&mut function.block);
    }
}

impl Mocked<'_> {
    /// The path parameter that the generator calls `name`, as the template writes it.
    fn parameter(&self, name: &str) -> Option<&str> {
        let own = |parameter: &str| {
            let own = self.own?.get(&(parameter.to_owned(), "path".to_owned()));
            own.map(String::as_str)
        };
        let mut names = template::parameters(self.operation.path);
        names.find(|parameter| snake_case(own(parameter).unwrap_or(parameter)) == name)
    }
}

fn has_regex(function: &ImplItemFn) -> bool {
    matches!(function.block.stmts.as_slice(), [Stmt::Local(_), ..])
}

fn then(item: &mut ItemImpl, document: &Document, mocked: &Mocked<'_>) {
    for function in functions(item) {
        let docs = match function.sig.ident.to_string().as_str() {
            "new" => "Says nothing yet; an answer without a status is 200.".to_owned(),
            "into_inner" => "For answers beyond the document's.".to_owned(),
            "default_response" => {
                "Answers with `status`, one the document does not list.".to_owned()
            }
            "informational" | "success" | "redirect" | "client_error" | "server_error" => {
                "Answers with `status`, one of this class.".to_owned()
            }
            _ => match status(function) {
                Some(status) => response(document, mocked.operation, &status),
                None => continue,
            },
        };
        if let Some(key) = key(function) {
            let named = mocked.wire.and_then(|wire| wire.answers.get(&key));
            let media_type = named.cloned();
            if takes_json(function) {
                take(function, parse_quote!(impl AsRef<[u8]>));
                Bytes { media_type }.visit_block_mut(&mut function.block);
            } else {
                Named { media_type }.visit_block_mut(&mut function.block);
                if status(function).is_some_and(|status| status == key) {
                    answers::take_what_tests_have(function);
                }
            }
        }
        add_attribute(&mut function.attrs, docs::attribute(&docs));
    }
    answers::count(item);
}

/// The generator's stand-in for a body that is not JSON.
fn takes_json(function: &ImplItemFn) -> bool {
    let Some(FnArg::Typed(value)) = function.sig.inputs.last() else {
        return false;
    };
    answers::is_json(&value.ty)
}

fn take(function: &mut ImplItemFn, ty: Type) {
    if let Some(FnArg::Typed(value)) = function.sig.inputs.last_mut() {
        *value.ty = ty;
    }
}

/// Sends or expects a body as it is.
struct Bytes {
    media_type: Option<String>,
}

impl VisitMut for Bytes {
    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        visit_mut::visit_expr_method_call_mut(self, call);
        if call.method == "json_body" {
            call.method = parse_quote!(body);
        } else if call.method == "header"
            && let (Some(media_type), Some(value)) = (&self.media_type, call.args.last_mut())
        {
            *value = parse_quote!(#media_type);
        }
    }
}

/// Names JSON as the document does.
struct Named {
    media_type: Option<String>,
}

impl VisitMut for Named {
    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        visit_mut::visit_expr_method_call_mut(self, call);
        if call.method == "header"
            && let (Some(media_type), Some(value)) = (&self.media_type, call.args.last_mut())
        {
            *value = parse_quote!(#media_type);
        }
    }
}

/// What the document calls the response of a method.
fn key(function: &ImplItemFn) -> Option<String> {
    let class = match function.sig.ident.to_string().as_str() {
        "default_response" => "default",
        "informational" => "1XX",
        "success" => "2XX",
        "redirect" => "3XX",
        "client_error" => "4XX",
        "server_error" => "5XX",
        _ => return status(function),
    };
    Some(class.to_owned())
}

/// The status in `self.0.status(204u16)`.
fn status(function: &ImplItemFn) -> Option<String> {
    struct Status(Option<String>);
    impl Visit<'_> for Status {
        fn visit_expr_method_call(&mut self, call: &ExprMethodCall) {
            if call.method == "status" {
                let status = call.args.first().map(ToTokens::to_token_stream);
                self.0 = status.map(|status| status.to_string().replace("u16", ""));
            }
            visit::visit_expr_method_call(self, call);
        }
    }
    let mut search = Status(None);
    search.visit_block(&function.block);
    search.0
}

fn response(document: &Document, operation: &Operation<'_>, status: &str) -> String {
    let pointer = operation.pointer.child("responses").child(status);
    let description = document
        .resolve(&pointer)
        .and_then(|(_, response)| response.get("description"))
        .and_then(Node::as_str)
        .map(inert_line)
        .unwrap_or_default();
    match description.as_str() {
        "" => format!("Answers {status}."),
        description => format!("Answers {status}: {description}"),
    }
}

/// Gives the methods of operations their documentation, and says how many there are.
fn document_trait(item: &mut ItemTrait, operations: &[Mocked<'_>]) -> usize {
    let mut documented = 0;
    let by_name: BTreeMap<_, _> = operations
        .iter()
        .map(|mocked| (mocked.name.as_str(), mocked))
        .collect();
    for item in &mut item.items {
        let TraitItem::Fn(function) = item else {
            continue;
        };
        let Some(mocked) = by_name.get(function.sig.ident.to_string().as_str()) else {
            continue;
        };
        let summary = mocked.operation.node.get("summary").and_then(Node::as_str);
        let docs = match summary.map(inert_line).unwrap_or_default().as_str() {
            "" => format!("Mocks {}.", mocked.line()),
            summary => format!(
                "Mocks {}: {}.",
                mocked.line(),
                summary.trim_end_matches('.')
            ),
        };
        add_attribute(&mut function.attrs, docs::attribute(&docs));
        documented += 1;
    }
    documented
}
