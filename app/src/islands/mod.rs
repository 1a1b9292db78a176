//! What moves in the browser. Every island enriches a document that already works: it finds plain forms and elements
//! by their `data-` attributes. Texts come as attributes of its element, so that no locale file is ever downloaded.
//!
//! Each file has both halves. On the server an island is a component that writes `<is-land data-component="Name">`; in the
//! browser it is the exported function of that name, which gets the element (`public/start.js` calls it). Members' islands draw
//! nothing and hold no signals, so no Leptos travels to their phones (docs/decisions/0006-islands-without-a-runtime.md).

/// The number of the sources of the islands. It stands in the code for browsers as well, where `serve` looks for it.
pub const BUILD: &str = concat!("islands-", env!("ISLANDS"));

mod alike;
mod draft;
mod join_code;
mod key_card;
mod live;
mod proof;
mod reactions;
#[cfg(feature = "staff")]
pub mod staff;
mod suggest;
mod tried;

#[cfg(feature = "ssr")]
pub use {
    alike::Alike, draft::Draft, join_code::JoinCode, key_card::KeyTools, live::Live, proof::Proof,
    reactions::Reactions, suggest::Suggest, tried::TriedMarks,
};

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::kit::ui::fields::hostile;
    use leptos::prelude::*;

    /// Every island that a page may hold, said with this text wherever it says one.
    fn all(text: &str) -> Vec<String> {
        let text = || text.to_owned();
        let puzzle = domain::pow::Puzzle::new([7; 16], 20);
        [
            view! { <Draft key=text() keep=true saved=text() offline=text()/> }.into_any(),
            view! { <Alike take=text()/> }.into_any(),
            view! { <JoinCode/> }.into_any(),
            view! { <KeyTools copied=text()/> }.into_any(),
            view! { <Live thread=text() arrived=text()/> }.into_any(),
            view! { <Proof puzzle busy=text() done=text()/> }.into_any(),
            view! { <Reactions/> }.into_any(),
            view! { <Suggest said=text()/> }.into_any(),
            view! { <TriedMarks/> }.into_any(),
        ]
        .map(|island| island.to_html())
        .into()
    }

    /// `public/start.js` calls the function by the name that stands in the page; one that is not there stays asleep in silence.
    #[test]
    fn every_island_in_a_page_has_its_function_in_the_browser() {
        let browser = [
            include_str!("../../../frontend/alike/src/lib.rs"),
            include_str!("draft.rs"),
            include_str!("join_code.rs"),
            include_str!("key_card.rs"),
            include_str!("live.rs"),
            include_str!("proof.rs"),
            include_str!("reactions.rs"),
            include_str!("suggest.rs"),
            include_str!("tried.rs"),
        ];
        for html in all("x") {
            let name = html.split('"').nth(1).expect("a name");
            assert!(html.starts_with(&format!("<is-land data-component=\"{name}\"")), "{html}");
            let exported = format!("#[wasm_bindgen(js_name = {name})]");
            assert_eq!(browser.iter().filter(|code| code.contains(&exported)).count(), 1, "{name}");
        }
    }

    /// What an island reads of its element is what the page writes there.
    #[test]
    fn what_is_said_to_an_island_arrives() {
        let draft =
            view! { <Draft key="a".to_owned() keep=true saved="b".to_owned() offline="c".to_owned()/> };
        let html = draft.to_html();
        for said in [" data-key=\"a\"", " data-keep", " data-saved=\"b\"", " data-offline=\"c\""] {
            assert!(html.contains(said), "{html}");
        }
        let quiet =
            view! { <Draft key="a".to_owned() keep=false saved=String::new() offline=String::new()/> };
        assert!(!quiet.to_html().contains("data-keep"), "nothing is kept on a shared computer");
        let puzzle = domain::pow::Puzzle::new([7; 16], 20);
        let proof = view! { <Proof puzzle busy=String::new() done=String::new()/> }.to_html();
        let said = proof.split("data-puzzle=\"").nth(1).and_then(|rest| rest.split('"').next());
        assert_eq!(said.map(str::parse), Some(Ok(puzzle)));
    }

    #[test]
    fn hostile_text_stays_text() {
        for text in hostile::TEXTS {
            all(text).iter().for_each(|html| hostile::assert_harmless(html, text));
        }
    }
}
