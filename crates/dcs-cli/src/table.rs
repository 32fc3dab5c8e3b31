//! Lists as tables: a line for each entry, and of each only what its operation's `x-table-columns` names.

use serde_json::Value;
use unicode_width::UnicodeWidthStr as _;

use crate::text::printable;

/// The list in an operation's answer, and what a table shows of it. The generated code says it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table {
    /// The property that is the list.
    pub(crate) items: &'static str,
    /// The properties of an entry.
    pub(crate) columns: &'static [&'static str],
}

impl Table {
    /// The entries in the body of an answer.
    pub(crate) fn entries<'a>(&self, body: &'a Value) -> &'a [Value] {
        let entries = body.get(self.items).and_then(Value::as_array);
        entries.map_or(&[], Vec::as_slice)
    }

    /// For people: the columns below their names, as wide as what is in them.
    pub(crate) fn aligned(&self, entries: &[Value]) -> String {
        let names = self.columns.iter().map(|name| name.to_uppercase());
        let mut rows = vec![names.collect::<Vec<_>>()];
        rows.extend(entries.iter().map(|entry| self.cells(entry)));
        let width = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.width()).max().unwrap_or_default()
        };
        let widths: Vec<_> = (0..self.columns.len()).map(width).collect();
        let lines = rows.iter().map(|row| {
            let cells = row.iter().zip(&widths).map(|(cell, width)| {
                let missing = width.saturating_sub(cell.width());
                format!("{cell}{}", " ".repeat(missing))
            });
            let line = cells.collect::<Vec<_>>().join("  ");
            format!("{}\n", line.trim_end())
        });
        lines.collect()
    }

    /// For programs: a line for each entry, with a tab between what stands in the columns, and no names.
    pub(crate) fn separated(&self, entries: &[Value]) -> String {
        let lines = entries.iter().map(|entry| self.cells(entry).join("\t"));
        lines.map(|line| format!("{line}\n")).collect()
    }

    fn cells(&self, entry: &Value) -> Vec<String> {
        let cells = self.columns.iter().map(|name| entry.get(name));
        cells
            .map(|value| value.map_or_else(String::new, cell))
            .collect()
    }
}

/// A list as lines, of which each has what stands in an entry, with a tab between them where that is a list.
pub(crate) fn rows(list: &Value) -> String {
    let row = |entry: &Value| match entry {
        Value::Array(cells) => cells.iter().map(cell).collect::<Vec<_>>().join("\t"),
        other => cell(other),
    };
    match list {
        Value::Array(entries) => entries
            .iter()
            .map(|entry| format!("{}\n", row(entry)))
            .collect(),
        other => format!("{}\n", cell(other)),
    }
}

/// A tab or the end of a line within a text is escaped, so a cell stays a cell.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => printable(text),
        other => printable(&other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn cells_stand_below_each_other_and_stay_cells() {
        let table = Table {
            items: "tasks",
            columns: &["id", "name", "size"],
        };
        let body = json!({"tasks": [
            {"id": "a\tb", "name": "名前", "size": 3},
            {"id": "longer-than-that", "name": null, "size": {"x": 1}},
            {},
        ]});
        let entries = table.entries(&body);
        assert_eq!(
            table.aligned(entries),
            "ID                NAME  SIZE\n\
             a\\tb              名前  3\n\
             longer-than-that        {\"x\":1}\n\
             \n"
        );
        assert_eq!(
            table.separated(entries),
            "a\\tb\t名前\t3\nlonger-than-that\t\t{\"x\":1}\n\t\t\n"
        );
        assert!(table.entries(&json!({"tasks": 1})).is_empty());
    }
}
