//! Proof of work: under attack, strangers' sign-ins and joins cost their computer some work (A16, T23).
//!
//! It asks nothing about the person and stores nothing about them. The browser solves it in small steps so that the
//! page stays usable; the server checks it with one hash.

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
    /// How many zero bits the hash has to begin with.
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
}

/// Whether `nonce` answers the puzzle.
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
        for _ in 0..tries {
            let nonce = self.next;
            self.next = self.next.wrapping_add(1);
            if check(&self.puzzle, nonce) {
                return Some(nonce);
            }
        }
        None
    }

    /// How many numbers were tried.
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

/// As a form carries it: `20:` and the challenge in 32 hexadecimal characters.
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
