//! What the disk itself can do: the measure for posts that must survive a power failure.

use crate::Fault;
use rusqlite::Connection;
use serde::Serialize;
use std::fs::OpenOptions;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// Durable writes per second.
#[derive(Clone, Debug, Serialize)]
pub struct Disk {
    /// One page of 4 KiB, then `fdatasync`.
    pub fdatasync: f64,
    /// One row per commit of SQLite in WAL mode at `synchronous=FULL`, one after the other, nothing else running.
    pub wal_commits: f64,
}

/// Measures both, for so long each.
pub fn measure(folder: &Path, each: Duration) -> Result<Disk, Fault> {
    let fdatasync = syncs(folder, each).map_err(|why| format!("The disk refused: {why}."))?;
    let wal_commits = commits(folder, each).map_err(|why| format!("SQLite refused: {why}."))?;
    Ok(Disk { fdatasync, wal_commits })
}

fn syncs(folder: &Path, each: Duration) -> std::io::Result<f64> {
    let path = folder.join("disk.bin");
    let mut file = OpenOptions::new().create(true).truncate(true).write(true).open(&path)?;
    let page = [7_u8; 4096];
    // The places exist before counting: growing a file is another matter.
    file.write_all(&page.repeat(256))?;
    file.sync_all()?;
    let (begin, mut count) = (Instant::now(), 0_u32);
    while begin.elapsed() < each {
        file.seek(SeekFrom::Start(u64::from(count % 256) * 4096))?;
        file.write_all(&page)?;
        file.sync_data()?;
        count += 1;
    }
    let rate = f64::from(count) / begin.elapsed().as_secs_f64();
    std::fs::remove_file(path)?;
    Ok(rate)
}

fn commits(folder: &Path, each: Duration) -> rusqlite::Result<f64> {
    let path = folder.join("disk.sqlite");
    let names = ["", "-wal", "-shm"].map(|end| format!("{}{end}", path.display()));
    let forget = || names.iter().for_each(|name| drop(std::fs::remove_file(name)));
    forget();
    let connection = Connection::open(&path)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.execute("create table posts (id integer primary key, body text not null)", [])?;
    let mut add = connection.prepare("insert into posts (body) values (?1)")?;
    let body = "a".repeat(250);
    let (begin, mut count) = (Instant::now(), 0_u32);
    while begin.elapsed() < each {
        add.execute([&body])?;
        count += 1;
    }
    let rate = f64::from(count) / begin.elapsed().as_secs_f64();
    drop(add);
    drop(connection);
    forget();
    Ok(rate)
}
