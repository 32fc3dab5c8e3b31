//! How often each rewrite found what it rewrites.
//!
//! A rewrite that finds nothing is silent, and what it should have taken out of the generator's
//! output stays there. So each says how often it has found its place, and is held against what the
//! operations of the document ask for; and what must not be in the output is looked for.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

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

    /// Notes each of the `words` that is an identifier in `tokens`, where `rewrite` should have
    /// left none.
    pub(super) fn absent(&mut self, rewrite: &str, words: &[&str], tokens: &impl ToTokens) {
        for word in words {
            if mentions(tokens, word) {
                self.left(rewrite, &format!("`{word}`"));
            }
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

/// Whether `name` is an identifier in the tokens, those of macros among them.
pub(super) fn mentions(tokens: &impl ToTokens, name: &str) -> bool {
    any(
        tokens.to_token_stream(),
        &|tokens, index| matches!(tokens.get(index), Some(TokenTree::Ident(ident)) if ident == name),
    )
}

/// Whether `name` is a segment of a path of several in the tokens, those of macros among them.
pub(super) fn is_in_path(tokens: &impl ToTokens, name: &str) -> bool {
    any(tokens.to_token_stream(), &|tokens, index| {
        let is_colon = |index: Option<usize>| {
            let token = index.and_then(|index| tokens.get(index));
            matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == ':')
        };
        let are_colons = |a: Option<usize>, b: Option<usize>| is_colon(a) && is_colon(b);
        matches!(tokens.get(index), Some(TokenTree::Ident(ident)) if ident == name)
            && (are_colons(index.checked_sub(2), index.checked_sub(1))
                || are_colons(index.checked_add(1), index.checked_add(2)))
    })
}

/// Whether `holds` for any token of the stream, which is told by its neighbours and its place.
fn any(stream: TokenStream, holds: &impl Fn(&[TokenTree], usize) -> bool) -> bool {
    let tokens: Vec<_> = stream.into_iter().collect();
    (0..tokens.len()).any(|index| holds(&tokens, index))
        || tokens.into_iter().any(|token| match token {
            TokenTree::Group(group) => any(group.stream(), holds),
            _ => false,
        })
}
