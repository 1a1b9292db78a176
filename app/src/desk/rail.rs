//! The rail: the pages that somebody may see, what waits there, and the palette over all of them.

use crate::desk::Desk;
use crate::islands::staff::{self as islands, Palette, PaletteWords};
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

/// A page to which the rail leads: the item and its words, its address, its icon and that of the current one.
struct RailPlace {
    item: Item,
    words: &'static str,
    href: &'static str,
    glyphs: [Glyph; 2],
    /// The number that waits there.
    waits: i64,
}

/// The pages of staff that this person may see, in the order of the rail.
fn places(desk: &Desk, lang: Lang) -> Vec<RailPlace> {
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

/// The rail: a place per thing that somebody may do, and at its end themselves.
pub(super) fn rail(desk: &Desk, item: Item, lang: Lang) -> AnyView {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::islands::tests::as_a_page;
    use domain::staff::StaffRole;

    fn drawn(desk: &Desk, item: Item) -> String {
        as_a_page(|| rail(desk, item, Lang::Nl).to_html())
    }

    #[test]
    fn the_rail_holds_what_somebody_may_and_nothing_else() {
        for (roles, items) in [
            (vec![StaffRole::Expert], vec!["Start", "Wat jij ziet"]),
            (vec![StaffRole::Moderator], vec!["Start", "Wachtrij", "Wat jij ziet"]),
            (vec![StaffRole::Admin], vec!["Start", "Beheer", "Wat jij ziet"]),
            (StaffRole::ALL.to_vec(), vec!["Start", "Wachtrij", "Beheer", "Wat jij ziet"]),
        ] {
            let desk = Desk::of(&roles, "Noor");
            let words: Vec<_> = places(&desk, Lang::Nl).into_iter().map(|place| place.words).collect();
            assert_eq!(words, items, "{roles:?}");
            let html = drawn(&desk, Item::Home);
            assert_eq!(html.contains(paths::STAFF_HELD), items.contains(&"Wachtrij"), "{html}");
            assert_eq!(html.contains(paths::STAFF_SYSTEM), items.contains(&"Beheer"), "{html}");
        }
    }

    #[test]
    fn what_waits_is_a_number_with_words() {
        let html = drawn(&Desk::of(&[StaffRole::Moderator], "Noor"), Item::Home);
        assert!(html.contains(r#"class="count">4<span class="vh">"#), "{html}");
        let many = Desk { held: 1000, ..Desk::of(&[StaffRole::Moderator], "Noor") };
        assert!(drawn(&many, Item::Held).contains(">99+<"));
        let none = Desk { held: 0, ..Desk::of(&[StaffRole::Moderator], "Noor") };
        assert!(!drawn(&none, Item::Held).contains("class=\"count\""));
    }
}
