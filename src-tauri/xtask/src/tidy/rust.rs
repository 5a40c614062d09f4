//! Rules for Rust sources: what a module says of itself, reasons, and who may know Tauri.

use super::Finding;
use super::sources::Source;

/// The only code that knows Tauri.
const APP: &[&str] = &[
    "src-tauri/src/",
    "src-tauri/examples/",
    "src-tauri/build.rs",
];

/// Every rule for a Rust source.
pub(super) fn check(source: &Source) -> Vec<Finding> {
    if source.extension() != "rs" {
        return Vec::new();
    }
    let mut findings = allowances_without_reason(source);
    if !source.text.lines().any(|line| line.starts_with("//!")) {
        findings.push(Finding::in_file(
            source,
            "begin with `//!`: what the module is for",
        ));
    }
    if !APP.iter().any(|folder| source.path.starts_with(folder)) {
        findings.extend(uses_of_tauri(source));
    }
    findings
}

fn allowances_without_reason(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (number, line) in source.numbered_lines() {
        let line = line.trim();
        let begins = ["#[allow(", "#![allow(", "#[expect(", "#![expect("];
        if begins.iter().any(|attribute| line.starts_with(attribute)) {
            open = Some((number, String::new()));
        }
        let Some((begun, mut text)) = open.take() else {
            continue;
        };
        text.push_str(line);
        if !line.contains(")]") {
            open = Some((begun, text));
        } else if !text.contains("reason") {
            let message = "say why: `#[allow(…, reason = \"…\")]`";
            findings.push(Finding::at(source, begun, message));
        }
    }
    findings
}

fn uses_of_tauri(source: &Source) -> Vec<Finding> {
    let is_use = |line: &str| {
        let code = line.trim_start();
        !code.starts_with("//")
            && (names_crate(code, "tauri") || code.contains(concat!("tauri", "_plugin_")))
    };
    let lines = source.numbered_lines().filter(|(_, line)| is_use(line));
    let message = "only src-tauri/src knows Tauri";
    lines
        .map(|(number, _)| Finding::at(source, number, message))
        .collect()
}

/// Whether `code` has a path that begins with the crate's name.
fn names_crate(code: &str, name: &str) -> bool {
    let begins_path = |before: &str| {
        !before.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '_' | '-' | ':'))
    };
    let path = format!("{name}::");
    code.match_indices(&path)
        .any(|(at, _)| code.get(..at).is_some_and(begins_path))
}

#[cfg(test)]
mod tests {
    use super::super::sources::source;
    use super::*;

    fn messages(path: &str, text: &str) -> Vec<String> {
        let findings = check(&source(path, text));
        findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_module_says_what_it_is_for() {
        assert_eq!(messages("a.rs", "//! Clocks.\n"), [""; 0], "it does");
        let text = "#![allow(dead_code, reason = \"an example\")]\n//! Clocks.\n";
        assert_eq!(
            messages("a.rs", text),
            [""; 0],
            "attributes may stand before it"
        );
        assert_eq!(
            messages("a.rs", "// Clocks.\n").len(),
            1,
            "an ordinary comment is not it"
        );
    }

    #[test]
    fn an_allowance_has_a_reason_also_over_several_lines() {
        let without = "//! A.\n#![allow(\n    dead_code,\n)]\n";
        assert_eq!(messages("a.rs", without).len(), 1, "no reason given");
        let with = "//! A.\n#[allow(\n    dead_code,\n    reason = \"used by macros\"\n)]\n";
        assert_eq!(messages("a.rs", with), [""; 0], "a reason given");
    }

    #[test]
    fn only_the_app_knows_tauri() {
        let text = concat!("//! A.\nuse tauri", "::Manager;\n");
        let found = messages("src-tauri/crates/sync/src/a.rs", text);
        assert_eq!(
            found,
            ["src-tauri/crates/sync/src/a.rs:2: only src-tauri/src knows Tauri"],
            "the engine must not"
        );
        assert_eq!(messages("src-tauri/src/a.rs", text), [""; 0], "the app may");
    }

    #[test]
    fn a_name_that_ends_in_tauri_or_a_comment_is_not_a_use() {
        let text = concat!("//! A.\nuse not_tauri", "::x;\n// tauri", "::Manager\n");
        assert_eq!(
            messages("src-tauri/crates/sync/src/a.rs", text),
            [""; 0],
            "neither counts"
        );
    }
}
