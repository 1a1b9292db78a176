//! Chance for choices, and texts of about the length that people write, made of sentences nobody ever said.

use domain::entropy::{Seeded, below};
use std::sync::LazyLock;

static SENTENCES: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!("../texts/sentences.txt").lines().collect());
static TITLES: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("../texts/titles.txt").lines().collect());

/// The number of rare words, and how seldom a sentence has one: some fifty posts have each.
const RARE: usize = 50;
const RARE_EVERY: usize = 2_000;

/// Choices that are the same for the same seed.
pub struct Dice(pub Seeded);

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
        let all: Vec<String> = (0..sentences).map(|_| self.sentence()).collect();
        all.chunks(3).map(|some| some.join(" ")).collect::<Vec<_>>().join("\n\n")
    }

    fn sentence(&self) -> String {
        match self.below(RARE_EVERY) {
            0 => format!("Ik moest denken aan {}.", self.rare()),
            _ => (*self.one(&SENTENCES)).to_owned(),
        }
    }

    /// A title.
    pub fn title(&self) -> String {
        (*self.one(&TITLES)).to_owned()
    }

    /// A word that only few texts have.
    pub fn rare(&self) -> String {
        const PARTS: [&str; 8] = ["ba", "do", "fi", "gu", "ke", "lo", "mi", "nu"];
        let n = self.below(RARE);
        format!("z{}{}{}mof", PARTS[n % 8], PARTS[n / 8 % 8], PARTS[(n * 3 + 1) % 8])
    }
}
