//! The data sets: written straight into the tables, with real tags, once; kept under `target/bench`.

use crate::{Dice, Fault, Members, WITH_ACCOUNT, kept, now, told};
use domain::entropy::{Seeded, bytes};
use domain::ids::{ExpertId, PostId, ThreadId};
use domain::people::{Phase, Sector};
use domain::posts::{PostKind, ReactionKind};
use domain::secrets::Tag;
use domain::themes::ThemeId;
use domain::time::Day;
use rusqlite::{Connection, params};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::Instant;
use store::{Author, Community, Expert, Post, Store, Text, Thread, Tx};

/// A data set.
pub struct Set {
    /// The name of its folder.
    pub name: &'static str,
    /// How many threads.
    pub threads: usize,
    /// How many replies in each.
    pub replies: usize,
}

/// 210,000 posts.
pub const SMALL: Set = Set { name: "small", threads: 10_000, replies: 20 };
/// 1,050,000 posts.
pub const MILLION: Set = Set { name: "million", threads: 50_000, replies: 20 };
/// Many threads for the cold start.
pub const WIDE: Set = Set { name: "wide", threads: 100_000, replies: 1 };

/// A set is of no use any more when one of these changed.
const MADE_BY: [&str; 9] = [
    include_str!("data.rs"),
    include_str!("members.rs"),
    include_str!("words.rs"),
    include_str!("../texts/sentences.txt"),
    include_str!("../texts/titles.txt"),
    include_str!("../../migrations/sqlite/accounts/0001_accounts.sql"),
    include_str!("../../migrations/sqlite/community/0001_community.sql"),
    include_str!("../../migrations/sqlite/community/0002_search.sql"),
    include_str!("../../domain/src/search/document.rs"),
];

/// Threads per unit of work.
const AT_ONCE: usize = 250;
/// The experts; one reply in so many is theirs.
const EXPERTS: [&str; 4] = ["Anna Vos", "Bram Kok", "Cato Smit", "Daan Mol"];
const EXPERT_EVERY: usize = 40;
/// Threads of a crowd that each member with an account wrote in, and posts of each thread, each by somebody else.
const OWN: usize = 20;
const POSTS: usize = 2;

const ADD_THREAD: &str = "insert into threads (id, title, theme, day, listed, answered, supports, next_seq)
    values (?1, 'Kort', ?4, ?2, 1, 1, 1, ?3)";
const ADD_POST: &str = "insert into posts (thread_id, seq, id, kind, tag, face, day, body)
    values (?1, ?2, ?3, ?4, ?5, 0, ?6, 'Kort.')";

impl Set {
    /// How many posts there are.
    pub fn posts(&self) -> usize {
        self.threads * (self.replies + 1)
    }

    /// The ids of the threads, in the order of their positions (from 1).
    pub fn ids(&self) -> Vec<ThreadId> {
        let chance = Seeded::new(self.threads as u64);
        (0..self.threads).map(|_| ThreadId::random(&chance)).collect()
    }

    /// The folder with this set; loads it when it is not there.
    pub async fn folder(&self) -> Result<PathBuf, Fault> {
        loaded(self.name, async |folder| self.load(folder).await).await
    }

    /// A copy that a measurement may write to.
    pub async fn copy(&self) -> Result<PathBuf, Fault> {
        let (from, to) = (self.folder().await?, kept().join("work"));
        let copy = || -> std::io::Result<()> {
            empty(&to)?;
            ["keys", "accounts.sqlite", "community.sqlite"]
                .into_iter()
                .try_for_each(|file| std::fs::copy(from.join(file), to.join(file)).map(drop))
        };
        copy().map_err(|why| format!("{} cannot be copied: {why}.", from.display()))?;
        Ok(to)
    }

    async fn load(&self, folder: &Path) -> Result<(), Fault> {
        let (members, today) = (Members::all(), Day::of(now()));
        let store = members.found(folder, today).await?;
        let (dice, ids) = (Dice::new(self.threads), Seeded::new(self.posts() as u64));
        let experts: Vec<ExpertId> = EXPERTS.iter().map(|_| ExpertId::random(&ids)).collect();
        let fill = Filling { members, dice, ids, experts, today };
        fill.with(self, &store).await.map_err(told)?;
        store.close().await;
        Ok(())
    }
}

/// The folder of this name; loads it when it is not there or was made by something else.
async fn loaded(name: &str, load: impl AsyncFnOnce(&Path) -> Result<(), Fault>) -> Result<PathBuf, Fault> {
    let (folder, begin) = (kept().join(name), Instant::now());
    let mut hasher = DefaultHasher::new();
    MADE_BY.hash(&mut hasher);
    let (stamp, made_by) = (folder.join("made-by"), format!("{:016x}", hasher.finish()));
    if std::fs::read_to_string(&stamp).is_ok_and(|made| made == made_by) {
        return Ok(folder);
    }
    println!("Load {}", folder.display());
    let write = |why: std::io::Error| format!("{} cannot be written: {why}.", folder.display());
    empty(&folder).map_err(write)?;
    load(&folder).await?;
    std::fs::write(&stamp, made_by).map_err(write)?;
    println!("  {:.0} s", begin.elapsed().as_secs_f64());
    Ok(folder)
}

