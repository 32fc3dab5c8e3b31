//! A rule about what is no schema: it has one id and one level.

use std::hash::{Hash, Hasher};

use openapi_document::Example;

use crate::level::ChangeLevel;

/// A rule that has one id. Rules are told apart by their ids.
#[derive(Debug)]
pub(crate) struct ChangeRule {
    pub(crate) id: &'static str,
    pub(crate) level: ChangeLevel,
    /// What differs, in one sentence.
    pub(crate) what: &'static str,
    /// Whom it breaks and how, or why it breaks nobody.
    pub(crate) why: &'static str,
    /// What to do instead.
    pub(crate) fix: &'static str,
    /// Two documents between which this is the only change.
    pub(crate) example: Example,
}

impl PartialEq for ChangeRule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for ChangeRule {}

impl Hash for ChangeRule {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

/// Defines rules and the list of them: a rule that is in no list cannot be written.
macro_rules! change_rules {
    ($list:ident: $($name:ident = $id:literal, $level:ident {
        what: $what:expr,
        why: $why:expr,
        fix: $fix:expr,
        example: $example:expr,
    })*) => {
        $(pub(crate) const $name: &$crate::rules::ChangeRule = &$crate::rules::ChangeRule {
            id: $id,
            level: $crate::level::ChangeLevel::$level,
            what: $what,
            why: $why,
            fix: $fix,
            example: $example,
        };)*
        pub(super) static $list: &[&$crate::rules::ChangeRule] = &[$($name),*];
    };
}
pub(super) use change_rules;
