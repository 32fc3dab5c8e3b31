//! What environment variables say about identity and place.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use super::Credentials;
use crate::{Redactor, auth};

/// The variables for one thing: ours and the vendor's first, then those that Terraform's provider reads,
/// then OpenStack's.
type Names = &'static [&'static str];

const TOKEN: Names = &["DCS_AUTH_TOKEN", "OS_AUTH_TOKEN", "OS_TOKEN"];
const ACCESS_KEY_ID: Names = &["HUAWEICLOUD_SDK_AK", "HW_ACCESS_KEY", "OS_ACCESS_KEY"];
const ACCESS_KEY_SECRET: Names = &["HUAWEICLOUD_SDK_SK", "HW_SECRET_KEY", "OS_SECRET_KEY"];
const SECURITY_TOKEN: Names = &["HUAWEICLOUD_SDK_SECURITY_TOKEN", "HW_SECURITY_TOKEN"];
const PROJECT_ID: Names = &[
    "HUAWEICLOUD_SDK_PROJECT_ID",
    "HW_PROJECT_ID",
    "OS_PROJECT_ID",
];
const REGION: Names = &["HUAWEICLOUD_SDK_REGION", "HW_REGION_NAME", "OS_REGION_NAME"];

/// Environment variables, and the home folder that they name.
///
/// [`of_process`](Self::of_process) is this process's own. One that was made of something else serves
/// tests, and programs that take their settings from elsewhere.
///
/// ```
/// use dcs_client::Environment;
///
/// let environment = Environment::new(|name| match name {
///     "HW_REGION_NAME" => Some("ap-southeast-1".into()),
///     _ => None,
/// });
/// assert_eq!(environment.region()?.as_deref(), Some("ap-southeast-1"));
/// # Ok::<(), dcs_client::EnvironmentError>(())
/// ```
#[derive(Clone)]
pub struct Environment(Arc<Variables>);

/// The value of the variable of a name.
type Variables = dyn Fn(&str) -> Option<OsString> + Send + Sync;

/// Why the environment gave no credentials. It names variables, never their values.
///
/// `Debug` shows the text too, as that is what a `main` that returns the error prints.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum EnvironmentError {
    /// Neither a token nor a complete access key is there.
    #[non_exhaustive]
    Missing {
        /// The variables that are unset or empty, of those that were needed.
        variables: Vec<&'static str>,
    },
    /// A variable is set to something that cannot stand in it.
    #[non_exhaustive]
    Invalid {
        /// Its name.
        variable: &'static str,
        /// What is wrong with its value, which is not in it.
        reason: &'static str,
    },
    /// Two variables say the same thing differently, and which of them is meant cannot be known.
    #[non_exhaustive]
    Conflict {
        /// The one that comes first in the order of the tools.
        first: &'static str,
        /// The other one.
        second: &'static str,
    },
}

impl fmt::Display for EnvironmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { .. } if self.is_absence() => f.write_str(
                "no credentials in the environment: set DCS_AUTH_TOKEN, or HUAWEICLOUD_SDK_AK and \
                 HUAWEICLOUD_SDK_SK (and HUAWEICLOUD_SDK_SECURITY_TOKEN for a temporary key)",
            ),
            Self::Missing { variables } => write!(
                f,
                "half an access key in the environment; unset or empty: {}",
                variables.join(", ")
            ),
            Self::Invalid { variable, reason } => {
                write!(f, "the environment variable {variable} {reason}")
            }
            Self::Conflict { first, second } => write!(
                f,
                "the environment variables {first} and {second} say different things; unset the one \
                 that is not meant"
            ),
        }
    }
}

impl fmt::Debug for EnvironmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EnvironmentError({self})")
    }
}

impl std::error::Error for EnvironmentError {}

impl EnvironmentError {
    /// Whether nothing of a credential is set. Half a key is a mistake, not an absence.
    pub(super) fn is_absence(&self) -> bool {
        let needed = [TOKEN, ACCESS_KEY_ID, ACCESS_KEY_SECRET].map(|names| names.first().copied());
        let is_missing = |variables: &[&str]| {
            let mut needed = needed.iter().flatten();
            needed.all(|name| variables.contains(name))
        };
        matches!(self, Self::Missing { variables } if is_missing(variables))
    }
}

impl Environment {
    /// The environment of this process.
    #[must_use]
    pub fn of_process() -> Self {
        Self::new(|name| std::env::var_os(name))
    }

    /// Another one: `variable` gives the value of the variable of a name.
    #[must_use]
    pub fn new(variable: impl Fn(&str) -> Option<OsString> + Send + Sync + 'static) -> Self {
        Self(Arc::new(variable))
    }

