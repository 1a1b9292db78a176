//! The phone: a slow processor on a slow network, in Debian's Chromium. `end2end/bench/phone.mjs` says what a member sees
//! and waits for: milliseconds from the start of the visit, bytes over the wire with their heads, the middle of several.

use crate::{Members, Report, SMALL, Server, is_quick, root, server::given};
use anyhow::{Context, Result};
use serde_json::Value;
use std::process::{Command, Stdio};

/// Lets the phone visit the small data set.
pub async fn measure(report: &mut Report) -> Result<()> {
    let server = Server::start(&SMALL.folder().await?).await?;
    let cookies = server.sign_in(&Members::all(), 1).await?;
    let thread = SMALL.ids().await?.pop().context("There is no thread.")?;
    let mut node = Command::new("node");
    node.arg(root().join("end2end/bench/phone.mjs")).current_dir(root().join("end2end"));
    node.env("ADDRESS", format!("http://{}", server.address)).env("COOKIE", &cookies[0]);
    node.env("THREAD", format!("/threads/{thread}")).env("CHROMIUM", given("CHROMIUM")?);
    node.env("VISITS", if is_quick() { "1" } else { "5" }).stderr(Stdio::inherit());
    let output = node.output().context("node could not be started. Install it with `cargo xtask e2e`.")?;
    let phone: Value =
        serde_json::from_slice(&output.stdout).context("The phone said nothing that can be read.")?;
    let figure = |key: &str| phone[key].as_f64().with_context(|| format!("`{key}` is not in {phone}"));
    let kb: fn(f64) -> String = |bytes| format!("{:.1} kB", bytes / 1e3);
    let s: fn(f64) -> String = |ms| format!("{:.2} s", ms / 1e3);
    let ms: fn(f64) -> String = |ms| format!("{ms:.0} ms");
    let shift: fn(f64) -> String = |shift| format!("{shift:.3}");
    for (what, unit, key, budget, most) in [
        ("first visit in total", kb, "total_bytes", "at most 125 kB, aims at 100", 125e3),
        ("WebAssembly (brotli)", kb, "wasm_bytes", "at most 70 kB", 70e3),
        ("before the page can be read", kb, "readable_bytes", "at most 45 kB", 45e3),
        ("second page", kb, "second_bytes", "at most 12 kB", 12e3),
        ("LCP of the feed", s, "lcp", "at most 0.8 s", 800.0),
        ("TBT of the feed", ms, "tbt", "at most 50 ms", 50.0),
        ("CLS of the feed", shift, "cls", "at most 0.01", 0.01),
        ("richer reply form (islands awake)", s, "awake", "at most 1.1 s", 1_100.0),
    ] {
        let measured = figure(key)?;
        report.row(&format!("phone, {what}"), &unit(measured), budget, measured <= most);
    }
    let (works, seen) = (figure("form_works")?, figure("thread_lcp")?);
    let measured = format!("{}, LCP {}", s(works), s(seen));
    let what = "phone, reply form works (thread as first page)";
    report.row(what, &measured, "at LCP", works <= seen + 50.0);
    let (check, first) = (figure("check")?, figure("check_first")?);
    let measured = format!("{check:.1} ms, the first time {first:.0} ms");
    report.row("phone, privacy check of 2,000 characters", &measured, "under 8 ms", check < 8.0);
    report.keep("phone", phone);
    Ok(())
}
