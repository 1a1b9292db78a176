//! Reading places: many lists in one question, and each list as one value. A row by itself takes SQLite and the way from
//! its thread to ours longer than finding it, and a search reads thousands.

use super::recent::Recent;
use super::{Each, Search, as_json};
use crate::{Error, Result};
use domain::search::PostPlace;
use std::collections::{HashMap, HashSet};

/// How many terms an unfinished word may become.
const BEGINNINGS: i64 = 12;
/// What a weight is smaller than (migrations/*/community/0002_search.sql); a place and its weight travel as one number.
const WEIGHTS: i64 = 64;

/// The newest places of some terms, and the position of the newest thread.
const NEWEST: Each = Each {
    sqlite: "select j.value, (select group_concat(one, ' ') from (
            select p.place * 64 + p.weight as one from search_postings p
            where p.term = j.value and p.place < $2 order by p.place desc limit $3 + 0
        )), (select coalesce(max(position), 0) from threads)
        from json_each($1) j",
    postgres: "select j.term, (select string_agg(one::text, ' ') from (
            select p.place * 64 + p.weight as one from search_postings p
            where p.term = j.term and p.place < $2 order by p.place desc limit $3 + 0
        ) newest), (select coalesce(max(position), 0) from threads)
        from unnest($1::text[]) as j (term)",
};
/// The places of some terms in some threads. `cross join` is how SQLite is told to begin with the threads: left to itself
/// it reads every place of a term for each of them, which took seconds where this takes milliseconds.
const IN_THREADS: Each = Each {
    sqlite: "select j.value, (select group_concat(p.place * 64 + p.weight, ' ') from json_each($2) k
            cross join search_postings p on p.term = j.value and p.place between k.value and k.value + 4095)
        from json_each($1) j",
    postgres: "select j.term, (select string_agg((p.place * 64 + p.weight)::text, ' ')
            from unnest($2::bigint[]) as k (place)
            join search_postings p on p.term = j.term and p.place between k.place and k.place + 4095)
        from unnest($1::text[]) as j (term)",
};
/// The first terms of a range, one step along the index for each: `distinct` would read all their places.
const BEGINNING: &str = "with recursive terms (term, many) as (
        select (select min(term) from search_postings where term >= $1), 1
        union all
        select (select min(p.term) from search_postings p where p.term > terms.term), many + 1
        from terms where terms.term < $2 and many < $3
    ) select term from terms where term < $2";
const KNOWN: Each = Each {
    sqlite: "select j.value from json_each($1) j where exists (select 1 from search_postings where term = j.value)",
    postgres: "select j.term from unnest($1::text[]) as j (term)
        where exists (select 1 from search_postings p where p.term = j.term)",
};

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[BEGINNING];
#[cfg(test)]
pub(crate) const EACH: &[Each] = &[NEWEST, IN_THREADS, KNOWN];

/// Places with what they weigh.
pub type Places = Vec<(PostPlace, f64)>;

/// Places by their term.
#[derive(Default)]
pub struct Lists {
    lists: HashMap<String, Places>,
    /// The position of the newest thread; 0 before the first question.
    pub newest: i64,
}

impl Lists {
    /// Those of a term, in no order.
    pub fn of(&self, term: &str) -> &[(PostPlace, f64)] {
        self.lists.get(term).map_or(&[], Vec::as_slice)
    }
}

