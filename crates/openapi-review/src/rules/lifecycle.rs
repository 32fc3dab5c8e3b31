//! What an operation promises: for how long it stays, and how firmly.

use openapi_document::Example;

use super::change_rules;
use crate::reasons::{NOTHING, STILL_WORKS};

/// An operation with these lines, and what all have.
macro_rules! example {
    ($before:literal, $after:literal) => {
        Example::operation(
            concat!($before, "\nresponses: {'204': {description: Done.}}"),
            concat!($after, "\nresponses: {'204': {description: Done.}}"),
        )
    };
}

change_rules! {
    LIFECYCLE:

    API_PATH_REMOVED_BEFORE_SUNSET = "api-path-removed-before-sunset", Error {
        what: "A deprecated operation is gone with its path before the day in its `x-sunset`.",
        why: "its callers were told that they have until that day",
        fix: "remove it when the day has come",
        example: Example::paths(
            "/things: {get: {deprecated: true, x-sunset: 9999-12-31, responses: {'204': \
             {description: Done.}}}}",
            "{}",
        ),
    }
    API_REMOVED_BEFORE_SUNSET = "api-removed-before-sunset", Error {
        what: "A deprecated operation is gone before the day in its `x-sunset`.",
        why: "its callers were told that they have until that day",
        fix: "remove it when the day has come",
        example: Example::paths(
            "/things: {get: {responses: {'204': {description: Done.}}}, put: {deprecated: true, \
             x-sunset: 9999-12-31, responses: {'204': {description: Done.}}}}",
            "/things: {get: {responses: {'204': {description: Done.}}}}",
        ),
    }
    API_PATH_SUNSET_PARSE = "api-path-sunset-parse", Error {
        what: "A deprecated operation is gone, and its `x-sunset` is no day.",
        why: "nobody can tell until when its callers were told that they have",
        fix: "write a day, such as `2027-03-01`, and remove the operation when it has come",
        example: Example::paths(
            "/things: {get: {deprecated: true, x-sunset: soon, responses: {'204': {description: \
             Done.}}}}",
            "{}",
        ),
    }
    API_DEPRECATED_SUNSET_PARSE = "api-deprecated-sunset-parse", Error {
        what: "`x-sunset` of an operation is no day.",
        why: "callers cannot tell until when they have",
        fix: "write a day, such as `2027-03-01`",
        example: example!("deprecated: true", "deprecated: true\nx-sunset: soon"),
    }
    API_SUNSET_ADDED = "api-sunset-added", Info {
        what: "An operation has an `x-sunset`: the day after which it may go.",
        why: "until then it works as before",
        fix: NOTHING,
        example: example!("deprecated: true", "deprecated: true\nx-sunset: 2027-03-01"),
    }
    SUNSET_DELETED = "sunset-deleted", Error {
        what: "An operation that is still deprecated has no `x-sunset` any more.",
        why: "callers planned with the day, and it may go at any time now",
        fix: "keep the day, or take `deprecated` away as well",
        example: example!("deprecated: true\nx-sunset: 2027-03-01", "deprecated: true"),
    }
    API_SUNSET_DATE_CHANGED_TOO_SMALL = "api-sunset-date-changed-too-small", Error {
        what: "The day in the `x-sunset` of an operation is an earlier one.",
        why: "callers planned with the later day",
        fix: "keep the day",
        example: example!(
            "deprecated: true\nx-sunset: 2027-03-01",
            "deprecated: true\nx-sunset: 2027-02-01"
        ),
    }
    API_SUNSET_DATE_CHANGED = "api-sunset-date-changed", Info {
        what: "The day in the `x-sunset` of an operation is a later one, or there is none any more because \
               the operation stays.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: example!(
            "deprecated: true\nx-sunset: 2027-03-01",
            "deprecated: true\nx-sunset: 2027-04-01"
        ),
    }
    API_INVALID_STABILITY_LEVEL = "api-invalid-stability-level", Error {
        what: "`x-stability-level` of an operation is none of `draft`, `alpha`, `beta` and `stable`.",
        why: "callers cannot tell what it promises",
        fix: "write one of the four",
        example: example!("operationId: readThing", "operationId: readThing\nx-stability-level: firm"),
    }
    API_STABILITY_DECREASED = "api-stability-decreased", Error {
        what: "`x-stability-level` of an operation promises less; without one it is `stable`.",
        why: "callers rely on what was promised",
        fix: "keep the level",
        example: example!("operationId: readThing", "operationId: readThing\nx-stability-level: beta"),
    }
    API_STABILITY_INCREASED = "api-stability-increased", Info {
        what: "`x-stability-level` of an operation promises more; without one it is `stable`.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: example!("operationId: readThing\nx-stability-level: beta", "operationId: readThing"),
    }
}
