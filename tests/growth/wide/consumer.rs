//! A consumer of what is made of a document with what OpenAPI lets people write, as `wide.rs` puts it beside the
//! mock: an example of it.

use dcs_httpmock::{
    Mock, MockServer, MockServerExt as _, client_of,
    dcs_client::{Client, types},
};

type Tested = Result<(), Box<dyn std::error::Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Tested {
    let server = MockServer::start_async().await;
    let client = client_of(&server)?;
    json_is_taken_where_there_is_any(&server, &client).await?;
    json_has_many_names(&server, &client).await?;
    errors_may_differ(&server, &client).await?;
    text_is_text(&server, &client).await?;
    a_form_is_written_as_the_document_says(&server, &client).await?;
    bytes_are_bytes(&server, &client).await?;
    each_parameter_has_its_style(&server, &client).await?;
    names_are_kept_apart(&server, &client).await?;
    the_status_tells_successes_apart(&server, &client).await?;
    what_is_read_is_written_again(&server, &client).await?;
    Ok(())
}

/// Holds that the mock was asked, and makes place for another one of the operation.
fn done(mut mock: Mock<'_>) {
    mock.assert();
    mock.delete();
}

fn user() -> types::User {
    types::User::builder().name("octocat").age(7).try_into().unwrap()
}

async fn json_is_taken_where_there_is_any(server: &MockServer, client: &Client) -> Tested {
    let mock = server.add_user(|when, then| {
        when.body(&user()).into_inner().header("content-type", "application/json").header("accept", "application/json");
        then.created(types::User::builder().name("octocat"));
    });
    let added = client.add_user().body(user()).send().await?;
    assert_eq!((added.name.as_str(), added.age), ("octocat", None));
    done(mock);
    let mock = server.send_anything(|when, then| {
        when.body(&serde_json::json!([1, null])).into_inner().header("content-type", "application/json");
        then.no_content();
    });
    client.send_anything().body(serde_json::json!([1, null])).send().await?;
    done(mock);
    Ok(())
}

async fn json_has_many_names(server: &MockServer, client: &Client) -> Tested {
    let mock = server.read_user(|when, then| {
        when.into_inner().header("accept", "application/vnd.github.v3+json");
        then.ok(types::User::builder().name("octocat"));
    });
    let read = client.read_user().send().await?;
    assert_eq!(read.name, "octocat");
    assert_eq!(read.headers()["content-type"], "application/vnd.github.v3+json");
    done(mock);
    let mock = server.read_user(|_, then| {
        then.default_response(404, &types::Problem::builder().title("gone").try_into().unwrap());
    });
    let error = client.read_user().send().await.unwrap_err();
    assert_eq!(error.body::<types::Problem>().unwrap().title.as_deref(), Some("gone"));
    assert_eq!(error.headers().unwrap()["content-type"], "application/problem+json");
    done(mock);
    let mock = server.patch_user(|when, then| {
        when.body(&user()).into_inner().header("content-type", "application/merge-patch+json").header("accept", "application/json");
        then.ok(&user());
    });
    let patched = client.patch_user().body(user()).send().await?;
    assert_eq!(patched.age, Some(7));
    done(mock);
    Ok(())
}

async fn errors_may_differ(server: &MockServer, client: &Client) -> Tested {
    let failed = || client.patch_user().body(user()).send();
    let mock = server.patch_user(|_, then| {
        then.conflict(types::Problem::builder().status(409));
    });
    let error = failed().await.unwrap_err();
    assert_eq!(error.body::<types::Problem>().unwrap().status, Some(409));
    done(mock);
    let mock = server.patch_user(|_, then| {
        then.precondition_failed("changed meanwhile");
    });
    let error = failed().await.unwrap_err();
    assert_eq!(error.message(), Some("changed meanwhile"));
    done(mock);
    let mock = server.patch_user(|_, then| {
        then.unprocessable_entity(serde_json::json!({"field": "name"}));
    });
    let error = failed().await.unwrap_err();
    assert_eq!(error.body::<serde_json::Value>().unwrap()["field"], "name");
    done(mock);
    Ok(())
}

