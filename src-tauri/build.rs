//! Tells Tauri where the capabilities live, beside the program's source rather than at the root, and
//! which commands there are, so that the window may call only those that a capability names. A
//! capability that lacks a declared command does not build.

fn main() {
    if let Err(why) = check_capability() {
        println!("cargo::error={why}");
    }
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(tauri_build::AppManifest::new().commands(contract::commands::NAMES));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}

/// The window would be refused what was declared since the file was generated.
fn check_capability() -> Result<(), String> {
    const PATH: &str = "src-tauri/capabilities/main.json";
    println!("cargo::rerun-if-changed={PATH}");
    let generated = contract::capability::main_window().map_err(|error| error.to_string())?;
    let committed = std::fs::read_to_string(PATH).map_err(|error| format!("{PATH}: {error}"))?;
    if committed == generated {
        return Ok(());
    }
    Err(format!(
        "{PATH} is not what the contract says; run `cargo xtask codegen` and commit it"
    ))
}
