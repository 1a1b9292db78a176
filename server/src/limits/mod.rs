//! How often who may do what: in memory only, forgotten at every restart (P9; S7, T23, T29).
//!
//! Two kinds of limits. A **rate** is for everybody: a bucket per account or network that refills by the clock. An
//! **effort** is for who tries codes or makes accounts: once codes were wrong too often from their network, or from everywhere
//! together ("under attack"), or once the bucket of the network is empty, they solve a puzzle, or wait. Nobody is locked out:
//! a lock would be a weapon against the school whose network it hits.
//!
//! What strangers do is counted by network whoever is signed in, what members do by account at however many devices: sessions
//! cost nothing, so they are counted nowhere.

mod effort;
mod rates;

use crate::config::Rates;
use crate::daily::{DailyKey, DailyName};
use crate::metrics::{Metrics, SecurityEvent};
use app::kit::limits::{Action, Admission, Asker, Limits};
use app::kit::who::Network;
use domain::entropy::Entropy;
use domain::ids::AccountId;
use domain::time::Clock;
use effort::{Asking, Effort, Needed};
use rates::{Buckets, Rate};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const HOUR: i64 = 3_600_000;
/// More who came while there was no place are not counted, so that a network recovers.
const MOST_BEYOND: i64 = 40;

/// The limits of one process.
pub struct InMemory {
    settings: Rates,
    clock: Arc<dyn Clock>,
    names: Arc<DailyKey>,
    metrics: Arc<Metrics>,
    buckets: Mutex<Buckets<(Action, DailyName)>>,
    effort: Mutex<Effort>,
    joins: Mutex<Joins>,
}

/// The number that joined in the hour of the clock that runs, and in the one before.
#[derive(Clone, Copy, Default)]
struct Joins {
    hour: i64,
    now: u32,
    before: u32,
}

impl Joins {
    fn turn(&mut self, hour: i64) {
        if self.hour != hour {
            let before = if self.hour + 1 == hour { self.now } else { 0 };
            *self = Self { hour, now: 0, before };
        }
    }
}

impl InMemory {
    /// Limits that have seen nobody yet.
    pub fn new(
        settings: Rates,
        (clock, entropy): (Arc<dyn Clock>, Arc<dyn Entropy>),
        names: Arc<DailyKey>,
        metrics: Arc<Metrics>,
    ) -> Self {
        let effort = Effort::new(entropy, settings.attack_failures, settings.puzzle_bits);
        Self {
            settings,
            clock,
            names,
            metrics,
            buckets: Mutex::default(),
            effort: Mutex::new(effort),
            joins: Mutex::default(),
        }
    }

    /// The number of people who joined in the last full hour of the clock: the hour that runs would tell when somebody did.
    pub fn joins_last_hour(&self) -> i64 {
        let mut joins = self.joins.lock().unwrap_or_else(PoisonError::into_inner);
        joins.turn(self.now().div_euclid(HOUR));
        joins.before.into()
    }

    fn rate(&self, what: Action) -> Rate {
        const TEN_MINUTES: i64 = HOUR / 6;
        let s = &self.settings;
        match what {
            Action::Join | Action::Enter => Rate::new(s.joins_per_hour, HOUR),
            Action::SignIn => Rate::new(s.sign_ins_per_10_minutes, TEN_MINUTES),
            Action::ShowKey => Rate::new(s.own_sign_ins_per_10_minutes, TEN_MINUTES),
            Action::Share => Rate::new(s.shares_per_hour, HOUR),
            Action::Reply => Rate::new(s.replies_per_10_minutes, TEN_MINUTES),
            Action::React => Rate::new(s.reactions_per_10_minutes, TEN_MINUTES),
            Action::Decide => Rate::new(s.decisions_per_10_minutes, TEN_MINUTES),
            Action::Read => Rate::new(s.reads_per_10_minutes, TEN_MINUTES),
            Action::StaffSignIn | Action::StaffLink => Rate::new(s.sign_ins_per_10_minutes, TEN_MINUTES),
            Action::StaffCode | Action::StaffFactor => Rate::new(s.staff_codes_per_hour, HOUR),
            Action::StaffPhoto => Rate::new(s.staff_photos_per_hour, HOUR),
            Action::Suggest => Rate::new(s.suggestions_per_10_minutes, TEN_MINUTES),
        }
    }

