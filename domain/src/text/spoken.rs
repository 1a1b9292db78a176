//! Which language a text is in, so that a screen reader speaks it with the right voice.

use crate::search::{is_dutch_filler, is_english_filler};
use std::borrow::Cow;

/// The number of words, and of letters, that are looked at.
const ENOUGH: usize = 60;
/// The lead of one language after which the rest of a text is not looked at: each page asks this of each of its texts.
const SURE: u32 = 4;

/// The language of a text as HTML names it; `None` where nothing tells.
pub fn spoken(text: &str) -> Option<&'static str> {
    let letters = || text.chars().filter(|c| c.is_alphabetic()).take(5 * ENOUGH);
    if !text.is_ascii() {
        let (mut all, mut foreign) = (0, 0);
        for letter in letters() {
            all += 1;
            foreign += usize::from(script(letter).is_some());
        }
        if 2 * foreign > all {
            return letters().find_map(written).or_else(|| letters().find_map(script));
        }
    }
    let (mut dutch, mut english) = (0_u32, 0_u32);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(ENOUGH) {
        if dutch.abs_diff(english) >= SURE {
            break;
        }
        let word = match word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(word.to_ascii_lowercase()),
            false => Cow::Borrowed(word),
        };
        dutch += u32::from(is_dutch_filler(&word));
        english += u32::from(is_english_filler(&word));
    }
    // Both languages share "in" and "is", so one word more says nothing.
    match () {
        () if dutch > english + 1 => Some("nl"),
        () if english > dutch + 1 => Some("en"),
        () if text.is_ascii() => None,
        () => letters().find_map(accented),
    }
}

/// The language that has this letter and shares its script.
fn written(letter: char) -> Option<&'static str> {
    match letter {
        'پ' | 'چ' | 'ژ' | 'گ' => Some("fa"),
        'є' | 'і' | 'ї' | 'ґ' => Some("uk"),
        '\u{3040}'..='\u{30FF}' => Some("ja"),
        _ => None,
    }
}

/// The language that is most often written with this letter of another alphabet.
fn script(letter: char) -> Option<&'static str> {
    Some(match letter {
        '\u{370}'..='\u{3FF}' => "el",
        '\u{400}'..='\u{52F}' => "ru",
        '\u{530}'..='\u{58F}' => "hy",
        '\u{590}'..='\u{5FF}' => "he",
        '\u{600}'..='\u{6FF}' => "ar",
        '\u{900}'..='\u{97F}' => "hi",
        '\u{980}'..='\u{9FF}' => "bn",
        '\u{B80}'..='\u{BFF}' => "ta",
        '\u{E00}'..='\u{E7F}' => "th",
        '\u{1000}'..='\u{109F}' => "my",
        '\u{10A0}'..='\u{10FF}' => "ka",
        '\u{1200}'..='\u{139F}' => "am",
        '\u{1780}'..='\u{17FF}' => "km",
        '\u{3040}'..='\u{30FF}' => "ja",
        '\u{4E00}'..='\u{9FFF}' => "zh",
        '\u{AC00}'..='\u{D7A3}' => "ko",
        _ => return None,
    })
}

/// The language of a Latin letter that hardly any other has.
fn accented(letter: char) -> Option<&'static str> {
    match letter {
        'ł' | 'ą' | 'ę' | 'ż' => Some("pl"),
        'ğ' | 'ş' | 'ı' | 'İ' => Some("tr"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::spoken;

    #[test]
    fn a_text_tells_its_language() {
        for (text, language) in [
            ("Ik durf niet te vragen hoe de tillift werkt.", Some("nl")),
            ("I do not dare to ask how the lift works.", Some("en")),
            ("Nachtdienst", None),
            ("", None),
            ("123 🙂", None),
            ("أنا أعمل في الليل ولا أنام", Some("ar")),
            ("من شب\u{200C}ها کار می\u{200C}کنم و گریه کردم", Some("fa")),
            ("Я працюю вночі й дуже втомилася, їй теж", Some("uk")),
            ("Я работаю ночью", Some("ru")),
            ("ကျွန်တော် ညဘက် အလုပ်လုပ်တယ်", Some("my")),
            ("夜勤がつらいです", Some("ja")),
            ("Pracuję w nocy i płaczę", Some("pl")),
            ("Gece çalışıyorum", Some("tr")),
            ("De bewoner zei \"שלום\" en lachte naar ons, het was een mooi moment.", Some("nl")),
        ] {
            assert_eq!(spoken(text), language, "{text}");
        }
    }
}
