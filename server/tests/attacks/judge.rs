//! Was it luck? Counts how often an attack named the right account, and how often chance would have.

use super::beside::Pair;
use super::kinds::Kind;
use super::view::{Shortlist, View};
use domain::entropy::{self, Entropy};
use std::collections::HashMap;

/// The chance of one false alarm over all attacks together (Bonferroni).
pub const ALPHA: f64 = 0.001;

/// How often accounts are dealt anew to see what luck can do.
const DEALS: usize = 1_000;

/// What is true of one kind of rows: which account wrote under a tag, or which author made a mark.
pub type Truth = HashMap<Vec<u8>, Vec<u8>>;

/// What is true of all kinds.
#[derive(Clone, Default)]
pub struct Truths(HashMap<Kind, Truth>);

impl Truths {
    pub fn of(&self, kind: Kind) -> &Truth {
        &self.0[&kind]
    }

    pub fn of_mut(&mut self, kind: Kind) -> &mut Truth {
        self.0.entry(kind).or_default()
    }

    pub fn insert(&mut self, kind: Kind, number: &[u8], owner: &[u8]) {
        self.of_mut(kind).insert(number.to_vec(), owner.to_vec());
    }
}

/// How one attack went.
#[derive(Debug)]
pub struct Verdict {
    pub attack: String,
    pub named: usize,
    pub right: usize,
    pub by_chance: f64,
    /// How likely chance is right at least this often.
    pub p: f64,
    pub above_chance: bool,
}

/// Judges one attack among `attacks`.
///
/// Chance is a dealer who knows the month in which every account joined, which the product keeps and says so, and
/// otherwise hands out accounts at random. An alarm needs two things: the binomial test below the level, and no deal
/// out of many that does as well, because several posts of one person are not independent trials.
pub fn judge(attack: &str, named: &[Shortlist], view: &View, truth: &Truth, attacks: usize) -> Verdict {
    let author = |persona: usize| Some(view.account_of(truth.get(&view.personas[persona].tag)?));
    let cases: Vec<(usize, Vec<bool>)> = named
        .iter()
        .filter(|shortlist| !shortlist.accounts.is_empty())
        .filter_map(|shortlist| Some((author(shortlist.persona)?, view.mask(&shortlist.accounts))))
        .collect();
    let right = cases.iter().filter(|(author, named)| named[*author]).count();
    let chances: Vec<f64> = cases
        .iter()
        .map(|(author, named)| {
            let like = view.joined_like(*author);
            like.iter().filter(|account| named[**account]).count() as f64 / like.len() as f64
        })
        .collect();
    let p = at_least(right, &chances);
    let suspicious = p < ALPHA / attacks as f64;
    Verdict {
        attack: attack.to_owned(),
        named: cases.len(),
        right,
        by_chance: chances.iter().fold(0.0, |sum, p| sum + p),
        p,
        above_chance: suspicious && luckiest_deal(&cases, view) < right,
    }
}

/// Judges how many of the rows that lie beside each other are one person's. How likely that is by chance, each pair brings along.
pub fn judge_neighbours(what: &str, pairs: &[Pair], truth: &Truth, attacks: usize) -> Verdict {
    let right = pairs.iter().filter(|pair| truth[&pair.one] == truth[&pair.other]).count();
    let chances: Vec<f64> = pairs.iter().map(|pair| pair.chance).collect();
    let p = at_least(right, &chances);
    Verdict {
        attack: what.to_owned(),
        named: pairs.len(),
        right,
        by_chance: chances.iter().sum(),
        p,
        above_chance: p < ALPHA / attacks as f64,
    }
}

/// The chance that at least `right` of trials with these chances succeed: the binomial test, for chances that differ.
fn at_least(right: usize, chances: &[f64]) -> f64 {
    if right == 0 {
        return 1.0;
    }
    // exactly[n]: the chance of n successes so far, for every n below `right`.
    let mut exactly = vec![0.0; right];
    exactly[0] = 1.0;
    for p in chances {
        for n in (0..right).rev() {
            exactly[n] = exactly[n] * (1.0 - p) + if n > 0 { exactly[n - 1] * p } else { 0.0 };
        }
    }
    (1.0 - exactly.iter().sum::<f64>()).max(0.0)
}

/// How many the luckiest of many deals gets right.
fn luckiest_deal(cases: &[(usize, Vec<bool>)], view: &View) -> usize {
    let mut state = 4_u64;
    let mut deal = || {
        let mut dealt: Vec<usize> = (0..view.accounts.len()).collect();
        for month in view.months() {
            let mut hand = month.clone();
            for last in (1..hand.len()).rev() {
                hand.swap(last, (quick_chance(&mut state) % (last as u64 + 1)) as usize);
            }
            month.iter().zip(hand).for_each(|(from, to)| dealt[*from] = to);
        }
        cases.iter().filter(|(author, named)| named[dealt[*author]]).count()
    };
    (0..DEALS).map(|_| deal()).max().unwrap_or_default()
}

/// `SplitMix64`: good enough to deal with, and fast.
fn quick_chance(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Fisher and Yates.
pub fn shuffle<T>(items: &mut [T], chance: &dyn Entropy) {
    for last in (1..items.len()).rev() {
        items.swap(last, below(chance, last + 1));
    }
}

pub fn below(chance: &dyn Entropy, bound: usize) -> usize {
    u32::from_be_bytes(entropy::bytes(chance)) as usize % bound
}

#[test]
fn the_binomial_test_is_the_binomial_test() {
    let near = |is: f64, wanted: f64| assert!((is - wanted).abs() < 1e-9, "{is} is not {wanted}");
    near(at_least(0, &[0.5; 3]), 1.0);
    near(at_least(3, &[0.5; 3]), 0.125);
    near(at_least(2, &[0.5; 3]), 0.5);
    near(at_least(1, &[0.1, 0.2]), 1.0 - 0.9 * 0.8);
    assert!(at_least(30, &[0.005; 2_000]) < 1e-6);
}
