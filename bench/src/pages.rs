//! Pages of signed-in members per second, beside the control with the same number of bytes.

use crate::{
    Answers, Connection, Counted, Dice, Fault, Load, MILLION, Members, Next, Report, Row, SMALL, Server, Set,
    Settings, WITH_ACCOUNT, drawn, drive, get, get_as, row, size,
};
use domain::ids::ThreadId;
use serde::Serialize;
use serde_json::json;
use std::time::Duration;

/// Connections at once.
const CONNECTIONS: [usize; 2] = [16, 64];
/// How often server and control take turns in one case: whatever else the machine does meanwhile comes over both.
const ROUNDS: u32 = 5;
/// Different pages that one connection asks for.
const DIFFERENT: usize = 400;
/// Threads that everybody reads today.
const BUSY: usize = 40;

/// Which page: its name, what it is in words, whether others read the same one, and such an address.
type Case = (&'static str, &'static str, bool, fn(&[ThreadId], &Dice) -> String);

const CASES: [Case; 4] = [
    ("feed-anywhere", "feed, any page of it", false, |ids, dice| {
        format!("/threads?before={}", 20 + dice.below(ids.len() - 20))
    }),
    ("feed-newest", "feed, the newest page", true, |_, _| "/threads".to_owned()),
    ("thread-anywhere", "thread, any of all", false, |ids, dice| format!("/threads/{}", dice.one(ids))),
    ("thread-busy", "thread, one of 40", true, |ids, dice| {
        format!("/threads/{}", dice.one(&ids[ids.len() - BUSY..]))
    }),
];

/// One case under one load.
#[derive(Serialize)]
struct Page {
    case: &'static str,
    /// What the browser takes.
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
    /// The cases as plain text on the fewer connections, in their order.
    fn plain(&self) -> impl Iterator<Item = &Page> {
        let plain = |page: &&Page| page.encoding == "identity" && page.connections == CONNECTIONS[0];
        self.pages.iter().filter(plain)
    }
}

/// Measures every case on the small and on the large data set.
pub async fn measure(settings: &Settings, report: &mut Report) -> Result<(), Fault> {
    // Compressing costs the same however many posts there are.
    let small = on(settings, &SMALL, &["identity", "zstd", "br"]).await?;
    report.add("pages", json!(small), rows(&small));
    let million = on(settings, &MILLION, &["identity"]).await?;
    report.add("pages_million", json!(million), rows_of_both(&small, &million));
    Ok(())
}

async fn on(settings: &Settings, set: &Set, encodings: &[&'static str]) -> Result<Pages, Fault> {
    let server = Server::start(settings, &set.folder().await?).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let (memory_idle, ids, mut pages) = (server.memory("VmRSS"), set.ids(), Vec::new());
    let cookies = server.sign_in(&Members::all(), WITH_ACCOUNT).await?;
    println!("Pages with {} posts", set.posts());
    for (case, _, _, path) in CASES {
        for encoding in encodings {
            for connections in CONNECTIONS {
                let ask = |dice: &Dice, n: usize| get_as(encoding, &path(&ids, dice), &cookies[n]);
                let next = |n| drawn(n, DIFFERENT, |dice| ask(dice, n % connections));
                let [server, control] = beside_control(settings, &server, connections, next).await?;
                let ratio = server.per_second / control.per_second.max(1.0);
                let page = Page { case, encoding, connections, server, control, ratio };
                println!("  {}", json!(page));
                pages.push(page);
            }
        }
    }
    Ok(Pages { posts: set.posts(), pages, memory_idle, memory_highest: server.memory("VmHWM") })
}

/// Server and control in turns, under the same load.
async fn beside_control(
    settings: &Settings,
    server: &Server,
    connections: usize,
    next: impl Fn(usize) -> Next,
) -> Result<[Counted; 2], Fault> {
    let control = Server::control(usual_size(server, next(0)).await?)?;
    let Load { warm_up, counted, .. } = Load::of(settings, connections);
    let load = Load { connections, warm_up: warm_up / ROUNDS, counted: counted / ROUNDS };
    let (mut ours, mut theirs) = (Answers::default(), Answers::default());
    for round in 0..ROUNDS as usize {
        // Other questions in each round.
        let next = |n| next(round * connections + n);
        ours.add(drive(server.address, load, 200, next).await?);
        theirs.add(drive(control.address, load, 200, |n| drawn(n, 1, |_| get("/", ""))).await?);
    }
    Ok([ours.summed(), theirs.summed()])
}

/// The bytes that the control answers with: the average of some pages.
async fn usual_size(server: &Server, mut next: Next) -> Result<usize, Fault> {
    let (mut connection, mut sum) = (Connection::open(server.address).await?, 0);
    for _ in 0..20 {
        sum += size(connection.ask(next()).await?.into_body());
    }
    Ok(sum / 20)
}

fn rows(small: &Pages) -> Vec<Row> {
    let mut rows = Vec::new();
    for ((_, words, shared, _), page) in CASES.into_iter().zip(small.plain()) {
        let inverse = 1.0 / page.ratio;
        let budget = if shared { "aims at 1/6, at least 1/16" } else { "at least 1/16" };
        let measured = format!("1/{inverse:.1} ({:.0} per second)", page.server.per_second);
        rows.push(row(format!("{words}, beside the control"), measured, budget, inverse <= 16.0));
    }
    for (connections, budget, most) in [(16, "at most 15 ms", 15.0), (64, "at most 40 ms", 40.0)] {
        let pages = small.pages.iter().filter(|page| page.connections == connections);
        let worst = pages.map(|page| page.server.p99_ms).fold(0.0, f64::max);
        let what = format!("p99 of the slowest page, {connections} connections");
        rows.push(row(what, format!("{worst:.1} ms"), budget, worst <= most));
    }
    rows
}

fn rows_of_both(small: &Pages, million: &Pages) -> Vec<Row> {
    let mut rows = Vec::new();
    for ((_, words, ..), (page, before)) in CASES.into_iter().zip(million.plain().zip(small.plain())) {
        let share = page.ratio / before.ratio;
        let what = format!("{words}: {} posts beside {}", million.posts, small.posts);
        rows.push(row(what, format!("{share:.2}"), "at least 0.8", share >= 0.8));
    }
    let (idle, highest) = (small.memory_idle, small.memory_highest.max(million.memory_highest));
    rows.push(row("memory, idle", format!("{idle:.1} MB"), "at most 32 MB", idle <= 32.0));
    let what = "memory, at its highest under load";
    rows.push(row(what, format!("{highest:.1} MB"), "at most 120 MB", highest <= 120.0));
    rows
}
