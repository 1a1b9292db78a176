//! Whole texts: rewordings that fit, names of members that are none, hostile texts.

mod hostile;

use privacy::{FindingKind, Lang, accept_all, check, check_with};
use proptest::prelude::*;

fn reworded(text: &str) -> String {
    accept_all(text, &check(text, Lang::Nl))
}

#[test]
fn a_rewording_fits_the_sentence() {
    for (typed, neutral) in [
        ("Mevrouw Jansen op kamer 12 wil niet eten.", "Een bewoner wil niet eten."),
        ("Ik was bij mevrouw Jansen op kamer 12.", "Ik was bij een bewoner."),
        ("De patiënt riep. Ik hielp de heer Bos.", "De patiënt riep. Ik hielp een patiënt."),
        ("Onze meneer Bos is boos.", "Onze bewoner is boos."),
        ("Mevrouw Bos viel. Later riep mevrouw Bos.", "Een bewoner viel. Later riep de bewoner."),
        ("Ik durfde dokter Visser niet te bellen.", "Ik durfde een arts niet te bellen."),
        ("Mijn collega Fatima hielp mij.", "Mijn collega hielp mij."),
        ("Toen kwam Sanne binnen.", "Toen kwam iemand binnen."),
        ("Op 12 maart viel zij.", "In maart viel zij."),
        ("Sinds 12-03-2026 is zij ziek.", "Sinds maart is zij ziek."),
        ("Een 97-jarige vrouw sloeg mij.", "Een hoogbejaarde vrouw sloeg mij."),
        ("Zij woont aan de Kerkstraat 12, 1234 AB Utrecht.", "Zij woont ergens in de buurt."),
        ("Ik werk op afdeling 3B in Zwolle.", "Ik werk op de afdeling in de regio."),
        ("Ik werk bij het Erasmus MC.", "Ik werk bij een ziekenhuis."),
        ("Ik werk in het Amphia Ziekenhuis.", "Ik werk in een ziekenhuis."),
        ("Amphia Ziekenhuis Breda zoekt mensen.", "Een ziekenhuis zoekt mensen."),
        ("Ik werk bij Buurtzorg.", "Ik werk bij een organisatie."),
        ("Bel 06-12345678 maar.", "Bel (telefoonnummer weggelaten) maar."),
    ] {
        assert_eq!(reworded(typed), neutral);
    }
    let english = "I was with Mrs Jansen in room 12 and she was very sad.";
    assert_eq!(accept_all(english, &check(english, Lang::Nl)), "I was with a resident and she was very sad.");
}

#[test]
fn a_reworded_text_has_nothing_held_left() {
    for line in
        include_str!("sentences/tuned.txt").lines().chain(include_str!("sentences/held_out.txt").lines())
    {
        let text: String = line
            .split(['{', '}'])
            .map(|part| part.split_once('|').map_or(part, |(_, words)| words))
            .collect();
        let neutral = reworded(&text);
        assert!(!check(&neutral, Lang::Nl).iter().any(|found| found.kind.held()), "{text} -> {neutral}");
    }
}

#[test]
fn the_names_of_members_give_nobody_away() {
    let mut seen = std::collections::HashSet::new();
    for number in 0..=u16::MAX {
        let mut bytes = [0; 16];
        bytes[..2].copy_from_slice(&number.to_be_bytes());
        let face = domain::names::face(&bytes);
        let (dutch, english) = (face.name(domain::people::Lang::Nl), face.name(domain::people::Lang::En));
        if !seen.insert(dutch.clone()) {
            continue;
        }
        for text in [
            format!("Ik herken wat {dutch} schrijft."),
            format!("{dutch}, dank je."),
            format!("I know what {english} means."),
        ] {
            assert_eq!(check(&text, Lang::Nl), [], "{text}");
        }
    }
}

#[test]
fn an_organisation_of_the_caller_is_found() {
    let own = vec!["Huize Avondrood".to_owned(), "Zorg & Zo".to_owned()];
    for text in [
        "Ik werk bij Huize Avondrood.",
        "Bij huize avondrood is het druk.",
        "Ik ga weg bij Zorg & Zo dit jaar.",
    ] {
        assert!(
            check_with(text, Lang::Nl, &own).iter().any(|found| found.kind == FindingKind::Organisation),
            "{text}"
        );
    }
    assert_eq!(check("Ik werk bij huize avondrood.", Lang::Nl), []);
}

/// The ways in which people write a code of characters in `groups`.
fn spellings(code: &str) -> Vec<String> {
    let bare = code.replace('-', "");
    let half = bare.len() / 2 + 1;
    let wide = |c: char| char::from_u32(u32::from(c) + 0xfee0).expect("a full-width form");
    let each: Vec<String> = bare.chars().map(String::from).collect();
    vec![
        code.to_owned(),
        bare.clone(),
        code.to_lowercase(),
        code.replace('-', " "),
        code.replace('-', ". "),
        code.replace('-', "\n"),
        code.replace('-', " – "),
        code.replace('-', "\u{ad}-\u{2060}"),
        code.replace('0', "O").replace('1', "l"),
        code.replace('-', " ").replace('0', "o").replace('1', "i"),
        code.chars().map(wide).collect(),
        each.join(" "),
        format!("{}\n{}", &bare[..half], &bare[half..]),
    ]
}

