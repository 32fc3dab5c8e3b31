//! Settings for one call.

use std::time::Duration;

use dcs_client::builder::DeleteBackgroundTask;
use dcs_client::{Client, Reason, RetryPolicy, SettingError, types};

use crate::support::{INSTANCE, PROJECT, Reply, Server, TASK, at_once, client};

fn call(client: &Client) -> DeleteBackgroundTask<'_> {
    let call = client.delete_background_task();
    call.project_id(PROJECT).instance_id(INSTANCE).task_id(TASK)
}

#[tokio::test]
async fn one_call_has_its_own_time_limit_and_policy() {
    let server = Server::replying(Reply::Hold(vec![]));
    let client = client(&server);
    let hasty = call(&client).timeout(Duration::from_millis(50));
    assert!(hasty.send().await.unwrap_err().is_timeout());

    let server = Server::replying(Reply::status("503 X"));
    let client = crate::support::client(&server);
    let once = call(&client).retry(RetryPolicy::none());
    assert_eq!(once.send().await.unwrap_err().attempts(), 1);
    let often = call(&client).retry(at_once().max_attempts(5));
    assert_eq!(often.send().await.unwrap_err().attempts(), 5);
    assert_eq!(call(&client).send().await.unwrap_err().attempts(), 3);
}

#[tokio::test]
async fn a_header_of_ones_own_is_sent_and_signed() {
    let server = Server::replying(Reply::status("204 No Content"));
    let key = dcs_client::Credentials::access_key("my-ak", "my-sk");
    let client = crate::support::builder(&server)
        .credentials(key)
        .build()
        .unwrap();
    let call = call(&client)
        .header("X-Language", "en-us")
        .header("accept-language", "en");
    call.send().await.unwrap();
    let request = &server.requests()[0];
    assert!(request.contains("x-language: en-us\r\n"), "{request}");
    assert!(request.contains("accept-language: en\r\n"), "{request}");
    assert!(
        request.contains("SignedHeaders=host;x-language;x-sdk-date,"),
        "{request}"
    );
}

#[tokio::test]
async fn a_header_that_no_caller_may_choose_is_refused_with_its_name_and_nothing_is_sent() {
    let server = Server::replying(Reply::status("204 No Content"));
    let client = client(&server);
    for name in [
        "Content-Length",
        "Host",
        "X-Auth-Token",
        "X-Sdk-Date",
        "accept",
        "User-Agent",
    ] {
        let error = call(&client)
            .header(name, "hunter2")
            .send()
            .await
            .unwrap_err();
        assert!(
            matches!(
                error.reason(),
                Reason::Setting(SettingError::ReservedHeader { .. })
            ),
            "{error}"
        );
        let shown = format!("{error} {error:#?}");
        assert!(shown.contains(&name.to_lowercase()), "{shown}");
        assert!(!shown.contains("hunter2"), "{shown}");
    }
    let error = call(&client).header("a b", "x").send().await.unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
    let error = call(&client).header("x-a", "b\n").send().await.unwrap_err();
    assert!(error.to_string().contains("x-a"), "{error}");
    let error = call(&client)
        .timeout(Duration::ZERO)
        .send()
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("timeout: a time limit of zero"),
        "{error}"
    );
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_setter_takes_what_people_have() {
    let server = Server::replying(Reply::status("204 No Content"));
    let client = client(&server);
    let task: types::TaskId = TASK.parse().unwrap();
    let project = PROJECT.to_owned();
    let call = client.delete_background_task();
    let call = call
        .project_id(&project)
        .instance_id(INSTANCE)
        .task_id(&task);
    call.send().await.unwrap();
    assert_eq!(task.to_string(), TASK);

    let error = types::ErrorResponse::builder()
        .error_code("DCS.4022")
        .error_msg(Some("gone"))
        .error_ext_msg(None::<String>);
    let error: types::ErrorResponse = error.try_into().unwrap();
    assert_eq!(error.error_code.as_deref(), Some("DCS.4022"));
    assert_eq!(
        (error.error_msg.as_deref(), error.error_ext_msg),
        (Some("gone"), None)
    );
}

#[tokio::test]
async fn a_client_with_other_settings_shares_the_connections() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use dcs_client::Credentials;

    // One connection, which two requests of two clients come by.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let served = std::thread::spawn(move || {
        use std::io::{Read as _, Write as _};

        let (mut stream, _) = listener.accept().unwrap();
        let requests = [(), ()].map(|()| {
            let mut request = vec![0; 4096];
            let length = stream.read(&mut request).unwrap();
            stream
                .write_all(b"HTTP/1.1 204 No Content\r\n\r\n")
                .unwrap();
            String::from_utf8_lossy(&request[..length]).into_owned()
        });
        requests.map(|request| request.contains("x-auth-token: second"))
    });
    let asked = Arc::new(AtomicU32::new(0));
    let counter = asked.clone();
    let first = Client::builder()
        .endpoint(endpoint)
        .credentials(Credentials::token("first"))
        .timeout(Duration::from_secs(20))
        .observe(move |_| {
            counter.fetch_add(1, Ordering::SeqCst);
        })
        .build()
        .unwrap();
    let second = first.to_builder().credentials(Credentials::token("second"));
    let second = second.build().unwrap();
    call(&first).send().await.unwrap();
    call(&second).send().await.unwrap();
    assert_eq!(served.join().unwrap(), [false, true]);
    assert_eq!(asked.load(Ordering::SeqCst), 4, "what is not set stays");
}

#[tokio::test]
async fn an_observer_sees_each_request_and_answer_and_no_secret() {
    use std::sync::{Arc, Mutex};

    use crate::support::{SECRET, builder};

    let server = Server::start([
        Reply::Bytes(vec![]),
        Reply::Of(|request| {
            let (_, token) = request.split_once("x-auth-token: ").unwrap();
            let token = token.lines().next().unwrap();
            let headers = format!("X-Echo: {token}\r\nX-Request-Id: r\r\n");
            loopback::http("200 OK", &headers, format!(r#"{{"message":"{token}"}}"#))
        }),
    ]);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let sink = seen.clone();
    let client = builder(&server)
        .observe(move |event| sink.lock().unwrap().push(format!("{event:?}")))
        .build()
        .unwrap();
    call(&client).send().await.unwrap();
    let seen = seen.lock().unwrap();
    let kinds: Vec<_> = seen
        .iter()
        .map(|event| event.split([' ', '{']).next().unwrap())
        .collect();
    assert_eq!(kinds, ["Request", "NoResponse", "Request", "Response"]);
    let all = seen.concat();
    assert!(!all.contains(SECRET), "{all}");
    for part in [
        "attempt: 2",
        "status: 200",
        TASK,
        r#""x-echo": Sensitive"#,
        "[redacted]",
    ] {
        assert!(all.contains(part), "{part} in {all}");
    }
}
