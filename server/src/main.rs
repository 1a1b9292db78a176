//! `health-thing`: the one program. What it does stands in `server::commands`.

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// Rendering a page takes and gives back thousands of small pieces of memory (docs/PERFORMANCE.md).
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    match server::commands::run(std::env::args_os().collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(wrong) => {
            eprintln!("{wrong}");
            ExitCode::FAILURE
        }
    }
}
