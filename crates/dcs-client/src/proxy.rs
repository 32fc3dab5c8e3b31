//! The proxy that the environment names.
//!
//! reqwest reads the same variables, and goes on without a proxy where it cannot make sense of one: to
//! the service directly, which whoever set the variable did not want.

use std::ffi::OsString;

use hyper_util::client::proxy::matcher::Matcher;

use crate::BuildError;
use crate::endpoint::Endpoint;

/// Set for CGI scripts, where reqwest uses none of the variables.
const CGI: &str = "REQUEST_METHOD";

/// What whoever calls a CGI script gives as the header `Proxy` (RFC 3875, section 4.1.18). It is nobody's
/// wish that has a say here, so it is not looked at.
const CALLERS: &str = "HTTP_PROXY";

/// Checks the variables that reqwest would look at for `endpoint`, in its order, through `variable`.
///
/// What is set must be of use also where `NO_PROXY` names the endpoint: that one says who needs no proxy,
/// and not that a proxy may be wrong. For this machine no proxy is asked, whatever is set.
pub(crate) fn check(
    endpoint: &Endpoint,
    variable: impl Fn(&str) -> Option<OsString>,
) -> Result<(), BuildError> {
    if endpoint.is_loopback() {
        return Ok(());
    }
    let is_cgi = variable(CGI).is_some();
    let own = if endpoint.is_https() {
        ["HTTPS_PROXY", "https_proxy"]
    } else {
        [CALLERS, "http_proxy"]
    };
    let named = [own, ["ALL_PROXY", "all_proxy"]]
        .into_iter()
        .find_map(|names| {
            let mut set = names
                .into_iter()
                .filter(|name| !(is_cgi && *name == CALLERS))
                .filter_map(|name| Some((name, variable(name)?)));
            set.next().filter(|(_, value)| !value.is_empty())
        });
    match named {
        Some((variable, _)) if is_cgi => Err(BuildError::UnusedProxy { variable }),
        Some((variable, value)) if !is_proxy(&value) => Err(BuildError::InvalidProxy { variable }),
        _ => Ok(()),
    }
}

/// Whether reqwest, which asks the same reader, finds a proxy of HTTP in it. It knows SOCKS too, but is
/// built without, and would speak HTTP to such a proxy. A port that is no number would be read as none.
fn is_proxy(value: &OsString) -> bool {
    let anywhere = http::Uri::from_static("http://example.com");
    let proxy = value.to_str().and_then(|value| {
        let matcher = Matcher::builder().all(value).build();
        matcher.intercept(&anywhere)
    });
    proxy.is_some_and(|proxy| {
        let uri = proxy.uri();
        matches!(uri.scheme_str(), Some("http" | "https"))
            && uri.authority().is_some_and(|authority| {
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
            let (BuildError::InvalidProxy { variable } | BuildError::UnusedProxy { variable }) =
                error
            else {
                panic!("{error}");
            };
            let is_unused = matches!(error, BuildError::UnusedProxy { .. });
            assert_eq!(is_unused, variables.contains(&CGI_CALL), "{variables:?}");
            variable
        });
        assert_eq!(refused, expected, "{variables:?}");
    }

    const CGI_CALL: (&str, &str) = ("REQUEST_METHOD", "GET");
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
            // No other kind of proxy is built in, and this would be spoken to as one of HTTP.
            "socks4://127.0.0.1:9050",
            "socks4a://127.0.0.1:9050",
            "socks5://me:hunter2@127.0.0.1:9050",
            "SOCKS5H://127.0.0.1:9050",
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
            "",
        ] {
            check_with(SECURE, &[("HTTPS_PROXY", value)], None);
        }
    }

    #[test]
    fn a_proxy_that_a_cgi_script_would_pass_by_is_refused() {
        for value in ["http://proxy.example.com", "hunter2://"] {
            for (endpoint, name) in [
                (SECURE, "HTTPS_PROXY"),
                (SECURE, "https_proxy"),
                (SECURE, "ALL_PROXY"),
                (PLAIN, "http_proxy"),
                (PLAIN, "all_proxy"),
            ] {
                check_with(endpoint, &[CGI_CALL, (name, value)], Some(name));
            }
            // Whoever calls the script has chosen it, with a header `Proxy`.
            check_with(PLAIN, &[CGI_CALL, ("HTTP_PROXY", value)], None);
            check_with("https://localhost", &[CGI_CALL, ("ALL_PROXY", value)], None);
        }
        check_with(SECURE, &[CGI_CALL], None);
        check_with(SECURE, &[CGI_CALL, ("HTTPS_PROXY", "")], None);
    }

    /// It says for which hosts there is no proxy, and not whether the others' can be read.
    #[test]
    fn a_proxy_is_read_also_for_a_host_that_goes_without_it() {
        let variables = [("NO_PROXY", "*"), ("HTTPS_PROXY", "http://")];
        check_with(SECURE, &variables, Some("HTTPS_PROXY"));
    }

    #[test]
    fn a_variable_that_is_not_looked_at_does_no_harm() {
        let bad = "http://";
        check_with(SECURE, &[("HTTP_PROXY", bad)], None);
        check_with(PLAIN, &[("HTTPS_PROXY", bad)], None);
        let good = "http://proxy.example.com";
        check_with(SECURE, &[("HTTPS_PROXY", good), ("ALL_PROXY", bad)], None);
        check_with(SECURE, &[("HTTPS_PROXY", good), ("https_proxy", bad)], None);
        for scheme in ["http", "https"] {
            for host in ["localhost", "dcs.localhost:1", "127.0.0.1:1", "[::1]"] {
                let bad = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"].map(|name| (name, bad));
                check_with(&format!("{scheme}://{host}"), &bad, None);
            }
        }
        let empty = [
            ("HTTPS_PROXY", ""),
            ("https_proxy", good),
            ("ALL_PROXY", bad),
        ];
        check_with(SECURE, &empty, Some("ALL_PROXY"));
    }
}
