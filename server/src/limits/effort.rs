//! The effort that is made before a code is tried, once too many codes were wrong or too many people came at once: a puzzle
//! for a browser with JavaScript, patience for one without.
//!
//! A proof is what [`Puzzle::answer`] writes: the puzzle as it was asked and the number that solves it. The puzzle alone is
//! the proof of patience: it says, sealed, when it was asked and how long to wait. So whoever waited as long as the page said
//! gets through, whatever others of the same network do meanwhile.

use super::rates::{Buckets, Rate};
use crate::daily::DailyName;
use domain::entropy::{self, Entropy};
use domain::pow::{self, Puzzle};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;

/// Wrong codes of one asker that nobody minds: people mistype.
const FREE: i64 = 20;
/// One wrong code is forgiven after so long.
const FORGIVEN: i64 = MINUTE;
/// More wrong codes than this are not counted, so that a network recovers within the hour.
const MOST_COUNTED: i64 = 60;
/// The longest wait in seconds.
const LONGEST: u8 = 60;
/// A puzzle serves for so many seconds after it was asked.
const SERVES: i64 = 10 * 60;
/// The number of one asker that get through by patience in a minute: a page that waits costs a guesser nothing.
const PATIENT: u32 = 30;
/// The state "under attack" lasts this long after the last flood.
const ATTACK: i64 = 30 * MINUTE;
/// Bounds for the memory.
const MOST: usize = 100_000;

/// The effort that somebody has to make first.
#[derive(Debug, PartialEq, Eq)]
pub enum Needed {
    /// Nothing, or it was done.
    Nothing,
    /// Solve this, or wait so many milliseconds.
    Work(Puzzle, i64),
}

/// The asker, and why they might have to make an effort.
#[derive(Clone, Copy, Debug)]
pub struct Asking {
    /// The name of the asker today.
    pub name: DailyName,
    /// True where a code is tried: wrong ones count there only.
    pub guesses: bool,
    /// True for a network: only strangers are asked for work while codes are guessed elsewhere.
    pub stranger: bool,
    /// The number that came that there was no place for, this one included; zero while there is a place.
    pub crowd: i64,
}

/// The worth of a proof.
enum Worth {
    Through,
    /// Milliseconds too early.
    Early(Puzzle, i64),
    Nothing,
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
    /// The moments at which the last wrong code is forgiven.
    forgiven_at: HashMap<DailyName, i64>,
    patient: Buckets<DailyName>,
    /// Challenges that let somebody through.
    spent: HashSet<[u8; 16]>,
    /// The second in which old ones were last thrown away.
    swept_at: i64,
}

impl Effort {
    /// Nobody has failed yet.
    pub fn new(entropy: Arc<dyn Entropy>, attack_from: u32, bits: u8) -> Self {
        let key = entropy::bytes(&*entropy);
        Self {
            entropy,
            key,
            bits,
            attack_from: attack_from as usize,
            attack_until: i64::MIN,
            failures: VecDeque::new(),
            forgiven_at: HashMap::new(),
            patient: Buckets::default(),
            spent: HashSet::new(),
            swept_at: i64::MIN,
        }
    }

    /// Notes a wrong code of this asker.
    pub fn blame(&mut self, name: DailyName, now: i64) {
        if self.forgiven_at.len() >= MOST {
            self.forgiven_at.retain(|_, at| *at > now);
        }
        if self.forgiven_at.len() < MOST || self.forgiven_at.contains_key(&name) {
            let at = self.forgiven_at.entry(name).or_insert(now);
            *at = ((*at).max(now) + FORGIVEN).min(now + MOST_COUNTED * FORGIVEN);
        }
    }

