//! Who writes in a thread, by tag. Nothing here asks for a tag outside one thread, except the owner's own pass.

use super::{Line, Posts, Scanned, Since};
use crate::Result;
use crate::ask::{Bound, Row};
use crate::columns::{id, small, tag, word};
use chrono::NaiveDate;
use domain::ids::ThreadId;
use domain::posts::PostKind;
use domain::secrets::Tag;
use domain::time::Day;
use uuid::Uuid;

const NAME_OF: &str = "select face from posts where thread_id = $1 and tag = $2 limit 1";
/// Whoever has something waiting in a thread has a name there already.
const NAMES_USED: &str = "select distinct tag, face from posts where thread_id = $1 and tag is not null
    union all select tag, face from held_posts where thread_id = $1";
/// PostgreSQL only: two who come new into a thread at the same time must not take the same name. SQLite has one writer.
const ONE_AT_A_TIME: &str = "select id from threads where id = $1 for update";
/// One portion of the owner's pass, along an index that holds all of it.
const SCAN: &str = "select p.day, p.thread_id, p.seq, p.tag from posts p
    where p.tag is not null and (p.day, p.thread_id, p.seq) > ($1, $2, $3)
    order by p.day, p.thread_id, p.seq limit $4 + 0";
const LINES: &str = "select p.seq, p.kind, p.tag, p.body is not null as shown,
        exists (select 1 from post_helpful h where h.post_id = p.id) as helpful
    from posts p where p.thread_id = $1 order by p.seq";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[NAME_OF, NAMES_USED, SCAN, LINES];
#[cfg(test)]
pub(crate) const LISTS: &[&str] = &[NAME_OF, NAMES_USED, SCAN, LINES];
#[cfg(test)]
pub(crate) const POSTGRES_ONLY: &[&str] = &[ONE_AT_A_TIME];

#[derive(sqlx::FromRow)]
struct LineRow {
    seq: i64,
    kind: String,
    tag: Option<Vec<u8>>,
    shown: bool,
    helpful: bool,
}

impl LineRow {
    fn read(self) -> Result<Line> {
        Ok(Line {
            seq: self.seq,
            kind: word("posts.kind", &self.kind, PostKind::from_slug)?,
            author: self.tag.map(|bytes| tag("posts.tag", bytes)).transpose()?,
            shown: self.shown,
            helpful: self.helpful,
        })
    }
}

impl Posts<'_> {
    /// Which of their possible names an author has in a thread; `None` when they have not written there.
    pub async fn name_of(&mut self, thread: ThreadId, author: &Tag) -> Result<Option<u8>> {
        let face: Option<i64> = on!(self.0, conn => sqlx::query_scalar(NAME_OF)
            .bind(id(thread.bytes())).bind(&author.bytes()[..]).fetch_optional(conn).await)?;
        face.map(|face| small("posts.face", face)).transpose()
    }

    /// All authors of a thread and their names. Inside a unit of work that writes, nobody else joins the thread
    /// until it ends, so a name that is free now stays free.
    pub async fn names_used(&mut self, thread: ThreadId) -> Result<Vec<(Tag, u8)>> {
        if self.0.writes() {
            on!(self.0,
                sqlite _conn => Ok::<_, sqlx::Error>(()),
                postgres conn => sqlx::query(ONE_AT_A_TIME).bind(id(thread.bytes())).execute(conn).await.map(drop))?;
        }
        let one = |row: &Row<'_>| {
            Ok((Tag::from_bytes(row.bytes(0, "posts.tag")?), small("posts.face", row.get(1)?)?))
        };
        self.0.ask(NAMES_USED, &[Bound::Id(thread.bytes())], one).await
    }

    /// The members' posts after one of them, at most `limit`: by day, inside a day by the random id of the thread, and
    /// in a thread by place. `since` asks from the first post of that day on.
    pub async fn scan(&mut self, since: Since, limit: i64) -> Result<Vec<Scanned>> {
        let (day, thread, seq) = match since {
            Since::Day(day) => (day, ThreadId::from_bytes([0; 16]), -1),
            Since::Post(post) => (post.day, post.thread, post.seq),
        };
        let found: Vec<(NaiveDate, Uuid, i64, Vec<u8>)> = on!(self.0, conn => sqlx::query_as(SCAN)
            .bind(day.date()).bind(id(thread.bytes())).bind(seq).bind(limit).fetch_all(conn).await)?;
        found.into_iter().map(scanned).collect()
    }

    /// The posts of a thread without their texts, in order, for its authors' own pages.
    pub async fn lines(&mut self, thread: ThreadId) -> Result<Vec<Line>> {
        let found: Vec<LineRow> = on!(self.0, conn => sqlx::query_as(LINES)
            .bind(id(thread.bytes())).fetch_all(conn).await)?;
        found.into_iter().map(LineRow::read).collect()
    }
}

fn scanned((day, thread, seq, bytes): (NaiveDate, Uuid, i64, Vec<u8>)) -> Result<Scanned> {
    Ok(Scanned {
        day: Day::from_date(day),
        thread: ThreadId::from_bytes(thread.into_bytes()),
        seq,
        tag: tag("posts.tag", bytes)?,
    })
}
