//! The HTTP methods that an operation can have.

/// The methods of a Path Item Object in the order in which progenitor generates them.
pub const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];
