//! Posts that wait for a moderator before others see them.
//!
//! They stand in a table of their own, not behind a mark: whoever forgets to ask for a mark shows nothing. A post that is let
//! through is added as if it were said on that day.

use crate::columns::{id, small, tag, word};
use crate::{Added, Author, Community, Post, Result, Text, Thread, Tx};
use chrono::NaiveDate;
use domain::ids::{PostId, ThreadId};
use domain::people::{Phase, Sector};
use domain::posts::PostKind;
use domain::secrets::Tag;
use domain::themes::ThemeId;
use domain::time::Day;
use uuid::Uuid;

macro_rules! select_held {
    ($rest:literal) => {
        concat!(
            "select id, thread_id, tag, changes, kind, face, day, title, theme, sector, phase, body, tried, question
            from held_posts where ",
            $rest
        )
    };
}

const HOLD: &str = "insert into held_posts
        (id, thread_id, tag, changes, kind, face, day, title, theme, sector, phase, body, tried, question)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict (id) do nothing";
const SET_TEXT: &str =
    "update held_posts set day = $2, title = $3, body = $4, tried = $5, question = $6 where id = $1";
const FIND: &str = select_held!("id = $1");
const MINE: &str = select_held!("thread_id = $1 and tag = $2 order by id");
const LIST: &str = select_held!("id > $1 order by id limit $2 + 0");
const REMOVE: &str = "delete from held_posts where id = $1";

#[cfg(test)]
pub(crate) const LISTS: &[&str] = &[MINE, LIST];
#[cfg(test)]
pub(crate) const SQL: &[&str] = &[HOLD, SET_TEXT, FIND, MINE, LIST, REMOVE];

/// What waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The post, as it is or will be.
    pub post: PostId,
    /// Its thread.
    pub thread: ThreadId,
    /// Who wrote it, in this thread.
    pub tag: Tag,
    /// Which of the author's possible names is used there.
    pub name: u8,
    /// Whether these are new words for a post that stands already.
    pub changes: bool,
    /// The opening of the thread, or what kind of reply.
    pub kind: PostKind,
    /// The day on which it was written.
    pub day: Day,
    /// What the thread is about, for an opening.
    pub title: Option<String>,
    /// The theme, for a new opening.
    pub theme: Option<ThemeId>,
    /// The sector, when the author shows it.
    pub sector: Option<Sector>,
    /// The phase, when the author shows it.
    pub phase: Option<Phase>,
    /// What it says.
    pub text: Text,
}

impl Held {
    /// A new challenge that waits.
    pub fn opening(thread: &Thread, post: &Post, tag: Tag, name: u8) -> Self {
        Self {
            title: Some(thread.title.clone()),
            theme: Some(thread.theme),
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
            theme: None,
            sector: None,
            phase: None,
            text: post.text.clone(),
        }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    thread_id: Uuid,
    tag: Vec<u8>,
    changes: bool,
    kind: String,
    face: i64,
    day: NaiveDate,
    title: Option<String>,
    theme: Option<String>,
    sector: Option<String>,
    phase: Option<String>,
    body: String,
    tried: Option<String>,
    question: Option<String>,
}

impl Row {
    fn read(self) -> Result<Held> {
        let theme = self.theme.map(|slug| word("held_posts.theme", &slug, ThemeId::from_slug));
        let sector = self.sector.map(|slug| word("held_posts.sector", &slug, Sector::from_slug));
        let phase = self.phase.map(|slug| word("held_posts.phase", &slug, Phase::from_slug));
        Ok(Held {
            post: PostId::from_bytes(self.id.into_bytes()),
            thread: ThreadId::from_bytes(self.thread_id.into_bytes()),
            tag: tag("held_posts.tag", self.tag)?,
            name: small("held_posts.face", self.face)?,
            changes: self.changes,
            kind: word("held_posts.kind", &self.kind, PostKind::from_slug)?,
            day: Day::from_date(self.day),
            title: self.title,
            theme: theme.transpose()?,
            sector: sector.transpose()?,
            phase: phase.transpose()?,
            text: Text { body: self.body, tried: self.tried, question: self.question },
        })
    }
}

/// Held posts as rows.
pub struct HeldPosts<'a>(pub(crate) &'a mut Tx<Community>);

