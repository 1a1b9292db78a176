//! The table of contents: every page and its address.

use crate::about::pages::{CookiesPage, LandingPage, PrivacyPage, TermsPage, WhoSeesWhatPage};
use crate::account::pages::{AboutMePage, AccountPage, CodePage, DataPage, RemoveAccountPage, SessionsPage};
use crate::document::Page;
use crate::help::pages::{HelpPage, OfflinePage};
use crate::people::pages::{JoinAboutPage, JoinKeyPage, JoinPage, JoinRulesPage, SignInPage};
use crate::place::pages::{DraftsPage, NotePage, NotesPage, OwnThreadsPage, SavedPage, SettingsPage};
use crate::posts::pages::{EditPostPage, RemovePostPage};
use crate::search::pages::SearchPage;
use crate::themes::pages::{ThemePage, ThemesPage};
use crate::threads::pages::{NewThreadPage, ThreadPage, ThreadsPage};
use crate::viewers::pages::{PreviewThreadPage, SeenPage};
use crate::waiting::pages::{EditWaitingPage, RemoveWaitingPage, WaitingPage};
use leptos::prelude::*;

/// Writes the table; a line is an address and its page.
macro_rules! pages {
    ($($path:literal => $page:ident,)*) => {
        &[$(($path, || view! { <$page/> }.into_any())),*]
    };
}

/// Every page and its address, in the words of axum: `{id}` stands for a part that a page reads with
/// [`param`](crate::page::param).
pub const PAGES: &[(&str, Page)] = pages! {
    "/" => LandingPage,
    "/join" => JoinPage,
    "/join/rules" => JoinRulesPage,
    "/join/about" => JoinAboutPage,
    "/join/key" => JoinKeyPage,
    "/sign-in" => SignInPage,
    "/threads" => ThreadsPage,
    "/threads/new" => NewThreadPage,
    "/threads/preview" => PreviewThreadPage,
    "/threads/{id}" => ThreadPage,
    "/threads/{id}/seen" => SeenPage,
    "/waiting" => WaitingPage,
    "/waiting/{id}/edit" => EditWaitingPage,
    "/waiting/{id}/remove" => RemoveWaitingPage,
    "/posts/{id}/edit" => EditPostPage,
    "/posts/{id}/remove" => RemovePostPage,
    "/search" => SearchPage,
    "/themes" => ThemesPage,
    "/themes/{slug}" => ThemePage,
    "/account" => AccountPage,
    "/account/about" => AboutMePage,
    "/account/sessions" => SessionsPage,
    "/account/code" => CodePage,
    "/account/data" => DataPage,
    "/account/remove" => RemoveAccountPage,
    "/account/threads" => OwnThreadsPage,
    "/account/saved" => SavedPage,
    "/account/drafts" => DraftsPage,
    "/account/notes" => NotesPage,
    "/account/notes/{id}" => NotePage,
    "/account/settings" => SettingsPage,
    "/help" => HelpPage,
    "/offline" => OfflinePage,
    "/about/who-sees-what" => WhoSeesWhatPage,
    "/about/terms" => TermsPage,
    "/about/privacy" => PrivacyPage,
    "/about/cookies" => CookiesPage,
};

/// The page for an address that does not exist.
pub const LOST: Page = || view! { <crate::page::NotFoundPage/> }.into_any();
