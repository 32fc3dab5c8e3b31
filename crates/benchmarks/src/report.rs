//! The table of targets at the end of a run.

use std::{fmt, io::Write as _};

use crate::Ratio;

/// The targets of a benchmark, and what was measured for each.
#[derive(Debug)]
pub struct Report {
    title: &'static str,
    rows: Vec<[String; 4]>,
}

impl Report {
    /// A table without rows.
    pub fn new(title: &'static str) -> Self {
        Self {
            title,
            rows: Vec::new(),
        }
    }

    /// A ratio that should be at most `limit`.
    pub fn at_most(&mut self, what: &str, ratio: Ratio, limit: f64) {
        self.row(
            what,
            ratio,
            format!("at most {limit:.2}"),
            ratio.median <= limit,
        );
    }

    /// A ratio that should be at least `limit`.
    pub fn at_least(&mut self, what: &str, ratio: Ratio, limit: f64) {
        self.row(
            what,
            ratio,
            format!("at least {limit:.2}"),
            ratio.median >= limit,
        );
    }

    /// A number that has a limit of its own kind.
    pub fn number(&mut self, what: &str, value: impl fmt::Display, limit: &str, is_met: bool) {
        let verdict = verdict(is_met);
        self.rows.push([
            what.to_owned(),
            value.to_string(),
            limit.to_owned(),
            verdict.to_owned(),
        ]);
    }

    /// Something worth knowing that has no target.
    pub fn note(&mut self, what: &str, value: impl fmt::Display) {
        self.rows.push([
            what.to_owned(),
            value.to_string(),
            String::new(),
            String::new(),
        ]);
    }

    fn row(&mut self, what: &str, ratio: Ratio, limit: String, is_met: bool) {
        let Ratio {
            median, low, high, ..
        } = ratio;
        self.rows.push([
            what.to_owned(),
            format!("{median:.2} ({low:.2} to {high:.2})"),
            limit,
            verdict(is_met).to_owned(),
        ]);
    }
}

fn verdict(is_met: bool) -> &'static str {
    if is_met { "met" } else { "MISSED" }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n{}", self.title)?;
        let head = ["", "measured", "target", ""].map(str::to_owned);
        let widths = [0, 1, 2].map(|column| {
            let cells = std::iter::once(&head).chain(&self.rows);
            cells
                .filter_map(|row| row.get(column).map(|cell| cell.chars().count()))
                .max()
                .unwrap_or_default()
        });
        let [first, second, third] = widths;
        for [what, measured, target, verdict] in std::iter::once(&head).chain(&self.rows) {
            let line =
                format!("  {what:<first$}  {measured:<second$}  {target:<third$}  {verdict}");
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

impl Report {
    /// Prints the table. A reader that has gone away is no failure of a benchmark.
    pub fn print(&self) {
        let _ = write!(std::io::stdout(), "{self}");
    }
}
