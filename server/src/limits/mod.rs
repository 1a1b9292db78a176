//! How often who may do what: in memory only, forgotten at every restart (P9; S7, T23, T29).
//!
//! Two kinds of limits. A **rate** is for everybody: a bucket per session or network that refills by the clock. An
//! **effort** is for strangers who try codes, once codes were wrong too often from their network, or from everywhere
//! together ("under attack"): they solve a puzzle, or wait, longer each time. Members who are signed in notice nothing
//! of it, and nobody is locked out: a lock would be a weapon against the school whose network it hits.

mod effort;
mod rates;

use crate::config::Rates;
use crate::metrics::{Metrics, SecurityEvent};
use app::kit::limits::{Action, Asker, Limits, Verdict};
use domain::entropy::Entropy;
use domain::time::Clock;
use effort::{Effort, Needed};
use rates::{Buckets, Rate};
use std::sync::{Arc, Mutex, PoisonError};

/// The limits of one process.
pub struct InMemory {
    settings: Rates,
    clock: Arc<dyn Clock>,
    metrics: Arc<Metrics>,
    buckets: Mutex<Buckets<(Action, Asker)>>,
    effort: Mutex<Effort>,
}

impl InMemory {
    /// Limits that have seen nobody yet.
    pub fn new(
        settings: Rates,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        metrics: Arc<Metrics>,
    ) -> Self {
        let effort = Effort::new(entropy, settings.attack_failures, settings.puzzle_bits);
        Self { settings, clock, metrics, buckets: Mutex::default(), effort: Mutex::new(effort) }
    }

    fn rate(&self, what: Action) -> Rate {
        const TEN_MINUTES: i64 = 600_000;
        let s = &self.settings;
        match what {
            Action::Join | Action::Enter => Rate::new(s.joins_per_hour, 6 * TEN_MINUTES),
            Action::SignIn => Rate::new(s.sign_ins_per_10_minutes, TEN_MINUTES),
            Action::Share => Rate::new(s.shares_per_hour, 6 * TEN_MINUTES),
            Action::Reply => Rate::new(s.replies_per_10_minutes, TEN_MINUTES),
            Action::React => Rate::new(s.reactions_per_10_minutes, TEN_MINUTES),
            Action::Read => Rate::new(s.reads_per_10_minutes, TEN_MINUTES),
            Action::Suggest => Rate::new(s.suggestions_per_10_minutes, TEN_MINUTES),
        }
    }

    fn now(&self) -> i64 {
        self.clock.now().timestamp_millis()
    }
}

/// Tells whether codes can be guessed by asking this.
fn tries_a_code(what: Action) -> bool {
    matches!(what, Action::Join | Action::SignIn)
}

fn seconds(milliseconds: i64) -> u32 {
    u32::try_from(milliseconds.max(1).unsigned_abs().div_ceil(1_000)).unwrap_or(u32::MAX)
}

impl Limits for InMemory {
    fn ask(&self, what: Action, who: Asker, proof: &str) -> Verdict {
        let now = self.now();
        if tries_a_code(what) {
            let needed = self.effort.lock().unwrap_or_else(PoisonError::into_inner).ask(who, proof, now);
            if let Needed::Work(puzzle, wait) = needed {
                self.metrics.security(SecurityEvent::PuzzleAsked);
                return Verdict::Prove(puzzle, seconds(wait));
            }
        }
        let rate = self.rate(what);
        match self.buckets.lock().unwrap_or_else(PoisonError::into_inner).take((what, who), rate, now) {
            Ok(()) => Verdict::Go,
            Err(wait) => Verdict::Wait(seconds(wait)),
        }
    }

