//! Pages of signed-in members per second, beside the control with the same number of bytes.

use crate::{
    Answers, Connection, Counted, Dice, MILLION, Members, Next, Report, SMALL, Server, Set, WITH_ACCOUNT,
    drawn, drive, get, size, times, with,
};
use anyhow::Result;
use domain::ids::ThreadId;
use serde::Serialize;
use serde_json::json;
use std::time::Duration;

/// Turns that server and control take in one case: whatever else the machine does meanwhile comes over both.
const ROUNDS: u32 = 5;
/// Different pages that one connection asks for.
const DIFFERENT: usize = 400;
/// Threads that everybody reads today.
const BUSY: usize = 40;
/// Connections at once, and the milliseconds within which 99 of 100 pages may come.
const CONNECTIONS: [(usize, f64); 2] = [(16, 15.0), (64, 40.0)];

/// A page: its name, what it is in words, what it may cost, and such an address.
type Case = (&'static str, &'static str, &'static str, fn(&[ThreadId], &Dice) -> String);

const CASES: [Case; 4] = [
    ("feed-anywhere", "feed, any page of it", "at least 1/16", |ids, dice| {
        format!("/threads?before={}", 20 + dice.below(ids.len() - 20))
    }),
    ("feed-newest", "feed, the newest page", "aims at 1/6, at least 1/16", |_, _| "/threads".to_owned()),
    ("thread-anywhere", "thread, any of all", "at least 1/16", |ids, dice| {
        format!("/threads/{}", dice.one(ids))
    }),
    ("thread-busy", "thread, one of 40", "aims at 1/6, at least 1/16", |ids, dice| {
        format!("/threads/{}", dice.one(&ids[ids.len() - BUSY..]))
    }),
];

/// One case under one load.
#[derive(Serialize)]
struct Page {
    case: &'static str,
    /// The encoding that the browser takes.
    encoding: &'static str,
    connections: usize,
    server: Counted,
    control: Counted,
    /// Server to control.
    ratio: f64,
}

/// Every case on one data set; memory in MB.
#[derive(Serialize)]
struct Pages {
    posts: usize,
    pages: Vec<Page>,
    /// Before anybody asked.
    memory_idle: f64,
    memory_highest: f64,
}

impl Pages {
    /// A case as plain text on the fewer connections.
    fn plain(&self) -> impl Iterator<Item = &Page> {
        self.pages.iter().filter(|page| page.encoding == "identity" && page.connections == CONNECTIONS[0].0)
    }
}

/// Measures every case on the small and on the large data set.
pub async fn measure(report: &mut Report) -> Result<()> {
    // Compressing costs the same however many posts there are.
    let small = on(&SMALL, &["identity", "zstd", "br"]).await?;
    for ((_, words, budget, _), page) in CASES.iter().zip(small.plain()) {
        let inverse = 1.0 / page.ratio;
        let measured = format!("1/{inverse:.1} ({:.0} per second)", page.server.per_second);
        report.row(&format!("{words}, beside the control"), &measured, budget, inverse <= 16.0);
    }
    for (connections, most) in CONNECTIONS {
        let pages = small.pages.iter().filter(|page| page.connections == connections);
        let worst = pages.map(|page| page.server.p99_ms).fold(0.0, f64::max);
        let what = format!("p99 of the slowest page, {connections} connections");
        report.row(&what, &format!("{worst:.1} ms"), &format!("at most {most} ms"), worst <= most);
    }
    report.keep("pages", &small);

    let million = on(&MILLION, &["identity"]).await?;
    for ((_, words, ..), (page, before)) in CASES.iter().zip(million.plain().zip(small.plain())) {
        let share = page.ratio / before.ratio;
        let what = format!("{words}: {} posts beside {}", million.posts, small.posts);
        report.row(&what, &format!("{share:.2}"), "at least 0.8", share >= 0.8);
    }
    let (idle, highest) = (small.memory_idle, small.memory_highest.max(million.memory_highest));
    report.row("memory, idle", &format!("{idle:.1} MB"), "at most 32 MB", idle <= 32.0);
    let what = "memory, at its highest under load";
    report.row(what, &format!("{highest:.1} MB"), "at most 120 MB", highest <= 120.0);
    report.keep("pages_million", &million);
    Ok(())
}

async fn on(set: &Set, encodings: &[&'static str]) -> Result<Pages> {
    let server = Server::start(&set.folder().await?).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let (memory_idle, ids, mut pages) = (server.memory("VmRSS"), set.ids().await?, Vec::new());
    let cookies = server.sign_in(&Members::all(), WITH_ACCOUNT).await?;
    println!("Pages with {} posts", set.posts());
    for (case, _, _, path) in CASES {
        for encoding in encodings {
            for (connections, _) in CONNECTIONS {
                let page = |dice: &Dice, n: usize| get(&path(&ids, dice), &cookies[n % connections]);
                let ask = |dice: &Dice, n| with(page(dice, n), "accept-encoding", encoding);
                let next = |n| drawn(n, DIFFERENT, |dice| ask(dice, n));
                let [server, control] = beside_control(&server, connections, next).await?;
                let ratio = server.per_second / control.per_second.max(1.0);
                let page = Page { case, encoding, connections, server, control, ratio };
                println!("  {}", json!(page));
                pages.push(page);
            }
        }
    }
    Ok(Pages { posts: set.posts(), pages, memory_idle, memory_highest: server.memory("VmHWM") })
}

/// Server and control in turns, under the same load. The control answers with the average bytes of some pages.
async fn beside_control(
    server: &Server,
    connections: usize,
    next: impl Fn(usize) -> Next,
) -> Result<[Counted; 2]> {
    let (mut connection, mut some, mut bytes) = (Connection::open(server.address).await?, next(0), 0);
    for _ in 0..20 {
        bytes += size(connection.ask(some()).await?.into_body());
    }
    let control = Server::control(bytes / 20)?;
    let times = times().map(|time| time / ROUNDS);
    let (mut ours, mut theirs) = (Answers::default(), Answers::default());
    for round in 0..ROUNDS as usize {
        // Other questions in each round.
        ours.add(drive(server, connections, times, 200, |n| next(round * connections + n)).await?);
        theirs.add(drive(&control, connections, times, 200, |n| drawn(n, 1, |_| get("/", ""))).await?);
    }
    Ok([ours.summed(), theirs.summed()])
}
