//! Ways in as their owner knows them.

use crate::kit::ctx::Member;
use crate::kit::paths;
use crate::kit::session::short;
use crate::kit::ui::*;
use crate::t;
use domain::people::Lang;
use domain::secrets::WayIn;
use leptos::prelude::*;
use store::WayInRow;

/// Opens what is sealed about each. A row that `me` cannot open is not theirs.
pub(super) fn known<'a>(me: &'a Member, rows: &'a [WayInRow]) -> impl Iterator<Item = (&'a WayInRow, WayIn)> {
    rows.iter().filter_map(|row| Some((row, me.root.open_way_in(&row.lookup, &row.about)?)))
}

/// The second key among them.
pub(super) fn second_key<'a>(me: &'a Member, rows: &'a [WayInRow]) -> Option<&'a WayInRow> {
    known(me, rows).find(|(_, way)| *way == WayIn::SecondKey).map(|(row, _)| row)
}

/// The words for one: what it is called, and what it is.
pub(super) fn words(lang: Lang, way: &WayIn) -> (String, &'static str, Glyph) {
    match way {
        WayIn::Passkey { name, .. } => {
            (name.as_str().to_owned(), t::ways_in::passkey(lang), Glyph::DeviceMobile)
        }
        WayIn::SecondKey => {
            (t::ways_in::second_key(lang).to_owned(), t::ways_in::second_key_row(lang), Glyph::Printer)
        }
    }
}

/// One way in as a row, with the way to remove it.
pub(super) fn way_row(lang: Lang, row: &WayInRow, way: &WayIn) -> AnyView {
    let (title, what, glyph) = words(lang, way);
    let said = t::ways_in::remove_named(lang, &title);
    view! {
        <li class="row">
            <span class="step"><Icon glyph/></span>
            <span class="grow"><b>{title}</b><small>{what}</small></span>
            <a class="btn btn--soft btn--s" href=paths::remove_way_in(&short(&row.lookup)) aria-label=said>{t::ways_in::remove(lang)}</a>
        </li>
    }
    .into_any()
}
