//! Letters without capitals and accents.

/// Adds what is left of a character to a folded word.
pub fn fold(c: char, out: &mut String) {
    match c {
        'a'..='z' | '0'..='9' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        _ => c.to_lowercase().for_each(|c| plain(c, out)),
    }
}

/// A text without capitals and accents: what it is sorted by.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| fold(c, &mut out));
    out
}

/// Latin letters as Dutch and its neighbours use them; others stay as they are.
fn plain(c: char, out: &mut String) {
    let one = match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' => 's',
        'ť' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ĳ' => return out.push_str("ij"),
        'æ' => return out.push_str("ae"),
        'œ' => return out.push_str("oe"),
        'ß' => return out.push_str("ss"),
        // Accents that follow their letter, as some keyboards write them.
        '\u{300}'..='\u{36F}' => return,
        other => other,
    };
    out.push(one);
}

/// Tells whether a character follows its letter and is dropped with it.
pub const fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}
