//! Numbers and days in the only words that are shown: steps instead of counters, days instead of times.

use crate::t;
use domain::people::Lang;
use domain::steps::Step;
use domain::time::When;

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

fn month_name(lang: Lang, month: u32) -> &'static str {
    let names = t::ui::months(lang);
    names.split(' ').nth(month.saturating_sub(1) as usize).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

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
