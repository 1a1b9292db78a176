//! The order of what was found: which threads, the best post of each, and how well it fits.

use super::PostPlace;
use crate::threads::Position;

/// The places that do for one word of the question, or that bear one mark.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// The places that were found, each once with its weight, in the order of places: groups are then compared by walking along
    /// them, and nothing has to be looked up.
    hits: Vec<(PostPlace, f64)>,
    /// Below this place nothing was looked at; 0 when everything was.
    pub floor: i64,
    /// True for a mark, without which a thread is out.
    pub must: bool,
}

impl Group {
    /// Without places: of a mark, or of a word.
    pub fn of(must: bool) -> Self {
        Self { must, ..Self::default() }
    }

    /// Adds places of one of its terms; where a place is there already, the larger weight counts.
    pub fn add(&mut self, hits: impl IntoIterator<Item = (PostPlace, f64)>) {
        let before = self.hits.len();
        self.hits.extend(hits);
        if self.hits.len() == before {
            return;
        }
        // Two lists that are in order already are merged, not sorted.
        self.hits.sort_by_key(|(place, _)| *place);
        self.hits.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 = kept.1.max(next.1);
            }
            same
        });
    }

    /// Walks along the places found so far, in their order.
    pub fn places(&self) -> impl Iterator<Item = PostPlace> + '_ {
        self.hits.iter().map(|(place, _)| *place)
    }

    /// Counts the places that were found.
    pub const fn count(&self) -> usize {
        self.hits.len()
    }

    /// Counts the threads that were found.
    fn threads(&self) -> usize {
        self.hits.chunk_by(|(one, _), (other, _)| one.thread() == other.thread()).count()
    }

    fn has(&self, thread: Position) -> bool {
        let at = self.hits.partition_point(|(place, _)| place.thread() < thread);
        self.hits.get(at).is_some_and(|(place, _)| place.thread() == thread)
    }
}

/// A thread that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// The measure of fit; comparable within one question only.
    pub score: i64,
    /// The post that fits best.
    pub place: PostPlace,
    /// The number of words of the question that are there.
    pub words: usize,
}

impl Ranked {
    /// The thread.
    pub const fn thread(&self) -> Position {
        self.place.thread()
    }
}

/// Threads that fit, the best first. `newest` is the position of the newest thread: it says how many there are about.
/// Only threads with at least `fewest` of the words are in.
pub fn rank(groups: &[Group], newest: Position, fewest: usize) -> Vec<Ranked> {
    let words: Vec<&Group> = groups.iter().filter(|group| !group.must).collect();
    let marks: Vec<&Group> = groups.iter().filter(|group| group.must).collect();
    let mut hits = Vec::with_capacity(groups.iter().map(Group::count).sum());
    for (word, group) in words.iter().enumerate() {
        let worth = rarity(group, newest);
        hits.extend(group.hits.iter().map(|(place, weight)| Match {
            place: *place,
            word,
            worth: weight * worth,
        }));
    }
    if words.is_empty() {
        let marked = marks.iter().flat_map(|group| group.places());
        hits.extend(marked.map(|place| Match { place, word: 0, worth: 0.0 }));
    }
    hits.sort_by_key(|hit| hit.place);
    let mut best = vec![0.0; words.len()];
    let mut ranked = Vec::new();
    for thread in hits.chunk_by(|one, other| one.place.thread() == other.place.thread()) {
        if marks.iter().all(|mark| mark.has(thread[0].place.thread())) {
            ranked.extend(judge(thread, &mut best, fewest));
        }
    }
    ranked.sort_unstable_by_key(|found: &Ranked| std::cmp::Reverse((found.score, found.thread())));
    ranked
}

/// Sorts the newest first: only those with every word, or when none has, all.
pub fn newest_first(mut found: Vec<Ranked>, words: usize) -> Vec<Ranked> {
    if found.iter().any(|found| found.words == words) {
        found.retain(|found| found.words == words);
    }
    found.sort_unstable_by_key(|found| std::cmp::Reverse(found.thread()));
    found
}

/// Weighs a word: the fewer threads have it, the more it says (the inverse document frequency of BM25). Where not
/// everything was looked at, the part that was says how it is with the rest; no counter has to be kept.
fn rarity(group: &Group, newest: Position) -> f64 {
    let all = newest.0.max(1) as f64;
    let looked_at = (all - PostPlace(group.floor).thread().0 as f64).max(1.0);
    let have = (group.threads() as f64 * all / looked_at).min(all);
    (1.0 + (all - have + 0.5) / (have + 0.5)).ln()
}

