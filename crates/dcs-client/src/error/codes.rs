//! What the codes of errors mean, as data.
//!
//! The status alone does not say it: the service answers 400 for much that is not found or busy, and
//! the gateway 404 for an address that is none.
//!
//! The service writes each code in two ways: `DCS.4017` is `111400017`, which is 111, the status, and the
//! code's last three digits. The gateway writes `APIGW.` in one cloud and `APIG.` in another.

use reqwest::StatusCode;

/// What an error means to a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The thing that the request names is not there, or not any more.
    NotFound,
    /// The address is none of the service's: nothing is known of the thing.
    NoSuchAddress,
    /// Something else is under way; later the same request may succeed.
    Busy,
    /// The credentials are none, or not good for this.
    Auth,
    /// The clocks differ too much for a signature.
    ClockSkew,
    /// Too many requests.
    Throttled,
    /// The service did not answer the gateway in time.
    GatewayTimeout,
}

/// One code: how it is written, the status that it comes with, and what the two mean together.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) code: &'static str,
    pub(crate) status: u16,
    pub(crate) meaning: Meaning,
}

const fn row(code: &'static str, status: u16, meaning: Meaning) -> Row {
    Row {
        code,
        status,
        meaning,
    }
}

/// The service's own codes.
pub(crate) const SERVICE: &[Row] = &[
    // Open Telekom Cloud, Distributed Cache Service, API reference, "Error Codes".
    row("DCS.1001", 401, Meaning::Auth),
    row("DCS.1002", 401, Meaning::Auth),
    row("DCS.1003", 401, Meaning::Auth),
    row("DCS.1004", 401, Meaning::Auth),
    row("DCS.2007", 403, Meaning::Auth),
    row("DCS.3002", 403, Meaning::Auth),
    row("DCS.3003", 403, Meaning::Auth),
    row("DCS.4001", 404, Meaning::NoSuchAddress),
    row("DCS.3022", 404, Meaning::NotFound),
    row("DCS.4022", 404, Meaning::NotFound),
    row("DCS.4023", 404, Meaning::NotFound),
    row("DCS.4017", 400, Meaning::Busy),
    // The provider for Terraform of Huawei Cloud, `huaweicloud/services/dcs`: what it takes for gone.
    row("DCS.4031", 400, Meaning::NotFound),
    row("DCS.4133", 400, Meaning::NotFound),
    row("DCS.4232", 400, Meaning::NotFound),
    row("DCS.4941", 400, Meaning::NotFound),
    row("DCS.4942", 400, Meaning::NotFound),
    row("DCS.4988", 400, Meaning::NotFound),
    // The same, `common.go` and the resources beside it: what it waits for.
    row("DCS.4026", 400, Meaning::Busy),
    row("DCS.4049", 400, Meaning::Busy),
    row("DCS.4096", 400, Meaning::Busy),
    row("DCS.4097", 400, Meaning::Busy),
    row("DCS.4111", 400, Meaning::Busy),
    row("DCS.4113", 400, Meaning::Busy),
    row("DCS.4114", 400, Meaning::Busy),
    row("DCS.4115", 400, Meaning::Busy),
    row("DCS.4116", 400, Meaning::Busy),
    row("DCS.4117", 400, Meaning::Busy),
    row("DCS.4118", 400, Meaning::Busy),
    row("DCS.4120", 400, Meaning::Busy),
    row("DCS.4121", 400, Meaning::Busy),
    row("DCS.4231", 400, Meaning::Busy),
    row("DCS.4975", 400, Meaning::Busy),
];

/// The gateway's codes, by their numbers: `APIGW.0301` and `APIG.0301` are one.
///
/// Huawei Cloud, API Gateway, "Error Codes".
pub(crate) const GATEWAY: &[Row] = &[
    row("0101", 404, Meaning::NoSuchAddress),
    row("0201", 504, Meaning::GatewayTimeout),
    row("0301", 401, Meaning::Auth),
    row("0303", 401, Meaning::ClockSkew),
    row("0308", 429, Meaning::Throttled),
];

