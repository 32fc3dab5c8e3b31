use super::{Pattern, Trouble};

#[track_caller]
fn check(pattern: &str, expected: Result<(), Trouble>) {
    let result = Pattern::new(pattern).map(|_| ());
    let same = match (&result, &expected) {
        (Err(Trouble::Invalid(_)), Err(Trouble::Invalid(_))) => true,
        (result, expected) => result == expected,
    };
    assert!(same, "{pattern}: {result:?}, not {expected:?}");
}

#[test]
fn patterns_that_people_write_can_be_tried() {
    for pattern in [
        "^[A-Za-z0-9-]+$",
        "^[a-z]+(-[a-z]+)*$",
        "^([a-z]+-)*[a-z]+$",
        r"^(\d{1,3}\.){3}\d{1,3}$",
        "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        "^(?![0-9a-fA-F]{8}-[0-9a-fA-F]{4}$)[a-z]([a-zA-Z0-9-]*[a-zA-Z0-9]+)?$",
        r"^(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))*))?$",
        r"^\s*\w+\s*$",
        "a{2,}",
        "{not a quantifier}",
        "^(a|b)*$",
        "",
    ] {
        check(pattern, Ok(()));
    }
}

#[test]
fn patterns_that_can_run_for_ever_are_not_tried() {
    for pattern in [
        "(a+)+$",
        "^(a*)*$",
        "^(a|aa)+$",
        "^([a-z]+)*$",
        "^([a-z]+[a-z0-9]*)+$",
        "(x+x+)+y",
        "^(a?){30}a{30}$",
        "^.*.*.*.*x$",
        r"^(\w+\s?)*$",
        "^((a+)b?)*$",
        "(?=(a+)+$)",
    ] {
        check(pattern, Err(Trouble::Slow));
    }
}

#[test]
fn what_is_no_pattern_is_told() {
    for pattern in ["(", ")", "[a", "a**", "(?<name", r"a\"] {
        check(pattern, Err(Trouble::Invalid(String::new())));
    }
}

#[test]
fn patterns_without_measure_are_refused() {
    check(&"(".repeat(1_000), Err(Trouble::Huge));
    check(&"a".repeat(3_000), Err(Trouble::Huge));
}
