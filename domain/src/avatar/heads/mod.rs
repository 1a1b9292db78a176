//! The heads of the animals, drawn in a box of 64 by 64.
//!
//! A head stands in the middle, ends near y = 48, where the collar is, and keeps what makes the animal that animal
//! inside the circle the page cuts out. It has two colours of fur, ink and at most two colours of its own.

mod first;
mod second;
mod third;

use super::shapes::Head;

/// A drawn animal and the words for it.
pub struct Animal {
    /// The Dutch word. All are de-words, so that the adjective before it keeps its -e.
    pub dutch: &'static str,
    /// The English word.
    pub english: &'static str,
    /// Four furs, as indexes in `FURS`; a fur that stands twice is twice as frequent.
    pub(crate) furs: [u8; 4],
    /// The clothing that shows in the V of the collar.
    pub(crate) neck: Neck,
    /// The drawing.
    pub(crate) head: Head,
}

/// The colour of a neck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Neck {
    /// The main colour of the fur.
    Main,
    /// Its light colour.
    Light,
    /// White.
    White,
}

const fn animal(dutch: &'static str, english: &'static str, furs: [u8; 4], neck: Neck, head: Head) -> Animal {
    Animal { dutch, english, furs, neck, head }
}

/// The 32 animals. The order is part of avatar v2: the low five bits of byte 1 are an index in it.
pub static ANIMALS: [Animal; 32] = {
    use Neck::{Light, Main, White};
    [
        animal("Reiger", "Heron", [2, 3, 2, 5], Main, first::HERON),
        animal("Egel", "Hedgehog", [1, 3, 1, 5], Light, first::HEDGEHOG),
        animal("Otter", "Otter", [1, 2, 0, 5], Main, first::OTTER),
        animal("Uil", "Owl", [1, 4, 2, 5], Main, first::OWL),
        animal("Vos", "Fox", [0, 0, 4, 5], Main, first::FOX),
        animal("Haas", "Hare", [4, 1, 2, 7], Main, first::HARE),
        animal("Das", "Badger", [3, 3, 1, 2], White, first::BADGER),
        animal("Bever", "Beaver", [1, 0, 4, 1], Main, first::BEAVER),
        animal("Kikker", "Frog", [6, 6, 4, 2], Main, first::FROG),
        animal("Mus", "Sparrow", [1, 0, 4, 2], Main, first::SPARROW),
        animal("Zwaan", "Swan", [7, 7, 7, 2], Main, first::SWAN),
        animal("Eekhoorn", "Squirrel", [0, 0, 1, 4], Main, first::SQUIRREL),
        animal("Ree", "Deer", [4, 1, 0, 4], Main, first::DEER),
        animal("Mol", "Mole", [3, 5, 3, 1], Main, first::MOLE),
        animal("Zeehond", "Seal", [2, 3, 2, 7], Main, first::SEAL),
        animal("Merel", "Blackbird", [3, 3, 1, 3], Main, first::BLACKBIRD),
        animal("Eend", "Duck", [6, 6, 1, 4], Main, second::DUCK),
        animal("Pinguïn", "Penguin", [3, 3, 2, 3], Light, second::PENGUIN),
        animal("Schildpad", "Turtle", [6, 6, 4, 2], Main, second::TURTLE),
        animal("Giraf", "Giraffe", [4, 4, 0, 4], Main, second::GIRAFFE),
        animal("Koala", "Koala", [2, 2, 5, 1], Main, second::KOALA),
        animal("Alpaca", "Alpaca", [4, 1, 5, 2], Light, second::ALPACA),
        animal("Vlinder", "Butterfly", [5, 0, 4, 2], Light, second::BUTTERFLY),
        animal("Krab", "Crab", [0, 0, 5, 0], Main, second::CRAB),
        animal("Octopus", "Octopus", [5, 0, 6, 4], Main, third::OCTOPUS),
        animal("Dolfijn", "Dolphin", [2, 2, 6, 5], Main, third::DOLPHIN),
        animal("Toekan", "Toucan", [3, 3, 1, 6], Main, third::TOUCAN),
        animal("Leeuw", "Lion", [4, 4, 0, 1], Main, third::LION),
        animal("Tijger", "Tiger", [0, 0, 4, 7], Main, third::TIGER),
        animal("Zebra", "Zebra", [7, 7, 7, 2], Main, third::ZEBRA),
        animal("Eland", "Moose", [1, 1, 0, 2], Main, third::MOOSE),
        animal("Zeester", "Starfish", [0, 4, 5, 0], Main, third::STARFISH),
    ]
};