/// That a post has a word, and what that is worth.
struct Match {
    place: PostPlace,
    word: usize,
    worth: f64,
}

/// Judges how one thread fits, by all its hits in the order of places; `best` is room for the best of each word.
fn judge(hits: &[Match], best: &mut [f64], fewest: usize) -> Option<Ranked> {
    best.fill(0.0);
    for hit in hits {
        if let Some(best) = best.get_mut(hit.word) {
            *best = best.max(hit.worth);
        }
    }
    let (all, words) = (best.len(), best.iter().filter(|best| **best > 0.0).count());
    if words < fewest {
        return None;
    }
    // Of posts that fit equally well the first one: the opening tells the story.
    let (place, in_one) = hits
        .chunk_by(|one, other| one.place == other.place)
        .map(|post| (post[0].place, (post.iter().map(|hit| hit.worth).sum::<f64>() * 1_000.0) as i64))
        .max_by_key(|(place, worth)| (*worth, std::cmp::Reverse(*place)))?;
    let together: f64 = best.iter().sum::<f64>() * 1_000.0;
    // A word that is missing costs more than its own weight; words in one post count more than words all over.
    let part = if all == 0 { 1.0 } else { words as f64 / all as f64 };
    let score = (part * part * part * (together * 0.8 + in_one as f64 * 0.2)) as i64;
    Some(Ranked { score, place, words })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(thread: i64, seq: i64) -> PostPlace {
        PostPlace::of(Position(thread), seq).expect("a place")
    }

    fn group(hits: &[(PostPlace, f64)]) -> Group {
        let mut group = Group::default();
        group.add(hits.iter().copied());
        group
    }

    fn order(groups: &[Group]) -> Vec<i64> {
        rank(groups, Position(100), groups.iter().filter(|group| !group.must).count().div_ceil(2))
            .iter()
            .map(|found| found.thread().0)
            .collect()
    }

    #[test]
    fn all_words_come_before_some_and_rare_words_before_common_ones() {
        let rare = group(&[(at(1, 0), 20.0), (at(3, 0), 20.0)]);
        let common = group(&(1..=60).filter(|n| *n != 3).map(|n| (at(n, 0), 20.0)).collect::<Vec<_>>());
        let found = order(&[rare, common]);
        assert_eq!(found[..2], [1, 3]);
        assert_eq!(found.len(), 60, "half of the words is enough, at the end");
    }

    #[test]
    fn words_may_stand_in_different_posts_of_a_thread() {
        let found = rank(&[group(&[(at(5, 0), 9.0)]), group(&[(at(5, 2), 30.0)])], Position(100), 1);
        assert_eq!((found.len(), found[0].words, found[0].place), (1, 2, at(5, 2)));
    }

    #[test]
    fn a_thread_without_the_mark_is_out() {
        let word = group(&[(at(1, 0), 9.0), (at(2, 3), 9.0)]);
        let mark = Group { must: true, ..group(&[(at(2, 0), 1.0)]) };
        assert_eq!(order(&[word, mark.clone()]), [2]);
        assert_eq!(order(&[mark]), [2], "marks alone list what bears them");
    }

    #[test]
    fn equals_stand_newest_first_and_one_word_of_three_is_too_little() {
        let word = group(&[(at(1, 0), 9.0), (at(7, 0), 9.0), (at(4, 0), 9.0)]);
        assert_eq!(order(std::slice::from_ref(&word)), [7, 4, 1]);
        assert_eq!(order(&[word, Group::default(), Group::default()]), [0i64; 0]);
    }

    #[test]
    fn newest_first_is_an_order_of_those_that_have_every_word() {
        let (one, two) =
            (group(&[(at(1, 0), 9.0), (at(2, 0), 1.0)]), group(&[(at(1, 1), 9.0), (at(9, 0), 9.0)]));
        let threads = |found: Vec<Ranked>| found.iter().map(|found| found.thread().0).collect::<Vec<_>>();
        let found = rank(&[one, two], Position(100), 1);
        assert_eq!(threads(newest_first(found.clone(), 2)), [1]);
        assert_eq!(threads(newest_first(found, 3)), [9, 2, 1]);
    }

    #[test]
    fn a_part_that_was_looked_at_tells_how_rare_a_word_is() {
        let whole = group(&(1..=100).map(|n| (at(n, 0), 1.0)).collect::<Vec<_>>());
        let part =
            Group { floor: at(90, 0).0, ..group(&(91..=100).map(|n| (at(n, 0), 1.0)).collect::<Vec<_>>()) };
        assert!((rarity(&whole, Position(100)) - rarity(&part, Position(100))).abs() < 0.01);
    }
}
