//! What the islands of staff decide, without a browser.

/// A key that was pressed, and where.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pressed<'a> {
    /// The name of the key.
    pub key: &'a str,
    /// True with Ctrl, or with Cmd on a Mac.
    pub control: bool,
    /// True with Alt.
    pub alt: bool,
    /// True while it is held down, or while an input method puts a sign together.
    pub half: bool,
    /// True in a field.
    pub typing: bool,
    /// True while a dialog is open.
    pub dialog: bool,
    /// True when single keys are switched off on this device.
    pub off: bool,
}

/// The wish behind a pressed key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    /// Nothing of ours: the browser does what it always does.
    Nothing,
    /// The palette.
    Palette,
    /// The list of keys.
    Keys,
    /// The deed that this page declares under this key.
    Declared(String),
}

/// Tells what somebody means by a key. Single keys are off while somebody types, in a dialog, with Ctrl or Alt, and when they are
/// switched off; a key that is held down is pressed once.
pub fn meant(pressed: Pressed<'_>) -> Meant {
    let Pressed { key, control, alt, half, typing, dialog, off } = pressed;
    if half || dialog {
        return Meant::Nothing;
    }
    if control && !alt && key.eq_ignore_ascii_case("k") {
        return Meant::Palette;
    }
    let mut signs = key.chars();
    let single = matches!((signs.next(), signs.next()), (Some(sign), None) if !sign.is_whitespace());
    match single && !control && !alt && !typing {
        // The list is where single keys are switched on again.
        true if key == "?" => Meant::Keys,
        true if !off => Meant::Declared(key.to_lowercase()),
        _ => Meant::Nothing,
    }
}

/// Tells which of these texts fit what was typed, the best first: each word of it begins a word of the text, or stands in it.
pub fn fitting<'a>(texts: impl Iterator<Item = &'a str>, typed: &str) -> Vec<usize> {
    let typed = typed.to_lowercase();
    let asked: Vec<_> = typed.split_whitespace().collect();
    let mut found: Vec<(bool, usize)> = texts
        .enumerate()
        .filter_map(|(number, text)| {
            let text = text.to_lowercase();
            let begins = |word: &&str| text.split_whitespace().any(|part| part.starts_with(*word));
            let all_begin = asked.iter().all(begins);
            (all_begin || asked.iter().all(|word| text.contains(*word))).then_some((!all_begin, number))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, number)| number).collect()
}

/// The next one in a list of so many, going round; `None` for a key that does not move.
pub fn next(at: usize, many: usize, key: &str) -> Option<usize> {
    let last = many.checked_sub(1)?;
    Some(match key {
        "ArrowDown" if at >= last => 0,
        "ArrowDown" => at + 1,
        "ArrowUp" if at == 0 => last,
        "ArrowUp" => (at - 1).min(last),
        "PageDown" => (at + 8).min(last),
        "PageUp" => at.saturating_sub(8).min(last),
        "Home" => 0,
        "End" => last,
        _ => return None,
    })
}

/// Seconds for which an app still shows the code that it shows `now`, in milliseconds since 1970. Who wants calm gets a new number each
/// fifth second.
pub fn seconds_left(now: f64, lasts: i64, calm: bool) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "whole seconds")]
    let left = lasts - (now / 1000.0) as i64 % lasts;
    if calm { (left + 4) / 5 * 5 } else { left }
}

/// The widths of a list, in pixels.
pub mod width {
    /// The least.
    pub const LEAST: i32 = 240;
    /// The usual one.
    pub const USUAL: i32 = 338;
    /// The most.
    pub const MOST: i32 = 560;
    /// The distance by which one key moves the line.
    const STEP: i32 = 16;

    /// A width that is allowed, nearest to this one.
    pub fn allowed(width: i32) -> i32 {
        width.clamp(LEAST, MOST)
    }

    /// The width after this key; `None` for a key that does not move the line.
    pub fn after(now: i32, key: &str) -> Option<i32> {
        let width = match key {
            "ArrowLeft" => now.saturating_sub(STEP),
            "ArrowRight" => now.saturating_add(STEP),
            "Home" => LEAST,
            "End" => MOST,
            "Enter" => USUAL,
            _ => return None,
        };
        Some(allowed(width))
    }

