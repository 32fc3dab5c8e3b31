//! A consumer of bodies beside each other and in parts, as `wide.rs` puts it beside the mock: an example of it.

use dcs_httpmock::{
    Mock, MockServer, MockServerExt as _, client_of,
    dcs_client::{Client, Credentials, types},
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failed> {
    let server = MockServer::start_async().await;
    let client = client_of(&server)?;
    bytes_stand_beside_other_successes(&server, &client).await?;
    each_of_several_successes_is_read_tolerantly(&server, &client).await?;
    bytes_go_where_they_are_sent(&server, &client).await?;
    a_body_has_the_parts_that_the_document_says(&server, &client).await?;
    files_are_parts_of_one_name(&server, &client).await?;
    what_was_read_of_a_stream_is_not_sent_again(&server, &client).await?;
    a_stream_is_signed_without_its_contents(&server, &client).await
}

type Failed = Box<dyn std::error::Error>;

/// Holds that the mock was asked, and takes it away.
fn done(mut mock: Mock<'_>) {
    mock.assert();
    mock.delete();
}

async fn bytes_stand_beside_other_successes(server: &MockServer, client: &Client) -> Result<(), Failed> {
    use types::{DownloadExportResponse as Export, ReadPictureResponse as Picture};
    let download = || client.download_export().send();
    let mock = server.download_export(|when, then| {
        when.into_inner().header("accept", "application/zip, application/json");
        then.ok([0, 159, 146, 150]);
    });
    assert!(matches!(&*download().await?, Export::Ok(bytes) if bytes[..] == [0, 159, 146, 150]));
    done(mock);
    let mock = server.download_export(|_, then| {
        then.accepted(types::Export::builder().progress(7));
    });
    assert!(matches!(&*download().await?, Export::Accepted(export) if export.progress == 7));
    done(mock);
    let mock = server.download_export(|_, then| {
        then.no_content();
    });
    assert!(matches!(&*download().await?, Export::NoContent));
    done(mock);
    // What looks like JSON stays bytes.
    let mock = server.read_picture(|when, then| {
        when.into_inner().header("accept", "application/json, image/*, application/octet-stream");
        then.partial_content(r#"{"progress":1}"#);
    });
    let picture = client.read_picture().send().await?;
    assert!(matches!(&*picture, Picture::PartialContent(bytes) if bytes[..] == *br#"{"progress":1}"#));
    done(mock);
    let mock = server.read_picture(|_, then| {
        then.success(203, "more");
    });
    let picture = client.read_picture().send().await?;
    assert!(matches!(&*picture, Picture::Success(bytes) if bytes[..] == *b"more"));
    done(mock);
    Ok(())
}

async fn each_of_several_successes_is_read_tolerantly(server: &MockServer, client: &Client) -> Result<(), Failed> {
    use types::{DownloadExportResponse as Export, ReadPictureResponse as Picture};
    let sloppy = r#"{"progress":"7","note":5,"missing":null,"state":"paused"}"#;
    let is_read = |export: &types::Export| {
        assert_eq!((export.progress, export.note.as_deref(), export.missing.len()), (7, Some("5"), 0));
        assert_eq!(export.state.as_ref().map(ToString::to_string).as_deref(), Some("paused"));
    };
    let mock = server.download_export(|_, then| {
        then.into_inner().status(202).header("content-type", "application/json").body(sloppy);
    });
    match &*client.download_export().send().await? {
        Export::Accepted(export) => is_read(export),
        other => panic!("{other:?}"),
    }
    done(mock);
    let mock = server.read_picture(|_, then| {
        then.into_inner().status(200).header("content-type", "application/json").body(sloppy);
    });
    match &*client.read_picture().send().await? {
        Picture::Ok(export) => is_read(export),
        other => panic!("{other:?}"),
    }
    done(mock);
    // What has no meaning is no success, and it is named.
    let mock = server.download_export(|_, then| {
        then.into_inner().status(202).header("content-type", "application/json").body(r#"{"progress":"soon"}"#);
    });
    let error = client.download_export().send().await.unwrap_err();
    assert!(error.to_string().contains("progress"), "{error}");
    done(mock);
    Ok(())
}

async fn bytes_go_where_they_are_sent(server: &MockServer, client: &Client) -> Result<(), Failed> {
    use std::sync::{Arc, Mutex};
    let (chunks, taken) = (Arc::new(Mutex::new(Vec::<u8>::new())), Arc::new(Mutex::new(0)));
    let (all, count) = (chunks.clone(), taken.clone());
    let saving = client.to_builder().bytes_to(move |chunk| {
        *count.lock().unwrap() += 1;
        all.lock().unwrap().extend(chunk);
        Ok(())
    });
    // No limit on bodies is for it.
    let saving = saving.max_body_bytes(2).build()?;
    let mock = server.read_picture(|_, then| {
        then.partial_content([1, 2, 3]);
    });
    let picture = saving.read_picture().send().await?;
    assert!(matches!(&*picture, types::ReadPictureResponse::PartialContent(bytes) if bytes.is_empty()));
    assert_eq!(*chunks.lock().unwrap(), [1, 2, 3]);
    assert!(*taken.lock().unwrap() >= 2);
    done(mock);
    // JSON is no bytes, and an error is none either.
    let mock = server.read_picture(|_, then| {
        then.into_inner().status(400).body("{}");
    });
    saving.read_picture().send().await.unwrap_err();
    done(mock);
    let failing = client.to_builder().bytes_to(|_| Err(std::io::Error::other("full"))).build()?;
    let mock = server.read_picture(|_, then| {
        then.partial_content([1, 2, 3]);
    });
    let error = failing.read_picture().send().await.unwrap_err();
    assert!(error.to_string().contains("could not be saved"), "{error}");
    done(mock);
    assert_eq!(*chunks.lock().unwrap(), [1, 2, 3]);
    Ok(())
}

async fn a_body_has_the_parts_that_the_document_says(server: &MockServer, client: &Client) -> Result<(), Failed> {
    let place = |city: &str| types::Place::builder().city(city).try_into().unwrap();
    let image = || types::FilePart::from(vec![0, 159, 13, 10]).file_name("me.jpg").media_type("image/jpeg");
    let profile = |id: &str| {
        types::CreateProfileBody::builder()
            .id(id)
            .address(types::Place::builder().city("S"))
            .children(["Ada", "7"])
            .addresses(vec![place("A"), place("B")])
            .history_metadata("<a/>")
            .profile_image(image())
            .count(3)
            .nickname("Ada")
            .badge(types::FilePart::text("https://example.com"))
            .home(place("H"))
            .scans(vec![types::FilePart::from(vec![1])])
            .anything(serde_json::json!([1, {"a": null}]))
    };
    let expected: types::CreateProfileBody = profile("f81d4fae").try_into()?;
    let mock = server.create_profile(|when, then| {
        when.body(&expected)
            .into_inner()
            .header_prefix("content-type", "multipart/form-data; boundary=")
            .body_includes("name=\"id\"\r\n\r\nf81d4fae\r\n")
            .body_includes("name=\"address\"\r\nContent-Type: application/json\r\n\r\n{\"city\":\"S\"}\r\n")
            .body_includes("name=\"children\"\r\n\r\nAda\r\n")
            .body_includes("name=\"badge\"\r\n\r\nhttps://example.com\r\n")
            .body_includes("name=\"nickname\"\r\n\r\nAda\r\n")
            .body_includes("name=\"home\"\r\nContent-Type: application/json\r\n\r\n{\"city\":\"H\"}\r\n")
            .body_includes("name=\"scans\"; filename=\"file\"\r\n")
            .body_includes("name=\"anything\"\r\nContent-Type: application/json\r\n\r\n{\"a\":null}\r\n")
            .body_includes("name=\"addresses\"\r\nContent-Type: application/json\r\n\r\n{\"city\":\"B\"}\r\n")
            .body_includes("name=\"historyMetadata\"\r\nContent-Type: application/xml; charset=utf-8\r\n\r\n<a/>\r\n")
            .body_includes("name=\"profileImage\"; filename=\"me.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n");
        then.no_content();
    });
    client.create_profile().body(profile("f81d4fae")).send().await?;
    // Another body is another request.
    for other in [profile("other"), profile("f81d4fae").count(4), profile("f81d4fae").profile_image(vec![0])] {
        let error = client.create_profile().body(other).send().await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(501), "{error}");
    }
    done(mock);
    Ok(())
}

async fn files_are_parts_of_one_name(server: &MockServer, client: &Client) -> Result<(), Failed> {
    use types::FilePart;
    let path = std::env::current_exe()?;
    let contents = std::fs::read(&path)?;
    let files = || vec![FilePart::from(b"one".to_vec()), FilePart::path(&path)];
    let form = types::UploadFilesBody::builder().file(files());
    let mock = server.upload_files(|when, then| {
        when.body(&form.try_into().unwrap()).note("n").into_inner().is_true(move |request| {
            let body = request.body_ref();
            body.windows(contents.len()).any(|found| found == contents)
        });
        then.ok("two");
    });
    let sent = client.upload_files().note("n").body_map(|body| body.file(files())).send().await?;
    assert_eq!(*sent, "two");
    done(mock);
    let missing = vec![FilePart::path("no such file")];
    let error = client.upload_files().body_map(|body| body.file(missing)).send().await.unwrap_err();
    assert!(error.to_string().starts_with("invalid request: file: no such file: "), "{error}");
    Ok(())
}

async fn what_was_read_of_a_stream_is_not_sent_again(server: &MockServer, client: &Client) -> Result<(), Failed> {
    use types::FilePart;
    let replace = |file: FilePart| client.replace_file().body_map(|body| body.file(file)).send();
    let memory = FilePart::from(b"whole".to_vec());
    let streamed = FilePart::path(std::env::current_exe()?);
    for (file, status, attempts) in [(memory, Some(204), 2), (streamed, None, 1)] {
        let refused = server.replace_file(|_, then| {
            then.once().into_inner().status(503);
        });
        let taken = server.replace_file(|_, then| {
            then.no_content();
        });
        let (answered, tried) = match replace(file).await {
            Ok(answer) => (Some(answer.status().as_u16()), answer.attempts()),
            Err(error) => (None, error.attempts()),
        };
        assert_eq!((answered, tried), (status, attempts));
        for mut mock in [refused, taken] {
            mock.delete();
        }
    }
    Ok(())
}

async fn a_stream_is_signed_without_its_contents(server: &MockServer, client: &Client) -> Result<(), Failed> {
    let signing = client.to_builder().credentials(Credentials::access_key("ak", "sk")).build()?;
    let mock = server.replace_file(|when, then| {
        when.into_inner().header("x-sdk-content-sha256", "UNSIGNED-PAYLOAD").header_exists("authorization");
        then.no_content();
    });
    let file = types::FilePart::path(std::env::current_exe()?);
    signing.replace_file().body_map(|body| body.file(file)).send().await?;
    done(mock);
    Ok(())
}
