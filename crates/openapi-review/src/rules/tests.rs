use std::{collections::BTreeMap, path::PathBuf};

use super::{
    table::{FIXED, SCHEMA},
    *,
};

const ROLES: [Role; 12] = [
    Role::Parameter,
    Role::ParameterProperty,
    Role::RequestHeader,
    Role::RequestHeaderProperty,
    Role::RequestBody,
    Role::RequestProperty,
    Role::RequestReadOnlyProperty,
    Role::ResponseBody,
    Role::ResponseProperty,
    Role::ResponseWriteOnlyProperty,
    Role::ResponseHeader,
    Role::ResponseHeaderProperty,
];

/// Every id with its level that a judgement can have.
fn judgements() -> BTreeMap<String, ChangeLevel> {
    let fixed = FIXED.iter().map(|(id, _)| judge(Fact::Is(id)));
    let schemas = ROLES.iter().flat_map(|role| {
        SCHEMA
            .iter()
            .map(|(suffix, ..)| judge(Fact::Schema(*role, suffix)))
    });
    let events = [
        PropertyEvent::Added,
        PropertyEvent::Removed,
        PropertyEvent::RequiredChanged,
        PropertyEvent::Became("became-read-only"),
        PropertyEvent::Became("became-not-read-only"),
        PropertyEvent::Became("became-write-only"),
        PropertyEvent::Became("became-not-write-only"),
    ];
    let property = |(role, event, required, has_default)| {
        let fact = PropertyFact {
            event,
            required,
            has_default,
        };
        judge(Fact::Property(role, fact))
    };
    let properties = ROLES.iter().flat_map(|role| {
        events.iter().flat_map(|event| {
            let role = role.below();
            [(false, false), (true, false), (true, true)]
                .map(|(required, has_default)| (role, *event, required, has_default))
        })
    });
    let properties = properties.map(property);
    fixed
        .chain(schemas)
        .chain(properties)
        .map(|judgement| (judgement.id.into_owned(), judgement.level))
        .collect()
}

#[test]
fn an_id_is_oasdiffs_with_oasdiffs_level() {
    let list = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/diff-vocabulary.md");
    let Ok(list) = std::fs::read_to_string(&list) else {
        println!("skipped: no list of oasdiff's ids at {}", list.display());
        return;
    };
    let judgements = judgements();
    let mut shared = 0;
    for line in list.lines().filter(|line| line.starts_with("**")) {
        let level = line.trim_start_matches('*').split('*').next().unwrap();
        for id in line.split('`').skip(1).step_by(2) {
            if let Some(ours) = judgements.get(id) {
                assert_eq!(ours.to_string(), level, "{id}");
                shared += 1;
            }
        }
    }
    println!("{} ids, {shared} of them oasdiff's", judgements.len());
    assert!(shared > 280, "{shared}");
}

#[test]
fn what_no_rule_covers_is_a_warning() {
    for fact in [
        Fact::Is("nonsense"),
        Fact::Schema(Role::Parameter, "nonsense"),
    ] {
        let judgement = judge(fact);
        assert_eq!(judgement.id, UNCLASSIFIED);
        assert_eq!(judgement.level, Warning);
    }
}
