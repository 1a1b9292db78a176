//! Chance for choices, and texts of about the length that people write, made of sentences nobody ever said.

use domain::entropy::{Seeded, below};
use std::sync::LazyLock;

static SENTENCES: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!("../texts/sentences.txt").lines().collect());
static TITLES: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("../texts/titles.txt").lines().collect());

/// How many rare words there are, and how seldom a sentence has one: some fifty posts have each.
const RARE: usize = 50;
const RARE_EVERY: usize = 2_000;

/// Choices that are the same for the same seed.
pub struct Dice(Seeded);

impl Dice {
    /// Dice that fall the same way for the same `seed`.
    pub fn new(seed: usize) -> Self {
        Self(Seeded::new(seed as u64))
    }

    /// A number below `most`.
    pub fn below(&self, most: usize) -> usize {
        below(&self.0, most as u64) as usize
    }

    /// One of `all`.
    pub fn one<'a, T>(&self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// A text of so many sentences, in paragraphs of three.
    pub fn text(&self, sentences: usize) -> String {
        let mut out = String::with_capacity(sentences * 70);
        for n in 0..sentences {
            out.push_str(if n == 0 {
                ""
            } else if n % 3 == 0 {
                "\n\n"
            } else {
                " "
            });
            match self.below(RARE_EVERY) {
                0 => out.push_str(&format!("Ik moest denken aan {}.", self.rare())),
                _ => out.push_str(self.one::<&str>(&SENTENCES)),
            }
        }
        out
    }

    /// A title.
    pub fn title(&self) -> String {
        (*self.one::<&str>(&TITLES)).to_owned()
    }

    /// A question of one line.
    pub fn question(&self) -> String {
        format!("Wie weet wat helpt? {}", self.one::<&str>(&SENTENCES))
    }

    /// A word that only few texts have.
    pub fn rare(&self) -> String {
        const PARTS: [&str; 8] = ["ba", "do", "fi", "gu", "ke", "lo", "mi", "nu"];
        let n = self.below(RARE);
        format!("z{}{}{}mof", PARTS[n % 8], PARTS[n / 8 % 8], PARTS[(n * 3 + 1) % 8])
    }
}
