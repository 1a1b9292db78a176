//! Finding: the newest places of each term, then those of the rarer words looked up under the commoner ones.

use super::Search;
use crate::driver::Result;
use domain::search::{Group, PostPlace, Ranked, SearchQuery, Word, rank};
use domain::threads::Position;
use std::collections::{BTreeSet, HashMap, HashSet};

/// The number of places of a term that are read. A word that more posts have is a word that says little, and its older posts
/// are one page further on.
const MOST: i64 = 1_000;
/// A word with fewer places than this is also looked for with a typo, as a compound, and taken apart.
const FEW: usize = 50;
/// The number of places that are read of each term that is a guess.
const MOST_OF_A_GUESS: i64 = 100;
/// The number of ways to take a compound apart that are tried.
const SPLITS: usize = 2;

/// The worth of places that have not the word itself.
const COMPOUND: f64 = 0.9;
const KIN: f64 = 0.9;
const UNFINISHED: f64 = 0.6;
const TYPO: f64 = 0.4;

/// The answer to a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchResult {
    /// Threads, what fits best first.
    pub threads: Vec<Ranked>,
    /// The terms that were looked for, to be marked in the texts.
    pub terms: HashSet<String>,
    /// The place to go on from: there may be more before it.
    pub older: Option<PostPlace>,
    /// The words that so many texts have that nothing was guessed about them.
    sure: HashSet<String>,
}

impl SearchResult {
    /// True when so many texts have a word of the question that it was not mistyped.
    pub fn is_sure(&self, word: &Word) -> bool {
        self.sure.contains(&word.word)
    }
}

/// A group while it is being read.
#[derive(Default)]
struct Reading {
    group: Group,
    /// The terms to look up in other threads: of which not everything was read, and what they are worth.
    cut: Vec<(String, f64)>,
}

impl Reading {
    /// Adds the newest `most` places of a term.
    fn add(&mut self, term: String, worth: f64, places: &[(PostPlace, f64)], most: i64) {
        if places.len() as i64 == most {
            let floor = places.iter().map(|(place, _)| place.0).min().unwrap_or(0);
            self.group.floor = self.group.floor.max(floor);
            self.cut.push((term, worth));
        }
        self.group.add(weighed(places, worth));
    }
}

/// A term, what it is worth, and the number of the group that it is read for.
type Wanted = (usize, String, f64);

/// The words that somebody may have meant with a word.
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
            .chain(worth(word.typos().to_vec(), TYPO));
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

/// The readings of a question: its marks, then its words.
struct Readings<'a> {
    query: &'a SearchQuery,
    before: i64,
    all: Vec<Reading>,
    terms: HashSet<String>,
    sure: HashSet<String>,
}

impl<'a> Readings<'a> {
    /// The words, each with the number of its group.
    fn words(&self) -> impl Iterator<Item = (usize, &'a Word)> + use<'a> {
        let (first, words) = (self.query.marks.len(), &self.query.words);
        words.iter().enumerate().map(move |(n, word)| (first + n, word))
    }
}

impl Search<'_> {
    /// The threads that fit a question; before a place, to go on. One question costs a bounded number of steps along the
    /// index, whatever is asked and however many posts there are: per word [`MOST`] places, and as many look-ups.
    pub async fn list(&mut self, query: &SearchQuery, before: Option<PostPlace>) -> Result<SearchResult> {
        let marks = query.marks.iter().map(|_| Reading { group: Group::of(true), cut: Vec::new() });
        let mut readings = Readings {
            query,
            before: before.map_or(i64::MAX, |place| place.0),
            all: marks.chain(query.words.iter().map(|_| Reading::default())).collect(),
            terms: query.words.iter().flat_map(|word| word.terms.iter().cloned()).collect(),
            sure: HashSet::new(),
        };
        let marks = query.marks.iter().enumerate().map(|(n, mark)| (n, mark.term(), 1.0));
        let words =
            readings.words().flat_map(|(n, word)| word.terms.iter().map(move |term| (n, term.clone(), 1.0)));
        let asked = marks.chain(words).collect();
        let newest = self.read(&mut readings, asked, MOST).await?;
        self.read_guesses(&mut readings).await?;
        let groups = readings.all.iter().map(|reading| reading.group.floor);
        let older = groups.min().filter(|floor| *floor > 0).map(PostPlace);
        self.look_up(&mut readings.all).await?;
        let groups: Vec<Group> = readings.all.into_iter().map(|reading| reading.group).collect();
        let threads = rank(&groups, Position(newest), query.fewest);
        Ok(SearchResult { threads, terms: readings.terms, older, sure: readings.sure })
    }

