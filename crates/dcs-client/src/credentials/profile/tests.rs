use std::fs;

use super::*;

const COMPLETE: &str = "\u{feff}# The team's.
[other]
ak = OTHEROTHEROTHER1
sk = hunter3
[basic]
AK = AKIDAKIDAKIDWXYZ
sk=hunter2/+=
security_token =
project_id = a4d31cb6
iam_endpoint = https://iam.test
colour = blue, as nobody asked
; the end
";

struct Home(tempfile::TempDir);

impl Home {
    fn with(text: impl AsRef<[u8]>) -> Self {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join(".huaweicloud");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("credentials"), text).unwrap();
        Self(home)
    }

    fn environment(&self) -> Environment {
        let home = self.0.path().to_owned();
        Environment::new(move |name| (name == "HOME").then(|| home.clone().into()))
    }

    fn read(&self, name: &str) -> Result<Profile, ProfileError> {
        read(&self.environment(), name)
    }
}

#[test]
fn a_profile_is_read_as_the_vendors_tools_read_it() {
    let home = Home::with(COMPLETE);
    let profile = home.read("basic").unwrap();
    assert_eq!(profile.credentials.hint().as_deref(), Some("…WXYZ"));
    assert_eq!(profile.project_id.as_deref(), Some("a4d31cb6"));
    assert_eq!(profile.iam_endpoint.as_deref(), Some("https://iam.test"));
    let other = home.read("other").unwrap();
    assert_eq!(other.credentials.hint().as_deref(), Some("…HER1"));
    assert_eq!(other.project_id, None);
}

#[test]
fn another_file_can_be_named() {
    let home = Home::with("[basic]\nak = a\nsk = s\n");
    let path = home.0.path().join(".huaweicloud/credentials");
    let environment = Environment::new(move |name| {
        (name == "HUAWEICLOUD_SDK_CREDENTIALS_FILE").then(|| path.clone().into())
    });
    assert!(read(&environment, "basic").is_ok());
}

#[test]
fn what_is_missing_is_named() {
    let home = Home::with("[basic]\nak = a\n");
    for (name, expected) in [
        ("basic", "the profile \"basic\" has no `sk`"),
        ("team", "there is no profile \"team\""),
    ] {
        let error = home.read(name).err().unwrap().to_string();
        assert!(error.ends_with(expected), "{error}");
        assert!(error.contains("credentials: "), "{error}");
    }
    let nowhere = Environment::new(|_| None);
    let error = read(&nowhere, "basic").err().unwrap();
    assert_eq!(error, ProfileError::NoFile { path: None });
    let empty = tempfile::tempdir().unwrap();
    let home = empty.path().to_owned();
    let nothing = Environment::new(move |_| Some(home.join("nothing").into()));
    let error = read(&nothing, "basic").err().unwrap();
    assert!(matches!(error, ProfileError::NoFile { path: Some(_) }));
}

#[test]
fn a_line_that_the_vendors_tools_read_differently_is_refused_and_not_shown() {
    for (line, reason) in [
        ("sk = hunter2 hunter3", "a blank"),
        ("sk = hunter2é", "visible ASCII"),
        ("sk = hunter2%s", "`%`"),
        ("sk: hunter2", "neither"),
        ("hunter2", "neither"),
        (" sk = hunter2", "indented"),
        ("sk = hunter2\nsk = hunter2", "twice"),
        ("[basic]", "twice"),
        ("[team", "alone on its line"),
        ("[team] # of ours", "alone on its line"),
    ] {
        let home = Home::with(format!("[basic]\nak = a\n{line}\n"));
        let error = home.read("basic").err().unwrap();
        let text = format!("{error} {error:?}");
        assert!(text.contains(reason), "{line}: {text}");
        let number = 2 + line.lines().count();
        assert!(text.contains(&format!("credentials:{number}: ")), "{text}");
        assert!(!text.contains("hunter"), "{text}");
    }
}

#[test]
fn faults_of_another_section_are_that_sections() {
    let home = Home::with("[broken]\n%%%\n[basic]\nak = a\nsk = s\n");
    assert!(home.read("basic").is_ok());
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_the_reason() {
    let large = vec![b'#'; 70_000];
    for (text, reason) in [
        (b"[basic]\nak = \xff".as_slice(), "it is not UTF-8"),
        (large.as_slice(), "it has more than 65536 bytes"),
    ] {
        let error = Home::with(text).read("basic").err().unwrap().to_string();
        assert!(error.ends_with(reason), "{error}");
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_owned();
    let environment = Environment::new(move |_| Some(path.clone().into()));
    let error = read(&environment, "basic").err().unwrap();
    assert!(matches!(error, ProfileError::Unreadable { .. }), "{error}");
}

#[cfg(unix)]
#[test]
fn a_file_that_others_may_read_or_write_is_exposed() {
    use std::os::unix::fs::PermissionsExt as _;

    let home = Home::with("[basic]\nak = a\nsk = s\n");
    let path = home.0.path().join(".huaweicloud/credentials");
    for (mode, expected) in [(0o600, false), (0o400, false), (0o640, true), (0o602, true)] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        assert_eq!(home.read("basic").unwrap().is_exposed, expected, "{mode:o}");
    }
}
