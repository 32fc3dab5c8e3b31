//! Each rule against its example, in each role, and against oasdiff's vocabulary.

use std::{collections::BTreeMap, path::PathBuf};

use openapi_document::{Document, Part, Place};

use super::{event, *};
use crate::{Bump, Change, Review, Versions};

#[test]
fn the_example_of_each_rule_is_one_change_and_no_other() {
    let rules = CHAPTERS.iter().flat_map(|(_, rules)| rules.iter());
    let proofs = rules.filter_map(|rule| {
        let documents = rule.example.documents()?;
        Some(proof("", &judge(Fact::Is(rule)), &documents))
    });
    insta::assert_snapshot!(all(proofs));
}

#[test]
fn what_happens_to_a_schema_is_one_change_in_each_role() {
    let proofs = events().flat_map(|rule| {
        rule.roles().map(move |role| {
            let judgement = judge(Fact::Schema(role, rule));
            let documents = [rule.before, rule.after].map(|schema| document(role, schema));
            proof(&format!(" as {role:?}"), &judgement, &documents)
        })
    });
    insta::assert_snapshot!(all(proofs));
}

#[test]
fn what_only_people_or_lint_read_needs_no_version() {
    for rule in [DOCUMENTATION, NOTATION, API_WAIVER_CHANGED] {
        let [base, head] = rule.example.documents().unwrap().map(|text| read(&text));
        let review = Review::new(Some(&base), Some(&head), Versions::default());
        assert_eq!(review.required_bump(), Bump::None, "{}", rule.id);
    }
}

#[test]
fn a_document_of_one_side_alone_is_added_or_removed() {
    let document = read("openapi: 3.0.3\ninfo: {title: Things, version: '1'}\npaths: {}");
    for (base, head, rule) in [
        (None, Some(&document), API_DOCUMENT_ADDED),
        (Some(&document), None, API_DOCUMENT_REMOVED),
    ] {
        let review = Review::wire(base, head, Versions::default());
        let ids: Vec<_> = review.changes.iter().map(|change| &change.id).collect();
        assert_eq!(ids, [rule.id]);
    }
    let rules = CHAPTERS.iter().flat_map(|(_, rules)| rules.iter());
    let unproved = rules.filter(|rule| rule.example.documents().is_none());
    assert!(unproved.eq([&API_DOCUMENT_ADDED, &API_DOCUMENT_REMOVED]));
}

#[test]
fn an_id_is_oasdiffs_with_oasdiffs_level() {
    let list = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/diff-vocabulary.md");
    let Ok(list) = std::fs::read_to_string(&list) else {
        println!("skipped: no list of oasdiff's ids at {}", list.display());
        return;
    };
    let judgements = judgements();
    for deviation in DEVIATIONS {
        let mut judged = judgements.iter();
        let deviates = judged.any(|(id, ours)| deviation.covers(id) && *ours != deviation.oasdiff);
        assert!(deviates, "{}", deviation.id);
    }
    let mut shared = 0;
    for line in list.lines().filter(|line| line.starts_with("**")) {
        let level = line.trim_start_matches('*').split('*').next().unwrap();
        for id in line.split('`').skip(1).step_by(2) {
            if let Some(ours) = judgements.get(id) {
                let deviation = DEVIATIONS.iter().find(|deviation| deviation.covers(id));
                match deviation {
                    Some(deviation) => {
                        assert_eq!(deviation.oasdiff.to_string(), level, "{id}");
                    }
                    None => assert_eq!(ours.to_string(), level, "{id}"),
                }
                shared += 1;
            }
        }
    }
    println!("{} ids, {shared} of them oasdiff's", judgements.len());
    assert!(shared > 280, "{shared}");
}

fn events() -> impl Iterator<Item = &'static SchemaRule> {
    event::CHAPTERS
        .iter()
        .flat_map(|(_, rules)| rules.iter().copied())
}

/// Every id with its level; a property that never travels says nothing about those that do.
fn judgements() -> BTreeMap<String, ChangeLevel> {
    let chapters = CHAPTERS.iter().flat_map(|(_, rules)| rules.iter());
    let fixed = chapters.map(|rule| judge(Fact::Is(rule)));
    let schemas = events().flat_map(|rule| {
        let mut roles: Vec<_> = rule.roles().collect();
        roles.sort_by_key(|role| !role.is_untravelled());
        roles
            .into_iter()
            .map(move |role| judge(Fact::Schema(role, rule)))
    });
    fixed
        .chain(schemas)
        .map(|judgement| (judgement.id.into_owned(), judgement.level))
        .collect()
}

