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
    "content-encoding",
    "content-length",
    "content-range",
    "expect",
    "http2-settings",
    "keep-alive",
    "te",
    "trailer",
    "trailers",
    "transfer-encoding",
    "upgrade",
    // Where it goes, and where it comes from.
    "alt-used",
    "cf-connecting-ip",
    "cf-connecting-ipv6",
    "client-ip",
    "fastly-client-ip",
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
    "x-originating-ip",
    "x-real-ip",
    "x-url",
    // In whose name.
    "authorization",
    "cookie",
    "cookie2",
    "x-identity-status",
    "x-is-admin-project",
    "x-role",
    "x-roles",
    "x-security-token",
    "x-service-catalog",
    "x-service-identity-status",
    "x-service-roles",
    "x-service-token",
    "x-subject-token",
    "x-tenant",
    "x-user",
    // The client's own.
    "accept",
    "accept-encoding",
    "api-version",
    "content-type",
    "user-agent",
];

/// Names by which a request says that its method is another one, in lower case. The first are `_method`,
/// which frameworks for web forms read, and `$httpMethod`.
pub(crate) const METHODS: &[&str] = &[
    "-method",
    "-httpmethod",
    "http-method-override",
    "method-override",
    "x-http-method",
    "x-http-method-override",
    "x-http-verb",
    "x-method",
    "x-method-override",
    "x-request-method",
];

/// Beginnings of names, in lower case. Browsers keep all `Proxy-` and `Sec-` headers to themselves
/// too (Fetch, "forbidden request-header").
pub(crate) const BEGINNINGS: &[&str] = &[
    "forwarded-",
    "proxy-",
    "remote-",
    "sec-",
    "x-auth-",
    "x-domain-",
    "x-envoy-",
    "x-forward-",
    "x-forwarded-",
    "x-original-",
    "x-project-",
    "x-remote-",
    "x-rewrite-",
    "x-sdk-",
    "x-service-project-",
    "x-service-user-",
    "x-tenant-",
    "x-user-",
];

/// Whether no caller may choose the header of this name.
///
/// Upper and lower case are the same (RFC 9110, section 5.1), and what becomes a variable of CGI and
/// its like keeps of signs only `_` (RFC 3875, section 4.1.18): a server behind such a gateway cannot
/// tell `Content_Length` from `Content-Length`.
pub(crate) fn is_reserved(name: &str) -> bool {
    let starts_like = |start: &&str| {
        name.len() > start.len() && start.bytes().eq(name.bytes().take(start.len()).map(fold))
    };
    NAMES.iter().any(|known| is_like(known, name))
        || is_method_override(name)
        || BEGINNINGS.iter().any(starts_like)
}

/// Whether the header or query parameter of this name may say that the method is another one.
pub(crate) fn is_method_override(name: &str) -> bool {
    METHODS.iter().any(|known| is_like(known, name))
}

fn is_like(known: &str, name: &str) -> bool {
    known.len() == name.len() && known.bytes().eq(name.bytes().map(fold))
}

fn fold(byte: u8) -> u8 {
    match byte {
        b if b.is_ascii_alphanumeric() => b.to_ascii_lowercase(),
        _ => b'-',
    }
}
