//! The tables of contents: every page with its address, and every form.

use crate::kit::document::Route;
use crate::kit::forms::Form;
use crate::kit::page::not_found;
use crate::members::{
    about, account, held, help, language, outcomes, people, posts, reactions, search, themes, threads, tried,
    viewers, waiting,
};

/// The pages of members and visitors.
pub fn members() -> Vec<Route> {
    vec![
        Route::new("/", about::pages::landing),
        Route::new("/join", people::pages::join),
        Route::new("/join/rules", people::pages::join_rules),
        Route::new("/join/about", people::pages::join_about),
        Route::new("/join/key", people::pages::join_key),
        Route::new("/sign-in", people::pages::sign_in),
        Route::new("/threads", threads::pages::threads),
        Route::new("/threads/new", threads::pages::new_thread),
        Route::new("/threads/preview", viewers::pages::preview_thread),
        Route::new("/threads/{id}", threads::pages::thread),
        Route::new("/threads/{id}/seen", viewers::pages::seen),
        Route::new("/waiting", waiting::pages::waiting),
        Route::new("/waiting/{id}/edit", waiting::pages::edit_waiting),
        Route::new("/waiting/{id}/remove", waiting::pages::remove_waiting),
        Route::new("/posts/{id}/edit", posts::pages::edit_post),
        Route::new("/posts/{id}/remove", posts::pages::remove_post),
        Route::new("/search", search::pages::search),
        Route::new("/themes", themes::pages::themes),
        Route::new("/themes/{slug}", themes::pages::theme),
        Route::new("/account", account::pages::account),
        Route::new("/account/about", account::pages::about_me),
        Route::new("/account/sessions", account::pages::sessions),
        Route::new("/account/code", account::pages::code),
        Route::new("/account/data", account::pages::data),
        Route::new("/account/remove", account::pages::remove_account),
        Route::new("/account/threads", account::pages::own_threads),
        Route::new("/account/saved", account::pages::saved),
        Route::new("/account/drafts", account::pages::drafts),
        Route::new("/account/notes", account::pages::notes),
        Route::new("/account/notes/{id}", account::pages::note),
        Route::new("/account/settings", account::pages::settings),
        Route::new("/help", help::pages::help),
        Route::new("/offline", help::pages::offline),
        Route::new("/about/who-sees-what", about::pages::who_sees_what),
        Route::new("/about/terms", about::pages::terms),
        Route::new("/about/privacy", about::pages::privacy),
        Route::new("/about/cookies", about::pages::cookies),
    ]
}

/// The page for any other address.
pub fn lost() -> Route {
    Route::new("/{*lost}", not_found)
}

/// The forms of members and visitors, feature by feature.
pub const FORMS: &[&[Form]] = &[
    account::FORMS,
    language::FORMS,
    outcomes::FORMS,
    people::FORMS,
    posts::FORMS,
    held::FORMS,
    reactions::FORMS,
    search::FORMS,
    threads::FORMS,
    tried::FORMS,
    viewers::FORMS,
    waiting::FORMS,
];

/// Finds the form that posts to `endpoint`, for example `threads/add`.
pub fn form(endpoint: &str) -> Option<&'static Form> {
    FORMS.iter().copied().flatten().find(|form| form.endpoint == endpoint)
}