/// What is wrong with a proof.
type Wrong = String;

/// The lines of proofs, of which none is wrong.
#[track_caller]
fn all(proofs: impl Iterator<Item = Result<String, Wrong>>) -> String {
    let (right, wrong): (Vec<_>, Vec<_>) = proofs.partition(Result::is_ok);
    let wrong: Vec<_> = wrong.into_iter().filter_map(Result::err).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    let right: Vec<_> = right.into_iter().flatten().collect();
    right.join("\n")
}

/// Whether there is one change between two documents, judged like this, and the same place is named
/// the other way round. One line: the judgement, the role, and what stands at the places.
fn proof(name: &str, expected: &Judgement, documents: &[String; 2]) -> Result<String, Wrong> {
    let [base, head] = documents.each_ref().map(|text| read(text));
    let changes = |base, head| Review::wire(Some(base), Some(head), Versions::default()).changes;
    let (there, back) = (changes(&base, &head), changes(&head, &base));
    let turned = |change: &Change| (change.head, change.base);
    let is_turned = back
        .iter()
        .map(turned)
        .eq(there.iter().map(|it| (it.base, it.head)));
    match there.as_slice() {
        [change] if change.id == expected.id && change.level == expected.level && is_turned => {
            let [base, head] = documents;
            let (base, head) = (excerpt(base, change.base), excerpt(head, change.head));
            Ok(format!(
                "{} {}{name}: {base} -> {head}",
                change.level, change.id
            ))
        }
        _ => Err(format!(
            "{expected:?}{name} alone is expected, and the same turned round\n{}\n{}\n{there:#?}\n{back:#?}",
            documents[0], documents[1]
        )),
    }
}

/// The beginning of what stands at a place.
fn excerpt(text: &str, place: Option<Place>) -> String {
    let Some(place) = place else {
        return "nothing".to_owned();
    };
    let line = text.lines().nth(place.line - 1).unwrap_or_default();
    let shown: String = line.chars().skip(place.column - 1).take(32).collect();
    shown.trim_end().to_owned()
}

#[track_caller]
fn read(text: &str) -> Document {
    Document::parse("things.yaml", text.as_bytes())
        .unwrap_or_else(|findings| panic!("{findings}\n{text}"))
}

/// A document that has `schema` in this role.
fn document(role: Role, schema: &str) -> String {
    let with = |flag: &str| match schema.strip_prefix('{') {
        Some(rest) => format!("{{{flag}: true, {rest}"),
        None => panic!("{schema} is no object in flow style"),
    };
    let object = |schema: &str| format!("{{type: object, properties: {{it: {schema}}}}}");
    let parameter = |at: &str, schema: &str| {
        Part::Parameter.document(&format!("{{name: it, in: {at}, schema: {schema}}}"))
    };
    let request = |schema: &str| {
        let content = format!("{{content: {{application/json: {{schema: {schema}}}}}}}");
        Part::RequestBody.document(&content)
    };
    let header = |schema: &str| {
        Part::Responses.document(&format!(
            "{{'204': {{description: Done., headers: {{X-It: {{schema: {schema}}}}}}}}}"
        ))
    };
    match role {
        Role::Parameter => parameter("query", schema),
        Role::ParameterProperty => parameter("query", &object(schema)),
        Role::RequestHeader => parameter("header", schema),
        Role::RequestHeaderProperty => parameter("header", &object(schema)),
        Role::RequestBody => request(schema),
        Role::RequestProperty => request(&object(schema)),
        Role::RequestReadOnlyProperty => request(&object(&with("readOnly"))),
        Role::ResponseBody => Part::Schema.document(schema),
        Role::ResponseProperty => Part::Schema.document(&object(schema)),
        Role::ResponseWriteOnlyProperty => Part::Schema.document(&object(&with("writeOnly"))),
        Role::ResponseHeader => header(schema),
        Role::ResponseHeaderProperty => header(&object(schema)),
    }
}
