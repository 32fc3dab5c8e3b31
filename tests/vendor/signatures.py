"""Holds the known answers of the signature against the vendor's own Python package.

    python3 tests/vendor/signatures.py

`cargo xtask ci` runs it where the package is installed. It signs the requests of
`crates/dcs-client/src/auth/tests/known_answers.rs` with `huaweicloudsdkcore`, and each signature must
stand in that file. Exit status: 0 when all do, 1 when one does not. With `--probe`, only whether the
package is there.
"""

import pathlib
import sys

try:
    from huaweicloudsdkcore.auth.credentials import BasicCredentials
    from huaweicloudsdkcore.sdk_request import SdkRequest
    from huaweicloudsdkcore.signer.signer import Signer
except ImportError as error:
    sys.exit(f"the vendor's package is not there: {error}")

KNOWN = pathlib.Path(__file__).parents[2] / "crates/dcs-client/src/auth/tests/known_answers.rs"
PROJECT = {"X-Project-Id": "a4d31cb6-3d72-4fdc-8ec9-6e3a41e47f71"}
TOKEN = {"X-Security-Token": "temporary"}
REQUESTS = [("GET", ""), ("POST", '{"name":"test","id":1}')]


def signature(method, body, headers):
    request = SdkRequest(
        method=method,
        schema="https",
        host="service.endpoint.myhuaweicloud.com",
        resource_path="/resources",
        uri="/resources",
        query_params=[("size", "1")],
        header_params={"X-Sdk-Date": "20200608T023900Z", **headers},
        body=body,
    )
    key = BasicCredentials("AccessKey", "SecretKey")
    signed = Signer(key).sign(request)
    return signed.header_params["Authorization"].rsplit("Signature=", 1)[1]


def main():
    if "--probe" in sys.argv[1:]:
        return 0
    known = KNOWN.read_text(encoding="utf-8")
    missing = 0
    for headers in ({}, PROJECT, TOKEN, {**PROJECT, **TOKEN}):
        for method, body in REQUESTS:
            found = signature(method, body, headers)
            if found not in known:
                names = ", ".join(headers) or "no header of these"
                print(f"{method} with {names}: {found} is not in {KNOWN.name}", file=sys.stderr)
                missing += 1
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
