//! What a project decides about changes for itself: `review.toml`.
//!
//! ```toml
//! [severity]
//! request-parameter-removed = "error"
//!
//! [[accept]]
//! fingerprint = "5f0c1f6d2ab0c9e4"
//! reason = "Nobody sends longer names: agreed with both callers."
//! until = 2027-03-01
//! ```

use std::{collections::BTreeMap, fmt, str};

use openapi_document::suggestion;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{day::Day, level::ChangeLevel, rules::change_explanations};

/// The name of the file.
pub const POLICY_FILE: &str = "review.toml";

/// More than any policy has: 1 MiB.
const MAX_BYTES: usize = 1024 * 1024;

/// What a project decides about changes for itself.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ChangePolicy {
    /// The level of the changes with an id, where it is not the rule's.
    pub(crate) severities: BTreeMap<String, ChangeLevel>,
    /// Changes that are known and agreed on.
    pub(crate) accepted: Vec<Acceptance>,
}

/// A change that is known and agreed on.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Acceptance {
    /// The fingerprint of the change.
    pub(crate) fingerprint: String,
    /// Why it is accepted.
    pub(crate) reason: String,
    /// The last day on which it is.
    pub(crate) until: Option<Day>,
}

/// Why a policy cannot be read, and where.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PolicyError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there, and what to write instead.
    pub message: String,
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PolicyError {}

