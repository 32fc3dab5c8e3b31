//! Exit status 2: nothing was sent.

use super::{ONCE, check, check_failure};
use crate::cli::{NOWHERE, dcs, deletion, run};

/// What JSON says of a failure of which nothing was sent, behind the rest.
const UNSENT: &str =
    r#""sent":"no","retryable":false,"attempts":0,"retry_after":null,"endpoint":null,"hint":null"#;

#[test]
fn wrong_usage_is_2() {
    let unknown = |more: &[&str]| run(&mut dcs(&[&["--bogus"], more].concat()));
    let ended = unknown(&[]);
    assert_eq!(ended.status, Some(2));
    assert!(
        ended
            .stderr
            .starts_with("error: unexpected argument '--bogus' found\n"),
        "{ended:?}"
    );
    check(
        &unknown(&["--output", "json"]),
        2,
        "",
        &format!(
            "{{\"error\":{{\"kind\":\"invalid_request\",\"status\":null,\"code\":null,\"message\":\"unexpected argument '--bogus' found\",\"request_id\":null,{UNSENT}}}}}\n"
        ),
    );
    let endpoint = "no endpoint: give --region ID, such as --region ap-southeast-1, or --endpoint URL for one outside myhuaweicloud.com";
    let arguments = |more: &[&str]| {
        let mut arguments = deletion("", more);
        arguments.drain(1..3);
        run(&mut dcs(&arguments))
    };
    check_failure(
        arguments,
        2,
        endpoint,
        &format!(
            r#""kind":"invalid_request","status":null,"code":null,"message":"{endpoint}","request_id":null,{UNSENT}"#
        ),
    );
    let both = run(&mut dcs(&deletion(NOWHERE, &["--region", "eu-de"])));
    check(
        &both,
        2,
        "",
        "error: both --region and --endpoint: keep the one you mean\n",
    );
}

#[test]
fn a_wrong_place_is_told_in_the_words_of_the_options() {
    let say = |option: &str, value: &str| {
        let mut arguments = deletion("", &[option, value]);
        arguments.drain(1..3);
        let ended = run(&mut dcs(&arguments));
        assert_eq!(ended.status, Some(2), "{ended:?}");
        ended.stderr
    };
    assert_eq!(
        say("--region", "EU\u{1b}"),
        "error: --region: \"EU\\u{1b}\" is no region of Huawei Cloud: those are made of lower-case \
         letters, digits and hyphens, such as ap-southeast-1; for another cloud give --endpoint URL\n"
    );
    assert_eq!(
        say("--endpoint", "https://user:hunter2@h.test"),
        "error: --endpoint: it holds a user name or password; credentials come from the environment, \
         see `dcs --help`\n"
    );
    for wrong in [
        "",
        "h.test",
        "ftp://h.test",
        "https://h.test?a",
        "https://h.test#a",
    ] {
        let said = say("--endpoint", wrong);
        assert!(said.starts_with("error: --endpoint: "), "{said}");
        assert!(!said.contains("Client"), "{said}");
    }
}

#[test]
fn a_value_out_of_range_is_2() {
    for option in [
        ["--timeout", "-1"],
        ["--timeout", "-0.5"],
        ["--timeout", "86401"],
        ["--max-attempts", "-1"],
        ["--timeout", "0"],
        ["--timeout", "x"],
        ["--timeout", "NaN"],
        ["--max-attempts", "0"],
    ] {
        let ended = run(&mut dcs(&deletion(NOWHERE, &option)));
        assert_eq!(ended.status, Some(2), "{ended:?}");
        assert!(ended.stderr.contains(option[0]), "{ended:?}");
        assert!(!ended.stderr.contains("unexpected"), "{ended:?}");
    }
}

#[test]
fn missing_credentials_are_2() {
    let run = |more: &[&str]| run(dcs(&deletion(NOWHERE, more)).env_remove("DCS_AUTH_TOKEN"));
    let message = "no usable credentials; environment: no credentials in the environment: set DCS_AUTH_TOKEN, \
        or HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK (and HUAWEICLOUD_SDK_SECURITY_TOKEN for a \
        temporary key); profile: there is no home folder to look in";
    check_failure(
        run,
        2,
        message,
        &format!(
            r#""kind":"credentials","status":null,"code":null,"message":"{message}","request_id":null,{UNSENT}"#
        ),
    );
}

#[test]
fn credentials_are_not_sent_in_the_open() {
    let ended = run(&mut dcs(&deletion("http://dcs.test", &[])));
    let message = "error: --endpoint: credentials are not sent over plain http to another machine; use https\n";
    check(&ended, 2, "", message);
}

#[test]
fn no_connection_is_2_as_nothing_was_sent() {
    let ended = run(&mut dcs(&deletion(NOWHERE, &ONCE)));
    assert_eq!(ended.status, Some(2));
    assert!(
        ended
            .stderr
            .ends_with("\nhint: check --region or --endpoint, and the network\n"),
        "{ended:?}"
    );
    assert!(
        ended
            .stderr
            .starts_with("error: could not connect to http://127.0.0.1:1: "),
        "{ended:?}"
    );
    let ended = run(&mut dcs(&deletion(
        NOWHERE,
        &["--max-attempts", "1", "--output", "json"],
    )));
    assert_eq!(ended.status, Some(2));
    for part in [
        r#""sent":"no""#,
        r#""retryable":true"#,
        r#""endpoint":"http://127.0.0.1:1""#,
    ] {
        assert!(ended.stderr.contains(part), "{ended:?}");
    }
    assert!(
        ended
            .stderr
            .starts_with(r#"{"error":{"kind":"transport","status":null,"code":null,"#),
        "{ended:?}"
    );
}
