//! Tells Tauri where the capabilities live, beside the program's source rather than at the root, and
//! which commands there are, so that the window may call only those that a capability names.

fn main() {
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(tauri_build::AppManifest::new().commands(contract::commands::NAMES));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
