//! What there is to say about a change: the rules as a reader meets them.

use std::{borrow::Cow, collections::BTreeSet, fmt};

use openapi_document::{Example, suggestion};

use super::{CHAPTERS, ChangeRule, Direction, Role, SchemaRule, effects::Verdict, event};
use crate::level::ChangeLevel;

/// A rule about changes, with all that there is to say about it.
#[derive(Clone, Debug)]
pub struct ChangeExplanation {
    /// What it is called among the others of its chapter.
    pub title: String,
    /// The ids under which it is reported, each once, with its level: a change of a schema has one
    /// for each use of the schema.
    pub ids: Vec<(Cow<'static, str>, ChangeLevel)>,
    /// What differs, in one sentence.
    pub what: &'static str,
    /// How it is judged.
    pub reasons: Vec<ChangeReason>,
    /// Base and head, between which this is the only change.
    pub example: Example,
}

/// How a change is judged, and why.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ChangeReason {
    /// Where it is judged like this; empty when that is everywhere.
    pub place: &'static str,
    /// How much it matters.
    pub level: ChangeLevel,
    /// Whom it breaks and how, or why it breaks nobody.
    pub why: &'static str,
    /// What to do instead.
    pub fix: &'static str,
}

/// All rules about changes, in chapters. An id that several rules share is the first one's.
pub fn change_explanations() -> Vec<(&'static str, Vec<ChangeExplanation>)> {
    let chapters = CHAPTERS.into_iter().map(|(title, rules)| {
        let explained = rules.iter().map(|rule| of_change(rule));
        (title, explained.collect::<Vec<_>>())
    });
    let schemas = event::CHAPTERS.into_iter().map(|(title, rules)| {
        let explained = rules.iter().map(|rule| of_schema(rule));
        (title, explained.collect())
    });
    let mut all: Vec<_> = chapters.chain(schemas).collect();
    let mut known = BTreeSet::new();
    for rule in all.iter_mut().flat_map(|(_, rules)| rules) {
        rule.ids.retain(|(id, _)| known.insert(id.clone()));
    }
    all
}

/// What there is to say about the changes of this id, for a person at a terminal.
///
/// # Errors
///
/// When no rule has the id; the error names the one that was most likely meant.
pub fn explain_change(id: &str) -> Result<String, UnknownChange> {
    let all = || {
        change_explanations()
            .into_iter()
            .flat_map(|(_, rules)| rules)
    };
    let has = |rule: &ChangeExplanation| rule.ids.iter().any(|(known, _)| known == id);
    let Some(rule) = all().find(has) else {
        let ids: Vec<_> = all().flat_map(|rule| rule.ids).collect();
        let near = suggestion(id, ids.iter().map(|(known, _)| &**known));
        return Err(UnknownChange {
            id: id.to_owned(),
            near: near.map(str::to_owned),
        });
    };
    let level = rule.ids.iter().find(|(known, _)| known == id);
    let level = level
        .map(|(_, level)| level.to_string())
        .unwrap_or_default();
    let mut text = format!("{id} ({level})\n\n{}\n", rule.what);
    let reasons = rule.reasons.iter();
    for reason in reasons.filter(|reason| reason.level.to_string() == level) {
        text += &format!("\nWhy: {}\n\nWhat to do: {}\n", reason.why, reason.fix);
    }
    text += &format!("\n{}", rule.example.text("Before", "After"));
    Ok(text)
}

/// No change has this id.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UnknownChange {
    /// What was asked for.
    pub id: String,
    /// The id that was most likely meant.
    pub near: Option<String>,
}

impl fmt::Display for UnknownChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, near } = self;
        write!(f, "no change has the id `{id}`; ")?;
        match near {
            Some(near) => write!(f, "did you mean `{near}`?"),
            None => f.write_str("docs/rules/README.md lists all of them"),
        }
    }
}

impl std::error::Error for UnknownChange {}

