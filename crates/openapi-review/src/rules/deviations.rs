//! Where a level is not oasdiff's, and why.

use crate::change::ChangeLevel::{self, Info};

/// Changes that are judged in another way than oasdiff judges them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Deviation {
    /// The ids that end like this, or the one that is this.
    pub id: &'static str,
    /// oasdiff's level.
    pub oasdiff: ChangeLevel,
    /// Why another level is right.
    pub why: &'static str,
}

impl Deviation {
    /// Whether it is about a change of this id.
    pub fn covers(&self, id: &str) -> bool {
        id.strip_suffix(self.id)
            .is_some_and(|start| start.is_empty() || start.ends_with('-'))
    }
}

/// All of them. Every other id that oasdiff has is judged as oasdiff does.
pub static DEVIATIONS: &[Deviation] = &[
    Deviation {
        id: "discriminator-mapping-changed",
        oasdiff: Info,
        why: "the value travels, and stands for another schema: both sides read what was not meant",
    },
    Deviation {
        id: "discriminator-mapping-deleted",
        oasdiff: Info,
        why: "today's clients send the value, and the service no longer knows it",
    },
    Deviation {
        id: "api-security-became-required",
        oasdiff: Info,
        why: "oasdiff has `api-security-added` for it; a client without credentials is turned away",
    },
    Deviation {
        id: "api-global-security-became-required",
        oasdiff: Info,
        why: "oasdiff has `api-global-security-added` for it; a client without credentials is turned \
              away",
    },
    Deviation {
        id: "request-required-property-became-not-read-only",
        oasdiff: Info,
        why: "no request could hold the property, and each has to now",
    },
];
