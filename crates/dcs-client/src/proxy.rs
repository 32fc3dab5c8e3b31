//! The proxy that the environment names.
//!
//! reqwest reads the same variables, and goes on without a proxy where it cannot make sense of one: to
//! the service directly, which whoever set the variable did not want.

use std::ffi::OsString;

use hyper_util::client::proxy::matcher::Matcher;

use crate::BuildError;
use crate::endpoint::Endpoint;

/// Set for CGI scripts, to which whoever calls them chooses `HTTP_PROXY`: reqwest reads no proxy there.
const CGI: &str = "REQUEST_METHOD";

/// Checks the variables that reqwest would look at for `endpoint`, in its order, through `variable`.
pub(crate) fn check(
    endpoint: &Endpoint,
    variable: impl Fn(&str) -> Option<OsString>,
) -> Result<(), BuildError> {
    if endpoint.is_plain_loopback() || variable(CGI).is_some() {
        return Ok(());
    }
    let own = if endpoint.is_https() {
        ["HTTPS_PROXY", "https_proxy"]
    } else {
        ["HTTP_PROXY", "http_proxy"]
    };
    let named = [own, ["ALL_PROXY", "all_proxy"]]
        .into_iter()
        .find_map(|names| {
            let mut set = names
                .into_iter()
                .filter_map(|name| Some((name, variable(name)?)));
            set.next().filter(|(_, value)| !value.is_empty())
        });
    match named {
        Some((variable, value)) if !is_proxy(&value) => Err(BuildError::InvalidProxy { variable }),
        _ => Ok(()),
    }
}

/// Whether reqwest, which asks the same reader, finds a proxy in it. A port that is no number would be read
/// as none.
fn is_proxy(value: &OsString) -> bool {
    let anywhere = http::Uri::from_static("http://example.com");
    let proxy = value.to_str().and_then(|value| {
        let matcher = Matcher::builder().all(value).build();
        matcher.intercept(&anywhere)
    });
    proxy.is_some_and(|proxy| {
        let authority = proxy.uri().authority();
        authority.is_some_and(|authority| {
            authority.as_str() == authority.host() || authority.port_u16().is_some()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_with(endpoint: &str, variables: &[(&str, &str)], expected: Option<&str>) {
        let endpoint = Endpoint::parse(endpoint).unwrap();
        let checked = check(&endpoint, |name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| OsString::from(value))
        });
        let refused = checked.err().map(|error| {
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains("hunter2"), "{shown}");
            match error {
                BuildError::InvalidProxy { variable } => variable,
                other => panic!("{other}"),
            }
        });
        assert_eq!(refused, expected, "{variables:?}");
    }

    const SECURE: &str = "https://dcs.example.com";
    const PLAIN: &str = "http://dcs.example.com";

    #[test]
    fn a_proxy_that_cannot_be_read_is_refused_by_the_name_of_its_variable() {
        for value in [
            "http://me:hunter2@proxy.example.com:port",
            "http://hunter2 proxy",
            "hunter2://proxy.example.com",
            "http://proxy.example.com:99999",
            "http://proxy.example.com:",
            "http://",
            " http://proxy.example.com:3128",
        ] {
            for (endpoint, name) in [
                (SECURE, "HTTPS_PROXY"),
                (SECURE, "https_proxy"),
                (SECURE, "ALL_PROXY"),
                (SECURE, "all_proxy"),
                (PLAIN, "HTTP_PROXY"),
                (PLAIN, "http_proxy"),
                (PLAIN, "ALL_PROXY"),
                ("https://localhost", "HTTPS_PROXY"),
            ] {
                check_with(endpoint, &[(name, value)], Some(name));
            }
        }
    }

    #[test]
    fn a_proxy_that_can_be_read_is_accepted() {
        for value in [
            "http://proxy.example.com:3128",
            "https://proxy.example.com",
            "proxy.example.com:3128",
            "http://me:hunter2@proxy.example.com:3128/",
            "socks5h://127.0.0.1:9050",
            "",
        ] {
            check_with(SECURE, &[("HTTPS_PROXY", value)], None);
        }
    }

    #[test]
    fn a_variable_that_is_not_looked_at_does_no_harm() {
        let bad = "http://";
        check_with(SECURE, &[("HTTP_PROXY", bad)], None);
        check_with(PLAIN, &[("HTTPS_PROXY", bad)], None);
        let good = "http://proxy.example.com";
        check_with(SECURE, &[("HTTPS_PROXY", good), ("ALL_PROXY", bad)], None);
        check_with(SECURE, &[("HTTPS_PROXY", good), ("https_proxy", bad)], None);
        check_with(
            SECURE,
            &[("HTTPS_PROXY", bad), ("REQUEST_METHOD", "GET")],
            None,
        );
        check_with(
            "http://localhost:1",
            &[("HTTP_PROXY", bad), ("ALL_PROXY", bad)],
            None,
        );
        let empty = [
            ("HTTPS_PROXY", ""),
            ("https_proxy", good),
            ("ALL_PROXY", bad),
        ];
        check_with(SECURE, &empty, Some("ALL_PROXY"));
    }
}
