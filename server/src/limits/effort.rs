//! The effort that is made before a code is tried, once too many codes were wrong or too many people came at once: a puzzle
//! for a browser with JavaScript, patience for one without.
//!
//! A proof is what [`Puzzle::answer`] writes: the puzzle as it was asked and the number that solves it. The puzzle alone is
//! the proof of patience: it says, sealed, when it was asked and how long to wait.
//!
//! What a program can take from others of its network: waiting costs it nothing, so it may take the places of patience for what it
//! does itself, and of nothing else (`PATIENT` is counted for each thing to do). Who finds none keeps what they waited, and
//! tries again a moment later. Work is never lacking: whoever solves a puzzle gets through, however many others do.

use super::rates::{Buckets, Rate};
use crate::daily::DailyName;
use app::kit::limits::Action;
use domain::entropy::{self, Entropy};
use domain::pow::{self, Puzzle};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::collections::{BTreeSet, HashMap, VecDeque};
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
/// The number of one asker that get through by patience in a minute, for each thing to do: a page that waits costs a guesser
/// nothing.
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
    /// The thing to do.
    pub what: Action,
    /// True for a network: only strangers are asked for work while codes are guessed elsewhere.
    pub stranger: bool,
    /// The number that came that there was no place for, this one included; zero while there is a place.
    pub crowd: i64,
}

impl Asking {
    /// Tells whether a code is tried: wrong ones count there only.
    fn guesses(&self) -> bool {
        self.what != Action::Enter
    }
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
    patient: Buckets<(Action, DailyName)>,
    /// Challenges that let somebody through, by the second in which they were asked.
    spent: BTreeSet<[u8; 16]>,
    /// Those asked up to this second serve no more: it is not known any longer which of them did.
    forgotten: Option<u32>,
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
            spent: BTreeSet::new(),
            forgotten: None,
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
        let wrong = if who.guesses() { self.wrong_codes(&who.name, now) - FREE } else { -1 };
        let beyond = wrong.max(who.crowd - 1);
        let attacked = now < self.attack_until && who.stranger && who.guesses();
        if beyond < 0 && !attacked {
            return Needed::Nothing;
        }
        match self.spend(&who, proof, now) {
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

    /// Lets somebody through whose proof fits a puzzle that was asked of them a short time ago and let nobody through yet.
    fn spend(&mut self, who: &Asking, proof: &str, now: i64) -> Worth {
        let (puzzle, solved) = match (Puzzle::read_answer(proof), proof.parse::<Puzzle>()) {
            (Some((puzzle, nonce)), _) => (puzzle, pow::check(&puzzle, nonce)),
            (None, Ok(puzzle)) => (puzzle, false),
            (None, Err(_)) => return Worth::Nothing,
        };
        let mut said = [0; 8];
        said.copy_from_slice(&puzzle.challenge[..8]);
        let since = age(&puzzle.challenge, now);
        let asked = self.challenge(said, who.name, puzzle.bits) == puzzle.challenge;
        let known = self.forgotten.is_none_or(|second| asked_at(&puzzle.challenge) > second);
        if !asked || !known || since > SERVES || self.spent.contains(&puzzle.challenge) {
            return Worth::Nothing;
        }
        let early = i64::from(said[4]) - since;
        if !solved && early > 0 {
            return Worth::Early(puzzle, early * SECOND);
        }
        if !solved && let Err(wait) = self.patient.take((who.what, who.name), Rate::new(PATIENT, MINUTE), now)
        {
            return Worth::Early(puzzle, wait);
        }
        while let Some(oldest) = self.spent.first().copied().filter(|oldest| age(oldest, now) > SERVES) {
            self.spent.remove(&oldest);
        }
        // A flood from many networks makes puzzles serve for a shorter time, and keeps nobody out.
        if self.spent.len() >= MOST
            && let Some(oldest) = self.spent.pop_first()
        {
            self.forgotten = Some(asked_at(&oldest));
        }
        self.spent.insert(puzzle.challenge);
        Worth::Through
    }
}

/// The second of a moment. Wraps in the year 2106; only differences are looked at.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it wraps on purpose")]
fn second(now: i64) -> u32 {
    now.div_euclid(SECOND) as u32
}

/// The second in which a challenge was asked.
fn asked_at(challenge: &[u8; 16]) -> u32 {
    let mut asked = [0; 4];
    asked.copy_from_slice(&challenge[..4]);
    u32::from_be_bytes(asked)
}

/// The seconds since a challenge was asked.
fn age(challenge: &[u8; 16], now: i64) -> i64 {
    i64::from(second(now).wrapping_sub(asked_at(challenge)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::entropy::Seeded;

    fn network(n: u32) -> Asking {
        let mut name = [0; 16];
        name[..4].copy_from_slice(&n.to_be_bytes());
        Asking { name, what: Action::SignIn, stranger: true, crowd: 1 }
    }

    fn solved(effort: &mut Effort, who: Asking, now: i64) -> String {
        let Needed::Work(puzzle, _) = effort.ask(who, "", now) else { panic!("no puzzle") };
        puzzle.answer(puzzle.search(0, u32::MAX).expect("it can be solved"))
    }

    /// A program that solves as many puzzles as are remembered keeps nobody else from getting through, and none serves twice.
    #[test]
    fn a_flood_of_solved_puzzles_keeps_nobody_out() {
        let mut effort = Effort::new(Arc::new(Seeded::new(1)), 1_000, 0);
        let (flood, first) = (MOST as u32, 100 * SECOND);
        let early = solved(&mut effort, network(0), first);
        assert_eq!(effort.ask(network(0), &early, first), Needed::Nothing);
        for n in 1..=flood {
            let now = first + i64::from(n) / 1_000 * SECOND;
            let proof = solved(&mut effort, network(n), now);
            assert_eq!(effort.ask(network(n), &proof, now), Needed::Nothing, "{n}");
        }
        assert!(effort.spent.len() <= MOST);
        let now = first + 101 * SECOND;
        let proof = solved(&mut effort, network(flood + 1), now);
        assert_eq!(
            effort.ask(network(flood + 1), &proof, now),
            Needed::Nothing,
            "somebody who comes after it"
        );
        for again in [(network(flood + 1), &proof), (network(0), &early)] {
            assert!(matches!(effort.ask(again.0, again.1, now), Needed::Work(..)), "it serves once");
        }
    }
}
