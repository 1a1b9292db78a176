//! Posts per second: answered forms, each of which would survive a power failure, beside what the disk itself can do.

use crate::{Dice, Members, Next, Report, SMALL, Server, drive, now, post, times};
use anyhow::Result;
use domain::entropy::Seeded;
use domain::secrets::FormToken;
use rusqlite::Connection;
use serde_json::json;
use std::fs;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Clients that post at the same time, one post after the other.
const CLIENTS: usize = 8;

/// Measures posting into random threads through the plain form.
pub async fn measure(report: &mut Report) -> Result<()> {
    let data = SMALL.copy().await?;
    let [_, time] = times();
    let (syncs, commits) = (fdatasync(&data, time)?, wal_commits(&data, time)?);
    let time = time * 2;
    let server = Server::start(&data).await?;
    let (members, threads) = (Arc::new(Members::all()), Arc::new(SMALL.ids().await?));
    let cookies = server.sign_in(&members, CLIENTS).await?;
    // No two clients may ever draw the same id, whenever they begin: a post of somebody else is refused.
    let seed = now().timestamp_millis().unsigned_abs() * CLIENTS as u64;
    let client = |n: usize| -> Next {
        let (members, threads, cookie) = (members.clone(), threads.clone(), cookies[n].clone());
        let (chance, dice) = (Seeded::new(seed + n as u64), Dice::new(n));
        Box::new(move || {
            let once = FormToken::mint(&members.roots[n], &chance, now().timestamp() - 60);
            let (thread, body) = (dice.one(&threads).to_string(), dice.text(3).replace('\n', " "));
            let fields = [("once", &*once), ("thread", &thread), ("kind", "tip"), ("body", &body)];
            post("/api/posts/add", &cookie, &fields)
        })
    };
    let before = server.spent();
    let counted = drive(&server, CLIENTS, [Duration::ZERO, time], 303, client).await?.summed();
    let after = server.spent();
    let (rate, all) = (counted.per_second, (counted.per_second * time.as_secs_f64()).max(1.0));
    let figures = json!({
        "clients": CLIENTS,
        "per_second": rate,
        "p99_ms": counted.p99_ms,
        // Of all threads of the server, per post.
        "processor_ms": (after[0] - before[0]) / all,
        // The journal, carrying it over, the answer.
        "written_kb": (after[1] - before[1]) / 1e3 / all,
        "disk": { "fdatasync": syncs, "wal_commits": commits },
        "ratio": rate / commits.max(1.0),
    });
    let what = format!("durable posts per second, {CLIENTS} clients");
    let measured = format!("{rate:.0} (disk: {commits:.0} single-row commits, {syncs:.0} fdatasync)");
    report.row(&what, &measured, "at least 700, aims at 1,000", rate >= 700.0);
    report.keep("posts", figures);
    Ok(())
}

/// Counts how often a second a page of 4 KiB can be written, then `fdatasync`.
fn fdatasync(folder: &Path, each: Duration) -> Result<f64> {
    let mut file = fs::File::create(folder.join("disk.bin"))?;
    let page = [7_u8; 4096];
    // The places exist before counting: growing a file is another matter.
    file.write_all(&page.repeat(256))?;
    file.sync_all()?;
    per_second(each, |n| {
        file.seek(SeekFrom::Start(n % 256 * 4096))?;
        file.write_all(&page)?;
        Ok(file.sync_data()?)
    })
}

/// Counts how often a second SQLite commits one row in WAL mode at `synchronous=FULL`, nothing else running.
fn wal_commits(folder: &Path, each: Duration) -> Result<f64> {
    let connection = Connection::open(folder.join("disk.sqlite"))?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.execute("create table posts (id integer primary key, body text not null)", [])?;
    let (mut add, body) = (connection.prepare("insert into posts (body) values (?1)")?, "a".repeat(250));
    per_second(each, |_| Ok(add.execute([&body]).map(drop)?))
}

fn per_second(each: Duration, mut act: impl FnMut(u64) -> Result<()>) -> Result<f64> {
    let (begin, mut count) = (Instant::now(), 0);
    while begin.elapsed() < each {
        act(count)?;
        count += 1;
    }
    Ok(count as f64 / begin.elapsed().as_secs_f64())
}
