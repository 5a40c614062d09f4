//! Writes what follows from the contract: the window's TypeScript and the list of commands that it
//! may call. With `--check` it fails when a committed file is not up to date.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const TYPESCRIPT: &str = "ui/src/contract";
const CAPABILITY: &str = "src-tauri/capabilities/main.json";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let check = arguments.iter().any(|argument| argument == "--check");
    let root = arguments
        .iter()
        .skip_while(|argument| *argument != "--root")
        .nth(1)
        .map_or_else(|| PathBuf::from("."), PathBuf::from);
    match run(&root, check) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("codegen: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(root: &Path, check: bool) -> Result<(), String> {
    let capability = contract::capability::main_window().map_err(|error| error.to_string())?;
    let typescript = root.join(TYPESCRIPT);
    std::fs::create_dir_all(&typescript)
        .map_err(|error| format!("{}: {error}", typescript.display()))?;
    for (name, text) in contract::export::files() {
        put(&typescript.join(name), &text, check)?;
    }
    put(&root.join(CAPABILITY), &capability, check)
}

/// Writes a file, or compares it.
fn put(path: &Path, text: &str, check: bool) -> Result<(), String> {
    let in_words = |error: std::io::Error| format!("{}: {error}", path.display());
    if !check {
        return std::fs::write(path, text).map_err(in_words);
    }
    if std::fs::read_to_string(path).map_err(in_words)? == text {
        return Ok(());
    }
    Err(format!(
        "{} is not what the contract says; run `cargo xtask codegen` and commit it",
        path.display()
    ))
}
