//! Two examples of dcs-client, against the mock: a consumer's programs and their tests.

#![cfg(test)]

use std::time::Duration;

use dcs_httpmock::dcs_client::{Client, Deletion, Sent, types};
use dcs_httpmock::{HttpMockResponse, MockServer, MockServerExt as _, Tasks, client_of};

#[path = "../../dcs-client/examples/clean_up.rs"]
mod clean_up;
#[path = "../../dcs-client/examples/many.rs"]
#[expect(dead_code, reason = "its main asks a real service")]
mod many;

use many::{TokenFile, forget};

fn error(code: &str) -> types::ErrorResponse {
    let error = types::ErrorResponse::builder().error_code(code);
    error.try_into().unwrap()
}

fn token_file() -> tempfile::NamedTempFile {
    use std::io::Write as _;

    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(b"the-token\n").unwrap();
    file
}

fn client(server: &MockServer, file: &tempfile::NamedTempFile) -> Client {
    let path = file.path().to_str().unwrap().to_owned();
    Client::builder()
        .endpoint(server.base_url())
        .credentials_provider(TokenFile(path))
        .build()
        .unwrap()
}

fn tasks(count: usize) -> Vec<types::TaskId> {
    let ids = (0..count).map(|index| format!("task-{index}"));
    ids.map(|id| id.parse().unwrap()).collect()
}

