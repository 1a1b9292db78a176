//! T5: who reads along cannot tell one person in 500 threads from 500 people.
//!
//! Two samples are drawn: what one person looks like in 500 threads, and what 500 people look like in one thread
//! each. Six tests ask whether both come from the same distribution. Together they refuse a sound design once in a
//! thousand times (alpha = 0.001, shared equally); the seeds are fixed, so the outcome is always the same. That the
//! tests are sharp enough is tested too: a design that leaks a little is refused.
#![cfg(feature = "server")]

use domain::entropy::Seeded;
use domain::ids::ThreadId;
use domain::names;
use domain::people::Lang;
use domain::secrets::{Keys, Root, Tag};
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// The number of threads, and of people.
const SIZE: usize = 500;
/// The number of times both samples are drawn, each time in a new world.
const WORLDS: u64 = 10;
/// The normal deviate that is passed, up or down, with chance 0.001 / 6.
const LIMIT: f64 = 3.77;

/// The values that a reader sees of an author, and those that a thief of the database sees.
struct Seen {
    adjective: String,
    animal: String,
    drawing: String,
    tag: [u8; 16],
}

fn seen(tag: Tag, bytes: [u8; 16]) -> Seen {
    let face = names::face(&bytes);
    let name = face.name(Lang::Nl);
    let (adjective, animal) = name.split_once(' ').expect("two words");
    Seen { adjective: adjective.to_owned(), animal: animal.to_owned(), drawing: face.svg(), tag: tag.bytes() }
}

/// One person in many threads, and many people in one thread each; `leak` may spoil the bytes of the first.
fn samples(world: u64, leak: impl Fn(usize, &mut [u8; 16])) -> [Vec<Seen>; 2] {
    let source = Seeded::new(world);
    let keys = Keys::generate(&source);
    let person = Root::generate(&source);
    let one = |n| {
        let tag = keys.author_tag(&person, ThreadId::random(&source));
        let mut bytes = keys.face_bytes(&tag, 0);
        leak(n, &mut bytes);
        seen(tag, bytes)
    };
    let many = |_| {
        let tag = keys.author_tag(&Root::generate(&source), ThreadId::random(&source));
        seen(tag, keys.face_bytes(&tag, 0))
    };
    [(0..SIZE).map(one).collect(), (0..SIZE).map(many).collect()]
}

fn worlds(leak: impl Fn(usize, &mut [u8; 16]) + Copy) -> Vec<[Vec<Seen>; 2]> {
    (0..WORLDS).map(|world| samples(world, leak)).collect()
}

fn count<K: Eq + Hash>(of: impl Iterator<Item = K>) -> HashMap<K, f64> {
    let mut counts = HashMap::new();
    of.for_each(|key| *counts.entry(key).or_default() += 1.0);
    counts
}

/// Chi-square of homogeneity over all worlds, as a normal deviate (Wilson and Hilferty 1931).
fn difference<K: Eq + Hash + Copy>(worlds: &[[Vec<Seen>; 2]], values: impl Fn(&Seen) -> Vec<K>) -> f64 {
    let (mut chi, mut freedom) = (0.0, 0.0);
    for [one, many] in worlds {
        let places = values(&one[0]).len();
        for place in 0..places {
            let [one, many] = [one, many].map(|sample| count(sample.iter().map(|seen| values(seen)[place])));
            let keys: HashSet<_> = one.keys().chain(many.keys()).collect();
            freedom += keys.len() as f64 - 1.0;
            for key in keys {
                let (a, b) = (one.get(key).unwrap_or(&0.0), many.get(key).unwrap_or(&0.0));
                chi += (a - b).powi(2) / (a + b);
            }
        }
    }
    let spread = 2.0 / (9.0 * freedom);
    ((chi / freedom).cbrt() - (1.0 - spread)) / spread.sqrt()
}

/// Counts the pairs that look alike, in the sample of one person and in that of many, over all worlds.
fn collisions<K: Eq + Hash>(worlds: &[[Vec<Seen>; 2]], of: impl Fn(&Seen) -> K) -> [f64; 2] {
    [0, 1].map(|which| {
        let pairs = |sample: &Vec<Seen>| {
            count(sample.iter().map(&of)).values().map(|n| n * (n - 1.0) / 2.0).sum::<f64>()
        };
        worlds.iter().map(|samples| pairs(&samples[which])).sum()
    })
}

/// The difference of two numbers of rare events, as a normal deviate.
fn apart([one, many]: [f64; 2]) -> f64 {
    if one + many == 0.0 { 0.0 } else { (one - many).abs() / (one + many).sqrt() }
}

fn nibbles(tag: &[u8; 16]) -> Vec<u8> {
    tag.iter().flat_map(|byte| [byte >> 4, byte & 15]).collect()
}

fn number(text: &str) -> u64 {
    text.bytes().fold(0, |sum, byte| sum * 257 % 1_000_000_007 + u64::from(byte))
}

#[test]
fn one_person_in_500_threads_looks_like_500_people() {
    let worlds = worlds(|_, _| ());
    for (what, deviate) in [
        ("adjectives", difference(&worlds, |seen| vec![number(&seen.adjective)])),
        ("animals", difference(&worlds, |seen| vec![number(&seen.animal)])),
        ("tags", difference(&worlds, |seen| nibbles(&seen.tag))),
        ("equal names", apart(collisions(&worlds, |seen| (seen.adjective.clone(), seen.animal.clone())))),
        ("equal drawings", apart(collisions(&worlds, |seen| seen.drawing.clone()))),
        ("neighbours", neighbours(&worlds)),
    ] {
        assert!(deviate < LIMIT, "{what} give it away: {deviate:.2}");
    }
}

/// One person's tags in threads that follow each other: how often the next one is higher (half of the time, with a
/// variance of (n + 1) / 12 per world).
fn neighbours(worlds: &[[Vec<Seen>; 2]]) -> f64 {
    let rising: usize =
        worlds.iter().map(|[one, _]| one.windows(2).filter(|pair| pair[0].tag < pair[1].tag).count()).sum();
    let (worlds, steps) = (worlds.len() as f64, SIZE as f64 - 1.0);
    (rising as f64 - worlds * steps / 2.0).abs() / (worlds * (SIZE as f64 + 1.0) / 12.0).sqrt()
}

/// Names are as often equal as chance has it: 2,048 names are equally likely, so of all pairs one in 2,048.
#[test]
fn names_are_equal_as_often_as_chance_has_it() {
    let pairs = WORLDS as f64 * (SIZE * (SIZE - 1) / 2) as f64 / 2048.0;
    for equal in collisions(&worlds(|_, _| ()), |seen| (seen.adjective.clone(), seen.animal.clone())) {
        assert!((equal - pairs).abs() < LIMIT * pairs.sqrt(), "{equal} instead of {pairs}");
    }
}

/// A test that cannot fail proves nothing: one thread in ten in which somebody keeps their animal is found.
#[test]
fn a_design_that_leaks_a_little_is_refused() {
    let leaking = worlds(|n, bytes| {
        if n % 10 == 0 {
            bytes[1] = 7;
        }
    });
    assert!(difference(&leaking, |seen| vec![number(&seen.animal)]) > LIMIT);
    assert!(apart(collisions(&leaking, |seen| seen.animal.clone())) > LIMIT);
    assert!(difference(&leaking, |seen| vec![number(&seen.adjective)]) < LIMIT, "nothing leaks there");
}
