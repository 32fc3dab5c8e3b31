//! How much of something a document may have, so that no document keeps a machine busy for long.

use openapi_document::{Group, Level, Pointer, Rule, Sink};

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
