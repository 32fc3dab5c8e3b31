//! Whether the service has seen a request.

use std::fmt;

/// Whether anything of a call reached the service, as far as this side can know.
///
/// `Display` gives a word for scripts: `no`, `yes`, `unknown`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Sent {
    /// Nothing was sent.
    No,
    /// It was sent, and answered.
    Yes,
    /// It may have been sent, and no answer came: nobody knows what the service did.
    Unknown,
}

impl Sent {
    /// That of a call, given that of its attempts before and that of its last.
    pub(crate) fn after(self, before: Self) -> Self {
        match (before, self) {
            (Self::No, last) => last,
            (_, Self::Yes) => Self::Yes,
            _ => Self::Unknown,
        }
    }
}

impl fmt::Display for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::No => "no",
            Self::Yes => "yes",
            Self::Unknown => "unknown",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_attempt_before_may_have_done_is_not_forgotten() {
        use Sent::{No, Unknown, Yes};

        for (before, last, expected) in [
            (No, No, No),
            (No, Yes, Yes),
            (No, Unknown, Unknown),
            (Unknown, No, Unknown),
            (Unknown, Yes, Yes),
            (Yes, No, Unknown),
            (Yes, Unknown, Unknown),
        ] {
            assert_eq!(last.after(before), expected, "{before} {last}");
        }
    }
}
