//! The version of the workspace, as its `Cargo.toml` says it.

use openapi_pipeline::Version;

/// The version in the table `[workspace.package]` of a manifest.
///
/// Read line by line rather than with a reader of all of TOML: the manifest is this workspace's
/// own and is written this way. One that is not has no version here, which the gate takes for a
/// version that was not bumped.
pub(super) fn of_manifest(manifest: &[u8]) -> Option<Version> {
    let manifest = std::str::from_utf8(manifest).ok()?;
    let value = manifest
        .lines()
        .map(str::trim)
        .skip_while(|line| *line != "[workspace.package]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .find_map(|line| {
            let (key, value) = line.split_once('=')?;
            (key.trim() == "version").then_some(value.trim())
        })?;
    let (version, _) = value.strip_prefix('"')?.split_once('"')?;
    Version::parse(version).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_the_workspace_is_read() {
        for (manifest, version) in [
            ("[workspace.package]\nversion = \"0.1.0\"\n", Some("0.1.0")),
            (
                "[workspace]\n\n[workspace.package]\nedition = \"2024\"\nversion=\"1.2.3-rc.1\" # next\n",
                Some("1.2.3-rc.1"),
            ),
            (
                "[workspace.package]\nedition = \"2024\"\n[package]\nversion = \"9.9.9\"\n",
                None,
            ),
            ("[package]\nversion = \"0.1.0\"\n", None),
            ("[workspace.package]\nversion = \"one\"\n", None),
            ("", None),
        ] {
            let found = of_manifest(manifest.as_bytes()).map(|version| version.to_string());
            assert_eq!(found.as_deref(), version, "{manifest}");
        }
    }
}
