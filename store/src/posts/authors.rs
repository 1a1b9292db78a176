//! Who writes in a thread, by tag. Nothing here asks for a tag outside one thread, except the owner's own pass.

use super::{Posts, Scanned};
use crate::Result;
use crate::columns::{id, small, tag};
use crate::tx::Tx;
use domain::ids::{PostId, ThreadId};
use domain::secrets::Tag;
use domain::threads::Position;
use uuid::Uuid;

const NAME_OF: &str = "select face from posts where thread_id = $1 and tag = $2 limit 1";
const NAMES_USED: &str =
    "select distinct tag, face from posts where thread_id = $1 and tag is not null order by tag, face";
/// Whoever has something waiting in a thread has a name there already.
const NAMES_WAITING: &str = "select tag, face from held_posts where thread_id = $1 order by tag, id";
/// PostgreSQL only: two who come new into a thread at the same time must not take the same name. SQLite has one writer.
const ONE_AT_A_TIME: &str = "select id from threads where id = $1 for update";
const SCAN: &str = "select t.position, p.thread_id, p.id, p.tag
    from threads t join posts p on p.thread_id = t.id
    where p.tag is not null and t.position > $1 and t.position <= $2
    order by t.position, p.tag, p.face, p.id";
/// The thread up to which one pass goes: `$2` threads further on, or the last one.
const SCAN_END: &str = "select max(position) from
    (select position from threads where position > $1 order by position limit $2 + 0) as next";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[NAME_OF, NAMES_USED, NAMES_WAITING, SCAN, SCAN_END];
#[cfg(test)]
pub(crate) const LISTS: &[&str] = &[NAME_OF, NAMES_USED, NAMES_WAITING, SCAN, SCAN_END];
#[cfg(test)]
pub(crate) const POSTGRES_ONLY: &[&str] = &[ONE_AT_A_TIME];

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
        let used: Vec<(Vec<u8>, i64)> = on!(self.0, conn => sqlx::query_as(NAMES_USED)
            .bind(id(thread.bytes())).fetch_all(conn).await)?;
        let waiting: Vec<(Vec<u8>, i64)> = on!(self.0, conn => sqlx::query_as(NAMES_WAITING)
            .bind(id(thread.bytes())).fetch_all(conn).await)?;
        used.into_iter()
            .chain(waiting)
            .map(|(bytes, face)| Ok((tag("posts.tag", bytes)?, small("posts.face", face)?)))
            .collect()
    }

    /// The members' posts of the next threads after a position, at most `threads` of them, in the order of threads.
    /// Ask again with the last position until the answer is empty.
    pub async fn scan(&mut self, after: Option<Position>, threads: i64) -> Result<Vec<Scanned>> {
        let mut after = after.map_or(0, |position| position.0);
        loop {
            let Some(end) = scan_end(self.0, after, threads).await? else { return Ok(Vec::new()) };
            let found: Vec<(i64, Uuid, Uuid, Vec<u8>)> = on!(self.0, conn => sqlx::query_as(SCAN)
                .bind(after).bind(end).fetch_all(conn).await)?;
            if !found.is_empty() {
                return found.into_iter().map(scanned).collect();
            }
            after = end;
        }
    }
}

async fn scan_end(tx: &mut Tx<crate::Community>, after: i64, threads: i64) -> Result<Option<i64>> {
    on!(tx, conn => sqlx::query_scalar(SCAN_END).bind(after).bind(threads).fetch_one(conn).await)
}

fn scanned((position, thread, post, bytes): (i64, Uuid, Uuid, Vec<u8>)) -> Result<Scanned> {
    Ok(Scanned {
        thread: ThreadId::from_bytes(thread.into_bytes()),
        post: PostId::from_bytes(post.into_bytes()),
        tag: tag("posts.tag", bytes)?,
        position: Position(position),
    })
}
