//! Proof of work: under attack, strangers' sign-ins and joins cost their computer some work (A16, T23).
//!
//! It asks nothing about the person and stores nothing about them. The browser solves it in small steps so that the
//! page stays usable; the server checks it with one hash.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

const LABEL: &[u8] = b"health-thing/pow/v1";

// One try is one block of SHA-256: 64 bytes, of which padding needs 9.
const _: () = assert!(LABEL.len() + 16 + 8 <= 55);

/// A question whose answer takes about 2^`bits` hashes to find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Puzzle {
    /// Random bytes that the server gave out.
    pub challenge: [u8; 16],
    /// The number of zero bits that the hash has to begin with.
    pub bits: u8,
}

impl Puzzle {
    /// The hardest puzzle that is ever asked: some 16 million hashes, half a minute on an old phone.
    pub const HARDEST: u8 = 24;

    /// A puzzle, never harder than [`Puzzle::HARDEST`].
    pub fn new(challenge: [u8; 16], bits: u8) -> Self {
        Self { challenge, bits: bits.min(Self::HARDEST) }
    }

    /// Looks for the answer, beginning at nonce 0.
    pub fn solver(self) -> Solver {
        Solver { puzzle: self, next: 0 }
    }

    /// Tries `tries` numbers from `from` on; the answer when it is among them.
    pub fn search(&self, from: u64, tries: u32) -> Option<u64> {
        (from..from.saturating_add(u64::from(tries))).find(|nonce| check(self, *nonce))
    }

    /// The answer as a form carries it: the puzzle, a colon and the number.
    pub fn answer(&self, nonce: u64) -> String {
        format!("{self}:{nonce}")
    }

    /// Reads what [`Puzzle::answer`] wrote. Whether the number is right says [`check`]; whether the puzzle was ever
    /// asked, only who asked it knows.
    pub fn read_answer(text: &str) -> Option<(Self, u64)> {
        let (puzzle, nonce) = text.rsplit_once(':')?;
        Some((puzzle.parse().ok()?, nonce.parse().ok()?))
    }
}

/// Tells whether `nonce` answers the puzzle.
pub fn check(puzzle: &Puzzle, nonce: u64) -> bool {
    let hash = Sha256::new()
        .chain_update(LABEL)
        .chain_update(puzzle.challenge)
        .chain_update(nonce.to_be_bytes())
        .finalize();
    leading_zeros(&hash) >= u32::from(puzzle.bits)
}

fn leading_zeros(bytes: &[u8]) -> u32 {
    let whole = bytes.iter().take_while(|byte| **byte == 0).count();
    whole as u32 * 8 + bytes.get(whole).map_or(0, |byte| byte.leading_zeros())
}

/// A search that can be paused: a browser takes some steps, lets the page breathe, and goes on.
#[derive(Clone, Debug)]
pub struct Solver {
    puzzle: Puzzle,
    next: u64,
}

impl Solver {
    /// Tries up to `tries` more numbers; the answer when it is among them.
    pub fn step(&mut self, tries: u32) -> Option<u64> {
        let found = self.puzzle.search(self.next, tries);
        self.next = found.map_or(self.next.saturating_add(u64::from(tries)), |nonce| nonce + 1);
        found
    }

    /// Counts the numbers that were tried.
    pub fn tried(&self) -> u64 {
        self.next
    }
}

/// A text that is not a puzzle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPuzzle;

impl fmt::Display for NotAPuzzle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a puzzle")
    }
}

impl std::error::Error for NotAPuzzle {}

/// Writes it as a form carries it: `20:` and the challenge in 32 hexadecimal characters.
impl fmt::Display for Puzzle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.bits)?;
        self.challenge.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Puzzle {
    type Err = NotAPuzzle;

    fn from_str(text: &str) -> Result<Self, NotAPuzzle> {
        let (bits, hex) = text.split_once(':').ok_or(NotAPuzzle)?;
        let bits = bits.parse().ok().filter(|bits| *bits <= Self::HARDEST).ok_or(NotAPuzzle)?;
        if hex.len() != 32 || !hex.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(NotAPuzzle);
        }
        let number = u128::from_str_radix(hex, 16).map_err(|_| NotAPuzzle)?;
        Ok(Self { challenge: number.to_be_bytes(), bits })
    }
}

