//! Twelve edits of the vendor's, each of which is one difference with both places, and none when it is
//! undone.

use insta::assert_snapshot;

use super::{definition, folder, upstream, vendors};
use crate::command::{Run, put};

/// An edit: the definition, what stands there, and what the vendor writes instead.
struct Edit {
    what: &'static str,
    definition: &'static str,
    from: &'static str,
    to: &'static str,
}

const EDITS: [Edit; 12] = [
    Edit {
        what: "a new parameter",
        definition: "ListThings",
        from: r#""parameters": ["#,
        to: r#""parameters": [
          {"in": "query", "name": "since", "type": "string"},"#,
    },
    Edit {
        what: "a parameter is asked for",
        definition: "ListThings",
        from: r#""in": "query",
            "name": "limit",
            "required": false,"#,
        to: r#""in": "query",
            "name": "limit",
            "required": true,"#,
    },
    Edit {
        what: "a list has another total",
        definition: "ListThings",
        from: r#""format": "int32","#,
        to: r#""format": "int64","#,
    },
    Edit {
        what: "a property is new",
        definition: "ListThings",
        from: r#""things": {
          "description": "Things.","#,
        to: r#""next": {"type": "string"}, "things": {
          "description": "Things.","#,
    },
    Edit {
        what: "an error has a body",
        definition: "ListThings",
        from: r#""description": "Bad.""#,
        to: r#""description": "Bad.", "schema": {"type": "object", "properties": {"code": {"type": "integer"}}}"#,
    },
    Edit {
        what: "a field is asked for",
        definition: "CreateThing",
        from: r#""required": [
        "name""#,
        to: r#""required": [
        "remark", "name""#,
    },
    Edit {
        what: "a text may be shorter only",
        definition: "CreateThing",
        from: r#""maxLength": 64,"#,
        to: r#""maxLength": 32,"#,
    },
    Edit {
        what: "an answer may be null, as the vendor says at last",
        definition: "CreateThing",
        from: r#""example": null,"#,
        to: r#""x-nullable": true,"#,
    },
    Edit {
        what: "plain HTTP is taken as well",
        definition: "CreateThing",
        from: r#""HTTPS""#,
        to: r#""HTTPS", "HTTP""#,
    },
    Edit {
        what: "a success is gone",
        definition: "DeleteThing",
        from: r#""204": {
            "description": "Gone."
          },"#,
        to: "",
    },
    Edit {
        what: "an id has a limit, which is not ours",
        definition: "DeleteThing",
        from: r#""name": "id","#,
        to: r#""name": "id", "maxLength": 36,"#,
    },
    Edit {
        what: "a property has another type",
        definition: "DeleteThing",
        from: r#""description": "Message.",
          "type": "string""#,
        to: r#""description": "Message.",
          "type": "integer""#,
    },
];

impl Edit {
    #[track_caller]
    fn apply(&self, text: &str) -> String {
        assert_eq!(text.matches(self.from).count(), 1, "{}", self.what);
        text.replace(self.from, self.to)
    }
}

#[test]
fn each_edit_is_one_difference_and_none_when_it_is_undone() {
    let folder = folder();
    let mut told = String::new();
    for edit in EDITS {
        let (file, text) = (definition(edit.definition), vendors(edit.definition));
        put(folder.path(), &file, edit.apply(&text));
        let run = upstream(folder.path(), &["definitions"]);
        assert_eq!(run.status, Some(1), "{}: {run}", edit.what);
        let count = run.stderr.split(" in ").next().unwrap();
        assert_eq!(count, "1 difference", "{}: {run}", edit.what);
        let lines = run.stdout.lines().filter(|line| line.starts_with("  "));
        let shown: Vec<_> = lines.take(2).collect();
        told += &format!("{}\n{}\n", edit.what, shown.join("\n"));
        put(folder.path(), &file, text);
        let undone = upstream(folder.path(), &["definitions"]);
        assert_eq!(undone.status, Some(0), "{}: {undone}", edit.what);
    }
    assert_snapshot!(told);
}

#[test]
fn all_edits_at_once_are_as_many_differences() {
    let folder = folder();
    for name in super::THINGS {
        let edits = EDITS.iter().filter(|edit| edit.definition == name);
        let text = edits.fold(vendors(name), |text, edit| edit.apply(&text));
        put(folder.path(), definition(name), text);
    }
    let run = upstream(folder.path(), &["definitions"]);
    assert_eq!(run.status, Some(1), "{run}");
    assert!(
        run.stderr.starts_with("12 differences in 3 operations"),
        "{run}"
    );
}

/// What is found once this is done to the definition of an operation.
#[track_caller]
fn after(name: &str, edit: impl Fn(&mut serde_json::Value)) -> Run {
    let folder = folder();
    let mut theirs = serde_json::from_str(&vendors(name)).unwrap();
    edit(&mut theirs);
    put(folder.path(), definition(name), theirs.to_string());
    upstream(folder.path(), &["definitions"])
}

#[test]
fn what_is_gone_is_one_difference_whatever_was_known_of_its_parts() {
    let remove = |theirs: &mut serde_json::Value, above: &str, key: &str| {
        let above = theirs.pointer_mut(above).unwrap();
        assert!(above.as_object_mut().unwrap().remove(key).is_some());
    };
    for (name, above, key, id) in [
        (
            "DeleteThing",
            "/paths/~1v2~1{project_id}~1things~1{id}/delete/responses",
            "400",
            "response-non-success-status-removed",
        ),
        (
            "ListThings",
            "/definitions/ThingInfo/properties",
            "owner",
            "response-optional-property-removed",
        ),
    ] {
        // Of a schema, whoever has it says the same.
        let run = after(name, |theirs| remove(theirs, above, key));
        assert_eq!(run.stdout.matches(" ↔ ").count(), 1, "{run}");
        assert!(run.stdout.contains(&format!("unstated[{id}]")), "{run}");
    }
    let run = after("ListThings", |theirs| {
        let at = "/paths/~1v2~1{project_id}~1things/get/parameters";
        let parameters = theirs.pointer_mut(at).unwrap().as_array_mut().unwrap();
        parameters.retain(|parameter| parameter["name"] != "limit");
    });
    assert_eq!(run.stdout.matches(" ↔ ").count(), 1, "{run}");
    assert!(run.stdout.contains("unstated["), "{run}");
}

#[test]
fn a_definition_without_a_host_says_nothing_of_servers() {
    let run = after("DeleteThing", |theirs| {
        theirs.as_object_mut().unwrap().remove("host");
    });
    assert_eq!(run.status, Some(0), "{run}");
}

#[test]
fn what_is_said_to_differ_and_does_no_more_is_a_difference() {
    let run = after("ListThings", |theirs| {
        let at = "/paths/~1v2~1{project_id}~1things/get/parameters";
        let parameters = theirs.pointer_mut(at).unwrap().as_array_mut().unwrap();
        for parameter in parameters {
            if parameter["name"] == "limit" {
                parameter["format"] = "int32".into();
            }
        }
    });
    assert_eq!(run.status, Some(1), "{run}");
    assert_snapshot!("outdated", run);
}
