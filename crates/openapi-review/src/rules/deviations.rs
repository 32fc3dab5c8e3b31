//! Where a level is not oasdiff's, and why.

use crate::level::ChangeLevel::{self, Info, Warning};

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
        id: "api-security-refused",
        oasdiff: Info,
        why: "oasdiff has `api-security-removed` for it; a client that has these credentials alone is \
              turned away",
    },
    Deviation {
        id: "api-global-security-refused",
        oasdiff: Info,
        why: "oasdiff has `api-global-security-removed` for it; a client that has these credentials alone \
              is turned away",
    },
    Deviation {
        id: "request-required-property-became-not-read-only",
        oasdiff: Info,
        why: "no request could hold the property, and each has to now",
    },
    Deviation {
        id: "request-property-forbidden",
        oasdiff: Warning,
        why: "oasdiff has `request-property-removed` for it, also where `additionalProperties` refuses \
              what today's clients send",
    },
    Deviation {
        id: "request-optional-property-became-read-only",
        oasdiff: Info,
        why: "today's clients send it, as they send one that was removed",
    },
    Deviation {
        id: "request-required-property-became-read-only",
        oasdiff: Info,
        why: "today's clients send it, as they send one that was removed",
    },
    Deviation {
        id: "response-optional-property-became-write-only",
        oasdiff: Info,
        why: "responses no longer hold it, as with one that was removed",
    },
    Deviation {
        id: "response-required-property-became-write-only",
        oasdiff: Info,
        why: "responses no longer hold it, as with one that was removed",
    },
    Deviation {
        id: "response-body-all-of-removed",
        oasdiff: Info,
        why: "clients read what the part promised",
    },
    Deviation {
        id: "response-property-all-of-removed",
        oasdiff: Info,
        why: "clients read what the part promised",
    },
    Deviation {
        id: "response-body-any-of-added",
        oasdiff: Info,
        why: "clients do not know the alternative, as with `one-of-added`, which breaks for oasdiff, too",
    },
    Deviation {
        id: "response-property-any-of-added",
        oasdiff: Info,
        why: "clients do not know the alternative, as with `one-of-added`, which breaks for oasdiff, too",
    },
    Deviation {
        id: "became-one-of",
        oasdiff: Info,
        why: "oasdiff has `one-of-added` for each alternative; without a choice, more was admitted",
    },
    Deviation {
        id: "became-any-of",
        oasdiff: Info,
        why: "oasdiff has `any-of-added` for each alternative; without a choice, more was admitted",
    },
    Deviation {
        id: "became-not-one-of",
        oasdiff: Info,
        why: "oasdiff has `one-of-removed` for each alternative, which breaks requests and not \
              responses; without a choice, more is admitted, so it is the other way round",
    },
    Deviation {
        id: "became-not-any-of",
        oasdiff: Info,
        why: "oasdiff has `any-of-removed` for each alternative, which breaks requests and not \
              responses; without a choice, more is admitted, so it is the other way round",
    },
];
