//! Templates: what stands between braces is a name, for which a value stands in a request.

/// A part of a path template or of the URL of a server.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Part<'a> {
    /// Text that stands for itself; never empty.
    Literal(&'a str),
    /// The name between `{` and `}`.
    Parameter(&'a str),
    /// What stands behind a `{` that has no `}`.
    Unclosed(&'a str),
}

/// The parts of a template, in order.
///
/// ```
/// use openapi_document::template::{Part, parts};
///
/// let parts: Vec<_> = parts("/v2/{project_id}/tasks").collect();
/// let expected = [Part::Literal("/v2/"), Part::Parameter("project_id"), Part::Literal("/tasks")];
/// assert_eq!(parts, expected);
/// ```
pub fn parts(template: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = template;
    std::iter::from_fn(move || {
        let (part, behind) = first(rest)?;
        rest = behind;
        Some(part)
    })
}

/// The names of the parameters of a template, in order.
pub fn parameters(template: &str) -> impl Iterator<Item = &str> {
    parts(template).filter_map(|part| match part {
        Part::Parameter(name) => Some(name),
        Part::Literal(_) | Part::Unclosed(_) => None,
    })
}

/// The template without the names of its parameters: `/things/{}`. Two paths with the same are one
/// path to a server.
pub fn without_names(template: &str) -> String {
    let parts = parts(template).map(|part| match part {
        Part::Literal(text) => text,
        Part::Parameter(_) => "{}",
        Part::Unclosed(_) => "{",
    });
    parts.collect()
}

fn first(text: &str) -> Option<(Part<'_>, &str)> {
    let Some(inside) = text.strip_prefix('{') else {
        let (literal, rest) = text.split_at(text.find('{').unwrap_or(text.len()));
        return (!literal.is_empty()).then_some((Part::Literal(literal), rest));
    };
    Some(match inside.split_once('}') {
        Some((name, rest)) => (Part::Parameter(name), rest),
        None => (Part::Unclosed(inside), ""),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_literals_and_names_and_keeps_what_is_unfinished() {
        for (template, names, shape) in [
            ("", &[][..], ""),
            ("/a", &[], "/a"),
            ("/a/{b}{c}/d", &["b", "c"], "/a/{}{}/d"),
            ("/{}", &[""], "/{}"),
            ("/{a{b}", &["a{b"], "/{}"),
            ("/a}/{b", &[], "/a}/{"),
        ] {
            assert_eq!(
                parameters(template).collect::<Vec<_>>(),
                names,
                "{template}"
            );
            assert_eq!(without_names(template), shape, "{template}");
        }
        assert_eq!(parts("{a").collect::<Vec<_>>(), [Part::Unclosed("a")]);
    }
}