#[test]
fn a_key_is_found_however_it_is_spelt() {
    const ROUNDS: u64 = 40;
    let mut missed = Vec::new();
    for seed in 0..ROUNDS {
        let entropy = domain::entropy::Seeded::new(seed);
        let key = domain::codes::AccountCode::generate(&entropy).grouped();
        let join = domain::codes::CohortCode::generate(&entropy).grouped();
        for code in [key, join] {
            // A join code that is broken anywhere is too short to be told from words.
            let ways = if code.len() == 11 { 12 } else { 13 };
            for (way, spelt) in spellings(&code).into_iter().enumerate().take(ways) {
                for text in [
                    spelt.clone(),
                    format!("Mijn sleutel: \"{spelt}\", en nu?"),
                    format!("Zie /join#{spelt}."),
                ] {
                    let found = check(&text, Lang::Nl);
                    if !found.iter().any(|found| {
                        found.kind == FindingKind::Key && text[found.start..].starts_with(&spelt)
                    }) {
                        missed.push((code.len(), way, text));
                    }
                }
            }
        }
    }
    // A code without a digit, with its dashes gone, reads like any words.
    assert!(missed.iter().all(|(long, way, _)| *long == 11 && ![0, 2, 7, 8].contains(way)), "{missed:?}");
    assert!(missed.len() < ROUNDS as usize * 13 * 3 / 25, "{}: {missed:?}", missed.len());
}

#[test]
fn what_only_looks_like_a_key_is_none() {
    for text in [
        "7QXM-K2D9-7QXM-K2D9-7QXM-K2D9-7QXM",
        "AAAAA-AAAAA en 12345-67890",
        "Ik werk van 07:00 tot 15:30 en slaap 8 jaar te weinig, 2x per week 500 mg en dan 3 dagen niet.",
        "arbeidsongeschiktheidsverklaring 2026",
        "0612345678",
    ] {
        assert!(check(text, Lang::Nl).iter().all(|found| found.kind != FindingKind::Key), "{text}");
    }
}

/// Numbers in the writing of the world, with signs that nobody sees, and on two lines.
#[test]
fn numbers_are_found_however_they_are_written() {
    for (text, kind) in [
        ("Bel ０６１２３４５６７８", FindingKind::Phone),
        ("Bel ٠٦١٢٣٤٥٦٧٨", FindingKind::Phone),
        ("Bel 0️⃣6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", FindingKind::Phone),
        ("Bel 06\u{200b}1234\u{2060}5678", FindingKind::Phone),
        ("Bel 06 1234\n5678 maar", FindingKind::Phone),
        ("Bel 06-\n12345678", FindingKind::Phone),
        ("bsn 1234\u{2028}56782", FindingKind::Bsn),
        ("mail jan＠zorg．nl", FindingKind::Email),
        ("mail jan﹫zorg.nl", FindingKind::Email),
    ] {
        let found = check(text, Lang::Nl);
        assert!(found.iter().any(|found| found.kind == kind), "{text:?}: {found:?}");
    }
    assert_eq!(check("Om 06\n12 bewoners, 3\n4 collega’s", Lang::Nl), []);
}

/// The work grows with the length: a long hostile text ends, with findings that
/// stand where they may. Not counted in seconds, for machines differ; `examples/speed.rs` prints those.
#[test]
fn hostile_texts_end() {
    for piece in hostile::PIECES {
        let text = piece.repeat(20_000 / piece.len());
        let mut last = 0;
        for found in check(&text, Lang::Nl) {
            assert!(found.start >= last && text.get(found.start..found.end).is_some(), "{piece}");
            last = found.end;
        }
    }
}

proptest! {
    #[test]
    fn no_text_breaks_the_rules(words in prop::collection::vec(prop::sample::select(vec![
        "mevrouw", "Mw.", "Jan", "van", "de", "'t", "Jansen", "J.", "kamer", "12", "3B", "op", "in", "(", ")", "94", "jaar", "-", "jarige", "06", "12345678", "@", "gmail", ".", "nl",
        "https://", "/in/", "Zwolle", "Den", "Haag", "Kerkstraat", "1234", "AB", "\n", "maart", "123456782", "BIG", "bsn", "é", "\u{301}", "😀", "ziekenhuis", "Erasmus", "MC", "", "x",
    ]), 0..40), glue in prop::sample::select(vec!["", " ", "\u{a0}"])) {
        let text = words.join(glue);
        let findings = check(&text, Lang::En);
        let mut last = 0;
        for found in &findings {
            prop_assert!(found.start >= last && found.start < found.end && text.get(found.start..found.end).is_some());
            last = found.end;
        }
        accept_all(&text, &findings);
    }
}
