//! The public items of the generated client: what a caller's code can break on.

mod commands;
mod sources;
mod words;

use std::{collections::BTreeSet, fmt};

use syn::{
    Attribute, Fields, ImplItem, Item, ItemEnum, ItemImpl, ItemMod, ItemStruct, ItemTrait, Meta,
    TraitItem, UseTree, Visibility, punctuated::Punctuated,
};

pub use self::sources::SourceError;
use self::words::{generics, markers, qualified, signature, text, where_clause};

/// The public items of a generated client, one line each, sorted. [`public_api`](crate::public_api) adds
/// those of the mock and the command line.
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

    /// All lines of both.
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
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
                    self.interface(item, module);
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
        // The order is part of it where values are compared by it, or cast to numbers.
        let is_castable = item.variants.iter().all(|it| it.fields == Fields::Unit);
        let is_ordered = is_castable || self.0.contains(&format!("impl PartialOrd for {name}"));
        for (index, variant) in item.variants.iter().enumerate() {
            let fields = match &variant.fields {
                Fields::Unit if is_ordered => format!(" = {index}"),
                Fields::Unit => String::new(),
                fields => format!(" {}", text(&words::shape(fields))),
            };
            self.add(format!("variant {name}::{}{fields}", variant.ident));
        }
    }

    /// A trait that others may implement is one line, since a method more breaks them; of one that is
    /// sealed each method has its own.
    fn interface(&mut self, item: &ItemTrait, module: &str) {
        let name = format!("{module}{}", item.ident);
        let is_sealed = item
            .supertraits
            .iter()
            .any(|bound| text(bound).ends_with("::Sealed"));
        if !is_sealed {
            return self.add(format!("trait {name} {}", text(&words::contract(item))));
        }
        self.add(format!("trait {name}"));
        for item in &item.items {
            if let TraitItem::Fn(function) = item {
                let signature = signature(&function.sig);
                self.add(format!(
                    "fn {name}::{signature}{}",
                    markers(&function.attrs)
                ));
            }
        }
    }

    /// Adds the items of a mock.
    pub(crate) fn add_mock(&mut self, file: &syn::File) {
        self.add("mod mock".to_owned());
        self.items(&file.items, "mock::");
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
            let path = text(path);
            self.add(format!(
                "impl{generics} {} for {target}{clause}",
                derivable(&path).unwrap_or(&path)
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

/// The name of a trait that can be derived: whether it is, or written out, a caller cannot tell.
fn derivable(path: &str) -> Option<&str> {
    const TRAITS: [&str; 9] = [
        "Clone",
        "Copy",
        "Debug",
        "Default",
        "Eq",
        "Hash",
        "Ord",
        "PartialEq",
        "PartialOrd",
    ];
    let (module, name) = path.strip_prefix("::std::")?.split_once("::")?;
    let is_std = matches!(
        module,
        "clone" | "cmp" | "default" | "fmt" | "hash" | "marker"
    );
    (is_std && TRAITS.contains(&name)).then_some(name)
}
