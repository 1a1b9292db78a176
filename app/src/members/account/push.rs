//! The message of the day among the settings.

use crate::kit::ctx::Ctx;
use crate::kit::forms::FormState;
use crate::kit::session::devices::Devices;
use crate::kit::state::PushSetup;
use crate::kit::ui::*;
use crate::members::account::api::push;
use crate::t;
use domain::people::Lang;
use domain::push::DayPart;
use leptos::prelude::*;

/// Asks for the message, changes it, ends it. Nothing where the operator switched it off.
pub fn push_settings(ctx: &Ctx, devices: Devices) -> Option<impl IntoView + use<>> {
    let lang = ctx.lang;
    let service = ctx.push.clone()?;
    let form = FormState::of_any(ctx, &[&push::ADD, &push::SET_PART, &push::REMOVE]);
    let labels = vec![("endpoint", t::push::here(lang).to_owned()), ("part", t::push::when(lang).to_owned())];
    let now = match devices.here {
        _ if ctx.shared => view! { <p>{t::push::not_shared(lang)}</p> }.into_any(),
        Some(part) => on(lang, part, &form, ctx),
        None => off(lang, &service, &form, ctx),
    };
    let others = (devices.others > 0).then(|| {
        view! {
            <form class="stack stack--s" method="post" action=push::REMOVE.action()>
                <input type="hidden" name="which" value=push::Which::Others.slug()/>
                <p class="sm muted">{t::push::others(lang, devices.others as i64)}</p>
                <Submit look="btn--soft">{t::push::stop_others(lang)}</Submit>
            </form>
        }
    });
    Some(view! {
        <section class="stack stack--s" id="push">
            <h2>{t::push::title(lang)}</h2>
            <p class="sm muted">{t::push::text(lang)}</p>
            <FaultSummary form labels/>
            {now}
            {others}
            <details>
                <summary class="row strong"><span>{t::push::more(lang)}</span><Icon glyph=Glyph::CaretDown/></summary>
                <div class="stack stack--s"><Prose text=t::push::more_text(lang)/></div>
            </details>
        </section>
    })
}

/// The script that speaks with the browser; none where there are no files for browsers, as in tests.
fn script(ctx: &Ctx) -> Option<String> {
    Some(ctx.assets.push.clone()).filter(|path| !path.is_empty())
}

fn parts(lang: Lang, form: &FormState, chosen: &str) -> impl IntoView + use<> {
    let options = DayPart::ALL
        .into_iter()
        .map(|part| {
            let label = match part {
                DayPart::Morning => t::push::morning(lang),
                DayPart::Afternoon => t::push::afternoon(lang),
                DayPart::Evening => t::push::evening(lang),
            };
            Choice::new(part.slug(), label)
        })
        .collect();
    view! {
        <ChoiceGroup name="part" legend=t::push::when(lang) options hint=t::push::quiet(lang)
            chosen=form.value_or("part", chosen) fault=form.fault("part")/>
    }
}

fn on(lang: Lang, part: DayPart, form: &FormState, ctx: &Ctx) -> AnyView {
    view! {
        <Notice kind=NoticeKind::Done><p>{t::push::is_on(lang)}</p></Notice>
        <form class="card stack stack--s" method="post" action=push::SET_PART.action()>
            {parts(lang, form, part.slug())}
            <Submit look="btn--soft">{t::account::save(lang)}</Submit>
        </form>
        <form method="post" action=push::REMOVE.action() data-script=script(ctx)>
            <input type="hidden" name="which" value=push::Which::Here.slug()/>
            <Submit look="btn--soft">{t::push::stop(lang)}</Submit>
        </form>
    }
    .into_any()
}

/// Hidden until the script knows that this browser can do it; until then, and without JavaScript for good, it says why.
fn off(lang: Lang, service: &PushSetup, form: &FormState, ctx: &Ctx) -> AnyView {
    view! {
        <p data-push-says="">{t::push::needs_script(lang)}</p>
        <form class="card stack stack--s" method="post" action=push::ADD.action() hidden=true
            data-script=script(ctx) data-key=service.key.clone()
            data-unable=t::push::unable(lang) data-home=t::push::home(lang)
            data-denied=t::push::denied(lang) data-failed=t::push::failed(lang)>
            <input type="hidden" name="endpoint"/>
            {parts(lang, form, DayPart::Evening.slug())}
            <Submit>{t::push::start(lang)}</Submit>
        </form>
    }
    .into_any()
}
