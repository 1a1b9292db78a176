//! Finding: the newest places of each term, then those of the rarer words looked up under the commoner ones.

use super::{Each, Search, as_json};
use crate::Result;
use domain::search::{Group, Place, Query, Ranked, Word, rank};
use domain::threads::Position;
use std::collections::{BTreeSet, HashSet};

/// How many places of a term are read. A word that more posts have is a word that says little, and its older posts
/// are one page further on.
const MOST: i64 = 1_000;
/// A word with fewer places than this is also looked for with a typo, as a compound, and taken apart.
const FEW: usize = 50;
/// How many terms an unfinished word may become, and how many places of each are read.
const BEGINNINGS: i64 = 12;
const MOST_OF_A_GUESS: i64 = 100;
/// How many ways to take a compound apart are tried.
const SPLITS: usize = 2;

/// What a place is worth that has not the word itself.
const COMPOUND: f64 = 0.9;
const KIN: f64 = 0.9;
const UNFINISHED: f64 = 0.6;
const TYPO: f64 = 0.4;

const NEWEST_THREAD: &str = "select coalesce(max(position), 0) from threads";
const NEWEST: &str = "select place, weight from search_postings
    where term = $1 and place < $2 order by place desc limit $3 + 0";
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
/// The places of a term in some threads. `cross join` is how SQLite is told to begin with the threads: left to itself it
/// reads every place of the term for each of them, which took seconds where this takes milliseconds.
const IN_THREADS: Each = Each {
    sqlite: "select p.place, p.weight from json_each($1) j
        cross join search_postings p on p.term = $2 and p.place between j.value and j.value + 4095",
    postgres: "select p.place, p.weight from unnest($1::bigint[]) as j (place)
        join search_postings p on p.term = $2 and p.place between j.place and j.place + 4095",
};

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[NEWEST_THREAD, NEWEST, BEGINNING];
#[cfg(test)]
pub(crate) const EACH: &[Each] = &[KNOWN, IN_THREADS];
#[cfg(test)]
pub(crate) const LISTS: &[&str] = &[NEWEST];

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Threads, what fits best first.
    pub threads: Vec<Ranked>,
    /// The terms that were looked for, to be marked in the texts.
    pub terms: HashSet<String>,
    /// Where to go on: there may be more before this place.
    pub older: Option<Place>,
}

/// A group while it is being read.
#[derive(Default)]
struct Reading {
    group: Group,
    /// What to look up in other threads: the terms of which not everything was read, and what they are worth.
    cut: Vec<(String, f64)>,
}

/// What somebody may have meant with a word.
struct Guesses {
    single: Vec<(String, f64)>,
    splits: Vec<(String, String)>,
}

impl Guesses {
    fn of(word: &Word) -> Self {
        let worth = |terms: Vec<String>, worth: f64| terms.into_iter().map(move |term| (term, worth));
        let single = worth(word.joined.clone(), COMPOUND)
            .chain(worth(word.kin(), KIN))
            .chain(worth(word.begun(), UNFINISHED))
            .chain(worth(word.typos().into_iter().collect(), TYPO));
        Self { single: single.collect(), splits: word.splits() }
    }

    /// Every term that has to be known.
    fn terms(&self) -> Vec<&str> {
        let parts = self.splits.iter().flat_map(|(left, right)| [left, right]);
        let all: BTreeSet<&str> =
            self.single.iter().map(|(term, _)| term).chain(parts).map(String::as_str).collect();
        all.into_iter().collect()
    }

    fn known(&self, word: &Word, known: &HashSet<String>) -> Vec<(String, f64)> {
        let is = |term: &String| known.contains(term) && !word.terms.contains(term);
        self.single.iter().filter(|(term, _)| is(term)).cloned().collect()
    }

    /// Those whose shorter part is longest: "nacht" and "dienst" before "nachtd" and "ienst".
    fn known_splits(self, known: &HashSet<String>) -> Vec<(String, String)> {
        let mut splits = self.splits;
        splits.retain(|(left, right)| known.contains(left) && known.contains(right));
        splits.sort_by_key(|(left, right)| std::cmp::Reverse(left.len().min(right.len())));
        splits.truncate(SPLITS);
        splits
    }
}

