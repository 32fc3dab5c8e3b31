//! The names that are proposed for a misspelt one.

/// How many candidates a word is compared with, and how long each may be, in bytes: the time of a
/// comparison grows with both lengths.
const MAX_CANDIDATES: usize = 5_000;
const MAX_WORD: usize = 200;

/// The candidate that `word` was most likely meant to be, if one is close.
pub fn suggestion<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let is_word = |text: &str| text.len() <= MAX_WORD;
    candidates
        .take(MAX_CANDIDATES)
        .filter(|candidate| is_word(word) && is_word(candidate))
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters must change. Upper and lower case are often confused, and the beginning of a
/// long word often stands for all of it.
fn distance(word: &str, candidate: &str) -> usize {
    if word.eq_ignore_ascii_case(candidate) || is_beginning(word, candidate) {
        return 1;
    }
    strsim::damerau_levenshtein(word, candidate)
}

fn is_beginning(word: &str, candidate: &str) -> bool {
    word.len() >= 4 && candidate.starts_with(word)
}

#[cfg(test)]
mod tests {
    use super::suggestion;

    #[test]
    fn a_word_finds_the_name_it_was_meant_to_be() {
        let names = ["description", "id", "unsafe-path-parameter", "summary"];
        for (word, expected) in [
            ("descripton", Some("description")),
            ("desc", Some("description")),
            ("ID", Some("id")),
            ("unsafe-path", Some("unsafe-path-parameter")),
            ("Summary", Some("summary")),
            ("des", None),
            ("tags", None),
        ] {
            assert_eq!(suggestion(word, names.into_iter()), expected, "{word}");
        }
    }
}
