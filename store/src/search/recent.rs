//! The newest replies: their words stand in one row each, and are put into the index together. One by one, each reply
//! would change a page of the file for each of its words (docs/decisions/0008-replies-in-one-go.md). SQLite only;
//! PostgreSQL keeps a journal of changes, not of pages.

use super::{Search, line_of};
use crate::ask::Bound;
use crate::quick_writer::{Change, execute};
use crate::zone::Base;
use crate::{Community, Error, Result, Zone};
use domain::search::PostPlace;
use rusqlite::Connection;
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::{Mutex, Notify};

const READ: &str = "select group_concat(place || char(10) || terms, char(10) || char(10)) from search_recent";
const ADD: &str = "insert into search_recent (place, terms) values ($1, $2)";
/// A text that was changed or removed meanwhile stands here no more.
const SETTLE_POSTING: &str = "insert into search_postings (term, place, weight)
    select $1, $2, $3 where exists (select 1 from search_recent where place = $2)
    on conflict (term, place) do update set weight = excluded.weight";
const SETTLE_DOC: &str = "insert into search_docs (place, terms)
    select place, terms from search_recent where place = $1
    on conflict (place) do update set terms = excluded.terms";
const FORGET: &str = "delete from search_recent where place = $1";
const TAKE: &str = "delete from search_recent where place = $1 returning terms";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[TAKE];
#[cfg(test)]
pub(crate) const SQLITE_ONLY: &[&str] = &[READ, ADD, SETTLE_POSTING, SETTLE_DOC, FORGET];

/// When so many stand apart, they are put into the index before the minute is over.
const MANY: usize = 3_000;
/// Never do more stand apart: a search reads them all.
const MOST: usize = 2 * MANY;
/// How many postings, and how many texts, are put into the index before others may write.
const POSTINGS: usize = 500;
const TEXTS: usize = 250;

/// How many stand apart, as this process knows.
#[derive(Default)]
pub(crate) struct Backlog {
    count: AtomicUsize,
    many: Notify,
    /// Held while they are put into the index.
    turn: Mutex<()>,
}

impl Backlog {
    /// Keeps the words of a reply apart; false when there are too many already.
    pub(crate) fn add(&self, conn: &Connection, place: PostPlace, terms: &str) -> rusqlite::Result<bool> {
        if self.count.load(Ordering::Relaxed) >= MOST {
            return Ok(false);
        }
        execute(conn, ADD, &[Bound::Number(place.0), Bound::Word(terms)])?;
        if self.count.fetch_add(1, Ordering::Relaxed) + 1 >= MANY {
            self.many.notify_one();
        }
        Ok(true)
    }

    #[cfg(test)]
    pub(crate) fn counted(&self) -> usize {
        self.count.load(Ordering::Relaxed)
    }
}

/// The newest texts by their words, as they were read.
pub(super) struct Recent<'a>(HashMap<&'a str, Vec<(i64, i64)>>);

impl<'a> Recent<'a> {
    pub(super) fn of(read: &'a str) -> Result<Self> {
        let mut terms: HashMap<&str, Vec<(i64, i64)>> = HashMap::new();
        for text in texts(read) {
            let (place, lines) = text?;
            for line in lines.lines() {
                let (term, weight) = line_of(line).ok_or(Error::Unreadable("search_recent.terms"))?;
                terms.entry(term).or_default().push((place, weight));
            }
        }
        Ok(Self(terms))
    }

    pub(super) fn has(&self, term: &str) -> bool {
        self.0.contains_key(term)
    }

    /// The places of a term.
    pub(super) fn places(&self, term: &str) -> impl Iterator<Item = (PostPlace, f64)> + '_ {
        self.0.get(term).into_iter().flatten().map(|(place, weight)| (PostPlace(*place), *weight as f64))
    }

    /// All terms.
    pub(super) fn terms(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.0.keys().copied()
    }
}

