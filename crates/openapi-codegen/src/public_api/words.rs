//! The parts of an item as a person would write them.

use quote::ToTokens;
use syn::{
    Attribute, Fields, FnArg, GenericParam, Generics, ItemTrait, ReceiverKind, ReturnType,
    Signature, TraitItem, Type, WhereClause,
};

/// Attributes that a caller notices.
pub(super) fn markers(attributes: &[Attribute]) -> String {
    attributes
        .iter()
        .filter(|attribute| {
            attribute.path().is_ident("non_exhaustive") || attribute.path().is_ident("deprecated")
        })
        // The note of a deprecation is for reading.
        .map(|attribute| format!(" #[{}]", text(attribute.path())))
        .collect()
}

/// The fields of a variant without their documentation.
pub(super) fn shape(fields: &Fields) -> Fields {
    let mut fields = fields.clone();
    fields.iter_mut().for_each(|field| field.attrs.clear());
    fields
}

/// What a trait asks of those who implement it, without documentation and without what it does itself.
pub(super) fn contract(item: &ItemTrait) -> ItemTrait {
    let mut item = item.clone();
    item.attrs.clear();
    for item in &mut item.items {
        match item {
            TraitItem::Const(item) => item.attrs.clear(),
            TraitItem::Fn(item) => {
                item.attrs.clear();
                if item.default.take().is_some() {
                    item.semi_token = None;
                    item.default = Some(syn::parse_quote!({}));
                }
            }
            TraitItem::Type(item) => item.attrs.clear(),
            _ => {}
        }
    }
    item
}

pub(super) fn signature(signature: &Signature) -> String {
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

pub(super) fn generics(generics: &Generics) -> String {
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

pub(super) fn where_clause(clause: Option<&WhereClause>) -> String {
    let Some(clause) = clause else {
        return String::new();
    };
    let predicates: Vec<_> = clause.predicates.iter().map(text).collect();
    format!(" where {}", predicates.join(", "))
}

/// The path of an implementing type, seen from the root of the generated module.
pub(super) fn qualified(module: &str, ty: &Type) -> String {
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
pub(super) fn text(tokens: &impl ToTokens) -> String {
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
