//! The clouds that the service runs in, and their hosts.

/// The regions that are not Huawei Cloud's own, with the domain of their cloud.
///
/// Open Telekom Cloud, API reference of Distributed Cache Service, "Endpoints".
const CLOUDS: &[(&str, &str)] = &[("eu-de", "otc.t-systems.com")];

/// Everywhere else.
const HUAWEI_CLOUD: &str = "myhuaweicloud.com";

/// The host of a service in a region.
pub(crate) fn host(service: &str, region: &str) -> String {
    let known = CLOUDS.iter().find(|(known, _)| *known == region);
    let domain = known.map_or(HUAWEI_CLOUD, |(_, domain)| domain);
    format!("{service}.{region}.{domain}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_has_the_host_of_its_cloud() {
        assert_eq!(
            host("dcs", "ap-southeast-1"),
            "dcs.ap-southeast-1.myhuaweicloud.com"
        );
        assert_eq!(host("iam", "eu-de"), "iam.eu-de.otc.t-systems.com");
    }
}