    fn name(&self, who: Asker) -> DailyName {
        match who {
            Asker::Network(Network(name)) => name,
            Asker::Account(account) => self.names.name(&account.bytes()),
            Asker::Staff(staff) => self.names.name(&staff.bytes()),
            Asker::StaffSession(hash) => self.names.name(&hash),
        }
    }

    fn buckets(&self) -> MutexGuard<'_, Buckets<(Action, DailyName)>> {
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn effort(&self) -> MutexGuard<'_, Effort> {
        self.effort.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now(&self) -> i64 {
        self.clock.now().timestamp_millis()
    }

    /// An empty bucket asks for work here, and refuses nobody.
    fn ask_for_effort(&self, what: Action, who: Asker, proof: &str, now: i64) -> Admission {
        let (name, rate) = (self.name(who), self.rate(what));
        let crowd = self.buckets().lacks(&(what, name), rate, now);
        let asking = Asking { name, what, stranger: matches!(who, Asker::Network(_)), crowd };
        if let Needed::Work(puzzle, wait) = self.effort().ask(asking, proof, now) {
            self.metrics.security(SecurityEvent::PuzzleAsked);
            return Admission::Prove(puzzle, seconds(wait));
        }
        self.buckets().overdraw((what, name), rate, MOST_BEYOND, now);
        Admission::Go
    }
}

/// Tells whether this asks for work or patience when it comes too often, instead of being refused.
fn takes_effort(what: Action) -> bool {
    what.is_of_strangers() || what == Action::ShowKey
}

fn seconds(milliseconds: i64) -> u32 {
    u32::try_from(milliseconds.max(1).unsigned_abs().div_ceil(1_000)).unwrap_or(u32::MAX)
}

impl Limits for InMemory {
    fn ask(&self, what: Action, who: Asker, proof: &str) -> Admission {
        let now = self.now();
        if takes_effort(what) {
            return self.ask_for_effort(what, who, proof, now);
        }
        match self.buckets().take((what, self.name(who)), self.rate(what), now) {
            Ok(()) => Admission::Go,
            Err(wait) => Admission::Wait(seconds(wait)),
        }
    }

    fn failed(&self, what: Action, who: Asker) {
        let now = self.now();
        self.effort().blame(self.name(who), now);
        let event = match what {
            Action::Join => SecurityEvent::JoinFailed,
            Action::SignIn => SecurityEvent::SignInFailed,
            Action::StaffSignIn => SecurityEvent::StaffSignInFailed,
            Action::StaffLink => SecurityEvent::StaffLinkFailed,
            Action::StaffFactor => return self.metrics.security(SecurityEvent::StaffFactorFailed),
            // What somebody who is signed in guesses at is no flood of strangers.
            _ => return,
        };
        self.metrics.security(event);
        if self.effort().rise(now) {
            self.metrics.security(SecurityEvent::UnderAttack);
            tracing::warn!("under attack: strangers are asked for work or patience");
        }
    }

    fn signs_in(&self, account: AccountId, Network(network): Network) -> Admission {
        let now = self.now();
        // In a bucket of its own: whoever stole a session and tries keys in it keeps its owner out of nothing.
        let own = (Action::SignIn, self.name(Asker::Account(account)));
        let mut buckets = self.buckets();
        if !buckets.is_full(&own, now) {
            buckets.give_back(&(Action::SignIn, network), self.rate(Action::SignIn));
        }
        match buckets.take(own, self.rate(Action::ShowKey), now) {
            Ok(()) => Admission::Go,
            Err(wait) => Admission::Wait(seconds(wait)),
        }
    }

    fn joined(&self) {
        let mut joins = self.joins.lock().unwrap_or_else(PoisonError::into_inner);
        joins.turn(self.now().div_euclid(HOUR));
        joins.now += 1;
        if joins.now == self.settings.join_wave {
            self.metrics.security(SecurityEvent::JoinWave);
            tracing::warn!("a wave of joins: look at the groups and what they mark");
        }
    }
}

#[cfg(test)]
mod tests;
