//! The public items of the generated client: what a caller's code can break on.

use std::{collections::BTreeSet, fmt, mem};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Attribute, Fields, FnArg, GenericParam, Generics, ImplItem, Item, ItemEnum, ItemImpl, ItemMod,
    ItemStruct, Meta, ReceiverKind, ReturnType, Signature, Type, UseTree, Visibility, WhereClause,
    punctuated::Punctuated,
};

/// The public items of a generated client, one line each, sorted.
///
/// The lines read like the items they stand for: `struct types::TaskId`,
/// `fn Client::delete_background_task(&self) -> builder::DeleteBackgroundTask<'_>`. Trait
/// implementations, derives and where-clauses are part of it, bodies and documentation are not.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct PublicApi(BTreeSet<String>);

impl PublicApi {
    /// Reads the public API of generated source.
    ///
    /// # Errors
    ///
    /// When `source` is not Rust.
    ///
    /// ```
    /// let api = openapi_codegen::PublicApi::of("pub mod types { pub struct TaskId(String); }")?;
    /// assert_eq!(api.to_string(), "mod types\nstruct types::TaskId(…)\n");
    /// # Ok::<(), syn::Error>(())
    /// ```
    pub fn of(source: &str) -> Result<Self, syn::Error> {
        Ok(Self::of_syntax(&syn::parse_file(source)?))
    }

    /// The public API of generated source that has been read already.
    pub(crate) fn of_syntax(file: &syn::File) -> Self {
        let mut api = Self::default();
        api.items(&file.items, "");
        api
    }

