//! Rules as a page of documentation.

use openapi_document::{Group, Rule};

/// The rules of one group as a page in Markdown, each under its id.
pub fn render_rule_page<'a>(group: Group, rules: impl Iterator<Item = &'a Rule>) -> String {
    let mut page = format!("# Rules of {}\n\n{}\n", group.name(), group.purpose());
    for rule in rules.filter(|rule| rule.group == group) {
        let Rule {
            id,
            level,
            what,
            why,
            fix,
            example,
            ..
        } = rule;
        let allowed = rule.allowed();
        let example = example.markdown("Breaks it", "Keeps it");
        page += &format!(
            "\n## {id}\n\n*{level}; {allowed}*\n\n{what}\n\n**Why:** {why}.\n\n**How to fix it:** \
             {fix}.\n\n{example}\n"
        );
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules_with;

    #[test]
    fn a_rule_stands_under_its_id_with_its_example() {
        let page = render_rule_page(Group::Safety, rules_with(&[]));
        let (_, rule) = page.split_once("\n## insecure-server\n").unwrap();
        insta::assert_snapshot!(rule);
    }
}