impl Search<'_> {
    /// The newest `most` places of each term that stand before one.
    pub(super) async fn newest(
        &mut self,
        recent: &Recent<'_>,
        terms: &[&str],
        before: i64,
        most: i64,
    ) -> Result<Lists> {
        if terms.is_empty() {
            return Ok(Lists::default());
        }
        let rows: Vec<(String, Option<String>, i64)> = on!(self.0,
            sqlite conn => sqlx::query_as(NEWEST.sqlite).bind(as_json(&terms)).bind(before).bind(most)
                .fetch_all(conn).await,
            postgres conn => sqlx::query_as(NEWEST.postgres).bind(terms).bind(before).bind(most)
                .fetch_all(conn).await)?;
        let newest = rows.first().map_or(0, |(_, _, newest)| *newest);
        let lists = rows.into_iter().map(|(term, places, _)| {
            let mut places = read(places)?;
            if add_recent(&mut places, recent.places(&term).filter(|(place, _)| place.0 < before)) {
                places.reverse();
                places.truncate(most as usize);
            }
            Ok((term, places))
        });
        Ok(Lists { lists: lists.collect::<Result<_>>()?, newest })
    }

    /// The places of each term in the threads with these openings, which are in order.
    pub(super) async fn in_threads(
        &mut self,
        recent: &Recent<'_>,
        terms: &[&str],
        openings: &[i64],
    ) -> Result<Lists> {
        if openings.is_empty() || terms.is_empty() {
            return Ok(Lists::default());
        }
        let rows: Vec<(String, Option<String>)> = on!(self.0,
            sqlite conn => sqlx::query_as(IN_THREADS.sqlite).bind(as_json(&terms)).bind(as_json(&openings))
                .fetch_all(conn).await,
            postgres conn => sqlx::query_as(IN_THREADS.postgres).bind(terms).bind(openings)
                .fetch_all(conn).await)?;
        let asked = |place: PostPlace| openings.binary_search(&PostPlace::opening(place.thread()).0).is_ok();
        let lists = rows.into_iter().map(|(term, places)| {
            let mut places = read(places)?;
            add_recent(&mut places, recent.places(&term).filter(|(place, _)| asked(*place)));
            Ok((term, places))
        });
        Ok(Lists { lists: lists.collect::<Result<_>>()?, newest: 0 })
    }

    /// Those of the terms that some text has.
    pub(super) async fn known(&mut self, recent: &Recent<'_>, terms: &[&str]) -> Result<HashSet<String>> {
        if terms.is_empty() {
            return Ok(HashSet::new());
        }
        let known: Vec<String> = on!(self.0,
            sqlite conn => sqlx::query_scalar(KNOWN.sqlite).bind(as_json(&terms)).fetch_all(conn).await,
            postgres conn => sqlx::query_scalar(KNOWN.postgres)
                .bind(terms).fetch_all(conn).await)?;
        let newest = terms.iter().filter(|term| recent.has(term)).map(|term| (*term).to_owned());
        Ok(known.into_iter().chain(newest).collect())
    }

    /// The first terms from one on and before another.
    pub(super) async fn beginning(
        &mut self,
        recent: &Recent<'_>,
        from: &str,
        before: &str,
    ) -> Result<Vec<String>> {
        let mut terms: Vec<String> = on!(self.0, conn => sqlx::query_scalar(BEGINNING)
            .bind(from).bind(before).bind(BEGINNINGS).fetch_all(conn).await)?;
        let range = from..before;
        terms.extend(recent.terms().filter(|term| range.contains(term)).map(str::to_owned));
        terms.sort_unstable();
        terms.dedup();
        terms.truncate(BEGINNINGS as usize);
        Ok(terms)
    }
}

/// Adds places that stand apart from the index, each once, in the order of places. Says whether there were any.
fn add_recent(places: &mut Places, recent: impl Iterator<Item = (PostPlace, f64)>) -> bool {
    let before = places.len();
    places.extend(recent);
    if places.len() == before {
        return false;
    }
    places.sort_by_key(|(place, _)| *place);
    places.dedup_by_key(|(place, _)| *place);
    true
}

/// A list as it travels.
fn read(places: Option<String>) -> Result<Places> {
    let one = |packed: &str| {
        let packed: i64 = packed.parse().map_err(|_| Error::Unreadable("search_postings.place"))?;
        Ok((PostPlace(packed / WEIGHTS), (packed % WEIGHTS) as f64))
    };
    places.unwrap_or_default().split_ascii_whitespace().map(one).collect()
}
