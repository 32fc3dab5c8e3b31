//! Finding credentials in text from outside, however they are written there.

mod unescaped;

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use secrecy::{ExposeSecret as _, SecretString};

use self::unescaped::{Unescaped, may_hold_escapes};

/// Shorter secrets are not looked for: they would be found everywhere.
const SHORTEST: usize = 8;

/// How much of an access key's id is left, so that somebody with several can tell which one it is.
const SHOWN_OF_ID: usize = 4;

/// What stands where a secret stood.
const REDACTED: &str = "[redacted]";

/// Takes credentials out of text that a server, a proxy or somebody else may have repeated them in.
///
/// They are found whatever the case of their letters, and escaped as JSON (`\/`, `\u002f`), programs
/// (`\x2f`), URLs (`%2F`) and HTML (`&#47;`, `&#x2f;`, `&sol;`) do, in any order and any number of layers.
/// Not found are other encodings (base64 of them, compression), a secret with something in between, such as
/// a line break, and parts of one. Ones of less than 8 bytes are not looked for.
///
/// The client does this by itself for the credentials of a request and all that comes back; this is for
/// programs that show more than that, such as the answers to requests that they
/// [sign](crate::auth::sign_request) themselves. Text is all that it knows: where a number of JSON was the
/// secret, the rest is no longer JSON.
///
/// ```
/// use dcs_client::Redactor;
///
/// let redactor = Redactor::new()
///     .secret("MIIFvwYJKoZ/x")
///     .access_key_id("AKIDAKIDAKIDWXYZ");
/// assert_eq!(redactor.redact(r#"{"token":"miifvwyjkoz%2Fx"}"#), r#"{"token":"[redacted]"}"#);
/// assert_eq!(redactor.redact("no key AKIDAKIDAKIDWXYZ"), "no key …WXYZ");
/// ```
#[derive(Clone, Default)]
pub struct Redactor(Vec<Sought>);

#[derive(Clone)]
struct Sought {
    secret: SecretString,
    /// What is put in its place.
    stand_in: String,
}

impl Redactor {
    /// One that knows no credentials.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Looks for this as well, such as a token or the secret of a key, and leaves nothing of it.
    #[must_use]
    pub fn secret(self, secret: impl Into<String>) -> Self {
        self.with(secret.into(), REDACTED.to_owned())
    }

    /// Looks for this id of an access key (AK) as well, and leaves its last four characters.
    #[must_use]
    pub fn access_key_id(self, id: impl Into<String>) -> Self {
        let id = id.into();
        let before = id.len().saturating_sub(SHOWN_OF_ID);
        // Anything but letters and digits could end the string of JSON that it is put into.
        let end = id
            .get(before..)
            .filter(|end| end.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        let stand_in = format!("…{}", end.unwrap_or_default());
        self.with(id, stand_in)
    }

    /// The text without the credentials.
    #[must_use]
    pub fn redact<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match self.redact_bytes(text.as_bytes()) {
            None => Cow::Borrowed(text),
            // Credentials are ASCII, so what is left around them is whole characters.
            Some(redacted) => Cow::Owned(String::from_utf8_lossy(&redacted).into_owned()),
        }
    }

    /// The same for what need not be UTF-8; `None` when there is nothing to take out.
    pub(crate) fn redact_bytes(&self, text: &[u8]) -> Option<Vec<u8>> {
        let mut redacted = None;
        for Sought { secret, stand_in } in &self.0 {
            let text = redacted.as_deref().unwrap_or(text);
            redacted = without(text, secret.expose_secret().as_bytes(), stand_in).or(redacted);
        }
        redacted
    }

    fn with(mut self, secret: String, stand_in: String) -> Self {
        if secret.len() >= SHORTEST {
            self.0.push(Sought {
                secret: secret.into(),
                stand_in,
            });
        }
        self
    }
}

impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Redactor").finish_non_exhaustive()
    }
}

/// The text with each occurrence of the secret replaced by `stand_in`, or `None` when there is none.
fn without(text: &[u8], secret: &[u8], stand_in: &str) -> Option<Vec<u8>> {
    let mut found = occurrences(text, without_last_backslashes(secret));
    if may_hold_escapes(text) || may_hold_escapes(secret) {
        let (text, secret) = (Unescaped::of(text), Unescaped::of(secret));
        if secret.bytes().len() >= SHORTEST {
            let escaped = occurrences(text.bytes(), secret.bytes());
            found.extend(escaped.iter().map(|range| text.source(range)));
        }
    }
    if found.is_empty() {
        return None;
    }
    found.sort_by_key(|range| range.start);
    let mut redacted = Vec::new();
    let mut copied = 0;
    for Range { start, end } in found {
        // What overlaps with the one before is a part of the same.
        if let Some(before) = text.get(copied..start) {
            redacted.extend_from_slice(before);
            redacted.extend_from_slice(stand_in.as_bytes());
        }
        copied = copied.max(end);
    }
    redacted.extend_from_slice(text.get(copied..).unwrap_or_default());
    Some(redacted)
}

