//! Who lies beside whom. Whatever keeps the order in which rows came puts what one person did in a visit side by side: in the bytes
//! of a table's pages, of an index's pages, in the order of transactions. Every table and index that leads to somebody is
//! looked at.

use super::judge::{Truth, Truths, Verdict, judge_neighbours};
use super::kinds::Kind;
use super::loot::{Loot, Row, Table, Value};
use std::collections::{HashMap, HashSet};

/// The tags, or numbers, of two rows that lie beside each other, and how likely two rows of their days are one person's.
pub struct Pair {
    pub one: Vec<u8>,
    pub other: Vec<u8>,
    pub chance: f64,
}

/// Tables whose rows lead to somebody, and which kind they are.
const TABLES: [(&str, Kind); 13] = [
    ("posts", Kind::Posts),
    ("threads", Kind::Posts),
    ("post_edits", Kind::Posts),
    ("post_removals", Kind::Posts),
    ("post_helpful", Kind::Posts),
    ("outcomes", Kind::Posts),
    ("search_docs", Kind::Posts),
    ("search_postings", Kind::Posts),
    ("held_posts", Kind::Held),
    ("held_decisions", Kind::Decisions),
    ("reactions", Kind::Reactions),
    ("reaction_changes", Kind::Reactions),
    ("tried", Kind::Tried),
];
/// Lists of experts lead to no member, and those of threads to their order, which everybody sees.
fn is_public(of: &str, index: &str) -> bool {
    index == "posts_of_experts" || (of == "threads" && !index.ends_with("by transaction"))
}

/// Every table and index, judged.
pub fn judged(loot: &Loot, truths: &Truths, attacks: usize) -> Vec<Verdict> {
    let known = Known::of(loot);
    let mut verdicts = Vec::new();
    for (of, kind) in TABLES {
        let (truth, table) = (truths.of(kind), loot.community.table(of));
        let others =
            loot.community.indexes.iter().filter(|(table, index)| table == of && !is_public(of, &index.name));
        for rows in [table].into_iter().chain(others.map(|(_, index)| index)) {
            let pairs = known.pairs(of, kind, rows, truth);
            let what = format!("{kind:?}: rows of {} beside each other", rows.name);
            verdicts.push(judge_neighbours(&what, &pairs, truth, attacks));
        }
    }
    verdicts
}

/// How to get from a row to whoever made it.
struct Known<'a> {
    /// Tags that stand in a row, by kind.
    tags: HashMap<Kind, HashSet<&'a [u8]>>,
    /// Who wrote a post; a thread has the id of its opening.
    wrote: HashMap<&'a [u8], &'a [u8]>,
    /// Who wrote last in a thread.
    last: HashMap<&'a [u8], (i64, &'a [u8])>,
    /// Who said what stands at a place of the index of the search.
    said: HashMap<i64, &'a [u8]>,
    /// The one reaction of a post that has one.
    only: HashMap<&'a [u8], Option<&'a [u8]>>,
    days: HashMap<&'a [u8], &'a str>,
}

impl<'a> Known<'a> {
    fn of(loot: &'a Loot) -> Self {
        let community = &loot.community;
        let mut known = Self {
            tags: HashMap::new(),
            wrote: HashMap::new(),
            last: HashMap::new(),
            said: HashMap::new(),
            only: HashMap::new(),
            days: HashMap::new(),
        };
        for (table, kind) in TABLES {
            let table = community.table(table);
            if table.columns.iter().any(|column| column == "tag") {
                let tag = table.column("tag");
                known
                    .tags
                    .entry(kind)
                    .or_default()
                    .extend(table.rows.iter().map(|row| row.values[tag].bytes()));
            }
        }
        let threads = community.table("threads");
        let position = each(threads, ["id", "position"], |[id, position]| (id.bytes(), position.int()));
        let position: HashMap<&[u8], i64> = position.collect();
        let posts = community.table("posts");
        for [id, of, seq, tag, day] in each(posts, ["id", "thread_id", "seq", "tag", "day"], |values| values)
        {
            let (of, tag) = (of.bytes(), tag.bytes());
            known.wrote.insert(id.bytes(), tag);
            known.said.insert(position[of] * 4096 + seq.int(), tag);
            known.days.insert(tag, day.text());
            let last = known.last.entry(of).or_insert((seq.int(), tag));
            *last = (*last).max((seq.int(), tag));
        }
        if !community.table("reactions").rows.is_empty() {
            for [post, tag] in each(community.table("reactions"), ["post_id", "tag"], |values| values) {
                let only = known.only.entry(post.bytes()).or_insert(Some(tag.bytes()));
                *only = only.filter(|other| *other == tag.bytes());
            }
        }
        known
    }

