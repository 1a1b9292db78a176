//! Prints how long a text of 2,000 characters and hostile ones of 100,000 take.

#[path = "../tests/hostile/mod.rs"]
mod hostile;

use privacy::{Lang, check};
use std::hint::black_box;

fn main() {
    let text = include_str!("../tests/sentences/tuned.txt").replace(['{', '}', '|'], " ");
    let text: String = text.chars().skip(200).take(2_000).collect();
    let best = (0..50).map(|_| time(|| drop(black_box(check(&text, Lang::Nl))))).min();
    println!("2,000 characters: {:?}", best.unwrap_or_default());
    for piece in hostile::PIECES {
        let text = piece.repeat(100_000 / piece.len());
        println!("{piece:12?} {:?}", time(|| drop(black_box(check(&text, Lang::Nl)))));
    }
}

fn time(work: impl Fn()) -> std::time::Duration {
    let start = std::time::Instant::now();
    work();
    start.elapsed()
}
