use proptest::{prelude::*, test_runner::Config};

use super::{
    Leak, MAX_STATES, Pattern, Trouble, asks_for_a_character, leak, shielded, translated,
    unshielded,
};

fn pattern(text: &str) -> Pattern {
    Pattern::new(text).unwrap_or_else(|refusal| panic!("{text}: {refusal:?}"))
}

/// What an engine of ECMA-262 says.
fn oracle(pattern: &str, text: &str) -> bool {
    let regex = regress::Regex::new(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"));
    regex.find(text).is_some()
}

#[test]
fn what_people_write_stays_as_it_is() {
    for text in [
        "^[A-Za-z0-9-]+$",
        "^[a-z]+(-[a-z]+)*$",
        "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        r"^\/v[12]\/[\]\\\-]*?$",
        r"\x41\u0042\t\n\v\f\r[\t]",
        "(?<year>[0-9]{4,})(?:-|)",
        "}]",
        "",
    ] {
        let sources: Vec<_> = pattern(text).tests.into_iter().map(|t| t.source).collect();
        assert_eq!(sources, [text]);
    }
}

#[test]
fn what_ecma_262_reads_in_its_own_way_is_translated() {
    for (text, expected) in [
        (r"^\d+\D$", "^[0-9]+[^0-9]$"),
        (r"\w\W", "[0-9A-Za-z_][^0-9A-Za-z_]"),
        (r"[\w.-]", "[0-9A-Za-z_.-]"),
        (r"[^\D]", "[^[^0-9]]"),
        ("^.$", r"^[^\n\r\u{2028}\u{2029}]$"),
        (r"\bé\B", r"(?-u:\b)é(?-u:\B)"),
        (r"\<\>", "<>"),
    ] {
        assert_eq!(pattern(text).tests[0].source, expected);
    }
}

#[test]
fn look_aheads_at_the_start_are_tests_of_their_own() {
    let found = pattern(r"^(?![0-9]{4}-[)\)]$)(?=.*(a|b))[a-z0-9-]+$");
    let tests: Vec<_> = found
        .tests
        .iter()
        .map(|test| (test.is_wanted, &*test.source))
        .collect();
    assert_eq!(
        tests,
        [
            (false, r"^(?:[0-9]{4}-[)\)]$)"),
            (true, r"^(?:[^\n\r\u{2028}\u{2029}]*(a|b))"),
            (true, "^[a-z0-9-]+$"),
        ]
    );
    assert!(found.matches("xa"));
    assert!(!found.matches("xy"));
    assert!(!found.matches("1234-)"));
}

