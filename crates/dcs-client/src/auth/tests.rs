mod known_answers;

use proptest::prelude::*;
use reqwest::Method;

use super::*;

fn key() -> AccessKey {
    AccessKey::new("AccessKey", "SecretKey")
}

fn request(method: Method, url: &str) -> Request {
    Request::new(method, url.parse().unwrap())
}

/// Signs as of the date of the known answers and returns the `Authorization` header.
fn sign(request: Request) -> String {
    sign_with(&key(), request)
}

fn sign_with(key: &AccessKey, mut request: Request) -> String {
    request
        .headers_mut()
        .entry(DATE)
        .or_insert(HeaderValue::from_static("20200608T023900Z"));
    sign_request(&mut request, key, UNIX_EPOCH).unwrap();
    let value = request.headers().get(AUTHORIZATION).unwrap();
    assert!(value.is_sensitive());
    value.to_str().unwrap().to_owned()
}

const PROJECT: &str = "a4d31cb6-3d72-4fdc-8ec9-6e3a41e47f71";
const URL: &str = "https://service.endpoint.myhuaweicloud.com/resources?size=1";

#[test]
fn dates_are_utc_in_the_vendors_form() {
    #[track_caller]
    fn check(seconds: u64, expected: &str) {
        let time = UNIX_EPOCH + Duration::from_secs(seconds);
        assert_eq!(sdk_date(time).unwrap(), expected);
    }
    check(0, "19700101T000000Z");
    check(1_591_583_940, "20200608T023900Z");
    check(951_827_696, "20000229T123456Z");
    check(253_402_300_799, "99991231T235959Z");
    for month in 0..12 {
        let date =
            sdk_date(UNIX_EPOCH + Duration::from_secs(86_400 * (14 + month * 61 / 2))).unwrap();
        assert!(date.starts_with(&format!("1970{:02}", month + 1)), "{date}");
    }
}

#[test]
fn a_time_that_cannot_be_written_is_an_error() {
    for time in [
        UNIX_EPOCH - Duration::from_secs(1),
        UNIX_EPOCH + END_OF_DATES,
    ] {
        let mut request = request(Method::GET, URL);
        assert_eq!(
            sign_request(&mut request, &key(), time),
            Err(SignError::InvalidTime)
        );
        assert!(!request.headers().contains_key(AUTHORIZATION));
    }
}

#[test]
fn a_security_token_is_sent_and_signed() {
    let mut request = request(Method::GET, URL);
    let key = key().with_security_token("temporary");
    sign_request(&mut request, &key, UNIX_EPOCH).unwrap();
    assert_eq!(request.headers().get(SECURITY_TOKEN).unwrap(), "temporary");
    assert!(
        request
            .headers()
            .get(SECURITY_TOKEN)
            .unwrap()
            .is_sensitive()
    );
    let authorization = request
        .headers()
        .get(AUTHORIZATION)
        .unwrap()
        .to_str()
        .unwrap();
    assert!(
        authorization.contains("SignedHeaders=host;x-sdk-date;x-security-token,"),
        "{authorization}"
    );
}

#[test]
fn a_project_id_on_the_request_gives_way_to_the_keys_own() {
    let signed = |key: &AccessKey| {
        let mut request = request(Method::GET, URL);
        let other = HeaderValue::from_static("other");
        request.headers_mut().insert(PROJECT_ID, other);
        sign_request(&mut request, key, UNIX_EPOCH).unwrap();
        request.headers_mut().remove(PROJECT_ID).unwrap()
    };
    assert_eq!(signed(&key().with_project_id(PROJECT)), PROJECT);
    assert_eq!(signed(&key()), "other");
}

