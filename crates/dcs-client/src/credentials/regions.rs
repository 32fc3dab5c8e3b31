//! Where a region's service is, as the vendor's SDKs find out: a variable, a file, or the cloud's own name.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use super::{Environment, small_file};

/// Why the file of regions gave no endpoint. It names the file and the line.
///
/// `Debug` shows the text too, as that is what a `main` that returns the error prints.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum RegionError {
    /// The file cannot be read, is too large or is not UTF-8.
    #[non_exhaustive]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A line is not of the form that the vendor documents.
    #[non_exhaustive]
    Line {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
    },
}

impl fmt::Display for RegionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, reason } => write!(f, "{}: {reason}", path.display()),
            Self::Line { path, line } => write!(
                f,
                "{}:{line}: a region of a service is written `- id: REGION` and, below, \
                 `endpoint: https://HOST`",
                path.display()
            ),
        }
    }
}

impl fmt::Debug for RegionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RegionError({self})")
    }
}

impl std::error::Error for RegionError {}

/// The endpoint that somebody has written down for this region; `None` where the cloud's own name serves.
pub(crate) fn endpoint_of(
    environment: &Environment,
    region: &str,
) -> Result<Option<String>, RegionError> {
    let variable = region.to_ascii_uppercase().replace('-', "_");
    let variable = environment.value(&format!("HUAWEICLOUD_SDK_REGION_DCS_{variable}"));
    if let Some(endpoint) = variable {
        return Ok(Some(endpoint.to_string_lossy().into_owned()));
    }
    let named = environment.file("HUAWEICLOUD_SDK_REGIONS_FILE", ".huaweicloud/regions.yaml");
    let Some(path) = named else {
        return Ok(None);
    };
    let text = match small_file::read(&path) {
        Ok(Some(file)) => file.text,
        Ok(None) => return Ok(None),
        Err(reason) => return Err(RegionError::Unreadable { path, reason }),
    };
    let mut regions = listed(&text, "DCS").map_err(|line| RegionError::Line { path, line })?;
    Ok(regions.remove(region))
}

/// The endpoint of the identity service (IAM) that the environment names.
pub(crate) fn iam_endpoint_of(environment: &Environment) -> Option<String> {
    let endpoint = environment.value("HUAWEICLOUD_SDK_IAM_ENDPOINT")?;
    Some(endpoint.to_string_lossy().into_owned())
}

/// The regions that the file has for `service`, or the number of the first line of it that is none.
///
/// The file is YAML of one form, a list below each service's name, so it is read by its lines: a parser of
/// all of YAML would be a tenth of what this crate is built of.
fn listed(text: &str, service: &str) -> Result<BTreeMap<String, String>, usize> {
    let mut regions = BTreeMap::new();
    let mut is_inside = false;
    let mut current = [None, None];
    for (index, line) in text.lines().enumerate() {
        let content = line.split(" #").next().unwrap_or_default();
        let trimmed = content.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') || trimmed == "---" {
            continue;
        }
        let begins_item = trimmed.strip_prefix("- ");
        if !content.starts_with([' ', '-']) {
            let name = trimmed.strip_suffix(':').unwrap_or_default();
            is_inside = name.eq_ignore_ascii_case(service);
            continue;
        }
        if !is_inside {
            continue;
        }
        if begins_item.is_some() {
            current = [None, None];
        }
        let pair = begins_item.unwrap_or(trimmed).trim().split_once(':');
        let (key, value) = pair.ok_or(index + 1)?;
        let value = plain(value.trim()).ok_or(index + 1)?;
        match key.trim() {
            "id" => current[0] = Some(value.to_owned()),
            "endpoint" => current[1] = Some(value.to_owned()),
            _ => return Err(index + 1),
        }
        if let [Some(id), Some(endpoint)] = &current {
            regions.insert(id.clone(), endpoint.clone());
        }
    }
    Ok(regions)
}

