//! What was found, with a reason and neutral words; and what waits for a moderator.

use crate::kit::ctx::{Ctx, Member};
use crate::kit::error::AppError;
use crate::kit::forms::{Form, FormState};
use crate::kit::page::Frame;
use crate::kit::paths;
use crate::kit::ui::*;
use crate::story;
use crate::story::privacy::judge::{PrivacyChoice, found, organisations};
use crate::t;
use domain::faults::Fault;
use domain::ids::ThreadId;
use domain::people::Lang;
use leptos::prelude::*;
use privacy::{Finding, FindingKind};
use store::Held;

/// The form of `held/remove`.
pub const REMOVE_HELD: Form = Form::new("held/remove").on_one_of(paths::OWN_THREADS, story::on_thread);

/// Why a finding is one.
pub fn reason(lang: Lang, kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::Name => t::privacy::reason_name(lang),
        FindingKind::Bsn => t::privacy::reason_bsn(lang),
        FindingKind::Phone => t::privacy::reason_phone(lang),
        FindingKind::Email => t::privacy::reason_email(lang),
        FindingKind::Address => t::privacy::reason_address(lang),
        FindingKind::Postcode => t::privacy::reason_postcode(lang),
        FindingKind::Date => t::privacy::reason_date(lang),
        FindingKind::Age => t::privacy::reason_age(lang),
        FindingKind::Room => t::privacy::reason_room(lang),
        FindingKind::Ward => t::privacy::reason_ward(lang),
        FindingKind::Organisation => t::privacy::reason_organisation(lang),
        FindingKind::Place => t::privacy::reason_place(lang),
        FindingKind::Link => t::privacy::reason_link(lang),
        FindingKind::Profile => t::privacy::reason_profile(lang),
        FindingKind::Big => t::privacy::reason_big(lang),
        FindingKind::Key => t::privacy::reason_key(lang),
    }
}

