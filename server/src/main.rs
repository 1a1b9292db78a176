//! `health-thing`: the one program. What it does stands in `server::commands`.

use std::process::ExitCode;

fn main() -> ExitCode {
    match server::commands::run(std::env::args_os().collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(wrong) => {
            eprintln!("{wrong}");
            ExitCode::FAILURE
        }
    }
}
