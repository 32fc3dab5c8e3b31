//! The rules about combinations.

use openapi_document::{Example, Group, Level, Part, Rule};

pub(in crate::check) static RECURSIVE: Rule = Rule {
    id: "recursive-combination",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "Merging the parts of a combination does not lead back to the same combination.",
    why: "the generator would merge for ever",
    fix: "give the property through which it leads back a `$ref` to a schema of `components`, \
           alone, without `allOf` around it",
    example: Example::schemas(
        "Thing: {allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}\n\
         A: {type: object, properties: {next: {$ref: '#/components/schemas/A'}}}\n\
         B: {type: object, properties: {next: {$ref: '#/components/schemas/B'}}}",
        "Thing: {allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}\n\
         A: {type: object, properties: {next: {$ref: '#/components/schemas/A'}}}\n\
         B: {type: object, properties: {other: {$ref: '#/components/schemas/B'}}}",
    ),
};
pub(in crate::check) static HUGE: Rule = Rule {
    id: "huge-combination",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "A combination of schemas has few parts and few results.",
    why: "alternatives that are combined with alternatives multiply, and the generator makes a \
          type for each result",
    fix: "combine fewer schemas and alternatives, or describe the value as `type: object` with \
           `additionalProperties: true`",
    example: Example::Described {
        before: "`allOf` of six schemas, each of which is `oneOf` five",
        after: "`allOf` of two schemas, each of which is `oneOf` two",
        documents: || [(6, 5), (2, 2)].map(combination_of),
    },
};

pub(in crate::check) static MANY: Rule = Rule {
    id: "too-many-combinations",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "The combinations of a document, each written out, have at most 20,000 schemas, or four \
           times as many as the document itself.",
    why: "a combination repeats all properties of what it combines, so a chain of them makes code \
          that grows with the square of its length",
    fix: "refer to the common part from a property of its own instead of combining it into each \
           schema, or split the document",
    example: Example::Described {
        before: "a chain of 120 schemas, each of which combines the next with a property of its own",
        after: "a chain of 12 of them",
        documents: || [120, 12].map(chain_of),
    },
};

/// A document with a chain of `length` schemas, each of which adds a property to the next.
fn chain_of(length: usize) -> String {
    let chain = (0..length).map(|index| {
        format!(
            "Part{index}: {{allOf: [{{$ref: '#/components/schemas/Part{}'}}, {{type: object, \
             properties: {{p{index}: {{type: string}}}}}}]}}\n",
            index + 1
        )
    });
    let chain: String = chain.collect();
    Part::Schemas.document(&format!(
        "Thing: {{$ref: '#/components/schemas/Part0'}}\n{chain}Part{length}: {{type: object}}"
    ))
}

/// A document with a schema of so many parts, each of which has so many alternatives.
fn combination_of((parts, alternatives): (usize, usize)) -> String {
    let alternatives = (0..alternatives)
        .map(|index| format!("{{type: object, properties: {{a{index}: {{type: string}}}}}}"));
    let part = format!(
        "{{oneOf: [{}]}}",
        alternatives.collect::<Vec<_>>().join(", ")
    );
    let parts = vec![part; parts].join(", ");
    Part::Schema.document(&format!("{{allOf: [{parts}]}}"))
}