impl Serialize for Puzzle {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Puzzle {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_solution_found_in_small_steps_is_a_solution() {
        let puzzle = Puzzle::new([7; 16], 10);
        let mut solver = puzzle.solver();
        let mut pauses = 0;
        let nonce = loop {
            match solver.step(50) {
                Some(nonce) => break nonce,
                None => pauses += 1,
            }
        };
        assert!(check(&puzzle, nonce));
        assert!((0..nonce).all(|earlier| !check(&puzzle, earlier)), "it is the first one");
        assert_eq!(solver.tried(), nonce + 1);
        assert!(pauses > 0, "it was paused");
    }

    #[test]
    fn the_search_ends_with_the_numbers() {
        assert_eq!(Puzzle::new([0; 16], 24).search(u64::MAX - 3, u32::MAX), None);
    }

    #[test]
    fn a_solution_serves_one_challenge() {
        let puzzle = Puzzle::new([1; 16], 12);
        let nonce = puzzle.solver().step(1_000_000).expect("about 4096 tries");
        assert!(!check(&Puzzle::new([2; 16], 12), nonce));
    }

    /// On average 2^bits tries: over 200 puzzles of 6 bits the mean lies within four standard errors of 64.
    #[test]
    fn one_bit_more_is_twice_the_work() {
        let tries: u64 = (0..200u8)
            .map(|n| {
                let mut solver = Puzzle::new([n; 16], 6).solver();
                solver.step(u32::MAX).expect("a solution");
                solver.tried()
            })
            .sum();
        let mean = tries as f64 / 200.0;
        assert!((mean - 64.0).abs() < 4.0 * 64.0 / 200f64.sqrt(), "{mean}");
    }

    #[test]
    fn zero_bits_ask_nothing_and_no_puzzle_is_harder_than_the_hardest() {
        assert!(check(&Puzzle::new([0; 16], 0), 0));
        assert_eq!(Puzzle::new([0; 16], 255).bits, Puzzle::HARDEST);
    }

    #[test]
    fn leading_zeros_are_counted_over_whole_bytes() {
        for (bytes, zeros) in
            [(&[0x80, 0][..], 0), (&[1, 255], 7), (&[0, 0x40], 9), (&[0, 0, 1], 23), (&[0, 0], 16)]
        {
            assert_eq!(leading_zeros(bytes), zeros, "{bytes:?}");
        }
    }

    #[test]
    fn anything_else_is_not_a_puzzle() {
        let challenge = "0".repeat(32);
        for text in [
            "",
            ":",
            &challenge,
            &format!("25:{challenge}"),
            &format!("-1:{challenge}"),
            &format!("1:{challenge}0"),
            &format!("1:+{}", &challenge[1..]),
            &format!("1:{}", "G".repeat(32)),
            &format!("1:{}", "é".repeat(16)),
        ] {
            assert_eq!(text.parse::<Puzzle>(), Err(NotAPuzzle), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_puzzle_reads_back_as_it_was_written(challenge: [u8; 16], bits in 0..=Puzzle::HARDEST) {
            let puzzle = Puzzle::new(challenge, bits);
            prop_assert_eq!(puzzle.to_string().parse(), Ok(puzzle));
            let json = serde_json::to_string(&puzzle).expect("JSON");
            prop_assert_eq!(serde_json::from_str::<Puzzle>(&json).ok(), Some(puzzle));
        }

        #[test]
        fn an_answer_reads_back_as_it_was_written(challenge: [u8; 16], bits in 0..=Puzzle::HARDEST, nonce: u64) {
            let puzzle = Puzzle::new(challenge, bits);
            prop_assert_eq!(Puzzle::read_answer(&puzzle.answer(nonce)), Some((puzzle, nonce)));
        }

        #[test]
        fn no_text_makes_reading_fail_loudly(text in "[0-9a-f:]{0,50}") {
            if let Some((puzzle, _)) = Puzzle::read_answer(&text) {
                prop_assert!(puzzle.bits <= Puzzle::HARDEST);
            }
        }
    }
}
