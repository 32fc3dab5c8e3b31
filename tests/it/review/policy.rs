//! What a project decides about changes for itself, as both commands find it.

use super::repository::{TIGHTENED, change, commit, ends, json, repository};
use crate::command::{put, xtask};

#[test]
fn a_change_is_accepted_by_its_fingerprint_for_a_time() {
    let folder = repository();
    let path = folder.path();
    change(path, TIGHTENED);
    let review = json(&xtask(path, &["diff", "--format", "json"]));
    let fingerprint = review["changes"][0]["fingerprint"].as_str();
    let fingerprint = fingerprint.expect("a change has a fingerprint");
    // The same as a person reads it.
    ends(&xtask(path, &["diff"]), 1, &[fingerprint]);
    let policy = format!(
        "[[accept]]\nfingerprint = \"{fingerprint}\"\nreason = \"Nobody sends `more`.\"\nuntil = \
         2027-03-01\n"
    );
    put(path, "review.toml", &policy);
    let on = |day: &str, format: &str| xtask(path, &["diff", "--today", day, "--format", format]);
    let says = ["Not breaking.", "accepted: `Nobody sends `more`.`"];
    ends(&on("2027-03-01", "text"), 0, &says);
    let accepted = "accepted: <code>Nobody sends &#96;more&#96;.</code>";
    ends(&on("2027-03-01", "markdown"), 0, &[accepted]);
    let accepted = json(&on("2027-03-01", "json"));
    assert_eq!(accepted["breaking"], false, "{accepted}");
    assert_eq!(accepted["changes"][0]["accepted"], "Nobody sends `more`.");
    let note = "note: `FINGERPRINT` was accepted until 2027-03-01";
    let note = note.replace("FINGERPRINT", fingerprint);
    ends(
        &on("2027-03-02", "text"),
        1,
        &[&note, "Breaking on the wire."],
    );
    // Another file, and none.
    put(path, "other.toml", policy);
    put(path, "review.toml", "");
    let named = ["diff", "--today", "2027-03-01", "--policy", "other.toml"];
    ends(&xtask(path, &named), 0, &["Not breaking."]);
    ends(&on("2027-03-01", "text"), 1, &["Breaking on the wire."]);
}

#[test]
fn a_level_is_the_projects_where_it_says_one() {
    let folder = repository();
    let path = folder.path();
    change(path, TIGHTENED);
    let id = "request-parameter-max-length-decreased";
    put(
        path,
        "review.toml",
        format!("[severity]\n{id} = \"info\"\n"),
    );
    let says = format!("info[{id}]");
    ends(&xtask(path, &["diff"]), 0, &[&says, "Not breaking."]);
}

/// The policy of a pull request is the base's: the review runs in a checkout of that.
#[test]
fn a_policy_is_the_one_of_the_folder_and_not_of_a_revision() {
    let folder = repository();
    let path = folder.path();
    change(path, TIGHTENED);
    let severity = "[severity]\nrequest-parameter-max-length-decreased = \"info\"\n";
    put(path, "review.toml", severity);
    commit(path, "forged");
    std::fs::remove_file(path.join("review.toml")).expect("it is there");
    ends(
        &xtask(path, &["diff", "main", "HEAD"]),
        1,
        &["Breaking on the wire."],
    );
}

#[test]
fn a_policy_that_means_nothing_is_an_error_with_its_line() {
    let folder = repository();
    let path = folder.path();
    put(
        path,
        "review.toml",
        "[severity]\nendpoint-aded = \"info\"\n",
    );
    let says = [
        "review.toml:2: no change has the id `endpoint-aded`",
        "`endpoint-added`?",
    ];
    ends(&xtask(path, &["diff"]), 2, &says);
    let run = xtask(path, &["diff", "--policy", "gone.toml"]);
    ends(&run, 2, &["cannot read gone.toml", "check the path"]);
    ends(
        &xtask(path, &["diff", "--today", "soon"]),
        2,
        &["such as 2027-03-01"],
    );
}
