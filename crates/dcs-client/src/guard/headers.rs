//! No header that HTTP, the connection, gateways, the signature or the client decide about.
//!
//! A `Content-Length` of the caller's choice is enough to turn one request into two: without a body,
//! the server takes the next request on the connection for it, and what comes after that is another
//! operation, with the caller's credentials.

use reqwest::Request;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderName};

use super::names::{is_method_override, is_reserved};

/// What keeps the request from being sent, if anything does. The header's value is not in it.
pub(super) fn misfit(request: &Request) -> Option<String> {
    let mut names = request.headers().keys();
    if let Some(chosen) =
        names.find(|name| is_reserved(name.as_str()) && !is_generated(name, request))
    {
        return Some(format!(
            "it carries the header `{chosen}`, which no caller may choose; remove that parameter \
             from the document and generate the client again"
        ));
    }
    let mut queries = request.url().query_pairs();
    queries.any(|(name, _)| is_method_override(&name)).then(|| {
        "its query names another method, which no caller may choose; remove that parameter from \
         the document and generate the client again"
            .to_owned()
    })
}

/// Whether the header is what the generated code puts on a request by itself: once, and with media types. The
/// type of a body is the operation's, and without a body there is none.
fn is_generated(name: &HeaderName, request: &Request) -> bool {
    let mut values = request.headers().get_all(name).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return false;
    };
    if name == ACCEPT {
        let mut types = value.as_bytes().split(|byte| *byte == b',');
        types.all(|name| name.contains(&b'/'))
    } else {
        name == CONTENT_TYPE && request.body().is_some()
    }
}

#[cfg(test)]
mod tests {
    use reqwest::Method;
    use reqwest::header::HeaderValue;

    use super::*;

    const JSON: &str = "application/json";

    fn request_with(headers: &[(&str, &'static str)]) -> Request {
        let mut request = Request::new(Method::POST, "https://dcs.example.com".parse().unwrap());
        *request.body_mut() = Some("{}".into());
        for (name, value) in headers {
            let name: HeaderName = name.parse().unwrap();
            let value = HeaderValue::from_static(value);
            request.headers_mut().append(name, value);
        }
        request
    }

    fn misfit_of(headers: &[(&str, &'static str)]) -> Option<String> {
        misfit(&request_with(headers))
    }

    #[test]
    fn what_the_generated_code_and_an_operation_have_of_their_own_is_sent() {
        let headers = [
            ("accept", "application/json"),
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
            "API-Version",
            "Content_Type",
        ] {
            let reason = misfit_of(&[("accept", JSON), (name, "hunter2")]).unwrap();
            assert!(reason.contains(&name.to_ascii_lowercase()), "{reason}");
            assert!(!reason.contains("hunter2"), "{reason}");
        }
    }

    #[test]
    fn a_second_value_beside_the_generated_one_is_refused() {
        assert_eq!(misfit_of(&[("accept", "text/csv, text/plain")]), None);
        for (name, value) in [("accept", JSON), ("content-type", JSON)] {
            let reason = misfit_of(&[(name, value), (name, value)]).unwrap();
            assert!(reason.contains(name), "{reason}");
        }
    }

    #[test]
    fn a_value_in_the_place_of_the_generated_one_is_refused() {
        for theirs in ["theirs", "text/csv, theirs", ""] {
            let reason = misfit_of(&[("accept", theirs)]).unwrap();
            assert!(reason.contains("accept"), "{reason}");
        }
        let mut request = request_with(&[("content-type", JSON)]);
        *request.body_mut() = None;
        assert!(misfit(&request).unwrap().contains("content-type"));
    }

    #[test]
    fn a_query_that_names_another_method_is_refused() {
        let mut request = request_with(&[]);
        for query in [
            "_method=PUT",
            "a=b&%5fMethod",
            "%24httpMethod=x",
            "X-HTTP-Method-Override=",
        ] {
            request.url_mut().set_query(Some(query));
            let reason = misfit(&request).unwrap();
            assert!(
                reason.contains("its query names another method"),
                "{reason}"
            );
        }
        request.url_mut().set_query(Some("method=PUT&a=_method"));
        assert_eq!(misfit(&request), None);
    }
}