impl Search<'_> {
    /// The threads that fit a question; before a place, to go on. One question costs a bounded number of steps along the
    /// index, whatever is asked and however many posts there are: per word [`MOST`] places, and as many look-ups.
    pub async fn list(&mut self, query: &Query, before: Option<Place>) -> Result<Found> {
        let before = before.map_or(i64::MAX, |place| place.0);
        let mut terms = HashSet::new();
        let mut readings = Vec::new();
        for mark in &query.marks {
            let mut reading = Reading { group: Group { must: true, ..Group::default() }, cut: Vec::new() };
            self.read(&mut reading, &mark.term(), 1.0, before, MOST).await?;
            readings.push(reading);
        }
        for word in &query.words {
            let mut reading = Reading::default();
            self.read_word(&mut reading, word, before, &mut terms).await?;
            readings.push(reading);
        }
        let older = readings.iter().map(|reading| reading.group.floor).min().filter(|floor| *floor > 0);
        self.look_up(&mut readings).await?;
        let newest: i64 = on!(self.0, conn => sqlx::query_scalar(NEWEST_THREAD).fetch_one(conn).await)?;
        let groups: Vec<Group> = readings.into_iter().map(|reading| reading.group).collect();
        Ok(Found { threads: rank(&groups, Position(newest), query.fewest), terms, older: older.map(Place) })
    }

    async fn read_word(
        &mut self,
        reading: &mut Reading,
        word: &Word,
        before: i64,
        terms: &mut HashSet<String>,
    ) -> Result<()> {
        for term in &word.terms {
            self.read(reading, term, 1.0, before, MOST).await?;
            terms.insert(term.clone());
        }
        if reading.group.hits.len() < FEW {
            self.read_guesses(reading, word, before, terms).await?;
        }
        if let Some((from, to)) = word.range() {
            for term in self.beginning(&from, &to).await? {
                if word.terms.contains(&term) {
                    continue;
                }
                self.read(reading, &term, UNFINISHED, before, MOST_OF_A_GUESS).await?;
                terms.insert(term);
            }
        }
        Ok(())
    }

    /// What somebody may have meant whose word hardly anybody used.
    async fn read_guesses(
        &mut self,
        reading: &mut Reading,
        word: &Word,
        before: i64,
        terms: &mut HashSet<String>,
    ) -> Result<()> {
        let guesses = Guesses::of(word);
        let known = self.known(&guesses.terms()).await?;
        for (guess, worth) in guesses.known(word, &known) {
            self.read(reading, &guess, worth, before, MOST_OF_A_GUESS).await?;
            terms.insert(guess);
        }
        for (left, right) in guesses.known_splits(&known) {
            self.read_both(reading, &left, &right, before).await?;
            terms.extend([left, right]);
        }
        Ok(())
    }

    /// The newest places of a term.
    async fn read(
        &mut self,
        reading: &mut Reading,
        term: &str,
        worth: f64,
        before: i64,
        most: i64,
    ) -> Result<()> {
        let places = self.newest(term, before, most).await?;
        if places.len() as i64 == most {
            let floor = places.last().map_or(0, |(place, _)| place.0);
            reading.group.floor = reading.group.floor.max(floor);
            reading.cut.push((term.to_owned(), worth));
        }
        reading.group.add(places.into_iter().map(|(place, weight)| (place, weight * worth)));
        Ok(())
    }

    /// The newest posts that have both terms.
    async fn read_both(&mut self, reading: &mut Reading, left: &str, right: &str, before: i64) -> Result<()> {
        let mut one = self.newest(left, before, MOST).await?;
        let mut other = self.newest(right, before, MOST).await?;
        let (mut rare, mut common) = (left, right);
        if one.len() > other.len() {
            std::mem::swap(&mut one, &mut other);
            std::mem::swap(&mut rare, &mut common);
        }
        let threads: BTreeSet<i64> = one.iter().map(|(place, _)| Place::opening(place.thread()).0).collect();
        let other = self.in_threads(&threads.into_iter().collect::<Vec<_>>(), common).await?;
        let other: std::collections::HashMap<Place, f64> = other.into_iter().collect();
        let both =
            one.into_iter().filter_map(|(place, weight)| Some((place, weight.min(*other.get(&place)?))));
        reading.group.add(both.map(|(place, weight)| (place, weight * COMPOUND)));
        Ok(())
    }

    /// Looks the threads of the rarer words up under each word of which only the newest places were read.
    async fn look_up(&mut self, readings: &mut [Reading]) -> Result<()> {
        for n in 0..readings.len() {
            let floor = readings[n].group.floor;
            if floor == 0 {
                continue;
            }
            let rarer = readings.iter().filter(|other| other.group.floor < floor);
            let places = rarer.flat_map(|other| other.group.hits.keys()).filter(|place| place.0 < floor);
            let threads: BTreeSet<i64> = places.map(|place| Place::opening(place.thread()).0).collect();
            let newest: Vec<i64> = threads.into_iter().rev().take(MOST as usize).collect();
            for (term, worth) in readings[n].cut.clone() {
                let places = self.in_threads(&newest, &term).await?;
                readings[n].group.add(places.into_iter().map(|(place, weight)| (place, weight * worth)));
            }
        }
        Ok(())
    }

    async fn newest(&mut self, term: &str, before: i64, most: i64) -> Result<Vec<(Place, f64)>> {
        let rows: Vec<(i64, i64)> = on!(self.0, conn => sqlx::query_as(NEWEST)
            .bind(term).bind(before).bind(most).fetch_all(conn).await)?;
        Ok(rows.into_iter().map(weighed).collect())
    }

    async fn in_threads(&mut self, openings: &[i64], term: &str) -> Result<Vec<(Place, f64)>> {
        if openings.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<(i64, i64)> = on!(self.0,
            sqlite conn => sqlx::query_as(IN_THREADS.sqlite).bind(as_json(&openings)).bind(term)
                .fetch_all(conn).await,
            postgres conn => sqlx::query_as(IN_THREADS.postgres).bind(openings).bind(term)
                .fetch_all(conn).await)?;
        Ok(rows.into_iter().map(weighed).collect())
    }

    async fn known(&mut self, terms: &[&str]) -> Result<HashSet<String>> {
        if terms.is_empty() {
            return Ok(HashSet::new());
        }
        let known: Vec<String> = on!(self.0,
            sqlite conn => sqlx::query_scalar(KNOWN.sqlite).bind(as_json(&terms)).fetch_all(conn).await,
            postgres conn => sqlx::query_scalar(KNOWN.postgres)
                .bind(terms).fetch_all(conn).await)?;
        Ok(known.into_iter().collect())
    }

    async fn beginning(&mut self, from: &str, before: &str) -> Result<Vec<String>> {
        on!(self.0, conn => sqlx::query_scalar(BEGINNING)
            .bind(from).bind(before).bind(BEGINNINGS).fetch_all(conn).await)
    }
}

fn weighed((place, weight): (i64, i64)) -> (Place, f64) {
    (Place(place), weight as f64)
}
