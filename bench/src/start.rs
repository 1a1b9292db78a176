//! Cold start, and the owner scan: the member's own download is the only question that reads every thread.

use crate::Fault;
use crate::data::{MILLION, WIDE};
use crate::http::{Connection, post};
use crate::members::Members;
use crate::server::Server;
use crate::settings::Settings;
use serde::Serialize;
use std::time::Instant;

/// How often the start is repeated; the middle one counts.
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

/// A member downloads everything of their own: the tag of every thread is computed and compared.
#[derive(Clone, Debug, Serialize)]
pub struct Scan {
    /// Posts in the database.
    pub posts: usize,
    /// Own posts that were found.
    pub own: usize,
    /// Seconds.
    pub seconds: f64,
}

/// Downloads once.
pub async fn owner_scan(settings: &Settings) -> Result<Scan, Fault> {
    let data = MILLION.folder().await?;
    let server = Server::start(settings, &data).await?;
    let members = Members::all();
    let cookies = server.sign_in(&members, 1).await?;
    let mut connection = Connection::open(server.address).await?;
    let form = post("/api/people/download", &cookies[0], &[("password", &*members.codes[0].grouped())]);
    let begin = Instant::now();
    let answer = connection.fetch(&form).await?;
    let seconds = begin.elapsed().as_secs_f64();
    if answer.status != 200 {
        return Err(format!("The download was answered with {}.", answer.status));
    }
    let export: serde_json::Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let own = export["posts"].as_array().map_or(0, Vec::len);
    println!("Owner scan over {} posts: {seconds:.2} s, {own} own posts", MILLION.posts());
    Ok(Scan { posts: MILLION.posts(), own, seconds })
}