impl ChangePolicy {
    /// Reads a policy.
    ///
    /// # Errors
    ///
    /// When it is no TOML, has a key that means nothing, names a change or a level that is none, or
    /// accepts a change without a reason.
    pub fn parse(bytes: &[u8]) -> Result<Self, PolicyError> {
        let reader = Reader { bytes };
        let table = reader.table()?;
        let mut policy = Self::default();
        for (key, value) in table.get_ref() {
            match &**key.get_ref() {
                "severity" => policy.severities = reader.severities(value)?,
                "accept" => policy.accepted = reader.acceptances(value)?,
                other => {
                    let message = format!("`{other}` means nothing; write `severity` or `accept`");
                    return Err(reader.error(key, message));
                }
            }
        }
        Ok(policy)
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    fn table(&self) -> Result<Spanned<DeTable<'a>>, PolicyError> {
        if self.bytes.len() > MAX_BYTES {
            return Err(self.at(0, "a policy has no more than a MiB".to_owned()));
        }
        let text = str::from_utf8(self.bytes)
            .map_err(|error| self.at(error.valid_up_to(), "this is not UTF-8".to_owned()))?;
        DeTable::parse(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            self.at(start, format!("this is not TOML: {}", error.message()))
        })
    }

    fn severities(
        &self,
        value: &Spanned<DeValue<'_>>,
    ) -> Result<BTreeMap<String, ChangeLevel>, PolicyError> {
        let Some(table) = value.get_ref().as_table() else {
            let message = "write a table: `[severity]`, and below it an id and a level a line";
            return Err(self.error(value, message.to_owned()));
        };
        let known: Vec<_> = change_explanations()
            .into_iter()
            .flat_map(|(_, rules)| rules)
            .flat_map(|rule| rule.ids)
            .map(|(id, _)| id)
            .collect();
        let mut severities = BTreeMap::new();
        for (id, level) in table {
            let name = &**id.get_ref();
            if !known.iter().any(|known| known == name) {
                let near = suggestion(name, known.iter().map(|known| &**known));
                let near = near.map(|near| format!("; did you mean `{near}`?"));
                let near = near.unwrap_or_default();
                return Err(self.error(id, format!("no change has the id `{name}`{near}")));
            }
            let level = match level.get_ref().as_str() {
                Some("error") => ChangeLevel::Error,
                Some("warning") => ChangeLevel::Warning,
                Some("info") => ChangeLevel::Info,
                _ => {
                    let message = "a level is \"error\", \"warning\" or \"info\"";
                    return Err(self.error(level, message.to_owned()));
                }
            };
            severities.insert(name.to_owned(), level);
        }
        Ok(severities)
    }

    fn acceptances(&self, value: &Spanned<DeValue<'_>>) -> Result<Vec<Acceptance>, PolicyError> {
        let Some(items) = value.get_ref().as_array() else {
            let message = "write `[[accept]]` for each change that is accepted";
            return Err(self.error(value, message.to_owned()));
        };
        items.iter().map(|item| self.acceptance(item)).collect()
    }

    fn acceptance(&self, item: &Spanned<DeValue<'_>>) -> Result<Acceptance, PolicyError> {
        let table = item.get_ref().as_table();
        let (mut fingerprint, mut reason, mut until) = (None, None, None);
        for (key, value) in table.into_iter().flatten() {
            let name = &**key.get_ref();
            match name {
                "fingerprint" | "reason" => {
                    let text = value.get_ref().as_str().map(str::trim);
                    let text = text.filter(|text| !text.is_empty()).ok_or_else(|| {
                        self.error(value, format!("`{name}` is text, and not empty"))
                    })?;
                    let place = match name {
                        "reason" => &mut reason,
                        _ => &mut fingerprint,
                    };
                    *place = Some(text.to_owned());
                }
                "until" => until = Some(self.day(value)?),
                other => {
                    let message = format!(
                        "`{other}` means nothing; write `fingerprint`, `reason` and, where it is \
                         accepted for a time, `until`"
                    );
                    return Err(self.error(key, message));
                }
            }
        }
        let missing = |what: &str| self.error(item, format!("what is accepted has a `{what}`"));
        Ok(Acceptance {
            fingerprint: fingerprint.ok_or_else(|| missing("fingerprint"))?,
            reason: reason.ok_or_else(|| missing("reason"))?,
            until,
        })
    }

    fn day(&self, value: &Spanned<DeValue<'_>>) -> Result<Day, PolicyError> {
        let day = match value.get_ref() {
            DeValue::Datetime(time) => Day::of(time),
            DeValue::String(text) => text.parse().ok(),
            _ => None,
        };
        day.ok_or_else(|| self.error(value, "`until` is a day, such as 2027-03-01".to_owned()))
    }

    fn error<T>(&self, place: &Spanned<T>, message: String) -> PolicyError {
        self.at(place.span().start, message)
    }

    fn at(&self, offset: usize, message: String) -> PolicyError {
        let before = self.bytes.iter().take(offset);
        PolicyError {
            line: 1 + before.filter(|byte| **byte == b'\n').count(),
            message,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_read() {
        let text = "[severity]\nrequest-parameter-removed = 'error'\n\n[[accept]]\n\
                    fingerprint = 'ab'\nreason = ' Agreed. '\nuntil = 2027-03-01\n\n[[accept]]\n\
                    fingerprint = 'cd'\nreason = 'Known.'\n";
        let policy = ChangePolicy::parse(text.as_bytes()).unwrap();
        let level = policy.severities.get("request-parameter-removed");
        assert_eq!(level, Some(&ChangeLevel::Error));
        let [first, second] = policy.accepted.as_slice() else {
            panic!("{policy:?}");
        };
        assert_eq!(first.reason, "Agreed.");
        assert_eq!(first.until, "2027-03-01".parse().ok());
        assert_eq!(second.until, None);
        assert_eq!(ChangePolicy::parse(b""), Ok(ChangePolicy::default()));
    }

    #[test]
    fn what_is_wrong_with_a_policy_is_said_on_its_line() {
        for (text, line, expected) in [
            ("[severity", 1, "this is not TOML"),
            (
                "\n[more]\n",
                2,
                "`more` means nothing; write `severity` or `accept`",
            ),
            ("severity = 1", 1, "write a table"),
            (
                "[severity]\nrequest-parameter-remved = 'error'",
                2,
                "did you mean `request-parameter-removed`?",
            ),
            (
                "[severity]\nendpoint-added = 'fatal'",
                2,
                "a level is \"error\"",
            ),
            ("accept = 1", 1, "write `[[accept]]`"),
            ("[[accept]]\nreason = 'a'", 1, "has a `fingerprint`"),
            ("[[accept]]\nfingerprint = 'a'", 1, "has a `reason`"),
            (
                "[[accept]]\nfingerprint = 'a'\nreason = ' '",
                3,
                "not empty",
            ),
            ("[[accept]]\nuntil = 'soon'", 2, "`until` is a day"),
            (
                "[[accept]]\nwhy = 'a'",
                2,
                "`why` means nothing; write `fingerprint`",
            ),
            ("# \u{e9}\n[severity]\n[severity]", 3, "this is not TOML"),
        ] {
            let error = ChangePolicy::parse(text.as_bytes()).unwrap_err();
            assert!(error.message.contains(expected), "{text}: {error}");
            assert_eq!(error.line, line, "{text}: {error}");
        }
        assert_eq!(ChangePolicy::parse(b"#\n\xff").unwrap_err().line, 2);
    }
}
