//! A request as a curl command that can be pasted into a shell.

mod form;

use reqwest::{
    Request,
    header::{CONTENT_TYPE, HeaderValue},
};

use crate::text::{json_printable, printable};

/// The header for which a shell can fill in the secret: its value is the variable's.
const TOKEN: &str = "x-auth-token";

/// Continues a command on the next line.
const SEPARATOR: &str = " \\\n  ";

/// The command. Secrets are not in it: a token is named by its variable, and anything else that is
/// sensitive is `[secret]`.
pub(crate) fn command(request: &Request) -> String {
    let mut words = vec![format!(
        "curl --request {} {}",
        request.method(),
        quoted(request.url().as_str())
    )];
    let body = request.body().map(|body| {
        let bytes = body.as_bytes();
        bytes.map_or("[streamed]".into(), String::from_utf8_lossy)
    });
    let media_type = request.headers().get(CONTENT_TYPE);
    let media_type = media_type.and_then(|value| value.to_str().ok());
    let media_type = media_type.unwrap_or_default();
    let form = body.as_deref().and_then(|body| form::of(media_type, body));
    for (name, value) in request.headers() {
        // Of a form, curl makes a boundary of its own.
        if form.is_none() || name != CONTENT_TYPE {
            words.push(format!("--header {}", header(name.as_str(), value)));
        }
    }
    match (form, body) {
        (Some(form), _) => words.extend(form),
        (None, Some(body)) => {
            let body = text_printable(&body, media_type);
            words.push(format!("--data-raw {}", quoted(&body)));
        }
        (None, None) => {}
    }
    words.join(SEPARATOR)
}

/// The text of a media type with what a terminal acts on or hides escaped. That is the same in JSON; of other
/// text, the ends of lines and tabs stay what they are.
fn text_printable(text: &str, media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    if essence.ends_with("/json") || essence.ends_with("+json") {
        return json_printable(text);
    }
    let lines = text.split_inclusive(['\n', '\t']).map(|line| {
        let ends = ["\r\n", "\n", "\t"];
        let end = ends.into_iter().find(|end| line.ends_with(end));
        let end = end.unwrap_or_default();
        format!("{}{end}", printable(line.strip_suffix(end).unwrap_or(line)))
    });
    lines.collect()
}

fn header(name: &str, value: &HeaderValue) -> String {
    if !value.is_sensitive() {
        return quoted(&format!(
            "{name}: {}",
            String::from_utf8_lossy(value.as_bytes())
        ));
    }
    if name == TOKEN {
        return format!("\"{name}: $DCS_AUTH_TOKEN\"");
    }
    quoted(&format!("{name}: [secret]"))
}

/// The text as one word of a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> Request {
        let url = "https://h/it's?a=$(b)".parse().unwrap();
        let mut request = Request::new(reqwest::Method::POST, url);
        for (name, value, is_secret) in [
            ("content-type", "application/json", false),
            ("accept", "a 'b'", false),
            ("x-auth-token", "hunter2", true),
            ("authorization", "hunter3", true),
        ] {
            let mut value = HeaderValue::from_static(value);
            value.set_sensitive(is_secret);
            request.headers_mut().insert(name, value);
        }
        *request.body_mut() = Some("{\"a\":\"`it's`\u{202e}\"}".into());
        request
    }

    #[test]
    fn each_part_is_one_word_and_no_secret_is_shown() {
        assert_eq!(
            command(&request()),
            r#"curl --request POST 'https://h/it'\''s?a=$(b)' \
  --header 'content-type: application/json' \
  --header 'accept: a '\''b'\''' \
  --header "x-auth-token: $DCS_AUTH_TOKEN" \
  --header 'authorization: [secret]' \
  --data-raw '{"a":"`it'\''s`\u202e"}'"#
        );
    }

    #[test]
    fn text_stays_what_it_is_but_for_what_a_terminal_acts_on() {
        let text = "<a>\r\n\tb\u{1b}[2J\rc\n";
        assert_eq!(
            text_printable(text, "application/xml"),
            "<a>\r\n\tb\\u{1b}[2J\\rc\n"
        );
    }
}
