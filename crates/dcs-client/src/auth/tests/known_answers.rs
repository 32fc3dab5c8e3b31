//! Signatures that others have computed.

use super::*;

#[test]
fn a_get_without_body_has_the_known_signature() {
    assert_eq!(
        sign(request(Method::GET, URL)),
        "SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders=host;x-sdk-date, \
         Signature=cfb4171acec81de07d50e53d57eb77edd537414d66ddb1d7d780f128e12cd842"
    );
}

#[test]
fn a_post_with_a_body_has_the_known_signature() {
    let mut request = request(Method::POST, URL);
    *request.body_mut() = Some(r#"{"name":"test","id":1}"#.into());
    let authorization = sign(request);
    assert!(
        authorization.ends_with("436b1ac0a1ae03705934bb70ef2f2e09f7bfed2117d731a38235053199323a1f"),
        "{authorization}"
    );
}

/// The answers are those of the vendor's Python package `huaweicloudsdkcore`.
#[test]
fn a_project_and_a_security_token_have_the_vendors_signatures() {
    #[track_caller]
    fn check(key: &AccessKey, names: &str, of_get: &str, of_post: &str) {
        let mut post = request(Method::POST, URL);
        *post.body_mut() = Some(r#"{"name":"test","id":1}"#.into());
        for (request, signature) in [(request(Method::GET, URL), of_get), (post, of_post)] {
            assert_eq!(
                sign_with(key, request),
                format!(
                    "SDK-HMAC-SHA256 Access=AccessKey, SignedHeaders={names}, Signature={signature}"
                )
            );
        }
    }
    let of_project = key().with_project_id(PROJECT);
    check(
        &of_project,
        "host;x-project-id;x-sdk-date",
        "ead92e1c06ded97c6d293f5fca45d33fe18bb7ca46184eec2f4727d86aca8c96",
        "faa0e84f49ad0bf38db15cb37f6eef39b244f308f427fd0c0563c063b5da1312",
    );
    check(
        &key().with_security_token("temporary"),
        "host;x-sdk-date;x-security-token",
        "4a4558b21d9b67cede2937def9ae66db5852d01f4bd4f633958d0efb70068754",
        "d5a85ddad5d1fe9f96e981d8034f1cce559e0b7dbd141e701ac76ab8c51b9099",
    );
    check(
        &of_project.with_security_token("temporary"),
        "host;x-project-id;x-sdk-date;x-security-token",
        "4978ac83e838c4bc9e3febd81cef2161383310cf70e9614e0dc4bf075a549f9c",
        "e179e0a67c97a3c96f0e633efe17743ad00ca3276d3e3c2a20e8bf8ffdd6c548",
    );
}
