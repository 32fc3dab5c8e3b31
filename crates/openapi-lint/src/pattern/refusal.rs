//! Why a pattern is not used, and what to write instead.

/// A pattern that is not used.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Refusal {
    /// Of which kind it is.
    pub trouble: Trouble,
    /// What is wrong, to be put behind the pattern itself.
    pub what: String,
    /// What to write instead.
    pub help: &'static str,
}

/// The kinds of refusals.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Trouble {
    /// It is no regular expression.
    Invalid,
    /// ECMA-262 gives it a meaning that the engine does not have.
    Unsupported,
    /// It is longer or deeper than anything that a person writes, or needs too much memory.
    Huge,
}

impl Refusal {
    pub(super) fn huge() -> Self {
        Self {
            trouble: Trouble::Huge,
            what: "is too long, too deep or repeats too much".to_owned(),
            help: "use at most 2,000 bytes and 40 nested groups, and `maxLength` instead of large \
                   counts in braces",
        }
    }

    /// `reason` as the parser says it, of which the last line is a sentence.
    pub(super) fn invalid(reason: &str) -> Self {
        let reason = reason.lines().next_back().unwrap_or_default().trim();
        let reason = reason.strip_prefix("error: ").unwrap_or(reason);
        Self {
            trouble: Trouble::Invalid,
            what: format!("is not understood: {reason}"),
            help: "write it as ECMA-262 has regular expressions; a backslash before one of \
                   `\\ ^ $ . * + ? ( ) [ ] { } |` makes it an ordinary character",
        }
    }

    /// `construct` is the part of the pattern that has another meaning.
    pub(super) fn unsupported(construct: &str, difference: Difference) -> Self {
        Self {
            trouble: Trouble::Unsupported,
            what: format!("holds `{construct}`, {}", difference.what()),
            help: difference.help(),
        }
    }
}

/// Constructs that ECMA-262 and the engine read in different ways, or that only one of them has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Difference {
    Assertion,
    BackReference,
    CharacterClass,
    ClassInClass,
    Count,
    EmptyClass,
    Escape,
    Flags,
    GroupName,
    Hyphens,
    Property,
    Repetition,
    TextAssertion,
}

impl Difference {
    fn what(self) -> &'static str {
        match self {
            Self::Assertion => {
                "a look-ahead or look-behind at a place where it cannot be tried in linear time"
            }
            Self::BackReference => "a back reference, which cannot be matched in linear time",
            Self::CharacterClass => "a named class that ECMA-262 does not have",
            Self::ClassInClass => {
                "where ECMA-262 reads a bracket or a doubled sign within a class as characters, \
                 and other engines do not"
            }
            Self::Count => "which ECMA-262 reads as text and not as a count",
            Self::EmptyClass => "which ECMA-262 reads as a class that is empty, or has everything",
            Self::Escape => "an escape with different meanings",
            Self::Flags => "flags, which ECMA-262 does not have within a pattern",
            Self::GroupName => "a name as ECMA-262 does not write it",
            Self::Hyphens => "where it is not clear which hyphen makes a range",
            Self::Property => {
                "a Unicode property, which depends on a flag that OpenAPI cannot set, and on the \
                 version of Unicode"
            }
            Self::Repetition => "a repetition of what cannot be repeated",
            Self::TextAssertion => "an assertion that ECMA-262 does not have",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Assertion => {
                "say what is allowed instead of what is not; look-aheads may stand directly behind \
                 a `^` that begins the whole pattern, as in `^(?!test$)[a-z]+$`"
            }
            Self::BackReference => {
                "write out what may be repeated, or leave the check to the \
                                    service"
            }
            Self::CharacterClass => "write the characters, such as `[A-Za-z]`",
            Self::ClassInClass => {
                "put a backslash before `[`, and before the second of `&&`, `--` \
                                   and `~~`"
            }
            Self::Count => "write `{0,n}`, or `\\{` for the character",
            Self::EmptyClass => "write `\\]` for the character, `[\\s\\S]` for any character",
            Self::Escape => "write the character itself, `\\xHH` or `\\uHHHH`",
            Self::Flags => "write both cases, such as `[Aa]`",
            Self::GroupName => "write `(?:…)`, or `(?<name>…)`",
            Self::Hyphens => "put a backslash before a hyphen that stands for itself",
            Self::Property => "write the characters as ranges, such as `[A-Za-z\\u00c0-\\u024f]`",
            Self::Repetition => "put what is repeated into a group: `(?:a+)*`",
            Self::TextAssertion => "write `^` for the start and `$` for the end",
        }
    }
}
