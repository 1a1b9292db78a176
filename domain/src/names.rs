//! Names for one conversation: "Kalme Reiger" with its face, chosen together by the same 16 bytes.
//!
//! The bytes are the first 16 of `HMAC-SHA256(K_name, tag || n)`, made by the module `secrets`. They belong to one author in
//! one thread, so nothing about a name leads to another thread. Dutch and English are two readings of one choice:
//! whoever is "Kalme Reiger" in Dutch is "Calm Heron" in English, and two names differ in both or in neither.
#![cfg(feature = "server")]

use crate::avatar::Choice;
use crate::people::Lang;

/// The 64 adjectives, in eight groups of eight; the group decides the eyes. Kind or neutral, and never about looks, age,
/// size, illness or how well somebody works. The order is part of avatar v2.
static ADJECTIVES: [(&str, &str); 64] = [
    // calm
    ("Kalme", "Calm"),
    ("Rustige", "Restful"),
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
    ("Wakkere", "Awake"),
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

/// Who somebody is in one thread: a name and a drawn animal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Face {
    choice: Choice,
}

/// The face that these bytes choose.
pub fn face(bytes: &[u8; 16]) -> Face {
    Face { choice: Choice::of(bytes) }
}

/// The first number whose face has a name that is still free in the thread, with that face. `bytes_of` gives the bytes
/// for a number and `taken` says whether another author has this name. None when all 256 are taken, which no thread
/// of fewer than some two thousand authors can bring about.
pub fn free(bytes_of: impl Fn(u8) -> [u8; 16], taken: impl Fn(&Face) -> bool) -> Option<(u8, Face)> {
    (0..=u8::MAX).map(|number| (number, face(&bytes_of(number)))).find(|(_, face)| !taken(face))
}

impl Face {
    /// The name in this language: "Kalme Reiger", "Calm Heron".
    pub fn name(&self, lang: Lang) -> String {
        let (dutch, english) = ADJECTIVES[usize::from(self.choice.adjective)];
        let animal = self.choice.animal();
        let (adjective, noun) = match lang {
            Lang::Nl => (dutch, animal.dutch),
            Lang::En => (english, animal.english),
        };
        [adjective, noun].join(" ")
    }

    /// Whether the other face has the same name, in every language; fur and clothes may differ.
    pub fn has_name_of(&self, other: &Face) -> bool {
        (self.choice.adjective, self.choice.animal) == (other.choice.adjective, other.choice.animal)
    }

    /// The drawing, on its coloured ground. The name must stand next to it as text: to a screen reader it is nothing.
    pub fn svg(&self) -> String {
        let mut svg = String::new();
        self.draw(&mut svg);
        svg
    }

    /// Appends the drawing to a page.
    pub fn draw(&self, to: &mut String) {
        self.choice.draw(to);
    }

    /// The creature without a ground, for a crowd; a tall one has a body that runs on below the box.
    pub fn creature(&self, tall: bool) -> String {
        let mut svg = String::new();
        self.choice.draw_creature(tall, &mut svg);
        svg
    }
}
