//! Adding a reply in one go. All that was read before (its place, the name of its author, its words) still holds when
//! nobody wrote in the thread meanwhile, and the first statement says so.

use super::{Author, Post, Spot};
use crate::ask::Bound;
use crate::quick_writer::{Change, execute};
use crate::search::{Backlog, Terms};
use crate::zone::Base;
use crate::{Community, Result, Zone};
use domain::ids::ThreadId;
use domain::posts::PostKind;
use domain::search::PostPlace;
use domain::secrets::Tag;
use domain::threads::Position;
use rusqlite::Connection;
use std::sync::Arc;

/// SQLite only: everybody who writes waits behind a unit of work there, and each of its trips costs as much as its work.
const ADD: &str = "insert into posts (thread_id, seq, id, kind, tag, face, day, body)
    select $1, $2, $3, $4, $5, $6, $7, $8 from threads
    where position = $9 and id = $1 and next_seq = $2 and listed and answered
        and not exists (select 1 from held_posts h where h.thread_id = $1)
    on conflict (id) do nothing";
const COUNT: &str = "update threads set next_seq = next_seq + 1, tips = tips + $1, supports = supports + $2 where position = $3";
const ADD_DOC: &str = "insert into search_docs (place, terms) values ($1, $2)";
const ADD_POSTING: &str = "insert into search_postings (term, place, weight) values ($1, $2, $3)";

#[cfg(test)]
pub(crate) const SQLITE_ONLY: &[&str] = &[ADD, COUNT, ADD_DOC, ADD_POSTING];

/// A reply of a member at the place where it would stand.
struct Reply {
    spot: Spot,
    place: PostPlace,
    tag: Tag,
    name: u8,
    post: Post,
    terms: Terms,
    backlog: Arc<Backlog>,
}

impl Zone<Community> {
    /// Keeps a member's reply where its form was told that it would stand, with a name chosen among those that were in use
    /// then, tells it, and answers when a power failure would not lose it. Not to be called inside a unit of work that writes.
    ///
    /// False when somebody wrote there or waits for a moderator since, when the form was sent before, when the thread changes
    /// its lists, and on PostgreSQL, where nobody waits behind a unit of work: then nothing was done, and
    /// [`super::Posts::add_reply`] does it.
    pub async fn add_reply_at(&self, spot: Spot, post: &Post, terms: &Terms) -> Result<bool> {
        let (Author::Member { tag, name }, Some(place), Base::Sqlite(base)) =
            (post.author, PostPlace::of(Position(spot.position), spot.seq), &self.base)
        else {
            return Ok(false);
        };
        // Only an opening has more than its words.
        let bare = post.text.tried.is_none() && post.text.question.is_none();
        if !spot.plain || post.kind == PostKind::Opening || !bare {
            return Ok(false);
        }
        let reply = Reply {
            spot,
            place,
            tag,
            name,
            post: post.clone(),
            terms: terms.clone(),
            backlog: base.backlog.clone(),
        };
        base.quick_writer.make(Box::new(reply)).await
    }
}

impl Change for Reply {
    fn make(&self, conn: &Connection) -> rusqlite::Result<bool> {
        let Self { spot, place, post, .. } = self;
        let position = Bound::Number(spot.position);
        let row = [
            Bound::Id(post.thread.bytes()),
            Bound::Number(spot.seq),
            Bound::Id(post.id.bytes()),
            Bound::Word(post.kind.slug()),
            Bound::Tag(self.tag.bytes()),
            Bound::Number(i64::from(self.name)),
            Bound::Day(post.day.date()),
            Bound::Word(&post.text.body),
            position,
        ];
        if execute(conn, ADD, &row)? == 0 {
            return Ok(false);
        }
        let one = |kind| Bound::Number(i64::from(post.kind == kind));
        execute(conn, COUNT, &[one(PostKind::Tip), one(PostKind::Support), position])?;
        let lines = self.terms.lines();
        if lines.is_empty() || self.backlog.add(conn, *place, &lines)? {
            return Ok(true);
        }
        let place = Bound::Number(place.0);
        execute(conn, ADD_DOC, &[place, Bound::Word(&lines)])?;
        for (term, weight) in &self.terms.0 {
            execute(conn, ADD_POSTING, &[Bound::Word(term), place, Bound::Number(*weight)])?;
        }
        Ok(true)
    }

    fn thread(&self) -> Option<ThreadId> {
        Some(self.post.thread)
    }
}