async fn text_is_text(server: &MockServer, client: &Client) -> Tested {
    let mock = server.read_note(|when, then| {
        when.into_inner().header("accept", "text/plain");
        then.ok("zwölf \"{");
    });
    assert_eq!(*client.read_note().send().await?, "zwölf \"{");
    done(mock);
    let mock = server.read_note(|_, then| {
        then.no_content();
    });
    assert_eq!(*client.read_note().send().await?, "");
    done(mock);
    let mock = server.write_note(|when, then| {
        when.body("a\nb").into_inner().header("content-type", "text/plain; charset=utf-8");
        then.no_content();
    });
    client.write_note().body("a\nb").send().await?;
    done(mock);
    let person = r#"<Person id="123"><name>example</name></Person>"#;
    let mock = server.add_person(|when, then| {
        when.body(person).into_inner().header("content-type", "application/xml").header("accept", "application/xml");
        then.ok(person);
    });
    assert_eq!(*client.add_person().body(person).send().await?, person);
    done(mock);
    Ok(())
}

async fn a_form_is_written_as_the_document_says(server: &MockServer, client: &Client) -> Tested {
    let address = types::Address::builder().street("123 Example Dr.").city("Springfield");
    let form = types::SendFormBody::builder()
        .id("f81d4fae-7dec-11d0-a765-00a0c91e6bf6")
        .address(types::Address::try_from(address.clone())?)
        .home(types::Address::try_from(address)?)
        .tags(["a", "b&c"])
        .codes(vec![1, 2])
        .count(3);
    let form: types::SendFormBody = form.try_into()?;
    let written = "address=%7B%22city%22%3A%22Springfield%22%2C%22street%22%3A%22123+Example+Dr.%22%7D\
                   &codes=1%2C2&count=3&home%5Bcity%5D=Springfield&home%5Bstreet%5D=123+Example+Dr.\
                   &id=f81d4fae-7dec-11d0-a765-00a0c91e6bf6&tags=a&tags=b%26c";
    let mock = server.send_form(|when, then| {
        let when = when.body(&form).into_inner().header("content-type", "application/x-www-form-urlencoded");
        when.body(written).header("accept", "text/csv, text/plain");
        then.ok("a,b");
    });
    assert_eq!(*client.send_form().body(form).send().await?, "a,b");
    done(mock);
    Ok(())
}

async fn bytes_are_bytes(server: &MockServer, client: &Client) -> Tested {
    let mock = server.add_image(|when, then| {
        when.into_inner().header("content-type", "image/png").body("\u{1}png");
        then.ok([0, 159, 146, 150]);
    });
    let image = client.add_image().body("\u{1}png").send().await?;
    assert_eq!(image[..], [0, 159, 146, 150]);
    assert_eq!(image.headers()["content-type"], "image/png");
    done(mock);
    let mock = server.replace_image(|when, then| {
        when.body("png").into_inner().header("content-type", "application/octet-stream");
        then.accepted();
    });
    client.replace_image().body(vec![b'p', b'n', b'g']).send().await?;
    done(mock);
    Ok(())
}

