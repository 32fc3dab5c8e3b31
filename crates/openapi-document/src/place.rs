//! Where something stands in a text.

use serde_saphyr::Location;

/// Where in a document something stands.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub struct Place {
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// Offset of the first byte in the text.
    pub offset: usize,
    /// Number of bytes.
    pub len: usize,
}

impl Place {
    pub(crate) fn from_location(location: Location) -> Self {
        let span = location.span();
        Self {
            line: to_usize(location.line()),
            column: to_usize(location.column()),
            offset: to_usize(span.byte_offset().unwrap_or_default()),
            len: to_usize(span.byte_len().unwrap_or_default()),
        }
    }
}

fn to_usize(value: u64) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

/// The place just behind `text`.
pub fn end_of(text: &str) -> Place {
    let last_line = text.rsplit('\n').next().unwrap_or_default();
    Place {
        line: text.matches('\n').count() + 1,
        column: last_line.chars().count() + 1,
        offset: text.len(),
        len: 0,
    }
}

/// `file:line:column`, or the file alone when there is no place.
pub fn file_line_column(file: &str, place: Option<Place>) -> String {
    match place {
        Some(place) => format!("{file}:{}:{}", place.line, place.column),
        None => file.to_owned(),
    }
}