/// A scalar without its quotes; `None` for what is not one on its line.
fn plain(value: &str) -> Option<&str> {
    let unquoted = ['\'', '"'].into_iter().find_map(|quote| {
        let inner = value.strip_prefix(quote)?.strip_suffix(quote)?;
        Some(inner)
    });
    let value = unquoted.unwrap_or(value);
    let is_scalar = !value.is_empty()
        && !value.contains(['\'', '"', '{', '}', '[', ']', '&', '*', '|', '>', ',']);
    is_scalar.then_some(value)
}

#[cfg(test)]
#[expect(
    clippy::disallowed_methods,
    reason = "nobody reads these files but the test that writes them"
)]
mod tests {
    use std::fs;

    use super::*;

    const FILE: &str = "\
# Regions of our own.
ECS:
  - {id: ignored, because: it is another service's}
DCS:
  - id: 'eu-west-9'
    endpoint: 'https://dcs.eu-west-9.example.com'
  - endpoint: https://dcs.lab.example.com # the laboratory
    id: lab-1
";

    fn endpoint(
        variables: &[(&'static str, String)],
        region: &str,
    ) -> Result<Option<String>, RegionError> {
        let variables = variables.to_vec();
        let environment = Environment::new(move |name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| value.into())
        });
        endpoint_of(&environment, region)
    }

    #[test]
    fn a_variable_wins_over_the_file_and_the_file_over_the_clouds_own_name() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join(".huaweicloud");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("regions.yaml"), FILE).unwrap();
        let home = ("HOME", home.path().display().to_string());
        let variable = (
            "HUAWEICLOUD_SDK_REGION_DCS_LAB_1",
            "https://dcs.elsewhere.example.com".to_owned(),
        );
        let with_both = [home.clone(), variable];
        let of =
            |variables: &[(&'static str, String)], region| endpoint(variables, region).unwrap();
        assert_eq!(
            of(&with_both, "lab-1").as_deref(),
            Some("https://dcs.elsewhere.example.com")
        );
        let home = [home];
        assert_eq!(
            of(&home, "lab-1").as_deref(),
            Some("https://dcs.lab.example.com")
        );
        assert_eq!(
            of(&home, "eu-west-9").as_deref(),
            Some("https://dcs.eu-west-9.example.com")
        );
        assert_eq!(of(&home, "ap-southeast-1"), None);
        assert_eq!(of(&[], "lab-1"), None);
    }

    #[test]
    fn a_file_can_be_named_and_what_is_wrong_with_it_is_said_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.yaml");
        let named = [("HUAWEICLOUD_SDK_REGIONS_FILE", path.display().to_string())];
        assert_eq!(endpoint(&named, "a"), Ok(None));
        for (text, line) in [
            ("DCS:\n  - id\n", 2),
            ("DCS:\n  - {id: a, endpoint: b}\n", 2),
            ("DCS:\n  - id: a\n    url: b\n", 3),
            ("DCS:\n  - id: a\n    endpoint:\n", 3),
        ] {
            fs::write(&path, text).unwrap();
            let error = endpoint(&named, "a").unwrap_err();
            assert!(
                error.to_string().contains(&format!("mine.yaml:{line}: ")),
                "{error}"
            );
        }
        let large = vec![b'#'; 70_000];
        for unreadable in [b"\xff".as_slice(), &large] {
            fs::write(&path, unreadable).unwrap();
            let error = endpoint(&named, "a").unwrap_err();
            assert!(matches!(error, RegionError::Unreadable { .. }), "{error}");
        }
        let path = folder.path().display().to_string();
        let error = endpoint(&[("HUAWEICLOUD_SDK_REGIONS_FILE", path)], "a").unwrap_err();
        assert!(error.to_string().ends_with("it is not a file"), "{error}");
    }

    #[test]
    fn the_identity_service_is_the_one_that_a_variable_names() {
        assert_eq!(iam_endpoint_of(&Environment::new(|_| None)), None);
        let named = Environment::new(|name| {
            (name == "HUAWEICLOUD_SDK_IAM_ENDPOINT").then(|| "https://iam.test".into())
        });
        assert_eq!(iam_endpoint_of(&named).as_deref(), Some("https://iam.test"));
    }
}
