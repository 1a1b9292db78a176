//! The tables of contents: every page with its address (`kit/paths.rs` has them), and every form.

use crate::kit::document::Route;
use crate::kit::forms::Form;
use crate::kit::page::not_found;
use crate::kit::paths;
use crate::members::{
    about, account, held, help, language, outcomes, people, posts, reactions, search, themes, threads, tried,
    viewers, waiting, ways_in,
};
use crate::staff::{account as own, held as desk_of_held, home, way_in};

/// The pages of members and visitors.
pub fn members() -> Vec<Route> {
    vec![
        Route::new(paths::HOME, about::pages::landing),
        Route::new(paths::JOIN, people::pages::join),
        Route::new(paths::JOIN_RULES, people::pages::join_rules),
        Route::new(paths::JOIN_ABOUT, people::pages::join_about),
        Route::new(paths::JOIN_KEY, people::pages::join_key),
        Route::new(paths::SIGN_IN, people::pages::sign_in),
        Route::new(paths::TAKE_OVER, people::handover::take_over),
        Route::new(paths::ARRIVED, people::pages::arrived),
        Route::new(paths::THREADS, threads::pages::threads),
        Route::new(paths::NEW_THREAD, threads::pages::new_thread),
        Route::new(paths::PREVIEW_THREAD, viewers::pages::preview_thread),
        Route::new(paths::THREAD, threads::pages::thread),
        Route::new(paths::SEEN, viewers::pages::seen),
        Route::new(paths::WAITING, waiting::pages::waiting),
        Route::new(paths::EDIT_WAITING, waiting::pages::edit_waiting),
        Route::new(paths::REMOVE_WAITING, waiting::pages::remove_waiting),
        Route::new(paths::EDIT_POST, posts::pages::edit_post),
        Route::new(paths::REMOVE_POST, posts::pages::remove_post),
        Route::new(paths::EDIT_HELD, held::pages::edit_held),
        Route::new(paths::SEARCH, search::pages::search),
        Route::new(paths::THEMES, themes::pages::themes),
        Route::new(paths::THEME, themes::pages::theme),
        Route::new(paths::ACCOUNT, account::pages::account),
        Route::new(paths::ACCOUNT_ABOUT, account::pages::about_me),
        Route::new(paths::SESSIONS, account::pages::sessions),
        Route::new(paths::HAND_OVER, account::pages::hand_over),
        Route::new(paths::CODE, account::pages::code),
        Route::new(paths::WAYS_IN, ways_in::pages::ways_in),
        Route::new(paths::PASSKEY, ways_in::pages::passkey),
        Route::new(paths::SECOND_KEY, ways_in::pages::second_key_page),
        Route::new(paths::REMOVE_WAY_IN, ways_in::pages::remove_way_in),
        Route::new(paths::DATA, account::pages::data),
        Route::new(paths::DATA_SHOWN, account::pages::data_shown),
        Route::new(paths::REMOVE, account::pages::remove_account),
        Route::new(paths::OWN_THREADS, account::pages::own_threads),
        Route::new(paths::SAVED, account::pages::saved),
        Route::new(paths::DRAFTS, account::pages::drafts),
        Route::new(paths::NOTES, account::pages::notes),
        Route::new(paths::NOTE, account::pages::note),
        Route::new(paths::SETTINGS, account::pages::settings),
        Route::new(paths::HELP, help::pages::help),
        Route::new(paths::OFFLINE, help::pages::offline),
        Route::new(paths::WHO_SEES_WHAT, about::pages::who_sees_what),
        Route::new(paths::TERMS, about::pages::terms),
        Route::new(paths::PRIVACY, about::pages::privacy),
        Route::new(paths::COOKIES, about::pages::cookies),
    ]
}

/// The pages of staff.
pub fn staff() -> Vec<Route> {
    vec![
        Route::new(paths::STAFF_SIGN_IN, way_in::pages::sign_in),
        Route::new(paths::STAFF_ACTIVATE, way_in::pages::activate),
        Route::new(paths::STAFF_PROVE, way_in::pages::prove),
        Route::new(paths::STAFF_TRY, way_in::pages::try_out),
        Route::new(paths::STAFF, home::pages::home),
        Route::new(paths::STAFF_HELD, desk_of_held::pages::held),
        Route::new(paths::STAFF_HELD_POST, desk_of_held::post::held_post),
        Route::new(paths::STAFF_WHO_SEES_WHAT, home::pages::who_sees_what),
        Route::new(paths::STAFF_ACCOUNT, own::account),
        Route::new(paths::STAFF_PASSKEY, own::passkey),
        Route::new(paths::STAFF_APP, own::app),
        Route::new(paths::STAFF_RECOVERY_CODES, own::recovery_codes),
    ]
}

/// Every page.
pub fn pages() -> Vec<Route> {
    members().into_iter().chain(staff()).collect()
}

/// The page for any other address.
pub fn lost() -> Route {
    Route::new(paths::LOST, not_found)
}

/// All forms, feature by feature.
pub const FORMS: &[&[Form]] = &[
    account::FORMS,
    language::FORMS,
    outcomes::FORMS,
    people::FORMS,
    posts::FORMS,
    held::FORMS,
    desk_of_held::FORMS,
    reactions::FORMS,
    search::FORMS,
    threads::FORMS,
    tried::FORMS,
    viewers::FORMS,
    waiting::FORMS,
    ways_in::FORMS,
    own::FORMS,
    way_in::FORMS,
];

/// The bytes of the largest file that is taken at this address; `None`: no file is.
pub fn file_at(path: &str) -> Option<usize> {
    form(path.strip_prefix("/api/")?)?.file
}

/// Finds the form that posts to `endpoint`, for example `threads/add`.
pub fn form(endpoint: &str) -> Option<&'static Form> {
    FORMS.iter().copied().flatten().find(|form| form.endpoint == endpoint)
}
