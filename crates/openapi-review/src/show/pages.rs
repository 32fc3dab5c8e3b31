//! The rules about changes as pages of documentation.

use crate::rules::{ChangeExplanation, ChangeReason};

/// Rules about changes as a page in Markdown, each under its title, with an anchor for each id.
pub fn render_change_page(
    title: &str,
    intro: &str,
    chapters: &[(&'static str, Vec<ChangeExplanation>)],
) -> String {
    let mut page = format!("# {title}\n\n{intro}\n");
    for (chapter, rules) in chapters {
        page += &format!("\n## {chapter}\n");
        for rule in rules {
            page += &section(rule);
        }
    }
    page
}

fn section(rule: &ChangeExplanation) -> String {
    let ChangeExplanation {
        title,
        ids,
        what,
        reasons,
        example,
    } = rule;
    let mut text = format!("\n### {title}\n");
    match ids.as_slice() {
        // The title is the anchor.
        [(id, level)] if id == title => text += &format!("\n*{level}*\n"),
        ids => {
            text += "\n| id | level |\n|---|---|\n";
            for (id, level) in ids {
                text += &format!("| <a id=\"{id}\"></a>`{id}` | {level} |\n");
            }
        }
    }
    text += &format!("\n{what}\n");
    for ChangeReason {
        place,
        level,
        why,
        fix,
    } in reasons
    {
        let label = match *place {
            "" => "**Why:**".to_owned(),
            place => format!("**{}, {level}:**", capitalized(place)),
        };
        text += &format!("\n{label} {why}. **What to do:** {fix}.\n");
    }
    text + &format!("\n{}\n", example.markdown("Before", "After"))
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change_explanations;

    #[test]
    fn a_rule_names_its_ids_its_reasons_and_its_example() {
        let all = change_explanations().into_iter();
        let rule = |title: &str| {
            let mut rules = all.clone().flat_map(|(_, rules)| rules);
            section(&rules.find(|rule| rule.title == title).unwrap())
        };
        insta::assert_snapshot!(rule("api-server-removed") + &rule("default-value-changed"));
    }
}