#[test]
fn what_cannot_keep_its_meaning_is_refused_with_what_to_write_instead() {
    use Trouble::{Huge, Invalid, Unsupported};
    for (text, trouble, help) in [
        ("a(?=b)", Unsupported, "directly behind a `^`"),
        ("(?<!a)b", Unsupported, "directly behind a `^`"),
        ("^(?!(?=a)b)c", Unsupported, "directly behind a `^`"),
        ("^(?!a)b|c", Unsupported, "directly behind a `^`"),
        ("^(?!a", Unsupported, "directly behind a `^`"),
        (r"(a)\1", Unsupported, "write out what may be repeated"),
        (
            r"(?<n>a)\k<n>",
            Unsupported,
            "write out what may be repeated",
        ),
        (r"\0", Unsupported, r"`\xHH`"),
        ("(?<a.b>c)", Unsupported, "`(?<name>…)`"),
        (r"[\w-.]", Unsupported, "a backslash before a hyphen"),
        (r"[\d-_]", Unsupported, "a backslash before a hyphen"),
        ("(?i)a", Unsupported, "write both cases"),
        ("(?i:a)", Unsupported, "write both cases"),
        ("(?P<n>a)", Unsupported, "`(?<name>…)`"),
        (r"\Aa\z", Unsupported, "`^` for the start"),
        (r"\b{start}a", Unsupported, "`^` for the start"),
        (r"\p{L}", Unsupported, "as ranges"),
        (r"[\P{L}]", Unsupported, "as ranges"),
        ("[[:alpha:]]", Unsupported, "`[A-Za-z]`"),
        ("[a[b]]", Unsupported, "a backslash before `[`"),
        ("[a&&b]", Unsupported, "a backslash before `[`"),
        ("[a--b]", Unsupported, "a backslash before `[`"),
        ("[a~~b]", Unsupported, "a backslash before `[`"),
        ("[]a]", Unsupported, r"`\]` for the character"),
        ("[^]a]", Unsupported, r"`\]` for the character"),
        ("[--a]", Unsupported, "a backslash before a hyphen"),
        (r"\a", Unsupported, r"`\xHH`"),
        (r"\cA", Unsupported, r"`\xHH`"),
        (r"\x{41}", Unsupported, r"`\xHH`"),
        (r"\u{41}", Unsupported, r"`\xHH`"),
        (r"\U00000041", Unsupported, r"`\xHH`"),
        (r"[\b]", Unsupported, r"`\xHH`"),
        ("a{,3}", Unsupported, "`{0,n}`"),
        ("a{ 3 }", Unsupported, "`{0,n}`"),
        ("a**", Unsupported, "into a group"),
        ("a{2}{3}", Unsupported, "into a group"),
        ("^*a", Unsupported, "into a group"),
        ("(", Invalid, "a backslash before one of"),
        (")", Invalid, "a backslash before one of"),
        ("[a", Invalid, "a backslash before one of"),
        ("[z-a]", Invalid, "a backslash before one of"),
        (r"a\", Invalid, "a backslash before one of"),
        ("{not a count}", Invalid, "a backslash before one of"),
        (r"\ud83d\ude00", Invalid, "a backslash before one of"),
        (
            &format!("{}{}", "(".repeat(60), ")".repeat(60)),
            Huge,
            "2,000 bytes",
        ),
        (&"a".repeat(3_000), Huge, "2,000 bytes"),
        ("((a{1000}){1000}){1000}", Huge, "`maxLength`"),
        ("^.{0,1024}$", Huge, "`maxLength`"),
    ] {
        let refusal = Pattern::new(text).expect_err(text);
        assert_eq!(refusal.trouble, trouble, "{text}: {refusal:?}");
        assert!(refusal.help.contains(help), "{text}: {refusal:?}");
    }
}

#[test]
fn what_a_text_may_hold_is_seen_in_the_pattern() {
    use Leak::{Character, Unanchored};
    for (text, expected, has_a_character) in [
        ("^[a-z-]+$", None, true),
        ("^[a-z]*$", None, false),
        ("^(a|b)$|^c{2}$", None, true),
        ("^(?:[a-z]+-)*[a-z]+$", None, true),
        ("^$|^a$", None, false),
        ("[a-z]+", Some(Unanchored), true),
        ("^[a-z]+", Some(Unanchored), true),
        ("[a-z]+$", Some(Unanchored), true),
        ("^[a-z]+|[0-9]+$", Some(Unanchored), true),
        ("^(a|b$)", Some(Unanchored), true),
        ("^[a-z.]+$", Some(Character('.')), true),
        ("^[^/]+$", Some(Character('.')), true),
        (r"^[^/.]+$", Some(Character('\\')), true),
        (r"^(a|\.\./b)$", Some(Character('.')), true),
        ("^v[0-9]+(/x)?$", Some(Character('/')), true),
        ("^[a-z]{170}/[a-z]{3}$", Some(Character('/')), true),
        (r"^\w+\s\w+$", Some(Character(' ')), true),
        ("^[à-ÿ]+$", Some(Character('é')), true),
        ("^[ā-ą]+$", Some(Character('ā')), true),
        // One look-ahead that holds the text in is enough, and one that must not match is none.
        ("^(?=[a-z]+$).*$", None, true),
        ("^(?![a-z]+$).*$", Some(Character('.')), false),
    ] {
        let tests = translated(text).unwrap();
        let is_safe = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        assert_eq!(leak(&tests, is_safe), expected, "{text}");
        assert_eq!(asks_for_a_character(&tests), has_a_character, "{text}");
    }
}

/// Patterns with which a backtracking engine takes more steps than anybody can wait for.
const ENDLESS: [&str; 9] = [
    "^(a+)+$",
    "^(?:a|a)*$",
    r"^(\w|\d)*!$",
    "^(?:a|){40}b$",
    "^([a-z0-9]|[0-9a-f]|-)+$",
    "^(a?){30}a{30}$",
    "^.*.*.*.*x$",
    "^(?=(a+)+$)(?!(a*)*b)a+!$",
    "a+b",
];

#[test]
fn patterns_that_keep_other_engines_busy_for_ever_are_answered() {
    let text = "a".repeat(10_000) + "?";
    for endless in ENDLESS {
        assert!(!pattern(endless).matches(&text), "{endless}");
    }
}

/// The engine visits no state of its program twice for the same character.
#[test]
fn a_character_takes_no_more_steps_than_the_program_has_states() {
    for endless in ENDLESS {
        let endless = pattern(endless);
        assert!(endless.states < 500, "{endless:?}");
        endless.matches("made");
        assert_eq!(endless.steps(&"a".repeat(9_999)), 10_000 * endless.states);
    }
    // What people write about a text of some length is read, and more than that is left to
    // `maxLength`.
    for (text, is_read) in [
        ("^.{1,256}$", true),
        ("^[a-z]{1,1024}$", true),
        ("^.{1,1024}$", false),
        ("[ab]{12000}c", false),
        ("^(?:[ab]*a[ab]{12000}c)$", false),
        ("^(?=[ab]{2000})(?=[ba]{2000})a", false),
    ] {
        match Pattern::new(text) {
            Ok(read) => assert!(is_read && read.states <= MAX_STATES, "{text}"),
            Err(refusal) => {
                assert!(!is_read, "{text}: {refusal:?}");
                assert_eq!(refusal.trouble, Trouble::Huge, "{text}");
            }
        }
    }
}

#[test]
fn patterns_come_back_from_the_generator_as_they_went_there() {
    let patterns = ["^a$", "|a|b", r"^(?=[)]x\))(?!|y)z", "(?:)", ""];
    for pattern in patterns {
        assert_eq!(unshielded(&shielded(pattern)), Some(vec![pattern]));
        // The generator's engine has an answer before its first step.
        assert!(oracle(&shielded(pattern), "anything"), "{pattern}");
    }
    let [a, b, c, d, e] = patterns.map(shielded);
    let combined = format!("(?={a})(?={b})(?=(?={c})(?={d}))(?={e})");
    assert_eq!(unshielded(&combined), Some(patterns.to_vec()));
    for other in ["^a$", "(?=a)", "(?=|a", "(?=|a)b"] {
        assert_eq!(unshielded(other), None, "{other}");
    }
}

/// A part of a pattern, of which some are only parts of something.
fn part() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a", "b", "A", "0", "_", "-", ".", "^", "$", "|", "(", ")", "(?:", "[", "[^", "]", "{",
        "}", "*", "+", "?", "{2}", "{1,}", "{0,2}", "{,2}", ",", "&", "&&", "~", "~~", "--", "/",
        r"\/", r"\-", r"\.", r"\]", r"\[", r"\d", r"\D", r"\w", r"\W", r"\s", r"\S", r"\b", r"\B",
        r"\t", r"\n", r"\v", r"\<", r"\>", r"\x41", r"\u0061", r"\^", "a-z", "+--", r"\d-a", " ",
        "\n", "é", "\u{212a}", "\u{85}", "\u{a0}", "\u{feff}", "\u{2028}", "😀", "(?=", "(?!",
        "^(?!", "^(?=", "(?<n>", ":", "#", "!", "=", "<", ">", "'", "\"",
    ]);
    pieces.prop_map(str::to_owned)
}

/// Patterns with balanced parentheses and brackets.
fn written() -> impl Strategy<Value = String> {
    let class =
        (any::<bool>(), prop::collection::vec(part(), 1..4)).prop_map(|(negated, parts)| {
            format!("[{}{}]", if negated { "^" } else { "" }, parts.concat())
        });
    let leaf = prop_oneof![3 => part(), 1 => class];
    let inner = leaf.prop_recursive(3, 12, 4, |inner| {
        let several = prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat());
        prop_oneof![
            several.clone(),
            several.clone().prop_map(|body| format!("({body})")),
            several.clone().prop_map(|body| format!("(?:{body})*")),
            several
                .clone()
                .prop_map(|body| format!("(?:{body}){{1,2}}")),
            (several.clone(), several).prop_map(|(a, b)| format!("(?:{a}|{b})")),
        ]
    });
    prop_oneof![
        3 => inner.clone(),
        1 => inner.clone().prop_map(|body| format!("^{body}$")),
        1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("^(?!{a}){b}$")),
        1 => (inner.clone(), inner).prop_map(|(a, b)| format!("^(?={a}){b}")),
    ]
}

