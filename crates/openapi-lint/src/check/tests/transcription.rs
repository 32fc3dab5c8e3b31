//! What is found beyond the examples of the rules about transcription and about pages.

use openapi_document::Part;

use super::{
    super::{pagination, table_columns, transcription},
    of_rule,
};

#[test]
fn a_misspelt_name_comes_with_the_one_that_was_meant() {
    for (rule, schema, help) in [
        (
            &transcription::UNKNOWN_FORMAT,
            "{type: string, format: datetime}",
            "did you mean `date-time`?",
        ),
        (
            &transcription::UNDECLARED_EXAMPLE_PROPERTY,
            "{type: object, properties: {created_at: {type: string}}, example: {create_at: now}}",
            "did you mean `created_at`? Or describe `create_at` in the schema",
        ),
    ] {
        let found = of_rule(&Part::Schema.document(schema), rule).to_string();
        assert!(found.contains(help), "{schema}: {found}");
    }
}

#[test]
fn an_example_is_compared_with_its_schema_as_far_down_as_both_go() {
    let thing = "{type: object, properties: {parts: {type: array, items: {type: object, \
                 properties: {name: {type: string}}}}}";
    for (rest, count) in [
        (
            "example: {parts: [{name: a}, {nmae: b}, {name: c, size: 1}]}}",
            2,
        ),
        ("example: {parts: [{name: a}]}}", 0),
        // Any property may be there.
        ("additionalProperties: true, example: {other: 1}}", 0),
    ] {
        let text = Part::Schema.document(&format!("{thing}, {rest}"));
        let found = of_rule(&text, &transcription::UNDECLARED_EXAMPLE_PROPERTY);
        assert_eq!(found.iter().count(), count, "{rest}: {found}");
    }
    let media_type = "{'200': {description: Fine., content: {application/json: {schema: {type: object, \
                      properties: {a: {type: string}}}, examples: {one: {value: {a: x, b: y}}}}}}}";
    let found = of_rule(
        &Part::Responses.document(media_type),
        &transcription::UNDECLARED_EXAMPLE_PROPERTY,
    );
    assert_eq!(found.iter().count(), 1, "{found}");
}

#[test]
fn a_source_says_where_from_and_what_became_of_a_contradiction() {
    for (source, problem) in [
        ("{from: The page.}", ""),
        ("{from: The page., contradiction: A., resolution: B.}", ""),
        ("{}", "does not say `from`"),
        ("The page.", "does not say `from`"),
        ("{from: ' '}", "does not say `from`"),
        ("{from: The page, table 1}", "and no `table 1`"),
        (
            "{from: The page., contradiction: A., resolution: ''}",
            "not what was decided",
        ),
    ] {
        let schema = format!("{{type: string, x-source: {source}}}");
        let found =
            of_rule(&Part::Schema.document(&schema), &transcription::UNRESOLVED).to_string();
        assert_eq!(found.is_empty(), problem.is_empty(), "{source}: {found}");
        assert!(found.contains(problem), "{source}: {found}");
    }
    let value = "{type: object, properties: {}, example: {x-source: 1}}";
    let found = of_rule(&Part::Schema.document(value), &transcription::UNRESOLVED);
    assert!(found.is_empty(), "{found}");
}

#[test]
fn only_a_status_without_quotes_is_not_quoted() {
    for (responses, count) in [
        ("{200: {description: Fine.}, '404': {description: No.}}", 1),
        (
            "{\"200\": {description: Fine.}, default: {description: No.}}",
            0,
        ),
        ("{'200': {description: Fine.}, 4XX: {description: No.}}", 1),
    ] {
        let found = of_rule(
            &Part::Responses.document(responses),
            &transcription::UNQUOTED,
        );
        assert_eq!(found.iter().count(), count, "{responses}: {found}");
    }
}

#[test]
fn each_part_of_a_pagination_names_what_is_there() {
    let operation = |pages: &str| {
        Part::Operation.document(&format!(
            "operationId: listThings
x-pagination: {pages}
parameters:
- {{name: offset, in: query, schema: {{type: integer}}}}
- {{name: limit, in: query, required: true, schema: {{type: integer}}}}
- {{name: name, in: query, schema: {{type: string}}}}
- {{name: size, in: query, schema: {{type: integer}}}}
responses:
  '200':
    description: The things.
    content: {{application/json: {{schema: {{type: object, properties: {{all: {{type: array, items: {{type: string}}}}, count: {{type: integer}}}}}}}}}}
"
        ))
    };
    for (pages, problem) in [
        ("{offset: offset, limit: size, items: all}", ""),
        (
            "{offset: offset, limit: size, items: all, total: count, page_size: 5}",
            "",
        ),
        ("{limit: size, items: all}", "does not name its `offset`"),
        ("{offset: offset, limit: size}", "does not name its `items`"),
        (
            "{offset: start, limit: size, items: all}",
            "no parameter `start` in its query",
        ),
        (
            "{offset: name, limit: size, items: all}",
            "`name` is not an integer",
        ),
        (
            "{offset: offset, limit: limit, items: all}",
            "`limit` is required",
        ),
        (
            "{offset: offset, limit: size, items: count}",
            "has no list `count`",
        ),
        (
            "{offset: offset, limit: size, items: all, total: sum}",
            "no property `sum`",
        ),
        (
            "{offset: offset, limit: size, items: all, page_size: 0}",
            "at least 1",
        ),
        (
            "{offset: offset, limit: size, items: all, pagesize: 5}",
            "no key `pagesize`",
        ),
        ("yes", "does not name its `offset`"),
    ] {
        let found = of_rule(&operation(pages), &pagination::INVALID).to_string();
        assert_eq!(found.is_empty(), problem.is_empty(), "{pages}: {found}");
        assert!(found.contains(problem), "{pages}: {found}");
    }
}

