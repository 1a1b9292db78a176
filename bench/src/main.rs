//! Measures the release server: pages per second, posts per second, memory, cold start, the owner's pass, phone, desk.
//!
//! Every speed is also told as a ratio to a control that runs in the same minute on the same machine, so that
//! figures of different machines and days can be compared. `cargo xtask bench` builds everything and starts this.

mod data;
mod desk;
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
mod soak;
mod words;

// What every part is measured with.
use data::{CROWDS, MILLION, SMALL, Set, kept, root};
use http::{Ask, Connection, get, headers, post, with};
use load::{Answers, Counted, Next, drawn, drive, quantile, size, times};
use members::{Members, WITH_ACCOUNT};
use report::{Report, number};
use server::{Server, sign_in};
use words::Dice;

use anyhow::{Result, ensure};

/// The parts that can be measured alone, in the order in which they are.
const PARTS: [&str; 8] = ["pages", "search", "posts", "soak", "start", "scan", "phone", "desk"];

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.as_slice() {
        [first, bytes] if first == "control" => {
            runtime(server::CONTROL_THREADS)?.block_on(server::control(bytes))
        }
        // Two threads for the load, shared with the server as on a small host.
        _ => runtime(2)?.block_on(measure(&words)),
    }
}

fn runtime(threads: usize) -> Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build()?)
}

async fn measure(words: &[String]) -> Result<()> {
    let named: Vec<&str> = words.iter().map(String::as_str).filter(|word| *word != "--quick").collect();
    ensure!(
        named.iter().all(|word| PARTS.contains(word)),
        "Name some of {}, or none for all; --quick makes it short.",
        PARTS.join(", ")
    );
    let parts: Vec<&str> =
        PARTS.into_iter().filter(|part| named.is_empty() || named.contains(part)).collect();
    let mut report = Report::of_this_machine(report::MEMBERS);
    for part in &parts {
        match *part {
            "pages" => pages::measure(&mut report).await?,
            "search" => search::measure(&mut report).await?,
            "posts" => posts::measure(&mut report).await?,
            "soak" => soak::measure(&mut report).await?,
            "start" => scan::cold_start(&mut report).await?,
            "scan" => scan::measure(&mut report).await?,
            "phone" => phone::measure(&mut report).await?,
            _ => {
                let mut report = Report::of_this_machine(report::DESK);
                desk::measure(&mut report).await?;
                report.write(!is_quick())?;
            }
        }
    }
    if parts == ["desk"] { Ok(()) } else { report.write(parts.len() == PARTS.len() && !is_quick()) }
}

/// Tells whether runs are short: to see whether something changed, not to publish.
fn is_quick() -> bool {
    std::env::args().any(|word| word == "--quick")
}

/// Now, as the machine tells it.
#[expect(
    clippy::disallowed_methods,
    reason = "a measurement is about this machine, now; nothing of it reaches the product"
)]
fn now() -> chrono::DateTime<chrono::Utc> {
    chrono::Utc::now()
}
