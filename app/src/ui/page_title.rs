//! The title of the page, which is also what stays in the history of the browser.

use leptos::prelude::*;
use leptos_meta::Title;

/// What a history shows of the pages of members: one neutral word for all of them (anonymity A8, security G6).
pub const NEUTRAL: &str = "Health-Thing";

/// Sets the title. Without `text` it is the neutral one; only public pages may say what they are about.
#[component]
pub fn PageTitle(
    /// What the page is about, for public pages.
    #[prop(into, optional)]
    text: Option<String>,
) -> impl IntoView {
    let title = text.map_or_else(|| NEUTRAL.to_owned(), |text| format!("{text} · {NEUTRAL}"));
    view! { <Title text=escaped(&title)/> }
}

/// Leptos 0.8 and 0.9-rc1 write the title into the document as it is, so it is escaped here.
fn escaped(title: &str) -> String {
    html_escape::encode_text(title).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_stays_text() {
        assert_eq!(escaped("</title><script>x</script>"), "&lt;/title&gt;&lt;script&gt;x&lt;/script&gt;");
    }

    /// When this fails, Leptos escapes titles itself: then `escaped` has to go, or `&` shows as `&amp;`.
    #[test]
    fn leptos_still_writes_titles_raw() {
        let owner = Owner::new();
        owner.set();
        let (meta, output) = leptos_meta::ServerMetaContext::new();
        provide_context(meta);
        let _ = view! { <Title text="<b>"/> }.to_html();
        let page = futures::executor::block_on(async {
            use futures::StreamExt;
            let body = futures::stream::once(async { "<html><head></head><body></body></html>".to_owned() });
            output.inject_meta_context(body).await.collect::<String>().await
        });
        assert!(page.contains("<title><b></title>"), "{page}");
    }
}