    /// The lines, sorted.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    fn items(&mut self, items: &[Item], module: &str) {
        for item in items {
            match item {
                Item::Mod(item) if is_public(&item.vis) => self.module(item, module),
                Item::Struct(item) if is_public(&item.vis) => self.structure(item, module),
                Item::Enum(item) if is_public(&item.vis) => self.enumeration(item, module),
                Item::Impl(item) => self.implementation(item, module),
                Item::Use(item) if is_public(&item.vis) => self.reexports(&item.tree, module, ""),
                Item::Fn(item) if is_public(&item.vis) => {
                    self.add(format!("fn {module}{}", signature(&item.sig)));
                }
                Item::Const(item) if is_public(&item.vis) => {
                    self.add(format!("const {module}{}: {}", item.ident, text(&item.ty)));
                }
                Item::Static(item) if is_public(&item.vis) => {
                    self.add(format!("static {module}{}: {}", item.ident, text(&item.ty)));
                }
                Item::Type(item) if is_public(&item.vis) => {
                    self.add(format!("type {module}{} = {}", item.ident, text(&item.ty)));
                }
                Item::Trait(item) if is_public(&item.vis) => {
                    self.add(format!("trait {module}{} {}", item.ident, text(item)));
                }
                _ => {}
            }
        }
    }

    fn module(&mut self, item: &ItemMod, module: &str) {
        self.add(format!("mod {module}{}", item.ident));
        if let Some((_, items)) = &item.content {
            self.items(items, &format!("{module}{}::", item.ident));
        }
    }

    fn structure(&mut self, item: &ItemStruct, module: &str) {
        let name = format!("{module}{}", item.ident);
        let body = match &item.fields {
            Fields::Named(_) => " { … }",
            Fields::Unnamed(_) => "(…)",
            Fields::Unit => "",
        };
        let generics = generics(&item.generics);
        self.add(format!(
            "struct {name}{generics}{body}{}",
            markers(&item.attrs)
        ));
        self.derives(&item.attrs, &name);
        self.fields(&item.fields, &name);
    }

    fn enumeration(&mut self, item: &ItemEnum, module: &str) {
        let name = format!("{module}{}", item.ident);
        let generics = generics(&item.generics);
        self.add(format!("enum {name}{generics}{}", markers(&item.attrs)));
        self.derives(&item.attrs, &name);
        for variant in &item.variants {
            let fields = match &variant.fields {
                Fields::Unit => String::new(),
                fields => format!(" {}", text(fields)),
            };
            self.add(format!("variant {name}::{}{fields}", variant.ident));
        }
    }

    fn fields(&mut self, fields: &Fields, name: &str) {
        for (index, field) in fields.iter().enumerate() {
            if is_public(&field.vis) {
                let field_name = match &field.ident {
                    Some(ident) => ident.to_string(),
                    None => index.to_string(),
                };
                self.add(format!("field {name}::{field_name}: {}", text(&field.ty)));
            }
        }
    }

    fn derives(&mut self, attributes: &[Attribute], name: &str) {
        for (attribute, condition) in attributes.iter().filter_map(conditional) {
            let Ok(traits) = attribute
                .parse_args_with(Punctuated::<syn::Path, syn::Token![,]>::parse_terminated)
            else {
                continue;
            };
            for path in traits {
                self.add(format!("impl {} for {name}{condition}", text(&path)));
            }
        }
    }

    fn implementation(&mut self, item: &ItemImpl, module: &str) {
        let target = qualified(module, &item.self_ty);
        if let Some((path, _)) = &item.trait_ {
            let clause = where_clause(item.generics.where_clause.as_ref());
            let generics = generics(&item.generics);
            self.add(format!(
                "impl{generics} {} for {target}{clause}",
                text(path)
            ));
            return;
        }
        for item in &item.items {
            if let ImplItem::Fn(function) = item
                && is_public(&function.vis)
            {
                let asyncness = if function.sig.asyncness.is_some() {
                    "async "
                } else {
                    ""
                };
                let marks = markers(&function.attrs);
                let signature = signature(&function.sig);
                self.add(format!("{asyncness}fn {target}::{signature}{marks}"));
            }
        }
    }

    fn reexports(&mut self, tree: &UseTree, module: &str, prefix: &str) {
        match tree {
            UseTree::Path(path) => {
                self.reexports(&path.tree, module, &format!("{prefix}{}::", path.ident));
            }
            UseTree::Name(name) => self.add(format!("use {module}{} = {prefix}{0}", name.ident)),
            UseTree::Rename(name) => {
                self.add(format!(
                    "use {module}{} = {prefix}{}",
                    name.rename, name.ident
                ));
            }
            UseTree::Glob(_) => self.add(format!("use {module}* = {prefix}*")),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.reexports(tree, module, prefix);
                }
            }
        }
    }

    fn add(&mut self, line: String) {
        self.0.insert(line);
    }
}

/// One line for each item, each with its line break.
impl fmt::Display for PublicApi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// The tokens without the bodies of asynchronous functions, which send the requests: no part of a
/// public API, but much of what there is to parse. Those of other functions stay, since the polish
/// gives a setter another signature for what it finds inside.
pub(crate) fn without_async_bodies(tokens: TokenStream) -> TokenStream {
    let mut is_async = false;
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let contents = match mem::take(&mut is_async) {
                    true => TokenStream::new(),
                    false => without_async_bodies(group.stream()),
                };
                TokenTree::Group(Group::new(Delimiter::Brace, contents))
            }
            token => {
                is_async |= matches!(&token, TokenTree::Ident(ident) if *ident == "async");
                token
            }
        })
        .collect()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The derive in an attribute, and the feature that it depends on.
