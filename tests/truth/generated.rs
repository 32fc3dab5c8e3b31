//! What a generated client has: the types, and of each operation the method with its setters.

use std::collections::{BTreeMap, BTreeSet};

use openapi_lint::naming::pascal_case;
use quote::ToTokens as _;
use syn::{
    Expr, Field, Fields, GenericArgument, ImplItem, Item, ItemImpl, ItemMod, ItemStruct, Lit,
    PathArguments, ReturnType, Type, ext::IdentExt as _,
};

/// The client.
#[derive(Debug, Default)]
pub struct Generated {
    /// The names in the module of types.
    pub types: BTreeSet<String>,
    /// By path and method, as the document has them, in capitals.
    methods: BTreeMap<(String, String), Method>,
}

/// The method that begins a call.
#[derive(Clone, Debug, Default)]
pub struct Method {
    pub name: String,
    pub setters: Vec<Setter>,
    /// The type of a success.
    pub success: String,
}

impl Method {
    /// Whether a success is bytes, which are of no type that reads JSON.
    pub fn has_bytes(&self) -> bool {
        self.success.contains("Bytes")
    }
}

/// What takes a parameter or the body.
#[derive(Clone, Debug)]
pub struct Setter {
    /// As it is called in code.
    pub name: String,
    /// What it takes, as a caller names it.
    pub ty: String,
}

impl Setter {
    /// The name without the mark of a word of the language.
    pub fn plain_name(&self) -> &str {
        self.name.strip_prefix("r#").unwrap_or(&self.name)
    }
}

impl Generated {
    /// Reads the source of a client.
    pub fn parse(source: &str) -> Self {
        let file = syn::parse_file(source).unwrap();
        let mut generated = Self::default();
        let mut builders = BTreeMap::<String, Method>::new();
        let mut operations = Vec::new();
        for item in file.items {
            let Item::Mod(ItemMod {
                ident,
                content: Some((_, items)),
                ..
            }) = item
            else {
                continue;
            };
            match ident.to_string().as_str() {
                "types" => generated.types.extend(items.iter().filter_map(name)),
                "builder" => items.iter().for_each(|item| builder(item, &mut builders)),
                "operations" => operations = items,
                _ => {}
            }
        }
        for item in operations {
            if let Item::Static(item) = item
                && let Some((at, id)) = operation(&item.expr)
                && let Some(mut method) = builders.remove(&pascal_case(&id))
            {
                method.name = id;
                generated.methods.insert(at, method);
            }
        }
        generated
    }

    /// The method of the operation that a document has at this path and under this method.
    pub fn method(&self, path: &str, verb: &str) -> Option<&Method> {
        self.methods.get(&(path.to_owned(), verb.to_uppercase()))
    }

    /// All of them, in the order of their paths.
    pub fn methods(&self) -> impl Iterator<Item = &Method> {
        self.methods.values()
    }
}

fn name(item: &Item) -> Option<String> {
    match item {
        Item::Struct(item) => Some(item.ident.to_string()),
        Item::Enum(item) => Some(item.ident.to_string()),
        _ => None,
    }
}

/// Takes what a builder's item says of its method.
fn builder(item: &Item, builders: &mut BTreeMap<String, Method>) {
    match item {
        Item::Struct(item) => {
            builders.entry(item.ident.to_string()).or_default().setters = setters(item);
        }
        Item::Impl(ItemImpl {
            trait_: None,
            self_ty,
            items,
            ..
        }) => {
            let name = match &**self_ty {
                Type::Path(path) => path.path.segments.last().map(|it| it.ident.to_string()),
                _ => None,
            };
            let sends = items.iter().find_map(|item| match item {
                ImplItem::Fn(function) if function.sig.ident == "send" => {
                    Some(&function.sig.output)
                }
                _ => None,
            });
            if let (Some(name), Some(ReturnType::Type(_, result))) = (name, sends) {
                let success = argument(result).and_then(argument).map(text);
                builders.entry(name).or_default().success = success.unwrap_or_default();
            }
        }
        _ => {}
    }
}

/// The fields that hold what was given, or why it was refused.
fn setters(item: &ItemStruct) -> Vec<Setter> {
    let Fields::Named(fields) = &item.fields else {
        return Vec::new();
    };
    fields.named.iter().filter_map(setter).collect()
}

fn setter(field: &Field) -> Option<Setter> {
    let Type::Path(path) = &field.ty else {
        return None;
    };
    let name = field.ident.as_ref()?;
    if name.unraw() == "client" && argument(&field.ty).is_none() {
        return None;
    }
    path.path
        .segments
        .last()
        .filter(|last| last.ident == "Result")?;
    let value = argument(&field.ty)?;
    let value = match value {
        Type::Path(path) if path.path.segments.last()?.ident == "Option" => argument(value)?,
        _ => value,
    };
    Some(Setter {
        name: name.to_string(),
        ty: text(value).replace("types :: builder ::", "types ::"),
    })
}

/// The first argument of a generic type.
fn argument(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else {
        return None;
    };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    }
}

/// A type as a caller of the client names it.
fn text(ty: &Type) -> String {
    let text = ty.to_token_stream().to_string();
    text.replace("crate ::", "dcs_client ::")
}

/// The path and the method of an operation, and its id, from its row of the table.
fn operation(row: &Expr) -> Option<((String, String), String)> {
    let Expr::Struct(row) = row else {
        return None;
    };
    let (mut id, mut path, mut verb) = (None, None, None);
    for field in &row.fields {
        let syn::Member::Named(name) = &field.member else {
            continue;
        };
        match (name.to_string().as_str(), &field.expr) {
            ("id", Expr::Lit(text)) => id = string(&text.lit),
            ("path", Expr::Lit(text)) => path = string(&text.lit),
            ("method", Expr::Path(method)) => {
                verb = method
                    .path
                    .segments
                    .last()
                    .map(|last| last.ident.to_string());
            }
            _ => {}
        }
    }
    Some(((path?, verb?), id?))
}

fn string(literal: &Lit) -> Option<String> {
    match literal {
        Lit::Str(text) => Some(text.value()),
        _ => None,
    }
}
