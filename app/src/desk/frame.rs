//! The frame around a page of staff: the rail by what somebody may do, and up to three panes: a list, the work, what belongs to it.
//!
//! The work is the document itself, so that keys, printing and the way back of the browser do with it what they do with any page;
//! rail, list and context stand beside it and scroll on their own. A phone shows one pane, and the rail as a bar below.

use crate::desk::Desk;
use crate::islands::staff::{self as islands, KeyWords, Palette, PaletteWords, Shortcuts, SplitPane, Toasts};
use crate::kit::drawing::use_lang;
use crate::kit::paths;
use crate::kit::ui::{Ding, Glyph, Icon, initials};
use crate::t;
use domain::ids::PhotoId;
use domain::people::Lang;
use domain::photos::PhotoSize;
use domain::staff::Right;
use leptos::prelude::*;

/// An item of the rail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    /// What waits for whoever is there.
    Home,
    /// Posts that wait for a moderator.
    Held,
    /// Running the place; a page of it is the current one.
    Admin(Admin),
    /// What staff see, and what nobody does.
    Seen,
    /// The own account.
    Account,
}

/// A page of running the place: an item of the navigation beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Admin {
    /// How the installation is.
    System,
    /// Staff and their roles.
    Team,
    /// Groups that join with one code.
    Cohorts,
    /// Employers and schools.
    Organisations,
    /// What staff did.
    Log,
}

impl Admin {
    /// All of them, in their order.
    pub const ALL: [Self; 5] = [Self::System, Self::Team, Self::Cohorts, Self::Organisations, Self::Log];

    /// The right that leads to it.
    pub const fn right(self) -> Right {
        match self {
            Self::System => Right::ReadSystem,
            Self::Team => Right::ManageStaff,
            Self::Cohorts => Right::ManageCohorts,
            Self::Organisations => Right::ManageOrganisations,
            Self::Log => Right::ReadLog,
        }
    }

    /// Its address.
    pub const fn path(self) -> &'static str {
        match self {
            Self::System => paths::STAFF_SYSTEM,
            Self::Team => paths::STAFF_TEAM,
            Self::Cohorts => paths::STAFF_COHORTS,
            Self::Organisations => paths::STAFF_ORGANISATIONS,
            Self::Log => paths::STAFF_LOG,
        }
    }

    /// Its name.
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::System => t::staff::system(lang),
            Self::Team => t::staff::team(lang),
            Self::Cohorts => t::staff::cohorts(lang),
            Self::Organisations => t::staff::organisations(lang),
            Self::Log => t::staff::log(lang),
        }
    }

    /// Its icon.
    pub const fn glyph(self) -> Glyph {
        match self {
            Self::System => Glyph::Pulse,
            Self::Team => Glyph::UsersThree,
            Self::Cohorts => Glyph::Ticket,
            Self::Organisations => Glyph::Buildings,
            Self::Log => Glyph::ListChecks,
        }
    }
}

/// A pane: which one a phone shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The list.
    List,
    /// The work.
    #[default]
    Work,
}

/// A page to which the rail leads: the item and its words, its address, its icon and that of the current one.
pub(super) struct RailPlace {
    pub item: Item,
    pub words: &'static str,
    pub href: &'static str,
    glyphs: [Glyph; 2],
    /// The number that waits there.
    pub waits: i64,
}

/// The pages of staff that this person may see, in the order of the rail.
pub(super) fn places(desk: &Desk, lang: Lang) -> Vec<RailPlace> {
    let place = |item, words, href, glyphs| RailPlace { item, words, href, glyphs, waits: 0 };
    let mut places = vec![place(
        Item::Home,
        t::staff::home(lang),
        paths::STAFF,
        [Glyph::HouseSimple, Glyph::HouseSimpleFill],
    )];
    if desk.me.may(Right::Moderate) {
        let glyphs = [Glyph::ShieldCheck, Glyph::ShieldCheckFill];
        places.push(RailPlace {
            waits: desk.held,
            ..place(Item::Held, t::staff::held(lang), paths::STAFF_HELD, glyphs)
        });
    }
    if let Some(first) = Admin::ALL.into_iter().find(|page| desk.me.may(page.right())) {
        places.push(place(Item::Admin(first), t::staff::admin(lang), first.path(), [Glyph::Gear; 2]));
    }
    places.push(place(
        Item::Seen,
        t::staff::seen(lang),
        paths::STAFF_WHO_SEES_WHAT,
        [Glyph::Eye, Glyph::EyeFill],
    ));
    places
}

