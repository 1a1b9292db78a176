//! The data sets: written straight through the store, with real tags, once; kept under `target/bench`.

use crate::chance::{Dice, now};
use crate::members::{Members, told};
use crate::settings::kept;
use crate::{Fault, words};
use domain::entropy::Seeded;
use domain::ids::{ExpertId, PostId, ThreadId};
use domain::people::{Phase, Sector};
use domain::posts::{PostKind, ReactionKind};
use domain::themes::ThemeId;
use domain::time::Day;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::Instant;
use store::{Author, Community, Expert, Post, Text, Thread, Tx};

/// A data set.
pub struct Set {
    /// The name of its folder.
    pub name: &'static str,
    /// The number of threads.
    pub threads: usize,
    /// The number of replies in each.
    pub replies: usize,
}

/// 210,000 posts.
pub const SMALL: Set = Set { name: "small", threads: 10_000, replies: 20 };
/// 1,050,000 posts.
pub const MILLION: Set = Set { name: "million", threads: 50_000, replies: 20 };
/// Many threads for the cold start.
pub const WIDE: Set = Set { name: "wide", threads: 100_000, replies: 1 };

/// The files of which a change means that the kept sets are of no use any more.
const MADE_BY: [&str; 7] = [
    include_str!("data.rs"),
    include_str!("members.rs"),
    include_str!("words.rs"),
    include_str!("../../migrations/sqlite/accounts/0001_accounts.sql"),
    include_str!("../../migrations/sqlite/community/0001_community.sql"),
    include_str!("../../migrations/sqlite/community/0002_search.sql"),
    include_str!("../../domain/src/search/document.rs"),
];

/// Threads per unit of work.
const AT_ONCE: usize = 250;
/// One reply in so many is an expert's.
const EXPERT_EVERY: usize = 40;

impl Set {
    /// The number of posts.
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
        let folder = kept().join(self.name);
        let stamp = folder.join("made-by");
        if std::fs::read_to_string(&stamp).is_ok_and(|made| made == made_by()) {
            return Ok(folder);
        }
        println!("Load {} threads x {} replies into {}", self.threads, self.replies, folder.display());
        let begin = Instant::now();
        let write = |why: std::io::Error| format!("{} cannot be written: {why}.", folder.display());
        if folder.exists() {
            std::fs::remove_dir_all(&folder).map_err(write)?;
        }
        std::fs::create_dir_all(&folder).map_err(write)?;
        self.load(&folder).await?;
        std::fs::write(&stamp, made_by()).map_err(write)?;
        println!("  {:.0} s", begin.elapsed().as_secs_f64());
        Ok(folder)
    }

    /// A copy that a measurement may write to.
    pub async fn copy(&self) -> Result<PathBuf, Fault> {
        let (from, to) = (self.folder().await?, kept().join("work"));
        let copy = || -> std::io::Result<()> {
            if to.exists() {
                std::fs::remove_dir_all(&to)?;
            }
            std::fs::create_dir_all(&to)?;
            for file in ["keys", "accounts.sqlite", "community.sqlite"] {
                std::fs::copy(from.join(file), to.join(file))?;
            }
            Ok(())
        };
        copy().map_err(|why| format!("{} cannot be copied: {why}.", from.display()))?;
        Ok(to)
    }

    async fn load(&self, folder: &Path) -> Result<(), Fault> {
        let members = Members::all();
        let today = Day::of(now());
        let store = members.found(folder, today).await?;
        let mut loading = Loading {
            members,
            dice: Dice::new(self.threads as u64),
            ids: Seeded::new(self.posts() as u64),
            experts: Vec::new(),
            today,
        };
        let mut tx = store.community.begin().await.map_err(told)?;
        loading.add_experts(&mut tx).await.map_err(told)?;
        tx.commit().await.map_err(told)?;
        for (portion, ids) in self.ids().chunks(AT_ONCE).enumerate() {
            let mut tx = store.community.begin().await.map_err(told)?;
            for (n, id) in ids.iter().enumerate() {
                let age = (self.threads - portion * AT_ONCE - n) * 365 / self.threads;
                loading.share(&mut tx, *id, self.replies, age as i64).await.map_err(told)?;
            }
            tx.commit().await.map_err(told)?;
        }
        let mut tx = store.community.begin().await.map_err(told)?;
        tx.reactions().refresh_shown().await.map_err(told)?;
        tx.commit().await.map_err(told)?;
        store.close().await;
        Ok(())
    }
}

