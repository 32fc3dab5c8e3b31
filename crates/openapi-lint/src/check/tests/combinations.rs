//! Combinations that are small to write and cost the generator much.

use openapi_document::Part;

use super::{
    super::{
        merges::{HUGE, MANY},
        objects::UNDEFINED_REQUIRED,
    },
    of_rule,
};

/// The generator merges a schema again for each way that leads to it, and so the ways count.
#[test]
fn few_schemas_that_are_combined_in_many_ways_are_refused() {
    let twice = |length: usize| {
        let chain = (0..length).map(|index| {
            let next = format!("{{$ref: '#/components/schemas/Part{}'}}", index + 1);
            format!("Part{index}: {{allOf: [{next}, {{allOf: [{next}]}}]}}\n")
        });
        let chain: String = chain.collect();
        Part::Schemas.document(&format!(
            "Thing: {{$ref: '#/components/schemas/Part0'}}\n{chain}Part{length}: {{type: string}}"
        ))
    };
    assert!(of_rule(&twice(4), &HUGE).is_empty());
    assert!(!of_rule(&twice(40), &HUGE).is_empty());
}

/// The generator subtracts each alternative from the others, and merges the results of a choice
/// inside a choice again each time: two such levels of five take it a second, three take for ever.
#[test]
fn choices_inside_choices_are_refused_when_they_multiply() {
    let levels = |levels: usize, count: usize| {
        let mut text = String::new();
        for level in 0..levels {
            let first = match level + 1 {
                next if next < levels => format!("{{$ref: '#/components/schemas/Level{next}'}}"),
                _ => "{type: object, required: [last], properties: {last: {type: string}}}".into(),
            };
            let others: String = (1..count)
                .map(|index| {
                    let name = format!("a{level}x{index}");
                    format!(
                        ", {{type: object, required: [{name}], properties: {{{name}: \
                             {{type: string}}}}}}"
                    )
                })
                .collect();
            text.push_str(&format!(
                "Level{level}: {{type: object, properties: {{p{level}: {{type: string}}}}, \
                     oneOf: [{first}{others}]}}\n"
            ));
        }
        Part::Schemas.document(&format!(
            "{text}Thing: {{$ref: '#/components/schemas/Level0'}}"
        ))
    };
    for (depth, count) in [(1, 40), (2, 5), (2, 4), (3, 3), (4, 2)] {
        let found = of_rule(&levels(depth, count), &HUGE);
        assert!(found.is_empty(), "{depth} levels of {count}: {found}");
    }
    for (depth, count) in [(3, 4), (3, 5), (2, 7), (10, 2)] {
        let found = of_rule(&levels(depth, count), &HUGE);
        assert!(!found.is_empty(), "{depth} levels of {count}");
    }
}

/// Each of many schemas stands for the same large choice: none is large, all of them are.
#[test]
fn many_references_to_a_large_choice_are_refused() {
    let parts: Vec<_> = (0..400)
        .map(|index| format!("{{type: object, properties: {{a{index}: {{type: string}}}}}}"))
        .collect();
    let choice = format!("{{oneOf: [{}]}}", parts.join(", "));
    let users = |count: usize| {
        let users = (0..count).map(|index| {
            format!("User{index}: {{allOf: [{{$ref: '#/components/schemas/Thing'}}]}}\n")
        });
        let users: String = users.collect();
        Part::Schemas.document(&format!("Thing: {choice}\n{}", users.trim_end()))
    };
    assert!(of_rule(&users(4), &MANY).is_empty());
    assert!(!of_rule(&users(260), &MANY).is_empty());
}

#[test]
fn after_many_findings_no_name_is_proposed() {
    let names: Vec<_> = (0..120).map(|index| format!("thign{index}")).collect();
    let text = Part::Schema.document(&format!(
        "{{type: object, required: [{}], properties: {{thing0: {{type: string}}}}}}",
        names.join(", ")
    ));
    let found = of_rule(&text, &UNDEFINED_REQUIRED);
    let proposals = found.iter().filter(|it| it.help.contains("did you mean"));
    assert_eq!(found.iter().count(), 120);
    assert!((1..=20).contains(&proposals.count()));
}
