//! Nobody is answered as somebody else: so many members ask for everything at the same moment, and each answer is looked at
//! for whose it is (docs/THREATS.md, A23). How quick it was is told beside it; one wrong answer fails the run.

mod people;
mod visit;

use crate::{Fault, Report, SMALL, Server, Settings, ended, row};
use serde_json::json;
use std::sync::Arc;
use std::time::Instant;
use visit::Visit;

/// How many things are asked for, all members together; some of it takes two or three requests.
const ASKED: usize = 200_000;
/// How many wrong answers are told one by one.
const TOLD: usize = 10;

/// What members asked and got.
#[derive(Default)]
struct Counted {
    requests: usize,
    /// Those whose sender was gone before the answer.
    hung_up: usize,
    /// Times that the server had no room and was asked again.
    busy: usize,
    /// Answers that were not the asker's, in words.
    wrong: Vec<String>,
}

/// Asks for everything at once, each member on a connection of their own.
pub async fn measure(settings: &Settings, report: &mut Report) -> Result<(), Fault> {
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
        let one = ended(task).await?;
        all.requests += one.requests;
        all.hung_up += one.hung_up;
        all.busy += one.busy;
        all.wrong.extend(one.wrong);
    }
    let Counted { requests, hung_up, busy, wrong: mut first } = all;
    // Each answer was read and looked at on the same cores.
    let per_second = requests as f64 / begin.elapsed().as_secs_f64();
    let wrong = first.len();
    first.truncate(TOLD);
    first.iter().for_each(|what| println!("  {what}"));
    if wrong > 0 {
        report.fault =
            Some(format!("{wrong} answers were somebody else's. That comes before anything else."));
    }
    let figures = json!({
        "members": members, "requests": requests, "hung_up": hung_up, "busy": busy,
        "wrong": wrong, "first": first, "per_second": per_second,
    });
    let what = format!("answers that were somebody else's, {members} members at once");
    let measured = format!("{wrong} of {requests} ({per_second:.0} per second)");
    report.add("soak", figures, [row(what, measured, "none", wrong == 0)]);
    Ok(())
}
