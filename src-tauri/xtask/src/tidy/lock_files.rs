//! Lock files name versions and checksums, not the servers that somebody fetched from.

use super::Finding;
use super::sources::Source;

const PUBLIC_REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Every line of a lock file with a download address.
pub(super) fn check(source: &Source) -> Vec<Finding> {
    let (names_server, message): (fn(&str) -> bool, _) = match source.file_name() {
        "package-lock.json" => (
            |line| line.trim_start().starts_with("\"resolved\": \"http"),
            "`npm config set omit-lockfile-registry-resolved true`, then make the lock again",
        ),
        "Cargo.lock" => (
            |line| line.starts_with("source = ") && !line.contains(PUBLIC_REGISTRY),
            "only the public registry, so that anyone can build it",
        ),
        _ => return Vec::new(),
    };
    let lines = source
        .numbered_lines()
        .filter(|(_, line)| names_server(line));
    lines
        .map(|(number, _)| Finding::at(source, number, message))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sources::source;
    use super::*;

    #[test]
    fn a_download_address_is_found() {
        let npm =
            "  \"resolved\": \"https://npm.example/react.tgz\",\n  \"integrity\": \"sha512-x\"";
        assert_eq!(
            check(&source("ui/package-lock.json", npm)).len(),
            1,
            "npm's"
        );
        let cargo = "source = \"registry+https://mirror.example/index\"";
        assert_eq!(check(&source("Cargo.lock", cargo)).len(), 1, "Cargo's");
    }

    #[test]
    fn the_public_registry_is_how_cargo_names_it_anyway() {
        let cargo = format!("source = \"{PUBLIC_REGISTRY}\"");
        assert_eq!(
            check(&source("Cargo.lock", &cargo)),
            [],
            "nothing of one machine"
        );
    }
}
