//! Which of many things people are shown, where all of them would be a flood.

use std::collections::BTreeMap;

/// At most `most` of `items`, the gravest, in the order of `items`. The gravest level is the least.
pub fn gravest<T, L: Ord>(items: &[T], level: impl Fn(&T) -> L, most: usize) -> Vec<&T> {
    let mut shown: Vec<_> = items.iter().enumerate().collect();
    shown.sort_by_key(|(_, item)| level(item));
    shown.truncate(most);
    shown.sort_by_key(|(index, _)| *index);
    shown.into_iter().map(|(_, item)| item).collect()
}

/// Of each level the first `most`, in the order of `items`.
pub fn first_of_each<T, L: Ord>(items: &[T], level: impl Fn(&T) -> L, most: usize) -> Vec<&T> {
    let mut counts = BTreeMap::new();
    let mut is_shown = |item: &&T| {
        let count = counts.entry(level(item)).or_insert(0);
        *count += 1;
        *count <= most
    };
    items.iter().filter(|item| is_shown(item)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gravest_are_shown_in_their_order() {
        let level = |item: &&str| item.starts_with('w');
        let items = ["w1", "e1", "w2", "e2", "w3"];
        for (most, expected) in [
            (0, &[][..]),
            (1, &["e1"]),
            (2, &["e1", "e2"]),
            (3, &["w1", "e1", "e2"]),
            (9, &items),
        ] {
            let shown: Vec<_> = gravest(&items, level, most).into_iter().copied().collect();
            assert_eq!(shown, expected);
        }
        let shown: Vec<_> = first_of_each(&items, level, 1).into_iter().collect();
        assert_eq!(shown, [&"w1", &"e1"]);
    }
}
