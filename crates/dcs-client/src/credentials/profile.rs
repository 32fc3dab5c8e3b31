//! The vendor's profile file: INI, a section for each profile.
//!
//! It is read here and not by a library, because two of the vendor's own read it differently: Java's takes no
//! blank within a value, Python's expands `%`, joins indented lines and refuses a key twice. What all of them
//! read alike is taken, and the rest is refused with its line.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use super::{Credentials, Environment, small_file};

const KEYS: [&str; 5] = ["ak", "sk", "security_token", "project_id", "iam_endpoint"];

/// What a profile says.
pub(super) struct Profile {
    pub(super) credentials: Credentials,
    pub(super) project_id: Option<String>,
    pub(super) iam_endpoint: Option<String>,
    pub(super) path: PathBuf,
    /// Whether others than the owner may read or write the file.
    pub(super) is_exposed: bool,
}

/// Why the profile file gave no credentials. It names the file and the line, never a value.
///
/// `Debug` shows the text too, as that is what a `main` that returns the error prints.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProfileError {
    /// There is no such file, or no home folder to look for it in.
    #[non_exhaustive]
    NoFile {
        /// Where it was looked for.
        path: Option<PathBuf>,
    },
    /// The file cannot be read, is too large or is not UTF-8.
    #[non_exhaustive]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A line that the vendor's tools do not read alike.
    #[non_exhaustive]
    Line {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What is wrong with it, and what to write.
        reason: &'static str,
    },
    /// The file has no such profile, or the profile lacks a key.
    #[non_exhaustive]
    Missing {
        /// The file.
        path: PathBuf,
        /// The profile.
        profile: String,
        /// The key that it lacks; `None` where there is no such profile.
        key: Option<&'static str>,
    },
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFile { path: Some(path) } => write!(f, "there is no file {}", path.display()),
            Self::NoFile { path: None } => f.write_str("there is no home folder to look in"),
            Self::Unreadable { path, reason } => write!(f, "{}: {reason}", path.display()),
            Self::Line { path, line, reason } => write!(f, "{}:{line}: {reason}", path.display()),
            Self::Missing { path, profile, key } => {
                write!(f, "{}: ", path.display())?;
                let profile = crate::text::shown_value(profile);
                match key {
                    Some(key) => write!(f, "the profile {profile} has no `{key}`"),
                    None => write!(f, "there is no profile {profile}"),
                }
            }
        }
    }
}

impl fmt::Debug for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ProfileError({self})")
    }
}

impl std::error::Error for ProfileError {}

/// Reads the profile of this name from the file that the environment names.
pub(super) fn read(environment: &Environment, name: &str) -> Result<Profile, ProfileError> {
    let path = environment
        .file(
            "HUAWEICLOUD_SDK_CREDENTIALS_FILE",
            ".huaweicloud/credentials",
        )
        .ok_or(ProfileError::NoFile { path: None })?;
    let file = small_file::read(&path).map_err(|reason| ProfileError::Unreadable {
        path: path.clone(),
        reason,
    })?;
    let file = file.ok_or_else(|| ProfileError::NoFile {
        path: Some(path.clone()),
    })?;
    let fault = |line, reason| ProfileError::Line {
        path: path.clone(),
        line,
        reason,
    };
    let missing = |key| ProfileError::Missing {
        path: path.clone(),
        profile: name.to_owned(),
        key,
    };
    let mut values = section(&file.text, name)
        .map_err(|(line, reason)| fault(line, reason))?
        .ok_or_else(|| missing(None))?;
    let mut take = |key: &'static str| values.remove(key);
    let id = take("ak").ok_or_else(|| missing(Some("ak")))?;
    let secret = take("sk").ok_or_else(|| missing(Some("sk")))?;
    let mut credentials = Credentials::access_key(id, secret);
    if let Some(token) = take("security_token") {
        credentials = credentials.with_security_token(token);
    }
    let project_id = take("project_id");
    if let Some(id) = &project_id {
        credentials = credentials.with_project_id(id.clone());
    }
    let iam_endpoint = take("iam_endpoint");
    Ok(Profile {
        credentials: credentials.with_iam_endpoint(iam_endpoint.clone()),
        project_id,
        iam_endpoint,
        path: path.clone(),
        is_exposed: file.is_exposed,
    })
}

/// A line's number, and what is wrong with it.
type Fault = (usize, &'static str);

/// The values of a section, `None` where it is not there. Faults of other sections are theirs.
fn section(text: &str, name: &str) -> Result<Option<BTreeMap<&'static str, String>>, Fault> {
    let mut values: Option<BTreeMap<&'static str, String>> = None;
    let mut is_inside = false;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (index, line) in text.lines().enumerate() {
        let fault = |reason| Err((index + 1, reason));
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with(['#', ';']) {
            continue;
        }
        if let Some(header) = trimmed.strip_prefix('[') {
            // Some tools see the section all the same, and what is below it would go to another one.
            let Some(header) = header.strip_suffix(']') else {
                return fault("a section is written `[name]`, alone on its line");
            };
            is_inside = header.trim() == name;
            if is_inside && values.replace(BTreeMap::new()).is_some() {
                return fault("the section is there twice; keep one of them");
            }
            continue;
        }
        let Some(values) = values.as_mut().filter(|_| is_inside) else {
            continue;
        };
        if line.starts_with(char::is_whitespace) {
            return fault(
                "an indented line continues the one before for some tools; write it at the start",
            );
        }
        let Some((key, value)) = trimmed.split_once('=') else {
            return fault("it is neither `key = value` nor `[section]`");
        };
        let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
        let Some(key) = KEYS.into_iter().find(|known| *known == key) else {
            continue;
        };
        if value.is_empty() {
            continue;
        }
        if !value.bytes().all(|byte| byte.is_ascii_graphic()) {
            return fault("the value holds a blank or a character that is not visible ASCII");
        }
        if value.contains('%') {
            return fault("the value holds `%`, which some tools expand and others do not");
        }
        if values.insert(key, value.to_owned()).is_some() {
            return fault("the key is there twice; keep one of them");
        }
    }
    Ok(values)
}

#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    reason = "nobody reads these files but the test that writes them"
)]
mod tests;
