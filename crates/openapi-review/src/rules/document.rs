//! The document as a whole, and its components.

use openapi_document::Example;

use super::change_rules;
use crate::reasons::{NOTHING, ONLY_READ};

change_rules! {
    DOCUMENT:

    DOCUMENTATION = "api-documentation-changed", Info {
        what: "What stands there for people to read differs: a title, a description, an example, \
             a link, or by `x-source` where a fact is from.",
        why: ONLY_READ,
        fix: NOTHING,
        example: Example::schema(
            "{type: string, description: A name.}",
            "{type: string, description: The name.}",
        ),
    }
    NOTATION = "api-notation-changed", Info {
        what: "The same is written in another way, such as a default that is written out.",
        why: ONLY_READ,
        fix: NOTHING,
        example: Example::schema("{type: string}", "{type: string, nullable: false}"),
    }
    API_EXTENSION_CHANGED = "api-extension-changed", Warning {
        what: "A key that begins with `x-` differs.",
        why: "it is no part of the wire contract, but a tool may act on it",
        fix: "ask those whose tools read the extension",
        example: Example::schema("{type: string}", "{type: string, x-cost: 3}"),
    }
    API_WAIVER_CHANGED = "api-waiver-changed", Info {
        what: "`x-allow` differs, by which a document allows what a rule of lint would find.",
        why: ONLY_READ,
        fix: NOTHING,
        example: Example::schema(
            "{type: integer, maximum: 7}",
            "{type: integer, maximum: 7, x-allow: {unenforced-constraint: The vendor's limit.}}",
        ),
    }
    UNCLASSIFIED = "unclassified-change", Warning {
        what: "Something differs that no rule is about.",
        why: "nobody has decided yet what it means to callers",
        fix: "judge it by hand",
        example: Example::schema("{not: {type: integer}}", "{not: {type: number}}"),
    }
    API_DOCUMENT_ADDED = "api-document-added", Info {
        what: "The document is new.",
        why: "nobody has called it yet",
        fix: NOTHING,
        example: Example::None("base has no document at all"),
    }
    API_DOCUMENT_REMOVED = "api-document-removed", Error {
        what: "The document is gone.",
        why: "every call of today's clients ends",
        fix: "keep it until nobody calls the service",
        example: Example::None("head has no document at all"),
    }
    API_VERSION_CHANGED = "api-version-changed", Info {
        what: "`info.version` differs.",
        why: "it is the vendor's number; what it stands for is reported by itself",
        fix: NOTHING,
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '2'}\n\
             paths: {}",
        ),
    }
    API_VERSION_DECREASED = "api-version-decreased", Info {
        what: "`info.version` is a smaller number.",
        why: "an older description may have been taken for the newer one",
        fix: "check that base and head are the right way round",
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '2'}\n\
             paths: {}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}",
        ),
    }
    API_SCHEMA_ADDED = "api-schema-added", Info {
        what: "A schema of the components is new.",
        why: "names of components do not travel; what they do to Rust is seen in the public API",
        fix: NOTHING,
        example: Example::schemas(
            "Thing: {type: string}",
            "Thing: {type: string}\n\
             Other: {type: string}",
        ),
    }
    API_SCHEMA_REMOVED = "api-schema-removed", Info {
        what: "A schema of the components is gone.",
        why: "names of components do not travel; what they do to Rust is seen in the public API",
        fix: NOTHING,
        example: Example::schemas(
            "Thing: {type: string}\n\
             Other: {type: string}",
            "Thing: {type: string}",
        ),
    }
    API_COMPONENT_ADDED = "api-component-added", Info {
        what: "A component that is no schema is new.",
        why: "names of components do not travel",
        fix: NOTHING,
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {parameters: {}}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {parameters: {Page: {name: page, in: query, schema: {type: integer}}}}",
        ),
    }
    API_COMPONENT_REMOVED = "api-component-removed", Info {
        what: "A component that is no schema is gone.",
        why: "names of components do not travel",
        fix: NOTHING,
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {parameters: {Page: {name: page, in: query, schema: {type: integer}}}}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {parameters: {}}",
        ),
    }
    COMPONENT_CHANGED = "api-component-changed", Info {
        what: "A component differs that no operation of both documents reaches.",
        why: "nothing that is sent differs",
        fix: NOTHING,
        example: Example::schemas(
            "Thing: {type: string}\n\
             Other: {type: string}",
            "Thing: {type: string}\n\
             Other: {type: integer}",
        ),
    }
}
