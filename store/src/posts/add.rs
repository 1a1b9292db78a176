//! Adding a post, once, however often its form is sent.

use super::{Added, Author, Post, Posts};
use crate::Result;
use crate::ask::{Bound, Row};
use crate::columns::id;
use crate::search::Terms;
use domain::ids::{PostId, ThreadId};
use domain::posts::PostKind;
use domain::threads::Position;
use uuid::Uuid;

const FIND_AUTHOR: &str = "select thread_id, tag, expert_id from posts where id = $1";
const FIND_FORM: &str = "select t.position, t.next_seq as seq, t.listed and t.answered as plain,
        exists (select 1 from posts where id = $1) or exists (select 1 from held_posts where id = $1) as sent
    from (select 1 as one) form left join threads t on t.id = $2";
const NEXT_PLACE: &str = "update threads set next_seq = next_seq + 1,
        tips = tips + $2, supports = supports + $3, experts = experts + $4
    where id = $1 returning position, next_seq - 1 as seq, listed, answered, expert_answered";
const ADD: &str = "insert into posts
        (thread_id, seq, id, kind, tag, face, expert_id, day, body, tried, question)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (id) do nothing";
/// Nobody took a place meanwhile: the row of the thread is ours until the end of this unit of work.
const GIVE_BACK: &str = "update threads set next_seq = next_seq - 1 where id = $1";
const LIST_THREAD: &str = "update threads set listed = $2 where id = $1";
const SET_ANSWERED: &str = "update threads set answered = $2, expert_answered = $3 where id = $1";

#[cfg(test)]
pub(crate) const SQL: &[&str] =
    &[FIND_AUTHOR, FIND_FORM, NEXT_PLACE, ADD, GIVE_BACK, LIST_THREAD, SET_ANSWERED];

#[derive(sqlx::FromRow)]
struct Place {
    position: i64,
    listed: bool,
    seq: i64,
    answered: bool,
    expert_answered: bool,
}

/// What became of a form so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Nothing yet; this is where its post would stand.
    New(Spot),
    /// It was sent before: its post stands, was removed since, or waits for a moderator.
    Sent,
    /// It is new, and what it answers is not there.
    NoThread,
}

/// Where a reply would stand if it came now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub(super) position: i64,
    pub(super) seq: i64,
    /// Whether one member's reply more changes nothing about the lists that the thread stands in.
    pub(super) plain: bool,
}

