//! Measures the release server: pages per second, posts per second, memory, cold start, the owner's pass, phone.
//!
//! Every speed is also told as a ratio to a control that runs in the same minute on the same machine, so that
//! figures of different machines and days can be compared. `cargo xtask bench` builds everything and starts this.

mod data;
mod http;
mod load;
mod members;
mod pages;
mod phone;
mod posts;
mod report;
mod scan;
mod search;
mod server;
mod settings;
mod soak;
mod start;
mod words;

// What every part is measured with.
use data::{MILLION, SMALL, Set, WIDE, crowd, refused};
use http::{Ask, Connection, get, get_as, headers, post, post_for_json};
use load::{Answers, Counted, Load, Next, drawn, drive, ended, quantile, size};
use members::{Members, WITH_ACCOUNT, open, told};
use report::{Report, Row, row};
use server::{Server, number, said, sign_in};
use settings::{Settings, kept, root};
use std::process::ExitCode;
use words::Dice;

/// Why measuring stopped, in a sentence.
type Fault = String;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match words.first().map(String::as_str) {
        Some("control") => server::run_control(&words[1..]),
        // Two threads for the load, shared with the server as on a small host.
        _ => Settings::read(&words).and_then(|settings| runtime(2)?.block_on(measure(&settings))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

fn runtime(threads: usize) -> Result<tokio::runtime::Runtime, Fault> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build();
    runtime.map_err(|why| format!("The system refused threads: {why}."))
}

async fn measure(settings: &Settings) -> Result<(), Fault> {
    let mut report = Report::of_this_machine(settings);
    for part in &settings.parts {
        match *part {
            "pages" => pages::measure(settings, &mut report).await?,
            "search" => search::measure(settings, &mut report).await?,
            "posts" => posts::measure(settings, &mut report).await?,
            "soak" => soak::measure(settings, &mut report).await?,
            "start" => start::measure(settings, &mut report).await?,
            "scan" => scan::measure(settings, &mut report).await?,
            _ => phone::measure(settings, &mut report).await?,
        }
    }
    report.write(settings)
}

/// Now, as the machine tells it.
#[expect(
    clippy::disallowed_methods,
    reason = "a measurement is about this machine, now; nothing of it reaches the product"
)]
fn now() -> chrono::DateTime<chrono::Utc> {
    chrono::Utc::now()
}
