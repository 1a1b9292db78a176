//! What must hold for every face: the drawings people know stay the same, and each is small, closed and plain.

use super::colours::{FURS, GROUNDS, GROUNDS_OF_FUR, UNIFORMS, UNIFORMS_OF_GROUND};
use super::{ANIMALS, Extra, Traits};
use crate::names::face;
use crate::people::Lang;
use sha2::{Digest, Sha256};
use std::collections::HashSet;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn drawn(traits: &Traits) -> String {
    let mut svg = String::new();
    traits.draw(&mut svg);
    svg
}

/// One animal in every look and fur, with changing grounds, uniforms and extras, to both sides.
fn faces_of(animal: u8) -> impl Iterator<Item = Traits> {
    (0..8_u8).flat_map(move |gaze| {
        (0..4_u8).flat_map(move |fur| {
            (0..4_u8).map(move |n| {
                let mut bytes = [0; 16];
                bytes[..7].copy_from_slice(&[gaze * 8, animal, fur, n, n ^ fur, n, gaze]);
                Traits::of(&bytes)
            })
        })
    })
}

#[test]
fn the_vectors_of_version_2_hold() {
    #[derive(serde::Deserialize)]
    struct Vector {
        seed: String,
        bytes: String,
        nl: String,
        en: String,
        length: usize,
        sha256: String,
    }
    let vectors: Vec<Vector> = serde_json::from_str(include_str!("vectors.json")).expect("vectors are JSON");
    let mut animals = HashSet::new();
    for vector in vectors {
        let hash = Sha256::digest(vector.seed.as_bytes());
        assert_eq!(hex(&hash[..16]), vector.bytes);
        let bytes: [u8; 16] = hash[..16].try_into().expect("16 bytes");
        let (face, svg) = (face(&bytes), face(&bytes).svg());
        assert_eq!(face.name(Lang::Nl), vector.nl, "{}", vector.seed);
        assert_eq!(face.name(Lang::En), vector.en, "{}", vector.seed);
        assert_eq!(svg.len(), vector.length, "{}", vector.nl);
        assert_eq!(hex(&Sha256::digest(svg.as_bytes())), vector.sha256, "{}", vector.nl);
        animals.insert(bytes[1] & 31);
    }
    assert_eq!(animals.len(), ANIMALS.len(), "every animal has a vector");
}

/// SHA-256 over the drawings of [`faces_of`] an animal, as the reference of version 1 drew them.
const VERSION_1: [&str; 16] = [
    "51f5881065174409db501e73edd6e62c2489341bea40bb197a7c24ff1e935f0a",
    "56502a51220ed0b6af1bb1eda0d1d530f169233e7e2f50f70e5f979b4c3951c6",
    "0405f40e71440776fc46cc36d65817d0c434403d535b8c4c5f38a370c34a6d41",
    "3cd711ab0e6b55da382e0c32a52cca908fb7952cbe110d1f94f37efd736698ea",
    "a75b0793acf4ef696b913ad3e1297164130abbdc78abd4275fc61df38c1446b3",
    "ade8d25148b94cab46ad418c4726a7cdc85cea186be276862245d307dbe50f51",
    "f9ca7fd07df8d25902231d21c017dbea366bf7cb3d0a6eed40c045758989089e",
    "de52b6bae77c948c734a269f7135dde42401f6c4b230583a58b1c255cfccb1b2",
    "1c6c097b4e31d026ec443d654169ae974f6a511e43d9f329e2a570cfa0292185",
    "569c2f6f4b52b315ebe940076b6b917758e192432f6ecdf86ff7b64436af6e9c",
    "6ec4b9fde7fecd5ddcbb3d1200cb99061f16da6ff7688c15cd6badd29fb17e2f",
    "232fd916e20ffe0759964fb035e226fd4e886fff9d463b4518317b1560df76f5",
    "068ead7834593c04a986b69c6647084d571b626d374b3a149572592ec0e05bae",
    "aa8b0b521ea58b5ecc5c77b2d6de1b6541360be733aa7c4d72271306db911e6a",
    "241dcfb878b8422670a295ab50fe04e3c99a0ee13331696a5428064d27cd7710",
    "4d71de4b823703ae16540155a230d714d245e21885b366ea15001cd7a3b1c3da",
];

#[test]
fn the_first_sixteen_animals_draw_as_in_version_1() {
    for (animal, expected) in (0..).zip(VERSION_1) {
        let hash = faces_of(animal).fold(Sha256::new(), |hash, face| hash.chain_update(drawn(&face)));
        assert_eq!(hex(&hash.finalize()), expected, "{}", ANIMALS[usize::from(animal)].english);
    }
}

#[test]
fn every_face_is_small_closed_and_plain() {
    for animal in 0..32 {
        for traits in faces_of(animal) {
            let svg = drawn(&traits);
            assert!(svg.len() <= 1_800, "{} bytes: {traits:?}", svg.len());
            assert!(svg.starts_with("<svg class=\"av\" viewBox=\"0 0 64 64\" aria-hidden=\"true\">"));
            assert_plain(&svg);
            let mut tall = String::new();
            traits.draw_creature(true, &mut tall);
            assert_plain(&tall);
            assert!(!tall.contains("<rect width=\"64\"") && tall.contains("M9 130V64c"));
        }
    }
}

