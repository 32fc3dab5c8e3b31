use openapi_document::{Example, Group, Pointer, Related, Rule, end_of};

use super::*;

static RULE: Rule = Rule {
    id: "some-rule",
    group: Group::Style,
    level: Level::Warning,
    needed: false,
    what: "Something is so.",
    why: "for no reason",
    fix: "do something",
    example: Example::None("nothing is checked here"),
};

/// A finding about `word` in `text`, and about what else is named `related`.
fn finding(text: &str, word: &str, related: &[&str]) -> Finding {
    let place = |word: &str| {
        let (before, _) = text.split_once(word).unwrap();
        Place {
            len: word.len(),
            ..end_of(before)
        }
    };
    let related = related.iter().map(|word| Related {
        label: "the other".to_owned(),
        place: place(word),
    });
    Finding {
        rule: &RULE,
        level: Level::Warning,
        message: format!("something about `{word}`"),
        help: "do something".to_owned(),
        pointer: Pointer::root(),
        place: Some(place(word)),
        related: related.collect(),
    }
}

fn rendered(text: &str, findings: Vec<Finding>) -> String {
    render_text(&Findings::new("a.json", text, findings), Styling::Plain)
}

#[test]
fn of_a_long_line_the_part_around_the_place_is_shown_with_the_place_in_the_document() {
    let filler = "é".repeat(100_000);
    let text = format!("{{\"{filler}\": \"other\", \"{filler}\": word, \"{filler}\": 1}}");
    let shown = rendered(&text, vec![finding(&text, "word", &["other"])]);
    assert!(shown.len() < 1_500, "{} bytes", shown.len());
    for expected in [" --> a.json:1:200019\n", " ::: a.json:1:100007\n"] {
        assert!(shown.contains(expected), "{expected} in\n{shown}");
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn lines_far_from_each_other_are_shown_each_by_itself() {
    let text = format!("other: 1\n{}word: 2\n", "filler: 0\n".repeat(1_000));
    insta::assert_snapshot!(rendered(&text, vec![finding(&text, "word", &["other"])]));
}

#[test]
fn a_flood_of_findings_is_counted_and_hides_no_error() {
    let text = "word: 1\n".repeat(5_000);
    let flood = (0..5_000).map(|line| {
        let mut finding = finding(&text, "word", &[]);
        finding.place = Some(Place {
            line: line + 1,
            column: 1,
            offset: 8 * line,
            len: 4,
        });
        finding.level = match line {
            4_998 | 4_999 => Level::Error,
            _ => Level::Warning,
        };
        finding
    });
    let findings = Findings::new("a.yaml", &text, flood.collect());
    let shown = render_text(&findings, Styling::Plain);
    assert_eq!(shown.matches("[some-rule]").count(), MOST_SHOWN);
    assert_eq!(shown.matches("error[some-rule]").count(), 2);
    let rest = "\n\n… and 4800 more; `cargo xtask lint --format json` lists all";
    assert!(shown.ends_with(rest), "{shown}");

    let shown = render_findings_github(&findings);
    let count = |command: &str| shown.matches(command).count();
    assert_eq!((count("::error "), count("::warning ")), (2, 9));
    let last = shown.lines().last().unwrap();
    assert_eq!(
        last,
        "::notice title=API lint::… and 4989 more; `cargo xtask lint --format json` lists all"
    );
}

#[test]
fn a_long_message_is_cut() {
    let mut long = finding("word", "word", &[]);
    long.message = "x".repeat(100_000);
    long.help = long.message.clone();
    assert!(rendered("word", vec![long]).len() < 3 * LONGEST);
}