/// Shows what was found in the fields of a form that came back for it, with the two ways on. Stands inside the form. Nothing
/// while nothing was found.
///
/// # Errors
/// When the store refuses.
pub async fn findings(
    ctx: &Ctx,
    form: &FormState,
    labels: &[(&'static str, &str)],
) -> Result<Option<AnyView>, AppError> {
    let found_in: Vec<_> =
        labels.iter().filter(|(name, _)| form.fault(name) == Some(Fault::Recognisable)).collect();
    if found_in.is_empty() {
        return Ok(None);
    }
    let (lang, organisations) = (ctx.lang, organisations(ctx).await?);
    let mut held = false;
    let mut lines = Vec::new();
    for (name, label) in found_in {
        let text = form.value(name);
        for finding in found(&text, lang, &organisations) {
            held |= finding.kind.held();
            lines.push(line(lang, label, &text, &finding));
        }
    }
    let held = held.then(|| view! { <p class="strong">{t::privacy::held_hint(lang)}</p> });
    Ok(Some(
        view! {
            <section class="card" id="privacy" aria-labelledby="privacy-title">
                <h2 id="privacy-title">{t::privacy::title(lang)}</h2>
                <p>{t::privacy::lead(lang)}</p>
                <ul class="stack">{lines}</ul>
                {held}
                <div class="stack stack--s">
                    <button class="btn btn--primary" type="submit" name="privacy" value=PrivacyChoice::Reword.slug()>{t::privacy::reword(lang)}</button>
                    <button class="btn" type="submit" name="privacy" value=PrivacyChoice::Keep.slug()>{t::privacy::keep(lang)}</button>
                </div>
                <p class="muted">{t::privacy::or_edit(lang)}</p>
            </section>
        }
        .into_any(),
    ))
}

/// The steps of the meter.
const STEPS: usize = 5;

/// "Hoe herkenbaar is dit?": five steps, from what the rules find in the words and what is shown beside the name; never a
/// number of people, which nobody knows.
///
/// # Errors
/// When the store refuses.
pub async fn meter(ctx: &Ctx, texts: &[&str], shows_sector: bool) -> Result<AnyView, AppError> {
    let (lang, organisations) = (ctx.lang, organisations(ctx).await?);
    let findings: Vec<_> = texts.iter().flat_map(|text| found(text, lang, &organisations)).collect();
    let held = findings.iter().any(|finding| finding.kind.held());
    let step = if held { STEPS } else { (1 + findings.len() + usize::from(shows_sector)).min(STEPS) };
    let (word, sentence) = match step {
        ..=2 => (t::privacy::meter_little(lang), t::privacy::meter_little_text(lang)),
        3 => (t::privacy::meter_some(lang), t::privacy::meter_more_text(lang)),
        _ => (t::privacy::meter_much(lang), t::privacy::meter_more_text(lang)),
    };
    let bars: Vec<_> =
        (1..=STEPS).map(|n| view! { <span class=if n <= step { "on" } else { "off" }></span> }).collect();
    let said = t::privacy::meter_step(lang, t::privacy::MeterStep { of: STEPS, step });
    Ok(view! {
        <section class="card" id="meter" aria-labelledby="meter-title">
            <div class="row row--wrap"><h2 class="h3 grow" id="meter-title">{t::privacy::meter(lang)}</h2><span class="tag">{word}</span></div>
            <div class="steps" role="img" aria-label=said>{bars}</div>
            <p class="sm">{sentence}</p>
            <p class="sm muted">{t::privacy::meter_limit(lang)}</p>
        </section>
    }
    .into_any())
}

fn line(lang: Lang, label: &str, text: &str, finding: &Finding) -> AnyView {
    let words = text.get(finding.start..finding.end).unwrap_or_default();
    let instead = finding.rewording.as_deref().map(|words| view! { <br/>{t::privacy::instead(lang, words)} });
    view! {
        <li data-kind=finding.kind.slug()>
            <b>{labelled(label, &t::privacy::found(lang, words))}</b><br/>
            {reason(lang, finding.kind)}
            {instead}
        </li>
    }
    .into_any()
}

/// The posts of the reader that wait in a thread.
///
/// # Errors
/// When the store refuses.
pub async fn waiting(ctx: &Ctx, me: &Member, thread: ThreadId) -> Result<Vec<AnyView>, AppError> {
    let mine = ctx.keys.author_tag(&me.root, thread);
    let held = ctx.store.community.read().await?.held().list_of(thread, &mine).await?;
    Ok(held.into_iter().map(|held| card(ctx.lang, held)).collect())
}

/// The page of a challenge that waits, for its author; for anybody else there is none.
///
/// # Errors
/// [`AppError::Gone`] for everybody else.
pub async fn waiting_thread(ctx: &Ctx, me: &Member, thread: ThreadId) -> Result<AnyView, AppError> {
    let cards = waiting(ctx, me, thread).await?;
    if cards.is_empty() {
        return Err(AppError::Gone);
    }
    Ok(view! { <Frame news=ctx.news back=paths::THREADS>{cards}</Frame> }.into_any())
}

fn card(lang: Lang, held: Held) -> AnyView {
    let note = if held.changes { t::privacy::waiting_change(lang) } else { t::privacy::waiting_text(lang) };
    let more = [held.text.tried, held.text.question].into_iter().flatten();
    let more: Vec<_> = more.map(|text| view! { <Prose text/> }).collect();
    view! {
        <section class="card waiting" id=format!("post-{}", held.post)>
            <Notice kind=NoticeKind::Warning title=t::privacy::waiting_title(lang)><p>{note}</p></Notice>
            {held.title.map(|title| view! { <h1 class="h3" dir="auto">{title}</h1> })}
            <Prose text=held.text.body/>
            {more}
            <form method="post" action=REMOVE_HELD.action()>
                <input type="hidden" name="thread" value=held.thread.to_string()/>
                <input type="hidden" name="post" value=held.post.to_string()/>
                <button class="btn btn--quiet" type="submit">{t::privacy::withdraw(lang)}</button>
            </form>
        </section>
    }
    .into_any()
}
