//! Names and words of a draft, made of the vendor's names.

use std::collections::BTreeSet;

use heck::{ToLowerCamelCase, ToSnakeCase, ToUpperCamelCase};

/// `ShowInstance` and `show_instance` as `showInstance`.
pub(super) fn lower_camel(name: &str) -> String {
    ascii(name).to_lower_camel_case()
}

/// The same as `ShowInstance`.
pub(super) fn upper_camel(name: &str) -> String {
    ascii(name).to_upper_camel_case()
}

/// The same as a sentence: `Show instance.`
pub(super) fn sentence(name: &str) -> String {
    format!("{}.", phrase(name))
}

/// The same as a title: `Show instance`.
pub(super) fn phrase(name: &str) -> String {
    let words = ascii(name).to_snake_case().replace('_', " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_ascii_uppercase().to_string() + letters.as_str(),
        None => words,
    }
}

/// The letters and digits that a component's name may have; everything else is between words.
fn ascii(name: &str) -> String {
    let letters = name.chars();
    letters
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '_'
            }
        })
        .collect()
}

/// Names that are taken. Two that differ in nothing but case are one type in Rust.
#[derive(Debug, Default)]
pub(super) struct Taken(BTreeSet<String>);

impl Taken {
    pub(super) fn of<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        Self(names.map(str::to_ascii_lowercase).collect())
    }

    /// The first of `name`, `prefix` with it, and that with a number, which nobody has; and takes it.
    pub(super) fn take(&mut self, prefix: &str, name: &str) -> String {
        let numbered = (2..).map(|number| format!("{prefix}{name}{number}"));
        let wanted = [name.to_owned(), format!("{prefix}{name}")];
        let mut wanted = wanted.into_iter().chain(numbered);
        let free = wanted.find(|name| !name.is_empty() && self.0.insert(name.to_ascii_lowercase()));
        free.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_of_the_words_of_names() {
        for (name, lower, upper, title) in [
            (
                "ShowInstance",
                "showInstance",
                "ShowInstance",
                "Show instance",
            ),
            (
                "list_dns_names",
                "listDnsNames",
                "ListDnsNames",
                "List dns names",
            ),
            ("DNSName2", "dnsName2", "DnsName2", "Dns name2"),
            ("a-b.c", "aBC", "ABC", "A b c"),
            ("名Name", "name", "Name", "Name"),
            ("", "", "", ""),
        ] {
            assert_eq!(lower_camel(name), lower);
            assert_eq!(upper_camel(name), upper);
            assert_eq!(phrase(name), title);
        }
    }

    #[test]
    fn a_name_is_taken_once_whatever_its_case() {
        let mut taken = Taken::of(["Thing"].into_iter());
        assert_eq!(taken.take("New", "thing"), "Newthing");
        assert_eq!(taken.take("New", "Thing"), "NewThing2");
        assert_eq!(taken.take("New", "Other"), "Other");
    }
}
