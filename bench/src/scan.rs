//! The owner's pass ("my threads and replies", P3): how long it takes on one core, how long somebody waits for
//! the page with the pass in it, and what others notice meanwhile.

use crate::{
    Connection, Counted, Fault, Load, Members, Report, Server, Settings, crowd, drawn, drive, ended, get,
    now, open, quantile, refused, row, sign_in, told,
};
use domain::codes::AccountCode;
use domain::secrets::Authors;
use domain::time::Day;
use serde_json::json;
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};
use store::Since;

/// How many threads, and how many milliseconds a pass over them may take.
const BUDGETS: [(usize, f64, &str); 2] =
    [(100_000, 100.0, "at most 100 ms"), (1_000_000, 1_000.0, "at most 1 s")];
/// How often the pass is repeated; the middle one counts.
const PASSES: usize = 9;
/// Connections that ask for another page meanwhile, and the threads that they read.
const OTHERS: usize = 4;
const BUSY: usize = 40;
/// Posts that are read at a time, as the server does.
const PORTION: i64 = 5_000;

/// Measures over each number of threads.
pub async fn measure(settings: &Settings, report: &mut Report) -> Result<(), Fault> {
    let (mut scans, mut rows) = (Vec::new(), Vec::new());
    for (threads, most, budget) in BUDGETS {
        let folder = crowd(threads, Day::of(now())).await?;
        let members = Members::all();
        let (pass_ms, own) = alone(&folder, &members).await?;
        let server = Server::start(settings, &folder).await?;
        // The first session waits until the index has been read.
        new_session(server.address, &members.codes[0]).await?;
        let memory = server.memory("VmRSS");
        let mut pages = Vec::new();
        for code in &members.codes[..PASSES] {
            pages.push(new_session(server.address, code).await?);
        }
        let page_ms = quantile(&mut pages, 0.5);
        let [quiet, meanwhile] = beside(settings, &server, &folder, members).await?;
        let what = format!("owner's pass over {threads} threads on one core, {own} own");
        rows.push(row(what, format!("{pass_ms:.0} ms"), budget, pass_ms <= most));
        let what = format!("\"Mijn plek\" as first page of a session, {threads} threads");
        rows.push(row(what, format!("{page_ms:.0} ms"), "", None));
        let what = format!("p99 of a thread's page while passes run, {threads} threads");
        let measured = format!("{:.1} ms, {:.1} ms without", meanwhile.p99_ms, quiet.p99_ms);
        rows.push(row(what, measured, "at most 15 ms", meanwhile.p99_ms <= 15.0));
        scans.push(json!({
            "threads": threads, "pass_ms": pass_ms, "own": own, "page_ms": page_ms, "memory": memory,
            "quiet": quiet, "meanwhile": meanwhile,
        }));
    }
    report.add("scan", json!(scans), rows);
    Ok(())
}

/// The pass itself, with the index as the server reads it: milliseconds of one core, and the threads that it found.
async fn alone(folder: &Path, members: &Members) -> Result<(f64, usize), Fault> {
    let store = open(folder).await?;
    let (mut authors, mut since) = (Authors::default(), Since::Day(Day::BEGIN));
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
    Ok((quantile(&mut took, 0.5), own))
}

/// Another page of others, first while nobody's pass runs and then while one runs after the other.
async fn beside(
    settings: &Settings,
    server: &Server,
    folder: &Path,
    members: Members,
) -> Result<[Counted; 2], Fault> {
    let cookies = server.sign_in(&members, OTHERS).await?;
    tokio::time::sleep(settings.counted()).await;
    let load = Load { warm_up: Duration::ZERO, ..Load::of(settings, OTHERS) };
    let busy = newest(folder).map_err(refused)?;
    let page = |n: usize| drawn(n, BUSY, |dice| get(&format!("/threads/{}", dice.one(&busy)), &cookies[n]));
    let quiet = drive(server.address, load, 200, page).await?.summed();
    let end = Instant::now() + load.counted;
    let passing = tokio::spawn(pass_after_pass(server.address, members.codes, end));
    let meanwhile = drive(server.address, load, 200, page).await?.summed();
    ended(passing).await?;
    Ok([quiet, meanwhile])
}

/// Signs in and opens the own threads; the milliseconds that this page took, with the pass in it.
async fn new_session(address: SocketAddr, code: &AccountCode) -> Result<f64, Fault> {
    let mut connection = Connection::open(address).await?;
    let cookie = sign_in(&mut connection, code).await?;
    let begin = Instant::now();
    let answer = connection.ask(get("/account/threads", &cookie)).await?;
    if answer.status() != 200 {
        return Err(format!("The page of the own threads was answered with {}.", answer.status()));
    }
    Ok(begin.elapsed().as_secs_f64() * 1e3)
}

/// New sessions, one behind the other, until the time is over.
async fn pass_after_pass(address: SocketAddr, codes: Vec<AccountCode>, end: Instant) -> Result<(), Fault> {
    for code in codes.iter().cycle().take_while(|_| Instant::now() < end) {
        new_session(address, code).await?;
    }
    Ok(())
}

/// Milliseconds of processor that this thread used up so far: what others do with the machine is not in it.
fn used_ms() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).unwrap_or(0.0) / 1e6
}

/// The newest threads.
fn newest(folder: &Path) -> rusqlite::Result<Vec<String>> {
    let connection = rusqlite::Connection::open(folder.join("community.sqlite"))?;
    let mut ask = connection.prepare("select lower(hex(id)) from threads order by position desc limit ?1")?;
    ask.query_map([BUSY as i64], |row| row.get(0))?.collect()
}
