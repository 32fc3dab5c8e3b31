use super::*;

#[track_caller]
fn check(text: &str, base_url: &str) {
    assert_eq!(Endpoint::parse(text).unwrap().base_url(), base_url);
}

#[track_caller]
fn refuses(text: &str, reason: &str) {
    let message = Endpoint::parse(text).unwrap_err().to_string();
    assert!(message.contains(reason), "{message}");
    assert!(!message.contains("hunter2"), "{message}");
}

#[test]
fn slashes_at_the_end_are_dropped_and_a_prefix_is_kept() {
    check("https://dcs.example.com", "https://dcs.example.com");
    check("https://dcs.example.com/", "https://dcs.example.com");
    check("HTTPS://DCS.example.com:443//", "https://dcs.example.com");
    check(
        "http://127.0.0.1:8080/gateway/dcs/",
        "http://127.0.0.1:8080/gateway/dcs",
    );
    check("https://[::1]:1/a/../b", "https://[::1]:1/b");
    check(
        "https://h/API/v1/dcs_2~a.b-c",
        "https://h/API/v1/dcs_2~a.b-c",
    );
    check("https://h/v", "https://h/v");
    check("https://h/v2x", "https://h/v2x");
}

#[test]
fn a_prefix_that_could_be_read_as_another_path_is_refused() {
    for path in [
        "%2f..%2f", "a%2F..", "a%00", "a/%20b", "a b", "é", "a;b", "a:b", "a%",
    ] {
        refuses(
            &format!("https://h/hunter2/{path}"),
            "leave escapes (`%…`) and other signs out",
        );
    }
}

#[test]
fn a_prefix_that_holds_the_beginning_of_the_operations_paths_is_refused() {
    for path in [
        "v2",
        "gateway/v2/",
        "v2/p",
        "v2/hunter2/instances",
        "V2",
        "a/V2/b",
    ] {
        refuses(
            &format!("https://h/{path}"),
            "with which the operations' paths begin; leave that and what follows out",
        );
    }
    for path in ["v1", "v1.0", "V3/", "gateway/v1.0/", "v10.2.3"] {
        refuses(&format!("https://h/{path}"), "ends in a version, `/");
    }
}

#[test]
fn an_endpoint_that_is_more_or_less_than_an_address_is_refused() {
    for text in [
        "dcs.example.com",
        "localhost:8080",
        "hunter2.example.com/a",
        "",
    ] {
        refuses(text, "add `https://`");
    }
    refuses("ftp://dcs.example.com", "scheme");
    refuses("https://", "host");
    refuses(
        "https://me:hunter2@dcs.example.com",
        "user name or password",
    );
    refuses("https://hunter2@dcs.example.com", "user name or password");
    refuses("https://dcs.example.com?token=hunter2", "query");
    refuses("https://dcs.example.com#hunter2", "fragment");
    refuses("https://dcs.example.com/a//b", "empty segment");
    refuses("https://me:hunter2@dcs.example.com:port", "port");
}

#[test]
fn a_region_is_checked_for_its_form_only() {
    let endpoint = Endpoint::from_region("ap-southeast-99").unwrap();
    assert_eq!(
        endpoint.base_url(),
        "https://dcs.ap-southeast-99.myhuaweicloud.com"
    );
    for region in ["", "eu-de.evil.com/", "EU-DE", "eu de", "é"] {
        assert!(
            matches!(
                Endpoint::from_region(region),
                Err(BuildError::InvalidRegion { .. })
            ),
            "{region}"
        );
    }
}

#[test]
fn loopback_is_told_from_its_likes() {
    for (host, expected) in [
        ("localhost", true),
        ("LOCALHOST", true),
        ("dcs.localhost", true),
        ("notlocalhost", false),
        ("localhost.", false),
        ("127.0.0.1", true),
        ("127.1", true),
        ("[::1]", true),
        ("[::ffff:127.0.0.1]", true),
        ("0.0.0.0", false),
        ("localhost.example.com", false),
        ("127.0.0.1.example.com", false),
        ("10.0.0.1", false),
    ] {
        let endpoint = Endpoint::parse(&format!("http://{host}")).unwrap();
        assert_eq!(endpoint.is_loopback(), expected, "{host}");
    }
}
