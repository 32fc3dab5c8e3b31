//! A consumer of objects, names and paths as OpenAPI lets people write them, as `wide.rs` puts it beside the mock:
//! an example of it.

use dcs_httpmock::{
    MockServer, MockServerExt as _, client_of,
    dcs_client::{Client, types},
};
use serde_json::{Value, json};

type Tested = Result<(), Box<dyn std::error::Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Tested {
    let server = MockServer::start_async().await;
    let client = client_of(&server)?;
    names_that_are_one_in_rust_are_two_on_the_wire(&server, &client).await?;
    Ok(())
}

/// Holds that a value is read and written as it is.
#[track_caller]
fn is_itself<T: serde::de::DeserializeOwned + serde::Serialize>(value: Value) -> T {
    let read: T = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), value);
    read
}

async fn names_that_are_one_in_rust_are_two_on_the_wire(server: &MockServer, client: &Client) -> Tested {
    let mock = server.send(|when, then| {
        let when = when.owner_id(&"a".parse().unwrap()).owner_id_path(&"b".parse().unwrap());
        let when = when.send_path(3).body_path("none".parse().unwrap());
        when.owner_id_query("c").into_inner().path("/owners/a/pets/b/3/none").query_param("ownerId", "c");
        then.no_content();
    });
    let call = client.send().owner_id("a").owner_id_path("b").send_path(3);
    call.body_path("none").owner_id_query("c").send().await?;
    mock.assert();
    let body: types::Spellings = is_itself(json!({
        "petName": "Tom", "pet_name": 3, "pet-name": {"first": "T"}, "extra": true, "more": "text"
    }));
    let (camel, hyphen) = (&body.pet_name3, &body.pet_name2);
    assert_eq!((camel.as_str(), body.pet_name, body.extra2), ("Tom", Some(3), Some(true)));
    assert_eq!(hyphen.as_ref().and_then(|name| name.first.as_deref()), Some("T"));
    assert_eq!(body.extra["more"], "text");
    let mock = server.replace_pet(|when, then| {
        let when = when.owner_id_path(&"b".parse().unwrap()).body(&body).into_inner();
        when.json_body_includes(r#"{"petName": "Tom", "pet_name": 3}"#);
        then.ok(types::Combined::builder().pet_type(1).pet_type2("cat"));
    });
    let call = client.replace_pet().owner_id("a").owner_id_path("b").send_path(3).body_path("all");
    let answer = call.body(body).send().await?;
    mock.assert();
    assert_eq!((answer.pet_type, answer.pet_type2.as_deref()), (1, Some("cat")));
    assert_eq!(serde_json::to_value(&*answer)?, json!({"pet_type": 1, "petType": "cat"}));
    Ok(())
}
