//! Texts that lead through chosen places of a pattern.
//!
//! Whether the pattern accepts one is for the engine to say: what is put together here ignores
//! assertions and back references.

use super::parse::{Item, Set};

/// The most texts that are made for one pattern, and the longest, in bytes. An engine that
/// backtracks takes up to the third power of a text's length for a pattern that is not slow.
const MAX_TEXTS: usize = 1_000;
const MAX_LENGTH: usize = 160;

/// The most times that a part is repeated.
const MAX_COUNT: usize = 256;

/// For each place where the pattern takes one of `wanted`, and each of them that it takes there,
/// a text that leads through it: everything else is as short as it can be, but for `extra` more of
/// what may be repeated.
pub(super) fn through(items: &[Item], wanted: &[char], extra: usize) -> Vec<String> {
    let maker = Maker { wanted, extra };
    let mut texts = maker.sequence(items);
    texts.retain(|text| text.len() <= MAX_LENGTH);
    texts
}

struct Maker<'a> {
    wanted: &'a [char],
    extra: usize,
}

impl Maker<'_> {
    fn sequence(&self, items: &[Item]) -> Vec<String> {
        let mut texts = Vec::new();
        let mut before = String::new();
        for (index, item) in items.iter().enumerate() {
            let found = self.item(item);
            if !found.is_empty() {
                let after = self.plain(items.get(index + 1..).unwrap_or_default());
                for text in found {
                    texts.push(format!("{before}{text}{after}"));
                }
            }
            before.push_str(&self.plain(std::slice::from_ref(item)));
            if texts.len() > MAX_TEXTS || before.len() > MAX_LENGTH {
                break;
            }
        }
        texts
    }

    fn item(&self, item: &Item) -> Vec<String> {
        match item {
            Item::Empty => Vec::new(),
            Item::Set(set) => self
                .wanted
                .iter()
                .filter(|c| set.has(**c))
                .map(char::to_string)
                .collect(),
            Item::Group(branches) => branches
                .iter()
                .flat_map(|branch| self.sequence(branch))
                .take(MAX_TEXTS)
                .collect(),
            Item::Repeat { body, min, max } => {
                let count = self.count(*min, *max).max(1);
                let rest = self.plain(std::slice::from_ref(&**body));
                let rest = repeated(&rest, count - 1);
                self.item(body)
                    .into_iter()
                    .map(|text| format!("{text}{rest}"))
                    .collect()
            }
        }
    }

    /// A text for all of `items` that takes none of the wanted characters where it can.
    fn plain(&self, items: &[Item]) -> String {
        let mut text = String::new();
        for item in items {
            match item {
                Item::Empty => {}
                Item::Set(set) => text.extend(self.harmless(*set)),
                Item::Group(branches) => {
                    let texts = branches.iter().map(|branch| self.plain(branch));
                    text.push_str(&texts.min_by_key(String::len).unwrap_or_default());
                }
                Item::Repeat { body, min, max } => {
                    let body = self.plain(std::slice::from_ref(&**body));
                    text.push_str(&repeated(&body, self.count(*min, *max)));
                }
            }
            if text.len() > MAX_LENGTH {
                break;
            }
        }
        text
    }

    fn count(&self, min: u64, max: Option<u64>) -> usize {
        let min = usize::try_from(min).unwrap_or(usize::MAX);
        let max = max.map_or(usize::MAX, |max| usize::try_from(max).unwrap_or(usize::MAX));
        min.saturating_add(self.extra).min(max).min(MAX_COUNT)
    }

    fn harmless(&self, set: Set) -> Option<char> {
        let mut letters = ('a'..='z').chain('0'..='9').chain('A'..='Z');
        letters
            .find(|c| set.has(*c))
            .or_else(|| (' '..='~').find(|c| set.has(*c) && !self.wanted.contains(c)))
            .or_else(|| self.wanted.iter().copied().find(|c| set.has(*c)))
            .or_else(|| ('\0'..='\u{80}').find(|c| set.has(*c)))
    }
}

/// As many times `text` as are needed to be too long, and no more.
fn repeated(text: &str, count: usize) -> String {
    text.repeat(count.min(MAX_LENGTH / text.len().max(1) + 1))
}
