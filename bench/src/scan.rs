//! The owner's pass ("my threads and replies", anonymity 2.3): how long it takes on one core, how long somebody waits for
//! the page with the pass in it, and what others notice meanwhile.

use crate::Fault;
use crate::chance::{Dice, now};
use crate::crowd;
use crate::drive::{Counted, Load, Questions, drive};
use crate::http::{Connection, get};
use crate::members::{Members, WITH_ACCOUNT, open, told};
use crate::server::Server;
use crate::settings::Settings;
use domain::secrets::Authors;
use domain::time::Day;
use serde::Serialize;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::Since;

/// How many threads, and how many milliseconds a pass over them may take.
pub const BUDGETS: [(usize, f64); 2] = [(100_000, 100.0), (1_000_000, 1_000.0)];
/// How often the pass is repeated; the middle one counts.
const PASSES: usize = 9;
/// Connections that ask for another page meanwhile, and how long that page may take them.
const OTHERS: usize = 4;
pub const OTHERS_MS: f64 = 15.0;
/// Threads that the others read.
const BUSY: usize = 40;
/// Posts that are read at a time, as the server does.
const PORTION: i64 = 5_000;

/// What was measured over one number of threads.
#[derive(Clone, Debug, Serialize)]
pub struct Scan {
    /// Threads in the database.
    pub threads: usize,
    /// The pass alone, on one core: milliseconds, the middle one of several.
    pub pass_ms: f64,
    /// Threads that it found.
    pub own: usize,
    /// "Mijn plek" as the first page of a session, with the pass and what is new in each own thread: milliseconds.
    pub page_ms: f64,
    /// Memory of the server with the index in it, in MB.
    pub memory: f64,
    /// Another page while nobody's pass runs.
    pub quiet: Counted,
    /// The same page while one pass runs after the other.
    pub meanwhile: Counted,
}

/// Measures over each number of threads.
pub async fn measure(settings: &Settings) -> Result<Vec<Scan>, Fault> {
    let mut scans = Vec::new();
    for (threads, _) in BUDGETS {
        let scan = over(settings, threads).await?;
        println!(
            "Owner's pass over {threads} threads: {:.0} ms, {} own; first page {:.0} ms; memory {:.0} MB; another page p99 {:.1} ms, {:.1} ms without",
            scan.pass_ms, scan.own, scan.page_ms, scan.memory, scan.meanwhile.p99_ms, scan.quiet.p99_ms
        );
        scans.push(scan);
    }
    Ok(scans)
}

async fn over(settings: &Settings, threads: usize) -> Result<Scan, Fault> {
    let folder = crowd::folder(threads, Day::of(now())).await?;
    let members = Members::all();
    let (pass_ms, own) = alone(&folder, &members).await?;
    let server = Server::start(settings, &folder).await?;
    let cookies = server.sign_in(&members, WITH_ACCOUNT).await?;
    // The first one waits until the index has been read.
    first_page(server.address, &cookies[0]).await?;
    let memory = server.memory().0;
    let mut pages = Vec::new();
    for cookie in &cookies[1..=PASSES] {
        pages.push(first_page(server.address, cookie).await?.as_secs_f64() * 1e3);
    }
    let load = Load { connections: OTHERS, warm_up: Duration::ZERO, counted: settings.counted() };
    let others = read_threads(&folder, &cookies[..OTHERS])?;
    let quiet = drive(server.address, load, 200, |n| others[n].clone()).await?;
    let rest = cookies[1 + PASSES..].to_vec();
    let passing = tokio::spawn(pass_after_pass(server.address, rest, Instant::now() + load.counted));
    let meanwhile = drive(server.address, load, 200, |n| others[n].clone()).await?;
    passing.await.map_err(|why| format!("A client's task failed: {why}."))??;
    Ok(Scan { threads, pass_ms, own, page_ms: middle(pages), memory, quiet, meanwhile })
}

/// The pass itself, with the index as the server reads it.
async fn alone(folder: &Path, members: &Members) -> Result<(f64, usize), Fault> {
    let store = open(folder).await?;
    let mut authors = Authors::default();
    let mut since = Since::Day(Day::BEGIN);
    loop {
        let mut tx = store.community.look_aside().await.map_err(told)?;
        let portion = tx.posts().scan(since, PORTION).await.map_err(told)?;
        let Some(last) = portion.last() else { break };
        since = Since::Post(*last);
        portion.iter().for_each(|post| authors.note(post.thread, &post.tag));
    }
    store.close().await;
    let (mut took, mut own) = (Vec::new(), 0);
    for root in &members.roots[..PASSES] {
        let begin = Instant::now();
        own = authors.threads_of(&members.keys.own_tags(root)).len();
        took.push(begin.elapsed().as_secs_f64() * 1e3);
    }
    Ok((middle(took), own))
}

async fn first_page(address: SocketAddr, cookie: &str) -> Result<Duration, Fault> {
    let mut connection = Connection::open(address).await?;
    let begin = Instant::now();
    match connection.ask(&get("/account/threads", cookie, "identity")).await? {
        (200, _) => Ok(begin.elapsed()),
        (status, _) => Err(format!("The page of one's own was answered with {status}.")),
    }
}

/// New sessions, one behind the other, until the time is over or all have been.
async fn pass_after_pass(address: SocketAddr, cookies: Vec<String>, end: Instant) -> Result<(), Fault> {
    for cookie in cookies {
        if Instant::now() < end {
            first_page(address, &cookie).await?;
        }
    }
    Ok(())
}

fn read_threads(folder: &Path, cookies: &[String]) -> Result<Vec<Questions>, Fault> {
    let refused = |why: rusqlite::Error| format!("SQLite refused: {why}.");
    let connection = rusqlite::Connection::open(folder.join("community.sqlite")).map_err(refused)?;
    let mut ask = connection
        .prepare("select lower(hex(id)) from threads order by position desc limit ?1")
        .map_err(refused)?;
    let ids = ask.query_map([BUSY as i64], |row| row.get::<_, String>(0)).map_err(refused)?;
    let ids: Vec<String> = ids.collect::<Result<_, _>>().map_err(refused)?;
    let ask =
        |cookie: &String, dice: &mut Dice| get(&format!("/threads/{}", dice.one(&ids)), cookie, "identity");
    Ok(cookies
        .iter()
        .enumerate()
        .map(|(n, cookie)| {
            let mut dice = Dice::new(n as u64 + 1);
            Arc::new((0..BUSY).map(|_| ask(cookie, &mut dice)).collect())
        })
        .collect())
}

fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(0.0)
}
