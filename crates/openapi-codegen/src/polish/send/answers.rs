//! What the match on the status says.

use std::ops::RangeInclusive;

use syn::{Expr, ExprMatch, Lit, Pat, Stmt};

use super::super::tally::mentions;
use crate::lower::{Case, CaseContent};

/// How the operation's successes are read.
pub(super) struct Answers {
    pub(super) decoder: &'static str,
    pub(super) successes: Vec<RangeInclusive<u16>>,
}

/// The match on the status, of whose arms those for successes are left.
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
        // The arms of errors are left out before, and one that is there would be taken for a success.
        if mentions(&arm.body, "Error") {
            return None;
        }
        // No call of the client's asks for a change of protocol.
        if mentions(&arm.body, "upgrade") {
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

/// The statuses by which a success is bytes. A status that has a case of its own is not of the range that it is in.
pub(super) fn bytes_at(
    decoder: &str,
    successes: &[RangeInclusive<u16>],
    cases: &[Case],
) -> Vec<RangeInclusive<u16>> {
    if decoder == "bytes" {
        return successes.to_vec();
    }
    let content = |status: u16| {
        let case = cases.iter().find(|case| case.statuses.contains(&status));
        case.map(|case| case.content)
    };
    let is_bytes = |case: &&Case| case.content == CaseContent::Bytes;
    let all = cases.iter().filter(is_bytes);
    let mut bytes: Vec<_> = all
        .flat_map(|case| case.statuses.clone())
        .filter(|status| content(*status) == Some(CaseContent::Bytes))
        .collect();
    bytes.sort_unstable();
    bytes.dedup();
    let ranges = bytes.chunk_by(|one, next| one + 1 == *next);
    let ranges = ranges.filter_map(|range| Some(*range.first()?..=*range.last()?));
    ranges.collect()
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
