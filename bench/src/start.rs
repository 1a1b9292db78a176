//! Cold start.

use crate::Fault;
use crate::data::WIDE;
use crate::server::Server;
use crate::settings::Settings;
use serde::Serialize;

/// The number of starts; the middle one counts.
const STARTS: usize = 7;

/// From the start of the program to its first answer.
#[derive(Clone, Debug, Serialize)]
pub struct Start {
    /// Threads in the database.
    pub threads: usize,
    /// Seconds, the middle one of several starts.
    pub seconds: f64,
}

/// Starts the server several times on many threads.
pub async fn measure(settings: &Settings) -> Result<Start, Fault> {
    let data = WIDE.folder().await?;
    let mut took = Vec::new();
    for _ in 0..STARTS {
        took.push(Server::start(settings, &data).await?.started_in);
    }
    took.sort_unstable();
    let seconds = took[STARTS / 2].as_secs_f64();
    println!("Cold start with {} threads: {seconds:.3} s", WIDE.threads);
    Ok(Start { threads: WIDE.threads, seconds })
}
