//! Posts that wait for a moderator before others see them.
//!
//! They stand in a table of their own, not behind a mark: whoever forgets to ask for a mark shows nothing. A post that is let
//! through is added as if it were said on that day. What a moderator decides about one stands in [`crate::held_decisions`]; whatever
//! its author does with the post comes first, and takes the decision away.

use crate::driver::{Community, Result, Row, Tx};
use crate::posts::{Added, Author, Post, Text};
use crate::threads::Thread;
use domain::held::QueueOrder;
use domain::ids::{PostId, ThreadId};
use domain::live::Topic;
use domain::people::{Phase, Sector};
use domain::posts::PostKind;
use domain::secrets::Tag;
use domain::themes::ThreadThemes;
use domain::time::Day;

macro_rules! held_columns {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            " id, thread_id, tag, changes, kind, face, day, title, themes, sector, phase, body, tried, question ",
            $after
        )
    };
}

const ADD: &str = "insert into held_posts
        (id, thread_id, tag, changes, kind, face, day, title, themes, sector, phase, body, tried, question)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    on conflict (id) do update set day = excluded.day, title = excluded.title, body = excluded.body,
        tried = excluded.tried, question = excluded.question
        where (held_posts.thread_id, held_posts.tag) = (excluded.thread_id, excluded.tag)";
const FIND: &str = held_columns!("select", "from held_posts where id = $1");
const MINE: &str = held_columns!("select", "from held_posts where thread_id = $1 and tag = $2 order by id");
const LIST: &str = held_columns!("select", "from held_posts where id > $1 order by id limit $2 + 0");
/// The queue: what nobody decided about yet.
const NEWEST: &str = held_columns!(
    "select",
    "from held_posts h where (day, id) < ($1, $2)
        and not exists (select 1 from held_decisions d where d.post_id = h.id)
    order by day desc, id desc limit $3 + 0"
);
const OLDEST: &str = held_columns!(
    "select",
    "from held_posts h where (day, id) > ($1, $2)
        and not exists (select 1 from held_decisions d where d.post_id = h.id)
    order by day, id limit $3 + 0"
);
const COUNT: &str = "select count(*) as many from held_posts h
    where not exists (select 1 from held_decisions d where d.post_id = h.id)";
const REMOVE: &str = "delete from held_posts where id = $1";
const FORGET_DECISION: &str = "delete from held_decisions where post_id = $1";
/// PostgreSQL only: what is found in order to do something with it stays as it is until that is done. First the row into which it
/// would be released, as whoever writes there takes them in that order.
const KEEP_THREAD: &str = "select id from threads where id = $1 for update";
const KEEP_POST: &str = "select id from posts where id = $1 for update";
const KEEP: &str = "select id from held_posts where id = $1 for update";

#[cfg(test)]
pub(crate) const LISTS: &[&str] = &[MINE, LIST, NEWEST, OLDEST];
#[cfg(test)]
pub(crate) const SQL: &[&str] = &[ADD, FIND, MINE, LIST, NEWEST, OLDEST, COUNT, REMOVE, FORGET_DECISION];
#[cfg(test)]
pub(crate) const POSTGRES_ONLY: &[&str] = &[KEEP_THREAD, KEEP_POST, KEEP];

/// A post, or new words for one, that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The post, as it is or will be.
    pub post: PostId,
    /// Its thread.
    pub thread: ThreadId,
    /// The author, in this thread.
    pub tag: Tag,
    /// The number of the author's name there.
    pub name: u8,
    /// True for new words of a post that stands already.
    pub changes: bool,
    /// The opening of the thread, or what kind of reply.
    pub kind: PostKind,
    /// The day on which it was written.
    pub day: Day,
    /// The title of the thread, for an opening.
    pub title: Option<String>,
    /// The themes, for a new opening.
    pub themes: Option<ThreadThemes>,
    /// The sector, when the author shows it.
    pub sector: Option<Sector>,
    /// The phase, when the author shows it.
    pub phase: Option<Phase>,
    /// Its words.
    pub text: Text,
}

