//! Challenges that are like the one being written, while it is being written.

use super::wake;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Sends, after a pause, the telling words of the form (no sentence, no name, no number: `domain::search::distinctive`) and
/// puts what is like it into `#alike`. The theme it points to can be taken over with one tap. It fetches what it needs for
/// that, `frontend/alike`, an entry of its own: nobody who only reads pays for the words of the themes.
#[island]
pub fn Alike(
    /// The address of that entry; nothing where it was not built.
    entry: Option<String>,
) -> impl IntoView {
    wake(move || {
        if let Some(entry) = entry {
            spawn_local(async move {
                // Where the connection broke off, the button of the form asks the same.
                if let Some(alike) = dom::load(&entry).await {
                    alike.watch();
                }
            });
        }
    });
}
