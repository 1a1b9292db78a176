//! The desk: a moderator with a thousand posts that wait, on a desktop at 20 Mbps and 40 ms, in Debian's Chromium.
//! `end2end/bench/desk.mjs` says how soon the page is there and how soon a key shows.

use crate::{Report, SMALL, Server, is_quick, root, server::given};
use anyhow::{Context, Result};
use rusqlite::Connection;
use serde_json::Value;
use std::process::{Command, Stdio};

/// A thousand replies that wait for a moderator.
const HELD: &str = "
    insert into held_posts (id, thread_id, tag, changes, kind, face, day, body)
    select randomblob(16), thread_id, randomblob(16), 0, 'tip', 0, day, 'Bel mij op 06-12345678. ' || body
    from posts where seq = 1 limit 1000";

/// Lets a moderator begin the day.
pub async fn measure(report: &mut Report) -> Result<()> {
    let folder = SMALL.copy().await?;
    Connection::open(folder.join("community.sqlite"))?.execute(HELD, [])?;
    let (server, link) = Server::start_to_try(&folder, "moderator").await?;
    let mut node = Command::new("node");
    node.arg(root().join("end2end/bench/desk.mjs")).current_dir(root().join("end2end"));
    node.env("ADDRESS", format!("http://localhost:{}", server.address.port())).env("LINK", link);
    node.env("CHROMIUM", given("CHROMIUM")?).env("VISITS", if is_quick() { "1" } else { "5" });
    let output = node
        .stderr(Stdio::inherit())
        .output()
        .context("node could not be started. Install it with `cargo xtask e2e`.")?;
    let desk: Value =
        serde_json::from_slice(&output.stdout).context("The desk said nothing that can be read.")?;
    let figure = |key: &str| desk[key].as_f64().with_context(|| format!("`{key}` is not in {desk}"));
    let kb: fn(f64) -> String = |bytes| format!("{:.1} kB", bytes / 1e3);
    let s: fn(f64) -> String = |ms| format!("{:.2} s", ms / 1e3);
    let ms: fn(f64) -> String = |ms| format!("{ms:.0} ms");
    let shift: fn(f64) -> String = |shift| format!("{shift:.3}");
    for (what, unit, key, budget, most) in [
        ("entry of staff, WebAssembly and glue", kb, "entry_bytes", "at most 150 kB", 150e3),
        ("LCP of the queue", s, "lcp", "at most 0.6 s", 600.0),
        ("CLS of the queue", shift, "cls", "at most 0.01", 0.01),
        ("key press to painted, p95", ms, "key_p95", "under 50 ms", 50.0),
    ] {
        let measured = figure(key)?;
        report.row(&format!("desk, {what}"), &unit(measured), budget, measured <= most);
    }
    report.keep("desk", desk);
    Ok(())
}
