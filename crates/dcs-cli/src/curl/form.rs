//! A body in parts (`multipart/form-data`), as the client writes it, as options of curl.
//!
//! In a dry run, what stands in the place of a file's contents is its path ([`part`](crate::part)).

use super::{quoted, text_printable};

/// An option for each part; `None` of a body that is not in parts, or has none.
pub(super) fn of(media_type: &str, body: &str) -> Option<Vec<String>> {
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=")?;
    let body = body.strip_prefix(&format!("--{boundary}\r\n"))?;
    let body = body.strip_suffix(&format!("\r\n--{boundary}--\r\n"))?;
    let between = format!("\r\n--{boundary}\r\n");
    body.split(&between).map(option).collect()
}

fn option(part: &str) -> Option<String> {
    let (head, contents) = part.split_once("\r\n\r\n")?;
    let (disposition, media_type) = match head.split_once("\r\nContent-Type: ") {
        Some((disposition, media_type)) => (disposition, Some(media_type)),
        None => (head, None),
    };
    let named = disposition.strip_prefix("Content-Disposition: form-data; name=\"")?;
    let (name, rest) = named.split_once('"')?;
    let file_name = rest.strip_prefix("; filename=\"");
    let file_name = file_name.and_then(|name| name.strip_suffix('"'));
    let contents = text_printable(contents, media_type.unwrap_or_default());
    let Some(media_type) = media_type else {
        // Here no sign of the value has a meaning.
        let value = quoted(&format!("{name}={contents}"));
        return Some(format!("--form-string {value}"));
    };
    let value = match file_name {
        Some(file_name) => format!(
            "{name}=@{};type={media_type};filename={}",
            word(&contents),
            word(file_name)
        ),
        None => format!("{name}={};type={media_type}", word(&contents)),
    };
    Some(format!("--form {}", quoted(&value)))
}

/// One word of what curl reads after `--form`, in which no sign has a meaning.
fn word(text: &str) -> String {
    let text = text.replace('\\', r"\\").replace('"', r#"\""#);
    format!("\"{text}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEDIA_TYPE: &str = "multipart/form-data; boundary=b";

    #[track_caller]
    fn check(head: &str, contents: &str, expected: &str) {
        let body =
            format!("--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{contents}\r\n--b--\r\n");
        assert_eq!(of(MEDIA_TYPE, &body), Some(vec![expected.to_owned()]));
    }

    #[test]
    fn no_sign_of_a_value_has_a_meaning() {
        let id = "name=\"id\"";
        check(id, "@a;type=b", "--form-string 'id=@a;type=b'");
        check(id, "it's\n<b>", "--form-string 'id=it'\\''s\n<b>'");
        check(
            &format!("{id}\r\nContent-Type: application/json"),
            r#"{"a\b":";"}"#,
            r#"--form 'id="{\"a\\b\":\";\"}";type=application/json'"#,
        );
    }

    #[test]
    fn a_file_is_named_by_its_path() {
        check(
            "name=\"image\"; filename=\"a,b;%22c.png\"\r\nContent-Type: image/png",
            "/tmp/a,b;\"c.png",
            r#"--form 'image=@"/tmp/a,b;\"c.png";type=image/png;filename="a,b;%22c.png"'"#,
        );
        check(
            "name=\"image\"; filename=\"-\"\r\nContent-Type: a/b; c=d",
            "-",
            r#"--form 'image=@"-";type=a/b; c=d;filename="-"'"#,
        );
    }

    #[test]
    fn each_part_is_an_option_and_what_is_not_in_parts_is_none() {
        let part =
            |name| format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n\r\n");
        let body = format!("{}{}--b--\r\n", part("one"), part("two"));
        let options = ["--form-string 'one='", "--form-string 'two='"].map(str::to_owned);
        assert_eq!(of(MEDIA_TYPE, &body), Some(options.to_vec()));
        for (media_type, body) in [
            ("application/json", body.as_str()),
            (MEDIA_TYPE, "[streamed]"),
        ] {
            assert_eq!(of(media_type, body), None);
        }
    }
}