    /// The credentials that it holds; see [`Credentials::from_env`].
    ///
    /// # Errors
    ///
    /// As of [`Credentials::from_env`].
    pub fn credentials(&self) -> Result<Credentials, EnvironmentError> {
        if let Some(token) = self.text(TOKEN)? {
            return Ok(Credentials::token(token));
        }
        match (self.text(ACCESS_KEY_ID)?, self.text(ACCESS_KEY_SECRET)?) {
            (Some(id), Some(secret)) => {
                let mut credentials = Credentials::access_key(id, secret);
                if let Some(token) = self.text(SECURITY_TOKEN)? {
                    credentials = credentials.with_security_token(token);
                }
                Ok(match self.project_id()? {
                    Some(id) => credentials.with_project_id(id),
                    None => credentials,
                })
            }
            (id, secret) => {
                let missing = [
                    (true, TOKEN),
                    (id.is_none(), ACCESS_KEY_ID),
                    (secret.is_none(), ACCESS_KEY_SECRET),
                ];
                let missing = missing.into_iter().filter(|(is_missing, _)| *is_missing);
                let variables = missing.filter_map(|(_, names)| names.first().copied());
                Err(EnvironmentError::Missing {
                    variables: variables.collect(),
                })
            }
        }
    }

    /// Finds what the variables of credentials hold, to keep it out of what is written.
    #[must_use]
    pub fn redactor(&self) -> Redactor {
        let values = |names: Names| {
            let values = names.iter().filter_map(|name| self.value(name));
            values.map(|value| value.to_string_lossy().into_owned())
        };
        let secrets = [TOKEN, ACCESS_KEY_SECRET, SECURITY_TOKEN];
        let secrets = secrets.into_iter().flat_map(values);
        let redactor = secrets.fold(Redactor::new(), Redactor::secret);
        values(ACCESS_KEY_ID).fold(redactor, Redactor::access_key_id)
    }

    /// The region that it names: `HUAWEICLOUD_SDK_REGION`, `HW_REGION_NAME` or `OS_REGION_NAME`.
    ///
    /// # Errors
    ///
    /// [`EnvironmentError`] when two of them differ, or one holds what no region's name does.
    pub fn region(&self) -> Result<Option<String>, EnvironmentError> {
        self.text(REGION)
    }

    /// The project that it names: `HUAWEICLOUD_SDK_PROJECT_ID`, `HW_PROJECT_ID` or `OS_PROJECT_ID`.
    ///
    /// # Errors
    ///
    /// [`EnvironmentError`] when two of them differ, or one holds what no id does.
    pub fn project_id(&self) -> Result<Option<String>, EnvironmentError> {
        self.text(PROJECT_ID)
    }

    /// The value of one variable; an empty one counts as missing.
    pub(super) fn value(&self, name: &str) -> Option<OsString> {
        (self.0)(name).filter(|value| !value.is_empty())
    }

    /// A file that one variable names, or else one below the home folder.
    pub(super) fn file(&self, variable: &str, path: &str) -> Option<PathBuf> {
        match self.value(variable) {
            Some(path) => Some(path.into()),
            None => self.below_home(path),
        }
    }

    /// A file below the home folder.
    pub(super) fn below_home(&self, path: &str) -> Option<PathBuf> {
        let home = self.value("HOME").or_else(|| self.value("USERPROFILE"));
        Some(PathBuf::from(home?).join(path))
    }

