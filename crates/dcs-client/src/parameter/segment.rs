//! A list in a path: its values with commas between them, in one segment.

use serde::Serialize;

use super::{ParameterError, encoded, joinable};

/// The segment of the list `name`, in which each value is encoded by itself, so that no comma of a value separates two.
///
/// # Errors
///
/// When the list is empty: the segment would be, too, and the path another one.
#[allow(dead_code, reason = "called where an operation has such a parameter")]
pub(crate) fn list(name: &'static str, value: &impl Serialize) -> Result<String, ParameterError> {
    let parts = joinable(name, value)?;
    if parts.is_empty() {
        let reason = "holds no value, and without one the path would be another one";
        return Err(ParameterError::invalid(name, &reason));
    }
    let parts: Vec<_> = parts.iter().map(|part| encoded(part)).collect();
    Ok(parts.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_of_a_list_is_encoded_by_itself() {
        assert_eq!(
            list("ids", &["a", "b,c", "../d"]).unwrap(),
            "a,b%2Cc,..%2Fd"
        );
        assert_eq!(list("ids", &[1, 2]).unwrap(), "1,2");
    }

    #[test]
    fn a_list_without_values_is_refused_by_its_name() {
        let error = list("ids", &[""; 0]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "ids: holds no value, and without one the path would be another one"
        );
    }
}