    fn failed(&self, what: Action, who: Asker) {
        if !tries_a_code(what) {
            return;
        }
        let sign_in = what == Action::SignIn;
        self.metrics.security(if sign_in { SecurityEvent::SignInFailed } else { SecurityEvent::JoinFailed });
        if self.effort.lock().unwrap_or_else(PoisonError::into_inner).failed(who, self.now()) {
            self.metrics.security(SecurityEvent::UnderAttack);
            tracing::warn!("under attack: strangers are asked for work or patience");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;
    use clap::Parser;
    use domain::entropy::Seeded;
    use domain::time::FixedClock;

    #[derive(Parser)]
    struct Defaults {
        #[command(flatten)]
        rates: Rates,
    }

    const ANN: Asker = Asker::Session([1; 16]);
    const SCHOOL: Asker = Asker::Network([2; 16]);
    const ELSEWHERE: Asker = Asker::Network([3; 16]);

    fn limits() -> (Arc<FixedClock>, InMemory) {
        let clock = Arc::new(FixedClock::at("2026-11-21T12:00:00Z".parse().expect("a time")));
        let mut rates = Defaults::parse_from(["x"]).rates;
        rates.puzzle_bits = 4;
        (clock.clone(), InMemory::new(rates, clock, Arc::new(Seeded::new(1)), Arc::default()))
    }

    fn solved(puzzle: domain::pow::Puzzle) -> String {
        puzzle.answer(puzzle.search(0, u32::MAX).expect("a solution"))
    }

    /// T29.
    #[test]
    fn three_hundred_pages_in_ten_minutes_and_then_slowly() {
        let (clock, limits) = limits();
        assert!((0..300).all(|_| limits.ask(Action::Read, ANN, "") == Verdict::Go));
        assert_eq!(limits.ask(Action::Read, ANN, ""), Verdict::Wait(2));
        assert_eq!(limits.ask(Action::Read, Asker::Session([9; 16]), ""), Verdict::Go, "another session");
        assert_eq!(limits.ask(Action::Reply, ANN, ""), Verdict::Go, "another question");
        clock.forward(Duration::seconds(2));
        assert_eq!(limits.ask(Action::Read, ANN, ""), Verdict::Go);
        clock.forward(Duration::minutes(10));
        assert!((0..300).all(|_| limits.ask(Action::Read, ANN, "") == Verdict::Go));
    }

    /// T23: 5,000 guesses from one network end in puzzles and waits of at least 30 seconds.
    #[test]
    fn guessing_gets_slow() {
        let (clock, limits) = limits();
        let (mut tried, mut longest) = (0, 0);
        for _ in 0..5_000 {
            match limits.ask(Action::SignIn, SCHOOL, "") {
                Verdict::Go => {
                    tried += 1;
                    limits.failed(Action::SignIn, SCHOOL);
                }
                Verdict::Wait(seconds) | Verdict::Prove(_, seconds) => longest = longest.max(seconds),
            }
            clock.forward(Duration::milliseconds(100));
        }
        assert!(tried <= 45, "{tried} tries in eight minutes");
        assert!(longest >= 30, "{longest} seconds");
    }

    #[test]
    fn a_puzzle_lets_one_try_through_and_serves_once_and_only_its_network() {
        let (_, limits) = limits();
        (0..40).for_each(|_| limits.failed(Action::SignIn, SCHOOL));
        let Verdict::Prove(puzzle, _) = limits.ask(Action::SignIn, SCHOOL, "") else { panic!("no puzzle") };
        let proof = solved(puzzle);
        (0..40).for_each(|_| limits.failed(Action::SignIn, ELSEWHERE));
        assert!(matches!(limits.ask(Action::SignIn, ELSEWHERE, &proof), Verdict::Prove(..)));
        assert_eq!(limits.ask(Action::SignIn, SCHOOL, &proof), Verdict::Go);
        assert!(matches!(limits.ask(Action::SignIn, SCHOOL, &proof), Verdict::Prove(..)), "spent");
    }

    #[test]
    fn invented_and_old_proofs_are_refused() {
        let (clock, limits) = limits();
        (0..40).for_each(|_| limits.failed(Action::Join, SCHOOL));
        let own = domain::pow::Puzzle::new([7; 16], 0);
        for proof in [solved(own), "x".into(), ":".into(), format!("{own}:99999999999999999999999")] {
            assert!(matches!(limits.ask(Action::Join, SCHOOL, &proof), Verdict::Prove(..)), "{proof}");
        }
        let Verdict::Prove(puzzle, _) = limits.ask(Action::Join, SCHOOL, "") else { panic!("no puzzle") };
        clock.forward(Duration::minutes(11));
        assert!(matches!(limits.ask(Action::Join, SCHOOL, &solved(puzzle)), Verdict::Prove(..)));
    }

    #[test]
    fn without_javascript_waiting_does_too_and_gets_longer() {
        let (clock, limits) = limits();
        (0..22).for_each(|_| limits.failed(Action::SignIn, SCHOOL));
        let mut last = 0;
        for _ in 0..4 {
            let Verdict::Prove(_, wait) = limits.ask(Action::SignIn, SCHOOL, "") else { panic!("no puzzle") };
            assert!(wait > last, "{wait} after {last}");
            clock.forward(Duration::seconds(i64::from(wait) - 1));
            assert!(matches!(limits.ask(Action::SignIn, SCHOOL, ""), Verdict::Prove(_, 1)), "too early");
            clock.forward(Duration::seconds(1));
            assert_eq!(limits.ask(Action::SignIn, SCHOOL, ""), Verdict::Go);
            limits.failed(Action::SignIn, SCHOOL);
            last = wait;
        }
    }

    #[test]
    fn under_attack_from_everywhere_strangers_work_and_members_do_not() {
        let (clock, limits) = limits();
        for n in 0..100u8 {
            limits.failed(Action::SignIn, Asker::Network([n; 16]));
        }
        assert!(matches!(limits.ask(Action::Join, Asker::Network([200; 16]), ""), Verdict::Prove(..)));
        assert_eq!(limits.ask(Action::Share, ANN, ""), Verdict::Go);
        assert_eq!(limits.ask(Action::SignIn, ANN, ""), Verdict::Go, "somebody who is signed in already");
        assert_eq!(limits.metrics.counted(SecurityEvent::UnderAttack), 1);
        clock.forward(Duration::minutes(31));
        assert_eq!(limits.ask(Action::Join, Asker::Network([200; 16]), ""), Verdict::Go, "it passes");
    }
}
