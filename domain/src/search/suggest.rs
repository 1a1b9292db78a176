//! What may be said about a text while it is being typed: the words that leave the device, and the theme they point to.

use super::words::{is_filler, tokens};
use crate::themes::ThemeId;

/// The most words that leave the device.
const MOST: usize = 16;
/// The shortest and the longest word that does, in letters.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=24;

/// The words of a text by which similar ones are found: folded, each once, in the order of the alphabet, so that no
/// sentence can be read from them. Left on the device are short words, numbers, words with strange letters, and every word with
/// a capital inside a sentence: names of people, places and employers.
pub fn distinctive(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    let mut ended = 0;
    for token in tokens(text) {
        let begins = ended == 0 || text[ended..token.start].contains(['.', '!', '?', '\n', ':']);
        ended = token.end;
        let capital = text[token.start..token.end].chars().any(char::is_uppercase);
        if capital && !begins {
            names.push(token.word);
        } else if !capital || !may_be_a_name(&token.word) {
            words.push(token.word);
        }
    }
    // A name that also begins a sentence stays a name.
    words.retain(|word| {
        LENGTHS.contains(&word.len())
            && word.bytes().all(|b| b.is_ascii_lowercase())
            && !is_filler(word)
            && !names.contains(word)
    });
    // Long words say more; who types a lot sends no more than who types little.
    words.sort_unstable_by_key(|word| (std::cmp::Reverse(word.len()), word.clone()));
    words.dedup();
    words.truncate(MOST);
    words.sort_unstable();
    words
}

/// Tells whether the first word of a sentence may be a name: it is not one of ours.
fn may_be_a_name(word: &str) -> bool {
    !KEYS.iter().any(|(_, keys)| keys.split(' ').any(|key| fits(word, key)))
}

/// The theme that the words of a text point to, when they point to one. `words` are folded, like those of
/// [`distinctive`].
pub fn suggest_theme<'a>(words: impl IntoIterator<Item = &'a str>) -> Option<ThemeId> {
    let mut points = [0usize; KEYS.len()];
    for word in words {
        for (n, (_, keys)) in KEYS.iter().enumerate() {
            points[n] += keys.split(' ').filter(|key| fits(word, key)).map(str::len).max().unwrap_or(0);
        }
    }
    let best = *points.iter().max()?;
    let mut winners = points.iter().zip(KEYS).filter(|(points, _)| **points == best);
    let (_, (slug, _)) = winners.next().filter(|_| best > 0)?;
    // Two that are equally likely are none.
    if winners.next().is_some() { None } else { ThemeId::from_slug(slug) }
}

/// A key that ends with a dash is the beginning of a word.
fn fits(word: &str, key: &str) -> bool {
    key.strip_suffix('-').map_or(word == key, |begin| word.starts_with(begin))
}