#[test]
fn a_key_that_cannot_be_right_is_an_error_that_does_not_show_it() {
    #[track_caller]
    fn check(key: &AccessKey, part: &str, reason: &str) {
        let mut request = request(Method::GET, URL);
        let error = sign_request(&mut request, key, UNIX_EPOCH).unwrap_err();
        let text = error.to_string();
        assert!(text.starts_with(&format!("the {part} {reason}")), "{text}");
        assert!(!format!("{text} {error:?}").contains("hunter2"));
        assert!(!request.headers().contains_key(AUTHORIZATION));
    }
    let (id, secret) = ("access key id (AK)", "secret access key (SK)");
    let odd = "holds a character that is not visible ASCII; look for a space or a line break";
    check(&AccessKey::new("", "s"), id, "is empty");
    check(&AccessKey::new("hunter2 ", "s"), id, odd);
    check(&AccessKey::new("hunter2, SignedHeaders=x", "s"), id, odd);
    check(&AccessKey::new("hunter2,x", "s"), id, "holds a comma");
    check(&AccessKey::new("a", ""), secret, "is empty");
    check(&AccessKey::new("a", "hunter2\n"), secret, odd);
    check(&AccessKey::new("a", "hunter2…"), secret, odd);
    let token = |token: &str| AccessKey::new("a", "s").with_security_token(token);
    check(&token(""), "security token", "is empty");
    check(&token("\thunter2"), "security token", odd);
    let project = |id: &str| AccessKey::new("a", "s").with_project_id(id);
    check(&project(""), "project id", "is empty");
    check(&project("hunter2\n"), "project id", odd);
}

#[test]
fn which_headers_are_signed() {
    let mut request = request(Method::GET, "https://h:8443/");
    for (name, value) in [
        ("x-b", "1"),
        ("X-A", "2"),
        ("x_c", "3"),
        ("x-d_e", "4"),
        ("accept", "5"),
        ("user-agent", "6"),
        ("if-match", "7"),
        ("authorization", "8"),
        ("content-type", "application/json;charset=utf-8"),
    ] {
        request.headers_mut().insert(
            HeaderName::try_from(name).unwrap(),
            HeaderValue::from_static(value),
        );
    }
    let authorization = sign(request);
    assert!(
        authorization.contains("SignedHeaders=content-type;host;x-a;x-b;x-sdk-date,"),
        "{authorization}"
    );
}

#[test]
fn a_foreign_content_type_declares_the_body_unsigned() {
    for (content_type, declared) in [
        ("application/json", false),
        ("application/json; charset=utf-8", false),
        ("application/bson", false),
        ("text/plain", true),
        ("application/octet-stream", true),
    ] {
        for with_body in [true, false] {
            let mut request = request(Method::POST, URL);
            request
                .headers_mut()
                .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
            if with_body {
                *request.body_mut() = Some("x".into());
            }
            sign_request(&mut request, &key(), UNIX_EPOCH).unwrap();
            let expected = declared.then_some(UNSIGNED);
            assert_eq!(
                request.headers().get(CONTENT_HASH),
                expected.as_ref(),
                "{content_type} {with_body}"
            );
        }
    }
}

#[test]
fn an_unsigned_body_does_not_change_the_signature_but_its_presence_does() {
    let signed = |body: Option<&'static str>| {
        let mut request = request(Method::POST, URL);
        request
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
        *request.body_mut() = body.map(Into::into);
        sign(request)
    };
    assert_eq!(signed(Some("a")), signed(Some("b")));
    assert_eq!(signed(Some("")), signed(None));
    assert_ne!(signed(Some("a")), signed(None));
}

#[test]
fn a_streamed_body_needs_a_declared_hash() {
    let stream = || Some(reqwest::Body::wrap(http_body()));
    let mut request = request(Method::POST, URL);
    *request.body_mut() = stream();
    assert_eq!(
        sign_request(&mut request, &key(), UNIX_EPOCH),
        Err(SignError::StreamingBody)
    );
    request.headers_mut().insert(CONTENT_HASH, UNSIGNED);
    assert_eq!(sign_request(&mut request, &key(), UNIX_EPOCH), Ok(()));
}

/// A body whose bytes are not at hand.
fn http_body() -> reqwest::Body {
    reqwest::Body::wrap(reqwest::Body::from("x"))
}

#[test]
fn signing_again_gives_the_same_signature() {
    let mut request = request(Method::PUT, URL);
    sign_request(&mut request, &key(), UNIX_EPOCH).unwrap();
    let first = request.headers().clone();
    sign_request(&mut request, &key(), UNIX_EPOCH + Duration::from_secs(60)).unwrap();
    assert_eq!(request.headers(), &first);
}

#[test]
fn signing_again_with_another_key_leaves_nothing_of_the_first() {
    let mut twice = request(Method::GET, URL);
    let temporary = AccessKey::new("Temporary", "s").with_security_token("of-the-first");
    sign_request(&mut twice, &temporary, UNIX_EPOCH).unwrap();
    sign_request(&mut twice, &key(), UNIX_EPOCH).unwrap();
    let mut once = request(Method::GET, URL);
    sign_request(&mut once, &key(), UNIX_EPOCH).unwrap();
    assert_eq!(twice.headers(), once.headers());
}

