use super::{Case, PARAMETERS, RESPONSES, case, check, document, operation, responses, schema};

#[test]
fn style() {
    check(&cases());
}

pub(super) fn cases() -> Vec<Case> {
    let fine = operation(&format!("{PARAMETERS}\n{RESPONSES}"));
    let described = "{type: object, description: A thing., properties: {name: {type: string, description: The name.}}}";
    let error = |schema: &str| {
        responses(&format!(
            "{{'204': {{description: Fine.}}, '404': {{description: Gone., content: {{application/json: {{schema: {schema}}}}}}}}}"
        ))
        .replace("schemas: {}", "schemas: {Error: {type: object, description: An error.}}")
    };
    vec![
        case(
            "operation-id-case",
            fine.replace("readThing", "read_thing"),
            &*fine,
        ),
        case(
            "operation-summary",
            fine.replace("summary: Reading a thing", "x-a: b"),
            &*fine,
        ),
        case(
            "operation-description",
            fine.replace("description: The id., ", ""),
            &*fine,
        ),
        case(
            "operation-tag",
            fine.replace("tags: [Things]", "tags: [Thing]"),
            &*fine,
        ),
        case(
            "operation-security",
            fine.replace("security: [{token: []}]\n", ""),
            &*fine,
        ),
        case(
            "operation-success",
            responses("{'404': {description: Gone.}}"),
            &*fine,
        ),
        case(
            "shared-error",
            error("{type: string}"),
            error("{$ref: '#/components/schemas/Error'}"),
        ),
        case(
            "schema-description",
            schema("{type: object, description: A thing., properties: {name: {type: string}}}"),
            schema(described),
        ),
        case(
            "unused-component",
            document(
                &format!("{PARAMETERS}\n{RESPONSES}"),
                "schemas: {Thing: {type: string, description: A thing.}}",
            ),
            schema(described),
        ),
    ]
}