    fn owner(&self, of: &str, kind: Kind, rows: &Table, row: &'a Row) -> Option<&'a [u8]> {
        let ids = || row.values.iter().map(Value::bytes).filter(|bytes| bytes.len() == 16);
        match of {
            "threads" => self.last.get(ids().next()?).map(|(_, tag)| *tag),
            "search_docs" | "search_postings" if rows.columns.is_empty() => None,
            "search_docs" | "search_postings" => {
                self.said.get(&row.values[rows.column("place")].int()).copied()
            }
            "reaction_changes" => *self.only.get(ids().next()?)?,
            _ => {
                let tags = self.tags.get(&kind)?;
                ids().find(|id| tags.contains(id)).or_else(|| self.wrote.get(ids().next()?).copied())
            }
        }
    }

    /// Rows that lie beside each other, page by page. Two of one tag are somebody in one thread, which says nothing new.
    fn pairs(&self, of: &str, kind: Kind, rows: &'a Table, truth: &Truth) -> Vec<Pair> {
        let mut pages: HashMap<u32, Vec<(u32, &[u8])>> = HashMap::new();
        for row in &rows.rows {
            let owner = self.owner(of, kind, rows, row).filter(|tag| truth.contains_key(*tag));
            if let Some(tag) = owner {
                pages.entry(row.place.page).or_default().push((row.place.offset, tag));
            }
        }
        let mut pairs = HashSet::new();
        for rows in pages.values_mut() {
            rows.sort_unstable();
            let beside = rows.windows(2).filter(|two| two[0].1 != two[1].1);
            pairs.extend(beside.map(|two| (two[0].1.min(two[1].1), two[0].1.max(two[1].1))));
        }
        let shares = self.shares(truth);
        let pair = |(one, other): (&[u8], &[u8])| Pair {
            one: one.to_vec(),
            other: other.to_vec(),
            chance: self.chance(&shares, one, other),
        };
        pairs.into_iter().map(pair).collect()
    }

    /// The part that each person has in the rows of each day. The day of a post is known to everybody, and who came on one day
    /// did several things on it.
    fn shares<'t>(&self, truth: &'t Truth) -> HashMap<&'a str, HashMap<&'t [u8], f64>> {
        let mut shares: HashMap<&str, HashMap<&[u8], f64>> = HashMap::new();
        for (tag, owner) in truth {
            *shares.entry(self.day(tag)).or_default().entry(owner).or_default() += 1.0;
        }
        for of_day in shares.values_mut() {
            let all: f64 = of_day.values().sum();
            of_day.values_mut().for_each(|share| *share /= all);
        }
        shares
    }

    fn day(&self, tag: &[u8]) -> &'a str {
        self.days.get(tag).copied().unwrap_or_default()
    }

    fn chance(&self, shares: &HashMap<&str, HashMap<&[u8], f64>>, one: &[u8], other: &[u8]) -> f64 {
        let other = &shares[self.day(other)];
        shares[self.day(one)].iter().map(|(who, share)| share * other.get(who).unwrap_or(&0.0)).sum()
    }
}

/// Some columns of every row.
fn each<'a, const N: usize, T>(
    table: &'a Table,
    columns: [&str; N],
    read: impl Fn([&'a Value; N]) -> T + 'a,
) -> impl Iterator<Item = T> + 'a {
    let places = columns.map(|name| if table.rows.is_empty() { 0 } else { table.column(name) });
    table.rows.iter().map(move |row| read(places.map(|place| &row.values[place])))
}
