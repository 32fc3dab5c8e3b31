//! The names of the headers that no caller may choose.
//!
//! The client's guard has a list of its own, which holds whatever document its code was made of. A
//! test of the workspace reads both files and runs each list through the other, so this one uses
//! nothing but the standard library.

/// Whose business a header is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Owner {
    /// HTTP's: where a request ends, and what two neighbours agree on about their connection (RFC
    /// 9110, sections 7.6 and 10.1; RFC 9112, section 6). Browsers keep all `Proxy-` and `Sec-`
    /// headers to themselves too (Fetch, "forbidden request-header").
    Framing,
    /// The gateways': where the request goes, and where it comes from.
    Route,
    /// The method's: what the request does.
    Method,
    /// The credentials' and the signature's.
    Credentials,
    /// The client's own.
    Client,
}

/// What [`Owner::of`] knows: each owner's names, and beginnings of names, all in lower case.
pub(crate) const OWNED: &[(Owner, &[&str], &[&str])] = &[
    (
        Owner::Framing,
        &[
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
        ],
        &["proxy-", "sec-"],
    ),
    (
        Owner::Route,
        &[
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
        ],
        &[
            "forwarded-",
            "x-envoy-",
            "x-forward-",
            "x-forwarded-",
            "x-original-",
            "x-rewrite-",
        ],
    ),
    (
        Owner::Method,
        &[
            // `_method`, which frameworks for web forms read, and `$httpMethod`.
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
        ],
        &[],
    ),
    (
        Owner::Credentials,
        &[
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
        ],
        // Who the caller is, as a server before the service or Keystone's middleware says it.
        &[
            "remote-",
            "x-auth-",
            "x-domain-",
            "x-project-",
            "x-remote-",
            "x-sdk-",
            "x-service-project-",
            "x-service-user-",
            "x-tenant-",
            "x-user-",
        ],
    ),
    (
        Owner::Client,
        // A compressed answer could not be read, and the generator sends `api-version` by itself.
        &[
            "accept",
            "accept-encoding",
            "api-version",
            "content-type",
            "user-agent",
        ],
        &[],
    ),
];

impl Owner {
    /// The owner of the header; `None` for one that an operation may have, and for those that
    /// [are ignored](is_ignored) as parameters.
    pub(crate) fn of(name: &str) -> Option<Self> {
        if is_ignored(name) {
            return None;
        }
        let name = folded(name);
        OWNED.iter().find_map(|(owner, names, beginnings)| {
            let is_theirs = names.contains(&name.as_str())
                || beginnings.iter().any(|start| name.starts_with(start));
            is_theirs.then_some(*owner)
        })
    }

    /// The same for a query parameter: frameworks look for another method there too.
    pub(crate) fn of_query(name: &str) -> Option<Self> {
        Self::of(name).filter(|owner| *owner == Self::Method)
    }

    /// What somebody decides who chooses the header's value.
    pub(crate) fn decides(self) -> &'static str {
        match self {
            Self::Framing => "where the request ends and how the connection is used",
            Self::Route => "where the request goes or where it seems to come from",
            Self::Method => "what the request does",
            Self::Credentials => "in whose name the request is made",
            Self::Client => "what only the client can know",
        }
    }
}

/// Whether OpenAPI 3.0 ignores a header parameter of this name ("Parameter Object", `name`), so that
/// nothing is generated for it.
pub fn is_ignored(name: &str) -> bool {
    ["Accept", "Authorization", "Content-Type"]
        .iter()
        .any(|ignored| ignored.eq_ignore_ascii_case(name))
}

/// The name as a gateway may hand it on: upper and lower case are the same (RFC 9110, section 5.1),
/// and what becomes a variable of CGI and its like keeps of signs only `_` (RFC 3875, section
/// 4.1.18), so that a server behind cannot tell `Content_Length` from `Content-Length`.
fn folded(name: &str) -> String {
    let fold = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '-'
        }
    };
    name.chars().map(fold).collect()
}
