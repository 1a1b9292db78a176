//! The measure of how well somebody could be recognised by a text.

use super::judge::{found, organisations};
use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::t;
use domain::people::Lang;
use leptos::prelude::*;
use privacy::{Measure, Stays, step_word};

/// "Hoe herkenbaar is dit?": a few steps (`privacy::Measure`). `texts` are the fields with their names, `stays` is what their author
/// left as it is. Hidden while nothing is written; the check in the browser shows it then.
///
/// # Errors
/// When the store refuses.
pub async fn meter(
    ctx: &Ctx,
    texts: &[(&str, &str)],
    stays: &str,
    shows_sector: bool,
) -> Result<AnyView, AppError> {
    let (lang, stays) = (ctx.lang, Stays::read(stays));
    let organisations = if texts.is_empty() { Vec::new() } else { organisations(ctx).await? };
    let measure = texts
        .iter()
        .map(|(name, text)| Measure::of(name, text, &found(text, lang, &organisations), &stays))
        .fold(Measure::default(), Measure::and);
    let step = measure.step(shows_sector);
    let sentence = if step > 2 { t::check::meter_more_text(lang) } else { t::check::meter_little_text(lang) };
    let bars: Vec<_> = (1..=Measure::STEPS)
        .map(|n| view! { <span class=if n <= step { "on" } else { "off" }></span> })
        .collect();
    Ok(view! {
        <section class="card" id="meter" aria-labelledby="meter-title" hidden=texts.is_empty()>
            <div class="row row--wrap"><h2 class="h3 grow" id="meter-title">{t::check::meter(lang)}</h2><span class="tag">{said(lang, step)}</span></div>
            <div class="steps" role="img" aria-label=t::check::meter_step(lang, step)>{bars}</div>
            <p class="sm says">{sentence}</p>
            <p class="sm muted">{t::check::meter_limit(lang)}</p>
        </section>
    }
    .into_any())
}

fn said(lang: Lang, step: usize) -> &'static str {
    match step_word(step) {
        "meter_little" => t::check::meter_little(lang),
        "meter_some" => t::check::meter_some(lang),
        _ => t::check::meter_much(lang),
    }
}