#[tokio::test]
async fn many_tasks_are_deleted_and_what_is_gone_is_as_good() {
    let server = MockServer::start_async().await;
    let id = |id: &str| id.parse::<types::TaskId>().unwrap();
    server.delete_background_task(|when, then| {
        when.task_id(&id("task-3"));
        then.not_found(&error("DCS.4022"));
    });
    server.delete_background_task(|when, then| {
        when.task_id(&id("task-4"));
        let busy = HttpMockResponse::builder()
            .status(400)
            .header("x-request-id", "req-4")
            .body(r#"{"error_code":"DCS.4017","error_msg":"still running"}"#)
            .build();
        then.into_inner().respond_with(move |_| busy.clone());
    });
    let others = server.delete_background_task(|when, then| {
        when.into_inner().header("x-auth-token", "the-token");
        then.no_content();
    });
    let file = token_file();
    let client = client(&server, &file);
    let (project, instance) = ("p".parse().unwrap(), "i".parse().unwrap());
    let report = forget(&client, &project, &instance, tasks(40))
        .await
        .unwrap();
    assert_eq!((report.deleted, report.gone), (38, 1));
    others.assert_calls(38);
    let [(task, failed)] = report.failed.as_slice() else {
        panic!("{report:?}");
    };
    assert_eq!(
        (task.to_string().as_str(), failed.request_id()),
        ("task-4", Some("req-4"))
    );
    assert!(failed.is_busy() && failed.is_retryable());
    assert_eq!(failed.was_sent(), Sent::Yes);
}

#[tokio::test]
async fn what_is_cancelled_goes_on_no_further() {
    let server = MockServer::start_async().await;
    let slow = server.delete_background_task(|_, then| {
        then.into_inner().status(204).delay(Duration::from_secs(30));
    });
    let file = token_file();
    let client = client(&server, &file);
    let (project, instance) = ("p".parse().unwrap(), "i".parse().unwrap());
    let work = forget(&client, &project, &instance, tasks(40));
    let cancelled = tokio::time::timeout(Duration::from_millis(300), work).await;
    assert!(cancelled.is_err());
    assert!(slow.calls() <= 8, "no more than eight were begun");
}

#[tokio::test]
async fn an_instance_is_cleaned_up_but_for_what_still_runs() {
    let server = MockServer::start_async().await;
    let tasks = Tasks::of(&server, "i");
    tasks.add_ended("a", "SUCCESS").add_ended("b", "FAILED");
    // It ends with the fourth list: the first finds all, and each task is waited for with one.
    tasks.add_running("soon", 4).add_running("never", 1000);
    let client = client_of(&server).unwrap();
    let report = clean_up::clean_up(&client, "p", "i", Duration::ZERO);
    let report = report.await.unwrap();
    assert_eq!(
        (report.deleted, report.running),
        (3, vec!["never".to_owned()])
    );
    assert_eq!(tasks.ids(), ["never"]);
}

#[tokio::test]
async fn many_are_deleted_and_stopping_leaves_those_that_were_not_begun() {
    let server = MockServer::start_async().await;
    let tasks = Tasks::of(&server, "i");
    for id in ["a", "b", "c", "d"] {
        tasks.add_ended(id, "SUCCESS");
    }
    let client = client_of(&server).unwrap();
    let many = || {
        client
            .delete_background_tasks()
            .project_id("p")
            .instance_id("i")
    };
    let mut deletions = many().parallel(1).delete(["a", "gone", "b", "c"]).unwrap();
    let (first, result) = deletions.next().await.unwrap();
    assert_eq!(first.as_str(), "a");
    assert!(matches!(result, Ok(Deletion::Deleted(_))), "{result:?}");
    let (gone, result) = deletions.next().await.unwrap();
    assert_eq!(gone.as_str(), "gone");
    assert!(result.unwrap_err().is_not_found());
    let left = deletions.stop();
    assert_eq!(
        left.iter().map(|id| id.as_str()).collect::<Vec<_>>(),
        ["b", "c"]
    );
    assert!(deletions.next().await.is_none());
    assert_eq!(tasks.ids(), ["b", "c", "d"]);

    let refused = many().delete(["b", "c/.."]).unwrap_err();
    assert!(refused.to_string().contains("task_id: "), "{refused}");
    let without = client
        .delete_background_tasks()
        .project_id("p")
        .delete(["b"]);
    let without = without.unwrap_err().to_string();
    assert!(without.contains("instance_id"), "{without}");
    assert_eq!(tasks.ids(), ["b", "c", "d"], "nothing was sent");
}

#[tokio::test]
async fn no_more_are_under_way_than_is_said_and_one_that_runs_can_be_waited_for() {
    let server = MockServer::start_async().await;
    let tasks = Tasks::of(&server, "i");
    tasks.add_running("soon", 1).add_running("never", 1000);
    let client = client_of(&server).unwrap();
    let many = client
        .delete_background_tasks()
        .project_id("p")
        .instance_id("i");
    let mut deletions = many.wait(Duration::ZERO).delete(["soon", "never"]).unwrap();
    let mut ends = Vec::new();
    while let Some((id, result)) = deletions.next().await {
        ends.push((
            id.to_string(),
            matches!(result.unwrap(), Deletion::Deleted(_)),
        ));
    }
    ends.sort();
    assert_eq!(
        ends,
        [("never".to_owned(), false), ("soon".to_owned(), true)]
    );

    let slow = MockServer::start_async().await;
    let mock = slow.delete_background_task(|_, then| {
        then.into_inner().status(204).delay(Duration::from_secs(30));
    });
    let client = client_of(&slow).unwrap();
    let many = client
        .delete_background_tasks()
        .project_id("p")
        .instance_id("i");
    let ids: Vec<_> = (0..9).map(|number| format!("t{number}")).collect();
    let mut deletions = many.parallel(3).delete(&ids).unwrap();
    let early = tokio::time::timeout(Duration::from_millis(300), deletions.next()).await;
    assert!(early.is_err());
    assert_eq!(mock.calls(), 3);
    assert_eq!(deletions.stop().len(), 6);
    let under_way: Vec<_> = deletions.under_way().map(|id| id.as_str()).collect();
    assert_eq!(under_way, ["t0", "t1", "t2"], "they were sent");
}

#[tokio::test]
async fn stopping_ends_the_waiting_for_a_task_whose_deletion_was_not_sent() {
    let server = MockServer::start_async().await;
    let tasks = Tasks::of(&server, "i");
    tasks.add_running("never", 1000);
    let client = client_of(&server).unwrap();
    let many = client
        .delete_background_tasks()
        .project_id("p")
        .instance_id("i");
    let many = many.wait(Duration::from_secs(600)).parallel(1);
    let mut deletions = many.delete(["never", "next"]).unwrap();
    let early = tokio::time::timeout(Duration::from_millis(300), deletions.next()).await;
    assert!(early.is_err());
    let left = deletions.stop();
    assert_eq!(
        left.iter().map(|id| id.as_str()).collect::<Vec<_>>(),
        ["never", "next"]
    );
    assert!(deletions.next().await.is_none());
}
