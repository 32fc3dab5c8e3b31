//! What several of the test targets of this package use.

/// `document`, which has components with schemas, and these operations and these schemas.
pub fn joined(document: &str, more_paths: &str, more_schemas: &str) -> String {
    let paths = format!("\n{more_paths}\ncomponents:\n");
    let schemas = format!("\n  schemas:\n{more_schemas}");
    let document = document.replacen("\ncomponents:\n", &paths, 1);
    document.replacen("\n  schemas:\n", &schemas, 1)
}
