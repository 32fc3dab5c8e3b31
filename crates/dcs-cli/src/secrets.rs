//! The secrets in the environment, to be kept out of whatever is written.
//!
//! The client shows none of those that it sends. This is the second guard, for an answer or a usage error
//! that repeats another.

use dcs_client::Redactor;

/// Finds what the variables of credentials hold, read through `variable`.
pub(crate) fn redactor(variable: impl Fn(&str) -> Option<String>) -> Redactor {
    let value = |name| variable(name).unwrap_or_default();
    Redactor::new()
        .secret(value("DCS_AUTH_TOKEN"))
        .secret(value("HUAWEICLOUD_SDK_SK"))
        .secret(value("HUAWEICLOUD_SDK_SECURITY_TOKEN"))
        .access_key_id(value("HUAWEICLOUD_SDK_AK"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_variable_is_kept_out_and_of_the_keys_id_four_characters_stay() {
        let redactor = redactor(|name| Some(format!("the value/of {name}1234")));
        for (name, shown) in [
            ("DCS_AUTH_TOKEN", "[redacted]"),
            ("HUAWEICLOUD_SDK_SK", "[redacted]"),
            ("HUAWEICLOUD_SDK_SECURITY_TOKEN", "[redacted]"),
            ("HUAWEICLOUD_SDK_AK", "…1234"),
        ] {
            let text = format!(r#"{{"a":"THE%20value\/of {name}1234"}}"#);
            assert_eq!(redactor.redact(&text), format!(r#"{{"a":"{shown}"}}"#));
        }
        assert_eq!(super::redactor(|_| None).redact("text"), "text");
    }
}
