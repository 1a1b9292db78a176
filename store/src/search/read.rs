//! Reading places: many lists in one question, and each list as one value. A row by itself takes SQLite and the way from
//! its thread to ours longer than finding it, and a search reads thousands.

use super::Search;
use crate::driver::{Error, Result, Row, Texts};
use domain::search::PostPlace;
use std::collections::{HashMap, HashSet};

/// The number of terms that an unfinished word may become.
const BEGINNINGS: i64 = 12;
/// The limit below which all weights are (migrations/*/community/0002_search.sql); a place and its weight travel as one number.
const WEIGHTS: i64 = 64;

/// The newest places of some terms, and the position of the newest thread.
const NEWEST: Texts = Texts {
    sqlite: "select j.value as term, (select group_concat(one, ' ') from (
            select p.place * 64 + p.weight as one from search_postings p
            where p.term = j.value and p.place < $2 order by p.place desc limit $3 + 0
        )) as places, (select coalesce(max(position), 0) from threads) as newest
        from json_each($1) j",
    postgres: "select j.term, (select string_agg(one::text, ' ') from (
            select p.place * 64 + p.weight as one from search_postings p
            where p.term = j.term and p.place < $2 order by p.place desc limit $3 + 0
        ) newest) as places, (select coalesce(max(position), 0) from threads) as newest
        from unnest($1::text[]) as j (term)",
};
/// The places of some terms in some threads. `cross join` is how SQLite is told to begin with the threads: left to itself
/// it reads every place of a term for each of them, which took seconds where this takes milliseconds.
const IN_THREADS: Texts = Texts {
    sqlite: "select j.value as term, (select group_concat(p.place * 64 + p.weight, ' ') from json_each($2) k
            cross join search_postings p on p.term = j.value and p.place between k.value and k.value + 4095) as places
        from json_each($1) j",
    postgres: "select j.term, (select string_agg((p.place * 64 + p.weight)::text, ' ')
            from unnest($2::bigint[]) as k (place)
            join search_postings p on p.term = j.term and p.place between k.place and k.place + 4095) as places
        from unnest($1::text[]) as j (term)",
};
/// The first terms of a range, one step along the index for each: `distinct` would read all their places.
const BEGINNING: &str = "with recursive terms (term, many) as (
        select (select min(term) from search_postings where term >= $1), 1
        union all
        select (select min(p.term) from search_postings p where p.term > terms.term), many + 1
        from terms where terms.term < $2 and many < $3
    ) select term from terms where term < $2";
const KNOWN: Texts = Texts {
    sqlite: "select j.value as term from json_each($1) j where exists (select 1 from search_postings where term = j.value)",
    postgres: "select j.term from unnest($1::text[]) as j (term)
        where exists (select 1 from search_postings p where p.term = j.term)",
};

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[BEGINNING];
#[cfg(test)]
pub(crate) const TEXTS: &[Texts] = &[NEWEST, IN_THREADS, KNOWN];

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

fn read_list(row: &Row<'_>) -> Result<(String, Places)> {
    let places: Option<String> = row.get("places")?;
    Ok((row.get("term")?, read(places.as_deref().unwrap_or_default())?))
}

impl Search<'_> {
    /// The newest `most` places of each term that stand before one.
    pub(super) async fn newest(&mut self, terms: &[&str], before: i64, most: i64) -> Result<Lists> {
        if terms.is_empty() {
            return Ok(Lists::default());
        }
        let read = |row: &Row<'_>| Ok((read_list(row)?, row.get("newest")?));
        let rows = self.0.ask(NEWEST, values![terms, before, most], read).await?;
        let newest = rows.first().map_or(0, |(_, newest)| *newest);
        Ok(Lists { lists: rows.into_iter().map(|(list, _)| list).collect(), newest })
    }

    /// The places of each term in the threads with these openings, which are in order.
    pub(super) async fn in_threads(&mut self, terms: &[&str], openings: &[i64]) -> Result<Lists> {
        if openings.is_empty() || terms.is_empty() {
            return Ok(Lists::default());
        }
        let rows = self.0.ask(IN_THREADS, values![terms, openings], read_list).await?;
        Ok(Lists { lists: rows.into_iter().collect(), newest: 0 })
    }

    /// Those of the terms that some text has.
    pub(super) async fn known(&mut self, terms: &[&str]) -> Result<HashSet<String>> {
        if terms.is_empty() {
            return Ok(HashSet::new());
        }
        let known = self.0.ask(KNOWN, values![terms], |row| row.get("term")).await?;
        Ok(known.into_iter().collect())
    }

    /// The first terms from one on and before another.
    pub(super) async fn beginning(&mut self, from: &str, before: &str) -> Result<Vec<String>> {
        self.0.ask(BEGINNING, values![from, before, BEGINNINGS], |row| row.get("term")).await
    }
}

/// Reads a list as it travels.
fn read(places: &str) -> Result<Places> {
    let one = |packed: &str| {
        let packed: i64 = packed.parse().map_err(|_| Error::Unreadable("places"))?;
        Ok((PostPlace(packed / WEIGHTS), (packed % WEIGHTS) as f64))
    };
    places.split_ascii_whitespace().map(one).collect()
}
