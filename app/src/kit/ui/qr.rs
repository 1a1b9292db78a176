//! A text as a picture that a camera reads (QR), drawn here: black on white also in the dark, with room around it.

use leptos::prelude::*;
use qrcodegen::{QrCode as Drawn, QrCodeEcc};
use std::fmt::Write;

/// The free squares on each side; the standard asks for four.
const ROOM: i32 = 6;

/// A picture of a text.
#[component]
pub fn QrCode(
    /// The text; what is longer than a picture holds is not drawn.
    text: String,
    /// The words for whoever cannot see it.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let drawn = Drawn::encode_text(&text, QrCodeEcc::Low).ok()?;
    let side = drawn.size() + 2 * ROOM;
    Some(
        view! {
            <svg class="qr" viewBox=format!("0 0 {side} {side}") role="img" aria-label=label shape-rendering="crispEdges">
                <rect width=side height=side fill="#fff"></rect>
                <path d=squares(&drawn) fill="#000"></path>
            </svg>
        }
        .into_any(),
    )
}

/// The dark squares, row by row, each run of them as one shape.
fn squares(drawn: &Drawn) -> String {
    let mut path = String::new();
    for y in 0..drawn.size() {
        let mut x = 0;
        while x < drawn.size() {
            let run = (x..drawn.size()).take_while(|x| drawn.get_module(*x, y)).count() as i32;
            if run > 0 {
                // Writing into a string cannot fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + ROOM, y + ROOM);
            }
            x += run.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::ui::fields::hostile;

    #[test]
    fn every_dark_square_is_drawn_and_no_other() {
        let drawn = Drawn::encode_text("https://health-thing.example/handover#0123", QrCodeEcc::Low)
            .expect("it fits");
        let mut dark = 0;
        for run in squares(&drawn).split('M').skip(1) {
            let (at, rest) = run.split_once('h').expect("a run");
            let (x, y) = at.split_once(' ').expect("a place");
            let long: i32 = rest.split_once('v').expect("its length").0.parse().expect("a number");
            let (x, y): (i32, i32) = (x.parse().expect("a number"), y.parse().expect("a number"));
            assert!((x..x + long).all(|x| drawn.get_module(x - ROOM, y - ROOM)));
            dark += long;
        }
        let is = |y| (0..drawn.size()).filter(|x| drawn.get_module(*x, y)).count() as i32;
        assert_eq!(dark, (0..drawn.size()).map(is).sum::<i32>());
    }

    #[test]
    fn hostile_text_stays_text() {
        for text in hostile::TEXTS {
            let html = view! { <QrCode text=(*text).to_owned() label=(*text).to_owned()/> }.to_html();
            hostile::assert_harmless(&html, text);
        }
    }
}
