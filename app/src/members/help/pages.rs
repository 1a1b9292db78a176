//! The help page. It works for visitors and members alike, and asks nothing.

use crate::kit::ctx::Ctx;
use crate::kit::drawing::use_lang;
use crate::kit::page::{Page, PageResult};
use crate::kit::paths;
use crate::kit::ui::{Glyph, Icon, QuickExit, TopBar};
use crate::t;
use domain::themes::{Checked, HELP_LINES, HelpLine};
use leptos::prelude::*;

/// The lines that stand on top, in words of their own.
const FIRST: [&str; 3] = ["113", "112", "luisterlijn"];

/// Help lines, the most urgent first.
pub async fn help(ctx: Ctx) -> PageResult {
    // Members go back to the feed, visitors to the first page.
    let back = if ctx.is_member() { paths::THREADS } else { paths::HOME };
    let lang = use_lang();
    let rest = || HELP_LINES.iter().filter(|line| !FIRST.contains(&line.slug));
    let more: Vec<_> = rest().filter(|line| line.checked != Checked::Local).map(line).collect();
    let local: Vec<_> = rest()
        .filter(|line| line.checked == Checked::Local)
        .map(|line| view! { <li>{line.label(lang)}</li> })
        .collect();
    Ok(Page::of(view! {
        <a class="skip" href="#main">{t::ui::skip(lang)}</a>
        <div class="app help">
            <TopBar back help=false public=paths::HELP/>
            <main class="page" id="main">
                <div class="stack stack--s"><h1>{t::help::title(lang)}</h1><p>{t::help::lead(lang)}</p></div>
                <Urgent/>
                <section class="stack stack--s" aria-labelledby="more">
                    <h2 id="more">{t::help::more(lang)}</h2>
                    <ul class="stack stack--s">{more}</ul>
                </section>
                <section class="stack stack--s" aria-labelledby="near">
                    <h2 id="near">{t::help::near(lang)}</h2>
                    <p>{t::help::near_text(lang)}</p>
                    <div class="prose"><ul>{local}</ul></div>
                </section>
                <p>{t::help::anonymous(lang)}</p>
            </main>
            <svg class="horizon" viewBox="0 0 1600 120" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
                <circle class="hz-s" cx="896" cy="66" r="42"></circle>
                <path class="hz-1" d="M0 84c60-22 100-22 160 0s100 22 160 0 100-22 160 0 100 22 160 0 100-22 160 0 100 22 160 0 100-22 160 0 100 22 160 0 100-22 160 0 100 22 160 0v60H0z"></path>
                <path class="hz-2" d="M0 106c60-18 100-18 160 0s100 18 160 0 100-18 160 0 100 18 160 0 100-18 160 0 100 18 160 0 100-18 160 0 100 18 160 0 100-18 160 0 100 18 160 0v40H0z"></path>
            </svg>
        </div>
    }))
}

/// The page that a phone shows when it has no connection: kept by the service worker, so it is the same for everybody.
/// Its address is that of the page that was asked for, so an empty link asks for that again.
pub async fn offline(_: Ctx) -> PageResult {
    let lang = use_lang();
    Ok(Page::of(view! {
        <a class="skip" href="#main">{t::ui::skip(lang)}</a>
        <div class="app help">
            <header class="bar"><span class="end"></span><QuickExit/></header>
            <main class="page" id="main">
                <div class="stack stack--s">
                    <h1>{t::phone::offline_title(lang)}</h1>
                    <p>{t::phone::offline_text(lang)}</p>
                </div>
                <a class="btn btn--primary btn--block" href="">{t::phone::try_again(lang)}</a>
                <section class="stack stack--s" aria-labelledby="call">
                    <h2 id="call">{t::phone::offline_help(lang)}</h2>
                    <Urgent/>
                </section>
            </main>
        </div>
    }))
}

/// The three lines that stand on top, and the chat of the first.
#[component]
fn Urgent() -> impl IntoView {
    let lang = use_lang();
    let hours = HelpLine::from_slug("luisterlijn").map_or("", |line| line.hours(lang));
    let row = |class: &'static str,
               href: &'static str,
               glyph,
               title: &'static str,
               text: &'static str,
               number: &'static str| {
        view! {
            <li>
                <a class=class href=href rel="noreferrer">
                    <span class="ico"><Icon glyph/></span>
                    <span class="grow"><b>{title}</b><small>{text}</small></span>
                    <span class="num">{number}</span>
                </a>
            </li>
        }
    };
    view! {
        <ul class="stack stack--s" aria-label=t::help::talk(lang)>
            {row("line line--first", "tel:113", Glyph::PhoneFill, t::help::suicide(lang), t::help::suicide_text(lang), "113")}
            {row("line", "tel:112", Glyph::FirstAidFill, t::help::danger(lang), t::help::danger_text(lang), "112")}
            {row("line", "https://www.113.nl", Glyph::ChatCircleDotsFill, t::help::chat(lang), t::help::chat_text(lang), "113.nl")}
            <li>
                <a class="line" href="tel:0880767000">
                    <span class="ico"><Icon glyph=Glyph::EarFill/></span>
                    <span class="grow">
                        <b>{t::help::listen(lang)}</b>
                        <small>{t::help::listen_text(lang, hours)}</small>
                        <span class="num">"088 0767 000"</span>
                    </span>
                </a>
            </li>
        </ul>
    }
}

/// One help line with its hours and its source.
fn line(line: &'static HelpLine) -> AnyView {
    let lang = use_lang();
    let (href, shown) = match (line.tel, line.web) {
        (Some(tel), _) => (format!("tel:{tel}"), line.number.unwrap_or_default()),
        (None, Some(web)) => (format!("https://{web}"), web),
        (None, None) => return ().into_any(),
    };
    let note = t::help::source(lang, line.source);
    let hours = (!line.hours(lang).is_empty()).then(|| view! { <small>{line.hours(lang)}</small> });
    view! {
        <li>
            <a class="line" href=href rel="noreferrer">
                <span class="ico"><Icon glyph=Glyph::PhoneFill/></span>
                <span class="grow"><b>{line.label(lang)}</b><span class="num">{shown}</span>{hours}<small>{note}</small></span>
            </a>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_that_can_be_reached_stands_on_the_page() {
        let html = Owner::new().with(|| view! { <Urgent/> }.to_html());
        for slug in FIRST {
            let tel = HelpLine::from_slug(slug).and_then(|line| line.tel).expect("a number");
            assert!(html.contains(&format!("tel:{tel}\"")), "{slug}");
        }
        for known in HELP_LINES.iter().filter(|line| !FIRST.contains(&line.slug)) {
            let html = Owner::new().with(|| line(known).to_html());
            assert_eq!(html.contains("href"), known.checked != Checked::Local, "{}", known.slug);
        }
    }
}
