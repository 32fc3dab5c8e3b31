//! A consumer of bodies beside each other and in parts, as `wide.rs` puts it beside the mock: an example of it.

use dcs_httpmock::{
    Mock, MockServer, MockServerExt as _, client_of,
    dcs_client::{Client, types},
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failed> {
    let server = MockServer::start_async().await;
    let client = client_of(&server)?;
    bytes_stand_beside_other_successes(&server, &client).await?;
    bytes_go_where_they_are_sent(&server, &client).await
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