/// A backslash at the end of the secret may be half of an escaped one, whose other half would go on to
/// escape the end of the string of JSON.
fn without_last_backslashes(secret: &[u8]) -> &[u8] {
    match secret {
        [before @ .., b'\\'] if before.len() >= SHORTEST => without_last_backslashes(before),
        _ => secret,
    }
}

/// Where the secret stands as it is, but for the case of its letters. No two of them overlap.
fn occurrences(text: &[u8], secret: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let Some(first) = secret.first() else {
        return found;
    };
    let mut from = 0;
    while let Some(next) = text.get(from..)
        && let Some(skipped) = next
            .iter()
            .position(|byte| byte.eq_ignore_ascii_case(first))
    {
        let start = from + skipped;
        let end = start + secret.len();
        let is_found = text
            .get(start..end)
            .is_some_and(|candidate| candidate.eq_ignore_ascii_case(secret));
        if is_found {
            found.push(start..end);
        }
        from = if is_found { end } else { start + 1 };
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_taken_out_wherever_it_stands_and_however_it_is_written() {
        let redactor = Redactor::new().secret("secret/%2ftoken+\\=");
        for written in [
            r"secret/%2ftoken+\=",
            r"SECRET/%2FToken+\=",
            r"secret\/%2ftoken+\\=",
            r"secret\u002f%2ftoken\u002B\u005c\u003d",
            r"secret\\/%2ftoken\\u002b\\\\=",
            "secret%2F%252ftoken%2b%5C%3D",
            "secret&#47;&#37;2ftoken&#43;&#x5C;&#061;",
            r"secret\\\/%2ftoken\\\\u002b\\\\\\\\=",
            r"secret\x2f%2ftoken\x2B\\=",
            "secret%25252F%2525252ftoken%252b%255C%253D",
            "secret&sol;&amp;#37;2ftoken&#x02B;&amp;amp;bsol;&#0061;",
            "secret//token+=",
        ] {
            let text = format!("a {written}, {written}{written} é");
            assert_eq!(
                redactor.redact(&text),
                "a [redacted], [redacted][redacted] é",
                "{written}"
            );
        }
        for other in [
            "",
            "secret/",
            "secret/%2ftoken-\\=",
            "%",
            "\\",
            "&#",
            "\\u00",
        ] {
            assert_eq!(redactor.redact(other), other);
        }
    }

    #[test]
    fn of_an_access_keys_id_the_last_four_characters_stay() {
        let redactor = Redactor::new()
            .access_key_id("AKIDAKIDWXYZ")
            .access_key_id("short");
        assert_eq!(
            redactor.redact("akidAKID%57XYZ, short, IDWXYZ"),
            "…WXYZ, short, IDWXYZ"
        );
        let redactor = Redactor::new().access_key_id("AKIDAKID\"}");
        assert_eq!(redactor.redact(r#"{"a":"AKIDAKID\"}"}"#), r#"{"a":"…"}"#);
    }

    #[test]
    fn a_text_that_only_resembles_the_secret_takes_no_longer_for_it() {
        let redactor = Redactor::new().secret("aaaaaaaaaaaaaaab");
        for repeated in [
            r"\", "%25", "&amp;", "&#0", "&#37", "&#", r"\u005c", "aaa%61", "%",
        ] {
            let text = repeated.repeat(1 << 16);
            assert_eq!(redactor.redact_bytes(text.as_bytes()), None);
            let text = format!("&#{}", &text);
            assert_eq!(redactor.redact_bytes(text.as_bytes()), None);
        }
    }

    #[test]
    fn a_sign_before_the_secret_that_could_begin_an_escape_hides_nothing_of_it() {
        let redactor = Redactor::new().secret("ab12ab12/cd").secret("u0041-x41");
        assert_eq!(redactor.redact("%ab12ab12/cd"), "%[redacted]");
        assert_eq!(redactor.redact(r"\u0041-x41 &#1;"), r"\[redacted] &#1;");
    }

    #[test]
    fn a_string_of_json_stays_one_when_the_secret_ends_in_a_backslash() {
        let redactor = Redactor::new().secret(r"secret-token\");
        let text = r#"{"a":"secret-token\\","b":1}"#;
        let redacted = redactor.redact(text);
        assert!(
            serde_json::from_str::<serde_json::Value>(&redacted).is_ok(),
            "{redacted}"
        );
        assert!(!redacted.contains("secret"), "{redacted}");
    }

    #[test]
    fn what_is_looked_for_is_not_shown() {
        let redactor = Redactor::new().secret("hunter2-hunter2");
        assert!(!format!("{redactor:?} {redactor:#?}").contains("hunter2"));
    }
}
