//! What was found in a form that came back: one list, each with its reason and two buttons. The check in the browser takes the
//! list over where there is JavaScript (`frontend/privacy`), so both draw the same.

use super::decision::{Act, DECIDE, Decision, STAYS};
use super::judge::{found, organisations};
use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::kit::forms::FormState;
use crate::kit::ui::field_id;
use crate::t;
use domain::faults::Fault;
use domain::people::Lang;
use leptos::prelude::*;
use privacy::{Finding, FindingKind, LISTED, Stays, first_sentence, shortened};

/// The field of a form with what its author left as it is. Stands in each form whose texts are looked at.
pub fn stays(form: &FormState) -> AnyView {
    view! { <input type="hidden" name=STAYS value=form.value(STAYS)/> }.into_any()
}

/// Shows what was found in the fields of a form that came back for it. Stands inside the form. Nothing while nothing was found.
///
/// # Errors
/// When the store refuses.
pub async fn findings(
    ctx: &Ctx,
    form: &FormState,
    labels: &[(&'static str, &str)],
) -> Result<Option<AnyView>, AppError> {
    if form.faults().iter().all(|(_, fault)| *fault != Fault::Recognisable) {
        return Ok(None);
    }
    let (lang, organisations, stays) = (ctx.lang, organisations(ctx).await?, Stays::read(&form.value(STAYS)));
    let labels: Vec<_> = labels.iter().filter(|(name, _)| form.writes(name)).collect();
    let alone = labels.len() == 1;
    let mut groups = Vec::new();
    for (name, label) in labels {
        let text = form.value(name);
        let findings = found(&text, lang, &organisations);
        let label = (!alone).then(|| view! { <a class="link sm strong" href=format!("#{}", field_id(name))>{(*label).to_owned()}</a> });
        let list = list(lang, name, &text, &findings, &stays);
        groups.push(view! { <div class="stack stack--s of-field">{label}{list}</div> });
    }
    Ok(Some(
        view! {
            <section class="card stack to-check" id="privacy" aria-labelledby="privacy-title" tabindex="-1" autofocus=true>
                <h2 class="h3" id="privacy-title">{t::privacy::title(lang)}</h2>
                <p class="asked">{t::privacy::lead(lang)}</p>
                {groups}
                <p class="done">{t::privacy::answered(lang)}</p>
            </section>
        }
        .into_any(),
    ))
}

/// The list of one field. Names that only this server knows travel along, so that the check in the browser
/// finds them as well.
fn list(lang: Lang, name: &'static str, text: &str, findings: &[Finding], stays: &Stays) -> AnyView {
    let words = |finding: &Finding| text.get(finding.start..finding.end).unwrap_or_default().to_owned();
    let named = findings.iter().filter(|finding| finding.kind == FindingKind::Organisation);
    let names: Vec<_> = named.map(words).collect();
    let mut seen = Vec::new();
    let mut lines = Vec::new();
    for finding in findings.iter().filter(|finding| !stays.covers(name, text, finding)) {
        let what = (finding.kind, words(finding));
        if lines.len() < LISTED && !seen.contains(&what) {
            lines.push(line(lang, name, &what.1, finding));
            seen.push(what);
        }
    }
    let none = lines.is_empty();
    view! {
        <ul class="findings" aria-label=t::check::label(lang) data-of=name data-names=names.join("\n") hidden=none>{lines}</ul>
    }
    .into_any()
}

fn line(lang: Lang, field: &str, words: &str, finding: &Finding) -> AnyView {
    let (shown, kind) = (shortened(words), finding.kind);
    let reason = reason(lang, kind);
    // The first sentence says what was found, the rest why it matters.
    let (first, rest) = first_sentence(&reason);
    let first = first.replace(TEXT, &shown);
    let more = if kind.held() { t::check::held(lang) } else { t::check::you_decide(lang) };
    let write = finding.rewording.as_deref().map(|instead| {
        view! {
            <button class="btn btn--s btn--primary" type="submit" name=DECIDE value=Decision::value(Act::Write, field, kind, words)>
                {t::check::accept(lang, shortened(instead))}
            </button>
        }
    });
    let stay = if kind == FindingKind::Name { t::check::not_a_name(lang) } else { t::check::leave(lang) };
    view! {
        <li class="nudge finding" data-kind=kind.slug()>
            <p><b>{first}</b>{rest.to_owned()}" "{more}</p>
            <div class="acts">
                {write}
                <button class="btn btn--s" type="submit" name=DECIDE value=Decision::value(Act::Stay, field, kind, words)>{stay}</button>
            </div>
        </li>
    }
    .into_any()
}

/// The place of what was found in a sentence.
const TEXT: &str = "{text}";

/// Why a finding is one, with the place of the words in it.
fn reason(lang: Lang, kind: FindingKind) -> String {
    match kind {
        FindingKind::Name => t::check::name(lang, TEXT),
        FindingKind::Bsn => t::check::bsn(lang, TEXT),
        FindingKind::Phone => t::check::phone(lang, TEXT),
        FindingKind::Email => t::check::email(lang, TEXT),
        FindingKind::Address => t::check::address(lang, TEXT),
        FindingKind::Postcode => t::check::postcode(lang, TEXT),
        FindingKind::Date => t::check::date(lang, TEXT),
        FindingKind::Age => t::check::age(lang, TEXT),
        FindingKind::Room => t::check::room(lang, TEXT),
        FindingKind::Ward => t::check::ward(lang, TEXT),
        FindingKind::Organisation => t::check::organisation(lang, TEXT),
        FindingKind::Place => t::check::place(lang, TEXT),
        FindingKind::Link => t::check::link(lang, TEXT),
        FindingKind::Profile => t::check::profile(lang, TEXT),
        FindingKind::Big => t::check::big(lang, TEXT),
        FindingKind::Key => t::check::key(lang, TEXT),
    }
}