/// The statuses that mean the same with every code that is in neither table.
pub(crate) const STATUSES: &[(u16, Meaning)] = &[
    (401, Meaning::Auth),
    (403, Meaning::Auth),
    (404, Meaning::NotFound),
    (429, Meaning::Throttled),
    (504, Meaning::GatewayTimeout),
];

/// What an answer with this status and code means, if anybody knows.
pub(crate) fn meaning(status: StatusCode, code: Option<&str>) -> Option<Meaning> {
    let by_status = || {
        let mut statuses = STATUSES.iter();
        statuses.find(|(known, _)| *known == status.as_u16())
    };
    code.and_then(|code| known(status, code))
        .map(|row| row.meaning)
        .or_else(|| by_status().map(|(_, meaning)| *meaning))
}

/// The row of a code that came with this status.
fn known(status: StatusCode, code: &str) -> Option<&'static Row> {
    let gateway = ["APIGW.", "APIG."]
        .iter()
        .find_map(|prefix| code.strip_prefix(prefix));
    match gateway {
        Some(number) => GATEWAY.iter().find(|row| row.code == number),
        None => SERVICE
            .iter()
            .find(|row| row.status == status.as_u16() && (row.code == code || row.is_twin(code))),
    }
}

/// Whether the code is that of a token which has expired, or the gateway's for whatever is wrong with the
/// credentials, of which then only the `message` can say that they expired.
pub(crate) fn says_expired(status: StatusCode, code: Option<&str>, message: Option<&str>) -> bool {
    let is_said = || message.is_some_and(|text| text.to_ascii_lowercase().contains("expire"));
    match code
        .and_then(|code| known(status, code))
        .map(|row| row.code)
    {
        Some("DCS.1002") => true,
        Some("0301") => is_said(),
        _ => false,
    }
}

impl Row {
    /// Whether the code is this one's, written as a number.
    fn is_twin(&self, code: &str) -> bool {
        let digits = code.strip_prefix("111").and_then(|rest| {
            let (status, digits) = rest.split_at_checked(3)?;
            (status.parse() == Ok(self.status)).then_some(digits)
        });
        let own = self.code.len().checked_sub(3);
        digits.is_some() && digits == own.and_then(|start| self.code.get(start..))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(status: u16, code: &str, expected: Option<Meaning>) {
        let status = StatusCode::from_u16(status).unwrap();
        assert_eq!(meaning(status, Some(code)), expected, "{status} {code}");
    }

    #[test]
    fn each_code_of_the_service_has_its_meaning_in_both_ways_of_writing_it() {
        for Row {
            code,
            status,
            meaning,
        } in SERVICE
        {
            check(*status, code, Some(*meaning));
            let (_, digits) = code.split_at(code.len() - 3);
            check(*status, &format!("111{status}{digits}"), Some(*meaning));
        }
    }

    #[test]
    fn each_code_of_the_gateway_has_its_meaning_under_both_names() {
        for Row {
            code,
            status,
            meaning,
        } in GATEWAY
        {
            check(*status, &format!("APIGW.{code}"), Some(*meaning));
            check(*status, &format!("APIG.{code}"), Some(*meaning));
        }
    }

    #[test]
    fn a_status_has_its_meaning_with_a_code_that_nobody_knows_and_without_one() {
        for (status, expected) in STATUSES {
            check(*status, "DCS.9999", Some(*expected));
            check(*status, "", Some(*expected));
            let status = StatusCode::from_u16(*status).unwrap();
            assert_eq!(meaning(status, None), Some(*expected));
        }
        for status in [400, 409, 500, 503] {
            check(status, "DCS.9999", None);
        }
    }

    #[test]
    fn a_code_with_another_status_says_nothing() {
        check(500, "DCS.4017", None);
        check(400, "111404022", None);
        check(404, "DCS.4114", Some(Meaning::NotFound));
        check(400, "111400", None);
        check(400, "1114000é", None);
    }
}
