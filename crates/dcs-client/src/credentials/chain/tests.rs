use std::fs;

use super::*;

/// A home folder, and variables.
struct Place {
    home: tempfile::TempDir,
    variables: Vec<(&'static str, &'static str)>,
}

impl Place {
    fn new(variables: &[(&'static str, &'static str)]) -> Self {
        Self {
            home: tempfile::tempdir().unwrap(),
            variables: variables.to_vec(),
        }
    }

    fn with_file(self, path: &str, text: &str) -> Self {
        let path = self.home.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    fn with_profiles(self) -> Self {
        self.with_file(
            ".huaweicloud/credentials",
            "[basic]\nak = OFTHEBASICPROFILE1\nsk = hunter2\nproject_id = p\n\
             [team]\nak = OFTHETEAMPROFILE22\nsk = hunter2\n",
        )
    }

    fn chain(&self) -> DefaultChain {
        let (home, variables) = (self.home.path().to_owned(), self.variables.clone());
        let environment = Environment::new(move |name| {
            if name == "HOME" {
                return Some(home.clone().into());
            }
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| value.into())
        });
        let chain = DefaultChain::new(environment);
        #[cfg(feature = "metadata")]
        let chain = chain.metadata(crate::credentials::metadata::Metadata::at(
            "http://127.0.0.1:1".to_owned(),
        ));
        chain
    }
}

const KEY: [(&str, &str); 2] = [
    ("HW_ACCESS_KEY", "OFTHEENVIRONMENT99"),
    ("HW_SECRET_KEY", "hunter2"),
];

fn shown(found: &Found) -> String {
    let hint = found.credentials.hint().unwrap_or_default();
    format!("{} {hint} {:?}", found.link, found.project_id)
}

#[tokio::test]
async fn the_environment_comes_before_the_profile_and_a_profile_that_is_named_before_both() {
    let both = Place::new(&KEY).with_profiles();
    let found = both.chain().find().await.unwrap();
    assert_eq!(shown(&found), "environment …NT99 None");
    let found = both.chain().profile("team").find().await.unwrap();
    assert_eq!(shown(&found), "profile …LE22 None");

    let file = Place::new(&[]).with_profiles();
    let found = file.chain().find().await.unwrap();
    assert_eq!(shown(&found), "profile …ILE1 Some(\"p\")");
    assert_eq!(
        found.path,
        Some(file.home.path().join(".huaweicloud/credentials"))
    );
}

#[tokio::test]
async fn half_a_key_or_a_broken_file_ends_the_search() {
    let half = Place::new(&KEY[..1]).with_profiles();
    let error = half.chain().find().await.unwrap_err();
    assert_eq!(error.tried().count(), 1);
    assert!(error.to_string().contains("HUAWEICLOUD_SDK_SK"), "{error}");

    let broken = Place::new(&[]).with_file(".huaweicloud/credentials", "[basic]\nak = a b\n");
    let error = broken.chain().find().await.unwrap_err();
    let links: Vec<_> = error.tried().map(|(link, _)| link).collect();
    assert_eq!(links, [Link::Environment, Link::Profile]);
    assert!(error.to_string().contains("credentials:2: "), "{error}");
    let source = error.source().unwrap();
    assert!(source.downcast_ref::<ProfileError>().is_some());
}

#[tokio::test]
async fn a_profile_that_is_named_and_not_there_ends_the_search() {
    let both = Place::new(&KEY).with_profiles();
    let error = both.chain().profile("nobody").find().await.unwrap_err();
    assert!(
        error.to_string().contains("no profile \"nobody\""),
        "{error}"
    );
    assert_eq!(error.tried().count(), 1);
}

#[tokio::test]
async fn each_place_that_was_tried_and_why_it_failed_is_said() {
    let nowhere = Place::new(&[]);
    let error = nowhere.chain().find().await.unwrap_err();
    let text = error.to_string();
    let mut expected = vec!["environment: no credentials", "profile: there is no file"];
    if cfg!(feature = "metadata") {
        expected.push("metadata: there is no metadata service here");
    }
    for part in expected {
        assert!(text.contains(part), "{text}");
    }
    assert!(!text.contains("KooCLI"), "{text}");
    assert_eq!(format!("{error:?}"), format!("ChainError({text})"));
    let other = nowhere.with_file(".hcloud/config.json", "{}");
    let error = other.chain().find().await.unwrap_err();
    assert!(
        error.to_string().contains("config.json is KooCLI's"),
        "{error}"
    );
}

#[cfg(feature = "metadata")]
mod metadata {
    use std::time::SystemTime;

    use loopback::{Reply, Server};

    use super::*;
    use crate::credentials::metadata::Metadata;

    const KEY: &str = r#"{"credential": {"access": "OFTHEMACHINESAGENCY7", "secret": "hunter2",
        "securitytoken": "hunter3hunter3", "expires_at": "2099-01-04T09:05:22.701000Z"}}"#;

    fn token(text: &str) -> Reply {
        Reply::http("200 OK", "content-type: text/plain\r\n", text)
    }

    async fn of(server: &Server) -> Result<Found, ChainError> {
        let chain = Place::new(&[]).chain();
        chain
            .metadata(Metadata::at(server.url().to_owned()))
            .find()
            .await
    }

    #[tokio::test]
    async fn the_machines_credentials_come_last_and_expire() {
        let server = Server::start([token("the-token"), Reply::json("200 OK", KEY)]);
        let found = of(&server).await.unwrap();
        assert_eq!(shown(&found), "metadata …NCY7 None");
        let expires_at = found.credentials.expires_at().unwrap();
        let refresh_at = found.credentials.refresh_at(SystemTime::now()).unwrap();
        let margin = expires_at.duration_since(refresh_at).unwrap();
        assert_eq!(margin.as_secs(), 40 * 60);
        let [token, key] = server.requests().try_into().unwrap();
        assert!(
            token.starts_with("PUT /meta-data/latest/api/token "),
            "{token}"
        );
        assert!(
            token.contains("x-metadata-token-ttl-seconds: 21600\r\n"),
            "{token}"
        );
        assert!(
            key.starts_with("GET /openstack/latest/securitykey "),
            "{key}"
        );
        assert!(key.contains("x-metadata-token: the-token\r\n"), "{key}");
    }

    #[tokio::test]
    async fn a_service_without_tokens_is_asked_without() {
        for status in ["404 Not Found", "405 X", "503 X"] {
            let server = Server::start([Reply::status(status), Reply::json("200 OK", KEY)]);
            assert!(of(&server).await.is_ok(), "{status}");
            let requests = server.requests();
            assert!(!requests[1].contains("x-metadata-token"), "{}", requests[1]);
        }
    }

    #[tokio::test]
    async fn what_the_service_says_instead_is_said_and_nothing_of_its_answer() {
        let secret = r#"{"credential": {"access": "hunter2", "secret": 5}}"#;
        for (replies, expected) in [
            (vec![Reply::status("500 X")], "answered 500"),
            (vec![Reply::status("302 Found")], "answered 302"),
            (
                vec![token("t"), Reply::status("404 Not Found")],
                "this server has no agency",
            ),
            (
                vec![token("t"), Reply::json("200 OK", secret)],
                "holds no credentials",
            ),
            (
                vec![token("t"), Reply::json("200 OK", "hunter2")],
                "holds no credentials",
            ),
        ] {
            let error = of(&Server::start(replies)).await.unwrap_err();
            let text = format!("{error} {error:?}");
            assert!(text.contains(expected), "{text}");
            assert!(!text.contains("hunter"), "{text}");
        }
    }
}
