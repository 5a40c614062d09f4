//! Which of our packages may use which, from what Cargo itself says.

use anyhow::Context;
use serde_json::Value;

use super::Finding;
use crate::project::Project;

/// Each package with those of ours that it may use; `domain` is open to all but the checkers.
/// What tests use is free.
const ARROWS: &[(&str, &[&str])] = &[
    // The app wires the parts together, so it names the sources and the store that it hands on.
    (
        "ribbon-desk",
        &[
            "contract",
            "domain",
            "feed",
            "invite-list",
            "ribbon-api",
            "ribbon-sim",
            "store",
            "sync",
        ],
    ),
    // It measures the laptop's side as the app wires it; the relay it knows only as a program.
    (
        "bench",
        &[
            "domain",
            "feed",
            "ribbon-api",
            "ribbon-sim",
            "store",
            "sync",
            "testkit",
        ],
    ),
    ("contract", &["domain"]),
    ("domain", &[]),
    ("feed", &["domain", "relay-protocol"]),
    ("invite-list", &["domain"]),
    ("relay-protocol", &["domain"]),
    ("ribbon-api", &["domain"]),
    ("ribbon-relay", &["domain", "relay-protocol"]),
    ("ribbon-sim", &["domain"]),
    ("store", &["domain"]),
    ("sync", &["domain", "feed", "ribbon-api", "store"]),
    // The demo compares the relay's log with what the app's cache holds.
    ("testkit", &["domain", "relay-protocol", "store"]),
    ("xtask", &[]),
];

/// The package that may use Tauri.
const APP: &str = "ribbon-desk";

/// Checks every package's dependencies.
///
/// # Errors
/// When Cargo cannot say what they are.
pub(super) fn check(project: &Project) -> anyhow::Result<Vec<Finding>> {
    let arguments = [
        "metadata",
        "--no-deps",
        "--offline",
        "--format-version",
        "1",
    ];
    let text = project.shell().read("cargo", &arguments);
    let metadata: Value = serde_json::from_str(&text.context("`cargo metadata` failed")?)?;
    Ok(findings(&metadata))
}

fn findings(metadata: &Value) -> Vec<Finding> {
    let packages = metadata["packages"].as_array().into_iter().flatten();
    packages.flat_map(package_findings).collect()
}

fn package_findings(package: &Value) -> Vec<Finding> {
    let name = package["name"].as_str().unwrap_or_default();
    let finding = |message: String| Finding {
        path: format!("Cargo.toml of {name}"),
        line: 0,
        message,
    };
    let Some((_, allowed)) = ARROWS.iter().find(|(package, _)| *package == name) else {
        let message = "a new package: say in tidy/arrows.rs what it may use";
        return vec![finding(message.to_owned())];
    };
    let dependencies = package["dependencies"].as_array().into_iter().flatten();
    dependencies
        .filter(|dependency| dependency["kind"] != "dev")
        .filter_map(|dependency| {
            let used = dependency["name"].as_str()?;
            let is_ours = !dependency["path"].is_null();
            let is_tauri = used == "tauri" || used.starts_with("tauri-");
            let is_wrong = (is_ours && !allowed.contains(&used)) || (is_tauri && name != APP);
            is_wrong.then(|| finding(format!("must not depend on {used}")))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn messages(package: &str, dependency: &Value) -> Vec<String> {
        let metadata = json!({"packages": [{"name": package, "dependencies": [dependency]}]});
        findings(&metadata)
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn an_arrow_against_the_direction_is_found() {
        let found = messages(
            "domain",
            &json!({"name": "store", "path": "x", "kind": null}),
        );
        assert_eq!(
            found,
            ["Cargo.toml of domain: must not depend on store"],
            "domain knows none"
        );
    }

    #[test]
    fn tests_may_use_what_they_like_and_strangers_are_not_ours() {
        let test_only = json!({"name": "ribbon-sim", "path": "x", "kind": "dev"});
        assert_eq!(messages("sync", &test_only), [""; 0], "only for tests");
        let stranger = json!({"name": "serde", "path": null, "kind": null});
        assert_eq!(messages("domain", &stranger), [""; 0], "from the registry");
    }

    #[test]
    fn only_the_app_depends_on_tauri() {
        let tauri = json!({"name": "tauri-plugin-opener", "path": null, "kind": null});
        assert_eq!(messages("sync", &tauri).len(), 1, "the engine must not");
        assert_eq!(messages("ribbon-desk", &tauri), [""; 0], "the app may");
    }

    #[test]
    fn a_package_without_a_rule_is_told_to_get_one() {
        let found = messages(
            "newcomer",
            &json!({"name": "serde", "path": null, "kind": null}),
        );
        assert_eq!(found.len(), 1, "nobody has decided yet: {found:?}");
    }
}
