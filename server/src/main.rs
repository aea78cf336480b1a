//! The one program: `rapport serve` and its companions.

use std::process::ExitCode;

/// Pages are made of many small pieces of text; asking the system for each
/// of them is a noticeable part of the work.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    server::cli::main()
}
