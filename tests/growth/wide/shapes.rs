//! A consumer of objects, names and paths as OpenAPI lets people write them, as `wide.rs` puts it beside the mock:
//! an example of it.

use dcs_httpmock::{
    Mock, MockServer, MockServerExt as _, client_of,
    dcs_client::{Client, Null, types},
};
use serde_json::{Value, json};

type Tested = Result<(), Box<dyn std::error::Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Tested {
    let server = MockServer::start_async().await;
    let client = client_of(&server)?;
    names_that_are_one_in_rust_are_two_on_the_wire(&server, &client).await?;
    members_that_no_property_describes_are_kept(&server, &client).await?;
    null_is_told_from_what_is_left_out(&server, &client).await?;
    null_is_kept_where_two_parts_describe_a_member()?;
    a_list_stands_in_one_segment_of_a_path(&server, &client).await?;
    no_member_of_a_choice_is_lost(&server, &client).await?;
    a_page_may_be_composed(&server, &client).await?;
    Ok(())
}

/// Holds that the mock was asked, and makes place for another one of the operation.
fn done(mut mock: Mock<'_>) {
    mock.assert();
    mock.delete();
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

async fn members_that_no_property_describes_are_kept(server: &MockServer, client: &Client) -> Tested {
    let others = json!({"null": null, "large": u64::MAX, "part": 0.5, "list": [{"a": null}]});
    let with = |mut known: Value| {
        let others = others.as_object().unwrap().clone();
        known.as_object_mut().unwrap().extend(others);
        known
    };
    for body in [
        json!({"id": 1}),
        with(json!({"id": 1})),
        json!({"id": 1, "typed": {"code": 2, "more": {"value": "v"}, "none": {}}}),
        json!({"id": 1, "combined": with(json!({"one": "1", "two": {"code": 3}}))}),
        json!({"id": 1, "with_map": with(json!({"petType": "cat"}))}),
        json!({"id": 1, "choice": with(json!({"one": "1"}))}),
        json!({"id": 1, "choice": {"code": 1, "more": {"value": "v"}}}),
    ] {
        let sent: types::Attributes = is_itself(body.clone());
        let mock = server.write_attributes(|when, then| {
            when.into_inner().json_body(body.clone());
            then.into_inner().status(200).header("content-type", "application/json").body(body.to_string());
        });
        let answer = client.write_attributes().body(sent).send().await?;
        assert_eq!(serde_json::to_value(&*answer)?, body);
        done(mock);
    }
    // What is admitted may be left out.
    let one = types::OneAttribute::builder().one("1");
    let one: types::OneAttribute = one.try_into()?;
    assert_eq!(serde_json::to_value(&one)?, json!({"one": "1"}));
    let more = types::OneAttribute::builder().one("1").extra(others.as_object().unwrap().clone());
    let more: types::OneAttribute = more.try_into()?;
    assert_eq!(more.extra["large"], u64::MAX);
    assert_eq!(serde_json::to_value(&more)?, with(json!({"one": "1"})));
    Ok(())
}

async fn null_is_told_from_what_is_left_out(server: &MockServer, client: &Client) -> Tested {
    let full = json!({
        "name": "n", "nick": "n", "age": 1, "level": "low", "born": "2026-01-01T00:00:00Z", "tags": ["a"],
        "labels": {"a": "b"}, "home": {"city": "c"}, "pet": {"petType": "cat"}, "self": {"name": null},
        "choice": 1, "cause": {"reason": "r"}, "any": {"a": null}
    });
    let names = full.as_object().unwrap().keys();
    let nulls: Value = names.map(|name| (name.clone(), Value::Null)).collect::<serde_json::Map<_, _>>().into();
    for body in [
        full.clone(),
        nulls.clone(),
        json!({"name": null}),
        json!({"name": null, "notes": [], "home": {"city": null}, "self": {"name": null, "self": {"name": "n"}}}),
    ] {
        let sent: types::Profile = is_itself(body.clone());
        let mock = server.change_profile(|when, then| {
            when.into_inner().json_body(body.clone());
            then.into_inner().status(200).header("content-type", "application/json").body(body.to_string());
        });
        let answer = client.change_profile().body(sent).send().await?;
        assert_eq!(serde_json::to_value(&*answer)?, body);
        done(mock);
    }
    let none = types::Profile::builder().name(None::<&str>).nick(None::<&str>).tags(None::<Vec<String>>);
    let none: types::Profile = none.age(None::<i32>).try_into()?;
    assert_eq!(serde_json::to_value(&none)?, json!({"name": null}));
    let cleared = types::Profile::builder().name("n").nick(Null).age(Null).tags(Null).home(Null).level(Null);
    let cleared: types::Profile = cleared.pet(Null).choice(Null).any(Value::Null).cause(types::Cause(None)).try_into()?;
    let expected = json!({
        "name": "n", "nick": null, "age": null, "tags": null, "home": null, "level": null, "pet": null,
        "choice": null, "any": null, "cause": null
    });
    assert_eq!(serde_json::to_value(&cleared)?, expected);
    let given = types::Profile::builder().name("n").nick("n").age(3).tags(["a"]).level("high".parse::<types::ProfileLevel>()?);
    let given: types::Profile = given.home(types::ProfileHome::builder().city("c")).nick(cleared.nick.clone()).try_into()?;
    let expected = json!({"name": "n", "nick": null, "age": 3, "tags": ["a"], "level": "high", "home": {"city": "c"}});
    assert_eq!(serde_json::to_value(&given)?, expected);
    Ok(())
}

fn null_is_kept_where_two_parts_describe_a_member() -> Tested {
    let nulls = json!({
        "name": "n", "nick": null, "age": null, "level": null, "tags": null, "pet": null, "choice": null,
        "cause": null, "any": null
    });
    for body in [
        json!({"name": "n", "notes": [], "home": null}),
        json!({"name": "n", "nick": "n", "age": 1, "level": "low", "tags": [], "pet": {}, "choice": 1, "cause": {}}),
        nulls.clone(),
    ] {
        is_itself::<types::StrictProfile>(body);
    }
    let cleared = types::StrictProfile::builder().name("n").nick(Null).age(Null).level(Null).tags(Null).pet(Null);
    let cleared: types::StrictProfile = cleared.choice(Null).any(Value::Null).cause(types::Cause(None)).try_into()?;
    assert_eq!(serde_json::to_value(&cleared)?, nulls);
    let given = types::StrictProfile::builder().name("n").nick("n".parse::<types::StrictProfileNick>()?).tags(["a"]);
    let given: types::StrictProfile = given.try_into()?;
    assert_eq!(serde_json::to_value(&given)?, json!({"name": "n", "nick": "n", "tags": ["a"]}));
    Ok(())
}

async fn a_list_stands_in_one_segment_of_a_path(server: &MockServer, client: &Client) -> Tested {
    let [cat, dog] = [types::KindsItem::Cat, types::KindsItem::Dog];
    let kinds = || types::Kinds(vec![cat, dog]);
    let ids: Vec<types::ReadPetsPetIdsItem> = vec!["a".parse()?, "b-1".parse()?];
    let mock = server.read_pets(|when, then| {
        let when = when.pet_ids(&ids).kinds(&kinds()).pet_ids_header(&vec![1, 2]).into_inner();
        when.path("/pets/a,b-1/of/cat,dog").header("pet-ids", "1,2");
        then.no_content();
    });
    client.read_pets().pet_ids(["a", "b-1"]).kinds(kinds()).pet_ids_header(vec![1, 2]).send().await?;
    done(mock);
    let mock = server.read_pets(|_, then| {
        then.no_content();
    });
    client.read_pets().pet_ids(["a..b"]).kinds(types::Kinds(vec![dog])).send().await?;
    // No value of a list leads to another resource, and a list without values to none.
    for ids in [&["a", ".."][..], &["."], &["../x"], &["a,b"], &["a/b", "c"], &["a\\..\\b"], &["%2e%2e"], &["é"]] {
        let error = client.read_pets().pet_ids(ids).kinds(kinds()).send().await.unwrap_err();
        assert!(error.to_string().contains("does not fit"), "{ids:?}: {error}");
    }
    let error = client.read_pets().pet_ids(["a", ""]).kinds(kinds()).send().await.unwrap_err();
    assert!(error.to_string().contains("shorter than 1"), "{error}");
    for (ids, kinds) in [(&[][..], kinds()), (&["a"], types::Kinds(Vec::new()))] {
        let error = client.read_pets().pet_ids(ids).kinds(kinds).send().await.unwrap_err();
        assert!(error.to_string().contains("holds no value"), "{error}");
    }
    assert_eq!(mock.calls(), 1);
    done(mock);
    Ok(())
}

async fn no_member_of_a_choice_is_lost(server: &MockServer, client: &Client) -> Tested {
    for body in [
        json!({"owner": {"id": 1, "name": "n"}}),
        json!({"owner": {"city": "c", "firm": "f"}}),
        json!({"owner": {"id": 1, "name": "n", "city": "c", "firm": "f"}}),
        json!({"pets": [{"hunts": true}, {"bark": true, "breed": "b"}, {"hunts": true, "bark": false, "age": 3, "breed": "b"}]}),
        json!({"toy": {"size": 1, "roundNess": 0.5}}),
        json!({"toy": {"size": "large", "round_ness": "very"}}),
        json!({"toy": {"size": "large", "roundNess": 0.5, "round_ness": "very"}}),
        json!({"toy": "a ball"}),
        json!({"toy": {}}),
        json!({"place": {"room": "r"}}),
        json!({"place": {"room": "r", "floor": null}}),
        json!({"place": {"room": "r", "garden": "g"}}),
        json!({"visit": {"from": "a"}}),
        json!({"visit": {"from": "a", "to": "b"}}),
        json!({"food": {"kind": "wet", "weight": 3}}),
    ] {
        let sent: types::Household = is_itself(body.clone());
        let mock = server.write_household(|when, then| {
            when.into_inner().json_body(body.clone());
            then.into_inner().status(200).header("content-type", "application/json").body(body.to_string());
        });
        let answer = client.write_household().body(sent).send().await?;
        assert_eq!(serde_json::to_value(&*answer)?, body);
        done(mock);
    }
    // A member that nobody knows makes no other alternative of it.
    let read = |value: Value| serde_json::from_value::<types::Household>(value);
    let visit = read(json!({"visit": {"from": "a", "to": "b", "more": 1}}))?.visit;
    assert!(matches!(visit, Some(types::HouseholdVisit::Long(long)) if long.to == "b"));
    let pets = read(json!({"pets": [{"hunts": true, "more": 1}]}))?.pets;
    assert!(matches!(pets.as_deref(), Some([types::HouseholdPetsItem::Hunter(hunter)]) if hunter.hunts));
    assert!(matches!(read(json!({"food": {"kind": "wet"}}))?.food, Some(types::HouseholdFood::Wet(_))));
    let error = read(json!({"visit": {"to": "b"}})).unwrap_err();
    assert!(error.to_string().contains("did not match any variant"), "{error}");
    Ok(())
}

async fn a_page_may_be_composed(server: &MockServer, client: &Client) -> Tested {
    let page = |offset: u32, key: &str, entry: fn(u32) -> Value| {
        let entries: Vec<_> = (offset..3).take(2).map(entry).collect();
        json!({"total": 3, key: entries})
    };
    let visit = |number: u32| json!({"from": number.to_string()});
    let pet = |number: u32| json!({"petType": number.to_string()});
    for offset in [0, 2] {
        server.list_visits(|when, then| {
            when.into_inner().query_param("offset", offset.to_string()).query_param("limit", "2");
            then.into_inner().status(200).json_body(page(offset, "visits", visit));
        });
        server.find_visits(|when, then| {
            when.into_inner().query_param("offset", offset.to_string()).query_param("limit", "2");
            then.into_inner().status(200).json_body(page(offset, "visits", visit));
        });
        server.list_pets(|when, then| {
            when.into_inner().query_param("offset", offset.to_string()).query_param("limit", "2");
            then.into_inner().status(200).json_body(page(offset, "pets", pet));
        });
    }
    let size = std::num::NonZeroU64::new(2).unwrap();
    let mut pages = client.list_visits().limit(size).pages();
    let mut counts = Vec::new();
    while let Some(page) = pages.next().await {
        counts.push(page?.visits.as_ref().map(|visits| visits.len()));
    }
    assert_eq!(counts, [Some(2), Some(1)]);
    let mut visits = client.list_visits().limit(size).stream();
    let mut found = Vec::new();
    while let Some(visit) = visits.next().await {
        found.push(visit?.from);
    }
    let mut visits = client.find_visits().limit(size).stream();
    while let Some(visit) = visits.next().await {
        found.push(visit?.from);
    }
    let mut pets = client.list_pets().limit(size).stream();
    while let Some(pet) = pets.next().await {
        found.extend(pet?.pet_type2);
    }
    assert_eq!(found, ["0", "1", "2"].repeat(3));
    Ok(())
}
