//! No header that HTTP, the connection, gateways, the signature or the client decide about.
//!
//! A `Content-Length` of the caller's choice is enough to turn one request into two: without a body,
//! the server takes the next request on the connection for it, and what comes after that is another
//! operation, with the caller's credentials.

use reqwest::header::{HeaderMap, HeaderName};

use super::names::is_reserved;

/// The headers that the generated code puts on a request by itself. A second value would be
/// somebody else's.
const GENERATED: [&str; 3] = ["accept", "api-version", "content-type"];

/// What keeps the request from being sent, if anything does. The header's value is not in it.
pub(super) fn misfit(headers: &HeaderMap) -> Option<String> {
    let chosen = headers
        .keys()
        .find(|name| is_reserved(name.as_str()) && !is_generated(name, headers))?;
    Some(format!(
        "it carries the header `{chosen}`, which no caller may choose; remove that parameter from \
         the document and generate the client again"
    ))
}

fn is_generated(name: &HeaderName, headers: &HeaderMap) -> bool {
    GENERATED.contains(&name.as_str()) && headers.get_all(name).iter().count() == 1
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    fn misfit_of(headers: &[(&str, &'static str)]) -> Option<String> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            let name: HeaderName = name.parse().unwrap();
            map.append(name, HeaderValue::from_static(value));
        }
        misfit(&map)
    }

    #[test]
    fn what_the_generated_code_and_an_operation_have_of_their_own_is_sent() {
        let headers = [
            ("accept", "application/json"),
            ("api-version", "v2"),
            ("content-type", "application/json"),
            ("x-language", "en-us"),
            ("accept-language", "en"),
            ("x-request-id", "1"),
            ("x-sdkdate", "1"),
            ("sec", "1"),
        ];
        assert_eq!(misfit_of(&headers), None);
    }

    #[test]
    fn a_header_that_no_caller_may_choose_is_named_and_its_value_is_not() {
        for name in [
            "Content-Length",
            "content_length",
            "content.length",
            "Transfer-Encoding",
            "Host",
            "X-Forwarded-For",
            "x_http_method_override",
            "_method",
            "Proxy-Authorization",
            "Sec-Fetch-Site",
            "X-Sdk-Date",
            "X-Auth-Token",
            "Authorization",
            "User-Agent",
            "Content_Type",
        ] {
            let reason = misfit_of(&[("accept", "a"), (name, "hunter2")]).unwrap();
            assert!(reason.contains(&name.to_ascii_lowercase()), "{reason}");
            assert!(!reason.contains("hunter2"), "{reason}");
        }
    }

    #[test]
    fn a_second_value_beside_the_generated_one_is_refused() {
        for name in GENERATED {
            let reason = misfit_of(&[(name, "ours"), (name, "theirs")]).unwrap();
            assert!(reason.contains(name), "{reason}");
        }
    }
}
