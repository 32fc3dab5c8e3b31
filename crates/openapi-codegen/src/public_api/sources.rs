//! The public API of a crate as it stands in its files: what is written by hand, too.

mod modules;
mod shorten;

use std::{collections::BTreeMap, fmt};

use syn::{Ident, ImplItem, Item, ItemImpl, Type, UseTree};

use self::modules::{Found, Module, Modules};
use super::{PublicApi, is_public};

/// Deeper than re-exports lead through each other.
const DEEPEST: usize = 32;

/// Why a source file cannot be read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SourceError {
    /// The path of the file below `src`.
    pub file: String,
    /// What is wrong in it. The compiler says in which line.
    pub message: String,
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.message)
    }
}

impl std::error::Error for SourceError {}

impl PublicApi {
    /// Reads the public API of a crate from its files: each by its path below `src`, with `/` between the
    /// parts. `name` stands in front of what is in its root: nothing, or a module and `::`.
    ///
    /// What another crate can name is found along `pub mod` and `pub use`. Nothing is compiled: macros are
    /// not expanded, conditions other than `cfg(test)` count as true, and `#[path]` is not followed. In files
    /// that are not generated, the types of signatures stand without the modules that lead to them.
    ///
    /// # Errors
    ///
    /// When a file is not Rust.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    ///
    /// use openapi_codegen::PublicApi;
    ///
    /// let files = BTreeMap::from([
    ///     ("lib.rs".to_owned(), "mod call; pub use call::Call;".to_owned()),
    ///     ("call.rs".to_owned(), "pub struct Call; impl Call { pub fn end(self) {} }".to_owned()),
    /// ]);
    /// let api = PublicApi::of_crate(&files, "")?;
    /// assert_eq!(api.to_string(), "fn Call::end(self)\nstruct Call\n");
    /// # Ok::<(), openapi_codegen::SourceError>(())
    /// ```
    pub fn of_crate(files: &BTreeMap<String, String>, name: &str) -> Result<Self, SourceError> {
        let modules = Modules::read(files)?;
        let mut exports = Exports {
            modules: &modules,
            api: Self::default(),
            public: BTreeMap::new(),
        };
        exports.module(&[], name, 0);
        exports.implementations();
        Ok(exports.api)
    }
}

/// What another crate can name, as far as it has been found.
struct Exports<'a> {
    modules: &'a Modules,
    api: PublicApi,
    /// The public module, with its `::`, and the name there of each item: by the module where it is defined,
    /// and its name in that.
    public: BTreeMap<(Vec<String>, String), (String, Ident)>,
}

impl<'a> Exports<'a> {
    /// Adds what the module at `path` shows, which others know as `public`.
    fn module(&mut self, path: &[String], public: &str, depth: usize) {
        let Some(module) = self.modules.get(path).filter(|_| depth < DEEPEST) else {
            return;
        };
        for item in &module.items {
            match item {
                Item::Mod(item) if is_public(&item.vis) => {
                    let name = item.ident.to_string();
                    let inner = [path, std::slice::from_ref(&name)].concat();
                    self.api.add(format!("mod {public}{name}"));
                    self.module(&inner, &format!("{public}{name}::"), depth + 1);
                }
                Item::Use(item) if is_public(&item.vis) => {
                    self.reexports(&item.tree, path, &mut Vec::new(), public, depth);
                }
                Item::Mod(_) | Item::Use(_) | Item::Impl(_) => {}
                item => self.define(path, item, public, None),
            }
        }
    }

    fn define(&mut self, path: &[String], item: &Item, public: &str, shown: Option<&Ident>) {
        let mut item = item.clone();
        let Some(name) = modules::name(&mut item) else {
            return;
        };
        let shown = shown.unwrap_or(name).clone();
        let own = std::mem::replace(name, shown.clone()).to_string();
        self.public
            .entry((path.to_vec(), own))
            .or_insert_with(|| (public.to_owned(), shown));
        self.api.items(&[item], public);
    }

    fn reexports(
        &mut self,
        tree: &UseTree,
        path: &[String],
        to: &mut Vec<String>,
        public: &str,
        depth: usize,
    ) {
        match tree {
            UseTree::Path(step) => {
                to.push(step.ident.to_string());
                self.reexports(&step.tree, path, to, public, depth);
                to.pop();
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.reexports(tree, path, to, public, depth);
                }
            }
            UseTree::Glob(_) => match self.modules.find(path, to) {
                Some(Found::Module(inner)) => self.module(&inner, public, depth + 1),
                _ => self
                    .api
                    .add(format!("use {public}* = {}::*", to.join("::"))),
            },
            UseTree::Name(name) => {
                self.reexport(&name.ident, &name.ident, path, to, public, depth);
            }
            UseTree::Rename(name) => {
                self.reexport(&name.ident, &name.rename, path, to, public, depth);
            }
        }
    }

    fn reexport(
        &mut self,
        name: &Ident,
        shown: &Ident,
        path: &[String],
        to: &[String],
        public: &str,
        depth: usize,
    ) {
        let to = [to, &[name.to_string()]].concat();
        match self.modules.find(path, &to) {
            Some(Found::Module(inner)) => {
                self.api.add(format!("mod {public}{shown}"));
                self.module(&inner, &format!("{public}{shown}::"), depth + 1);
            }
            Some(Found::Item(inner, item)) => {
                if let Some(item) = self.modules.item(&inner, &item) {
                    self.define(&inner, item, public, Some(shown));
                }
            }
            _ => self
                .api
                .add(format!("use {public}{shown} = {}", to.join("::"))),
        }
    }

    /// Adds the implementations of what is shown, wherever they stand.
    fn implementations(&mut self) {
        let modules = self.modules;
        for (path, module) in modules.iter() {
            for item in &module.items {
                if let Item::Impl(item) = item {
                    self.implementation(path, module, item);
                }
            }
        }
    }

    fn implementation(&mut self, path: &[String], module: &Module, item: &ItemImpl) {
        if let Some((of, _)) = &item.trait_
            && let Some(Found::Item(inner, found)) = self.modules.find(path, &segments(of))
            && self.shown(inner, &found).is_none()
        {
            // Nobody can name a trait that is not shown.
            return;
        }
        let Type::Path(target) = &*item.self_ty else {
            return;
        };
        let to = segments(&target.path);
        let Some(Found::Item(inner, found)) = self.modules.find(path, &to) else {
            return;
        };
        let Some((public, name)) = self.shown(inner, &found) else {
            return;
        };
        let mut item = item.clone();
        if let Type::Path(target) = &mut *item.self_ty {
            shorten::to_name(&mut target.path, name);
        }
        // Associated types and constants of a trait are its own business.
        item.items.retain(|item| matches!(item, ImplItem::Fn(_)));
        if !module.is_generated {
            shorten::signatures(&mut item);
        }
        let public = public.to_owned();
        self.api.implementation(&item, &public);
    }

    /// The public module and the name of an item that others can name.
    fn shown(&self, path: Vec<String>, item: &str) -> Option<(&str, &Ident)> {
        let (module, name) = self.public.get(&(path, item.to_owned()))?;
        Some((module, name))
    }
}

fn segments(path: &syn::Path) -> Vec<String> {
    let segments = path.segments.iter();
    segments.map(|segment| segment.ident.to_string()).collect()
}

#[cfg(test)]
mod tests;
