//! The end of a `send` in the generator's tokens, of which only the successes say something that the client needs.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::polish::{
    tally::mentions,
    tokens::{braced, contents, in_async_bodies, in_module, is_word},
};

/// The tokens of the client without the calls of hooks, and without the arms of the match on the status that make
/// errors: nothing of them is in the client, and to read them as syntax takes longer than to leave them out.
pub(in crate::polish) fn without_hooks(tokens: TokenStream) -> TokenStream {
    in_module(tokens, "builder", |builders| {
        in_async_bodies(builders, &mut body)
    })
}

/// How far the body of a `send` is read.
enum Part {
    Request,
    /// `OperationInfo { operation_id: "…" };`
    Operation,
    Hooks,
    Match,
}

fn body(tokens: TokenStream) -> TokenStream {
    let mut part = Part::Request;
    let kept = tokens.into_iter().filter_map(|token| {
        match part {
            Part::Request if is_word(&token, "OperationInfo") => part = Part::Operation,
            Part::Operation if is_sign(&token, ';') => part = Part::Hooks,
            Part::Hooks if is_word(&token, "match") => part = Part::Match,
            Part::Hooks => return None,
            _ => {}
        }
        match token {
            TokenTree::Group(group) if matches!(part, Part::Match) && is_block(&group) => {
                Some(braced(successes(contents(group))))
            }
            token => Some(token),
        }
    });
    kept.collect()
}

/// The arms that make no error.
fn successes(arms: TokenStream) -> TokenStream {
    let mut kept = TokenStream::new();
    let mut arm = Vec::new();
    let mut flush = |arm: &mut Vec<TokenTree>| {
        let is_sign_alone = arm.len() == 1;
        let arm: TokenStream = arm.drain(..).collect();
        if !is_sign_alone && !mentions(&arm, "Error") {
            kept.extend(arm);
        }
    };
    for token in arms {
        let is_behind_arrow = arm.last().is_some_and(|last| is_sign(last, '>'));
        let ends = match &token {
            TokenTree::Group(group) => is_behind_arrow && is_block(group),
            token => is_sign(token, ','),
        };
        arm.push(token);
        if ends {
            flush(&mut arm);
        }
    }
    flush(&mut arm);
    kept
}

fn is_block(group: &Group) -> bool {
    group.delimiter() == Delimiter::Brace
}

fn is_sign(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}
