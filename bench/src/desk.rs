//! The desk: a moderator with a thousand posts that wait, on a desktop at 20 Mbps and 40 ms, in Debian's Chromium.
//! `end2end/bench/desk.mjs` says how soon the page is there, how soon a key shows, and how soon the next post does.

use crate::{Report, SMALL, Server, is_quick, now, root, server::given};
use anyhow::{Context, Result};
use domain::ids::StaffId;
use domain::staff::{Roles, StaffRole};
use domain::time::Day;
use rusqlite::Connection;
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};
use store::{StaffRow, Store, Urls};

/// A thousand replies that wait for a moderator.
const HELD: &str = "
    insert into held_posts (id, thread_id, tag, changes, kind, face, day, body)
    select randomblob(16), thread_id, randomblob(16), 0, 'tip', 0, day, 'Bel mij op 06-12345678. ' || body
    from posts where seq = 1 limit 1000";
/// The e-mail by which the demo knows its moderator.
const EMAIL: &str = "moderator@demo.example";

/// Adds who is tried: into data that is there already, the demo puts nobody.
async fn hire(folder: &Path) -> Result<()> {
    let file = |zone: &str| format!("sqlite://{}", folder.join(zone).display());
    let [accounts, community, staff] = ["accounts.sqlite", "community.sqlite", "staff.sqlite"].map(file);
    let store = Store::open(&Urls { accounts, community, staff }).await?;
    let mut tx = store.staff.begin().await?;
    let row = StaffRow {
        id: StaffId::from_bytes([1; 16]),
        name: "Noor van Dijk".to_owned(),
        function: "moderator".to_owned(),
        email: EMAIL.to_owned(),
        roles: Roles::NONE.with(StaffRole::Moderator),
        organisation: None,
        added: Day::of(now()),
        removed: None,
    };
    tx.staff().add(&row).await?;
    tx.commit().await?;
    store.close().await;
    Ok(())
}

/// Lets a moderator begin the day.
pub async fn measure(report: &mut Report) -> Result<()> {
    let folder = SMALL.copy().await?;
    hire(&folder).await?;
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
        ("J, K or a decision pressed to painted, p95", ms, "deed_p95", "under 50 ms", 50.0),
    ] {
        let measured = figure(key)?;
        report.row(&format!("desk, {what}"), &unit(measured), budget, measured <= most);
    }
    let next = format!("{} and {}", ms(figure("next_p50")?), ms(figure("next_p95")?));
    report.row("desk, J, K or a decision pressed to the other post painted, p50 and p95", &next, "", true);
    report.keep("desk", desk);
    Ok(())
}