    /// Notes a wrong code among those from everywhere; whether this began the state "under attack".
    pub fn rise(&mut self, now: i64) -> bool {
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

    /// Says what has to be done before trying a code.
    pub fn ask(&mut self, who: Asking, proof: &str, now: i64) -> Needed {
        let wrong = if who.guesses { self.wrong_codes(&who.name, now) - FREE } else { -1 };
        let beyond = wrong.max(who.crowd - 1);
        let attacked = now < self.attack_until && who.stranger && who.guesses;
        if beyond < 0 && !attacked {
            return Needed::Nothing;
        }
        match self.spend(who.name, proof, now) {
            Worth::Through => Needed::Nothing,
            Worth::Early(puzzle, left) => Needed::Work(puzzle, left),
            Worth::Nothing => {
                let wait = (2u8 << beyond.clamp(0, 5)).min(LONGEST);
                Needed::Work(self.puzzle(who.name, beyond, wait, now), i64::from(wait) * SECOND)
            }
        }
    }

    fn wrong_codes(&self, name: &DailyName, now: i64) -> i64 {
        let left = self.forgiven_at.get(name).map_or(0, |at| (at - now).max(0));
        (left + FORGIVEN - 1) / FORGIVEN
    }

    /// A puzzle, harder the more codes were wrong. Nothing is stored: its challenge is the second in which it was asked, the
    /// seconds to wait, a little chance, and a seal over everything that the proof has to fit.
    fn puzzle(&self, name: DailyName, beyond: i64, wait: u8, now: i64) -> Puzzle {
        let harder = u8::try_from(beyond.max(0) / 10).unwrap_or(u8::MAX);
        let bits = self.bits.saturating_add(harder).min(Puzzle::HARDEST);
        let mut said: [u8; 8] = entropy::bytes(&*self.entropy);
        said[..4].copy_from_slice(&second(now).to_be_bytes());
        said[4] = wait;
        Puzzle::new(self.challenge(said, name, bits), bits)
    }

    fn challenge(&self, said: [u8; 8], name: DailyName, bits: u8) -> [u8; 16] {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.key).unwrap_or_else(|_| unreachable!("HMAC takes any key"));
        for part in [&said[..], &[bits], &name] {
            mac.update(part);
        }
        let mut out = [0; 16];
        out[..8].copy_from_slice(&said);
        out[8..].copy_from_slice(&mac.finalize().into_bytes()[..8]);
        out
    }

    /// Lets somebody through whose proof fits a puzzle that was asked of `name` a short time ago and let nobody through yet.
    fn spend(&mut self, name: DailyName, proof: &str, now: i64) -> Worth {
        let (puzzle, solved) = match (Puzzle::read_answer(proof), proof.parse::<Puzzle>()) {
            (Some((puzzle, nonce)), _) => (puzzle, pow::check(&puzzle, nonce)),
            (None, Ok(puzzle)) => (puzzle, false),
            (None, Err(_)) => return Worth::Nothing,
        };
        let mut said = [0; 8];
        said.copy_from_slice(&puzzle.challenge[..8]);
        let since = age(&puzzle.challenge, now);
        let asked = self.challenge(said, name, puzzle.bits) == puzzle.challenge;
        if !asked || since > SERVES || self.spent.contains(&puzzle.challenge) {
            return Worth::Nothing;
        }
        let early = i64::from(said[4]) - since;
        if !solved && early > 0 {
            return Worth::Early(puzzle, early * SECOND);
        }
        if !solved && self.patient.take(name, Rate::new(PATIENT, MINUTE), now).is_err() {
            return Worth::Nothing;
        }
        if self.swept_at != i64::from(second(now)) {
            self.swept_at = i64::from(second(now));
            self.spent.retain(|challenge| age(challenge, now) <= SERVES);
        }
        let noted = self.spent.len() < MOST && self.spent.insert(puzzle.challenge);
        if noted { Worth::Through } else { Worth::Nothing }
    }
}

/// The second of a moment. Wraps in the year 2106; only differences are looked at.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it wraps on purpose")]
fn second(now: i64) -> u32 {
    now.div_euclid(SECOND) as u32
}

/// The seconds since a challenge was asked.
fn age(challenge: &[u8; 16], now: i64) -> i64 {
    let mut asked = [0; 4];
    asked.copy_from_slice(&challenge[..4]);
    i64::from(second(now).wrapping_sub(u32::from_be_bytes(asked)))
}