fn empty(folder: &Path) -> std::io::Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    std::fs::create_dir_all(folder)
}

struct Filling {
    members: Members,
    dice: Dice,
    ids: Seeded,
    experts: Vec<ExpertId>,
    today: Day,
}

impl Filling {
    async fn with(&self, set: &Set, store: &Store) -> store::Result<()> {
        let mut tx = store.community.begin().await?;
        for (n, (id, name)) in self.experts.iter().zip(EXPERTS).enumerate() {
            let expert = Expert {
                id: *id,
                slug: format!("expert-{n}"),
                name: name.to_owned(),
                title_nl: "Arbeids- en organisatiepsycholoog".to_owned(),
                title_en: "Work and organisational psychologist".to_owned(),
                field: "workload".to_owned(),
                bio_nl: "Begeleidt starters in de zorg.".to_owned(),
                bio_en: "Coaches starters in care.".to_owned(),
            };
            tx.experts().add(&expert).await?;
        }
        for (n, id) in set.ids().into_iter().enumerate() {
            if n % AT_ONCE == 0 {
                tx.commit().await?;
                tx = store.community.begin().await?;
            }
            self.share(&mut tx, id, set.replies, ((set.threads - n) * 365 / set.threads) as i64).await?;
        }
        tx.reactions().refresh_shown().await?;
        tx.commit().await
    }

    async fn share(
        &self,
        tx: &mut Tx<Community>,
        id: ThreadId,
        replies: usize,
        age: i64,
    ) -> store::Result<()> {
        let (dice, day) = (&self.dice, self.today.plus(-age));
        let themes: Vec<ThemeId> = ThemeId::all().collect();
        let shown = dice.below(3) > 0;
        let thread = Thread {
            id,
            title: dice.title(),
            theme: *dice.one(&themes),
            sector: shown.then(|| *dice.one(Sector::ALL)),
            phase: shown.then(|| *dice.one(Phase::ALL)),
            day,
        };
        tx.threads().add(&thread).await?;
        let post =
            |kind, author, text| Post { id: PostId::random(&self.ids), thread: id, kind, author, text, day };
        let text = Text { body: dice.text(6), tried: Some(dice.text(2)), question: Some(dice.question()) };
        let opening = post(PostKind::Opening, self.somebody(id), text);
        let tag = self.members.keys.reaction_tag(dice.one(&self.members.roots), opening.id);
        tx.posts().add(&opening).await?;
        tx.reactions().set(opening.id, &tag, ReactionKind::Recognise, true).await?;
        for _ in 0..replies {
            let kind = if dice.below(4) == 0 { PostKind::Support } else { PostKind::Tip };
            let expert = dice.below(EXPERT_EVERY) == 0;
            let author = if expert { Author::Expert(*dice.one(&self.experts)) } else { self.somebody(id) };
            let text = Text { body: dice.text(2 + dice.below(5)), tried: None, question: None };
            tx.posts().add(&post(kind, author, text)).await?;
        }
        Ok(())
    }

    /// Somebody who writes in this thread.
    fn somebody(&self, thread: ThreadId) -> Author {
        let root = self.dice.one(&self.members.roots);
        Author::Member { tag: self.members.keys.author_tag(root, thread), name: 0 }
    }
}

/// A folder with very many threads for the owner's pass: the same members, a few threads of each, and for the rest
/// strangers. Without texts to speak of: the pass reads none.
pub async fn crowd(threads: usize, today: Day) -> Result<PathBuf, Fault> {
    let fill = async |folder: &Path| {
        let members = Members::all();
        members.found(folder, today).await?.close().await;
        gather(folder, threads, &members, today).map_err(refused)
    };
    loaded(&format!("crowd-{threads}"), fill).await
}

fn gather(folder: &Path, threads: usize, members: &Members, today: Day) -> rusqlite::Result<()> {
    let mut connection = Connection::open(folder.join("community.sqlite"))?;
    connection.pragma_update(None, "cache_size", -400_000)?;
    let chance = Seeded::new(threads as u64);
    let theme = ThemeId::all().next().map_or("", ThemeId::slug);
    let every = threads / (WITH_ACCOUNT * OWN);
    let tx = connection.transaction()?;
    for n in 0..threads {
        let thread = ThreadId::random(&chance);
        let day = today.plus((n * 365 / threads) as i64 - 365).to_string();
        tx.prepare_cached(ADD_THREAD)?.execute(params![thread.bytes(), day, POSTS as i64, theme])?;
        for (seq, kind) in (0_i64..).zip(["opening", "support"]) {
            let member = (seq == 0 && n % every == 0).then(|| &members.roots[n / every % WITH_ACCOUNT]);
            let stranger = || Tag::from_bytes(bytes(&chance));
            let tag = member.map_or_else(stranger, |root| members.keys.author_tag(root, thread));
            let id = PostId::random(&chance).bytes();
            let row = params![thread.bytes(), seq, id, kind, tag.bytes(), day];
            tx.prepare_cached(ADD_POST)?.execute(row)?;
        }
    }
    tx.commit()?;
    connection.pragma_update(None, "wal_checkpoint", "truncate")
}

/// A refusal of SQLite in a sentence.
pub fn refused(why: rusqlite::Error) -> Fault {
    format!("SQLite refused: {why}.")
}
