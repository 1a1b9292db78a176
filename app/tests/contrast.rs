//! Contrast of every pair of colours that the pages use, computed from `style/tokens.css` (WCAG 2.2, light and dark).

use std::collections::HashMap;
use std::fs;
use std::path::Path;

type Colours = HashMap<String, [String; 2]>;

/// Text on ground, and the least that we hold: 7 for running text and posters, 4.5 for the rest, 3 for borders.
const PAIRS: &[(&str, &str, f64)] = &[
    ("ink", "bg", 7.0),
    ("ink", "surface", 7.0),
    ("ink", "sunken", 7.0),
    ("ink", "raised", 7.0),
    ("ink-2", "bg", 7.0),
    ("ink-2", "surface", 7.0),
    ("ink-2", "sunken", 4.5),
    ("ink-2", "brand-soft", 4.5),
    ("ink-3", "raised", 4.5),
    ("ink-3", "sunken", 4.5),
    ("line-strong", "surface", 3.0),
    ("line-strong", "bg", 3.0),
    ("brand", "bg", 4.5),
    ("brand", "surface", 4.5),
    ("brand", "raised", 4.5),
    ("on-brand", "brand", 7.0),
    ("on-brand", "brand-press", 7.0),
    ("on-brand-soft", "brand-soft", 7.0),
    ("ink", "brand-soft", 7.0),
    ("on-stage", "stage", 7.0),
    ("on-stage", "stage-2", 4.5),
    ("on-stage-2", "stage", 7.0),
    ("error", "bg", 4.5),
    ("error", "surface", 4.5),
    ("error", "error-soft", 4.5),
    ("ink", "error-soft", 7.0),
    ("error-line", "surface", 3.0),
    ("ink", "warn-soft", 7.0),
    ("warn", "warn-soft", 4.5),
    ("ink", "info-soft", 7.0),
    ("info", "info-soft", 4.5),
    ("on-calm", "calm", 7.0),
    ("calm", "on-calm", 7.0),
    ("focus-out", "bg", 3.0),
    ("focus-out", "focus-in", 3.0),
];

/// The same for each of the eight themes.
const THEME_PAIRS: &[(&str, &str, f64)] = &[("to", "tf", 7.0), ("tt", "ts", 4.5), ("ink", "ts", 7.0)];

const THEMES: [&str; 8] = ["zon", "koraal", "hemel", "lila", "munt", "limoen", "roze", "zand"];

/// The declarations `--name: light-dark(a, b)` and `--name: #hex` of a block.
fn colours(block: &str) -> Colours {
    let mut found = Colours::new();
    for declaration in block.split(';') {
        let Some((name, value)) =
            declaration.trim().rsplit_once("--").and_then(|(_, rest)| rest.split_once(':'))
        else {
            continue;
        };
        let value = value.trim();
        let both = match value.strip_prefix("light-dark(").and_then(|inner| inner.strip_suffix(')')) {
            Some(inner) => {
                inner.split_once(',').map(|(light, dark)| [light.trim().to_owned(), dark.trim().to_owned()])
            }
            None if value.starts_with('#') => Some([value.to_owned(), value.to_owned()]),
            None => None,
        };
        if let Some(both) = both {
            found.insert(name.to_owned(), both);
        }
    }
    found
}

/// The text between the braces after `selector`.
fn block<'a>(css: &'a str, selector: &str) -> &'a str {
    let from = &css[css.find(selector).unwrap_or_else(|| panic!("{selector} is in tokens.css"))..];
    let open = from.find('{').expect("a block") + 1;
    &from[open..from.find('}').expect("an end")]
}

fn luminance(hex: &str) -> f64 {
    let digits = hex.trim_start_matches('#');
    let wide: String =
        if digits.len() == 3 { digits.chars().flat_map(|c| [c, c]).collect() } else { digits.to_owned() };
    let channel = |at: usize| {
        let value =
            f64::from(u8::from_str_radix(&wide[at..at + 2], 16).expect("a hexadecimal colour")) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn check(colours: &Colours, pairs: &[(&str, &str, f64)], place: &str, low: &mut Vec<String>) {
    for (text, ground, least) in pairs {
        for (mode, name) in ["light", "dark"].iter().enumerate() {
            let ratio = contrast(&colours[*text][mode], &colours[*ground][mode]);
            if ratio < *least {
                low.push(format!("{place} {text} on {ground}, {name}: {ratio:.2} is below {least}"));
            }
        }
    }
}

#[test]
fn every_pair_of_colours_can_be_read() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../style/tokens.css");
    let css = fs::read_to_string(file).expect("tokens.css");
    let root = colours(block(&css, ":root"));
    let mut low = Vec::new();
    check(&root, PAIRS, ":root", &mut low);
    for theme in THEMES {
        let mut all = root.clone();
        all.extend(colours(block(&css, &format!("[data-t=\"{theme}\"]"))));
        check(&all, THEME_PAIRS, theme, &mut low);
    }
    assert_eq!(low, Vec::<String>::new());
}

#[test]
fn contrast_is_computed_as_the_guideline_says() {
    assert!((contrast("#fff", "#000000") - 21.0).abs() < 0.001);
    assert!((contrast("#777777", "#ffffff") - 4.48).abs() < 0.01);
}
