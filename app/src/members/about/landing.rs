//! The first page a visitor sees: you are not the only one.

use crate::kit::ctx::Ctx;
use crate::kit::drawing::use_lang;
use crate::kit::page::{Page, PageResult};
use crate::kit::paths;
use crate::kit::session::parting::Parting;
use crate::kit::ui::{Crowd, Glyph, Icon, Notice, NoticeKind, Poster, PublicBar, PublicFoot};
use crate::members::about::parts::theme;
use crate::members::about::sections::{Contact, How, Partners, Safe, Story, Wall, WhoAnswers};
use crate::t;
use domain::names::face;
use domain::themes::Colour;
use leptos::prelude::*;

/// The landing page.
pub async fn landing(ctx: Ctx) -> PageResult {
    let experts = experts(&ctx).await;
    Ok(Page::of(view! {
        <a class="skip" href="#main">{t::ui::skip(use_lang())}</a>
        <PublicBar here=paths::HOME experts/>
        <main id="main">
            {gone(&ctx)}
            <Hero experts/>
            <Story/>
            <How experts/>
            <Wall/>
            <Safe/>
            {experts.then(|| view! { <WhoAnswers/> })}
            <Partners/>
            <Contact operator=ctx.operator.clone()/>
        </main>
        <PublicFoot here=paths::HOME/>
    }))
}

/// Tells whether there are experts who answer: without them the page promises none. A store that does not answer is no reason to
/// have no first page.
async fn experts(ctx: &Ctx) -> bool {
    let look = async { ctx.store.community.read().await?.experts().any().await };
    look.await.unwrap_or_default()
}

/// Somebody just deleted the account: said once, before anything else.
fn gone(ctx: &Ctx) -> Option<impl IntoView + use<>> {
    let lang = ctx.lang;
    let text = match Parting::take(ctx)? {
        Parting::Removed => t::people::removed_text(lang),
        Parting::RemovedAll => t::people::removed_all_text(lang),
        Parting::Out | Parting::Everywhere => return None,
    };
    Some(view! {
        <div class="page"><Notice kind=NoticeKind::Done title=t::people::removed_title(lang)><p>{text}</p></Notice></div>
    })
}

/// One sentence, one thing to do, and a crowd that says the same.
#[component]
fn Hero(experts: bool) -> impl IntoView {
    let lang = use_lang();
    let lead = if experts { t::about::hero_lead(lang) } else { t::about::hero_lead_alone(lang) };
    let ticks =
        [t::about::hero_tick_name(lang), t::about::hero_tick_email(lang), t::about::hero_tick_free(lang)]
            .map(|word| view! { <li><Icon glyph=Glyph::Check/>{word}</li> });
    view! {
        <section class="stage hero">
            <div class="hero-in">
                <div class="hero-txt">
                    <h1>{t::about::hero_title(lang)}</h1>
                    <p class="lead">{lead}</p>
                    <div class="row row--wrap">
                        <a class="btn btn--pop btn--l" href=paths::JOIN>{t::about::hero_join(lang)}</a>
                        <a class="btn btn--onstage btn--l" href="#how">{t::about::hero_look(lang)}</a>
                        <a class="btn btn--onstage btn--l narrow-only" href=paths::SIGN_IN>{t::about::sign_in(lang)}</a>
                    </div>
                    <ul class="ticks">{ticks.into_iter().collect::<Vec<_>>()}</ul>
                </div>
                <div class="hero-cards" aria-hidden="true">
                    <div class="hc hc1">
                        <Poster face=face(&[0x0b; 16]) details=t::about::hero_card_starter(lang) title=t::about::hero_card_2(lang)
                            theme=theme("death-of-a-client") colour=Colour::Hemel/>
                    </div>
                    <div class="hc hc2">
                        <Poster face=face(&[0x10; 16]) details=t::about::hero_card_student(lang) title=t::about::hero_card_1(lang)
                            theme=theme("placement-guidance") colour=Colour::Zon/>
                    </div>
                </div>
            </div>
            <Crowd/>
        </section>
    }
}
