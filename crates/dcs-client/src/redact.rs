//! Finding credentials in text from outside, however they are written there.

use std::borrow::Cow;
use std::fmt;

use secrecy::{ExposeSecret as _, SecretString};

/// Shorter secrets are not looked for: they would be found everywhere.
const SHORTEST: usize = 8;

/// How much of an access key's id is left, so that somebody with several can tell which one it is.
const SHOWN_OF_ID: usize = 4;

/// What stands where a secret stood.
const REDACTED: &str = "[redacted]";

/// Takes credentials out of text that a server, a proxy or somebody else may have repeated them in.
///
/// They are found whatever the case of their letters, and whether or not they are escaped as JSON (also
/// within a string of JSON), URLs and HTML do. Ones of less than 8 bytes are not looked for. The client
/// does this by itself for the credentials of a request and all that comes back; this is for programs that
/// show more than that, such as the answers to requests that they
/// [sign](crate::auth::sign_request) themselves.
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
    let first = secret.first()?;
    let may_begin = |byte: &u8| byte.eq_ignore_ascii_case(first) || b"\\%&".contains(byte);
    let mut redacted = Vec::new();
    let mut is_found = false;
    // What has not been copied yet, and how much of that holds no secret.
    let (mut rest, mut clear) = (text, 0);
    while let Some(next) = rest.get(clear..)
        && let Some(skipped) = next.iter().position(may_begin)
    {
        let (before, candidate) = rest.split_at(clear + skipped);
        if let Some(after) = after_secret(candidate, secret) {
            is_found = true;
            redacted.extend_from_slice(before);
            redacted.extend_from_slice(stand_in.as_bytes());
            (rest, clear) = (after, 0);
        } else {
            clear += skipped + 1;
        }
    }
    // Almost every text is free of secrets, and none of it has been copied then.
    is_found.then(|| {
        redacted.extend_from_slice(rest);
        redacted
    })
}

/// What follows the secret, if the text begins with it in any of its forms.
///
/// A backslash or a percent sign may be one or begin an escape; each reading gets its try.
fn after_secret<'a>(text: &'a [u8], secret: &[u8]) -> Option<&'a [u8]> {
    let walk = |readings: [Reading; 2]| {
        secret.iter().try_fold(text, |rest, wanted| {
            readings
                .iter()
                .filter_map(|read| read(rest))
                .find(|(byte, _)| byte.eq_ignore_ascii_case(wanted))
                .map(|(_, rest)| rest)
        })
    };
    walk([plain, escaped]).or_else(|| walk([escaped, plain]))
}

/// Takes a character off the text in one of its forms.
type Reading = fn(&[u8]) -> Option<(u8, &[u8])>;

fn plain(text: &[u8]) -> Option<(u8, &[u8])> {
    text.split_first().map(|(byte, rest)| (*byte, rest))
}

/// The character that begins the text, if it is escaped, and what follows it. Credentials are
/// visible ASCII, so the escapes of other characters do not matter.
fn escaped(text: &[u8]) -> Option<(u8, &[u8])> {
    // JSON within a string of JSON has each backslash twice.
    let text = match text {
        [b'\\', b'\\', ..] => text.get(1..).unwrap_or_default(),
        _ => text,
    };
    match text {
        [b'\\', b'u', b'0', b'0', high, low, rest @ ..]
        | [b'%', high, low, rest @ ..]
        | [b'&', b'#', b'x' | b'X', high, low, b';', rest @ ..] => {
            Some((number(&[*high, *low], 16)?, rest))
        }
        [b'&', b'#', tens, ones, b';', rest @ ..] => Some((number(&[*tens, *ones], 10)?, rest)),
        [b'&', b'#', hundreds, tens, ones, b';', rest @ ..] => {
            Some((number(&[*hundreds, *tens, *ones], 10)?, rest))
        }
        [b'\\', character, rest @ ..] => Some((*character, rest)),
        _ => None,
    }
}

fn number(digits: &[u8], radix: u32) -> Option<u8> {
    u8::from_str_radix(str::from_utf8(digits).ok()?, radix).ok()
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
        assert_eq!(redactor.redact_bytes(&vec![b'\\'; 1 << 18]), None);
    }

    #[test]
    fn what_is_looked_for_is_not_shown() {
        let redactor = Redactor::new().secret("hunter2-hunter2");
        assert!(!format!("{redactor:?} {redactor:#?}").contains("hunter2"));
    }
}
