//! Bodies in parts (`multipart/form-data`) as the client writes them.

use dcs_client::ToParts;
use httpmock::{HttpMockRequest, When};

/// Only requests whose body has the parts of `body`, and no others. Of a file that is a path or a stream, the
/// name and the media type are compared; what is in memory is compared as a whole.
///
/// # Panics
///
/// When the client would refuse the body, too.
#[allow(dead_code, reason = "called where the document has a body in parts")]
#[track_caller]
#[expect(
    clippy::expect_used,
    reason = "a test that asks for the impossible is to fail loudly"
)]
pub(crate) fn with(when: When, body: &impl ToParts) -> When {
    let parts = body.to_parts().expect("a body that can be sent");
    let expected: Vec<_> = parts.into_parts().collect();
    when.is_true(move |request| {
        let Some(parts) = parts_of(request) else {
            return false;
        };
        let pairs = parts.iter().zip(&expected);
        parts.len() == expected.len()
            && pairs.into_iter().all(|(part, (head, contents))| {
                let rest = part.strip_prefix(head.as_bytes());
                let found = rest.and_then(|rest| rest.strip_prefix(b"\r\n"));
                found
                    .is_some_and(|found| contents.as_ref().is_none_or(|contents| found == contents))
            })
    })
}

/// The parts of a request, each with its header.
fn parts_of(request: &HttpMockRequest) -> Option<Vec<&[u8]>> {
    let mut headers = request.headers_vec().iter();
    let (_, media_type) = headers.find(|(name, _)| name.eq_ignore_ascii_case("content-type"))?;
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=")?;
    let between = format!("\r\n--{boundary}");
    let (between, first) = (between.as_bytes(), format!("--{boundary}\r\n"));
    let mut rest = request.body_ref().strip_prefix(first.as_bytes())?;
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let end = rest
            .windows(between.len())
            .position(|found| found == between)?;
        let (part, more) = rest.split_at(end);
        parts.push(part);
        let more = more.strip_prefix(between)?;
        match more.strip_prefix(b"--") {
            Some(_) => return Some(parts),
            None => rest = more.strip_prefix(b"\r\n")?,
        }
    }
    None
}
