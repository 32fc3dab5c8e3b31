//! The modules of a crate, and where a path in one of them leads.

use std::{collections::BTreeMap, mem};

use syn::{Attribute, Ident, Item, ItemMod, Meta, UseTree};

use super::{DEEPEST, SourceError, shorten};

/// The modules of a crate, by their paths from its root.
pub(super) struct Modules(BTreeMap<Vec<String>, Module>);

/// What stands in a module, without what only tests see.
pub(super) struct Module {
    pub(super) items: Vec<Item>,
    /// Where the items stand that have a name.
    named: BTreeMap<String, usize>,
    /// Whether a program wrote the file.
    pub(super) is_generated: bool,
}

/// Where a path leads within the crate.
pub(super) enum Found {
    Module(Vec<String>),
    /// The module that defines an item, and the name of the item in it.
    Item(Vec<String>, String),
}

impl Modules {
    /// Reads the files of a crate.
    pub(super) fn read(files: &BTreeMap<String, String>) -> Result<Self, SourceError> {
        let mut modules = Self(BTreeMap::new());
        if let Some((name, text)) = files.get_key_value("lib.rs") {
            modules.file(files, name, text, Vec::new())?;
        }
        Ok(modules)
    }

    fn file(
        &mut self,
        files: &BTreeMap<String, String>,
        name: &str,
        text: &str,
        path: Vec<String>,
    ) -> Result<(), SourceError> {
        let file = syn::parse_file(text).map_err(|error| SourceError {
            file: name.to_owned(),
            message: error.to_string(),
        })?;
        let is_generated = text.starts_with("// @generated");
        self.items(files, path, file.items, is_generated)
    }

    fn items(
        &mut self,
        files: &BTreeMap<String, String>,
        path: Vec<String>,
        items: Vec<Item>,
        is_generated: bool,
    ) -> Result<(), SourceError> {
        let mut items: Vec<_> = items.into_iter().filter(|item| !is_test(item)).collect();
        for item in &mut items {
            let Item::Mod(module) = item else {
                continue;
            };
            let path = [&*path, &[module.ident.to_string()]].concat();
            match mem::take(&mut module.content) {
                Some((_, inner)) => self.items(files, path, inner, is_generated)?,
                None => {
                    let stem = path.join("/");
                    let names = [format!("{stem}.rs"), format!("{stem}/mod.rs")];
                    let file = names.iter().find_map(|name| files.get_key_value(name));
                    if let Some((name, text)) = file {
                        self.file(files, name, text, path)?;
                    }
                }
            }
        }
        if !is_generated {
            items.iter_mut().for_each(shorten::item);
        }
        let named = items.iter_mut().enumerate();
        let named = named.filter_map(|(at, item)| Some((name(item)?.to_string(), at)));
        let module = Module {
            named: named.collect(),
            items,
            is_generated,
        };
        self.0.insert(path, module);
        Ok(())
    }

    pub(super) fn get(&self, path: &[String]) -> Option<&Module> {
        self.0.get(path)
    }

    /// The item that was [found](Found::Item).
    pub(super) fn item(&self, path: &[String], name: &str) -> Option<&Item> {
        let module = self.0.get(path)?;
        module.items.get(*module.named.get(name)?)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&[String], &Module)> {
        let modules = self.0.iter();
        modules.map(|(path, module)| (path.as_slice(), module))
    }

    /// Where `to` leads, written in the module at `from`; `None` when it leads out of the crate.
    pub(super) fn find(&self, from: &[String], to: &[String]) -> Option<Found> {
        self.find_within(from, to, 0)
    }

    fn find_within(&self, from: &[String], to: &[String], depth: usize) -> Option<Found> {
        let (first, rest) = to.split_first().filter(|_| depth < DEEPEST)?;
        match first.as_str() {
            "crate" => return self.find_below(&[], rest, depth),
            "self" => return self.find_below(from, rest, depth),
            "super" => {
                let (_, outer) = from.split_last()?;
                return self.find_below(outer, rest, depth);
            }
            _ => {}
        }
        let inner = [from, std::slice::from_ref(first)].concat();
        if self.0.contains_key(&inner) {
            return self.find_below(&inner, rest, depth);
        }
        let module = self.0.get(from)?;
        if let (true, []) = (module.named.contains_key(first), rest) {
            return Some(Found::Item(from.to_vec(), first.clone()));
        }
        let mut imports = module.items.iter().filter_map(|item| match item {
            Item::Use(item) => imported(&item.tree, first),
            _ => None,
        });
        imports.find_map(|import| {
            // A crate that is called like what it brings leads nowhere else.
            (import.first() != Some(first) || import.len() > 1).then_some(())?;
            self.find_within(from, &[&*import, rest].concat(), depth + 1)
        })
    }

    fn find_below(&self, module: &[String], to: &[String], depth: usize) -> Option<Found> {
        match to.first().map(String::as_str) {
            None => Some(Found::Module(module.to_vec())),
            Some("crate" | "self") => None,
            Some(_) => self.find_within(module, to, depth + 1),
        }
    }
}

/// The path that an import brings in under this name.
fn imported(tree: &UseTree, name: &str) -> Option<Vec<String>> {
    match tree {
        UseTree::Path(path) => {
            let rest = imported(&path.tree, name)?;
            Some([vec![path.ident.to_string()], rest].concat())
        }
        UseTree::Name(leaf) => (leaf.ident == name).then(|| vec![name.to_owned()]),
        UseTree::Rename(leaf) => (leaf.rename == name).then(|| vec![leaf.ident.to_string()]),
        UseTree::Group(group) => group.items.iter().find_map(|tree| imported(tree, name)),
        UseTree::Glob(_) => None,
    }
}

/// What an item is called, if others can name it.
pub(super) fn name(item: &mut Item) -> Option<&mut Ident> {
    match item {
        Item::Const(item) => Some(&mut item.ident),
        Item::Enum(item) => Some(&mut item.ident),
        Item::Fn(item) => Some(&mut item.sig.ident),
        Item::Static(item) => Some(&mut item.ident),
        Item::Struct(item) => Some(&mut item.ident),
        Item::Trait(item) => Some(&mut item.ident),
        Item::Type(item) => Some(&mut item.ident),
        _ => None,
    }
}

fn is_test(item: &Item) -> bool {
    let attributes: &[Attribute] = match item {
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(ItemMod { attrs, .. }) => attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    };
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        _ => false,
    })
}