impl Item {
    /// Tells whether this is the item of the rail for that page.
    fn is(self, other: Self) -> bool {
        self == other || matches!((self, other), (Self::Admin(_), Self::Admin(_)))
    }
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

/// The rail: a place per thing that somebody may do, and at its end themselves.
fn rail(desk: &Desk, item: Item, lang: Lang) -> AnyView {
    let here = |place: Item| place.is(item).then_some("page");
    let places: Vec<_> = places(desk, lang)
        .into_iter()
        .map(|place| {
            let glyph = place.glyphs[usize::from(place.item.is(item))];
            view! { <a href=place.href aria-current=here(place.item)><Icon glyph/>{place.words}{badge(place.item, place.waits, lang)}</a> }
        })
        .collect();
    view! {
        <nav class="rail" aria-label=t::staff::rail(lang)>
            <Ding/>
            {places}
            <span class="rail-end"></span>
            {palette(desk, lang)}
            <a href=paths::STAFF_ACCOUNT aria-current=here(Item::Account)>
                {colleague(&desk.me.name, desk.photo)}{t::staff::me(lang)}
            </a>
        </nav>
    }
    .into_any()
}

/// The palette with its button: every page that somebody may see.
fn palette(desk: &Desk, lang: Lang) -> AnyView {
    let place =
        |words: &str, href: &str| islands::PalettePage { words: words.to_owned(), href: href.to_owned() };
    let admin = Admin::ALL.into_iter().filter(|page| desk.me.may(page.right()));
    let mut pages: Vec<_> = places(desk, lang)
        .into_iter()
        .filter(|one| !matches!(one.item, Item::Admin(_)))
        .map(|one| place(one.words, one.href))
        .collect();
    pages.extend(admin.map(|page| place(page.words(lang), page.path())));
    pages.push(place(t::staff::account(lang), paths::STAFF_ACCOUNT));
    let people = desk.me.may(Right::ManageStaff).then(|| format!("/api/{}", super::api::FIND));
    let said = PaletteWords {
        open: t::staff::find_short(lang).to_owned(),
        ask: t::staff::find(lang).to_owned(),
        page: t::staff::page(lang).to_owned(),
        action: t::staff::action(lang).to_owned(),
        nothing: t::staff::nothing_found(lang).to_owned(),
    };
    view! { <Palette pages people said><Icon glyph=Glyph::MagnifyingGlass/></Palette> }.into_any()
}

/// The photo of a colleague, or their initials. The name stands beside it.
pub fn colleague(name: &str, photo: Option<PhotoId>) -> AnyView {
    match photo {
        Some(photo) => {
            let src = paths::staff_photo(photo, PhotoSize::Small);
            view! { <img class="initials" src=src width="32" height="32" alt=""/> }.into_any()
        }
        None => view! { <span class="initials" aria-hidden="true">{initials(name)}</span> }.into_any(),
    }
}

/// A number that waits; said in words to who hears the page. It has a place also while nothing waits, where the island `LiveQueue` puts a
/// new one.
fn badge(item: Item, waits: i64, lang: Lang) -> Option<AnyView> {
    let number = (waits > 0).then(|| {
        let number = if waits > 99 { "99+".to_owned() } else { waits.to_string() };
        view! { " "<b class="count">{number}<span class="vh">" "{t::staff::waits(lang, waits)}</span></b> }
    });
    (item == Item::Held).then(|| view! { <span id="held-waits">{number}</span> }.into_any())
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
    use crate::kit::who::Staff;
    use domain::ids::StaffId;
    use domain::staff::{Roles, StaffRole};
    use std::sync::Arc;

    fn desk(roles: &[StaffRole], name: &str) -> Desk {
        let me = Staff {
            id: StaffId::from_bytes([1; 16]),
            name: name.to_owned(),
            function: "moderator".to_owned(),
            roles: roles.iter().copied().collect::<Roles>(),
            organisation: None,
            session: [0; 32],
            proved: 0,
        };
        Desk { me: Arc::new(me), held: 4, photo: None }
    }

    fn framed(desk: Desk, item: Item) -> String {
        as_a_page(|| view! { <StaffFrame desk item title="Titel">"werk"</StaffFrame> }.to_html())
    }

    #[test]
    fn the_rail_holds_what_somebody_may_and_nothing_else() {
        for (roles, items) in [
            (vec![StaffRole::Expert], vec!["Start", "Wat jij ziet"]),
            (vec![StaffRole::Moderator], vec!["Start", "Wachtrij", "Wat jij ziet"]),
            (vec![StaffRole::Admin], vec!["Start", "Beheer", "Wat jij ziet"]),
            (StaffRole::ALL.to_vec(), vec!["Start", "Wachtrij", "Beheer", "Wat jij ziet"]),
        ] {
            let desk = desk(&roles, "Noor");
            let words: Vec<_> = places(&desk, Lang::Nl).into_iter().map(|place| place.words).collect();
            assert_eq!(words, items, "{roles:?}");
            let html = framed(desk, Item::Home);
            assert_eq!(html.contains(paths::STAFF_HELD), items.contains(&"Wachtrij"), "{html}");
            assert_eq!(html.contains(paths::STAFF_SYSTEM), items.contains(&"Beheer"), "{html}");
        }
    }

    #[test]
    fn one_item_is_the_current_one_and_pages_of_admin_stand_beside_it() {
        let html = framed(desk(&StaffRole::ALL, "Noor"), Item::Admin(Admin::Log));
        assert_eq!(html.matches(r#"aria-current="page""#).count(), 2, "rail and beside it: {html}");
        for page in Admin::ALL {
            assert!(html.contains(&format!(r#"href="{}""#, page.path())), "{page:?}: {html}");
        }
        assert!(!html.contains("role=\"separator\""), "{html}");
        assert_eq!(html.matches("<h1").count(), 1);
    }

    #[test]
    fn what_waits_is_a_number_with_words() {
        let html = framed(desk(&[StaffRole::Moderator], "Noor"), Item::Home);
        assert!(html.contains(r#"class="count">4<span class="vh">"#), "{html}");
        let many = Desk { held: 1000, ..desk(&[StaffRole::Moderator], "Noor") };
        assert!(framed(many, Item::Held).contains(">99+<"));
        let none = Desk { held: 0, ..desk(&[StaffRole::Moderator], "Noor") };
        assert!(!framed(none, Item::Held).contains("class=\"count\""));
    }

    #[test]
    fn a_list_is_a_pane_with_a_line_that_can_be_moved_once_that_works() {
        let html = as_a_page(|| {
            view! {
            <StaffFrame desk=desk(&[StaffRole::Moderator], "Noor") item=Item::Held title="a" list=().into_any() list_name="Wachtrij"
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
                <StaffFrame desk=desk(&StaffRole::ALL, text) item=Item::Held title=text back=text list=().into_any() list_name=text>
                    ""
                </StaffFrame>
            }.to_html()
            });
            hostile::assert_harmless(&html.replace("<svg ", "<"), text);
        }
    }
}