fn of_change(rule: &ChangeRule) -> ChangeExplanation {
    ChangeExplanation {
        title: rule.id.to_owned(),
        ids: vec![(rule.id.into(), rule.level)],
        what: rule.what,
        reasons: vec![ChangeReason {
            place: "",
            level: rule.level,
            why: rule.why,
            fix: rule.fix,
        }],
        example: rule.example,
    }
}

fn of_schema(rule: &SchemaRule) -> ChangeExplanation {
    let mut ids: Vec<(Cow<'static, str>, ChangeLevel)> = Vec::new();
    // What never travels says nothing about an id that it shares.
    let (untravelled, travelled): (Vec<_>, Vec<_>) =
        rule.roles().partition(|role| role.is_untravelled());
    for role in travelled.iter().chain(&untravelled) {
        let id = rule.id(*role);
        if ids.iter().all(|(known, _)| *known != id) {
            ids.push((id, rule.level(*role)));
        }
    }
    ChangeExplanation {
        title: rule.title(),
        ids,
        what: rule.what,
        reasons: reasons(rule),
        example: Example::schema(rule.before, rule.after),
    }
}

/// The verdicts of a rule, each with the widest place where it holds.
fn reasons(rule: &SchemaRule) -> Vec<ChangeReason> {
    let mut verdicts: Vec<(&'static str, &'static Verdict)> = Vec::new();
    for role in rule.roles() {
        let (place, verdict) = (place(role), rule.verdict(role));
        if !verdicts.contains(&(place, verdict)) {
            verdicts.push((place, verdict));
        }
    }
    let requests = [PARAMETER, PARAMETER_PROPERTY, REQUEST];
    let is_request = |(place, _): &&(_, _)| requests.contains(place);
    let (sent, other): (Vec<_>, Vec<_>) = verdicts.iter().partition(is_request);
    let is_same = sent
        .iter()
        .all(|(_, verdict)| Some(*verdict) == sent.first().map(|it| it.1));
    let sent = match sent.first() {
        Some((_, verdict)) if is_same => vec![(REQUEST, *verdict)],
        _ => sent,
    };
    sent.into_iter()
        .chain(other)
        .map(|(place, verdict)| ChangeReason {
            place,
            level: verdict.level,
            why: verdict.why,
            fix: verdict.fix,
        })
        .collect()
}

const PARAMETER: &str = "in a parameter";
const PARAMETER_PROPERTY: &str = "in a property of a parameter";
const REQUEST: &str = "in a request";

fn place(role: Role) -> &'static str {
    match (role, role.direction()) {
        _ if role.is_untravelled() => "in a property that never travels this way",
        (Role::Parameter | Role::RequestHeader, _) => PARAMETER,
        (Role::ParameterProperty | Role::RequestHeaderProperty, _) => PARAMETER_PROPERTY,
        (_, Direction::Request) => REQUEST,
        (_, Direction::Response) => "in a response",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_explained_and_a_misspelt_one_finds_a_proposal() {
        insta::assert_snapshot!(explain_change("request-parameter-max-decreased").unwrap());
        for (id, expected) in [
            (
                "request-parameter-max-decreasd",
                "no change has the id `request-parameter-max-decreasd`; did you mean \
                 `request-parameter-max-decreased`?",
            ),
            (
                "nothing-like-it",
                "no change has the id `nothing-like-it`; docs/rules/README.md lists all of them",
            ),
        ] {
            assert_eq!(explain_change(id).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn every_rule_explains_itself_under_a_title_of_its_own() {
        let mut titles = BTreeSet::new();
        for rule in change_explanations()
            .into_iter()
            .flat_map(|(_, rules)| rules)
        {
            assert!(titles.insert(rule.title.clone()), "{}", rule.title);
            assert!(rule.what.ends_with('.'), "{}", rule.title);
            for reason in &rule.reasons {
                assert!(!reason.why.ends_with('.'), "{}", rule.title);
                assert!(!reason.fix.ends_with('.'), "{}", rule.title);
            }
            for (id, level) in &rule.ids {
                let is_reasoned = rule.reasons.iter().any(|reason| reason.level == *level);
                assert!(is_reasoned, "{id}");
            }
        }
    }
}
