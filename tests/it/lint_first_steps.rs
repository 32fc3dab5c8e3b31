//! Mistakes of somebody who edits the document for the first time.
//!
//! The message alone must be enough: each mistake is fixed here as its message says, and then
//! nothing is found any more.

use openapi_codegen::lint;
use openapi_document::Findings;
use openapi_lint::{Policy, Styling, parse, render_text};

use crate::support::{FIRST_DOCUMENT, read};

/// A mistake, and what its message leads to: each a replacement in the document of the first day.
struct Mistake {
    name: &'static str,
    before: &'static str,
    mistake: &'static str,
    fixed: &'static str,
}

const MISTAKES: [Mistake; 15] = [
    Mistake {
        name: "a_key_of_openapi_3_1",
        before: "          type: string\n          nullable: true\n",
        mistake: "          type: [string, 'null']\n",
        fixed: "          type: string\n          nullable: true\n",
    },
    Mistake {
        name: "a_misspelt_key",
        before: "      operationId: deleteBackgroundTask",
        mistake: "      operationID: deleteBackgroundTask",
        fixed: "      operationId: deleteBackgroundTask",
    },
    Mistake {
        name: "a_misspelt_reference",
        before: "$ref: '#/components/responses/NotFound'",
        mistake: "$ref: '#/components/responses/Notfound'",
        fixed: "$ref: '#/components/responses/NotFound'",
    },
    Mistake {
        name: "an_id_without_a_pattern",
        before: "    TaskId:\n      description: Names a background task; one segment of the request path.\n      type: string\n      minLength: 1\n      maxLength: 64\n      pattern: '^[A-Za-z0-9-]+$'\n",
        mistake: "    TaskId:\n      description: Names a background task; one segment of the request path.\n      type: string\n",
        fixed: "    TaskId:\n      description: Names a background task; one segment of the request path.\n      type: string\n      minLength: 1\n      pattern: '^[A-Za-z0-9-]+$'\n",
    },
    Mistake {
        name: "a_parameter_renamed_in_the_path_alone",
        before: "/tasks/{task_id}:",
        mistake: "/tasks/{taskId}:",
        fixed: "/tasks/{task_id}:",
    },
    Mistake {
        name: "content_for_204",
        before: "        '204':\n          description: Background task deleted successfully.\n",
        mistake: "        '204':\n          description: Background task deleted successfully.\n          content:\n            application/json:\n              schema:\n                $ref: '#/components/schemas/DeleteBackgroundTaskResponse'\n",
        fixed: "        '204':\n          description: Background task deleted successfully.\n",
    },
    Mistake {
        name: "an_example_that_does_not_fit",
        before: "                message: ''\n",
        mistake: "                message: 0\n",
        fixed: "                message: '0'\n",
    },
    Mistake {
        name: "a_change_of_protocol_beside_a_success",
        before: "        '204':\n          description: Background task deleted successfully.\n",
        mistake: "        '101':\n          description: Another protocol.\n",
        fixed: "        '202':\n          description: Accepted.\n",
    },
    Mistake {
        name: "a_plain_number_for_the_version",
        before: "  version: v2\n",
        mistake: "  version: 2\n",
        fixed: "  version: '2'\n",
    },
    Mistake {
        name: "an_unquoted_colon",
        before: "      summary: Deleting a Background Task\n",
        mistake: "      summary: Deleting: a Background Task\n",
        fixed: "      summary: 'Deleting: a Background Task'\n",
    },
    Mistake {
        name: "an_undescribed_property",
        before: "        message:\n          description: Returned message.\n          type: string\n",
        mistake: "        message:\n          type: string\n",
        fixed: "        message:\n          description: Returned message.\n          type: string\n",
    },
    Mistake {
        name: "a_section_misspelt",
        before: "              schema:\n                $ref: '#/components/schemas/DeleteBackgroundTaskResponse'\n",
        mistake: "              schema:\n                $ref: '#/components/schema/DeleteBackgroundTaskResponse'\n",
        fixed: "              schema:\n                $ref: '#/components/schemas/DeleteBackgroundTaskResponse'\n",
    },
    Mistake {
        name: "a_tab",
        before: "      operationId: deleteBackgroundTask\n",
        mistake: "\t\t\toperationId: deleteBackgroundTask\n",
        fixed: "      operationId: deleteBackgroundTask\n",
    },
    Mistake {
        name: "a_body_as_in_swagger_2",
        before: "      name: task_id\n      in: path\n",
        mistake: "      name: task_id\n      in: body\n",
        fixed: "      name: task_id\n      in: path\n",
    },
    Mistake {
        name: "a_file_upload",
        before: "      responses:\n        '200':\n",
        mistake: "      requestBody: {required: true, content: {multipart/form-data: {schema: {type: object}}}}\n      responses:\n        '200':\n",
        fixed: "      responses:\n        '200':\n",
    },
];

fn findings(text: &str) -> Findings {
    match parse(&Policy::needed(), "openapi/dcs.yaml", text.as_bytes()) {
        Ok(document) => lint(&document, &Policy::own()),
        Err(findings) => findings,
    }
}

#[test]
fn the_message_alone_is_enough_to_fix_the_document() {
    let document = read(FIRST_DOCUMENT);
    for Mistake {
        name,
        before,
        mistake,
        fixed,
    } in MISTAKES
    {
        assert_eq!(document.matches(before).count(), 1, "{name}");
        let found = findings(&document.replace(before, mistake));
        assert!(!found.is_empty(), "{name} is not found");
        insta::assert_snapshot!(name, render_text(&found, Styling::Plain));
        let left = findings(&document.replace(before, fixed));
        assert!(left.is_empty(), "{name} fixed as the message says: {left}");
    }
}
