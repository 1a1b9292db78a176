//! Names for one conversation: "Kalme Reiger" with its face, chosen together by the same 16 bytes.
//!
//! The bytes are the first 16 of `HMAC-SHA256(K_name, tag || n)`, made by the module `secrets`. They belong to one
//! author in one thread, so nothing about a name leads to another thread. Dutch and English are two readings of one
//! choice: whoever is "Kalme Reiger" in Dutch is "Calm Heron" in English, and two names differ in both or neither.
#![cfg(feature = "server")]

use crate::avatar::Traits;
use crate::people::Lang;

/// The 64 adjectives, in eight groups of eight; the group decides the eyes. Kind or neutral, and never about looks,
/// age, size, illness or how well somebody works. The order is part of avatar v2.
static ADJECTIVES: [(&str, &str); 64] = [
    // calm
    ("Kalme", "Calm"),
    ("Rustige", "Peaceful"),
    ("Stille", "Quiet"),
    ("Zachte", "Gentle"),
    ("Milde", "Mild"),
    ("Tedere", "Tender"),
    ("Bedachtzame", "Thoughtful"),
    ("Geduldige", "Patient"),
    // happy
    ("Vrolijke", "Cheerful"),
    ("Blije", "Happy"),
    ("Zonnige", "Sunny"),
    ("Opgewekte", "Merry"),
    ("Lachende", "Laughing"),
    ("Feestelijke", "Festive"),
    ("Speelse", "Playful"),
    ("Montere", "Jolly"),
    // curious
    ("Nieuwsgierige", "Curious"),
    ("Wakkere", "Alert"),
    ("Oplettende", "Attentive"),
    ("Leergierige", "Eager"),
    ("Slimme", "Clever"),
    ("Vlotte", "Swift"),
    ("Scherpe", "Sharp"),
    ("Snuggere", "Bright"),
    // open
    ("Dappere", "Brave"),
    ("Moedige", "Courageous"),
    ("Sterke", "Strong"),
    ("Stevige", "Sturdy"),
    ("Stoere", "Bold"),
    ("Trotse", "Proud"),
    ("Flinke", "Plucky"),
    ("Standvastige", "Steadfast"),
    // happy
    ("Lieve", "Sweet"),
    ("Warme", "Warm"),
    ("Hartelijke", "Hearty"),
    ("Trouwe", "Loyal"),
    ("Gulle", "Generous"),
    ("Vriendelijke", "Friendly"),
    ("Zorgzame", "Caring"),
    ("Eerlijke", "Honest"),
    // aside
    ("Creatieve", "Creative"),
    ("Vindingrijke", "Inventive"),
    ("Handige", "Handy"),
    ("Kleurrijke", "Colourful"),
    ("Bijzondere", "Special"),
    ("Originele", "Original"),
    ("Dromerige", "Dreamy"),
    ("Fantasievolle", "Imaginative"),
    // curious
    ("Frisse", "Fresh"),
    ("Heldere", "Clear"),
    ("Lichte", "Light"),
    ("Open", "Candid"),
    ("Vrije", "Free"),
    ("Vlugge", "Quick"),
    ("Kwieke", "Lively"),
    ("Soepele", "Nimble"),
    // open
    ("Gewone", "Everyday"),
    ("Echte", "Genuine"),
    ("Goede", "Good"),
    ("Fijne", "Lovely"),
    ("Gouden", "Golden"),
    ("Zilveren", "Silver"),
    ("Bonte", "Dappled"),
    ("Wilde", "Wild"),
];

/// The name and drawn animal of somebody in one thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Face {
    traits: Traits,
}

/// The face that these bytes choose.
pub fn face(bytes: &[u8; 16]) -> Face {
    Face { traits: Traits::of(bytes) }
}

/// The first number whose face has a name that is still free in the thread, with that face. `bytes_of` gives the
/// bytes for a number and `taken` says whether another author has this name. None when all 256 are taken: with
/// 1,000 authors in one thread a chance below 10^-79, with 2,000 about one in 400.
pub fn free(bytes_of: impl Fn(u8) -> [u8; 16], taken: impl Fn(&Face) -> bool) -> Option<(u8, Face)> {
    (0..=u8::MAX).map(|number| (number, face(&bytes_of(number)))).find(|(_, face)| !taken(face))
}