    /// The width that was kept on the device, if that can be one.
    pub fn kept(text: &str) -> Option<i32> {
        text.parse().ok().filter(|width| (LEAST..=MOST).contains(width))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_key_means_something_only_where_nobody_types() {
        let plain = |key| Pressed { key, ..Pressed::default() };
        let declared = |key: &str| Meant::Declared(key.to_owned());
        for (pressed, means) in [
            (plain("1"), declared("1")),
            (plain("J"), declared("j")),
            (plain(";"), declared(";")),
            (plain("?"), Meant::Keys),
            (plain(" "), Meant::Nothing),
            (plain("Enter"), Meant::Nothing),
            (plain(""), Meant::Nothing),
            (Pressed { typing: true, ..plain("1") }, Meant::Nothing),
            (Pressed { typing: true, ..plain("?") }, Meant::Nothing),
            (Pressed { dialog: true, ..plain("1") }, Meant::Nothing),
            (Pressed { control: true, ..plain("1") }, Meant::Nothing),
            (Pressed { alt: true, ..plain("1") }, Meant::Nothing),
            (Pressed { half: true, ..plain("1") }, Meant::Nothing),
            (Pressed { off: true, ..plain("1") }, Meant::Nothing),
            (Pressed { off: true, ..plain("?") }, Meant::Keys),
            (Pressed { control: true, ..plain("k") }, Meant::Palette),
            (Pressed { control: true, typing: true, off: true, ..plain("K") }, Meant::Palette),
            (Pressed { control: true, dialog: true, ..plain("k") }, Meant::Nothing),
            (Pressed { control: true, alt: true, ..plain("k") }, Meant::Nothing),
        ] {
            assert_eq!(meant(pressed), means, "{pressed:?}");
        }
    }

    #[test]
    fn what_begins_a_word_comes_before_what_stands_in_one() {
        let texts = ["Wachtrij", "Mensen en rollen", "Systeem", "Logboek", "Nodig iemand uit"];
        for (typed, found) in [
            ("", vec![0, 1, 2, 3, 4]),
            ("  ", vec![0, 1, 2, 3, 4]),
            ("men", vec![1]),
            ("EN", vec![1]),
            ("em", vec![2, 4]),
            ("rol men", vec![1]),
            ("i", vec![4, 0]),
            ("zzz", vec![]),
        ] {
            assert_eq!(fitting(texts.into_iter(), typed), found, "{typed}");
        }
    }

    #[test]
    fn a_list_goes_round() {
        for (at, many, key, to) in [
            (0, 3, "ArrowDown", Some(1)),
            (2, 3, "ArrowDown", Some(0)),
            (0, 3, "ArrowUp", Some(2)),
            (9, 3, "ArrowUp", Some(2)),
            (1, 30, "PageDown", Some(9)),
            (29, 30, "Home", Some(0)),
            (0, 30, "End", Some(29)),
            (0, 0, "ArrowDown", None),
            (0, 3, "a", None),
        ] {
            assert_eq!(next(at, many, key), to, "{at} of {many}, {key}");
        }
    }

    #[test]
    fn a_code_is_shown_for_half_a_minute_of_the_clock() {
        let noon = 1_795_953_600_000.0;
        for (after, seconds, calm) in [
            (0.0, 30, 30),
            (999.0, 30, 30),
            (1000.0, 29, 30),
            (12_000.0, 18, 20),
            (25_000.0, 5, 5),
            (29_999.0, 1, 5),
            (30_000.0, 30, 30),
        ] {
            assert_eq!(seconds_left(noon + after, 30, false), seconds, "{after}");
            assert_eq!(seconds_left(noon + after, 30, true), calm, "{after}");
        }
    }

    #[test]
    fn a_list_is_never_too_narrow_or_too_wide() {
        for (now, key, then) in [
            (338, "ArrowRight", Some(354)),
            (338, "ArrowLeft", Some(322)),
            (width::LEAST, "ArrowLeft", Some(width::LEAST)),
            (i32::MAX, "ArrowRight", Some(width::MOST)),
            (400, "Home", Some(width::LEAST)),
            (400, "End", Some(width::MOST)),
            (400, "Enter", Some(width::USUAL)),
            (400, "x", None),
        ] {
            assert_eq!(width::after(now, key), then, "{now} {key}");
        }
        for (text, width) in [("400", Some(400)), ("1", None), ("99999", None), ("4e2", None), ("", None)] {
            assert_eq!(width::kept(text), width, "{text}");
        }
    }
}
