//! Islands that only staff pages have: pages below [`crate::kit::paths::STAFF`], whose document loads the entry `staff` instead of
//! the entry `app`. Behind the feature `staff`, so that no byte of them is in what a member's phone downloads.

#[cfg(feature = "staff-fixture")]
pub use fixture::Fixture;

#[cfg(feature = "staff-fixture")]
mod fixture {
    use leptos::prelude::*;

    /// For the tests that look into the bundles: says who it is.
    #[island]
    pub fn Fixture() -> impl IntoView {
        #[cfg(feature = "hydrate")]
        leptos::logging::log!("only-staff-may-download-this");
    }
}