/// Words that people use for the themes of the codebook, folded. The longer the key, the more it says.
#[rustfmt::skip]
const KEYS: &[(&str, &str)] = &[
    ("placement-guidance", "begeleid- werkbegeleid- stagebegeleid- praktijkbegeleid- leerdoel- stage stages stageplek praktijkopleid- supervisor mentor"),
    ("settling-in", "inwerk- ingewerkt inwerkperiode onboarding introductie eerste wegwijs boventallig"),
    ("receiving-feedback", "feedback kritiek complimen- gekregen commentaar"),
    ("giving-feedback", "feedback aanspreken aanspreek aangesproken collega-"),
    ("school-and-work", "school huiswerk opdracht- studie studiedruk opleiding combineren lesdag- toets- portfolio"),
    ("assessment-and-exams", "beoordeling- beoordeeld examen- eindgesprek tussenbeoordeling onvoldoende geslaagd gezakt herkansing diploma"),
    ("competent-and-authorised", "bekwaam bevoegd bekwaamheid handeling- voorbehouden infuus katheter injectie- injecteren aftekenen protocol-"),
    ("insecurity", "onzeker- twijfel- faalangst zelfvertrouwen bang durf spannend zenuwachtig piekeren"),
    ("making-mistakes", "fout fouten vergist vergissing medicatiefout verkeerde incident melding- vergeten"),
    ("pressure-to-perform", "presteren prestatiedruk perfect perfectionis- bewijzen verwachtingen"),
    ("setting-limits", "grens grenzen grenzen- weigeren overwerken invallen extra inval-"),
    ("asking-for-help", "hulp helpen vragen vraag durf lastig zwak"),
    ("death-of-a-client", "overlijden overleden overleed gestorven sterven stierf dood afscheid palliatie- terminaal terminale rouw"),
    ("aggression", "agressie agressie- agressief schreeuw- geschreeuwd slaan sloeg geslagen schelden uitgescholden bedreig- gebeten schopte geweld knijpt"),
    ("acute-situation", "reanimatie reanimeren gereanimeerd spoed acute acuut ambulance noodsituatie alarm onwel verslikte hartstilstand"),
    ("letting-go-of-work", "loslaten piekeren malen thuis nadenken meenemen avond hoofd"),
    ("unwanted-behaviour", "grensoverschrijdend- aangeraakt aanraken betast betasten seksuele seksueel intimidatie intimiderend ongewenst opmerkingen"),
    ("bullying-and-gossip", "pesten gepest pest roddel- geroddel buitengesloten buitensluiten"),
    ("discrimination", "discriminatie discriminer- racisme racistisch racistische hoofddoek huidskleur afkomst buitenlander accent"),
    ("hierarchy", "arts artsen specialist hierarchie baas leidinggevende manager status aangesnauwd"),
    ("belonging", "erbij buitenstaander eenzaam groepje klik pauze negeren genegeerd welkom"),
    ("working-together", "samenwerk- team teamgeest collega- taakverdeling verdeling afspraken"),
    ("handover-and-communication", "overdracht overdragen rapportage rapporteren communicatie misverstand doorgeven overleg"),
    ("workload", "werkdruk druk drukte tempo rennen haast overbelast tijdgebrek uitgeput"),
    ("roster", "rooster roosters ingeroosterd roosteren diensten planning planner vrije ruilen dienstrooster"),
    ("understaffing", "onderbezetting onderbezet personeelstekort tekort ziekmelding- uitzendkracht- flexwerker- bezetting"),
    ("paperwork", "administratie administratie- registreren registratie dossier dossiers formulieren rapporteren zorgplan"),
    ("standing-alone", "alleen achterwacht avonddienst weekenddienst eentje niemand"),
    ("recognition", "waardering gewaardeerd erkenning bedankt dankbaar complimenten"),
    ("being-heard", "gehoord luisteren luistert luisterde genegeerd idee ideeen inspraak"),
    ("meaning-of-work", "betekenis zinvol zingeving verschil maken ertoe"),
    ("career", "loopbaan doorgroei- carriere specialisatie specialiseren vervolgopleiding doorleren"),
    ("lack-of-challenge", "uitdaging saai verveel- routine onderbenut wassen"),
    ("changing-jobs", "overstap- ontslag vertrekken stoppen solliciter- sollicitatie baan"),
    ("work-and-private-life", "prive gezin kinderen vrienden sporten relatie balans feestdagen"),
    ("night-shifts-and-sleep", "nachtdienst- nachten nacht slapen slaap slaapritme slapeloos wakker"),
    ("mental-health", "burnout overspannen depressie depressief somber paniek- angst huilen therapie psycholoog"),
    ("contact-with-relatives", "familie dochter zoon naasten mantelzorg- partner ouders bezoek"),
    ("puzzling-behaviour", "dementie onbegrepen gedrag dwalen onrust onrustig roepen roept weigert verward delier"),
    ("difficult-conversation", "gesprek gesprekken slecht nieuws vertellen moeilijk zeggen bespreken"),
    ("ethical-dilemma", "ethisch- dilemma- euthanasie vrijheidsbeperk- dwang geweten moreel fixeren"),
    ("joy-in-work", "werkplezier plezier trots genieten lachen blij"),
    ("sharing-success", "gelukt succes geslaagd trots mijlpaal"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_has_words_and_every_word_a_theme() {
        assert_eq!(KEYS.len(), ThemeId::all().count());
        for theme in ThemeId::all() {
            assert!(KEYS.iter().any(|(slug, _)| *slug == theme.slug()), "{theme:?}");
        }
        for (_, keys) in KEYS {
            assert!(keys.bytes().all(|b| b.is_ascii_lowercase() || b == b' ' || b == b'-'), "{keys}");
        }
    }

    #[test]
    fn names_numbers_and_sentences_stay_on_the_device() {
        let text = "Gisteren belde mevrouw Jansen, ik werk bij Zorggroep Linde op kamer 12. \
                    Jansen was boos over de medicatie! Fatima ook. Mail me op x@linde.nl of 0612345678.";
        let sent = distinctive(text);
        for word in ["jansen", "linde", "zorggroep", "fatima", "12", "0612345678"] {
            assert!(!sent.contains(&word.to_owned()), "{word} {sent:?}");
        }
        assert!(sent.contains(&"medicatie".to_owned()) && sent.is_sorted(), "{sent:?}");
        assert!(distinctive(&"verschillendewoorden anders ".repeat(900)).len() <= MOST);
        assert!(distinctive("Ik en de").is_empty());
    }

    #[test]
    fn a_text_points_to_a_theme() {
        for (text, theme) in [
            ("Een bewoner is overleden en ik kon geen afscheid nemen", Some("death-of-a-client")),
            ("Mijn rooster verandert steeds en ik moet diensten ruilen", Some("roster")),
            ("Na een nachtdienst kan ik niet slapen", Some("night-shifts-and-sleep")),
            ("De dochter van een bewoner, de hele familie is boos", Some("contact-with-relatives")),
            ("iets heel anders", None),
            ("", None),
        ] {
            let words = distinctive(text);
            let is = suggest_theme(words.iter().map(String::as_str)).map(ThemeId::slug);
            assert_eq!(is, theme, "{text} {words:?}");
        }
    }
}