/// A page is often the members that all pages have, and its list.
#[test]
fn a_page_is_what_the_parts_of_its_schema_say_together() {
    let list = "{type: array, items: {type: object, properties: {id: {type: string}}}}";
    let counted = "{type: object, properties: {count: {type: integer}}}";
    let operation = |page: &str, limit: &str| {
        Part::Operation.document(&format!(
            "operationId: listThings
x-pagination: {{offset: offset, limit: limit, items: all, total: count}}
x-table-columns: [id]
parameters:
- {{name: offset, in: query, schema: {{type: integer}}}}
- {{name: limit, in: query, schema: {limit}}}
responses:
  '200':
    description: The things.
    content: {{application/json: {{schema: {page}}}}}
"
        ))
    };
    let integer = "{allOf: [{type: integer}], maximum: 9}";
    let listed = format!("{{type: object, properties: {{all: {list}}}}}");
    for (page, limit, problem) in [
        (format!("{{allOf: [{counted}, {listed}]}}"), integer, ""),
        (
            format!(
                "{{allOf: [{{allOf: [{counted}]}}], properties: {{all: {{allOf: [{list}]}}}}}}"
            ),
            integer,
            "",
        ),
        (
            format!("{{allOf: [{counted}]}}"),
            integer,
            "name one of `count`",
        ),
        (listed.clone(), integer, "no property `count`"),
        (
            format!("{{allOf: [{counted}, {listed}]}}"),
            "{allOf: [{type: string}]}",
            "`limit` is not an integer",
        ),
    ] {
        let document = operation(&page, limit);
        let found = of_rule(&document, &pagination::INVALID).to_string();
        assert_eq!(found.is_empty(), problem.is_empty(), "{page}: {found}");
        assert!(found.contains(problem), "{page}: {found}");
        if problem.is_empty() {
            let found = of_rule(&document, &table_columns::INVALID).to_string();
            assert_eq!(found, "", "{page}");
        }
    }
}

#[test]
fn columns_are_properties_of_a_lists_entries() {
    let with_entry = |entry: &str, pages: &str, columns: &str| {
        Part::Operation.document(&format!(
            "operationId: listThings
{pages}
x-table-columns: {columns}
parameters:
- {{name: offset, in: query, schema: {{type: integer}}}}
- {{name: limit, in: query, schema: {{type: integer}}}}
responses:
  '200':
    description: The things.
    content: {{application/json: {{schema: {{type: object, properties: {{all: {{type: array, items: {entry}}}}}}}}}}}
"
        ))
    };
    let operation = |pages: &str, columns: &str| {
        with_entry(
            "{type: object, properties: {id: {type: string}}}",
            pages,
            columns,
        )
    };
    let paged = "x-pagination: {offset: offset, limit: limit, items: all}";
    for (pages, columns, problem) in [
        (paged, "[id]", ""),
        (paged, "[id, size]", "no property `size`"),
        (paged, "[]", "at least one"),
        (paged, "id", "a list of names"),
        (paged, "[1]", "the name of a property"),
        ("summary: X", "[id]", "beside no `x-pagination`"),
    ] {
        let found = of_rule(&operation(pages, columns), &table_columns::INVALID).to_string();
        assert_eq!(found.is_empty(), problem.is_empty(), "{columns}: {found}");
        assert!(found.contains(problem), "{columns}: {found}");
    }
    let parts = "{allOf: [{type: object, properties: {id: {type: string}}}], properties: {name: {type: string}}}";
    for (columns, problem) in [("[id, name]", ""), ("[size]", "`name`, `id`")] {
        let document = with_entry(parts, paged, columns);
        let found = of_rule(&document, &table_columns::INVALID).to_string();
        assert_eq!(found.is_empty(), problem.is_empty(), "{columns}: {found}");
        assert!(found.contains(problem), "{columns}: {found}");
    }
}
