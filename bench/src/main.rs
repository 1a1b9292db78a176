//! Measures the release server: pages per second, posts per second, memory, cold start, the owner's pass, phone.
//!
//! Every speed is also told as a ratio to a control that runs in the same minute on the same machine, so that
//! figures of different machines and days can be compared. `cargo xtask bench` builds everything and starts this.

mod budgets;
mod chance;
mod control;
mod crowd;
mod data;
mod disk;
mod drive;
mod http;
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

use report::Results;
use settings::Settings;
use std::process::ExitCode;

/// Why measuring stopped, in a sentence.
type Fault = String;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match words.first().map(String::as_str) {
        Some("control") => control::run(&words[1..]),
        _ => Settings::read(&words).and_then(|settings| runtime()?.block_on(measure(&settings))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

/// Threads of the load generator: as many as the machine has, shared with the server as on a small host.
fn runtime() -> Result<tokio::runtime::Runtime, Fault> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|why| format!("The system refused threads: {why}."))
}

async fn measure(settings: &Settings) -> Result<(), Fault> {
    let mut results = Results::of_this_machine(settings)?;
    if settings.wants("pages") {
        results.pages = pages::measure(settings, &data::SMALL).await?;
        results.pages_million = pages::measure(settings, &data::MILLION).await?;
    }
    if settings.wants("search") {
        results.search = Some(search::measure(settings).await?);
    }
    if settings.wants("posts") {
        results.posts = Some(posts::measure(settings).await?);
    }
    if settings.wants("soak") {
        results.soak = Some(soak::measure(settings).await?);
    }
    if settings.wants("start") {
        results.start = Some(start::measure(settings).await?);
    }
    if settings.wants("scan") {
        results.scan = scan::measure(settings).await?;
    }
    if settings.wants("phone") {
        results.phone = Some(phone::measure(settings).await?);
    }
    results.write(settings)?;
    match results.soak.map_or(0, |soak| soak.wrong) {
        0 => Ok(()),
        wrong => Err(format!("{wrong} answers were somebody else's. That comes before anything else.")),
    }
}
