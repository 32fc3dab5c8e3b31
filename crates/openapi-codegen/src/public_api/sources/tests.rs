use std::collections::BTreeMap;

use super::PublicApi;

/// The lines of a crate of these files.
#[track_caller]
fn lines(files: &[(&str, &str)]) -> String {
    let files = files.iter();
    let files: BTreeMap<_, _> = files
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect();
    let api = PublicApi::of_crate(&files, "").unwrap_or_else(|error| panic!("{error}"));
    api.to_string()
}

#[test]
fn what_leads_out_of_the_crate_is_found_and_nothing_else() {
    let root = "
        mod error;
        mod inner { pub mod deep { pub enum Deep { A } pub(crate) struct Hidden; } }
        pub mod open;
        pub use self::{error::{Error, Kind as ErrorKind}, inner::deep};
        pub use bytes::Bytes;
        pub use crate::inner::deep::Deep;
        #[cfg(test)] mod tests { pub struct Test; }
        pub(crate) struct Own;
        pub const LIMIT: usize = 3;
    ";
    let error = "
        use std::fmt;
        pub struct Error { pub kind: crate::error::Kind, source: fmt::Error }
        pub enum Kind { Gone }
        pub struct Unseen;
        impl Error { pub fn kind(&self) -> self::Kind { loop {} } fn own(&self) {} }
        impl fmt::Display for Error { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { loop {} } }
        impl Unseen { pub fn seen() {} }
        impl Sealed for Error {}
        trait Sealed {}
    ";
    let files = [
        ("lib.rs", root),
        ("error.rs", error),
        (
            "open/mod.rs",
            "pub use super::error::Error as Failure; pub fn open(at: std::path::PathBuf) {}",
        ),
        ("open/other.rs", "pub struct Other;"),
    ];
    insta::assert_snapshot!(lines(&files));
}

#[test]
fn an_import_that_moves_changes_nothing() {
    let base =
        "pub mod a; pub fn f(path: &std::path::Path) -> Result<crate::a::A, a::E> { loop {} }";
    let head = "pub mod a; use std::path::Path; use a::{A, E}; pub fn f(p: &Path) -> Result<A, E> { loop {} }";
    let a = ("a.rs", "pub struct A; pub struct E;");
    assert_eq!(lines(&[("lib.rs", base), a]), lines(&[("lib.rs", head), a]));
}

#[test]
fn modules_that_lead_in_circles_end() {
    let root = "pub mod a { pub use super::b::*; pub use super::b::X; } pub mod b { pub use super::a::*; pub use super::a::X; }";
    let lines = lines(&[("lib.rs", root)]);
    assert!(lines.starts_with("mod a\nmod b\n"), "{lines}");
}

#[test]
fn what_is_no_rust_names_its_file() {
    let files = BTreeMap::from([
        ("lib.rs".to_owned(), "mod a;".to_owned()),
        ("a.rs".to_owned(), "pub struct A;\npub struct {}".to_owned()),
    ]);
    let error = PublicApi::of_crate(&files, "").unwrap_err();
    assert_eq!(error.to_string(), "a.rs: expected identifier");
}
