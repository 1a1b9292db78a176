//! Who sees what? The promise, and what it does not cover in the same size (G7).

use crate::kit::ctx::Ctx;
use crate::kit::drawing::use_lang;
use crate::kit::page::{Frame, Page, PageResult};
use crate::kit::paths;
use crate::kit::ui::{Avatar, Glyph, Icon, MenuItem, Notice, Portrait, Size};
use crate::members::about::parts::ReadingPage;
use crate::t;
use domain::names::face;
use leptos::prelude::*;

/// Shows what each role sees of a challenge, and what anonymity does not cover. One item of the main menu for members, one
/// of the public pages for everybody else.
pub async fn who_sees_what(ctx: Ctx) -> PageResult {
    let lang = use_lang();
    let (title, lead) = (t::about::who_title(lang), t::about::who_lead(lang));
    if ctx.is_member() {
        let page = view! {
            <Frame news=ctx.news item=Some(MenuItem::Privacy) title>
                <p class="lead">{lead}</p>
                <Roles/><Promise/><NotPromised/>
            </Frame>
        };
        return Ok(Page::of(page));
    }
    let page = view! { <ReadingPage here=paths::WHO_SEES_WHAT title lead><Roles/><Promise/><NotPromised/></ReadingPage> };
    Ok(Page::of(page).titled(title))
}

/// Six roles: an eye sees, a crossed eye does not.
#[component]
fn Roles() -> impl IntoView {
    let lang = use_lang();
    let role = |picture: AnyView, sees: bool, who: &'static str, what: &'static str, how: &'static str| {
        let (class, glyph, word) = if sees {
            ("seeflag", Glyph::Eye, t::about::who_sees(lang))
        } else {
            ("seeflag seeflag--no", Glyph::EyeSlash, t::about::who_sees_not(lang))
        };
        view! {
            <li>
                {picture}
                <div class="grow"><small class="xs muted">{who}</small><b>{what}</b><span class="sm muted">{how}</span></div>
                <span class=class><Icon glyph/><span class="vh">{word}</span></span>
            </li>
        }
    };
    let step = |glyph, class: &'static str| view! { <span class=class><Icon glyph/></span> }.into_any();
    let member = view! { <Avatar face=face(&[3; 16])/> }.into_any();
    let expert = view! { <Portrait size=Size::Small/> }.into_any();
    view! {
        <ul class="see card">
            {role(member, true, t::about::who_members(lang), t::about::who_members_what(lang), t::about::who_members_how(lang))}
            {role(expert, true, t::about::who_experts(lang), t::about::who_experts_what(lang), t::about::who_experts_how(lang))}
            {role(step(Glyph::ShieldCheck, "step"), true, t::about::who_moderators(lang), t::about::who_moderators_what(lang), t::about::who_moderators_how(lang))}
            {role(step(Glyph::Highlighter, "step"), true, t::about::who_researchers(lang), t::about::who_researchers_what(lang), t::about::who_researchers_how(lang))}
            {role(step(Glyph::Buildings, "step step--no"), false, t::about::who_employer(lang), t::about::who_employer_what(lang), t::about::who_employer_how(lang))}
            {role(step(Glyph::Gear, "step step--no"), false, t::about::who_admins(lang), t::about::who_admins_what(lang), t::about::who_admins_how(lang))}
        </ul>
    }
}

/// The promises, and why they can be made.
#[component]
fn Promise() -> impl IntoView {
    let lang = use_lang();
    view! {
        <section class="card promise">
            <h2>{t::about::who_promise_title(lang)}</h2>
            <p class="lead">{t::about::who_promise(lang)}</p>
        </section>
        <section class="stack stack--s">
            <h2>{t::about::who_how_title(lang)}</h2>
            <crate::kit::ui::Prose text=t::about::who_how(lang)/>
        </section>
    }
}

/// The things that we cannot prevent.
#[component]
fn NotPromised() -> impl IntoView {
    let lang = use_lang();
    let limits = [
        (t::about::who_limit_1(lang), t::about::who_limit_1_text(lang)),
        (t::about::who_limit_2(lang), t::about::who_limit_2_text(lang)),
        (t::about::who_limit_3(lang), t::about::who_limit_3_text(lang)),
        (t::about::who_limit_4(lang), t::about::who_limit_4_text(lang)),
        (t::about::who_limit_5(lang), t::about::who_limit_5_text(lang)),
        (t::about::who_limit_6(lang), t::about::who_limit_6_text(lang)),
        (t::about::who_limit_7(lang), t::about::who_limit_7_text(lang)),
    ]
    .map(|(title, text)| view! { <li><h3>{title}</h3><p>{text}</p></li> });
    view! {
        <section class="card limits" id="limits">
            <h2>{t::about::who_limits_title(lang)}</h2>
            <p class="lead">{t::about::who_limits_lead(lang)}</p>
            <ol>{limits.into_iter().collect::<Vec<_>>()}</ol>
        </section>
        <Notice title=t::about::who_danger_title(lang)>
            <p>{t::about::who_danger(lang)}" "<a class="link" href=paths::HELP>{t::about::who_to_help(lang)}</a></p>
        </Notice>
        <section class="stack stack--s">
            <h2>{t::about::who_law_title(lang)}</h2>
            <p>{t::about::who_law(lang)}</p>
            <p><a class="link link--row" href=paths::PRIVACY>{t::about::who_more(lang)}</a></p>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// G7: what anonymity does not cover stands in the product, in words, next to the promise.
    #[test]
    fn the_limits_stand_next_to_the_promise() {
        let html = Owner::new().with(|| view! { <Roles/><Promise/><NotPromised/> }.to_html());
        for words in [
            "Wat je schrijft, kan je verraden",
            "100.000 mensen",
            "draaiende programma",
            "netwerk",
            "kleine groep",
            "de laatste minuut",
        ] {
            assert!(html.contains(words), "{words}");
        }
        assert!(!html.contains("100% anoniem"));
    }
}