impl Face {
    /// The name in this language: "Kalme Reiger", "Calm Heron".
    pub fn name(&self, lang: Lang) -> String {
        let (dutch, english) = ADJECTIVES[usize::from(self.traits.adjective)];
        let animal = self.traits.animal();
        let (adjective, noun) = match lang {
            Lang::Nl => (dutch, animal.dutch),
            Lang::En => (english, animal.english),
        };
        [adjective, noun].join(" ")
    }

    /// Tells whether the other face has the same name, in every language; fur and clothes may differ.
    pub fn has_name_of(&self, other: &Face) -> bool {
        (self.traits.adjective, self.traits.animal) == (other.traits.adjective, other.traits.animal)
    }

    /// The drawing on its coloured ground. The name must stand next to it: a screen reader skips the drawing.
    pub fn svg(&self) -> String {
        let mut svg = String::new();
        self.draw(&mut svg);
        svg
    }

    /// Appends the drawing to a page.
    pub fn draw(&self, to: &mut String) {
        self.traits.draw(to);
    }

    /// Appends the drawing by references to the shared file of all drawings ([`crate::avatar::sheet`]) at the address `sheet`.
    pub fn draw_from(&self, sheet: &str, to: &mut String) {
        self.traits.refer(sheet, to);
    }

    /// The creature without a ground, for a crowd; a tall one has a body that runs on below the box.
    pub fn creature(&self, tall: bool) -> String {
        let mut svg = String::new();
        self.traits.draw_creature(tall, &mut svg);
        svg
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn named(adjective: u8, animal: u8) -> Face {
        let mut bytes = [0; 16];
        (bytes[0], bytes[1]) = (adjective, animal);
        face(&bytes)
    }

    fn all() -> impl Iterator<Item = Face> {
        (0..64).flat_map(|adjective| (0..32).map(move |animal| named(adjective, animal)))
    }

    #[test]
    fn the_first_name_is_the_one_of_the_promise() {
        assert_eq!(named(0, 0).name(Lang::Nl), "Kalme Reiger");
        assert_eq!(named(0, 0).name(Lang::En), "Calm Heron");
        assert_eq!(named(0x51, 0xFF).name(Lang::Nl), "Wakkere Zeester");
    }

    #[test]
    fn there_are_2048_names_in_each_language() {
        for lang in [Lang::Nl, Lang::En] {
            let names: HashSet<String> = all().map(|face| face.name(lang)).collect();
            assert_eq!(names.len(), 2_048);
            for name in names {
                let words: Vec<&str> = name.split(' ').collect();
                assert_eq!(words.len(), 2, "{name}");
                assert!(
                    words.iter().all(|word| word.starts_with(|first: char| first.is_ascii_uppercase())),
                    "{name}"
                );
                assert!(name.chars().count() <= 23, "{name} does not fit beside a face on a phone");
            }
        }
    }

    #[test]
    fn every_name_has_the_same_number_of_byte_values() {
        let mut counts = [0_u32; 2_048];
        for (adjective, animal) in (0..=255).flat_map(|a| (0..=255).map(move |b| (a, b))) {
            let Traits { adjective, animal, .. } = named(adjective, animal).traits;
            counts[usize::from(adjective) * 32 + usize::from(animal)] += 1;
        }
        assert_eq!(counts, [32; 2_048]);
    }

    #[test]
    fn two_faces_share_their_name_in_every_language_or_in_none() {
        let heron = named(3, 5);
        let other = face(&[3, 5, 1, 2, 3, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        assert!(heron != other && heron.has_name_of(&other));
        for face in all().filter(|face| *face != heron) {
            assert!(!face.has_name_of(&heron));
            assert_ne!(face.name(Lang::Nl), heron.name(Lang::Nl));
            assert_ne!(face.name(Lang::En), heron.name(Lang::En));
        }
    }

    #[test]
    fn a_taken_name_makes_room_for_the_next_number() {
        let bytes = |number: u8| [number / 2; 16];
        assert_eq!(free(bytes, |_| false), Some((0, face(&[0; 16]))));
        let first = face(&[0; 16]);
        assert_eq!(free(bytes, |face| face.has_name_of(&first)), Some((2, face(&[1; 16]))));
        assert_eq!(free(bytes, |_| true), None);
    }
}
