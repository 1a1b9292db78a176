//! Faces, avatar v2: 16 bytes choose an animal and how it looks, and draw it as a small SVG (docs/avatars.md).
//!
//! A drawing never shows who somebody is: the bytes come from the tag of one author in one thread, under a key
//! that is in no database. A change of a table changes faces that people know, so it needs a new version and a
//! decision. Only the server draws: the browser gets the finished drawing inside the page.
#![cfg(feature = "server")]

#[macro_use]
mod shapes;
mod colours;
mod heads;
mod sheet;

pub use heads::{ANIMALS, Animal};
pub use sheet::sheet;

use colours::{FURS, GROUNDS, GROUNDS_OF_FUR, UNIFORMS, UNIFORMS_OF_GROUND, is_pale};
use heads::Neck;

/// The look of the eyes. The adjective decides: who is calm has closed eyes, who is cheerful smiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gaze {
    /// Two plain dots.
    Open,
    /// Lids down, at rest.
    Closed,
    /// Lids up, laughing.
    Smiling,
    /// Large, with a shine.
    Wide,
    /// Turned to the side.
    Aside,
}

/// The shoulders, from the lower left corner on.
const SHOULDERS: &str = "c0-11 9-18.5 23-18.5S55 53 55 64";
/// The space between the ends of the collar.
const COLLAR: &str = "M24.5 46.2 32 55.5l7.5-9.3c-4.5-1-10.5-1-15 0z";

/// The looks of the eight groups of eight adjectives.
const GAZES: [Gaze; 8] =
    [Gaze::Closed, Gaze::Smiling, Gaze::Wide, Gaze::Open, Gaze::Smiling, Gaze::Aside, Gaze::Wide, Gaze::Open];

/// A thing that hangs on the uniform.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extra {
    /// Nothing.
    None,
    /// A stethoscope.
    Stethoscope,
    /// A badge without a name.
    Badge,
}

/// Everything that was chosen for one face. The numbers are indexes in the tables and always inside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traits {
    pub(crate) adjective: u8,
    pub(crate) animal: u8,
    pub(crate) gaze: Gaze,
    pub(crate) fur: u8,
    pub(crate) ground: u8,
    pub(crate) uniform: u8,
    pub(crate) extra: Extra,
    pub(crate) mirrored: bool,
}

impl Traits {
    /// The face that these bytes choose. Every table has a power of two entries, so no entry is favoured.
    pub fn of(bytes: &[u8; 16]) -> Self {
        let four = |byte: u8| usize::from(byte & 3);
        let adjective = bytes[0] & 63;
        let animal = bytes[1] & 31;
        let fur = ANIMALS[usize::from(animal)].furs[four(bytes[2])];
        let ground = GROUNDS_OF_FUR[usize::from(fur)][four(bytes[3])];
        Self {
            adjective,
            animal,
            gaze: GAZES[usize::from(adjective >> 3)],
            fur,
            ground,
            uniform: UNIFORMS_OF_GROUND[usize::from(ground)][four(bytes[4])],
            extra: match bytes[5] & 3 {
                2 => Extra::Stethoscope,
                3 => Extra::Badge,
                _ => Extra::None,
            },
            mirrored: bytes[6] & 1 == 1,
        }
    }

    /// The animal.
    pub fn animal(&self) -> &'static Animal {
        &ANIMALS[usize::from(self.animal)]
    }

    /// Appends the face on its coloured ground: a square that the page cuts to a circle.
    pub fn draw(&self, to: &mut String) {
        open(to);
        for part in ["<rect width=\"64\" height=\"64\" fill=\"", GROUNDS[usize::from(self.ground)], "\"/>"] {
            to.push_str(part);
        }
        self.figure(false, to);
        to.push_str("</svg>");
    }

    /// Appends the creature without a ground. A tall one has a body that runs on below the box, for rows of
    /// creatures that overlap.
    pub fn draw_creature(&self, tall: bool, to: &mut String) {
        open(to);
        self.figure(tall, to);
        to.push_str("</svg>");
    }

    fn figure(&self, tall: bool, to: &mut String) {
        if self.mirrored {
            to.push_str("<g transform=\"matrix(-1 0 0 1 64 0)\">");
        }
        let head = &self.animal().head;
        self.fill(head.back, to);
        self.body(tall, to);
        self.fill(head.front, to);
        if self.mirrored {
            to.push_str("</g>");
        }
    }

    fn body(&self, tall: bool, to: &mut String) {
        let fur = &FURS[usize::from(self.fur)];
        let neck = match self.animal().neck {
            Neck::Main => fur.main,
            Neck::Light => fur.light,
            Neck::White => white!(),
        };
        let (start, end) = if tall { ("130V64", "v66") } else { ("64", "") };
        for part in [
            "<path d=\"M9 ",
            start,
            SHOULDERS,
            end,
            "z\" fill=\"",
            UNIFORMS[usize::from(self.uniform)],
            "\"/><path d=\"",
            COLLAR,
            "\" fill=\"",
            neck,
            "\"/>",
            worn(self.extra, is_pale(self.uniform)),
        ] {
            to.push_str(part);
        }
    }

    /// Appends a fragment with its tokens filled in.
    fn fill(&self, fragment: &'static str, to: &mut String) {
        let fur = &FURS[usize::from(self.fur)];
        let mut parts = fragment.split('{');
        to.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let (token, rest) = part.split_at(2);
            match token.as_bytes()[0] {
                b'm' => to.push_str(fur.main),
                b'l' => to.push_str(fur.light),
                b'd' => to.push_str(fur.dark),
                b'g' if matches!(self.gaze, Gaze::Wide | Gaze::Aside) => to.push_str(white!()),
                b'g' => to.push_str(gold!()),
                _ => self.animal().head.eyes.draw(self.gaze, to),
            }
            to.push_str(rest);
        }
    }
}

/// Draws the thing that hangs on a uniform, pale or not.
fn worn(extra: Extra, pale: bool) -> &'static str {
    match (extra, pale) {
        (Extra::None, _) => "",
        (Extra::Stethoscope, false) => concat!(
            line!("M22 47c-1 8 3 12 10 12s11-4 10-12", 1.8, white!()),
            circle!(42, 59, 2.6, "#FFC93D")
        ),
        (Extra::Stethoscope, true) => {
            concat!(line!("M22 47c-1 8 3 12 10 12s11-4 10-12", 1.8, ink!()), circle!(42, 59, 2.6, "#D9482F"))
        }
        (Extra::Badge, false) => badge!(white!()),
        (Extra::Badge, true) => badge!("#0C5A46"),
    }
}

fn open(to: &mut String) {
    // One allocation for a face: the longest is below this.
    to.reserve(1_800);
    to.push_str("<svg class=\"av\" viewBox=\"0 0 64 64\" aria-hidden=\"true\">");
}

#[cfg(test)]
mod tests;
