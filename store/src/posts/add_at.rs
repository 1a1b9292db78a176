//! Adding a reply in one trip to the database. All that was read before its unit of work (its place, the name of its
//! author, its words) still holds when nobody wrote in the thread meanwhile, and one statement after the other says so.

use super::{Added, Author, Post, Posts, Spot};
use crate::Result;
use crate::columns::id;
use crate::search::Terms;
use domain::posts::Kind;
use domain::search::Place;
use domain::threads::Position;

/// SQLite only: everybody who writes waits behind this unit of work, and there each trip costs as much as its work. Each
/// statement does nothing when the one before it did nothing.
const ADD_AT: &str = "update threads set next_seq = next_seq + 1, tips = tips + $1, supports = supports + $2
    where position = $3 and id = $4 and next_seq = $5 and listed and answered
        and not exists (select 1 from held_posts h where h.thread_id = $4);
    insert into posts (thread_id, seq, id, kind, tag, face, day, body, tried, question)
        select $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 where changes() = 1 on conflict (id) do nothing;
    insert into search_docs (place, terms) select $14, $15 where changes() = 1 and $15 <> '';
    insert into search_postings (term, place, weight)
        select key, $14, value from json_each($16) where changes() = 1";

#[cfg(test)]
pub(crate) const SQLITE_ONLY: &[&str] = &[ADD_AT];

impl Posts<'_> {
    /// Adds a member's reply where its form was told that it would stand, with a name chosen among those that were in use
    /// then. `None` when somebody wrote there or waits for a moderator since, when the thread changes its lists, and on
    /// PostgreSQL, where nobody waits behind a unit of work: then nothing was done, and [`Posts::add_reply`] does it.
    pub async fn add_at(&mut self, spot: Spot, post: &Post, terms: &Terms) -> Result<Option<Added>> {
        let (Author::Member { tag, name }, Some(place)) =
            (post.author, Place::of(Position(spot.position), spot.seq))
        else {
            return Ok(None);
        };
        if !spot.plain || post.kind == Kind::Opening {
            return Ok(None);
        }
        let done: u64 = on!(self.0,
            sqlite conn => sqlx::query(ADD_AT)
                .bind(i64::from(post.kind == Kind::Tip)).bind(i64::from(post.kind == Kind::Support))
                .bind(spot.position).bind(id(post.thread.bytes())).bind(spot.seq)
                .bind(id(post.id.bytes())).bind(post.kind.slug()).bind(&tag.bytes()[..]).bind(i64::from(name))
                .bind(post.day.date()).bind(&post.text.body).bind(post.text.tried.as_deref())
                .bind(post.text.question.as_deref())
                .bind(place.0).bind(terms.lines()).bind(terms.as_json())
                .execute(conn).await.map(|done| done.rows_affected()),
            postgres _conn => Ok::<_, sqlx::Error>(0))?;
        match done {
            0 => Ok(None),
            // Only the row of the thread: the form was sent before.
            1 => self.give_back(post).await.map(Some),
            _ => Ok(Some(Added::New(spot.seq))),
        }
    }
}
