//! The secrets in the environment, to be kept out of whatever is written.
//!
//! The client shows none. This is the second lock, for an answer that repeats one.

/// The variables that hold secrets. Of an access key, the id is none.
const VARIABLES: [&str; 3] = [
    "DCS_AUTH_TOKEN",
    "HUAWEICLOUD_SDK_SK",
    "HUAWEICLOUD_SDK_SECURITY_TOKEN",
];

/// Shorter ones would be found everywhere, and are no secrets.
const SHORTEST: usize = 8;

pub(crate) struct Secrets(Vec<String>);

impl Secrets {
    pub(crate) fn from_env() -> Self {
        let values = VARIABLES.iter().filter_map(|name| std::env::var(name).ok());
        Self::new(values)
    }

    fn new(values: impl Iterator<Item = String>) -> Self {
        let mut secrets = Vec::new();
        for value in values.filter(|value| value.len() >= SHORTEST) {
            // As a JSON string shows it, without the quotes.
            let quoted = serde_json::Value::from(value.as_str()).to_string();
            let escaped = quoted.trim_matches('"').to_owned();
            if escaped != value {
                secrets.push(escaped);
            }
            secrets.push(value);
        }
        Self(secrets)
    }

    /// The text without the secrets.
    pub(crate) fn redact(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, secret| {
            text.replace(secret.as_str(), "[redacted]")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_taken_out_as_it_is_and_as_json_shows_it() {
        let secrets = Secrets::new(["se\"cret/1".to_owned(), "short".to_owned()].into_iter());
        assert_eq!(
            secrets.redact(r#"se"cret/1 {"a":"se\"cret/1"} short"#),
            r#"[redacted] {"a":"[redacted]"} short"#
        );
    }
}
