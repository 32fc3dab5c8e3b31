//! The generator's tokens before they are read as syntax. Reading takes most of the time, so what is replaced by the
//! client's own is left out here, where that is simple.

use std::mem;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The tokens, with the contents of the module of this name as `change` makes them.
pub(super) fn in_module(
    tokens: TokenStream,
    name: &str,
    mut change: impl FnMut(TokenStream) -> TokenStream,
) -> TokenStream {
    let mut is_named = false;
    let changed = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) if mem::take(&mut is_named) => braced(change(contents(group))),
        token => {
            is_named = is_word(&token, name);
            token
        }
    });
    changed.collect()
}

/// The tokens, with the body of each asynchronous function as `change` makes it. Those are the functions that send
/// requests.
pub(super) fn in_async_bodies(
    tokens: TokenStream,
    change: &mut impl FnMut(TokenStream) -> TokenStream,
) -> TokenStream {
    let mut is_async = false;
    let changed = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
            braced(match mem::take(&mut is_async) {
                true => change(contents(group)),
                false => in_async_bodies(contents(group), change),
            })
        }
        token => {
            is_async |= is_word(&token, "async");
            token
        }
    });
    changed.collect()
}

/// What stands in a group, which is given up: tokens that nobody else holds need no copies.
pub(super) fn contents(group: Group) -> TokenStream {
    group.stream()
}

pub(super) fn braced(contents: TokenStream) -> TokenTree {
    Group::new(Delimiter::Brace, contents).into()
}

pub(super) fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}
