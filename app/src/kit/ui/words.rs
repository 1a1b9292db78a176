//! Numbers and days in the only words that are shown: steps instead of counters, days instead of times.

use crate::t;
use domain::people::Lang;
use domain::steps::Step;
use domain::time::{Day, When, minute_of_day, moment_of};

/// A number with the separator of the language: `4.000`, `4,000`.
pub fn number(lang: Lang, n: i64) -> String {
    let separator = match lang {
        Lang::Nl => '.',
        Lang::En => ',',
    };
    let digits = n.unsigned_abs().to_string();
    let mut out = String::from(if n < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// The word for a number of people; nothing for nobody.
pub fn step_word(lang: Lang, step: Step) -> Option<&'static str> {
    match step {
        Step::None => None,
        Step::Few => Some(t::ui::step_few(lang)),
        Step::Tens => Some(t::ui::step_tens(lang)),
        Step::Hundreds => Some(t::ui::step_hundreds(lang)),
        Step::Thousands => Some(t::ui::step_thousands(lang)),
    }
}

/// The word for a day.
pub fn when_word(lang: Lang, when: When) -> String {
    match when {
        When::Today => t::ui::today(lang).to_owned(),
        When::Yesterday => t::ui::yesterday(lang).to_owned(),
        When::ThisWeek => t::ui::this_week(lang).to_owned(),
        When::InMonth(month) => t::ui::in_month(lang, month_name(lang, month)),
        When::InYear(year) => t::ui::in_year(lang, year),
    }
}

/// A day as the export writes it, `YYYY-MM-DD`, in words; what is no day stays as it is.
pub fn day_words(lang: Lang, day: &str) -> String {
    match day.rsplit_once('-') {
        Some((month, day)) if day.len() == 2 && month.len() == 7 => {
            [day.trim_start_matches('0'), &month_words(lang, month)].join(" ")
        }
        _ => day.to_owned(),
    }
}

/// A moment, in seconds, as a calendar and a clock in the Netherlands show it.
pub fn moment_words(lang: Lang, at: i64) -> String {
    let Some(moment) = moment_of(at) else { return String::new() };
    let minutes = minute_of_day(moment);
    let day = day_words(lang, &Day::of(moment).to_string());
    format!("{day}, {:02}.{:02}", minutes / 60, minutes % 60)
}

/// A month as the export writes it, `YYYY-MM`, in words; what is no month stays as it is.
pub fn month_words(lang: Lang, month: &str) -> String {
    let parts = month.split_once('-').and_then(|(year, month)| Some((year, month.parse().ok()?)));
    parts.map_or_else(|| month.to_owned(), |(year, month)| [month_name(lang, month), year].join(" "))
}

fn month_name(lang: Lang, month: u32) -> &'static str {
    let names = t::ui::months(lang);
    names.split(' ').nth(month.saturating_sub(1) as usize).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_a_month_of_the_export_are_said_in_words() {
        for (day, nl, en) in [
            ("2026-11-30", "30 november 2026", "30 November 2026"),
            ("2027-01-05", "5 januari 2027", "5 January 2027"),
            ("", "", ""),
        ] {
            assert_eq!([day_words(Lang::Nl, day), day_words(Lang::En, day)], [nl, en]);
        }
        assert_eq!(month_words(Lang::Nl, "2026-03"), "maart 2026");
        assert_eq!(month_words(Lang::En, ""), "");
    }

    #[test]
    fn a_moment_is_said_as_a_clock_in_the_netherlands_shows_it() {
        for (at, nl) in [
            (1_795_993_505, "30 november 2026, 00.05"),
            (1_782_856_800, "1 juli 2026, 00.00"),
            (i64::MAX, ""),
        ] {
            assert_eq!(moment_words(Lang::Nl, at), nl);
        }
        assert_eq!(moment_words(Lang::En, 1_795_993_505), "30 November 2026, 00.05");
    }

    #[test]
    fn numbers_carry_the_separator_of_the_language() {
        for (n, nl, en) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (4000, "4.000", "4,000"),
            (1_234_567, "1.234.567", "1,234,567"),
            (-1500, "-1.500", "-1,500"),
        ] {
            assert_eq!((number(Lang::Nl, n).as_str(), number(Lang::En, n).as_str()), (nl, en));
        }
    }

    #[test]
    fn days_have_words() {
        for (when, nl, en) in [
            (When::Today, "vandaag", "today"),
            (When::Yesterday, "gisteren", "yesterday"),
            (When::ThisWeek, "deze week", "this week"),
            (When::InMonth(3), "in maart", "in March"),
            (When::InMonth(12), "in december", "in December"),
            (When::InYear(2025), "in 2025", "in 2025"),
        ] {
            assert_eq!((when_word(Lang::Nl, when).as_str(), when_word(Lang::En, when).as_str()), (nl, en));
        }
    }

    #[test]
    fn nobody_is_not_a_word() {
        assert_eq!(step_word(Lang::Nl, Step::None), None);
        assert_eq!(step_word(Lang::Nl, Step::Tens), Some("tientallen"));
    }
}
