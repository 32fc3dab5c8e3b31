//! Credentials from environment variables.

use std::ffi::OsString;
use std::fmt;

use super::Credentials;
use crate::auth;

const TOKEN: &str = "DCS_AUTH_TOKEN";
const ACCESS_KEY_ID: &str = "HUAWEICLOUD_SDK_AK";
const ACCESS_KEY_SECRET: &str = "HUAWEICLOUD_SDK_SK";
const SECURITY_TOKEN: &str = "HUAWEICLOUD_SDK_SECURITY_TOKEN";

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
    /// A variable is set to something that no credential holds.
    #[non_exhaustive]
    Invalid {
        /// Its name.
        variable: &'static str,
        /// What is wrong with its value, which is not in it.
        reason: &'static str,
    },
}

impl fmt::Display for EnvironmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { variables } => write!(
                f,
                "no credentials in the environment: set {TOKEN}, or {ACCESS_KEY_ID} and \
                 {ACCESS_KEY_SECRET} (and {SECURITY_TOKEN} for a temporary key); missing or empty: {}",
                variables.join(", ")
            ),
            Self::Invalid { variable, reason } => {
                write!(f, "the environment variable {variable} {reason}")
            }
        }
    }
}

impl fmt::Debug for EnvironmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EnvironmentError({self})")
    }
}

impl std::error::Error for EnvironmentError {}

/// Reads the variables through `variable`, so that tests need not change the process's own.
pub(super) fn read(
    variable: impl Fn(&str) -> Option<OsString>,
) -> Result<Credentials, EnvironmentError> {
    let text = |name: &'static str| {
        let Some(value) = variable(name).filter(|value| !value.is_empty()) else {
            return Ok(None);
        };
        // What is not UTF-8 is not visible ASCII either.
        let text = value.to_string_lossy().into_owned();
        match auth::fault(&text) {
            None => Ok(Some(text)),
            Some(reason) => Err(EnvironmentError::Invalid {
                variable: name,
                reason,
            }),
        }
    };

    if let Some(token) = text(TOKEN)? {
        return Ok(Credentials::token(token));
    }
    match (text(ACCESS_KEY_ID)?, text(ACCESS_KEY_SECRET)?) {
        (Some(id), Some(secret)) => {
            let credentials = Credentials::access_key(id, secret);
            Ok(match text(SECURITY_TOKEN)? {
                Some(token) => credentials.with_security_token(token),
                None => credentials,
            })
        }
        (id, secret) => {
            let mut variables = vec![TOKEN];
            variables.extend(id.is_none().then_some(ACCESS_KEY_ID));
            variables.extend(secret.is_none().then_some(ACCESS_KEY_SECRET));
            Err(EnvironmentError::Missing { variables })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_from(variables: &[(&str, &str)]) -> Result<Credentials, EnvironmentError> {
        read(|name| {
            variables
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| OsString::from(value))
        })
    }

    #[track_caller]
    fn check(variables: &[(&str, &str)], expected: &str) {
        assert_eq!(format!("{:?}", read_from(variables).unwrap()), expected);
    }

    #[test]
    fn a_token_wins_over_an_access_key() {
        check(
            &[(TOKEN, "t"), (ACCESS_KEY_ID, "a"), (ACCESS_KEY_SECRET, "s")],
            "Credentials(token)",
        );
        check(
            &[(TOKEN, ""), (ACCESS_KEY_ID, "a"), (ACCESS_KEY_SECRET, "s")],
            "Credentials(access key)",
        );
    }

    #[test]
    fn what_is_missing_is_named_and_what_is_there_is_not_shown() {
        let error =
            read_from(&[(ACCESS_KEY_ID, "hunter2"), (SECURITY_TOKEN, "hunter3")]).unwrap_err();
        assert_eq!(
            error,
            EnvironmentError::Missing {
                variables: vec![TOKEN, ACCESS_KEY_SECRET]
            }
        );
        let message = error.to_string();
        for name in [TOKEN, ACCESS_KEY_ID, ACCESS_KEY_SECRET, SECURITY_TOKEN] {
            assert!(message.contains(name), "{message}");
        }
        assert!(
            message.ends_with("missing or empty: DCS_AUTH_TOKEN, HUAWEICLOUD_SDK_SK"),
            "{message}"
        );
        assert!(
            format!("{error:?}").contains(&message) && !format!("{error:?}").contains("hunter"),
            "{message}"
        );
    }

    #[test]
    fn a_value_that_no_credential_has_is_named_by_its_variable() {
        let key = [(ACCESS_KEY_ID, "a"), (ACCESS_KEY_SECRET, "hunter2\n")];
        let error = read_from(&key).unwrap_err();
        assert!(
            matches!(error, EnvironmentError::Invalid { variable, .. } if variable == ACCESS_KEY_SECRET),
            "{error:?}"
        );
        assert!(error.to_string().contains("a space or a line break"));
        assert!(!format!("{error} {error:?}").contains("hunter2"));
        let error = read_from(&[(TOKEN, "  ")]).unwrap_err();
        assert!(matches!(error, EnvironmentError::Invalid { variable, .. } if variable == TOKEN));
    }

    #[cfg(unix)]
    #[test]
    fn a_value_that_is_not_utf8_is_named_by_its_variable() {
        use std::os::unix::ffi::OsStringExt as _;

        let error = read(|_| Some(OsString::from_vec(vec![0xff]))).unwrap_err();
        assert!(matches!(error, EnvironmentError::Invalid { variable, .. } if variable == TOKEN));
    }
}
