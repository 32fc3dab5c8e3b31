use proptest::prelude::*;
use reqwest::{Method, Url};

use super::*;
use crate::encode::encode_path;

const TASK: Operation = Operation {
    id: "get_task",
    operation_id: "getTask",
    method: Method::GET,
    path: "/v2/{project_id}/instances/{instance_id}/tasks/{task_id}",
    deprecated: false,
    destructive: false,
    successes: &[],
    empty_success_is_null: false,
    answer: crate::tolerance::Answer(&crate::tolerance::Shape::Any),
};

fn request(method: Method, url: &str) -> Request {
    Request::new(method, url.parse().unwrap())
}

fn misfit_of(base: &str, url: &str) -> Option<String> {
    misfit(
        &TASK,
        &Endpoint::parse(base).unwrap(),
        &request(Method::GET, url),
    )
}

#[track_caller]
fn refuses(url: &str, reason: &str) {
    let message = misfit_of("https://h/base", url).unwrap();
    assert!(message.contains(reason), "{message}");
}

#[test]
fn the_templates_own_path_passes() {
    for (base, url) in [
        ("https://h", "https://h/v2/p/instances/i/tasks/t"),
        ("https://h/base/", "https://h/base/v2/p/instances/i/tasks/t"),
        (
            "https://h:443",
            "https://h/v2/p/instances/i/tasks/t?limit=3",
        ),
        (
            "http://[::1]:8080",
            "http://[::1]:8080/v2/~_-/instances/a..b/tasks/...",
        ),
    ] {
        assert_eq!(misfit_of(base, url), None, "{url}");
    }
}

#[test]
fn another_resource_is_refused() {
    refuses("https://h/base/v2/p/instances/i", "4 segments instead of 6");
    refuses(
        "https://h/base/v2/p/instances/i/tasks/..",
        "5 segments instead of 6",
    );
    refuses("https://h/base/v2/p/instances/i/tasks/", "`{task_id}`");
    refuses("https://h/base/v2/p/instances/i/tasks/.", "`{task_id}`");
    refuses("https://h/base/v2/p/instances/i/tasks/t/more", "7 segments");
    refuses("https://h/base/v2//instances/i/tasks/t", "`{project_id}`");
    refuses("https://h/base/v2/p/instances/i/backups/t", "`tasks`");
    refuses("https://h/base/v1/p/instances/i/tasks/t", "`v2`");
    refuses("https://h/v2/p/instances/i/tasks/t", "does not begin");
    refuses("https://h/basement/v2/p/instances/i/tasks/t", "segment");
    refuses(
        "https://evil/base/v2/p/instances/i/tasks/t",
        "another scheme",
    );
    refuses("http://h/base/v2/p/instances/i/tasks/t", "another scheme");
    refuses(
        "https://h:444/base/v2/p/instances/i/tasks/t",
        "another scheme",
    );
    refuses(
        "https://u@h/base/v2/p/instances/i/tasks/t",
        "another scheme",
    );
}

#[test]
fn a_value_that_could_be_read_as_something_else_is_refused_by_the_name_of_its_parameter() {
    for task in [
        "q%2F..%2F..",
        "%2e%2E%2F",
        "%252F",
        "%61",
        "%C3%A9",
        "a%2",
        "%ff",
        "a:b",
        "a;b",
        "a%5c",
        "a%00",
        "a+b",
        "a%20b",
    ] {
        let url = format!("https://h/base/v2/p/instances/i/tasks/{task}");
        refuses(&url, "the value for `{task_id}`");
        let reason = misfit_of("https://h/base", &url).unwrap();
        assert!(!reason.contains(task), "{reason}");
    }
}

#[test]
fn each_value_of_a_list_must_be_one() {
    let url = |list: &str| format!("https://h/base/v2/p/instances/i/tasks/{list}");
    for list in ["a,b", "a,b..c,~"] {
        assert_eq!(misfit_of("https://h/base", &url(list)), None, "{list}");
    }
    for list in [
        ",", "a,", ",a", "a,,b", "..,a", "a,..", "a,.,b", "a,%2e%2e", "a%2Cb", "a,b%2F..", "a,b;c",
    ] {
        refuses(&url(list), "the value for `{task_id}`");
    }
    // The parser has taken away what is a segment as a whole, and the one before it.
    refuses(&url("a,b/.."), "the value for `{task_id}`");
    refuses(&url(r"a,..\.."), "the value for `{task_id}`");
    refuses(&url("../a,b"), "5 segments instead of 6");
}

#[test]
fn another_method_is_refused() {
    let endpoint = Endpoint::parse("https://h").unwrap();
    let request = request(Method::DELETE, "https://h/v2/p/instances/i/tasks/t");
    assert_eq!(
        misfit(&TASK, &endpoint, &request).unwrap(),
        "its method is DELETE"
    );
}

#[test]
fn a_segment_of_literals_and_parameters_fits_in_any_way_it_can() {
    for (pattern, segment, fits) in [
        ("{name}.json", "a.json", true),
        ("{name}.json", "a.json.json", true),
        ("{name}.json", ".json", false),
        ("v{major}", "v1", true),
        ("v{major}", "1", false),
        ("{a}-{b}", "1-2-3", true),
        ("{a}-{b}", "1-", false),
        ("{a}:{b}", "x:y", true),
        ("{a}:{b}", "%3A:x", false),
        ("{open", "x", false),
    ] {
        assert_eq!(
            super::fits(pattern.as_bytes(), segment.as_bytes()),
            fits,
            "{pattern} {segment}"
        );
    }
}

proptest! {
    /// The claim of the module's documentation, for any three values.
    #[test]
    fn what_passes_is_sent_as_it_was_given(
        values in proptest::array::uniform3(prop_oneof![
            any::<String>(),
            "[./\\\\%2eE?#;@: \t\r\n]{0,6}",
            Just(".".to_owned()),
            Just("..".to_owned()),
            Just(String::new()),
            "[a-z]{1,3}",
        ]),
        prefix in prop_oneof![Just(""), Just("/gateway"), Just("/p/instances")],
    ) {
        let [project, instance, task] = values.clone().map(|value| encode_path(&value).to_string());
        let base = format!("https://h{prefix}");
        let url = format!("{base}/v2/{project}/instances/{instance}/tasks/{task}");
        let url: Url = url.parse().unwrap();
        let endpoint = Endpoint::parse(&base).unwrap();
        if misfit(&TASK, &endpoint, &Request::new(Method::GET, url.clone())).is_none() {
            let [project, instance, task] = values;
            let expected = format!("{prefix}/v2/{project}/instances/{instance}/tasks/{task}");
            prop_assert_eq!(url.path(), expected);
        } else {
            let is_plain = |value: &String| {
                value.chars().all(|c| c.is_ascii_alphanumeric() || "-._~".contains(c))
                    && !matches!(value.as_str(), "" | "." | "..")
            };
            prop_assert!(!values.iter().all(is_plain));
        }
    }
}
