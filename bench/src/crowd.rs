//! Data sets of very many threads, for the owner's pass: the same members as elsewhere, a few threads of each, and for the
//! rest strangers. Written straight into the tables, without texts to speak of: the pass reads none.

use crate::Fault;
use crate::chance::Dice;
use crate::data::made_by;
use crate::members::{Members, WITH_ACCOUNT};
use crate::settings::kept;
use domain::entropy::Seeded;
use domain::ids::{PostId, ThreadId};
use domain::secrets::Tag;
use domain::themes::ThemeId;
use domain::time::Day;
use rusqlite::{Connection, params};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Threads that each member with an account wrote in.
pub const OWN: usize = 20;
/// Posts of each thread, each by somebody else.
const POSTS: usize = 2;

const ADD_THREAD: &str = "insert into threads (id, title, theme, day, listed, answered, supports, next_seq)
    values (?1, 'Kort', ?4, ?2, 1, 1, 1, ?3)";
const ADD_POST: &str = "insert into posts (thread_id, seq, id, kind, tag, face, day, body)
    values (?1, ?2, ?3, ?4, ?5, 0, ?6, 'Kort.')";

/// The folder of a set with so many threads; loads it when it is not there.
pub async fn folder(threads: usize, today: Day) -> Result<PathBuf, Fault> {
    let folder = kept().join(format!("crowd-{threads}"));
    let stamp = folder.join("made-by");
    let made = format!("{} {:016x}", made_by(), threads);
    if std::fs::read_to_string(&stamp).is_ok_and(|by| by == made) {
        return Ok(folder);
    }
    println!("Load {threads} threads x {POSTS} posts into {}", folder.display());
    let begin = Instant::now();
    let write = |why: std::io::Error| format!("{} cannot be written: {why}.", folder.display());
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(write)?;
    }
    std::fs::create_dir_all(&folder).map_err(write)?;
    let members = Members::all();
    members.found(&folder, today).await?.close().await;
    fill(&folder, threads, &members, today).map_err(|why| format!("SQLite refused: {why}."))?;
    std::fs::write(&stamp, made).map_err(write)?;
    println!("  {:.0} s", begin.elapsed().as_secs_f64());
    Ok(folder)
}

fn fill(folder: &Path, threads: usize, members: &Members, today: Day) -> rusqlite::Result<()> {
    let mut connection = Connection::open(folder.join("community.sqlite"))?;
    connection.pragma_update(None, "cache_size", -400_000)?;
    let chance = Seeded::new(threads as u64);
    let mut dice = Dice::new(threads as u64);
    let theme = ThemeId::all().next().map_or("", ThemeId::slug);
    let every = threads / (WITH_ACCOUNT * OWN);
    let tx = connection.transaction()?;
    {
        let mut add_thread = tx.prepare(ADD_THREAD)?;
        let mut add_post = tx.prepare(ADD_POST)?;
        for n in 0..threads {
            let (thread, day) = (ThreadId::random(&chance), today.plus(((n * 365 / threads) as i64) - 365));
            add_thread.execute(params![thread.bytes(), day.to_string(), POSTS as i64, theme])?;
            for seq in 0..POSTS {
                let member = (seq == 0 && n % every == 0).then(|| &members.roots[n / every % WITH_ACCOUNT]);
                let stranger = || Tag::from_bytes(std::array::from_fn(|_| dice.roll() as u8));
                let tag = member.map_or_else(stranger, |root| members.keys.author_tag(root, thread));
                let kind = if seq == 0 { "opening" } else { "support" };
                let id = PostId::random(&chance).bytes();
                add_post.execute(params![
                    thread.bytes(),
                    seq as i64,
                    id,
                    kind,
                    tag.bytes(),
                    day.to_string()
                ])?;
            }
        }
    }
    tx.commit()?;
    connection.pragma_update(None, "wal_checkpoint", "truncate")
}
