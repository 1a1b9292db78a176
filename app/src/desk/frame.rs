//! The frame around a page of staff: the rail by what somebody may do, and up to three panes: a list, the work, what belongs to it.
//!
//! The work is the document itself, so that keys, printing and the way back of the browser do with it what they do with any page;
//! rail, list and context stand beside it and scroll on their own. A phone shows one pane, and the rail as a bar below.

use crate::desk::Desk;
use crate::desk::rail::{Admin, Item, rail};
use crate::islands::staff::{KeyWords, Shortcuts, SplitPane, Toasts};
use crate::kit::drawing::use_lang;
use crate::kit::ui::{Glyph, Icon};
use crate::t;
use domain::people::Lang;
use leptos::prelude::*;

/// A pane: which one a phone shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The list.
    List,
    /// The work.
    #[default]
    Work,
}

/// The frame around a page of staff.
#[component]
pub fn StaffFrame(
    /// Whose desk it is.
    desk: Desk,
    /// The item to which this page belongs.
    item: Item,
    /// The heading of the page.
    #[prop(into)]
    title: String,
    /// The page to which the arrow beside the heading leads: the list to which a thing belongs.
    #[prop(into, optional)]
    back: Option<String>,
    /// Buttons and tags beside the heading.
    #[prop(optional)]
    tools: Option<AnyView>,
    /// The list beside the work, a pane of its own; its first child is a [`pane_head`].
    #[prop(optional)]
    list: Option<AnyView>,
    /// The name of the list, for who does not see it.
    #[prop(into, optional)]
    list_name: String,
    /// What belongs to the work, a pane of its own, which narrow windows do not show.
    #[prop(optional)]
    context: Option<AnyView>,
    /// The pane that a phone shows.
    #[prop(optional)]
    phone: Pane,
    /// The work.
    children: Children,
) -> impl IntoView {
    let lang = use_lang();
    let (list, list_name) = match (list, item) {
        (None, Item::Admin(page)) => (Some(beside(&desk, page, lang)), t::staff::admin(lang).to_owned()),
        (list, _) => (list, list_name),
    };
    let mut class = String::from("desk");
    for (there, one) in [
        (matches!(item, Item::Admin(_)), " desk--admin"),
        (list.is_some(), " desk--list"),
        (context.is_some(), " desk--context"),
        (phone == Pane::List, " desk--phone-list"),
    ] {
        class.push_str(if there { one } else { "" });
    }
    let back = back.map(|back| {
        view! { <a class="bar-btn bar-btn--i" href=back aria-label=t::ui::back(lang)><Icon glyph=Glyph::ArrowLeft/></a> }
    });
    let splits = list.is_some() && !matches!(item, Item::Admin(_));
    let keys = KeyWords {
        title: t::staff::keys(lang).to_owned(),
        palette: t::staff::find(lang).to_owned(),
        this: t::staff::all_keys(lang).to_owned(),
        off: t::staff::keys_off(lang).to_owned(),
        close: t::staff::close(lang).to_owned(),
    };
    view! {
        <a class="skip" href="#main">{t::ui::skip(lang)}</a>
        <div class=class>
            {rail(&desk, item, lang)}
            {list.map(|list| view! { <section class="pane pane--list" id="list" aria-label=list_name>{list}</section> })}
            <main class="work" id="main">
                {splits.then(|| separator(lang))}
                <div class="pane-head">{back}<h1 class="grow">{title}</h1>{tools}</div>
                {children()}
            </main>
            {context.map(|context| view! {
                <aside class="pane pane--context" aria-label=t::staff::context(lang) tabindex="0">{context}</aside>
            })}
        </div>
        <Shortcuts said=keys/>
        <Toasts left=t::staff::seconds_left(lang, "{number}")/>
        {splits.then(|| view! { <SplitPane/> })}
    }
    .into_any()
}

/// The line between the list and the work, which the island `SplitPane` lets somebody move; without it nothing is there to move.
fn separator(lang: Lang) -> AnyView {
    view! {
        <div class="split" role="separator" aria-orientation="vertical" aria-controls="list" aria-label=t::staff::split(lang)
            tabindex="0" hidden></div>
    }
    .into_any()
}

/// The head of a pane beside the work.
pub fn pane_head(title: &str, tools: Option<AnyView>) -> AnyView {
    view! { <div class="pane-head"><h2 class="grow">{title.to_owned()}</h2>{tools}</div> }.into_any()
}

/// The navigation beside the pages of running the place.
fn beside(desk: &Desk, page: Admin, lang: Lang) -> AnyView {
    let pages: Vec<_> = Admin::ALL
        .into_iter()
        .filter(|one| desk.me.may(one.right()))
        .map(|one| {
            let here = (one == page).then_some("page");
            view! { <li><a href=one.path() aria-current=here><Icon glyph=one.glyph()/>{one.words(lang)}</a></li> }
        })
        .collect();
    view! {
        {pane_head(t::staff::admin(lang), None)}
        <nav aria-label=t::staff::parts(lang)><ul class="subnav">{pages}</ul></nav>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::islands::tests::as_a_page;
    use crate::kit::ui::fields::hostile;
    use domain::staff::StaffRole;

    fn framed(desk: Desk, item: Item) -> String {
        as_a_page(|| view! { <StaffFrame desk item title="Titel">"werk"</StaffFrame> }.to_html())
    }

    #[test]
    fn one_item_is_the_current_one_and_pages_of_admin_stand_beside_it() {
        let html = framed(Desk::of(&StaffRole::ALL, "Noor"), Item::Admin(Admin::Log));
        assert_eq!(html.matches(r#"aria-current="page""#).count(), 2, "rail and beside it: {html}");
        for page in Admin::ALL {
            assert!(html.contains(&format!(r#"href="{}""#, page.path())), "{page:?}: {html}");
        }
        assert!(!html.contains("role=\"separator\""), "{html}");
        assert_eq!(html.matches("<h1").count(), 1);
    }

    #[test]
    fn a_list_is_a_pane_with_a_line_that_can_be_moved_once_that_works() {
        let html = as_a_page(|| {
            view! {
            <StaffFrame desk=Desk::of(&[StaffRole::Moderator], "Noor") item=Item::Held title="a" list=().into_any() list_name="Wachtrij"
                context=().into_any()>"b"</StaffFrame>
        }.to_html()
        });
        assert!(html.contains("desk--list") && html.contains("desk--context"), "{html}");
        assert!(html.contains(r#"role="separator""#) && html.contains("hidden"), "{html}");
    }

    #[test]
    fn hostile_text_stays_text() {
        for text in hostile::TEXTS {
            let html = as_a_page(|| {
                view! {
                <StaffFrame desk=Desk::of(&StaffRole::ALL, text) item=Item::Held title=text back=text list=().into_any() list_name=text>
                    ""
                </StaffFrame>
            }.to_html()
            });
            hostile::assert_harmless(&html.replace("<svg ", "<"), text);
        }
    }
}
