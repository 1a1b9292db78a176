//! Cold start: from the start of the program to its first answer, the middle one of several.

use crate::{Fault, Report, Server, Settings, WIDE, quantile, row};
use serde_json::json;

const STARTS: usize = 7;

/// Starts the server several times on many threads.
pub async fn measure(settings: &Settings, report: &mut Report) -> Result<(), Fault> {
    let (data, threads, mut took) = (WIDE.folder().await?, WIDE.threads, Vec::new());
    for _ in 0..STARTS {
        took.push(Server::start(settings, &data).await?.started_in.as_secs_f64());
    }
    let seconds = quantile(&mut took, 0.5);
    let what = format!("cold start with {threads} threads");
    let row = row(what, format!("{seconds:.2} s"), "at most 0.3 s", seconds <= 0.3);
    report.add("start", json!({ "threads": threads, "seconds": seconds }), [row]);
    Ok(())
}
