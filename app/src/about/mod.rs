//! The public pages: the story, how it works, and what we promise and cannot promise.

mod landing;
mod papers;
mod who;

pub use landing::LandingPage;
pub use papers::{CookiesPage, PrivacyPage, TermsPage};
pub use who::WhoSeesWhatPage;
