//! Terms, privacy statement, cookie statement: plain words, no more than needed, and true of what runs today.

use crate::kit::cookies::{
    HANDOVER, JOINING, LANDING, LANGUAGE, LEFT, PUSH, SESSION, SHARED, STAFF, STAFF_CODES, STAFF_LINK, TOLD,
};
use crate::kit::ctx::Ctx;
use crate::kit::drawing::use_lang;
use crate::kit::page::{Page, PageResult};
use crate::kit::paths;
use crate::kit::ui::Prose;
use crate::members::about::parts::ReadingPage;
use crate::t;
use leptos::prelude::*;

/// A heading with a text of paragraphs and lists.
fn section((title, text): (&'static str, &'static str)) -> impl IntoView {
    view! { <section class="stack stack--s"><h2>{title}</h2><Prose text/></section> }
}

fn sections<const N: usize>(all: [(&'static str, &'static str); N]) -> Vec<impl IntoView> {
    all.into_iter().map(section).collect()
}

/// The day on which the text last changed.
#[component]
fn Version() -> impl IntoView {
    view! { <p class="sm muted">{t::papers::date(use_lang())}</p> }
}

/// Terms and house rules.
pub async fn terms(_: Ctx) -> PageResult {
    let lang = use_lang();
    let all = [
        (t::papers::terms_who_title(lang), t::papers::terms_who(lang)),
        (t::papers::terms_rules_title(lang), t::papers::terms_rules(lang)),
        (t::papers::terms_help_title(lang), t::papers::terms_help(lang)),
        (t::papers::terms_duty_title(lang), t::papers::terms_duty(lang)),
        (t::papers::terms_yours_title(lang), t::papers::terms_yours(lang)),
        (t::papers::terms_against_title(lang), t::papers::terms_against(lang)),
        (t::papers::terms_key_title(lang), t::papers::terms_key(lang)),
        (t::papers::terms_liability_title(lang), t::papers::terms_liability(lang)),
    ];
    Ok(Page::of(view! {
        <ReadingPage here=paths::TERMS title=t::papers::terms_title(lang) lead=t::papers::terms_lead(lang)>
            {sections(all)}<Version/>
        </ReadingPage>
    })
    .titled(t::papers::terms_title(lang)))
}

/// Says who runs this place and how to reach them, when the operator has said so.
fn operator(ctx: &Ctx) -> Option<impl IntoView + use<>> {
    let (title, text) = (t::papers::privacy_operator_title(ctx.lang), ctx.operator.clone());
    (!text.is_empty())
        .then(|| view! { <section class="stack stack--s"><h2>{title}</h2><Prose text/></section> })
}

/// The privacy statement.
pub async fn privacy(ctx: Ctx) -> PageResult {
    let lang = use_lang();
    let all = [
        (t::papers::privacy_controller_title(lang), t::papers::privacy_controller(lang)),
        (t::papers::privacy_kept_title(lang), t::papers::privacy_kept(lang)),
        (t::papers::privacy_not_title(lang), t::papers::privacy_not(lang)),
        (t::papers::privacy_why_title(lang), t::papers::privacy_why(lang)),
        (t::papers::privacy_who_title(lang), t::papers::privacy_who(lang)),
        (t::papers::privacy_long_title(lang), t::papers::privacy_long(lang)),
        (t::papers::privacy_rights_title(lang), t::papers::privacy_rights(lang)),
        (t::papers::privacy_safe_title(lang), t::papers::privacy_safe(lang)),
        (t::papers::privacy_law_title(lang), t::papers::privacy_law(lang)),
    ];
    Ok(Page::of(view! {
        <ReadingPage here=paths::PRIVACY title=t::papers::privacy_title(lang) lead=t::papers::privacy_lead(lang)>
            {sections(all)}
            {operator(&ctx)}
            <p><a class="link link--row" href=paths::WHO_SEES_WHAT>{t::about::foot_who(lang)}</a></p>
            <Version/>
        </ReadingPage>
    }).titled(t::papers::privacy_title(lang)))
}

/// The cookie statement. The names come from the code that sets them.
pub async fn cookies(_: Ctx) -> PageResult {
    let lang = use_lang();
    let cookies = [
        (SESSION, t::papers::cookies_session_text(lang)),
        (JOINING, t::papers::cookies_joining_text(lang)),
        (HANDOVER, t::papers::cookies_handover_text(lang)),
        (LANDING, t::papers::cookies_landing_text(lang)),
        (LANGUAGE, t::papers::cookies_language_text(lang)),
        (SHARED, t::papers::cookies_shared_text(lang)),
        (LEFT, t::papers::cookies_left_text(lang)),
        (TOLD, t::papers::cookies_told_text(lang)),
        (PUSH, t::papers::cookies_push_text(lang)),
        (STAFF, t::papers::cookies_staff_text(lang)),
        (STAFF_CODES, t::papers::cookies_staff_codes_text(lang)),
        (STAFF_LINK, t::papers::cookies_staff_link_text(lang)),
    ]
    .map(|(name, text)| view! { <div><dt translate="no">{name}</dt><dd>{text}</dd></div> });
    let others = [
        (t::papers::cookies_draft_title(lang), t::papers::cookies_draft(lang)),
        (t::papers::cookies_off_title(lang), t::papers::cookies_off(lang)),
    ];
    Ok(Page::of(view! {
        <ReadingPage here=paths::COOKIES title=t::papers::cookies_title(lang) lead=t::papers::cookies_lead(lang)>
            <dl class="card terms">{cookies.into_iter().collect::<Vec<_>>()}</dl>
            {sections(others)}<Version/>
        </ReadingPage>
    }).titled(t::papers::cookies_title(lang)))
}
