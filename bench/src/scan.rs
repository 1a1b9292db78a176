//! Very many threads: the cold start, and the owner's pass ("my threads and replies", P3): how long it takes on one core,
//! how long somebody waits for the page with the pass in it, and what others notice meanwhile.

use crate::members::open;
use crate::{
    CROWDS, Connection, Counted, Members, Report, Server, drawn, drive, get, quantile, sign_in, times,
};
use anyhow::{Result, ensure};
use domain::codes::AccountCode;
use domain::ids::ThreadId;
use domain::secrets::Authors;
use domain::time::Day;
use serde_json::json;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Instant;
use store::Since;

/// Starts of which the middle one counts.
const STARTS: usize = 7;
/// The milliseconds that a pass over each crowd may take.
const BUDGETS: [(f64, &str); 2] = [(100.0, "at most 100 ms"), (1_000.0, "at most 1 s")];
/// Passes of which the middle one counts.
const PASSES: usize = 9;
/// Connections that ask for another page meanwhile, and the threads that they read.
const OTHERS: usize = 4;
const BUSY: usize = 40;
/// Posts that are read at a time, as the server does.
const PORTION: i64 = 5_000;

/// Measures the cold start: from the start of the program to its first answer.
pub async fn cold_start(report: &mut Report) -> Result<()> {
    let (data, threads, mut took) = (CROWDS[0].folder().await?, CROWDS[0].threads, Vec::new());
    for _ in 0..STARTS {
        let begin = Instant::now();
        let _server = Server::start(&data).await?;
        took.push(begin.elapsed().as_secs_f64());
    }
    let seconds = quantile(&mut took, 0.5);
    let what = format!("cold start with {threads} threads");
    report.row(&what, &format!("{seconds:.2} s"), "at most 0.3 s", seconds <= 0.3);
    report.keep("start", json!({ "threads": threads, "seconds": seconds }));
    Ok(())
}

/// Measures the pass over each crowd.
pub async fn measure(report: &mut Report) -> Result<()> {
    let mut scans = Vec::new();
    for (crowd, (most, budget)) in CROWDS.iter().zip(BUDGETS) {
        let (folder, threads, members) = (crowd.folder().await?, crowd.threads, Members::all());
        let (pass_ms, own) = alone(&folder, &members).await?;
        let server = Server::start(&folder).await?;
        // The first session waits until the index has been read.
        new_session(server.address, &members.codes[0]).await?;
        let memory = server.memory("VmRSS");
        let mut pages = Vec::new();
        for code in &members.codes[..PASSES] {
            pages.push(new_session(server.address, code).await?);
        }
        let page_ms = quantile(&mut pages, 0.5);
        let [quiet, meanwhile] = beside(&server, &crowd.ids().await?, members).await?;
        let what = format!("owner's pass over {threads} threads on one core, {own} own");
        report.row(&what, &format!("{pass_ms:.0} ms"), budget, pass_ms <= most);
        let what = format!("\"Mijn plek\" as first page of a session, {threads} threads");
        report.row(&what, &format!("{page_ms:.0} ms"), "", true);
        let what = format!("p99 of a thread's page while passes run, {threads} threads");
        let measured = format!("{:.1} ms, {:.1} ms without", meanwhile.p99_ms, quiet.p99_ms);
        report.row(&what, &measured, "at most 15 ms", meanwhile.p99_ms <= 15.0);
        scans.push(json!({
            "threads": threads, "pass_ms": pass_ms, "own": own, "page_ms": page_ms, "memory": memory,
            "quiet": quiet, "meanwhile": meanwhile,
        }));
    }
    report.keep("scan", scans);
    Ok(())
}

/// The pass itself, with the index as the server reads it: milliseconds of one core, and the threads that it found.
async fn alone(folder: &Path, members: &Members) -> Result<(f64, usize)> {
    let store = open(folder).await?;
    let (mut authors, mut since) = (Authors::default(), Since::Day(Day::BEGIN));
    loop {
        let portion = store.community.scan().await?.posts().list_scanned(since, PORTION).await?;
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
async fn beside(server: &Server, threads: &[ThreadId], members: Members) -> Result<[Counted; 2]> {
    let cookies = server.sign_in(&members, OTHERS).await?;
    let (busy, times) = (&threads[threads.len() - BUSY..], times());
    tokio::time::sleep(times[1]).await;
    let page = |n: usize| drawn(n, BUSY, |dice| get(&format!("/threads/{}", dice.one(busy)), &cookies[n]));
    let quiet = drive(server, OTHERS, times, 200, page).await?.summed();
    let (address, end) = (server.address, Instant::now() + times[0] + times[1]);
    let passing = tokio::spawn(async move {
        for code in members.codes.iter().cycle().take_while(|_| Instant::now() < end) {
            new_session(address, code).await?;
        }
        anyhow::Ok(())
    });
    let meanwhile = drive(server, OTHERS, times, 200, page).await?.summed();
    passing.await??;
    Ok([quiet, meanwhile])
}

/// Signs in and opens the own threads; the milliseconds that this page took, with the pass in it.
async fn new_session(address: SocketAddr, code: &AccountCode) -> Result<f64> {
    let mut connection = Connection::open(address).await?;
    let cookie = sign_in(&mut connection, code).await?;
    let begin = Instant::now();
    let answer = connection.ask(get("/account/threads", &cookie)).await?;
    ensure!(answer.status() == 200, "The page of the own threads was answered with {}.", answer.status());
    Ok(begin.elapsed().as_secs_f64() * 1e3)
}

/// Milliseconds of processor that this thread used up so far: what others do with the machine is not in it.
fn used_ms() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).unwrap_or(0.0) / 1e6
}
