use super::*;
use crate::entropy::Seeded;
use proptest::prelude::*;
use std::sync::Mutex;

/// Hands out bytes it was given, and remembers how many were asked.
struct Given(Mutex<Vec<u8>>);

impl Entropy for Given {
    fn fill(&self, bytes: &mut [u8]) {
        let mut given = self.0.lock().expect("one thread");
        bytes.iter_mut().for_each(|byte| *byte = given.remove(0));
    }
}

fn account(seed: u64) -> AccountCode {
    AccountCode::generate(&Seeded::new(seed))
}

fn letters(code: &AccountCode) -> Vec<u8> {
    code.normalised().to_vec()
}

fn text(letters: &[u8]) -> &str {
    std::str::from_utf8(letters).expect("letters")
}

#[test]
fn codes_are_shown_in_groups() {
    let code = account(1);
    let shown = code.grouped();
    let groups: Vec<_> = shown.split('-').collect();
    assert_eq!(groups.len(), 7);
    assert!(groups.iter().all(|group| group.len() == 4));
    assert_eq!(groups[6], code.last_group());
    let shown = CohortCode::generate(&Seeded::new(1)).grouped();
    assert_eq!((shown.len(), shown.find('-')), (11, Some(5)));
}

#[test]
fn reading_a_code_forgives_how_it_is_written() {
    let code = CohortCode::parse(&CohortCode::generate(&Seeded::new(13)).grouped()).expect("its own text");
    let plain = code.as_str().to_owned();
    let (left, right) = plain.split_at(5);
    for written in [
        plain.clone(),
        plain.to_lowercase(),
        format!("{left}-{right}"),
        format!("  {left} {right}\n"),
        format!("{left}\u{2011}{right}"),
        format!("{left} \u{2013} {right}"),
        format!("{left}\u{A0}{right}\u{200B}"),
        format!("{left}.{right}"),
        plain.chars().map(|c| format!("{c}-")).collect(),
        plain.replace('0', "O").replace('1', "I"),
        plain.replace('0', "o").replace('1', "l"),
        plain.replace('1', "L").to_lowercase(),
    ] {
        assert_eq!(CohortCode::parse(&written), Ok(code.clone()), "{written:?}");
    }
}

#[test]
fn every_look_alike_is_read_as_its_digit() {
    let (zero, one) = (read::<4>("0000").expect("zeros"), read::<4>("1111").expect("ones"));
    assert_eq!(read::<4>("OoO0").map(|read| read.0), Ok(zero.0));
    assert_eq!(read::<4>("IiLl").map(|read| read.0), Ok(one.0));
}

#[test]
fn what_is_wrong_with_a_code_is_said_by_a_fault() {
    let code = account(3).grouped();
    for (typed, fault) in [
        (String::new(), Fault::Missing),
        (" - \u{2014} \n".to_owned(), Fault::Missing),
        (code[..30].to_owned(), Fault::CodeIncomplete(28)),
        ("7QXM".to_owned(), Fault::CodeIncomplete(28)),
        (format!("{code}0"), Fault::CodeMistyped),
        ("0".repeat(28), Fault::CodeMistyped),
        ("U".repeat(28), Fault::CodeMistyped),
        ("é".repeat(28), Fault::CodeMistyped),
        ("Ａ".repeat(28), Fault::CodeMistyped),
        ("A'; drop table accounts".to_owned(), Fault::CodeMistyped),
        ("7".repeat(1_000_000), Fault::CodeMistyped),
    ] {
        assert_eq!(AccountCode::parse(&typed), Err(fault), "{:?}", typed.get(..40));
    }
    assert_eq!(CohortCode::parse("7QXMK"), Err(Fault::CodeIncomplete(10)));
}

