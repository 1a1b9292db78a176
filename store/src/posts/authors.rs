//! Who writes in a thread, by tag. Nothing here asks for a tag outside one thread, except the owner's own pass.

use super::{PostSummary, Posts, Scanned, Since};
use crate::driver::{Result, Row};
use domain::ids::ThreadId;
use domain::posts::PostKind;
use domain::secrets::Tag;

const NAME_OF: &str = "select face from posts where thread_id = $1 and tag = $2 limit 1";
/// Whoever has something waiting in a thread has a name there already.
const NAMES_USED: &str = "select distinct tag, face from posts where thread_id = $1 and tag is not null
    union all select tag, face from held_posts where thread_id = $1";
/// PostgreSQL only: two who come new into a thread at the same time must not take the same name. SQLite has one writer.
const ONE_AT_A_TIME: &str = "select id from threads where id = $1 for update";
/// PostgreSQL only: what is found in order to change it, or to do something at it, stays as it is until that is done.
pub(super) const HOLD: &str = "select id from posts where id = $1 for update";
/// One portion of the owner's pass, along an index that holds all of it.
const SCAN: &str = "select p.day, p.thread_id, p.seq, p.tag from posts p
    where p.tag is not null and (p.day, p.thread_id, p.seq) > ($1, $2, $3)
    order by p.day, p.thread_id, p.seq limit $4 + 0";
const LINES: &str = "select p.seq, p.kind, p.tag, p.day, p.body is not null as shown,
        exists (select 1 from post_helpful h where h.post_id = p.id) as helpful
    from posts p where p.thread_id = $1 order by p.seq";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[NAME_OF, NAMES_USED, SCAN, LINES];
#[cfg(test)]
pub(crate) const LISTS: &[&str] = &[NAME_OF, NAMES_USED, SCAN, LINES];
#[cfg(test)]
pub(crate) const POSTGRES_ONLY: &[&str] = &[ONE_AT_A_TIME, HOLD];

fn read_line(row: &Row<'_>) -> Result<PostSummary> {
    Ok(PostSummary {
        seq: row.get("seq")?,
        kind: row.word("kind", PostKind::from_slug)?,
        author: row.tag_if_any("tag")?,
        day: row.day("day")?,
        shown: row.get("shown")?,
        helpful: row.get("helpful")?,
    })
}

fn read_scanned(row: &Row<'_>) -> Result<Scanned> {
    Ok(Scanned {
        day: row.day("day")?,
        thread: row.id("thread_id", ThreadId::from_bytes)?,
        seq: row.get("seq")?,
        tag: row.tag("tag")?,
    })
}

impl Posts<'_> {
    /// The one of their possible names that an author has in a thread; `None` when they have not written there.
    pub async fn find_name(&mut self, thread: ThreadId, author: &Tag) -> Result<Option<u8>> {
        self.0.ask_one(NAME_OF, values![thread, author], |row| row.number("face")).await
    }

    /// All authors of a thread and their names. Inside a unit of work that writes, nobody else joins the thread
    /// until it ends, so a name that is free now stays free.
    pub async fn list_names(&mut self, thread: ThreadId) -> Result<Vec<(Tag, u8)>> {
        if self.0.writes() {
            self.0.run_on_postgres(ONE_AT_A_TIME, values![thread]).await?;
        }
        let read = |row: &Row<'_>| Ok((row.tag("tag")?, row.number("face")?));
        self.0.ask(NAMES_USED, values![thread], read).await
    }

    /// The members' posts after one of them, at most `limit`: by day, inside a day by the random id of the thread, and
    /// in a thread by place. `since` asks from the first post of that day on.
    pub async fn list_scanned(&mut self, since: Since, limit: i64) -> Result<Vec<Scanned>> {
        let (day, thread, seq) = match since {
            Since::Day(day) => (day, ThreadId::from_bytes([0; 16]), -1),
            Since::Post(post) => (post.day, post.thread, post.seq),
        };
        self.0.ask(SCAN, values![day, thread, seq, limit], read_scanned).await
    }

    /// The posts of a thread without their texts, in order, for its authors' own pages.
    pub async fn list_lines(&mut self, thread: ThreadId) -> Result<Vec<PostSummary>> {
        self.0.ask(LINES, values![thread], read_line).await
    }
}
