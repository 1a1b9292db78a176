//! The primitives every animal is drawn with, and the eyes, which are the only part that changes with the name.
//!
//! The macros write SVG while the program is compiled, so a head is one string with tokens: `{m}` `{l}` `{d}` are
//! the main, light and dark colour of the fur, `{e}` the eyes, `{g}` a ring that turns white when the look is wide.

use super::Gaze;

macro_rules! ink {
    () => {
        "#14231F"
    };
}
macro_rules! white {
    () => {
        "#FFFFFF"
    };
}
macro_rules! gold {
    () => {
        "#FFB41F"
    };
}
macro_rules! blush {
    () => {
        "#FF9DB0"
    };
}
macro_rules! beak {
    () => {
        "#F58220"
    };
}
macro_rules! circle {
    ($x:expr, $y:expr, $r:expr, $fill:expr) => {
        concat!("<circle cx=\"", $x, "\" cy=\"", $y, "\" r=\"", $r, "\" fill=\"", $fill, "\"/>")
    };
}
macro_rules! ellipse {
    ($x:expr, $y:expr, $rx:expr, $ry:expr, $fill:expr $(, $turn:expr)?) => {
        concat!(
            "<ellipse cx=\"", $x, "\" cy=\"", $y, "\" rx=\"", $rx, "\" ry=\"", $ry, "\" fill=\"", $fill, "\"",
            $(" transform=\"", $turn, "\"",)? "/>"
        )
    };
}
macro_rules! path {
    ($d:expr, $fill:expr) => {
        concat!("<path d=\"", $d, "\" fill=\"", $fill, "\"/>")
    };
}
macro_rules! line {
    ($d:expr, $width:expr, $colour:expr) => {
        concat!(
            "<path d=\"",
            $d,
            "\" fill=\"none\" stroke=\"",
            $colour,
            "\" stroke-width=\"",
            $width,
            "\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"
        )
    };
}
macro_rules! badge {
    ($fill:expr) => {
        concat!("<rect x=\"40\" y=\"55\" width=\"8\" height=\"6\" rx=\"1.5\" fill=\"", $fill, "\"/>")
    };
}

/// A head: what is drawn behind the body and in front of it, and where its eyes are.
pub struct Head {
    /// Behind the body: a tail, quills, wings.
    pub back: &'static str,
    /// In front of the body.
    pub front: &'static str,
    /// The place of the eyes and the way they are drawn.
    pub eyes: Eyes,
}

/// The eyes of one animal. Places are in tenths of a unit, so that no float is ever printed.
pub struct Eyes {
    at: [(u16, u16); 2],
    count: usize,
    colour: &'static str,
    on_disc: bool,
}

impl Eyes {
    /// Two eyes at one height.
    pub const fn pair(left: u16, right: u16, height: u16) -> Self {
        Self { at: [(left, height), (right, height)], count: 2, colour: ink!(), on_disc: false }
    }
    /// One eye: a head seen from the side.
    pub const fn one(x: u16, y: u16) -> Self {
        Self { at: [(x, y); 2], count: 1, colour: ink!(), on_disc: false }
    }
    /// White eyes, for a dark face.
    pub const fn white(mut self) -> Self {
        self.colour = white!();
        self
    }
    /// Eyes on a disc of their own: looking aside would draw a second disc, so they look straight ahead.
    pub const fn on_disc(mut self) -> Self {
        self.on_disc = true;
        self
    }
    /// Draws the eyes with this look.
    pub fn draw(&self, gaze: Gaze, to: &mut String) {
        let gaze = if self.on_disc && gaze == Gaze::Aside { Gaze::Open } else { gaze };
        for &(x, y) in &self.at[..self.count] {
            eye(x, y, gaze, self.colour, to);
        }
    }
}

fn eye(x: u16, y: u16, gaze: Gaze, colour: &str, to: &mut String) {
    let shine = if colour == ink!() { white!() } else { ink!() };
    match gaze {
        Gaze::Open => disc(x, y, "2.5", colour, to),
        Gaze::Closed => lid(x, y, "q3.2 3.2 6.4 0", colour, to),
        Gaze::Smiling => lid(x, y + 14, "q3.2 -4.4 6.4 0", colour, to),
        Gaze::Wide => {
            disc(x, y, "3.3", colour, to);
            disc(x + 11, y - 12, "1.1", shine, to);
        }
        Gaze::Aside => {
            disc(x, y, "3.9", white!(), to);
            disc(x + 15, y + 4, "2.2", ink!(), to);
        }
    }
}

fn disc(x: u16, y: u16, radius: &str, colour: &str, to: &mut String) {
    to.push_str("<circle cx=\"");
    tenths(x, to);
    to.push_str("\" cy=\"");
    tenths(y, to);
    for part in ["\" r=\"", radius, "\" fill=\"", colour, "\"/>"] {
        to.push_str(part);
    }
}

fn lid(x: u16, y: u16, curve: &str, colour: &str, to: &mut String) {
    to.push_str("<path d=\"M");
    tenths(x - 32, to);
    to.push(' ');
    tenths(y, to);
    for part in [
        curve,
        "\" fill=\"none\" stroke=\"",
        colour,
        "\" stroke-width=\"2.2\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>",
    ] {
        to.push_str(part);
    }
}

/// Writes tenths as a decimal number. The box is 64 wide, so two digits before the point are enough.
fn tenths(value: u16, to: &mut String) {
    let digit = |n: u16| char::from(b'0' + (n % 10) as u8);
    if value >= 100 {
        to.push(digit(value / 100));
    }
    to.push(digit(value / 10));
    if !value.is_multiple_of(10) {
        to.push('.');
        to.push(digit(value));
    }
}
