//! What the match on the status says.

use std::ops::RangeInclusive;

use syn::{Expr, ExprMatch, Lit, Pat, Stmt};

use super::super::tally::mentions;

/// How the operation's successes are read.
pub(super) struct Answers {
    pub(super) decoder: &'static str,
    pub(super) successes: Vec<RangeInclusive<u16>>,
}

/// The match on the status. Its arms for errors say nothing that the client needs.
pub(super) fn answers(statement: &Stmt) -> Option<Answers> {
    let Stmt::Expr(Expr::Match(ExprMatch { expr, arms, .. }), None) = statement else {
        return None;
    };
    if !mentions(expr, "as_u16") {
        return None;
    }
    let mut decoder = "empty";
    let mut successes = Vec::new();
    for arm in arms {
        // No call of the client's asks for a change of protocol.
        if mentions(&arm.body, "Error") || mentions(&arm.body, "upgrade") {
            continue;
        }
        decoder = ["from_response", "stream", "empty"]
            .into_iter()
            .zip(["json", "bytes", "empty"])
            .find_map(|(word, decoder)| mentions(&arm.body, word).then_some(decoder))?;
        successes.push(statuses(&arm.pat)?);
    }
    Some(Answers { decoder, successes })
}

fn statuses(pattern: &Pat) -> Option<RangeInclusive<u16>> {
    let number = |literal: &Lit| match literal {
        Lit::Int(number) => number.base10_parse().ok(),
        _ => None,
    };
    let end = |expression: &Option<Box<Expr>>| match expression.as_deref()? {
        Expr::Lit(literal) => number(&literal.lit),
        _ => None,
    };
    match pattern {
        Pat::Lit(literal) => number(&literal.lit).map(|status| status..=status),
        Pat::Range(range) => Some(end(&range.start)?..=end(&range.end)?),
        _ => None,
    }
}
