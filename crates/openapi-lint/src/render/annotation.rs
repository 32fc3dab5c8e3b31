//! Workflow commands of GitHub, which it shows as annotations at the lines of a pull request.

use openapi_document::Place;

/// How many annotations of one level are printed. GitHub shows ten for a step of a workflow and drops
/// the others without a word; one is left for what sums up. (GitHub's documentation of workflow
/// commands and annotations: ten errors, ten warnings and ten notices a step, fifty a job.)
pub const MOST_ANNOTATIONS: usize = 9;

/// A workflow command that makes an annotation.
pub struct Annotation<'a> {
    /// `error`, `warning` or `notice`.
    pub command: &'static str,
    /// The file and the place in it, when it is about one.
    pub at: Option<(&'a str, Option<Place>)>,
    /// What stands above the message.
    pub title: &'a str,
}

impl Annotation<'_> {
    /// The command with `message`, as a line of its own.
    pub fn line(&self, message: &str) -> String {
        let mut properties = Vec::new();
        if let Some((file, place)) = self.at {
            properties.push(format!("file={}", property(file)));
            properties.extend(place.map(|place| format!("line={}", place.line)));
            properties.extend(place.map(|place| format!("col={}", place.column)));
        }
        properties.push(format!("title={}", property(self.title)));
        let properties = properties.join(",");
        format!("::{} {properties}::{}\n", self.command, data(message))
    }
}

/// Text in a workflow command: a line break would end it, and begin another one.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Text in a property of a workflow command, where `:` and `,` have a meaning as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workflow_commands_hold_one_line() {
        assert_eq!(data("100%\r\n::error::"), "100%25%0D%0A::error::");
        assert_eq!(property("a:b,c"), "a%3Ab%2Cc");
    }
}
