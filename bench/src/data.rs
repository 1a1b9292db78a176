//! The data sets: written straight into the tables, with real tags, once; kept under `target/bench`.

use crate::{Dice, Members, WITH_ACCOUNT, now};
use anyhow::Result;
use domain::ids::{PostId, ThreadId};
use domain::people::{Phase, Sector};
use domain::posts::{PostKind, ReactionKind};
use domain::themes::ThemeId;
use domain::time::Day;
use rusqlite::{Connection, named_params, params};
use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::Instant;
use store::{Author, Community, Post, Store, Text, Thread, Tx};

/// A data set.
pub struct Set {
    name: &'static str,
    /// The number of threads.
    pub threads: usize,
    /// The number of replies in each. A thread with fewer than two has no texts to speak of.
    replies: usize,
}

/// 210,000 posts.
pub const SMALL: Set = Set { name: "small", threads: 10_000, replies: 20 };
/// 1,050,000 posts.
pub const MILLION: Set = Set { name: "million", threads: 50_000, replies: 20 };
/// Very many threads, for the cold start and the owner's pass: each member with an account wrote in a few of them,
/// strangers in the rest.
pub const CROWDS: [Set; 2] = [
    Set { name: "crowd", threads: 100_000, replies: 1 },
    Set { name: "large-crowd", threads: 1_000_000, replies: 1 },
];

/// A set is of no use any more when one of these changed.
const MADE_BY: [&str; 10] = [
    include_str!("data.rs"),
    include_str!("members.rs"),
    include_str!("words.rs"),
    include_str!("../texts/sentences.txt"),
    include_str!("../texts/titles.txt"),
    include_str!("../../migrations/sqlite/accounts/0001_accounts.sql"),
    include_str!("../../migrations/sqlite/community/0001_community.sql"),
    include_str!("../../migrations/sqlite/community/0009_one_index.sql"),
    include_str!("../../migrations/sqlite/community/0072_thread_themes.sql"),
    include_str!("../../domain/src/search/document.rs"),
];

/// Threads per unit of work.
const AT_ONCE: usize = 250;
/// Threads of a crowd that each member with an account opened.
const OWN: usize = 20;

const CROWD: &str = "
    with recursive numbers (n) as (select 0 union all select n + 1 from numbers where n + 1 < :threads)
    insert into threads (id, title, themes, day, listed, answered, supports, next_seq)
    select randomblob(16), 'Kort', 'workload', date(:today, (n * 365 / :threads - 365) || ' days'), 1, 1, 1, 2
    from numbers;";
const CROWD_THEMES: &str = "insert into thread_themes (theme, position) select themes, position from threads";
const CROWD_POSTS: &str = "
    with places (seq, kind) as (values (0, 'opening'), (1, 'support'))
    insert into posts (thread_id, seq, id, kind, tag, face, day, body)
    select threads.id, seq, randomblob(16), kind, randomblob(16), 0, day, 'Kort.' from threads, places
    order by threads.id, seq";

impl Set {
    /// The number of posts.
    pub fn posts(&self) -> usize {
        self.threads * (self.replies + 1)
    }

    /// The ids of the threads, the oldest first.
    pub async fn ids(&self) -> Result<Vec<ThreadId>> {
        Ok(ids(&Connection::open(self.folder().await?.join("community.sqlite"))?, 1)?)
    }

    /// The folder with this set; loads it when it is not there or was made by something else.
    pub async fn folder(&self) -> Result<PathBuf> {
        let (folder, begin) = (kept().join(self.name), Instant::now());
        let (stamp, made_by) = (folder.join("made-by"), MADE_BY.concat());
        if fs::read_to_string(&stamp).is_ok_and(|made| made == made_by) {
            return Ok(folder);
        }
        println!("Load {}", folder.display());
        empty(&folder)?;
        let (members, today) = (Members::all(), Day::of(now()));
        let store = members.found(&folder, today.month()).await?;
        if self.replies > 1 {
            self.write(&store, &members, today).await?;
        }
        store.close().await;
        if self.replies == 1 {
            self.gather(&folder, &members, today)?;
        }
        fs::write(&stamp, made_by)?;
        println!("  {:.0} s", begin.elapsed().as_secs_f64());
        Ok(folder)
    }

