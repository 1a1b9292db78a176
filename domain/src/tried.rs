//! "Geprobeerd: hielp, deels, hielp niet": what became of a tip when others tried it, and in which order tips stand.
//!
//! # When a figure is shown
//! A figure is shown from five different people on ([`SHOWN_FROM`]). It changes at most once a day, and only when the
//! marks of at least five people changed since ([`CHANGED_BY`]). So neither a figure nor the difference between two
//! of them is ever about fewer than five people (P11), a watcher cannot see one person act
//! (T21). It is shown in steps all the same: at least so many people, and shares in fives.
//!
//! # The order of tips
//! [`Marks::score`] is the mean of a Beta distribution: the share of people whom a tip helped, "deels" as half, as if
//! ten more had tried it of whom it helped five (Gelman et al., Bayesian Data Analysis, 3rd ed., 2.4; the "plus four" of
//! Agresti and Coull 1998 with more weight). A new tip stands at one half: above those that failed more often than
//! they helped, below those that proved themselves. The lower bound of Wilson, which others sort by, would put every
//! new tip last, and nobody would try it.

use crate::statistics::{self, Interval};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// The number of people from which on a figure is shown.
pub const SHOWN_FROM: u32 = 5;
/// The number of people whose marks have to differ from what is shown before it is shown anew.
pub const CHANGED_BY: u32 = 5;
/// The numbers of people that are shown, as "at least so many": a step says nothing about one person.
const PEOPLE_STEPS: [u32; 9] = [SHOWN_FROM, 10, 20, 40, 70, 100, 200, 500, 1_000];
/// The score of a tip of which nothing is known yet.
pub const UNKNOWN: u32 = 500_000;
/// The number of people the score takes for granted, half of them helped: twice those of the first figure.
const GRANTED: u64 = 10;

/// The experience of one person who tried a tip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tried {
    /// It helped.
    Helped,
    /// It helped in part.
    Partly,
    /// It did not help.
    Failed,
}

impl Tried {
    /// All of them, in the order of the buttons.
    pub const ALL: &'static [Self] = &[Self::Helped, Self::Partly, Self::Failed];

    /// The word in forms, tables and locale keys.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Helped => "helped",
            Self::Partly => "partly",
            Self::Failed => "failed",
        }
    }

    /// The one with this slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|tried| tried.slug() == slug)
    }
}

/// The wish of somebody who presses a button under a tip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wish {
    /// To take back what was said.
    #[serde(rename = "none")]
    TakeBack,
    /// To say what became of it.
    #[serde(untagged)]
    Say(Tried),
}

impl Wish {
    /// Lists everything that may be said, and that it is taken back.
    pub fn all() -> impl Iterator<Item = Self> {
        Tried::ALL.iter().copied().map(Self::Say).chain([Self::TakeBack])
    }

    /// The word in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::TakeBack => "none",
            Self::Say(tried) => tried.slug(),
        }
    }

    /// The mark that is left when it is done.
    pub const fn mark(self) -> Option<Tried> {
        match self {
            Self::TakeBack => None,
            Self::Say(tried) => Some(tried),
        }
    }
}

/// The number of people who tried a tip, by what became of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Marks {
    /// It helped so many.
    pub helped: u32,
    /// It helped so many in part.
    pub partly: u32,
    /// It did not help so many.
    pub failed: u32,
}

impl Marks {
    /// Counts the people who tried it.
    pub const fn people(self) -> u32 {
        self.helped.saturating_add(self.partly).saturating_add(self.failed)
    }

    /// Tells whether there are enough people to say something.
    pub const fn may_be_shown(self) -> bool {
        self.people() >= SHOWN_FROM
    }

    /// The share of people whom it helped, with its uncertainty; `None` when nobody tried it.
    pub fn interval(self) -> Option<Interval> {
        statistics::wilson(self.helped, self.people())
    }

    /// Measures how well it works, in millionths, for the order of tips. A whole number, so that it is the same everywhere.
    pub const fn score(self) -> u32 {
        let twice = 2 * self.helped as u64 + self.partly as u64 + GRANTED;
        let of = 2 * (self.people() as u64 + GRANTED);
        // At most a million: there are never more helped than people.
        (twice * 1_000_000 / of) as u32
    }

    /// The number of people in the steps that are shown: at least so many.
    pub fn at_least(self) -> u32 {
        PEOPLE_STEPS.iter().copied().rev().find(|step| *step <= self.people()).unwrap_or(0)
    }

    /// The three parts in percents, in steps of five that add up to a hundred; the largest remainders get what rounding leaves
    /// over. All zero when nobody tried it.
    pub fn percents(self) -> [u32; 3] {
        let parts = [self.helped, self.partly, self.failed];
        let people = u64::from(self.people());
        if people == 0 {
            return [0; 3];
        }
        let mut fives = parts.map(|part| (u64::from(part) * 20 / people) as u32);
        let mut places = [0, 1, 2];
        places.sort_by_key(|place| Reverse(u64::from(parts[*place]) * 20 % people));
        let left = 20 - fives.iter().sum::<u32>();
        for place in places.into_iter().take(left as usize) {
            fives[place] += 1;
        }
        fives.map(|five| five * 5)
    }
}

/// The facts that decide the place of a reply in its thread. They are the same for every reader, and nothing in them moves
/// when one person acts: figures change by five people at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// True when a named expert wrote it.
    pub expert: bool,
    /// True for a tip that still stands; support and what was removed come after all tips.
    pub tip: bool,
    /// The figure that is shown about it.
    pub shown: Option<Marks>,
    /// True when the one who opened the thread said that it helped.
    pub thanked: bool,
    /// Its place in the order of writing.
    pub seq: i64,
}

impl Standing {
    /// Sorts replies: experts in the order of writing; tips by score, of equals (new tips, above all)
    /// those that helped the asker first; then the rest in the order of writing.
    pub fn key(&self) -> impl Ord + use<> {
        let ranked = self.tip && !self.expert;
        let score = if ranked { self.shown.map_or(UNKNOWN, Marks::score) } else { 0 };
        (!self.expert, !ranked, Reverse(score), !(ranked && self.thanked), self.seq)
    }
}

#[cfg(test)]
mod tests;
