//! Challenges that are like the one being written, while it is being written.

/// After a pause, sends the telling words of the form (no sentence, no name, no number: `domain::search::distinctive`) and
/// puts what is like it into `#alike`. The theme it points to can be taken over with one tap. Its browser half is
/// `frontend/alike`, an entry of its own: nobody who only reads pays for the words of the themes.
#[cfg(feature = "ssr")]
#[leptos::component]
pub fn Alike(
    /// The words of the button that takes the theme over.
    take: String,
) -> impl leptos::IntoView {
    use leptos::prelude::*;
    let entry = crate::kit::drawing::entry("alike");
    view! { <is-land data-component="Alike" data-entry=entry data-take=take></is-land> }
}
