//! Enumerations whose values the generator cannot tell apart: it gives up on the whole document.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{AnySchema, StringType};

use crate::{
    Level, Pointer,
    check::{Group, Rule, Sink},
    operation::pascal_case,
    text::list,
};

pub(crate) static ENUM_COLLISION: Rule = Rule {
    id: "enum-collision",
    group: Group::Preflight,
    level: Level::Warning,
    needed: false,
    what: "No two values of an `enum` become the same variant in Rust.",
    why: "the generator has no names to tell them apart, so the type becomes a plain string, which \
          takes other values as well",
    mend: "leave out one of the two to have a type of the others; the values on the wire stay the \
           same either way",
};

/// Leaves out the values of a string when two of them would be one variant.
pub(super) fn string(found: &mut StringType, at: &Pointer, notes: &mut Sink<'_>) {
    let values = found.enumeration.iter().map(Option::as_deref);
    if report(values, at, notes) {
        found.enumeration.clear();
    }
}

/// The same for a schema of which the typed form does not know that it is a string.
pub(super) fn any(found: &mut AnySchema, at: &Pointer, notes: &mut Sink<'_>) {
    let values = found.enumeration.iter().map(serde_json::Value::as_str);
    if report(values, at, notes) {
        found.enumeration.clear();
        found.typ.get_or_insert_with(|| "string".to_owned());
    }
}

fn report<'a>(
    values: impl Iterator<Item = Option<&'a str>>,
    at: &Pointer,
    notes: &mut Sink<'_>,
) -> bool {
    let texts: Vec<_> = values
        .enumerate()
        .filter_map(|(index, value)| Some((index, value?)))
        .collect();
    let Some(Collision {
        first,
        second,
        variant,
    }) = collision(&texts)
    else {
        return false;
    };
    notes.report(
        &ENUM_COLLISION,
        &at.child("enum").child(second.0),
        format!(
            "the values {} would both be the variant `{variant}`; the type is a plain string",
            list(&[first.1, second.1])
        ),
        "the values on the wire stay the same, and nothing checks them against the list; to have a \
         type of them, leave out one of the two",
    );
    true
}

/// A value and where it stands in its list.
type Entry<'a> = (usize, &'a str);

/// Two values that would be the same variant.
struct Collision<'a> {
    first: Entry<'a>,
    second: Entry<'a>,
    variant: String,
}

/// Whether two of these values would be the same variant, so that [`lower`](super::lower) leaves
/// them out.
pub(crate) fn share_a_variant<'a>(values: impl Iterator<Item = &'a str>) -> bool {
    // The same value twice is the finding of another rule.
    let values: BTreeSet<_> = values.collect();
    let texts: Vec<_> = values.into_iter().enumerate().collect();
    collision(&texts).is_some()
}

/// Follows typify, which tries two ways to name a variant and gives up after them.
fn collision<'a>(texts: &[Entry<'a>]) -> Option<Collision<'a>> {
    clash(texts, variant)?;
    clash(texts, |text| {
        variant(&text.replace(
            |c: char| c == '_' || !unicode_ident::is_xid_continue(c),
            "X",
        ))
    })
}

fn clash<'a>(texts: &[Entry<'a>], name: impl Fn(&str) -> String) -> Option<Collision<'a>> {
    let mut seen = BTreeMap::new();
    texts.iter().find_map(|&second| {
        let variant = name(second.1);
        let first = seen.insert(variant.clone(), second)?;
        Some(Collision {
            first,
            second,
            variant,
        })
    })
}

/// typify puts an `X` where progenitor puts an underscore.
fn variant(text: &str) -> String {
    let name = pascal_case(text);
    match name.strip_prefix('_') {
        Some(rest) => format!("X{rest}"),
        None => name,
    }
}
