//! Media types, as they stand as keys of `content`.

/// A media type, such as `application/json; charset=utf-8`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct MediaType<'a> {
    /// What stands before the parameters, as it is written: `application/json`.
    pub essence: &'a str,
    /// The parameters, each as it is written: ` charset=utf-8`.
    parameters: Option<&'a str>,
}

impl<'a> MediaType<'a> {
    /// The media type that a key of `content` names.
    pub fn of(text: &'a str) -> Self {
        match text.split_once(';') {
            Some((essence, parameters)) => Self {
                essence,
                parameters: Some(parameters),
            },
            None => Self {
                essence: text,
                parameters: None,
            },
        }
    }

    /// Whether it is `application/json`.
    pub fn is_json(self) -> bool {
        self.essence == "application/json"
    }

    /// Whether it is JSON under another name, such as `application/problem+json`.
    pub fn is_json_like(self) -> bool {
        self.essence.ends_with("+json")
    }

    /// Whether it is a form, encoded as a query is.
    pub fn is_form(self) -> bool {
        self.essence == "application/x-www-form-urlencoded"
    }

    /// Whether it has parameters.
    pub fn has_parameters(self) -> bool {
        self.parameters.is_some()
    }

    /// Whether both are the same to HTTP, whatever their parameters are.
    pub fn is_same_essence(self, other: Self) -> bool {
        let [here, there] = [self, other].map(|media_type| media_type.essence.trim());
        here.eq_ignore_ascii_case(there)
    }

    /// Whether both are the same to HTTP: neither the case nor the space around parameters makes a
    /// difference.
    pub fn is_same(self, other: Self) -> bool {
        let parameters = |media_type: Self| {
            let parameters = media_type
                .parameters
                .map(|text| text.split(';').map(str::trim));
            parameters
                .into_iter()
                .flatten()
                .map(str::to_ascii_lowercase)
        };
        self.is_same_essence(other)
            && self.has_parameters() == other.has_parameters()
            && parameters(self).eq(parameters(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_do_not_make_another_essence() {
        let json = MediaType::of("application/json; charset=utf-8");
        assert!(json.is_json() && json.has_parameters());
        assert!(!MediaType::of("application/problem+json").is_json());
        assert!(MediaType::of("application/problem+json; a=b").is_json_like());
        assert!(MediaType::of("application/x-www-form-urlencoded").is_form());
        // The generator compares letter by letter.
        assert!(!MediaType::of("application/JSON").is_json());
    }

    #[test]
    fn case_and_space_make_no_difference_to_http() {
        let same = |a, b| MediaType::of(a).is_same(MediaType::of(b));
        assert!(same(
            "Text/Plain;charset=UTF-8",
            "text/plain ; Charset=utf-8"
        ));
        assert!(!same("text/plain", "text/plain;charset=utf-8"));
        assert!(!same(
            "text/plain;charset=utf-8",
            "text/plain;charset=latin-1"
        ));
        let same = |a, b| MediaType::of(a).is_same_essence(MediaType::of(b));
        assert!(same("TEXT/plain", "text/plain; charset=utf-8"));
        assert!(!same("text/plain", "text/html"));
    }
}