impl Held {
    /// A new challenge that waits.
    pub fn opening(thread: &Thread, post: &Post, tag: Tag, name: u8) -> Self {
        Self {
            title: Some(thread.title.clone()),
            themes: Some(thread.themes),
            sector: thread.sector,
            phase: thread.phase,
            ..Self::reply(post, tag, name)
        }
    }

    /// A new reply that waits.
    pub fn reply(post: &Post, tag: Tag, name: u8) -> Self {
        Self {
            post: post.id,
            thread: post.thread,
            tag,
            name,
            changes: false,
            kind: post.kind,
            day: post.day,
            title: None,
            themes: None,
            sector: None,
            phase: None,
            text: post.text.clone(),
        }
    }

    /// The name of these words: a decision is about them and no others ([`domain::text::edition`]).
    pub fn edition(&self) -> String {
        let of = |text: &Option<String>| text.clone().unwrap_or_default();
        let Text { body, tried, question } = &self.text;
        domain::text::edition(&[&of(&self.title), body, &of(tried), &of(question)])
    }
}

fn read(row: &Row<'_>) -> Result<Held> {
    Ok(Held {
        post: row.id("id", PostId::from_bytes)?,
        thread: row.id("thread_id", ThreadId::from_bytes)?,
        tag: row.tag("tag")?,
        changes: row.get("changes")?,
        kind: row.word("kind", PostKind::from_slug)?,
        name: row.number("face")?,
        day: row.day("day")?,
        title: row.get("title")?,
        themes: row.word_if_any("themes", ThreadThemes::from_slugs)?,
        sector: row.word_if_any("sector", Sector::from_slug)?,
        phase: row.word_if_any("phase", Phase::from_slug)?,
        text: Text { body: row.get("body")?, tried: row.get("tried")?, question: row.get("question")? },
    })
}

impl Tx<Community> {
    /// The posts that wait for a moderator.
    pub fn held(&mut self) -> HeldPosts<'_> {
        HeldPosts(self)
    }
}

/// Held posts as rows.
pub struct HeldPosts<'a>(&'a mut Tx<Community>);

