//! The drawings of all animals in one file that every page shares: a face on a page is then a few references of
//! three hundred bytes in all, instead of its own drawing of more than a thousand.
//!
//! What differs from face to face comes from the page: the furs by the classes `f0` to `f7`, the looks by `l0` to `l4`
//! (`style/faces.css`), ground and uniform by attributes. The file is the same for everybody, so asking for it tells
//! nothing about who is read.

use super::colours::{GROUNDS, UNIFORMS};
use super::heads::{ANIMALS, Neck};
use super::{COLLAR, Extra, Gaze, SHOULDERS, Traits, worn};
use std::fmt::Write;

/// The looks in the order of their classes.
const GAZES: [Gaze; 5] = [Gaze::Open, Gaze::Closed, Gaze::Smiling, Gaze::Wide, Gaze::Aside];

/// The things that can hang on a uniform, in the order of the symbols, and whether the uniform is pale.
const WORN: [(Extra, bool); 4] =
    [(Extra::Stethoscope, false), (Extra::Stethoscope, true), (Extra::Badge, false), (Extra::Badge, true)];

/// The numbers of animals, furs and looks, written. A page has a hundred of them, and formatting one takes longer than a look
/// into a table.
const NUMBERS: [&str; 32] = [
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18",
    "19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31",
];

/// The file: one symbol per head, per back, and for what all share.
pub fn sheet() -> String {
    let mut out = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\">");
    symbol("u", &format!("<path d=\"M9 64{SHOULDERS}z\"/>"), &mut out);
    symbol("n", &format!("<path d=\"{COLLAR}\"/>"), &mut out);
    for (n, (extra, pale)) in WORN.into_iter().enumerate() {
        symbol(&format!("w{n}"), worn(extra, pale), &mut out);
    }
    for (n, animal) in ANIMALS.iter().enumerate() {
        if !animal.head.back.is_empty() {
            symbol(&format!("b{n}"), &open_tokens(animal.head.back, ""), &mut out);
        }
        let mut eyes = String::new();
        for (gaze, class) in GAZES.into_iter().zip(0..) {
            let _ = write!(eyes, "<g display=\"var(--l{class},none)\">");
            animal.head.eyes.draw(gaze, &mut eyes);
            eyes.push_str("</g>");
        }
        symbol(&format!("h{n}"), &open_tokens(animal.head.front, &eyes), &mut out);
    }
    out.push_str("</svg>");
    out
}

fn symbol(id: &str, drawing: &str, out: &mut String) {
    let _ = write!(out, "<symbol id=\"{id}\" viewBox=\"0 0 64 64\">{drawing}</symbol>");
}

/// A fragment whose colours are decided where it is used.
fn open_tokens(fragment: &str, eyes: &str) -> String {
    fragment
        .replace("{m}", "var(--m)")
        .replace("{l}", "var(--l)")
        .replace("{d}", "var(--d)")
        .replace("{g}", concat!("var(--g,", gold!(), ")"))
        .replace("{e}", eyes)
}

impl Traits {
    /// Appends the face on its coloured ground, drawn with the symbols of [`sheet`] at the address `sheet`.
    pub fn refer(&self, sheet: &str, to: &mut String) {
        let animal = self.animal();
        let gaze = GAZES.iter().position(|gaze| *gaze == self.gaze).unwrap_or_default();
        let (ground, uniform) = (GROUNDS[usize::from(self.ground)], UNIFORMS[usize::from(self.uniform)]);
        let neck = match animal.neck {
            Neck::Main => "var(--m)",
            Neck::Light => "var(--l)",
            Neck::White => white!(),
        };
        let mut put = |parts: &[&str]| parts.iter().for_each(|part| to.push_str(part));
        let (fur, gaze, number) =
            (NUMBERS[usize::from(self.fur)], NUMBERS[gaze], NUMBERS[usize::from(self.animal)]);
        put(&["<svg class=\"av f", fur, " l", gaze, "\" viewBox=\"0 0 64 64\" aria-hidden=\"true\">"]);
        put(&["<rect width=\"64\" height=\"64\" fill=\"", ground, "\"/>"]);
        put(&[if self.mirrored { "<g transform=\"matrix(-1 0 0 1 64 0)\">" } else { "<g>" }]);
        if !animal.head.back.is_empty() {
            put(&["<use href=\"", sheet, "#b", number, "\"/>"]);
        }
        put(&["<use href=\"", sheet, "#u\" fill=\"", uniform, "\"/>"]);
        put(&["<use href=\"", sheet, "#n\" fill=\"", neck, "\"/>"]);
        let pale = super::is_pale(self.uniform);
        if let Some(n) = WORN.iter().position(|worn| *worn == (self.extra, pale)) {
            put(&["<use href=\"", sheet, "#w", NUMBERS[n], "\"/>"]);
        }
        put(&["<use href=\"", sheet, "#h", number, "\"/></g></svg>"]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::colours::FURS;
    use super::*;
    use std::collections::HashSet;

    /// The style sheet that gives the furs and the looks their colours.
    fn styles() -> String {
        let mut out = String::new();
        for (n, fur) in FURS.iter().enumerate() {
            let _ = writeln!(out, ".f{n} {{ --m: {}; --l: {}; --d: {}; }}", fur.main, fur.light, fur.dark);
        }
        for (n, gaze) in GAZES.into_iter().enumerate() {
            let white =
                if matches!(gaze, Gaze::Wide | Gaze::Aside) { concat!(" --g: ", white!(), ";") } else { "" };
            let _ = writeln!(out, ".l{n} {{ --l{n}: inline;{white} }}");
        }
        out
    }

    fn all() -> impl Iterator<Item = Traits> {
        (0..=255_u8).flat_map(|a| {
            (0..64_u8)
                .map(move |b| Traits::of(&[b, a, a >> 5, b >> 1, a, b, a ^ b, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
        })
    }

    #[test]
    fn every_reference_has_its_symbol_and_every_symbol_is_used() {
        let sheet = sheet();
        let there: HashSet<&str> =
            sheet.split("<symbol id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let mut used = HashSet::new();
        for traits in all() {
            let mut svg = String::new();
            traits.refer("/x.svg", &mut svg);
            used.extend(
                svg.split("/x.svg#").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned),
            );
        }
        assert_eq!(used, there.into_iter().map(str::to_owned).collect());
    }

    #[test]
    fn nothing_is_left_open_and_nothing_can_run() {
        let sheet = sheet();
        assert!(!sheet.contains('{') && !sheet.contains("<script") && !sheet.contains("href"), "{sheet}");
        assert_eq!(sheet.matches("<symbol").count(), sheet.matches("</symbol>").count());
    }

    /// A face on a page keeps its budget: twenty of them on a thread.
    #[test]
    fn a_face_is_a_few_hundred_bytes() {
        let longest = all().map(|traits| {
            let mut svg = String::new();
            traits.refer("/pkg/faces.0123456789abcdef.svg", &mut svg);
            svg.len()
        });
        assert!(longest.max().is_some_and(|most| most < 520));
    }

    #[test]
    fn the_style_sheet_says_what_the_tables_say() {
        let css =
            std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../style/faces.css")).expect("it");
        let rules: String = css.split_once("*/").map_or(&*css, |(_, rules)| rules).trim_start().to_owned();
        assert_eq!(rules, styles());
    }
}
