//! The link of a cohort, its poster, and how many joined, in round numbers.

use crate::kit::paths;
use crate::kit::ui::*;
use crate::t;
use domain::codes::CohortCode;
use domain::people::Lang;
use domain::time::{Day, Month};
use leptos::prelude::*;
use std::iter;

/// The link by which a group joins. The code stands behind `#`, so that no server and no log ever sees it (P7).
pub(super) fn link(origin: &str, code: &CohortCode) -> String {
    format!("{origin}{}#{}", paths::JOIN, code.grouped())
}

/// What is printed: a sentence, the picture and the code. The organisation is not on it: who looks at a poster must not learn where
/// the people who joined by it work.
pub(super) fn poster(lang: Lang, origin: &str, code: &CohortCode) -> AnyView {
    let host = origin.split_once("://").map_or(origin, |(_, host)| host).to_owned();
    view! {
        <figure class="paper">
            <b class="paper-head">{t::cohorts::poster_head(lang)}</b>
            <p>{t::cohorts::poster_text(lang)}</p>
            <div class="paper-code">
                <QrCode text=link(origin, code) label=t::cohorts::qr(lang)/>
                <p><span>{t::cohorts::poster_scan(lang)}</span><b>{host}</b><span>{t::cohorts::poster_type(lang)}</span><b class="code" translate="no">{code.grouped()}</b></p>
            </div>
            <Crowd/>
        </figure>
    }
    .into_any()
}

/// A number of people as it is kept and shown: in fives.
pub(super) fn about(lang: Lang, people: i64) -> String {
    match people {
        0 => t::cohorts::fewer(lang).to_owned(),
        some => t::cohorts::about(lang, number(lang, some)),
    }
}

/// The joins of each month that is over, from how many there were so far at its end; the latest first.
pub(super) fn by_month(so_far: &[(Month, i64)]) -> Vec<(Month, i64)> {
    let before = iter::once(0).chain(so_far.iter().map(|(_, people)| *people));
    let mut months: Vec<_> =
        so_far.iter().zip(before).map(|((month, people), before)| (*month, people - before)).collect();
    months.reverse();
    months
}

/// The last day of a cohort, and that it is over when it is.
pub(super) fn until(lang: Lang, ends: Day, today: Day) -> AnyView {
    let day = day_words(lang, &ends.to_string());
    match ends < today {
        true => view! { <span class="tag">{t::cohorts::over(lang)}</span><small>{day}</small> }.into_any(),
        false => day.into_any(),
    }
}