impl HeldPosts<'_> {
    /// Holds a post, or new words for it; words that the same author had waiting for that post are replaced. False when
    /// the id belongs to somebody else's.
    pub async fn hold(&mut self, held: &Held) -> Result<bool> {
        self.0.leaves_traces();
        let kept = on!(self.0, conn => sqlx::query(HOLD)
            .bind(id(held.post.bytes())).bind(id(held.thread.bytes())).bind(&held.tag.bytes()[..]).bind(held.changes)
            .bind(held.kind.slug()).bind(i64::from(held.name)).bind(held.day.date()).bind(held.title.as_deref())
            .bind(held.theme.map(ThemeId::slug)).bind(held.sector.map(Sector::slug)).bind(held.phase.map(Phase::slug))
            .bind(&held.text.body).bind(held.text.tried.as_deref()).bind(held.text.question.as_deref())
            .execute(conn).await.map(|done| done.rows_affected()))?;
        if kept == 1 {
            return Ok(true);
        }
        let own =
            self.find(held.post).await?.is_some_and(|old| (old.thread, old.tag) == (held.thread, held.tag));
        if own {
            on!(self.0, conn => sqlx::query(SET_TEXT)
                .bind(id(held.post.bytes())).bind(held.day.date()).bind(held.title.as_deref()).bind(&held.text.body)
                .bind(held.text.tried.as_deref()).bind(held.text.question.as_deref())
                .execute(conn).await.map(drop))?;
        }
        Ok(own)
    }

    /// The one with this id.
    pub async fn find(&mut self, post: PostId) -> Result<Option<Held>> {
        on!(self.0, conn => sqlx::query_as::<_, Row>(FIND).bind(id(post.bytes())).fetch_optional(conn).await)?
            .map(Row::read)
            .transpose()
    }

    /// What one author has waiting in one thread.
    pub async fn mine(&mut self, thread: ThreadId, author: &Tag) -> Result<Vec<Held>> {
        on!(self.0, conn => sqlx::query_as::<_, Row>(MINE)
            .bind(id(thread.bytes())).bind(&author.bytes()[..]).fetch_all(conn).await)?
        .into_iter()
        .map(Row::read)
        .collect()
    }

    /// What waits, in the order of the random ids, which tells nothing; at most `limit` after the one given. Ask again with
    /// the last one until the answer is empty.
    pub async fn list(&mut self, after: Option<PostId>, limit: i64) -> Result<Vec<Held>> {
        let after = after.map_or(Uuid::nil(), |post| id(post.bytes()));
        on!(self.0, conn => sqlx::query_as::<_, Row>(LIST).bind(after).bind(limit).fetch_all(conn).await)?
            .into_iter()
            .map(Row::read)
            .collect()
    }

    /// Lets one through: from this day on it stands where it belongs. False when it was not waiting any more, or when its
    /// thread or post is gone; then nothing waits either.
    pub async fn release(&mut self, post: PostId, today: Day) -> Result<bool> {
        let Some(held) = self.find(post).await? else { return Ok(false) };
        self.remove(post).await?;
        if held.changes {
            return self.change(&held, today).await;
        }
        if let (PostKind::Opening, Some(theme)) = (held.kind, held.theme) {
            let thread = Thread {
                id: held.thread,
                title: held.title.unwrap_or_default(),
                theme,
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

    /// Removes one for good; false when it was not waiting.
    pub async fn remove(&mut self, post: PostId) -> Result<bool> {
        self.0.leaves_traces();
        let gone = on!(self.0, conn => sqlx::query(REMOVE)
            .bind(id(post.bytes())).execute(conn).await.map(|done| done.rows_affected()))?;
        Ok(gone == 1)
    }
}