impl Posts<'_> {
    /// Whether the form with the id of this post was sent before, and whether its thread is there.
    pub async fn find_form(&mut self, post: PostId, thread: ThreadId) -> Result<Form> {
        let read = |row: &Row<'_>| {
            Ok(match (row.get(3)?, row.get(0)?, row.get(1)?) {
                (true, ..) => Form::Sent,
                (false, Some(position), Some(seq)) => {
                    Form::New(Spot { position, seq, plain: row.get::<Option<bool>>(2)?.unwrap_or(false) })
                }
                _ => Form::NoThread,
            })
        };
        let bound = [Bound::Id(post.bytes()), Bound::Id(thread.bytes())];
        Ok(self.0.ask_one(FIND_FORM, &bound, read).await?.unwrap_or(Form::NoThread))
    }

    /// Adds one and says its place. Added again by the same author, it is known; the id of another author's post is
    /// refused, and so is a thread that does not exist.
    pub async fn add(&mut self, post: &Post) -> Result<Added> {
        if post.kind != PostKind::Opening {
            let by_expert = matches!(post.author, Author::Expert(_));
            return self.add_reply(post, &Terms::of_reply(post.kind, &post.text, by_expert)).await;
        }
        // The row of a second opening would break the rules of the table before anybody saw that its id is known.
        if let Some(known) = self.find_known(post).await? {
            return Ok(known);
        }
        let (added, _) = self.add_post(post).await?;
        if let Added::New(_) = added {
            self.0.search().set_post(post.id).await?;
        }
        Ok(added)
    }

    /// The same for a reply whose terms were read before this unit of work began.
    pub async fn add_reply(&mut self, post: &Post, terms: &Terms) -> Result<Added> {
        let (added, place) = self.add_post(post).await?;
        if let (Added::New(seq), Some(place)) = (added, place)
            && place.listed
        {
            self.0.search().add_reply(Position(place.position), seq, terms).await?;
        }
        Ok(added)
    }

    async fn add_post(&mut self, post: &Post) -> Result<(Added, Option<Place>)> {
        let Some(place) = self.take_place(post).await? else { return Ok((Added::Refused, None)) };
        if !self.add_row(post, place.seq).await? {
            return Ok((self.give_back(post).await?, None));
        }
        self.list_thread(post, &place).await?;
        Ok((Added::New(place.seq), Some(place)))
    }

    /// The form was sent twice at once, or on another host: its row stays, and what we counted is counted anew.
    pub(super) async fn give_back(&mut self, post: &Post) -> Result<Added> {
        on!(self.0, conn => sqlx::query(GIVE_BACK).bind(id(post.thread.bytes())).execute(conn).await.map(drop))?;
        self.recount(post.thread).await?;
        Ok(self.find_known(post).await?.unwrap_or(Added::Refused))
    }

    async fn find_known(&mut self, post: &Post) -> Result<Option<Added>> {
        let known: Option<(Uuid, Option<Vec<u8>>, Option<Uuid>)> = on!(self.0, conn =>
            sqlx::query_as(FIND_AUTHOR).bind(id(post.id.bytes())).fetch_optional(conn).await)?;
        let (own_tag, own_expert) = match post.author {
            Author::Member { tag, .. } => (Some(tag.bytes().to_vec()), None),
            Author::Expert(expert) => (None, Some(id(expert.bytes()))),
        };
        Ok(known.map(|(thread, tag, expert)| {
            let same = thread == id(post.thread.bytes()) && tag == own_tag && expert == own_expert;
            if same { Added::Known } else { Added::Refused }
        }))
    }

    /// Takes the next place of the thread; until the end of this unit of work nobody else takes one there.
    async fn take_place(&mut self, post: &Post) -> Result<Option<Place>> {
        let reply = post.kind != PostKind::Opening;
        let by_expert = matches!(post.author, Author::Expert(_));
        on!(self.0, conn => sqlx::query_as(NEXT_PLACE)
            .bind(id(post.thread.bytes()))
            .bind(i64::from(post.kind == PostKind::Tip)).bind(i64::from(post.kind == PostKind::Support))
            .bind(i64::from(reply && by_expert))
            .fetch_optional(conn).await)
    }

    async fn add_row(&mut self, post: &Post, seq: i64) -> Result<bool> {
        let (tag, face, expert) = match post.author {
            Author::Member { tag, name } => (Some(tag.bytes().to_vec()), Some(i64::from(name)), None),
            Author::Expert(expert) => (None, None, Some(id(expert.bytes()))),
        };
        let added = on!(self.0, conn => sqlx::query(ADD)
            .bind(id(post.thread.bytes())).bind(seq).bind(id(post.id.bytes())).bind(post.kind.slug())
            .bind(tag).bind(face).bind(expert).bind(post.day.date())
            .bind(&post.text.body).bind(post.text.tried.as_deref()).bind(post.text.question.as_deref())
            .execute(conn).await.map(|done| done.rows_affected()))?;
        Ok(added == 1)
    }

    /// Puts the thread into the lists that it belongs in from now on. Most replies change nothing here.
    async fn list_thread(&mut self, post: &Post, place: &Place) -> Result<()> {
        let thread = id(post.thread.bytes());
        if post.kind == PostKind::Opening {
            return on!(self.0, conn =>
                sqlx::query(LIST_THREAD).bind(thread).bind(true).execute(conn).await.map(drop));
        }
        let by_expert = matches!(post.author, Author::Expert(_));
        if place.answered && (place.expert_answered || !by_expert) {
            return Ok(());
        }
        on!(self.0, conn => sqlx::query(SET_ANSWERED)
            .bind(thread).bind(true).bind(place.expert_answered || by_expert)
            .execute(conn).await.map(drop))
    }
}
