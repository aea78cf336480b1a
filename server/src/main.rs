//! The one program: `rapport serve` and its companions.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::main()
}
