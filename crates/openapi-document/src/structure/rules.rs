//! The rules about the structure of a document.

use crate::rule::{Example, Group, Level, Rule};

/// Something has the wrong type, or something required is missing: nothing can be read from it.
pub static INVALID_STRUCTURE: Rule = Rule {
    id: "invalid-structure",
    group: Group::Correctness,
    level: Level::Error,
    needed: true,
    what: "Each object has the fields that OpenAPI 3.0 requires, and each field has a value of its \
           type.",
    why: "what has another structure cannot be read, and guessing would be worse",
    fix: "the finding names the object, the field and what is expected there",
    example: Example::document(
        "openapi: 3.0.3\n\
         info: {title: Things}\n\
         paths: {}",
        "openapi: 3.0.3\n\
         info: {title: Things, version: '1'}\n\
         paths: {}",
    ),
};
/// A key that OpenAPI does not define: it would be ignored without a word.
pub static UNKNOWN_KEY: Rule = Rule {
    id: "unknown-key",
    group: Group::Correctness,
    level: Level::Error,
    needed: false,
    what: "Each key is one that OpenAPI 3.0 defines for its object, or begins with `x-`.",
    why: "a misspelt or misplaced key is ignored without a word, and with it what it was to say",
    fix: "correct the spelling, move the key to the object that has it, or begin it with `x-`",
    example: Example::schema(
        "{type: string, maxLenght: 8}",
        "{type: string, maxLength: 8}",
    ),
};