impl HeldPosts<'_> {
    /// Holds a post, or new words for it; words that the same author had waiting for that post are replaced, and what was decided
    /// about them is over. False when the id belongs to somebody else's.
    pub async fn add(&mut self, held: &Held) -> Result<bool> {
        self.0.leaves_traces();
        let Held { post, thread, tag, name, changes, kind, day, title, themes, sector, phase, text } = held;
        let (title, body) = (title.as_deref(), &text.body);
        let (tried, question) = (text.tried.as_deref(), text.question.as_deref());
        let (themes, sector, phase) =
            (themes.map(ThreadThemes::slugs), sector.map(Sector::slug), phase.map(Phase::slug));
        let (kind, face) = (kind.slug(), *name);
        let values = values![
            *post,
            *thread,
            tag,
            *changes,
            kind,
            face,
            *day,
            title,
            themes.as_deref(),
            sector,
            phase,
            body,
            tried,
            question
        ];
        let added = self.0.run(ADD, values).await? == 1;
        if added {
            self.0.run(FORGET_DECISION, values![*post]).await?;
            self.0.live().notify(Topic::Held).await?;
        }
        Ok(added)
    }

    /// The one with this id. In a unit of work that writes, nobody else changes it until that ends.
    pub async fn find(&mut self, post: PostId) -> Result<Option<Held>> {
        let found = self.0.ask_one(FIND, values![post], read).await?;
        let Some(held) = found.as_ref().filter(|_| self.0.writes()) else { return Ok(found) };
        match held.changes {
            true => self.0.run_on_postgres(KEEP_POST, values![post]).await?,
            false => self.0.run_on_postgres(KEEP_THREAD, values![held.thread]).await?,
        }
        self.0.run_on_postgres(KEEP, values![post]).await?;
        self.0.ask_one(FIND, values![post], read).await
    }

    /// Those of one author in one thread.
    pub async fn list_of(&mut self, thread: ThreadId, author: &Tag) -> Result<Vec<Held>> {
        self.0.ask(MINE, values![thread, author], read).await
    }

    /// Those that wait, in the order of the random ids, which tells nothing; at most `limit` after the one given. Ask again with
    /// the last one until the answer is empty.
    pub async fn list(&mut self, after: Option<PostId>, limit: i64) -> Result<Vec<Held>> {
        let after = after.unwrap_or(PostId::from_bytes([0; 16]));
        self.0.ask(LIST, values![after, limit], read).await
    }

    /// The queue: those that nobody decided about yet, at most `limit`, after the one given.
    pub async fn list_queue(
        &mut self,
        order: QueueOrder,
        after: Option<(Day, PostId)>,
        limit: i64,
    ) -> Result<Vec<Held>> {
        let (sql, begin) = match order {
            QueueOrder::Newest => (NEWEST, (Day::BEGIN.plus(100_000), PostId::from_bytes([0xff; 16]))),
            QueueOrder::Oldest => (OLDEST, (Day::BEGIN, PostId::from_bytes([0; 16]))),
        };
        let (day, post) = after.unwrap_or(begin);
        self.0.ask(sql, values![day, post, limit], read).await
    }

    /// The number of those that nobody decided about yet.
    pub async fn count(&mut self) -> Result<i64> {
        self.0.ask_row(COUNT, &[], |row| row.get("many")).await
    }

    /// Lets one through: from this day on it stands where it belongs. False when it was not waiting any more, or when its
    /// thread or post is gone; then nothing waits either.
    pub async fn release(&mut self, post: PostId, today: Day) -> Result<bool> {
        let Some(held) = self.find(post).await? else { return Ok(false) };
        self.erase(post).await?;
        if held.changes {
            return self.change(&held, today).await;
        }
        if let (PostKind::Opening, Some(themes)) = (held.kind, held.themes) {
            let thread = Thread {
                id: held.thread,
                title: held.title.unwrap_or_default(),
                themes,
                sector: held.sector,
                phase: held.phase,
                day: today,
            };
            self.0.threads().add(&thread).await?;
        }
        let author = Author::Member { tag: held.tag, name: held.name };
        let post =
            Post { id: held.post, thread: held.thread, kind: held.kind, author, text: held.text, day: today };
        let added = matches!(self.0.posts().add(&post).await?, Added::New(_));
        if added {
            self.0.live().notify(post.thread).await?;
        }
        Ok(added)
    }

    async fn change(&mut self, held: &Held, today: Day) -> Result<bool> {
        let changed = self.0.posts().set_text(held.post, &held.text, today).await?;
        if let Some(title) = held.title.as_deref().filter(|_| changed) {
            self.0.threads().set_title(held.thread, title).await?;
        }
        if changed {
            self.0.live().notify(held.thread).await?;
        }
        Ok(changed)
    }

    /// Removes one for good, and what was decided about it; false when it was not waiting.
    pub async fn remove(&mut self, post: PostId) -> Result<bool> {
        let removed = self.erase(post).await?;
        self.0.run(FORGET_DECISION, values![post]).await?;
        if removed {
            self.0.live().notify(Topic::Held).await?;
        }
        Ok(removed)
    }

    /// Erases the words; what was decided about them stays there for their author.
    pub(crate) async fn erase(&mut self, post: PostId) -> Result<bool> {
        self.0.leaves_traces();
        let erased = self.0.run(REMOVE, values![post]).await? == 1;
        if erased {
            self.0.live().notify(Topic::Held).await?;
        }
        Ok(erased)
    }
}
