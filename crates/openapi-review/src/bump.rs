//! Version steps, and which of them a change needs.

use std::fmt;

use semver::{Prerelease, Version};
use serde::Serialize;

/// A step from one version to the next.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Bump {
    /// The version stays.
    None,
    /// `0.1.2` → `0.1.3`.
    Patch,
    /// `0.1.2` → `0.2.0`.
    Minor,
    /// `0.1.2` → `1.0.0`.
    Major,
}

impl fmt::Display for Bump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}

/// Which changes the gate refuses, beside those that cannot be judged.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum FailOn {
    /// Those that break something, unless the version says so.
    #[default]
    Semver,
    /// Those that break a client of the wire contract; what breaks in Rust is not asked.
    Wire,
    /// Those that break code that uses what is generated.
    Rust,
    /// Those that break something.
    Breaking,
    /// Those that break something or may.
    Warning,
    /// None, not even those that cannot be judged.
    Never,
}

/// The versions of the workspace on both sides, and now.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Versions {
    /// At base; `None` when base is a plain file.
    pub base: Option<Version>,
    /// At head; `None` when head is a plain file.
    pub head: Option<Version>,
    /// In the working tree: it decides which step a change needs. Without one, the rules are
    /// those of `1.0.0`.
    pub current: Option<Version>,
}

/// What everything needs that has changed since the last release, and what was made of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SinceRelease {
    /// The version of the release.
    pub release: Version,
    /// The step that is required since then.
    pub required: Bump,
    /// The step that was made since then; `None` when head has no version.
    pub declared: Option<Bump>,
    /// The smallest version that makes the required step.
    pub version: Option<Version>,
}

impl Versions {
    /// The step that was made. A version that went down made none, and neither did one of which only the
    /// build differs. What follows a pre-release may break all that it had: it promised nothing yet.
    pub(super) fn declared(&self) -> Option<Bump> {
        let (base, head) = (self.base.as_ref()?, self.head.as_ref()?);
        Some(if head.cmp_precedence(base).is_le() {
            Bump::None
        } else if !base.pre.is_empty() || head.major != base.major {
            Bump::Major
        } else if head.minor != base.minor {
            Bump::Minor
        } else {
            Bump::Patch
        })
    }

    /// The version that `step` leads to from base's.
    pub(super) fn after(&self, step: Bump) -> Option<Version> {
        let base = self.base.as_ref()?;
        Some(match step {
            Bump::None => base.clone(),
            _ if !base.pre.is_empty() => Version {
                pre: after_pre_release(&base.pre)?,
                ..Version::new(base.major, base.minor, base.patch)
            },
            Bump::Patch => Version::new(base.major, base.minor, base.patch.saturating_add(1)),
            Bump::Minor => Version::new(base.major, base.minor.saturating_add(1), 0),
            Bump::Major => Version::new(base.major.saturating_add(1), 0, 0),
        })
    }

    /// The smallest step that Cargo takes for an incompatible one: the leftmost number that is
    /// not zero.
    pub(super) fn breaking(&self) -> Bump {
        match self.rules() {
            (0, 0) => Bump::Patch,
            (0, _) => Bump::Minor,
            _ => Bump::Major,
        }
    }

    /// The step for a compatible addition.
    pub(super) fn additive(&self) -> Bump {
        match self.rules() {
            (0, _) => Bump::Patch,
            _ => Bump::Minor,
        }
    }

    fn rules(&self) -> (u64, u64) {
        let version = self.current.as_ref();
        version.map_or((1, 0), |version| (version.major, version.minor))
    }
}

/// The next pre-release: `rc.1` → `rc.2`, `beta` → `beta.1`.
fn after_pre_release(pre: &Prerelease) -> Option<Prerelease> {
    let (name, number) = pre.rsplit_once('.').unwrap_or(("", pre));
    let next = match number.parse::<u64>() {
        Ok(number) if name.is_empty() => number.saturating_add(1).to_string(),
        Ok(number) => format!("{name}.{}", number.saturating_add(1)),
        Err(_) => format!("{pre}.1"),
    };
    Prerelease::new(&next).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn versions(base: &str, head: &str) -> Versions {
        Versions {
            base: Version::parse(base).ok(),
            head: Version::parse(head).ok(),
            current: Version::parse(head).ok(),
        }
    }

    #[test]
    fn steps_are_cargos() {
        for (version, breaking, additive) in [
            ("0.0.3", Bump::Patch, Bump::Patch),
            ("0.1.0", Bump::Minor, Bump::Patch),
            ("1.0.0", Bump::Major, Bump::Minor),
            ("2.3.4-beta.1", Bump::Major, Bump::Minor),
        ] {
            let versions = versions(version, version);
            assert_eq!(versions.breaking(), breaking, "{version}");
            assert_eq!(versions.additive(), additive, "{version}");
        }
        assert_eq!(Versions::default().breaking(), Bump::Major);
    }

    #[test]
    fn the_declared_step_is_the_leftmost_number_that_grew() {
        for (base, head, declared) in [
            ("0.1.0", "0.1.0", Bump::None),
            ("0.1.0", "0.1.1", Bump::Patch),
            ("0.1.9", "0.2.0", Bump::Minor),
            ("0.9.0", "1.0.0", Bump::Major),
            ("1.0.0", "0.9.0", Bump::None),
            ("1.0.0-rc.1", "1.0.0-rc.2", Bump::Major),
            ("1.0.0-rc.1", "1.0.0", Bump::Major),
            ("1.0.0-rc.2", "1.0.0-rc.1", Bump::None),
            ("1.0.0", "1.0.1-rc.1", Bump::Patch),
            ("0.0.1+a", "0.0.1+b", Bump::None),
        ] {
            assert_eq!(
                versions(base, head).declared(),
                Some(declared),
                "{base} → {head}"
            );
        }
        let file = Versions {
            base: None,
            ..versions("0.1.0", "0.2.0")
        };
        assert_eq!(file.declared(), None);
    }

    #[test]
    fn the_version_after_a_step_is_the_smallest_that_makes_it() {
        for (base, step, expected) in [
            ("1.2.3", Bump::None, "1.2.3"),
            ("1.2.3", Bump::Patch, "1.2.4"),
            ("1.2.3+build", Bump::Minor, "1.3.0"),
            ("1.2.3", Bump::Major, "2.0.0"),
            ("2.0.0-rc.1", Bump::Major, "2.0.0-rc.2"),
            ("2.0.0-beta", Bump::Minor, "2.0.0-beta.1"),
            ("2.0.0-9", Bump::Patch, "2.0.0-10"),
        ] {
            let versions = versions(base, base);
            let after = versions.after(step).map(|version| version.to_string());
            assert_eq!(after.as_deref(), Some(expected), "{base}");
            let made = Versions {
                head: versions.after(step),
                ..versions
            };
            assert!(made.declared() >= Some(step), "{base}");
        }
    }
}
