//! The rules about waivers.

use openapi_document::{Example, Group, Level, Rule};

pub(crate) static INVALID: Rule = Rule {
    id: "invalid-allow",
    group: Group::Correctness,
    level: Level::Error,
    needed: false,
    what: "Each entry of `x-allow` is the id of a rule about neither safety nor what sound output needs, \
           with a reason.",
    why: "a waiver that says nothing hides a finding from those who would want to know why, and one \
          that names no rule hides none",
    fix: "write `x-allow: {RULE: why the finding stays}`",
    example: Example::schema(
        "{type: string, x-allow: {unenforced-constraints: The vendor's limit.}}",
        "{type: integer, maximum: 7, x-allow: {unenforced-constraint: The vendor's limit.}}",
    ),
};
pub(crate) static UNUSED: Rule = Rule {
    id: "unused-allow",
    group: Group::Correctness,
    level: Level::Warning,
    needed: false,
    what: "Each entry of `x-allow` makes a finding silent.",
    why: "it would hide the next finding of that rule, which nobody has looked at",
    fix: "remove the entry",
    example: Example::schema(
        "{type: integer, x-allow: {unenforced-constraint: The vendor's limit.}}",
        "{type: integer, maximum: 7, x-allow: {unenforced-constraint: The vendor's limit.}}",
    ),
};
