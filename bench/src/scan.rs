//! The owner's pass ("my threads and replies", P3): how long it takes on one core, how long somebody waits for
//! the page with the pass in it, and what others notice meanwhile.

use crate::chance::now;
use crate::drive::{Counted, Load, Questions, drawn, drive};
use crate::http::{Connection, get};
use crate::members::{Members, open, told};
use crate::server::{Server, sign_in};
use crate::settings::Settings;
use crate::{Fault, crowd};
use domain::codes::AccountCode;
use domain::secrets::Authors;
use domain::time::Day;
use serde::Serialize;
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};
use store::Since;

/// The numbers of threads, and the milliseconds that a pass over them may take.
pub const BUDGETS: [(usize, f64); 2] = [(100_000, 100.0), (1_000_000, 1_000.0)];
/// The number of passes; the middle one counts.
const PASSES: usize = 9;
/// Connections that ask for another page meanwhile, and how long that page may take them.
const OTHERS: usize = 4;
pub const OTHERS_MS: f64 = 15.0;
/// Threads that the others read.
const BUSY: usize = 40;
/// Posts that are read at a time, as the server does.
const PORTION: i64 = 5_000;

/// The figures that were measured over one number of threads.
#[derive(Clone, Debug, Serialize)]
pub struct Scan {
    /// Threads in the database.
    pub threads: usize,
    /// The pass alone: milliseconds of one core, the middle one of several.
    pub pass_ms: f64,
    /// Threads that it found.
    pub own: usize,
    /// "Mijn plek" as the first page of a session, with the pass and what is new in each own thread: milliseconds.
    pub page_ms: f64,
    /// Memory of the server with the index in it, in MB.
    pub memory: f64,
    /// Another page while nobody's pass runs.
    pub quiet: Counted,
    /// That page while one pass runs after the other.
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
    // The first session waits until the index has been read.
    new_session(server.address, &members.codes[0]).await?;
    let memory = server.memory().0;
    let mut pages = Vec::new();
    for code in &members.codes[..PASSES] {
        pages.push(new_session(server.address, code).await?.as_secs_f64() * 1e3);
    }
    let cookies = server.sign_in(&members, OTHERS).await?;
    tokio::time::sleep(settings.counted()).await;
    let load = Load { connections: OTHERS, warm_up: Duration::ZERO, counted: settings.counted() };
    let others = read_threads(&folder, &cookies)?;
    let quiet = drive(server.address, load, 200, |n| others[n].clone()).await?.summed();
    let passing = tokio::spawn(pass_after_pass(server.address, members.codes, Instant::now() + load.counted));
    let meanwhile = drive(server.address, load, 200, |n| others[n].clone()).await?.summed();
    passing.await.map_err(|why| format!("A client's task failed: {why}."))??;
    Ok(Scan { threads, pass_ms, own, page_ms: middle(pages), memory, quiet, meanwhile })
}

/// The pass itself, with the index as the server reads it.
async fn alone(folder: &Path, members: &Members) -> Result<(f64, usize), Fault> {
    let store = open(folder).await?;
    let mut authors = Authors::default();
    let mut since = Since::Day(Day::BEGIN);
    loop {
        let mut tx = store.community.scan().await.map_err(told)?;
        let portion = tx.posts().list_scanned(since, PORTION).await.map_err(told)?;
        let Some(last) = portion.last() else { break };
        since = Since::Post(*last);
        portion.iter().for_each(|post| authors.note(post.thread, &post.tag));
    }
    store.close().await;
    let (mut took, mut own) = (Vec::new(), 0);
    for root in &members.roots[..PASSES] {
        let begin = used_ms();
        own = authors.threads_of(&members.keys.own_tags(root)).len();
        took.push(used_ms() - begin);
    }
    Ok((middle(took), own))
}

/// Signs in and opens the own threads; how long that page took, with the pass in it.
async fn new_session(address: SocketAddr, code: &AccountCode) -> Result<Duration, Fault> {
    let mut connection = Connection::open(address).await?;
    let cookie = sign_in(&mut connection, code).await?;
    let begin = Instant::now();
    match connection.ask(&get("/account/threads", &cookie, "identity")).await? {
        (200, _) => Ok(begin.elapsed()),
        (status, _) => Err(format!("The page of the own threads was answered with {status}.")),
    }
}

/// New sessions, one behind the other, until the time is over.
async fn pass_after_pass(address: SocketAddr, codes: Vec<AccountCode>, end: Instant) -> Result<(), Fault> {
    for code in codes.iter().cycle() {
        if Instant::now() >= end {
            break;
        }
        new_session(address, code).await?;
    }
    Ok(())
}

/// Milliseconds of processor that this thread used up so far: what others do with the machine is not in it.
fn used_ms() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).unwrap_or(0.0) / 1e6
}

fn read_threads(folder: &Path, cookies: &[String]) -> Result<Vec<Questions>, Fault> {
    let refused = |why: rusqlite::Error| format!("SQLite refused: {why}.");
    let connection = rusqlite::Connection::open(folder.join("community.sqlite")).map_err(refused)?;
    let mut ask = connection
        .prepare("select lower(hex(id)) from threads order by position desc limit ?1")
        .map_err(refused)?;
    let ids = ask.query_map([BUSY as i64], |row| row.get::<_, String>(0)).map_err(refused)?;
    let ids: Vec<String> = ids.collect::<Result<_, _>>().map_err(refused)?;
    Ok(drawn(cookies.len(), BUSY, |n, dice| {
        get(&format!("/threads/{}", dice.one(&ids)), &cookies[n], "identity")
    }))
}

fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(0.0)
}