/// A number that changes when anything that makes the sets does.
pub fn made_by() -> String {
    let mut hasher = DefaultHasher::new();
    MADE_BY.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

struct Loading {
    members: Members,
    dice: Dice,
    ids: Seeded,
    experts: Vec<ExpertId>,
    today: Day,
}

impl Loading {
    async fn add_experts(&mut self, tx: &mut Tx<Community>) -> store::Result<()> {
        for (n, name) in ["Anna Vos", "Bram Kok", "Cato Smit", "Daan Mol"].iter().enumerate() {
            let id = ExpertId::random(&self.ids);
            let expert = Expert {
                id,
                slug: format!("expert-{n}"),
                name: (*name).to_owned(),
                title_nl: "Arbeids- en organisatiepsycholoog".to_owned(),
                title_en: "Work and organisational psychologist".to_owned(),
                field: "workload".to_owned(),
                bio_nl: "Begeleidt starters in de zorg.".to_owned(),
                bio_en: "Coaches starters in care.".to_owned(),
            };
            tx.experts().add(&expert).await?;
            self.experts.push(id);
        }
        Ok(())
    }

    async fn share(
        &mut self,
        tx: &mut Tx<Community>,
        id: ThreadId,
        replies: usize,
        age: i64,
    ) -> store::Result<()> {
        let day = self.today.plus(-age);
        let themes: Vec<ThemeId> = ThemeId::all().collect();
        let shown = self.dice.below(3) > 0;
        let thread = Thread {
            id,
            title: words::title(&mut self.dice).to_owned(),
            theme: *self.dice.one(&themes),
            sector: shown.then(|| *self.dice.one(Sector::ALL)),
            phase: shown.then(|| *self.dice.one(Phase::ALL)),
            day,
        };
        tx.threads().add(&thread).await?;
        let text = Text {
            body: words::text(&mut self.dice, 6),
            tried: Some(words::text(&mut self.dice, 2)),
            question: Some(words::question(&mut self.dice)),
        };
        let author = self.somebody(id);
        let opening = PostId::random(&self.ids);
        self.add(tx, Post { id: opening, thread: id, kind: PostKind::Opening, author, text, day }).await?;
        let fan = self.dice.below(self.members.roots.len());
        let tag = self.members.keys.reaction_tag(&self.members.roots[fan], opening);
        tx.reactions().set(opening, &tag, ReactionKind::Recognise, true).await?;
        for _ in 0..replies {
            let kind = if self.dice.below(4) == 0 { PostKind::Support } else { PostKind::Tip };
            let expert = self.dice.below(EXPERT_EVERY) == 0;
            let author =
                if expert { Author::Expert(*self.dice.one(&self.experts)) } else { self.somebody(id) };
            let sentences = 2 + self.dice.below(5);
            let text = Text { body: words::text(&mut self.dice, sentences), tried: None, question: None };
            let reply = PostId::random(&self.ids);
            self.add(tx, Post { id: reply, thread: id, kind, author, text, day }).await?;
        }
        Ok(())
    }

    /// Somebody who writes in this thread.
    fn somebody(&mut self, thread: ThreadId) -> Author {
        let root = &self.members.roots[self.dice.below(self.members.roots.len())];
        Author::Member { tag: self.members.keys.author_tag(root, thread), name: 0 }
    }

    async fn add(&self, tx: &mut Tx<Community>, post: Post) -> store::Result<()> {
        tx.posts().add(&post).await.map(drop)
    }
}
