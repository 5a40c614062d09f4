//! The relay server.

use std::process::ExitCode;

fn main() -> ExitCode {
    ribbon_relay::cli::main()
}
