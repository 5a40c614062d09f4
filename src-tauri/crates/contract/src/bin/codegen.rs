//! Writes the generated TypeScript, or with `--check` fails when it is not up to date.

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let check = arguments.iter().any(|argument| argument == "--check");
    let out = arguments
        .iter()
        .skip_while(|argument| *argument != "--out")
        .nth(1)
        .map_or_else(|| PathBuf::from("ui/src/contract"), PathBuf::from);
    match run(&out, check) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("codegen: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(out: &std::path::Path, check: bool) -> Result<(), String> {
    std::fs::create_dir_all(out).map_err(|error| format!("{}: {error}", out.display()))?;
    for (name, text) in contract::export::files() {
        let path = out.join(name);
        if check {
            let found = std::fs::read_to_string(&path).unwrap_or_default();
            if found != text {
                return Err(format!(
                    "{} is not what the contract says; run `cargo xtask codegen` and commit it",
                    path.display()
                ));
            }
        } else {
            std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        }
    }
    Ok(())
}
