//! Paths and operations.

use openapi_document::Example;

use super::change_rules;
use crate::reasons::{NOTHING, STILL_WORKS};

change_rules! {
    OPERATIONS:

    API_PATH_REMOVED_WITHOUT_DEPRECATION = "api-path-removed-without-deprecation", Error {
        what: "An operation is gone, and its path with it.",
        why: "every call of it by today's clients fails",
        fix: "mark it as `deprecated` first, and remove it when nobody calls it",
        example: Example::paths("/things: {get: {responses: {'204': {description: Done.}}}}", "{}"),
    }
    API_PATH_REMOVED_WITH_DEPRECATION = "api-path-removed-with-deprecation", Info {
        what: "A deprecated operation is gone, and its path with it.",
        why: "its callers have been warned",
        fix: NOTHING,
        example: Example::paths(
            "/things: {get: {deprecated: true, responses: {'204': {description: Done.}}}}",
            "{}",
        ),
    }
    API_REMOVED_WITHOUT_DEPRECATION = "api-removed-without-deprecation", Error {
        what: "An operation is gone.",
        why: "every call of it by today's clients fails",
        fix: "mark it as `deprecated` first, and remove it when nobody calls it",
        example: Example::paths(
            "/things: {get: {responses: {'204': {description: Done.}}}, put: {responses: {'204': \
             {description: Done.}}}}",
            "/things: {get: {responses: {'204': {description: Done.}}}}",
        ),
    }
    API_REMOVED_WITH_DEPRECATION = "api-removed-with-deprecation", Info {
        what: "A deprecated operation is gone.",
        why: "its callers have been warned",
        fix: NOTHING,
        example: Example::paths(
            "/things: {get: {responses: {'204': {description: Done.}}}, put: {deprecated: true, \
             responses: {'204': {description: Done.}}}}",
            "/things: {get: {responses: {'204': {description: Done.}}}}",
        ),
    }
    ENDPOINT_ADDED = "endpoint-added", Info {
        what: "An operation is new.",
        why: "nobody has called it yet",
        fix: NOTHING,
        example: Example::paths(
            "/things: {get: {responses: {'204': {description: Done.}}}}",
            "/things: {get: {responses: {'204': {description: Done.}}}, put: {responses: {'204': \
             {description: Done.}}}}",
        ),
    }
    ENDPOINT_DEPRECATED = "endpoint-deprecated", Info {
        what: "An operation is marked as deprecated.",
        why: "it still works; those who call it will see a warning",
        fix: NOTHING,
        example: Example::operation(
            "operationId: readThing\n\
             responses: {'204': {description: Done.}}",
            "deprecated: true\n\
             operationId: readThing\n\
             responses: {'204': {description: Done.}}",
        ),
    }
    ENDPOINT_REACTIVATED = "endpoint-reactivated", Info {
        what: "An operation is no longer deprecated.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::operation(
            "deprecated: true\n\
             operationId: readThing\n\
             responses: {'204': {description: Done.}}",
            "operationId: readThing\n\
             responses: {'204': {description: Done.}}",
        ),
    }
    API_OPERATION_ID_ADDED = "api-operation-id-added", Info {
        what: "An operation has an `operationId` now.",
        why: "it does not travel; what it does to Rust is seen in the public API",
        fix: NOTHING,
        example: Example::operation(
            "responses: {'204': {description: Done.}}",
            "operationId: readThing\n\
             responses: {'204': {description: Done.}}",
        ),
    }
    API_OPERATION_ID_REMOVED = "api-operation-id-removed", Info {
        what: "An `operationId` is gone, or is another.",
        why: "it does not travel; what it does to Rust is seen in the public API",
        fix: NOTHING,
        example: Example::operation(
            "operationId: readThing\n\
             responses: {'204': {description: Done.}}",
            "operationId: getThing\n\
             responses: {'204': {description: Done.}}",
        ),
    }
    API_TAG_ADDED = "api-tag-added", Info {
        what: "An operation has one tag more.",
        why: "tags group the documentation, and do not travel",
        fix: NOTHING,
        example: Example::operation(
            "operationId: readThing\n\
             responses: {'204': {description: Done.}}",
            "tags: [Things]\n\
             operationId: readThing\n\
             responses: {'204': {description: Done.}}",
        ),
    }
    API_TAG_REMOVED = "api-tag-removed", Info {
        what: "An operation has one tag less.",
        why: "tags group the documentation, and do not travel",
        fix: NOTHING,
        example: Example::operation(
            "tags: [Things]\n\
             operationId: readThing\n\
             responses: {'204': {description: Done.}}",
            "operationId: readThing\n\
             responses: {'204': {description: Done.}}",
        ),
    }
}
