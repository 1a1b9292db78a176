//! The way back, the way out, the way up: top bar and main menu of a member.

use crate::kit::drawing::{fragment, use_lang};
use crate::kit::paths;
use crate::kit::ui::public::LanguageButton;
use crate::kit::ui::{Ding, Glyph, Icon};
use crate::t;
use leptos::prelude::*;

/// The ground on which a bar lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// The page.
    #[default]
    Plain,
    /// A poster: needs `data-t` around it.
    Theme,
    /// The dark green stage.
    Stage,
}

/// Leaves at once: one tap, no question. Without JavaScript a link to a page that says nothing of us; the small script
/// of the shell also takes this page out of the history.
#[component]
pub fn QuickExit() -> impl IntoView {
    view! { <a class="quick-exit" href=paths::LEAVE rel="noreferrer">{t::ui::leave(use_lang())}</a> }
}

/// The bar of a page of the menu, or of one that leads back to the feed: the same for everybody.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct UsualBar {
    to_feed: bool,
    tone: Tone,
}

/// The menu of whoever has nothing new: the same for everybody.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct QuietMenu(Option<MenuItem>);

/// The bar on top: the way back or the mark, `Hulp`, `Snel weg`. On every page of a member, in the same place.
#[component]
pub fn TopBar(
    /// The page to which the arrow leads; without it the mark stands there.
    #[prop(into, optional)]
    back: Option<String>,
    /// A heading in the bar, for pages that are an item of the menu.
    #[prop(into, optional)]
    title: Option<String>,
    /// The ground it stands on.
    #[prop(optional)]
    tone: Tone,
    /// False on the help page only, which leaves out `Hulp`.
    #[prop(default = true)]
    help: bool,
    /// The page to which the mark leads.
    #[prop(default = paths::THREADS)]
    home: &'static str,
    /// The path of a public page, which can be read in the other language.
    #[prop(optional)]
    public: Option<&'static str>,
) -> impl IntoView {
    let to_feed = back.as_deref() == Some(paths::THREADS);
    let usual =
        title.is_none() && (back.is_none() || to_feed) && help && home == paths::THREADS && public.is_none();
    let render = || bar(back, title, tone, (help, public), home);
    if usual { fragment(UsualBar { to_feed, tone }, render) } else { render() }
}

fn bar(
    back: Option<String>,
    title: Option<String>,
    tone: Tone,
    (help, public): (bool, Option<&'static str>),
    home: &'static str,
) -> AnyView {
    let lang = use_lang();
    let class = match tone {
        Tone::Plain => "bar",
        Tone::Theme => "bar bar--on",
        Tone::Stage => "bar bar--stage",
    };
    let start = match (back, title) {
        (Some(back), title) => view! {
            <a class="bar-btn bar-btn--i" href=back aria-label=t::ui::back(lang)><Icon glyph=Glyph::ArrowLeft/></a>
            {title.map(|title| view! { <h1 class="brand">{title}</h1> })}
        }
        .into_any(),
        (None, Some(title)) => view! { <h1 class="brand">{title}</h1> }.into_any(),
        // Where somebody joins, the mark says whose it is.
        (None, None) if tone == Tone::Stage => {
            view! { <a class="brand" href=home><Ding/>"Health-Thing"</a> }.into_any()
        }
        (None, None) => {
            view! { <a class="brand" href=home aria-label=t::ui::home(lang)><Ding/></a> }.into_any()
        }
    };
    let help = help.then(|| {
        view! { <a class="bar-btn" href=paths::HELP><Icon glyph=Glyph::Lifebuoy/>{t::ui::help(lang)}</a> }
    });
    let language = public.map(|here| view! { <LanguageButton back=here.to_owned()/> });
    view! { <header class=class>{start}<span class="end"></span>{language}{help}<QuickExit/></header> }
        .into_any()
}

/// An item of the main menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MenuItem {
    /// The feed.
    Home,
    /// The themes.
    Discover,
    /// Sharing a challenge.
    Share,
    /// The page about who sees what.
    Privacy,
    /// The member's own page.
    Me,
}

/// The main menu: at the bottom of a phone, a rail at the left of a desktop.
#[component]
pub fn Nav(
    /// The item of the menu to which this page belongs.
    #[prop(default = None)]
    current: Option<MenuItem>,
    /// The number of own threads with something new: `ctx.news`.
    news: u32,
) -> impl IntoView {
    match news {
        0 => fragment(QuietMenu(current), || menu(current, 0)),
        // Only who has something new gets a menu of their own.
        _ => menu(current, news),
    }
}

fn menu(current: Option<MenuItem>, number: u32) -> AnyView {
    let lang = use_lang();
    let here = |item| (current == Some(item)).then_some("page");
    let icon = |item, still, active| if current == Some(item) { active } else { still };
    let link = |item, href: &'static str, still, active, word: &'static str| {
        view! { <a href=href aria-current=here(item)><Icon glyph=icon(item, still, active)/>{word}</a> }
    };
    // How much is new; said in words to who hears the page.
    let badge = (number > 0).then(|| {
        let more = view! { <span class="vh">{t::ui::news(lang)}</span> };
        view! { " "<b class="badge">{number.min(99)}{more}</b> }
    });
    view! {
        <nav class="nav" aria-label=t::ui::main_menu(lang)>
            {link(MenuItem::Home, paths::THREADS, Glyph::HouseSimple, Glyph::HouseSimpleFill, t::ui::menu_home(lang))}
            {link(MenuItem::Discover, paths::THEMES, Glyph::Compass, Glyph::CompassFill, t::ui::menu_discover(lang))}
            <a class="nav-make" href=paths::NEW_THREAD aria-current=here(MenuItem::Share)>
                <span><Icon glyph=Glyph::Plus/></span>{t::ui::menu_share(lang)}
            </a>
            {link(MenuItem::Privacy, paths::WHO_SEES_WHAT, Glyph::ShieldCheck, Glyph::ShieldCheckFill, t::ui::menu_privacy(lang))}
            <a href=paths::ACCOUNT aria-current=here(MenuItem::Me)>
                <Icon glyph=icon(MenuItem::Me, Glyph::UserCircle, Glyph::UserCircleFill)/>{t::ui::menu_me(lang)}{badge}
            </a>
        </nav>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_out_and_the_way_up_are_on_every_bar() {
        for html in [
            view! { <TopBar/> }.to_html(),
            view! { <TopBar back="/threads" tone=Tone::Theme/> }.to_html(),
            view! { <TopBar title="Ik"/> }.to_html(),
        ] {
            assert!(html.contains(r#"href="/leave""#) && html.contains(r#"href="/help""#), "{html}");
        }
    }

    #[test]
    fn the_menu_marks_one_place() {
        let html = view! { <Nav current=Some(MenuItem::Me) news=0/> }.to_html();
        assert_eq!(html.matches("aria-current").count(), 1, "{html}");
        assert!(html.contains(r#"href="/account" aria-current="page""#), "{html}");
    }
}
