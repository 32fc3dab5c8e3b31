use std::io::Write as _;

use bytes::Bytes;
use hyper::body::{Body as _, Frame};
use reqwest::Request;
use serde_json::json;

use super::*;

/// The request with these parts.
fn built(parts: Parts) -> Request {
    let client = crate::Client::builder()
        .endpoint("http://localhost")
        .credentials(crate::Credentials::token("t"));
    let request = client.build().unwrap().client.post("http://h/");
    parts.put_on(request).build().unwrap()
}

/// The request with these parts, and its body: all of it, with what stands for the boundary.
async fn sent(parts: Parts) -> Result<(Request, String), String> {
    let mut request = built(parts);
    let media_type = request.headers()[CONTENT_TYPE].to_str().unwrap();
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=");
    let boundary = boundary.unwrap().to_owned();
    let length = request.body().unwrap().size_hint().exact();
    let mut body = request.body_mut().take().unwrap();
    let mut all = Vec::new();
    while let Some(frame) =
        std::future::poll_fn(|context| std::pin::Pin::new(&mut body).poll_frame(context)).await
    {
        let frame = frame.map_err(|error| {
            crate::error::causes(&error)
                .map(|cause| cause.to_string())
                .collect::<String>()
        })?;
        all.extend(frame.into_data().unwrap());
    }
    if let Some(length) = length {
        assert_eq!(length, all.len() as u64);
    }
    *request.body_mut() = Some(all.clone().into());
    let text = String::from_utf8(all).unwrap();
    Ok((request, text.replace(&boundary, "B")))
}

/// Made of what comes, without saying how much.
struct Streamed(Vec<Bytes>);

impl hyper::body::Body for Streamed {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        std::task::Poll::Ready(self.0.pop().map(|bytes| Ok(Frame::data(bytes))))
    }
}

fn stream(text: &'static str) -> FilePart {
    FilePart::stream(Body::wrap(Streamed(vec![Bytes::from(text)])))
}

/// OpenAPI 3.0, "Special Considerations for `multipart` Content": what a part is by its type.
#[tokio::test]
async fn each_value_is_a_part_and_each_of_a_list_one_of_the_same_name() {
    let parts = Parts::new()
        .value("id", &"f81d4fae", None)
        .and_then(|parts| parts.value("address", &json!({"city": "S"}), None))
        .and_then(|parts| parts.value("tags", &["a", "b"], None))
        .and_then(|parts| parts.value("count", &7, None))
        .and_then(|parts| parts.value("none", &json!(null), None))
        .and_then(|parts| parts.value("history", &"<a/>", Some("application/xml; charset=utf-8")))
        .and_then(|parts| parts.value("word", &"a", Some("application/json")))
        .unwrap();
    let (_, body) = sent(parts).await.unwrap();
    let part = |head: &str, contents: &str| {
        format!("--B\r\nContent-Disposition: form-data; name={head}\r\n\r\n{contents}\r\n")
    };
    let expected = [
        part("\"id\"", "f81d4fae"),
        part(
            "\"address\"\r\nContent-Type: application/json",
            r#"{"city":"S"}"#,
        ),
        part("\"tags\"", "a"),
        part("\"tags\"", "b"),
        part("\"count\"", "7"),
        part(
            "\"history\"\r\nContent-Type: application/xml; charset=utf-8",
            "<a/>",
        ),
        part("\"word\"\r\nContent-Type: application/json", "\"a\""),
        "--B--\r\n".to_owned(),
    ];
    assert_eq!(body, expected.concat());
}

#[tokio::test]
async fn a_file_comes_from_memory_from_a_path_or_from_a_stream() {
    let mut file = tempfile::Builder::new().suffix(".txt").tempfile().unwrap();
    file.write_all(b"of a path").unwrap();
    let files = vec![
        FilePart::from(b"of memory".to_vec())
            .file_name("a\"\r\nb")
            .media_type("image/png"),
        FilePart::path(file.path()),
        stream("of a stream"),
        FilePart::text("https://example.com/a"),
    ];
    let parts = Parts::new().files("file", &files, "text/plain").unwrap();
    let (_, body) = sent(parts).await.unwrap();
    let name = file.path().file_name().unwrap().to_str().unwrap();
    let part = |name: &str, media_type: &str, contents: &str| {
        format!(
            "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: {media_type}\r\n\r\n{contents}\r\n"
        )
    };
    let expected = [
        part("a%22%0D%0Ab", "image/png", "of memory"),
        part(name, "text/plain", "of a path"),
        part("file", "text/plain", "of a stream"),
        "--B\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nhttps://example.com/a\r\n"
            .to_owned(),
        "--B--\r\n".to_owned(),
    ];
    assert_eq!(body, expected.concat());
}

#[tokio::test]
async fn what_is_in_memory_may_be_sent_again_and_a_stream_may_not() {
    let parts = |file: &FilePart| Parts::new().files("file", file, "text/plain");
    let memory = FilePart::from(b"a".to_vec());
    assert!(built(parts(&memory).unwrap()).try_clone().is_some());
    let streamed = stream("a");
    assert!(
        built(parts(&streamed.clone()).unwrap())
            .try_clone()
            .is_none()
    );
    let error = parts(&streamed).unwrap_err();
    assert_eq!(
        error.to_string(),
        "file: its stream has been sent; give another one"
    );
}

#[tokio::test]
async fn a_file_that_is_not_there_or_no_file_is_refused_before_anything_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing");
    for (path, why) in [
        (missing.as_path(), "No such file"),
        (folder.path(), "it is a folder"),
    ] {
        let error = Parts::new()
            .files("file", &FilePart::path(path), "a/b")
            .unwrap_err();
        assert_eq!(error.name(), "file");
        assert!(error.to_string().contains(why), "{error}");
    }
    let odd = FilePart::from(Vec::new()).media_type("a\r\nb");
    let error = Parts::new().files("file", &odd, "a/b").unwrap_err();
    assert!(error.to_string().contains("media type"), "{error}");
}

#[tokio::test]
async fn a_file_that_became_shorter_is_not_sent_as_if_it_were_whole() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(b"whole").unwrap();
    let parts = Parts::new()
        .files("file", &FilePart::path(file.path()), "a/b")
        .unwrap();
    file.as_file().set_len(2).unwrap();
    let error = sent(parts).await.unwrap_err();
    assert!(error.contains("shorter than announced"), "{error}");
}
