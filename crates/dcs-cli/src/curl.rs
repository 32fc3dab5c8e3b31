//! A request as a curl command that can be pasted into a shell.

use reqwest::{
    Request,
    header::{CONTENT_TYPE, HeaderValue},
};

use crate::text::json_printable;

/// The header for which a shell can fill in the secret: its value is the variable's.
const TOKEN: &str = "x-auth-token";

/// Continues a command on the next line.
const SEPARATOR: &str = " \\\n  ";

/// The command. Secrets are not in it: a token is named by its variable, and anything else that is
/// sensitive is `[secret]`.
pub(crate) fn command(request: &Request) -> String {
    let mut parts = vec![format!(
        "curl --request {} {}",
        request.method(),
        quoted(request.url().as_str())
    )];
    for (name, value) in request.headers() {
        parts.push(format!("--header {}", header(name.as_str(), value)));
    }
    if let Some(body) = request.body() {
        let media_type = request.headers().get(CONTENT_TYPE);
        if media_type.is_some_and(|media_type| media_type.as_bytes().starts_with(b"multipart/")) {
            parts.push("--data-binary '[parts]'".to_owned());
            return parts.join(SEPARATOR);
        }
        // Bodies are JSON, in which an escape means the same.
        let body = body.as_bytes().map(String::from_utf8_lossy);
        let body = body.map_or_else(|| "[streamed]".to_owned(), |body| json_printable(&body));
        parts.push(format!("--data-raw {}", quoted(&body)));
    }
    parts.join(SEPARATOR)
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
  --header 'accept: a '\''b'\''' \
  --header "x-auth-token: $DCS_AUTH_TOKEN" \
  --header 'authorization: [secret]' \
  --data-raw '{"a":"`it'\''s`\u202e"}'"#
        );
    }
}
