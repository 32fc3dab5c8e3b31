//! Where a file of a review can be looked at.

use std::{fmt, str::FromStr};

/// The address of a file, to which `#L12` can be added.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FileUrl(String);

/// What was written is no address of a file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NoUrl;

impl FileUrl {
    /// The address as text, in which nothing ends a link of Markdown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for FileUrl {
    type Err = NoUrl;

    fn from_str(text: &str) -> Result<Self, NoUrl> {
        let rest = text
            .strip_prefix("https://")
            .or(text.strip_prefix("http://"));
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~/:%@+=,".contains(c);
        match rest {
            Some(rest) if !rest.is_empty() && rest.chars().all(is_plain) => {
                Ok(Self(text.to_owned()))
            }
            _ => Err(NoUrl),
        }
    }
}

impl fmt::Display for NoUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "this is not the address of a file, such as \
             https://example.com/blob/main/openapi.yaml",
        )
    }
}

impl std::error::Error for NoUrl {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_cannot_end_a_link() {
        for (text, is_url) in [
            ("https://example.com/o/r/blob/0a/api/v1.yaml", true),
            ("http://localhost:8080/a%20b.yaml", true),
            ("https://", false),
            ("javascript:alert(1)", false),
            ("https://example.com/a) b", false),
            ("https://example.com/a\nb", false),
            ("https://example.com/a?b#c", false),
        ] {
            assert_eq!(text.parse::<FileUrl>().is_ok(), is_url, "{text}");
        }
    }
}
