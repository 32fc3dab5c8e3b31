//! How often each rewrite found what it rewrites.
//!
//! A rewrite that finds nothing is silent, and what it should have taken out of the generator's
//! output stays there. So each says how often it has found its place, and is held against what the
//! operations of the document ask for; and what must not be in the output is looked for.

use std::collections::BTreeSet;

use memchr::memmem;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    File, Macro, Path, UsePath, UseTree,
    visit::{self, Visit},
};

/// The counts of one run, as far as they are wrong.
#[derive(Debug, Default)]
pub(super) struct Tally(Vec<String>);

impl Tally {
    /// Notes that `rewrite` found `found` places, where the document asks for `expected`.
    pub(super) fn expect(&mut self, rewrite: &str, expected: usize, found: usize) {
        if expected != found {
            self.0.push(format!(
                "the rewrite `{rewrite}` found {found} of {expected} places"
            ));
        }
    }

    /// Notes that `rewrite` has left something behind.
    pub(super) fn left(&mut self, rewrite: &str, what: &str) {
        self.0.push(format!("the rewrite `{rewrite}` left {what}"));
    }

    /// Notes each of the `leftovers` that is in `file`.
    pub(super) fn absent(&mut self, leftovers: &[Leftover], file: &File) {
        let mut search = Search {
            leftovers,
            found: BTreeSet::new(),
        };
        search.visit_file(file);
        for Leftover { rewrite, word, .. } in search.found {
            self.left(rewrite, &format!("`{word}`"));
        }
    }

    /// # Errors
    ///
    /// What is wrong.
    pub(super) fn result(self) -> Result<(), String> {
        if self.0.is_empty() {
            return Ok(());
        }
        Err(format!(
            "{}; the output of progenitor is not the one that the rewrites know",
            self.0.join(", ")
        ))
    }
}

/// An identifier that a rewrite should have left in no path of several; alone it may be the name of a
/// parameter.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Leftover {
    pub(super) rewrite: &'static str,
    pub(super) word: &'static str,
}

impl Leftover {
    /// Whether it may be in what is printed as `source`.
    pub(super) fn may_be_in(&self, source: &str) -> bool {
        memmem::find(source.as_bytes(), self.word.as_bytes()).is_some()
    }
}

/// What a path begins with that leads to what the document names: a type or an operation may be called as it likes.
const OWN: [&str; 9] = [
    "CliCommand",
    "Self",
    "builder",
    "crate",
    "operations",
    "self",
    "shapes",
    "super",
    "types",
];

fn is_own(ident: &Ident) -> bool {
    OWN.iter().any(|own| ident == own)
}

/// Looks for leftovers in one walk over the syntax, and in the tokens of macros.
struct Search<'a> {
    leftovers: &'a [Leftover],
    found: BTreeSet<&'a Leftover>,
}

impl Search<'_> {
    fn see(&mut self, ident: &Ident) {
        let leftovers = self.leftovers.iter();
        self.found
            .extend(leftovers.filter(|leftover| ident == leftover.word));
    }

    fn tokens(&mut self, stream: TokenStream) {
        let is_colon = |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
        let tokens: Vec<_> = stream.into_iter().collect();
        for (index, token) in tokens.iter().enumerate() {
            let at = |offset: isize| tokens.get(index.checked_add_signed(offset)?);
            match token {
                TokenTree::Ident(ident) => {
                    let is_behind = is_colon(at(-2)) && is_colon(at(-1));
                    let is_own = matches!(at(-3), Some(TokenTree::Ident(first)) if is_own(first));
                    let is_before = is_colon(at(1)) && is_colon(at(2));
                    if is_before || is_behind && !is_own {
                        self.see(ident);
                    }
                }
                TokenTree::Group(group) => self.tokens(group.stream()),
                _ => {}
            }
        }
    }
}

impl<'a> Visit<'a> for Search<'_> {
    fn visit_path(&mut self, path: &'a Path) {
        let first = path.segments.first().map(|first| &first.ident);
        if path.segments.len() > 1 && !first.is_some_and(is_own) {
            for segment in &path.segments {
                self.see(&segment.ident);
            }
        }
        visit::visit_path(self, path);
    }

    fn visit_use_path(&mut self, path: &'a UsePath) {
        // What the client has itself is none of the generator's.
        if path.ident != "crate" {
            self.see(&path.ident);
            if let UseTree::Name(name) = &*path.tree {
                self.see(&name.ident);
            }
            visit::visit_use_path(self, path);
        }
    }

    fn visit_macro(&mut self, found: &'a Macro) {
        self.tokens(found.tokens.clone());
    }
}

/// Whether `name` is an identifier in the tokens.
pub(super) fn mentions(tokens: &impl ToTokens, name: &str) -> bool {
    fn in_stream(stream: TokenStream, name: &str) -> bool {
        stream.into_iter().any(|token| match token {
            TokenTree::Ident(ident) => ident == name,
            TokenTree::Group(group) => in_stream(group.stream(), name),
            _ => false,
        })
    }
    in_stream(tokens.to_token_stream(), name)
}
