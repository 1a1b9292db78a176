//! The title of the page, which is also what stays in the history of the browser. On a shared computer every page,
//! public ones too, goes by a neutral name instead (`shell.rs`, T19).

use crate::document::About;
use leptos::prelude::*;

/// What a history shows of the pages of members: one neutral word for all of them (anonymity A8, security G6).
pub const NEUTRAL: &str = "Health-Thing";

/// Sets the title. Without `text` it is the neutral one; only public pages may say what they are about.
#[expect(clippy::disallowed_methods, reason = "the title of the page that is being drawn")]
#[component]
pub fn PageTitle(
    /// What the page is about, for public pages.
    #[prop(into, optional)]
    text: Option<String>,
) -> impl IntoView {
    if let (Some(about), Some(text)) = (use_context::<About>(), text) {
        about.set_title(format!("{text} · {NEUTRAL}"));
    }
}

/// The title as HTML: it is put into the document as text, not by a view.
pub(crate) fn escaped(title: &str) -> String {
    html_escape::encode_text(title).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_stays_text() {
        assert_eq!(escaped("</title><script>x</script>"), "&lt;/title&gt;&lt;script&gt;x&lt;/script&gt;");
    }

    fn title_with(title: impl FnOnce() -> AnyView) -> Option<String> {
        let (owner, about) = (Owner::new(), About::default());
        owner.with(|| {
            provide_context(about.clone());
            let _ = title().to_html();
        });
        about.title()
    }

    #[test]
    fn a_page_carries_the_neutral_title_or_its_own() {
        assert_eq!(title_with(|| view! { <PageTitle/> }.into_any()), None);
        let own = title_with(|| view! { <PageTitle text="Hulp"/> }.into_any());
        assert_eq!(own.as_deref(), Some("Hulp · Health-Thing"));
    }
}