async fn each_parameter_has_its_style(server: &MockServer, client: &Client) -> Tested {
    let texts = ["blue", "bl,ack"];
    let list = || texts.map(str::to_owned).to_vec();
    let color = serde_json::json!({"R": 100, "G": 200, "B": 150});
    let color = || color.as_object().unwrap().clone();
    let mock = server.read_styles(|when, then| {
        let when = when.id(&"a".parse().unwrap()).exploded(&list()).commas(&list()).spaces(&list());
        let when = when.pipes(&vec![1, 2]).color(&color()).flat(&color()).x_ids(&vec![1, 2]).x_note("n");
        let when = when.id_query("q").id_header("h").page_size(1).page_size_query(2).send_query(true);
        when.into_inner()
            .query_param("commas", "blue,bl,ack")
            .query_param("spaces", "blue bl,ack")
            .query_param("pipes", "1|2")
            .query_param("color[R]", "100")
            .query_param("G", "200")
            .query_param("filter", r#"{"R":1}"#)
            .query_param("id", "q")
            .query_param("page-size", "1")
            .query_param("page_size", "2")
            .query_param("send", "true")
            .header("x-ids", "1,2")
            .header("id", "h");
        then.no_content();
    });
    let call = client.read_styles().id("a").exploded(texts).commas(texts).spaces(texts).pipes(vec![1, 2]);
    let call = call.color(color()).flat(color()).x_ids(vec![1, 2]).x_note("n");
    let call = call.filter(serde_json::json!({"R": 1}).as_object().unwrap().clone());
    let call = call.id_query("q").id_header("h").page_size(1).page_size_query(2).send_query(true);
    call.send().await?;
    done(mock);
    let mock = server.write_styles(|when, then| {
        when.id(&"a".parse().unwrap());
        then.no_content();
    });
    client.write_styles().id("a").send().await?;
    done(mock);
    Ok(())
}

async fn names_are_kept_apart(server: &MockServer, client: &Client) -> Tested {
    let mock = server.read_names(|_, then| {
        let first = types::Name::builder().a("a");
        let second = types::Name2::builder().b("b");
        let third = types::User2::builder().login("octocat");
        let fourth = types::DefaultSchema::builder().value("v");
        let names = types::ReadNamesResponse::builder();
        then.ok(names.first(first).second(second).third(third).fourth(fourth));
    });
    let names = client.read_names().send().await?;
    assert_eq!(names.first.as_ref().and_then(|name| name.a.as_deref()), Some("a"));
    assert_eq!(names.second.as_ref().and_then(|name| name.b.as_deref()), Some("b"));
    assert_eq!(names.third.as_ref().and_then(|name| name.login.as_deref()), Some("octocat"));
    assert_eq!(names.fourth.as_ref().and_then(|name| name.value.as_deref()), Some("v"));
    done(mock);
    for mock in [
        server.read_names2(|_, then| {
            then.no_content();
        }),
        server.client_operation(|_, then| {
            then.no_content();
        }),
    ] {
        let _ = mock;
    }
    client.read_names2().send().await?;
    client.client_operation().send().await?;
    Ok(())
}

async fn the_status_tells_successes_apart(server: &MockServer, client: &Client) -> Tested {
    use types::StartJobResponse as Started;
    let start = || client.start_job().send();
    let mock = server.start_job(|when, then| {
        when.into_inner().header("accept", "application/json, text/plain");
        then.ok(&user());
    });
    assert!(matches!(&*start().await?, Started::Ok(user) if user.name == "octocat"));
    done(mock);
    let mock = server.start_job(|_, then| {
        then.created(types::StartJobCreatedBody::builder().id(7));
    });
    assert!(matches!(&*start().await?, Started::Created(body) if body.id == 7));
    done(mock);
    let mock = server.start_job(|_, then| {
        then.accepted("so\"on");
    });
    assert!(matches!(&*start().await?, Started::Accepted(text) if text == "so\"on"));
    done(mock);
    let mock = server.start_job(|_, then| {
        then.no_content();
    });
    assert!(matches!(&*start().await?, Started::NoContent));
    done(mock);
    let mock = server.start_job(|_, then| {
        then.success(203, &vec![1, 2]);
    });
    assert!(matches!(&*start().await?, Started::Success(numbers) if numbers == &[1, 2]));
    done(mock);
    // A body of another status is not taken for that of this one.
    let mock = server.start_job(|_, then| {
        then.into_inner().status(201).header("content-type", "application/json").body(r#"{"name": "octocat"}"#);
    });
    let error = start().await.unwrap_err();
    assert!(error.to_string().contains("missing field `id`"), "{error}");
    done(mock);
    let mock = server.start_job(|_, then| {
        then.not_found(types::StartJobNotFoundBody::builder().job("j"));
    });
    let error = start().await.unwrap_err();
    assert_eq!(error.body::<types::StartJobNotFoundBody>().unwrap().job, "j");
    done(mock);
    let mock = server.probe_jobs(|_, then| {
        then.ok();
    });
    client.probe_jobs().send().await?;
    done(mock);
    let mock = server.describe_jobs(|_, then| {
        then.no_content();
    });
    client.describe_jobs().send().await?;
    done(mock);
    Ok(())
}

async fn what_is_read_is_written_again(server: &MockServer, client: &Client) -> Tested {
    for body in [
        r#"{"pet":{"hunts":true}}"#,
        r#"{"pet":{"bark":false}}"#,
        r#"{"open":{"code":1,"more":[1,{"a":null}]}}"#,
        r#"{"typed":{"code":1,"more":"a"}}"#,
    ] {
        let mock = server.read_schemas(|_, then| {
            then.into_inner().status(200).header("content-type", "application/json").body(body);
        });
        let read = client.read_schemas().send().await?;
        let written: serde_json::Value = serde_json::to_value(&*read)?;
        let expected: serde_json::Value = serde_json::from_str(body)?;
        assert_eq!(written, expected);
        done(mock);
    }
    Ok(())
}
