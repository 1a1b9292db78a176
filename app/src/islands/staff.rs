//! Islands that only staff pages have: pages below [`crate::kit::paths::STAFF`], whose document loads the entry `staff` instead of
//! the entry `app`. Behind the feature `staff`, so that no byte of them is in what a member's phone downloads.

#[cfg(any(test, feature = "staff-fixture"))]
pub use fixture::Fixture;

#[cfg(any(test, feature = "staff-fixture"))]
#[expect(
    clippy::disallowed_methods,
    reason = "what `#[island]` makes of children sets an owner when it wakes: in a browser, which is one person's"
)]
mod fixture {
    use leptos::prelude::*;

    /// For the tests of the bundles and of islands with children: counts, and says who it is.
    #[island]
    pub fn Fixture(
        /// The number at which it begins to count.
        from: u32,
        /// The part that the server drew inside of it.
        children: Children,
    ) -> impl IntoView {
        let count = RwSignal::new(from);
        view! {
            <button type="button" title="only-staff-may-download-this" on:click=move |_| *count.write() += 1>
                {move || count.get()}
            </button>
            {children()}
        }
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::Fixture;
    use hydration_context::SsrSharedContext;
    use leptos::prelude::*;
    use std::sync::Arc;

    /// `end2end/stories/islands.spec.ts` wakes up in a browser what the server makes of it.
    #[test]
    #[expect(clippy::disallowed_methods, reason = "an owner as app/src/kit/request.rs makes one for a page")]
    fn an_island_with_children_is_written_as_the_browser_wakes_it() {
        let nested = || view! { <p>"tussen"</p><Fixture from=5><i>"binnen"</i></Fixture> };
        let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
        let html = owner.with(|| view! { <Fixture from=1>{nested()}</Fixture> }.to_html());
        let name = html.split('"').nth(1).expect("a name").to_owned();
        assert!(name.starts_with("Fixture_"), "{html}");
        let browser = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../end2end/support/fixture.html"));
        assert_eq!(html.replace(&name, "Fixture"), browser.trim());
    }
}