    /// The newest places of terms, and the position of the newest thread.
    async fn read(&mut self, readings: &mut Readings<'_>, wanted: Vec<Wanted>, most: i64) -> Result<i64> {
        let terms: BTreeSet<&str> = wanted.iter().map(|(_, term, _)| &**term).collect();
        let terms: Vec<_> = terms.into_iter().collect();
        let lists = self.newest(&terms, readings.before, most).await?;
        for (n, term, worth) in wanted {
            let places = lists.of(&term);
            readings.all[n].add(term, worth, places, most);
        }
        Ok(lists.newest)
    }

    /// Reads guesses at words that hardly anybody used, and at what an unfinished word may become.
    async fn read_guesses(&mut self, readings: &mut Readings<'_>) -> Result<()> {
        let (few, many): (Vec<_>, Vec<_>) =
            readings.words().partition(|(n, _)| readings.all[*n].group.count() < FEW);
        let sure = many.into_iter().map(|(_, word)| word.word.clone()).collect();
        let few: Vec<_> = few.into_iter().map(|(n, word)| (n, word, Guesses::of(word))).collect();
        let terms: BTreeSet<&str> = few.iter().flat_map(|(_, _, guesses)| guesses.terms()).collect();
        let known = self.known(&terms.into_iter().collect::<Vec<_>>()).await?;
        let (mut wanted, mut splits) = (Vec::new(), Vec::new());
        for (n, word, guesses) in few {
            wanted.extend(guesses.known(word, &known).into_iter().map(|(term, worth)| (n, term, worth)));
            splits.extend(guesses.known_splits(&known).into_iter().map(|(left, right)| (n, left, right)));
        }
        let unfinished = readings.words().filter_map(|(n, word)| Some((n, word, word.range()?)));
        for (n, word, (from, to)) in unfinished.collect::<Vec<_>>() {
            let terms = self.beginning(&from, &to).await?.into_iter();
            wanted.extend(terms.filter(|t| !word.terms.contains(t)).map(|term| (n, term, UNFINISHED)));
        }
        readings.sure = sure;
        readings.terms.extend(wanted.iter().map(|(_, term, _)| term.clone()));
        self.read(readings, wanted, MOST_OF_A_GUESS).await?;
        self.read_splits(readings, splits).await
    }

    /// The newest posts that have both parts of a compound.
    async fn read_splits(
        &mut self,
        readings: &mut Readings<'_>,
        splits: Vec<(usize, String, String)>,
    ) -> Result<()> {
        let terms: BTreeSet<&str> = splits.iter().flat_map(|(_, left, right)| [&**left, &**right]).collect();
        let terms: Vec<_> = terms.into_iter().collect();
        let lists = self.newest(&terms, readings.before, MOST).await?;
        for (n, left, right) in splits {
            let longer = lists.of(&left).len() > lists.of(&right).len();
            let (rare, common) = if longer { (&right, &left) } else { (&left, &right) };
            let threads = openings(lists.of(rare).iter().map(|(place, _)| *place));
            let other = self.in_threads(&[common], &threads).await?;
            let other: HashMap<PostPlace, f64> = other.of(common).iter().copied().collect();
            let both = lists
                .of(rare)
                .iter()
                .filter_map(|(place, weight)| Some((*place, weight.min(*other.get(place)?))));
            readings.all[n].group.add(both.map(|(place, weight)| (place, weight * COMPOUND)));
            readings.terms.extend([left, right]);
        }
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
            let threads =
                openings(rarer.flat_map(|other| other.group.places()).filter(|place| place.0 < floor));
            let newest = &threads[threads.len().saturating_sub(MOST as usize)..];
            let Reading { group, cut } = &mut readings[n];
            let terms: Vec<&str> = cut.iter().map(|(term, _)| &**term).collect();
            let lists = self.in_threads(&terms, newest).await?;
            for (term, worth) in cut.iter() {
                group.add(weighed(lists.of(term), *worth));
            }
        }
        Ok(())
    }
}

fn weighed(places: &[(PostPlace, f64)], worth: f64) -> impl Iterator<Item = (PostPlace, f64)> {
    places.iter().map(move |(place, weight)| (*place, weight * worth))
}

/// The first places of the threads of these, each once, in order.
fn openings(places: impl Iterator<Item = PostPlace>) -> Vec<i64> {
    let mut openings: Vec<i64> = places.map(|place| PostPlace::opening(place.thread()).0).collect();
    openings.sort_unstable();
    openings.dedup();
    openings
}
