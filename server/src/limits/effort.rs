//! The effort that strangers make who try codes, once too many codes were wrong: a puzzle for a browser with
//! JavaScript, patience for one without.
//!
//! A proof is what [`Puzzle::answer`] writes: the puzzle as it was asked and the number that solves it.

use app::kit::limits::Asker;
use domain::entropy::{self, Entropy};
use domain::pow::{self, Puzzle};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;

/// Wrong codes of one network that nobody minds: people mistype.
const FREE: i64 = 20;
/// One wrong code is forgiven after so long.
const FORGIVEN: i64 = MINUTE;
/// More wrong codes than this are not counted, so that a network recovers within the hour.
const MOST_COUNTED: i64 = 60;
/// The longest wait.
const LONGEST: i64 = 60 * SECOND;
/// Somebody who waited may come back this much later.
const KEPT: i64 = 10 * MINUTE;
/// A puzzle can be solved for one to two of these.
const SLOT: i64 = 5 * MINUTE;
/// The state "under attack" lasts this long after the last flood.
const ATTACK: i64 = 30 * MINUTE;
/// Bounds for the memory.
const MOST: usize = 100_000;

/// The effort that a stranger has to make first.
#[derive(Debug, PartialEq, Eq)]
pub enum Needed {
    /// Nothing, or it was done.
    Nothing,
    /// Solve this, or wait so many milliseconds.
    Work(Puzzle, i64),
}

/// The memory of one network.
#[derive(Clone, Copy, Default)]
struct Penalty {
    /// The moment at which the last wrong code is forgiven.
    forgiven_at: i64,
    /// The moment from which somebody who waits may go.
    may_go_at: Option<i64>,
}

impl Penalty {
    fn wrong_codes(&self, now: i64) -> i64 {
        ((self.forgiven_at - now).max(0) + FORGIVEN - 1) / FORGIVEN
    }
}

/// The memory of who has to make an effort, and who made it.
pub struct Effort {
    entropy: Arc<dyn Entropy>,
    key: [u8; 32],
    bits: u8,
    attack_from: usize,
    attack_until: i64,
    /// The moments of the wrong codes of the last ten minutes, from everywhere.
    failures: VecDeque<i64>,
    networks: HashMap<Asker, Penalty>,
    /// Challenges that let somebody through, with the slot they belong to.
    spent: HashSet<(i64, [u8; 16])>,
}

impl Effort {
    /// Nobody has failed yet.
    pub fn new(entropy: Arc<dyn Entropy>, attack_from: u32, bits: u8) -> Self {
        let key = entropy::bytes(&*entropy);
        let attack_from = attack_from as usize;
        Self {
            entropy,
            key,
            bits,
            attack_from,
            attack_until: i64::MIN,
            failures: VecDeque::new(),
            networks: HashMap::new(),
            spent: HashSet::new(),
        }
    }

    /// Notes a wrong code; whether this began the state "under attack".
    pub fn failed(&mut self, who: Asker, now: i64) -> bool {
        if self.networks.len() >= MOST {
            self.networks.retain(|_, memory| memory.wrong_codes(now) > 0);
        }
        if self.networks.len() < MOST || self.networks.contains_key(&who) {
            let memory = self.networks.entry(who).or_default();
            memory.forgiven_at = (memory.forgiven_at.max(now) + FORGIVEN).min(now + MOST_COUNTED * FORGIVEN);
        }
        self.failures.push_back(now);
        while self.failures.len() > self.attack_from
            || self.failures.front().is_some_and(|at| now - at > 10 * MINUTE)
        {
            self.failures.pop_front();
        }
        let flood = self.failures.len() >= self.attack_from;
        let began = flood && now >= self.attack_until;
        if flood {
            self.attack_until = now + ATTACK;
        }
        began
    }

    /// Says what `who` has to do before trying a code.
    pub fn ask(&mut self, who: Asker, proof: &str, now: i64) -> Needed {
        let memory = self.networks.get(&who).copied().unwrap_or_default();
        let beyond = memory.wrong_codes(now) - FREE;
        let attacked = now < self.attack_until && matches!(who, Asker::Network(_));
        if (beyond < 0 && !attacked) || self.spend(who, proof, now) {
            return Needed::Nothing;
        }
        match memory.may_go_at {
            Some(at) if (at..at + KEPT).contains(&now) => {
                self.remember_wait(who, None);
                Needed::Nothing
            }
            Some(at) if now < at => Needed::Work(self.puzzle(who, beyond, now), at - now),
            _ => {
                let wait = ((2 * SECOND) << beyond.clamp(0, 6)).min(LONGEST);
                self.remember_wait(who, Some(now + wait));
                Needed::Work(self.puzzle(who, beyond, now), wait)
            }
        }
    }

    fn remember_wait(&mut self, who: Asker, may_go_at: Option<i64>) {
        if self.networks.len() < MOST || self.networks.contains_key(&who) {
            self.networks.entry(who).or_default().may_go_at = may_go_at;
        }
    }

    /// A puzzle for `who`, harder the more codes were wrong. Nothing is stored: its challenge is half chance, half a
    /// seal over everything that the proof has to fit.
    fn puzzle(&self, who: Asker, beyond: i64, now: i64) -> Puzzle {
        let harder = u8::try_from(beyond.max(0) / 10).unwrap_or(u8::MAX);
        let bits = self.bits.saturating_add(harder).min(Puzzle::HARDEST);
        let chance = entropy::bytes(&*self.entropy);
        Puzzle::new(self.challenge(chance, who, bits, now.div_euclid(SLOT)), bits)
    }

    fn challenge(&self, chance: [u8; 8], who: Asker, bits: u8, slot: i64) -> [u8; 16] {
        let (kind, name) = match who {
            Asker::Network(name) => (0, name),
            Asker::Session(name) => (1, name),
        };
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.key).unwrap_or_else(|_| unreachable!("HMAC takes any key"));
        for part in [&chance[..], &[kind, bits], &name, &slot.to_be_bytes()] {
            mac.update(part);
        }
        let mut out = [0; 16];
        out[..8].copy_from_slice(&chance);
        out[8..].copy_from_slice(&mac.finalize().into_bytes()[..8]);
        out
    }

    /// Tells whether `proof` solves a puzzle that was asked of `who` a short time ago and lets nobody through yet.
    fn spend(&mut self, who: Asker, proof: &str, now: i64) -> bool {
        let Some((puzzle, nonce)) = Puzzle::read_answer(proof) else { return false };
        let mut chance = [0; 8];
        chance.copy_from_slice(&puzzle.challenge[..8]);
        let slot = now.div_euclid(SLOT);
        let Some(asked) = [slot, slot - 1]
            .into_iter()
            .find(|slot| self.challenge(chance, who, puzzle.bits, *slot) == puzzle.challenge)
        else {
            return false;
        };
        if !pow::check(&puzzle, nonce) {
            return false;
        }
        self.spent.retain(|(of, _)| *of >= slot - 1);
        self.spent.len() < MOST && self.spent.insert((asked, puzzle.challenge))
    }
}