#[test]
fn a_host_header_on_the_request_is_signed_as_it_is() {
    let plain = sign(request(Method::GET, "https://a.example.com/x"));
    let mut other = request(Method::GET, "https://b.example.com/x");
    other
        .headers_mut()
        .insert("host", HeaderValue::from_static("a.example.com"));
    assert_eq!(sign(other), plain);
    assert_eq!(
        sign(request(Method::GET, "https://a.example.com:443/x")),
        plain
    );
    assert_ne!(
        sign(request(Method::GET, "https://a.example.com:444/x")),
        plain
    );
}

/// The canonical request of a `GET` without body, up to the names of the signed headers.
fn canonical(request: &Request) -> String {
    let headers = canonical::Headers::of(request);
    String::from_utf8(canonical::request(request, &headers, b"")).unwrap()
}

#[test]
fn values_of_a_repeated_header_are_signed_in_order() {
    let mut request = request(Method::GET, "https://h/");
    for value in ["b", " a", "c"] {
        request
            .headers_mut()
            .append("x-tag", HeaderValue::from_static(value));
    }
    assert_eq!(
        canonical(&request),
        "GET\n/\n\nhost:h\nx-tag:a\nx-tag:b\nx-tag:c\n\nhost;x-tag\n"
    );
}

#[test]
fn a_query_is_signed_byte_for_byte() {
    #[track_caller]
    fn check(query: &str, expected: &str) {
        let request = request(Method::GET, &format!("https://h/?{query}"));
        assert_eq!(canonical(&request).lines().nth(2), Some(expected));
    }
    check("", "");
    check("a", "a=");
    check("a=", "a=");
    check("=b", "=b");
    check("&&a=1&", "a=1");
    check("b=1&a=2&a=1", "a=1&a=2&b=1");
    check("a=x+y%20z", "a=x%20y%20z");
    check("a=1=2", "a=1%3D2");
    check("a=%FF&a=%FE", "a=%FE&a=%FF");
    check("a=%EF%BF%BD", "a=%EF%BF%BD");
    check("a=%e4%B8%ad&a=%7E", "a=~&a=%E4%B8%AD");
    check("a=100%", "a=100%25");
}

#[test]
fn the_path_is_signed_in_one_encoding_with_a_slash_at_the_end() {
    let signed = |path: &str| sign(request(Method::GET, &format!("https://h{path}")));
    assert_eq!(signed("/a"), signed("/a/"));
    assert_eq!(signed("/%61~b"), signed("/a%7Eb"));
    assert_ne!(signed("/a%2Fb"), signed("/a/b"));
}

proptest! {
    #[test]
    fn the_order_of_the_query_does_not_matter(
        pairs in proptest::collection::vec((".{0,8}", ".{0,8}"), 0..6),
        seed in any::<u64>(),
    ) {
        let signed = |pairs: &[(String, String)]| {
            let mut url: reqwest::Url = "https://h/p".parse().unwrap();
            url.query_pairs_mut().extend_pairs(pairs);
            sign(Request::new(Method::GET, url))
        };
        let mut shuffled = pairs.clone();
        for index in (1..shuffled.len()).rev() {
            let other = usize::try_from(seed >> (index * 8)).unwrap_or(0) % (index + 1);
            shuffled.swap(index, other);
        }
        prop_assert_eq!(signed(&pairs), signed(&shuffled));
    }

    #[test]
    fn space_around_values_does_not_matter(value in "[!-~]{1,16}") {
        let signed = |value: &str| {
            let mut request = request(Method::GET, URL);
            request.headers_mut().insert("x-a", HeaderValue::try_from(value).unwrap());
            sign(request)
        };
        prop_assert_eq!(signed(&value), signed(&format!(" \t{value}  ")));
    }

    #[test]
    fn whatever_is_signed_changes_the_signature(value in "[a-z]{1,8}", other in "[a-z]{1,8}") {
        prop_assume!(value != other);
        let with = |value: &str| {
            let mut request = request(Method::POST, &format!("https://h/{value}"));
            *request.body_mut() = Some("same".into());
            sign(request)
        };
        prop_assert_ne!(with(&value), with(&other));
        let with_body = |value: &str| {
            let mut request = request(Method::POST, URL);
            *request.body_mut() = Some(value.to_owned().into());
            sign(request)
        };
        prop_assert_ne!(with_body(&value), with_body(&other));
    }
}