    /// A copy that a measurement may write to.
    pub async fn copy(&self) -> Result<PathBuf> {
        let (from, to) = (self.folder().await?, kept().join("work"));
        empty(&to)?;
        for file in ["keys", "accounts.sqlite", "community.sqlite", "staff.sqlite"] {
            fs::copy(from.join(file), to.join(file))?;
        }
        Ok(to)
    }

    async fn write(&self, store: &Store, members: &Members, today: Day) -> Result<()> {
        let dice = Dice::new(self.threads);
        let mut tx = store.community.begin().await?;
        for n in 0..self.threads {
            if n % AT_ONCE == 0 {
                tx.commit().await?;
                tx = store.community.begin().await?;
            }
            let age = (self.threads - n) * 365 / self.threads;
            self.thread(&mut tx, members, &dice, today.plus(-(age as i64))).await?;
        }
        tx.reactions().refresh_shown().await?;
        Ok(tx.commit().await?)
    }

    async fn thread(&self, tx: &mut Tx<Community>, members: &Members, dice: &Dice, day: Day) -> Result<()> {
        let (id, themes) = (ThreadId::random(&dice.0), ThemeId::all().collect::<Vec<_>>());
        let (sector, phase) = (Some(*dice.one(Sector::ALL)), Some(*dice.one(Phase::ALL)));
        let thread =
            Thread { id, title: dice.title(), themes: (*dice.one(&themes)).into(), sector, phase, day };
        tx.threads().add(&thread).await?;
        let post = |kind, text| {
            let tag = members.keys.author_tag(dice.one(&members.roots), id);
            let author = Author::Member { tag, name: 0 };
            Post { id: PostId::random(&dice.0), thread: id, kind, author, text, day }
        };
        let text = Text { body: dice.text(6), tried: Some(dice.text(2)), question: Some(dice.text(1)) };
        let opening = post(PostKind::Opening, text);
        tx.posts().add(&opening).await?;
        let tag = members.keys.reaction_tag(dice.one(&members.roots), opening.id);
        tx.reactions().set(opening.id, &tag, ReactionKind::Recognise, true).await?;
        for _ in 0..self.replies {
            let kind = if dice.below(4) == 0 { PostKind::Support } else { PostKind::Tip };
            let text = Text { body: dice.text(2 + dice.below(5)), tried: None, question: None };
            tx.posts().add(&post(kind, text)).await?;
        }
        Ok(())
    }

    /// Writes a crowd without our store: nothing of it is searched, and there is too much of it.
    fn gather(&self, folder: &Path, members: &Members, today: Day) -> Result<()> {
        let mut connection = Connection::open(folder.join("community.sqlite"))?;
        connection.pragma_update(None, "cache_size", -400_000)?;
        let tx = connection.transaction()?;
        let (threads, own) = (self.threads as i64, OWN * WITH_ACCOUNT);
        tx.execute(CROWD, named_params! { ":threads": threads, ":today": today.to_string() })?;
        tx.execute(CROWD_THEMES, [])?;
        tx.execute(CROWD_POSTS, [])?;
        for (n, thread) in ids(&tx, self.threads / own)?.into_iter().take(own).enumerate() {
            let tag = members.keys.author_tag(&members.roots[n % WITH_ACCOUNT], thread);
            let update = "update posts set tag = ?1 where thread_id = ?2 and seq = 0";
            tx.execute(update, params![tag.bytes(), thread.bytes()])?;
        }
        tx.commit()?;
        Ok(connection.pragma_update(None, "wal_checkpoint", "truncate")?)
    }
}

/// The ids of the threads, the oldest first; one of so many.
fn ids(connection: &Connection, every: usize) -> rusqlite::Result<Vec<ThreadId>> {
    let mut threads =
        connection.prepare("select id from threads where position % ?1 = 0 order by position")?;
    threads.query_map([every as i64], |row| Ok(ThreadId::from_bytes(row.get(0)?)))?.collect()
}

/// Makes an empty folder of it.
fn empty(folder: &Path) -> std::io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    // As the server wants it: nobody else on this machine enters it.
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// The project's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The folder in which data sets and results are kept between runs.
pub fn kept() -> PathBuf {
    root().join("target/bench")
}
