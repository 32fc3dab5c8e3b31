//! The names of the variants of enumerations.

use std::collections::{BTreeMap, BTreeSet};

use super::pascal_case;

/// A value and where it stands in its list.
pub type Entry<'a> = (usize, &'a str);

/// Two values that would be the same variant.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Collision<'a> {
    /// The one that has the variant.
    pub first: Entry<'a>,
    /// The one that would have it as well.
    pub second: Entry<'a>,
    /// The name of the variant.
    pub variant: String,
}

/// Whether two of these values would be the same variant, so that lowering leaves all of them out.
pub fn share_a_variant<'a>(values: impl Iterator<Item = &'a str>) -> bool {
    // The same value twice is the finding of another rule.
    let values: BTreeSet<_> = values.collect();
    let texts: Vec<_> = values.into_iter().enumerate().collect();
    collision(&texts).is_some()
}

/// The first two of these values that would be the same variant. Follows typify, which tries two ways
/// to name a variant and gives up after them.
pub fn collision<'a>(texts: &[Entry<'a>]) -> Option<Collision<'a>> {
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
