//! Nobody is answered as somebody else: so many members ask for everything at the same moment, and each answer is looked at
//! for whose it is (docs/THREATS.md, A23). How quick it was is told beside it; one wrong answer fails the run.

mod marks;
mod people;
mod visit;

use crate::Fault;
use crate::data::SMALL;
use crate::server::Server;
use crate::settings::Settings;
use serde::Serialize;
use std::sync::Arc;
use std::time::Instant;
use visit::Visit;

/// The number of things that are asked for, all members together.
const ASKED: usize = 200_000;
/// The number of wrong answers that are told one by one.
const TOLD: usize = 10;

/// The figures that were counted.
#[derive(Clone, Debug, Serialize)]
pub struct Soak {
    /// Members who ask at the same time, each on a connection of their own.
    pub members: usize,
    /// Requests: some of what is asked for takes two or three.
    pub requests: usize,
    /// Those whose sender was gone before the answer.
    pub hung_up: usize,
    /// Times that the server had no room and was asked again.
    pub busy: usize,
    /// Answers that were not the asker's.
    pub wrong: usize,
    /// The first of them, in words.
    pub first: Vec<String>,
    /// Requests per second, each answer read and looked at on the same cores.
    pub per_second: f64,
}

/// The questions and answers of one member.
#[derive(Default)]
struct Counted {
    requests: usize,
    hung_up: usize,
    busy: usize,
    wrong: Vec<String>,
}

/// Asks for everything at once.
pub async fn measure(settings: &Settings) -> Result<Soak, Fault> {
    let server = Server::start(settings, &SMALL.copy().await?).await?;
    let people = Arc::new(people::everybody(&server).await?);
    let members = people.len();
    let asked = if settings.quick { ASKED / 10 } else { ASKED };
    let begin = Instant::now();
    let mut running = Vec::new();
    for n in 0..members {
        let visit = Visit::new(server.address, n, people.clone()).await?;
        running.push(tokio::spawn(visit.asks_for_everything(asked / members)));
    }
    let mut all = Counted::default();
    for task in running {
        let one = task.await.map_err(|why| format!("A member's task failed: {why}."))??;
        all.requests += one.requests;
        all.hung_up += one.hung_up;
        all.busy += one.busy;
        all.wrong.extend(one.wrong);
    }
    let Counted { requests, hung_up, busy, wrong: mut first } = all;
    let per_second = requests as f64 / begin.elapsed().as_secs_f64();
    let wrong = first.len();
    first.truncate(TOLD);
    println!(
        "Soak: {wrong} of {requests} answers were somebody else's; {members} members, {hung_up} hung up, {busy} times busy, {per_second:.0}/s"
    );
    first.iter().for_each(|what| println!("  {what}"));
    Ok(Soak { members, requests, hung_up, busy, wrong, first, per_second })
}
