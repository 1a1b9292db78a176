//! Writes a sheet of every animal with every look, in the sizes a page uses: to look at after a change.
//!
//! `cargo run -p domain --features server --example avatars > sheet.html`, then open it in a browser.

use domain::avatar::ANIMALS;
use domain::names::{Face, face};
use domain::people::Lang;

/// The first adjective of a group for each of the five looks.
const LOOKS: [u8; 5] = [24, 0, 8, 16, 40];

const STYLE: &str = "body{font:13px sans-serif;margin:16px;background:#fff4ee}.sheet{columns:2}
.row{display:flex;gap:10px;align-items:center;margin:6px 0;break-inside:avoid}b{inline-size:86px}
.av{border-radius:50%}.l .av{inline-size:88px}.m .av{inline-size:40px}.s .av{inline-size:32px}
.crowd{display:flex;background:#0b4033;padding:40px 40px 0;overflow:hidden;height:150px}
.crowd .av{inline-size:120px;margin:0 -12px;border-radius:0;overflow:visible}";

fn main() {
    println!("<!doctype html><meta charset=\"utf-8\"><title>Avatars</title>");
    println!("<style>{STYLE}</style><div class=\"sheet\">");
    for (animal, words) in ANIMALS.iter().enumerate() {
        let at = |look: usize, variant: u8| seen(animal as u8, LOOKS[look], variant);
        let large: String = (0..5).map(|look| at(look, look as u8 % 4).svg()).collect();
        let fur: String = (0..4).map(|fur| at(0, fur).svg()).collect();
        let small: String = (0..2).map(|fur| at(3, fur).svg()).collect();
        println!(
            "<div class=\"row\"><b>{}<br>{}</b><span class=\"l\">{large}</span><span class=\"m\">{fur}</span>\
             <span class=\"s\">{small}</span></div>",
            words.dutch, words.english
        );
    }
    println!("</div>");
    for row in 0..4_u8 {
        let crowd: String =
            (0..8).map(|place| seen(row * 8 + place, place * 8, place).creature(true)).collect();
        println!("<div class=\"crowd\">{crowd}</div>");
    }
    // The longest name must fit beside a face on a phone.
    let longest = seen(18, 16, 0);
    println!("<p>{} · {}</p>", longest.name(Lang::Nl), longest.name(Lang::En));
}

fn seen(animal: u8, adjective: u8, variant: u8) -> Face {
    let mut bytes = [variant; 16];
    (bytes[0], bytes[1], bytes[6]) = (adjective, animal, 0);
    face(&bytes)
}