#[test]
fn a_face_is_about_a_kilobyte() {
    let lengths: Vec<usize> = (0..32).flat_map(faces_of).map(|face| drawn(&face).len()).collect();
    assert!(lengths.iter().sum::<usize>() / lengths.len() <= 1_200);
}

/// A strict reader for what we draw: five elements, double quotes, known attributes, every element closed.
fn assert_plain(svg: &str) {
    let mut open = Vec::new();
    for part in svg.split('<').skip(1) {
        let (tag, after) = part.split_once('>').unwrap_or_else(|| panic!("no end of a tag: {svg}"));
        assert!(after.is_empty(), "text between elements: {after:?}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{svg}");
            continue;
        }
        let (name, mut rest) = tag.split_once(' ').unwrap_or_else(|| panic!("no attributes: {tag}"));
        assert!(["svg", "g", "rect", "path", "circle", "ellipse"].contains(&name), "{name}");
        if !rest.ends_with('/') {
            open.push(name);
        }
        rest = rest.trim_end_matches('/');
        while !rest.is_empty() {
            let (key, value) =
                rest.trim_start().split_once("=\"").unwrap_or_else(|| panic!("no value: {tag}"));
            let (value, more) = value.split_once('"').unwrap_or_else(|| panic!("no end of a value: {tag}"));
            assert_attribute(key, value);
            rest = more;
        }
    }
    assert!(open.is_empty(), "{svg}");
}

fn assert_attribute(key: &str, value: &str) {
    let numbers =
        |also: &str| value.chars().all(|c| c.is_ascii_digit() || " .-".contains(c) || also.contains(c));
    let good = match key {
        "fill" | "stroke" => {
            value == "none" || value.len() == 7 && value.starts_with('#') && is_hex(&value[1..])
        }
        "d" => value.starts_with('M') && numbers("MmLlHhVvCcSsQqAazZ"),
        "cx" | "cy" | "r" | "rx" | "ry" | "x" | "y" | "width" | "height" | "stroke-width" => {
            value.parse::<f32>().is_ok()
        }
        "stroke-linecap" | "stroke-linejoin" => value == "round",
        "transform" => value.starts_with("matrix(") || value.starts_with("rotate("),
        "viewBox" => numbers(""),
        "class" => value == "av",
        "aria-hidden" => value == "true",
        _ => false,
    };
    assert!(good, "{key}=\"{value}\"");
}

fn is_hex(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || ('A'..='F').contains(&c))
}

#[test]
fn a_mirrored_face_is_the_same_face_turned_round() {
    let mut bytes = [7; 16];
    bytes[6] = 0;
    let straight = drawn(&Traits::of(&bytes));
    bytes[6] = 1;
    let turned = drawn(&Traits::of(&bytes));
    assert_eq!(
        turned.replace("<g transform=\"matrix(-1 0 0 1 64 0)\">", "").replace("</g></svg>", "</svg>"),
        straight
    );
}

#[test]
fn bytes_that_are_not_used_change_nothing() {
    let mut bytes = [0x5A; 16];
    let before = Traits::of(&bytes);
    bytes[7..].fill(0xFF);
    assert_eq!(Traits::of(&bytes), before);
    assert_eq!(before.extra, Extra::Stethoscope);
}

#[test]
fn words_and_drawings_are_all_different() {
    let dutch: HashSet<&str> = ANIMALS.iter().map(|animal| animal.dutch).collect();
    let english: HashSet<&str> = ANIMALS.iter().map(|animal| animal.english).collect();
    let heads: HashSet<&str> = ANIMALS.iter().map(|animal| animal.head.front).collect();
    assert_eq!([dutch.len(), english.len(), heads.len()], [32; 3]);
}

/// Distance of two colours as an eye sees them (CIE 1976, D65): 2.3 is just visible, black to white is 100.
fn distance(one: &str, other: &str) -> f64 {
    let [a, b] = [lab(one), lab(other)];
    a.iter().zip(b).map(|(p, q)| (p - q).powi(2)).sum::<f64>().sqrt()
}

fn lab(colour: &str) -> [f64; 3] {
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("hexadecimal")) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let [r, g, b] = [part(1), part(3), part(5)];
    let root = |t: f64| if t > 0.008856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    let x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
    let y = root(0.2126 * r + 0.7152 * g + 0.0722 * b);
    let z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

#[test]
fn no_fur_and_no_uniform_stands_on_a_ground_like_itself() {
    for (fur, grounds) in FURS.iter().zip(GROUNDS_OF_FUR) {
        for ground in grounds.map(|ground| GROUNDS[usize::from(ground)]) {
            for colour in [fur.main, fur.light, fur.dark] {
                assert!(distance(colour, ground) >= 30.0, "{colour} on {ground}");
            }
        }
    }
    for (ground, uniforms) in GROUNDS.iter().zip(UNIFORMS_OF_GROUND) {
        for uniform in uniforms.map(|uniform| UNIFORMS[usize::from(uniform)]) {
            assert!(distance(uniform, ground) >= 30.0, "{uniform} on {ground}");
        }
    }
}