    /// The value that those of the `names` which are set agree upon.
    fn text(&self, names: Names) -> Result<Option<String>, EnvironmentError> {
        let mut found: Option<(&'static str, String)> = None;
        for name in names.iter().copied() {
            let Some(value) = self.value(name) else {
                continue;
            };
            // What is not UTF-8 is not visible ASCII either.
            let text = value.to_string_lossy().into_owned();
            if let Some(reason) = auth::fault(&text) {
                return Err(EnvironmentError::Invalid {
                    variable: name,
                    reason,
                });
            }
            match &found {
                None => found = Some((name, text)),
                Some((_, known)) if *known == text => {}
                Some((first, _)) => {
                    return Err(EnvironmentError::Conflict {
                        first,
                        second: name,
                    });
                }
            }
        }
        Ok(found.map(|(_, text)| text))
    }
}

/// It shows nothing: everything in it may be a secret.
impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&'static str, &'static str)]) -> Environment {
        let variables = variables.to_vec();
        Environment::new(move |name| {
            variables
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| OsString::from(value))
        })
    }

    #[track_caller]
    fn check(variables: &[(&'static str, &'static str)], expected: &str) {
        let credentials = of(variables).credentials().unwrap();
        let hint = credentials.hint().unwrap_or_default();
        assert_eq!(format!("{credentials:?}{hint}"), expected);
    }

    #[test]
    fn a_token_wins_over_an_access_key() {
        let key = [("HUAWEICLOUD_SDK_AK", "a"), ("HUAWEICLOUD_SDK_SK", "s")];
        let [id, secret] = key;
        check(&[("DCS_AUTH_TOKEN", "t"), id, secret], "Credentials(token)");
        check(&[("OS_TOKEN", "t"), id, secret], "Credentials(token)");
        check(
            &[("DCS_AUTH_TOKEN", ""), id, secret],
            "Credentials(access key)…",
        );
    }

    #[test]
    fn a_key_is_found_by_the_names_of_each_tool_and_by_a_mixture_of_them() {
        const ID: &str = "ABCDEFGHIJKLMNOP";
        for id in ACCESS_KEY_ID {
            for secret in ACCESS_KEY_SECRET {
                check(&[(id, ID), (secret, "s")], "Credentials(access key)…MNOP");
            }
        }
    }

    #[test]
    fn two_names_that_say_different_things_are_both_named_and_their_values_are_not() {
        for names in [
            TOKEN,
            ACCESS_KEY_ID,
            ACCESS_KEY_SECRET,
            SECURITY_TOKEN,
            PROJECT_ID,
        ] {
            let [first, second, ..] = names else {
                panic!("each has several names");
            };
            let mut variables = vec![(*first, "hunter2"), (*second, "hunter3")];
            let others = [("HUAWEICLOUD_SDK_AK", "a"), ("HUAWEICLOUD_SDK_SK", "s")];
            variables.extend(others.iter().filter(|(name, _)| name != first));
            let error = of(&variables).credentials().unwrap_err();
            let expected = EnvironmentError::Conflict { first, second };
            assert_eq!(error, expected);
            assert!(!format!("{error} {error:?}").contains("hunter"));
        }
        let same = [
            ("HUAWEICLOUD_SDK_AK", "a"),
            ("HW_ACCESS_KEY", "a"),
            ("OS_SECRET_KEY", "s"),
        ];
        check(&same, "Credentials(access key)…");
    }

    #[test]
    fn a_region_and_a_project_have_the_names_of_each_tool() {
        for name in REGION {
            let region = of(&[(name, "eu-de")]).region();
            assert_eq!(region.unwrap().as_deref(), Some("eu-de"));
        }
        for name in PROJECT_ID {
            let project = of(&[(name, "p")]).project_id();
            assert_eq!(project.unwrap().as_deref(), Some("p"));
        }
        let two = [("HUAWEICLOUD_SDK_REGION", "a"), ("OS_REGION_NAME", "b")];
        assert!(of(&two).region().is_err());
    }

    #[test]
    fn what_is_missing_is_named_and_what_is_there_is_not_shown() {
        let there = [
            ("HUAWEICLOUD_SDK_AK", "hunter2"),
            ("HUAWEICLOUD_SDK_SECURITY_TOKEN", "hunter3"),
        ];
        let error = of(&there).credentials().unwrap_err();
        assert_eq!(
            error,
            EnvironmentError::Missing {
                variables: vec!["DCS_AUTH_TOKEN", "HUAWEICLOUD_SDK_SK"]
            }
        );
        let message = error.to_string();
        assert!(
            message.ends_with("unset or empty: DCS_AUTH_TOKEN, HUAWEICLOUD_SDK_SK"),
            "{message}"
        );
        assert!(
            format!("{error:?}").contains(&message) && !format!("{error:?}").contains("hunter"),
            "{message}"
        );
    }

    #[test]
    fn a_value_that_no_credential_has_is_named_by_its_variable() {
        let key = [("HUAWEICLOUD_SDK_AK", "a"), ("HW_SECRET_KEY", "hunter2\n")];
        let error = of(&key).credentials().unwrap_err();
        assert!(
            matches!(error, EnvironmentError::Invalid { variable, .. } if variable == "HW_SECRET_KEY"),
            "{error:?}"
        );
        assert!(error.to_string().contains("a space or a line break"));
        assert!(!format!("{error} {error:?}").contains("hunter2"));
    }

    #[cfg(unix)]
    #[test]
    fn a_value_that_is_not_utf8_is_named_by_its_variable() {
        use std::os::unix::ffi::OsStringExt as _;

        let environment = Environment::new(|_| Some(OsString::from_vec(vec![0xff])));
        let error = environment.credentials().unwrap_err();
        assert!(
            matches!(error, EnvironmentError::Invalid { variable, .. } if variable == "DCS_AUTH_TOKEN")
        );
    }

    #[test]
    fn each_variable_is_kept_out_and_of_the_keys_id_four_characters_stay() {
        let redactor =
            Environment::new(|name| Some(format!("the value/of {name}1234").into())).redactor();
        let secrets = [TOKEN, ACCESS_KEY_SECRET, SECURITY_TOKEN].concat();
        let secrets = secrets.into_iter().map(|name| (name, "[redacted]"));
        for (name, shown) in secrets.chain(ACCESS_KEY_ID.iter().map(|name| (*name, "…1234"))) {
            let text = format!(r#"{{"a":"THE%20value\/of {name}1234"}}"#);
            assert_eq!(redactor.redact(&text), format!(r#"{{"a":"{shown}"}}"#));
        }
        let nothing = Environment::new(|_| None).redactor();
        assert_eq!(nothing.redact("text"), "text");
    }
}
