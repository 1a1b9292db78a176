//! The title of the page, which is also what stays in the history of the browser.

#![expect(clippy::disallowed_methods, reason = "the one place that escapes what leptos_meta writes raw")]

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
    use futures::StreamExt;

    #[test]
    fn hostile_text_stays_text() {
        assert_eq!(escaped("</title><script>x</script>"), "&lt;/title&gt;&lt;script&gt;x&lt;/script&gt;");
    }

    struct AtOnce;

    impl any_spawner::CustomExecutor for AtOnce {
        fn spawn(&self, future: any_spawner::PinnedFuture<()>) {
            let _ = std::thread::spawn(|| futures::executor::block_on(future)).join();
        }
        fn spawn_local(&self, _: any_spawner::PinnedLocalFuture<()>) {}
        fn poll_local(&self) {}
    }

    fn page_with(title: impl FnOnce() -> AnyView) -> String {
        let _ = any_spawner::Executor::init_custom_executor(AtOnce);
        let owner = Owner::new();
        let (context, output) = leptos_meta::ServerMetaContext::new();
        owner.with(|| {
            provide_context(context);
            leptos_meta::provide_meta_context();
            let _ = title().to_html();
        });
        drop(owner);
        let body = futures::stream::iter(["<html><head></head><body></body></html>".to_owned()]);
        futures::executor::block_on(async {
            output.inject_meta_context(body).await.collect::<String>().await
        })
    }

    #[test]
    fn a_page_carries_the_neutral_title_or_its_own() {
        assert!(page_with(|| view! { <PageTitle/> }.into_any()).contains("<title>Health-Thing</title>"));
        let page = page_with(|| view! { <PageTitle text="</title><script>x</script>"/> }.into_any());
        assert!(
            page.contains("<title>&lt;/title&gt;&lt;script&gt;x&lt;/script&gt; · Health-Thing</title>"),
            "{page}"
        );
    }

    /// When this fails, Leptos escapes titles itself: then `escaped` has to go, or `&` shows as `&amp;`.
    #[test]
    fn leptos_still_writes_titles_raw() {
        let page = page_with(|| view! { <Title text="<b>"/> }.into_any());
        assert!(page.contains("<title><b></title>"), "{page}");
    }
}