/// As people really paste them: with what stood around them in a note, a chat or a password manager.
#[test]
fn a_code_is_found_in_what_was_copied_with_it() {
    for seed in 0..60 {
        let (code, cohort) = (account(seed), CohortCode::generate(&Seeded::new(seed)));
        let (key, join) = (code.grouped(), cohort.grouped());
        for typed in [
            format!("\u{200E}{key}\u{200F}"),
            format!("\u{2066}{key}\u{2069}"),
            format!("\"{key}\""),
            format!("“{key}”"),
            format!("«{key}».)"),
            format!("{key}:"),
            format!("Mijn sleutel: {key}"),
            format!("mijn sleutel is {key}, bewaren!"),
            format!("Health-Thing\nsleutel\n{key}\n"),
            key.replace('-', "\u{200C}-\u{200D}"),
            key.replace('-', " | "),
            key.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).expect("full width")).collect(),
        ] {
            assert_eq!(AccountCode::parse(&typed).as_ref(), Ok(&code), "{typed:?}");
        }
        for typed in [
            format!("https://health-thing.example/join#{join}"),
            format!("https://health-thing.example/join#{join}?utm_source=whatsapp&fbclid=IwAR0xY"),
            format!("https://health-thing.example/join?utm_medium=mail#{join}&fbclid=IwAR0xY)"),
            format!("https://health-thing.example/join%23{}", join.replace('-', "%2D")),
            format!("code={join}"),
            format!("Code: ({join})."),
        ] {
            assert_eq!(CohortCode::parse(&typed).as_ref(), Ok(&cohort), "{typed:?}");
        }
    }
}

/// S16: 26 characters of 5 bits. Each of the 130 random bits decides about the code, and no two give the same.
#[test]
fn an_account_code_holds_130_random_bits() {
    let random: Vec<u8> = (0..28).map(|n| n * 7 + 3).collect();
    let made = |bytes: &[u8]| letters(&AccountCode::generate(&Given(Mutex::new(bytes.to_vec()))));
    let first = made(&random);
    let read: Vec<_> = first[..26].iter().map(|symbol| value(*symbol).expect("a symbol")).collect();
    assert_eq!(read, random[..26].iter().map(|byte| byte & 31).collect::<Vec<_>>());
    let mut bits = 0;
    for place in 0..26 {
        for bit in 0..5 {
            let mut other = random.clone();
            other[place] ^= 1 << bit;
            assert_ne!(made(&other)[place], first[place]);
            bits += 1;
        }
    }
    assert_eq!(bits, 130);
}

/// S16: each character is equally likely in each place, also in the check. Chi-square with 31 degrees of freedom:
/// p = 0.0001 at 68.8 (28 places tested).
#[test]
fn no_character_is_likelier_than_another() {
    const CODES: usize = 32_000;
    let source = Seeded::new(16);
    let mut seen = vec![[0f64; 32]; 28];
    for _ in 0..CODES {
        for (place, symbol) in AccountCode::generate(&source).normalised().iter().enumerate() {
            seen[place][usize::from(value(*symbol).expect("a symbol"))] += 1.0;
        }
    }
    for (place, seen) in seen.iter().enumerate() {
        let chi: f64 = seen.iter().map(|n| (n - 1000.0).powi(2) / 1000.0).sum();
        assert!(chi < 68.8, "place {place}: {chi}");
    }
}

/// All of them, not a sample: 28 places, 31 other characters in each.
#[test]
fn every_single_mistake_is_found() {
    for seed in 0..20 {
        let code = letters(&account(seed));
        for place in 0..code.len() {
            for other in ALPHABET.iter().filter(|other| **other != code[place]) {
                let mut typed = code.clone();
                typed[place] = *other;
                assert_eq!(AccountCode::parse(text(&typed)), Err(Fault::CodeMistyped));
            }
        }
    }
}

/// Neighbours and any other two places.
#[test]
fn every_swap_of_two_characters_is_found() {
    for seed in 0..50 {
        let code = letters(&account(seed));
        for one in 0..code.len() {
            for other in (one + 1..code.len()).filter(|other| code[*other] != code[one]) {
                let mut typed = code.clone();
                typed.swap(one, other);
                assert_eq!(AccountCode::parse(text(&typed)), Err(Fault::CodeMistyped));
            }
        }
    }
}

/// The algebra behind both: a code differs from another one in at least three places. As the code is linear it is
/// enough that no error of one or two characters has the check of no error.
#[test]
fn no_two_mistakes_cancel_out() {
    let clean = check(&[0; 26]);
    let syndrome = |place: usize, error: u8| {
        let mut values = [0; 26];
        match place {
            0..26 => values[place] = error,
            _ => return if place == 26 { [error, 0] } else { [0, error] },
        }
        let found = check(&values);
        [found[0] ^ clean[0], found[1] ^ clean[1]]
    };
    let mut seen = std::collections::HashSet::from([[0, 0]]);
    for place in 0..28 {
        for error in 1..32 {
            assert!(seen.insert(syndrome(place, error)), "place {place}, error {error}");
        }
    }
}

