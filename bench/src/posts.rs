//! Posts per second: answered forms, each of which would survive a power failure, beside what the disk can do.

use crate::chance::{Dice, now};
use crate::data::SMALL;
use crate::disk::{self, Disk};
use crate::http::{Connection, post};
use crate::members::Members;
use crate::server::Server;
use crate::settings::{Settings, kept};
use crate::{Fault, words};
use domain::entropy::Seeded;
use domain::ids::ThreadId;
use domain::secrets::FormToken;
use serde::Serialize;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Clients that post at the same time.
const CLIENTS: usize = 8;

/// The figures that were counted.
#[derive(Clone, Debug, Serialize)]
pub struct Posts {
    /// Clients that post one after the other.
    pub clients: usize,
    /// Acknowledged posts per second.
    pub per_second: f64,
    /// 99 of 100 within so many milliseconds.
    pub p99_ms: f64,
    /// Milliseconds of processor per post, of all threads of the server.
    pub processor_ms: f64,
    /// Kilobytes written per post: the journal, carrying it over, the answer.
    pub written_kb: f64,
    /// The figures of the disk itself, in the same minute.
    pub disk: Disk,
    /// Posts to single-row commits.
    pub ratio: f64,
}

/// Measures posting into random threads through the plain form.
pub async fn measure(settings: &Settings) -> Result<Posts, Fault> {
    let data = SMALL.copy().await?;
    let disk = disk::measure(&kept(), Duration::from_secs(if settings.quick { 1 } else { 4 }))?;
    let server = Server::start(settings, &data).await?;
    let members = Arc::new(Members::all());
    let cookies = server.sign_in(&members, CLIENTS).await?;
    let threads = Arc::new(SMALL.ids());
    let before = server.spent();
    let end = Instant::now() + settings.counted() + settings.counted();
    let mut running = Vec::new();
    for (n, cookie) in cookies.into_iter().enumerate() {
        let client = Client { n, cookie, members: members.clone(), threads: threads.clone() };
        running.push(tokio::spawn(client.post_until(server.address, end)));
    }
    let mut times = Vec::new();
    for task in running {
        times.extend(task.await.map_err(|why| format!("A client's task failed: {why}."))??);
    }
    let seconds = (settings.counted() + settings.counted()).as_secs_f64();
    times.sort_unstable();
    let p99 = times.get(times.len() * 99 / 100).map_or(0.0, Duration::as_secs_f64) * 1e3;
    let per_second = times.len() as f64 / seconds;
    let after = server.spent();
    let each = times.len().max(1) as f64;
    let processor_ms = (after.processor - before.processor) * 1e3 / each;
    let written_kb = (after.written - before.written) / 1e3 / each;
    let ratio = per_second / disk.wal_commits.max(1.0);
    println!(
        "Posts: {per_second:.0}/s with {CLIENTS} clients, p99 {p99:.1} ms, {processor_ms:.2} ms of processor and {written_kb:.0} kB each; disk: {:.0} fdatasync/s, {:.0} commits/s",
        disk.fdatasync, disk.wal_commits
    );
    Ok(Posts { clients: CLIENTS, per_second, p99_ms: p99, processor_ms, written_kb, disk, ratio })
}

struct Client {
    n: usize,
    cookie: String,
    members: Arc<Members>,
    threads: Arc<Vec<ThreadId>>,
}

impl Client {
    async fn post_until(self, address: SocketAddr, end: Instant) -> Result<Vec<Duration>, Fault> {
        // No two clients may ever draw the same id, whenever they begin: a post of somebody else is refused.
        let seed = now().timestamp_millis().unsigned_abs();
        let chance = Seeded::new(seed * CLIENTS as u64 + self.n as u64);
        let mut dice = Dice::new(self.n as u64);
        let mut connection = Connection::open(address).await?;
        let mut times = Vec::new();
        while Instant::now() < end {
            let once = FormToken::mint(&self.members.roots[self.n], &chance, now().timestamp() - 60);
            let thread = dice.one(&self.threads).to_string();
            let body = words::text(&mut dice, 3).replace('\n', " ");
            let fields = [("once", &*once), ("thread", &*thread), ("kind", "tip"), ("body", &*body)];
            let form = post("/api/posts/add", &self.cookie, &fields);
            let asked = Instant::now();
            let (status, _) = connection.ask(&form).await?;
            if status != 303 {
                return Err(format!("A post was answered with {status}."));
            }
            times.push(asked.elapsed());
        }
        Ok(times)
    }
}