fn conditional(attribute: &Attribute) -> Option<(Attribute, String)> {
    if attribute.path().is_ident("derive") {
        return Some((attribute.clone(), String::new()));
    }
    if !attribute.path().is_ident("cfg_attr") {
        return None;
    }
    let parts = attribute
        .parse_args_with(Punctuated::<Meta, syn::Token![,]>::parse_terminated)
        .ok()?;
    let mut parts = parts.into_iter();
    let condition = parts.next()?;
    let derive = parts.find(|meta| meta.path().is_ident("derive"))?;
    let attribute = syn::parse_quote!(#[#derive]);
    Some((attribute, format!(" if {}", text(&condition))))
}

/// Attributes that a caller notices.
fn markers(attributes: &[Attribute]) -> String {
    attributes
        .iter()
        .filter(|attribute| {
            attribute.path().is_ident("non_exhaustive") || attribute.path().is_ident("deprecated")
        })
        .map(|attribute| format!(" {}", text(attribute)))
        .collect()
}

fn signature(signature: &Signature) -> String {
    let inputs: Vec<_> = signature.inputs.iter().map(input).collect();
    let output = match &signature.output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, ty) => format!(" -> {}", text(ty)),
    };
    format!(
        "{}{}({}){output}{}",
        signature.ident,
        generics(&signature.generics),
        inputs.join(", "),
        where_clause(signature.generics.where_clause.as_ref()),
    )
}

/// The type of an argument. Its name and whether it is `mut` are no business of a caller's.
fn input(input: &FnArg) -> String {
    match input {
        FnArg::Receiver(receiver) if matches!(receiver.kind, ReceiverKind::Value) => {
            "self".to_owned()
        }
        FnArg::Receiver(receiver) => text(receiver),
        FnArg::Typed(typed) => text(&typed.ty),
    }
}

fn generics(generics: &Generics) -> String {
    let parameters: Vec<_> = generics
        .params
        .iter()
        .map(|parameter| match parameter {
            GenericParam::Lifetime(lifetime) => text(lifetime),
            GenericParam::Type(ty) => text(ty),
            GenericParam::Const(constant) => text(constant),
        })
        .collect();
    if parameters.is_empty() {
        String::new()
    } else {
        format!("<{}>", parameters.join(", "))
    }
}

fn where_clause(clause: Option<&WhereClause>) -> String {
    let Some(clause) = clause else {
        return String::new();
    };
    let predicates: Vec<_> = clause.predicates.iter().map(text).collect();
    format!(" where {}", predicates.join(", "))
}

/// The path of an implementing type, seen from the root of the generated module.
fn qualified(module: &str, ty: &Type) -> String {
    let text = text(ty);
    let is_absolute = matches!(ty, Type::Path(path) if path.path.leading_colon.is_some());
    if is_absolute {
        return text;
    }
    let Some(in_outer) = text.strip_prefix("super::") else {
        return format!("{module}{text}");
    };
    match module.trim_end_matches("::").rsplit_once("::") {
        Some((outer, _)) => format!("{outer}::{in_outer}"),
        None => in_outer.to_owned(),
    }
}

/// Tokens as a person would write them, on one line.
fn text(tokens: &impl ToTokens) -> String {
    let spaced = tokens.to_token_stream().to_string();
    let mut text = String::with_capacity(spaced.len());
    let mut chars = spaced.chars().peekable();
    while let Some(c) = chars.next() {
        if c == ' ' {
            let before = text.chars().next_back().unwrap_or(' ');
            let after = chars.peek().copied().unwrap_or(' ');
            if !needs_space(&text, before, after) {
                continue;
            }
        }
        text.push(c);
    }
    // Most texts have neither, and there are a hundred thousand of them.
    if text.contains(',') {
        // A comma behind the last item is the printer's.
        text = text.replace(", >", ">").replace(",)", ")");
    }
    if text.contains("std::") {
        text = text
            .replace("::std::option::", "")
            .replace("::std::string::", "")
            .replace("::std::result::", "")
            .replace("::std::convert::", "")
            .replace("std::convert::", "");
    }
    text
}

/// Whether the space between two tokens is one that a person would write.
fn needs_space(text: &str, before: char, after: char) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '\'';
    match (before, after) {
        (a, b) if is_word(a) && is_word(b) => true,
        (',' | '=' | '+' | '|', _) | (_, '=' | '+' | '{' | '}' | '|') | ('{', _) => true,
        (':', _) => !text.ends_with("::"),
        ('>', 'f' | 'w') | ('-', _) => text.ends_with("->"),
        (_, '-') => true,
        ('>', after) => text.ends_with("->") && after != '>',
        _ => false,
    }
}