fn text() -> impl Strategy<Value = String> {
    let characters = prop::sample::select(vec![
        'a', 'b', 'z', 'A', 'k', 'K', '0', '9', '_', '-', '.', '/', '\\', '[', ']', '{', '}', '&',
        '~', ',', ' ', '\t', '\n', '\r', '\u{b}', '\0', '\u{7f}', '\u{85}', '\u{a0}', 'é', 'ſ',
        '\u{212a}', '\u{feff}', '\u{200b}', '\u{2028}', '\u{2029}', '\u{3000}', '٣', '😀', '<',
        '>', '+', ':', '#',
    ]);
    prop::collection::vec(characters, 0..6).prop_map(String::from_iter)
}

proptest! {
    #![proptest_config(Config { cases: 2_000, failure_persistence: None, ..Config::default() })]

    #[test]
    fn what_is_not_refused_means_what_ecma_262_says(
        pattern in prop_oneof![written(), prop::collection::vec(part(), 0..6).prop_map(|p| p.concat())],
        texts in prop::collection::vec(text(), 8),
    ) {
        if let Ok(read) = Pattern::new(&pattern) {
            for text in texts {
                prop_assert_eq!(read.matches(&text), oracle(&pattern, &text), "{:?} on {:?}", pattern, text);
            }
        }
    }

    #[test]
    fn a_text_that_is_accepted_holds_no_more_than_was_seen(
        pattern in written(),
        text in text(),
    ) {
        let is_safe = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if let Ok(read) = Pattern::new(&pattern)
            && read.matches(&text)
        {
            prop_assert!(leak(&read.tests, is_safe).is_some() || text.chars().all(is_safe), "{:?} on {:?}", pattern, text);
            prop_assert!(!asks_for_a_character(&read.tests) || !text.is_empty(), "{:?} on {:?}", pattern, text);
        }
    }
}
