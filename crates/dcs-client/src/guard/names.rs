//! The names of the headers that no caller may choose.
//!
//! The linter has a list of its own, by which it refuses documents. A test of the workspace reads
//! both files and runs each list through the other, so this one uses nothing but the standard
//! library.

/// Names, in lower case.
pub(crate) const NAMES: &[&str] = &[
    // Where a request ends, and what two neighbours agree on about their connection (RFC 9110,
    // sections 7.6 and 10.1; RFC 9112, section 6).
    "connection",
    "content-length",
    "expect",
    "http2-settings",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    // Where it goes, and where it comes from.
    "alt-used",
    "client-ip",
    "forwarded",
    "host",
    "max-forwards",
    "true-client-ip",
    "via",
    "x-client-ip",
    "x-cluster-client-ip",
    "x-forwarded",
    "x-host",
    "x-http-host-override",
    "x-override-url",
    "x-real-ip",
    // What it does. The first is `_method`, which frameworks for web forms read.
    "-method",
    "http-method-override",
    "method-override",
    "x-http-method",
    "x-http-method-override",
    "x-method",
    "x-method-override",
    // In whose name.
    "authorization",
    "cookie",
    "cookie2",
    "x-auth-token",
    "x-domain-id",
    "x-project-id",
    "x-security-token",
    "x-service-token",
    "x-subject-token",
    // The client's own.
    "accept",
    "accept-encoding",
    "api-version",
    "content-type",
    "user-agent",
];

/// Beginnings of names, in lower case. Browsers keep all `Proxy-` and `Sec-` headers to themselves
/// too (Fetch, "forbidden request-header").
pub(crate) const BEGINNINGS: &[&str] = &[
    "proxy-",
    "sec-",
    "x-envoy-",
    "x-forwarded-",
    "x-original-",
    "x-rewrite-",
    "x-sdk-",
];

/// Whether no caller may choose the header of this name.
///
/// Upper and lower case are the same (RFC 9110, section 5.1), and what becomes a variable of CGI and
/// its like keeps of signs only `_` (RFC 3875, section 4.1.18): a server behind such a gateway cannot
/// tell `Content_Length` from `Content-Length`.
pub(crate) fn is_reserved(name: &str) -> bool {
    let fold = |byte: u8| match byte {
        b if b.is_ascii_alphanumeric() => b.to_ascii_lowercase(),
        _ => b'-',
    };
    let is_like = |known: &str| known.bytes().eq(name.bytes().map(fold));
    NAMES.iter().any(|known| is_like(known))
        || BEGINNINGS.iter().any(|start| {
            name.len() > start.len() && start.bytes().eq(name.bytes().take(start.len()).map(fold))
        })
}