/// The texts of one value: their places, and their terms with weights.
fn texts(read: &str) -> impl Iterator<Item = Result<(i64, &str)>> {
    read.split("\n\n").filter(|text| !text.is_empty()).map(|text| {
        let place = |(place, lines): (&str, _)| Some((place.parse().ok()?, lines));
        text.split_once('\n').and_then(place).ok_or(Error::Unreadable("search_recent.place"))
    })
}

impl Search<'_> {
    /// What stands apart. To be read before the index: what is put into it meanwhile is then found twice, and not missed.
    pub(super) async fn recent(&mut self) -> Result<String> {
        let read: Option<String> = on!(self.0,
            sqlite conn => sqlx::query_scalar(READ).fetch_one(conn).await,
            postgres _conn => Ok::<_, sqlx::Error>(None))?;
        Ok(read.unwrap_or_default())
    }

    /// Takes the words of a text away that is to be changed.
    pub(super) async fn take_recent(&mut self, place: PostPlace) -> Result<Option<String>> {
        on!(self.0, conn => sqlx::query_scalar(TAKE).bind(place.0).fetch_optional(conn).await)
    }
}

impl Zone<Community> {
    /// Answers when so many of the newest texts stand apart that they should be put into the index; on PostgreSQL never.
    pub async fn many_recent(&self) {
        match &self.base {
            Base::Sqlite(base) => base.backlog.many.notified().await,
            Base::Postgres(_) => std::future::pending().await,
        }
    }

    /// Puts the newest texts into the index, word by word, so that each page is changed once for all of them; a little at a
    /// time, so that nobody waits. Says how many texts there were; none when it was stopped, and then it is begun again without harm.
    pub async fn settle_recent(&self) -> Result<u64> {
        let Base::Sqlite(base) = &self.base else { return Ok(0) };
        let _turn = base.backlog.turn.lock().await;
        let read = self.look().await?.search().recent().await?;
        let (mut postings, mut places) = (Vec::new(), Vec::new());
        for text in texts(&read) {
            let (place, lines) = text?;
            places.push(place);
            postings.extend(lines.lines().filter_map(line_of).map(|(term, weight)| (term, place, weight)));
        }
        let count = places.len();
        if count == 0 {
            // Nothing stands apart: what was counted for a commit that failed, or for a text that was taken away, is forgotten.
            base.backlog.count.store(0, Ordering::Relaxed);
            return Ok(0);
        }
        postings.sort_unstable();
        places.sort_unstable();
        for some in postings.chunks(POSTINGS) {
            let own = some.iter().map(|(term, place, weight)| ((*term).to_owned(), *place, *weight));
            // Undone, because somebody else's change in the same commit failed: without its postings a text must stay apart.
            if !base.quick_writer.make(Box::new(Postings(own.collect()))).await? {
                return Ok(0);
            }
        }
        for some in places.chunks(TEXTS) {
            if !base.quick_writer.make(Box::new(Texts(some.to_vec()))).await? {
                return Ok(0);
            }
        }
        base.backlog
            .count
            .fetch_sub(count.min(base.backlog.count.load(Ordering::Relaxed)), Ordering::Relaxed);
        Ok(count as u64)
    }
}

struct Postings(Vec<(String, i64, i64)>);

impl Change for Postings {
    fn make(&self, conn: &Connection) -> rusqlite::Result<bool> {
        for (term, place, weight) in &self.0 {
            let row = [Bound::Word(term), Bound::Number(*place), Bound::Number(*weight)];
            execute(conn, SETTLE_POSTING, &row)?;
        }
        Ok(true)
    }
}

struct Texts(Vec<i64>);

impl Change for Texts {
    fn make(&self, conn: &Connection) -> rusqlite::Result<bool> {
        for place in &self.0 {
            execute(conn, SETTLE_DOC, &[Bound::Number(*place)])?;
            execute(conn, FORGET, &[Bound::Number(*place)])?;
        }
        Ok(true)
    }
}
