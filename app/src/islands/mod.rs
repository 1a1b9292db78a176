//! What moves in the browser: Leptos' islands. Each enriches a document that already works: it finds plain forms and elements by
//! their `data-` attributes and draws nothing itself. Texts come as props, so that no locale file is ever downloaded.
//!
//! What an island asks of a browser is declared in `frontend/dom`; docs/decisions/0011-islands-of-leptos.md says what it costs.

/// The number of the sources of the islands. It stands in the code for browsers as well, where `serve` looks for it.
pub const BUILD: &str = concat!("islands-", env!("ISLANDS"));

/// The header of a page that an island asks for by itself. Nobody has to be there for it, so it keeps no session awake (S19).
pub const UNASKED: &str = "x-unasked";

mod alike;
mod draft;
mod key_card;
mod link_code;
mod live;
mod outbox;
mod proof;
mod reactions;
#[cfg(any(feature = "ssr", feature = "staff"))]
pub mod staff;
mod suggest;
mod tried;

pub use {
    alike::Alike, draft::Draft, key_card::KeyTools, link_code::LinkCode, live::Live, proof::Proof,
    reactions::Reactions, suggest::Suggest, tried::TriedMarks,
};

/// Does what an island does when it wakes up in a browser; on the server nothing.
fn wake(work: impl FnOnce()) {
    if cfg!(feature = "hydrate") {
        work();
    }
}

#[cfg(all(test, feature = "ssr"))]
pub(crate) mod tests {
    use super::staff::{
        CodeTimer, KeyWords, LiveQueue, Palette, PalettePage, PaletteWords, Shortcuts, SplitPane, Toasts,
    };
    use super::*;
    use crate::kit::ui::fields::hostile;
    use hydration_context::SsrSharedContext;
    use leptos::prelude::*;
    use std::sync::Arc;

    /// Every island that a page may hold, said with this text wherever it says one.
    fn all(text: &str) -> Vec<String> {
        let text = || text.to_owned();
        let puzzle = domain::pow::Puzzle::new([7; 16], 20);
        [
            view! { <Draft saved=text() waits=text() not_kept=text() needs_line=text()/> }.into_any(),
            view! { <Alike entry=Some(text())/> }.into_any(),
            view! { <LinkCode/> }.into_any(),
            view! { <KeyTools copied=text()/> }.into_any(),
            view! { <Live arrived=text() arrived_more=text()/> }.into_any(),
            view! { <Proof puzzle busy=text() done=text()/> }.into_any(),
            view! { <Reactions/> }.into_any(),
            view! { <Suggest said=text()/> }.into_any(),
            view! { <TriedMarks/> }.into_any(),
        ]
        .map(|island| island.to_html())
        .into()
    }

    /// Each island of staff, whose islands draw what is in them.
    fn all_of_staff(text: &str) -> String {
        let text = || text.to_owned();
        let keys = || KeyWords { title: text(), palette: text(), this: text(), off: text(), close: text() };
        let pages = || vec![PalettePage { words: text(), href: text() }];
        let said =
            || PaletteWords { open: text(), ask: text(), page: text(), action: text(), nothing: text() };
        let inside = text();
        as_a_page(|| {
            view! {
                <Shortcuts said=keys()/>
                <Palette pages=pages() people=Some(text()) said=said()>{inside}</Palette>
                <SplitPane/>
                <Toasts left=text()/>
                <LiveQueue changed=text()/>
                <CodeTimer lasts=30 left=text()/>
            }
            .to_html()
        })
    }

    /// Draws with an owner as `app/src/kit/request.rs` makes one for a page: an island with children asks it.
    #[expect(clippy::disallowed_methods, reason = "an owner as app/src/kit/request.rs makes one for a page")]
    pub(crate) fn as_a_page(draw: impl FnOnce() -> String) -> String {
        Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands()))).with(draw)
    }

    #[test]
    fn hostile_text_stays_text() {
        for text in hostile::TEXTS {
            all(text).iter().for_each(|html| hostile::assert_harmless(html, text));
            hostile::assert_harmless(&all_of_staff(text), text);
        }
    }

    #[test]
    fn no_island_writes_a_style_into_its_html() {
        let html = all_of_staff("x");
        assert!(!html.contains("style="), "{html}");
        assert_eq!(html.matches("<leptos-island").count(), 6, "{html}");
    }
}
