//! Pages of signed-in members per second, beside the control with the same number of bytes.

use crate::Fault;
use crate::chance::Dice;
use crate::control::Control;
use crate::data::Set;
use crate::drive::{Answers, Counted, Load, Questions, drawn, drive};
use crate::http::{Ask, Connection, get};
use crate::members::{Members, WITH_ACCOUNT};
use crate::server::Server;
use crate::settings::Settings;
use domain::ids::ThreadId;
use serde::Serialize;
use std::sync::Arc;

/// Connections at once.
pub const CONNECTIONS: [usize; 2] = [16, 64];
/// The number of turns of server and control in one case: whatever else the machine does meanwhile comes over both.
const ROUNDS: u32 = 5;
/// Different pages that one connection asks for.
const DIFFERENT: usize = 400;
/// Threads that everybody reads today.
const BUSY: usize = 40;

/// The pages that are asked for: each member another one, or all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Case {
    /// The feed, each time at another place: nothing is shared.
    FeedAnywhere,
    /// The newest page of the feed, the same for all.
    FeedNewest,
    /// Any thread of the whole set: nothing is shared.
    ThreadAnywhere,
    /// One of the threads that everybody reads today.
    ThreadBusy,
}

impl Case {
    const ALL: [Self; 4] = [Self::FeedAnywhere, Self::FeedNewest, Self::ThreadAnywhere, Self::ThreadBusy];

    /// Its name, for the table.
    pub const fn words(self) -> &'static str {
        match self {
            Self::FeedAnywhere => "feed, any page of it",
            Self::FeedNewest => "feed, the newest page",
            Self::ThreadAnywhere => "thread, any of all",
            Self::ThreadBusy => "thread, one of 40",
        }
    }

    /// Tells whether members read the same.
    pub const fn is_shared(self) -> bool {
        matches!(self, Self::FeedNewest | Self::ThreadBusy)
    }

    fn path(self, set: &Set, ids: &[ThreadId], dice: &mut Dice) -> String {
        match self {
            Self::FeedAnywhere => format!("/threads?before={}", 20 + dice.below(set.threads - 20)),
            Self::FeedNewest => "/threads".to_owned(),
            Self::ThreadAnywhere => format!("/threads/{}", dice.one(ids)),
            Self::ThreadBusy => format!("/threads/{}", dice.one(&ids[ids.len() - BUSY..])),
        }
    }
}

/// One case under one load.
#[derive(Clone, Debug, Serialize)]
pub struct Page {
    /// The page that was read.
    pub case: Case,
    /// The encoding that the browser takes: `identity`, `zstd` or `br`.
    pub encoding: &'static str,
    /// Connections at once.
    pub connections: usize,
    /// The server.
    pub server: Counted,
    /// The control.
    pub control: Counted,
    /// Server to control.
    pub ratio: f64,
}

/// Every case on one data set.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Pages {
    /// The number of posts in the set.
    pub posts: usize,
    /// The cases.
    pub pages: Vec<Page>,
    /// Memory of the server before anybody asked, in MB.
    pub memory_idle: f64,
    /// Its memory at the highest, in MB.
    pub memory_highest: f64,
}

/// Measures every case on a data set.
pub async fn measure(settings: &Settings, set: &Set) -> Result<Option<Pages>, Fault> {
    let data = set.folder().await?;
    let server = Server::start(settings, &data).await?;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    let mut pages = Pages { posts: set.posts(), memory_idle: server.memory().0, ..Pages::default() };
    let cookies = server.sign_in(&Members::all(), WITH_ACCOUNT).await?;
    println!("Pages with {} posts", set.posts());
    // Compressing costs the same however many posts there are.
    let encodings: &[&str] = if set.threads < 20_000 { &["identity", "zstd", "br"] } else { &["identity"] };
    for case in Case::ALL {
        for encoding in encodings {
            for connections in CONNECTIONS {
                let page = one(settings, set, &server, &cookies, (case, encoding, connections)).await?;
                println!(
                    "  {:<24} {encoding:<9} {connections:>2} connections: {:>6.0}/s, p99 {:>6.1} ms, {:.0} bytes, 1/{:.1} of {:.0}/s",
                    case.words(),
                    page.server.per_second,
                    page.server.p99_ms,
                    page.server.bytes,
                    1.0 / page.ratio,
                    page.control.per_second
                );
                pages.pages.push(page);
            }
        }
    }
    pages.memory_highest = server.memory().1;
    println!("  memory: {:.1} MB idle, {:.1} MB at most", pages.memory_idle, pages.memory_highest);
    Ok(Some(pages))
}

async fn one(
    settings: &Settings,
    set: &Set,
    server: &Server,
    cookies: &[String],
    (case, encoding, connections): (Case, &'static str, usize),
) -> Result<Page, Fault> {
    let ids = set.ids();
    let questions =
        drawn(connections, DIFFERENT, |n, dice| get(&case.path(set, &ids, dice), &cookies[n], encoding));
    let size = usual_size(server, &questions[0]).await?;
    let control = Control::start(size)?;
    let asked: Questions = Arc::new(vec![get("/", &cookies[0], encoding)]);
    let load =
        Load { connections, warm_up: settings.warm_up() / ROUNDS, counted: settings.counted() / ROUNDS };
    let (mut ours, mut theirs) = (Answers::default(), Answers::default());
    for _ in 0..ROUNDS {
        ours = ours.and(drive(server.address, load, 200, |n| questions[n].clone()).await?);
        theirs = theirs.and(drive(control.address, load, 200, |_| asked.clone()).await?);
    }
    let (server, control) = (ours.summed(), theirs.summed());
    let ratio = server.per_second / control.per_second.max(1.0);
    Ok(Page { case, encoding, connections, server, control, ratio })
}

/// The bytes that the control answers with: the average of some pages.
async fn usual_size(server: &Server, questions: &[Ask]) -> Result<usize, Fault> {
    let mut connection = Connection::open(server.address).await?;
    let mut sum = 0;
    for question in &questions[..20] {
        sum += connection.ask(question).await?.1;
    }
    Ok(sum / 20)
}