#[test]
fn the_field_is_a_field() {
    for a in 1..32 {
        let products: std::collections::HashSet<_> = (1..32).map(|b| multiply(a, b)).collect();
        assert_eq!(products.len(), 31, "{a}");
        assert!(!products.contains(&0));
        assert_eq!((multiply(a, 1), multiply(a, 0)), (a, 0));
    }
}

#[test]
fn the_is_last_group_recognised_however_it_is_typed() {
    let code = account(9);
    let last = code.last_group().to_owned();
    assert!(code.is_last_group(&last));
    assert!(code.is_last_group(&format!(" {} ", last.to_lowercase())));
    for other in ["", "7", "????", &format!("{last}{last}"), &last[..3], account(10).last_group()] {
        assert!(!code.is_last_group(other), "{other}");
    }
}

#[test]
fn debug_shows_no_character_of_a_code() {
    assert_eq!(format!("{:?}", account(1)), "AccountCode(hidden)");
    assert_eq!(format!("{:?}", CohortCode::generate(&Seeded::new(1))), "CohortCode(hidden)");
}

#[test]
fn a_code_is_wiped() {
    fn wiped_when_dropped<T: ZeroizeOnDrop>(_: &T) {}
    let mut code = account(1);
    wiped_when_dropped(&code);
    code.zeroize();
    assert_eq!(code.normalised(), [0; 28]);
}

proptest! {
    #[test]
    fn a_code_reads_back_as_it_was_shown(seed: u64) {
        let (code, cohort) = (account(seed), CohortCode::generate(&Seeded::new(seed)));
        prop_assert_eq!(&AccountCode::parse(&code.grouped()), &Ok(code));
        prop_assert_eq!(&CohortCode::parse(&cohort.grouped()), &Ok(cohort.clone()));
        prop_assert_eq!(&CohortCode::parse(cohort.as_str()), &Ok(cohort));
    }

    #[test]
    fn separators_and_case_change_nothing(seed: u64, between in "[-_ .\t\n\u{2010}-\u{2015}]{0,3}", low: u32) {
        let code = account(seed);
        let mut typed = between.clone();
        for (n, symbol) in code.normalised().iter().enumerate() {
            let symbol = char::from(*symbol);
            typed.push(if low >> n & 1 == 1 { symbol.to_ascii_lowercase() } else { symbol });
            typed.push_str(&between);
        }
        prop_assert_eq!(AccountCode::parse(&typed), Ok(code));
    }

    #[test]
    fn no_text_makes_reading_fail_loudly(typed: String) {
        let _ = AccountCode::parse(&typed);
        let _ = CohortCode::parse(&typed);
    }

    #[test]
    fn whatever_is_read_is_normalised(typed in "[0-9a-zA-Z -]{10,14}") {
        if let Ok(code) = CohortCode::parse(&typed) {
            prop_assert_eq!(CohortCode::parse(code.as_str()), Ok(code));
        }
    }
}

/// One character wrong: the group is found from the check alone. A group too long, too short or with a sign that no code has is
/// seen as it is; of what is merely unfinished nothing is said.
#[test]
fn a_mistake_is_found_in_its_group() {
    for seed in 0..20 {
        let code = AccountCode::generate(&Seeded::new(seed)).grouped();
        let at = |place: usize, sign: char| -> String {
            code.char_indices().map(|(n, c)| if n == place { sign } else { c }).collect()
        };
        let typed = |text: &str| AccountCode::parse_typed(text).map(|_| ());
        for place in (0..code.len()).filter(|place| place % 5 != 4) {
            let group = Err(Fault::CodeMistypedIn(place as u32 / 5 + 1));
            let was = code.as_bytes()[place] as char;
            assert_eq!(typed(&at(place, if was == '7' { '8' } else { '7' })), group, "{place}");
            assert_eq!(typed(&at(place, 'U')), group, "{place}");
            assert_eq!(typed(&at(place, 'U').replace('-', "")), group, "{place}");
            let (mut short, mut long) = (code.clone(), code.clone());
            short.remove(place);
            long.insert(place, '7');
            assert_eq!((typed(&short), typed(&long)), (group, group), "{place}");
        }
        assert_eq!(typed(&code), Ok(()));
        assert_eq!(typed(&code[..20]), Err(Fault::CodeIncomplete(28)));
        assert_eq!(typed(""), Err(Fault::Missing));
        assert_eq!(typed(&"7".repeat(1_000)), Err(Fault::CodeMistyped));
    }
}
