//! How much of something a document may have, so that no document keeps a machine busy for long.

use openapi_document::{Example, Group, Level, Part, Pointer, Rule, Sink};

use super::context::Context;

pub(super) static OPERATIONS: Rule = Rule {
    id: "too-many-operations",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "A document has at most 2,000 operations.",
    why: "the time and memory of a run grow with them, and a client of that size does not compile \
          in a reasonable time",
    fix: "split the document, for example by tag",
    example: Example::Described {
        before: "a document of 2,001 operations",
        after: "a document of 200 operations",
        documents: || [2_001, 200].map(document_of),
    },
};

const MAX_OPERATIONS: usize = 2_000;

pub(super) fn limits(context: &Context<'_>, sink: &mut Sink<'_>) {
    let count = context.operations.iter().count();
    if count > MAX_OPERATIONS {
        sink.report_key(
            &OPERATIONS,
            &Pointer::root().child("paths"),
            format!("the document has {count} operations; {MAX_OPERATIONS} are read"),
        );
    }
}

/// A document with `count` operations.
fn document_of(count: usize) -> String {
    let paths = (0..count).map(|index| {
        format!(
            "/p{index}: {{get: {{operationId: p{index}, responses: {{'204': \
             {{description: Done.}}}}}}}}\n"
        )
    });
    Part::Paths.document(&paths.collect::<String>())
}
