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
    what: "Each key is one that OpenAPI defines for its object, or begins with `x-`.",
    why: "a misspelt or misplaced key is ignored without a word, and with it what it was to say",
    fix: "correct the spelling, move the key to the object that has it, or begin it with `x-`",
    example: Example::schema(
        "{type: string, maxLenght: 8}",
        "{type: string, maxLength: 8}",
    ),
};
/// A keyword of OpenAPI 3.1 without which a schema says something else.
pub static UNSUPPORTED_KEYWORD: Rule = Rule {
    id: "unsupported-keyword",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "A schema of OpenAPI 3.1 needs no keyword that OpenAPI 3.0 has no words for.",
    why: "the generator reads OpenAPI 3.0, and without the keyword a type would stand for other values",
    fix: "say it in the words of OpenAPI 3.0 as far as they go, and describe the rest",
    example: Example::document(
        "openapi: 3.1.0\n\
         info: {title: Things, version: '1'}\n\
         paths: {}\n\
         components: {schemas: {Pair: {type: array, prefixItems: [{type: string}], items: {type: string}}}}",
        "openapi: 3.1.0\n\
         info: {title: Things, version: '1'}\n\
         paths: {}\n\
         components: {schemas: {Pair: {type: array, items: {type: string}}}}",
    ),
};
/// A field of OpenAPI 3.1 that nothing is made of.
pub static IGNORED_KEYWORD: Rule = Rule {
    id: "ignored-keyword",
    group: Group::Preflight,
    level: Level::Warning,
    needed: true,
    what: "A document has no field of OpenAPI 3.1 that nothing is made of.",
    why: "a reader may expect something of it in the client",
    fix: "nothing, when nothing is expected of it; or say it where OpenAPI 3.0 has a place for it",
    example: Example::document(
        "openapi: 3.1.0\n\
         info: {title: Things, version: '1', summary: All things.}\n\
         paths: {}",
        "openapi: 3.1.0\n\
         info: {title: Things, version: '1', description: All things.}\n\
         paths: {}",
    ),
};
