//! Every address of the product, in one place: routes.rs puts a page at each, and browser tests read them here.
//!
//! The functions below fill in what a `{part}` of an address stands for.

use domain::ids::{CohortId, OrganisationId, PhotoId, PostId, StaffId, ThreadId};
use domain::photos::PhotoSize;
use domain::themes::ThemeId;
use domain::threads::Filter;
use serde::{Deserialize, Serialize};
use std::fmt::Display;

/// The landing page.
pub const HOME: &str = "/";
/// Joining, step by step.
pub const JOIN: &str = "/join";
/// The house rules.
pub const JOIN_RULES: &str = "/join/rules";
/// Phase, sector and region.
pub const JOIN_ABOUT: &str = "/join/about";
/// The account code, shown once.
pub const JOIN_KEY: &str = "/join/key";
/// The step behind signing in and behind the code of a group, which leads on.
pub const ARRIVED: &str = "/arrived";
/// Signing in.
pub const SIGN_IN: &str = "/sign-in";
/// Taking a session over, on the other device; the token stands behind `#`.
pub const TAKE_OVER: &str = "/handover";
/// The page where staff begin; below it are the pages of staff, which load the islands of staff.
pub const STAFF: &str = "/staff";
/// Staff signing in.
pub const STAFF_SIGN_IN: &str = "/staff/sign-in";
/// Using a personal link, whose secret stands behind `#`.
pub const STAFF_ACTIVATE: &str = "/staff/activate";
/// Showing a factor again before something grave.
pub const STAFF_PROVE: &str = "/staff/prove";
/// The own ways in, sessions and photo of a staff person.
pub const STAFF_ACCOUNT: &str = "/staff/account";
/// The photo of a staff person in one of its sizes.
pub const STAFF_PHOTO: &str = "/staff/photos/{id}/{size}";
/// Ten recovery codes, shown once.
pub const STAFF_RECOVERY_CODES: &str = "/staff/account/recovery-codes";
/// A passkey that a staff person adds.
pub const STAFF_PASSKEY: &str = "/staff/account/passkey";
/// Codes of an app that a staff person sets up.
pub const STAFF_APP: &str = "/staff/account/app";
/// Coming in to try this out, on one's own machine.
pub const STAFF_TRY: &str = "/staff/try";
/// The page about what a staff person sees, and what nobody does.
pub const STAFF_WHO_SEES_WHAT: &str = "/staff/who-sees-what";
/// Posts that wait for a moderator.
pub const STAFF_HELD: &str = "/staff/held";
/// One of them, in its thread.
pub const STAFF_HELD_POST: &str = "/staff/held/{id}";
/// Staff and their roles.
pub const STAFF_TEAM: &str = "/staff/team";
/// Adding a staff account.
pub const STAFF_NEW: &str = "/staff/team/new";
/// One staff account.
pub const STAFF_PERSON: &str = "/staff/team/{id}";
/// Employers and schools.
pub const STAFF_ORGANISATIONS: &str = "/staff/organisations";
/// Adding one.
pub const STAFF_NEW_ORGANISATION: &str = "/staff/organisations/new";
/// One of them.
pub const STAFF_ORGANISATION: &str = "/staff/organisations/{id}";
/// Groups that join with one code.
pub const STAFF_COHORTS: &str = "/staff/cohorts";
/// Adding one.
pub const STAFF_NEW_COHORT: &str = "/staff/cohorts/new";
/// One of them, with its link.
pub const STAFF_COHORT: &str = "/staff/cohorts/{id}";
/// Its poster, to print.
pub const STAFF_POSTER: &str = "/staff/cohorts/{id}/poster";
/// The log of what staff did.
pub const STAFF_LOG: &str = "/staff/log";
/// The page about how the installation is.
pub const STAFF_SYSTEM: &str = "/staff/system";
/// The feed.
pub const THREADS: &str = "/threads";
/// Sharing a challenge.
pub const NEW_THREAD: &str = "/threads/new";
/// A challenge that is being written, as others would see it.
pub const PREVIEW_THREAD: &str = "/threads/preview";
/// A challenge with its replies.
pub const THREAD: &str = "/threads/{id}";
/// An own thread as each role sees it.
pub const SEEN: &str = "/threads/{id}/seen";
/// Changing a post.
pub const EDIT_POST: &str = "/posts/{id}/edit";
/// The question whether a post may go.
pub const REMOVE_POST: &str = "/posts/{id}/remove";
/// Changing a post that waits for a moderator.
pub const EDIT_HELD: &str = "/held/{id}/edit";
/// The own challenges that wait for a safe moment.
pub const WAITING: &str = "/waiting";
/// Changing a challenge that waits.
pub const EDIT_WAITING: &str = "/waiting/{id}/edit";
/// The question whether a challenge that waits may go.
pub const REMOVE_WAITING: &str = "/waiting/{id}/remove";
/// Finding what was shared.
pub const SEARCH: &str = "/search";
/// All themes.
pub const THEMES: &str = "/themes";
/// One theme, with its threads.
pub const THEME: &str = "/themes/{slug}";
/// The member's own page.
pub const ACCOUNT: &str = "/account";
/// The devices where a member is signed in.
pub const SESSIONS: &str = "/account/sessions";
/// Handing a session over to another device, on the one that is signed in.
pub const HAND_OVER: &str = "/account/handover";
/// A new account code.
pub const CODE: &str = "/account/code";
/// The further ways into the account.
pub const WAYS_IN: &str = "/account/ways-in";
/// A passkey that is added.
pub const PASSKEY: &str = "/account/ways-in/passkey";
/// A second key that is made, to print.
pub const SECOND_KEY: &str = "/account/ways-in/second-key";
/// The question whether one may go.
pub const REMOVE_WAY_IN: &str = "/account/ways-in/{way}/remove";
/// Download my data.
pub const DATA: &str = "/account/data";
/// Everything that is kept, to read.
pub const DATA_SHOWN: &str = "/account/data/shown";
/// Delete my account.
pub const REMOVE: &str = "/account/remove";
/// Phase, sector and region, changeable.
pub const ACCOUNT_ABOUT: &str = "/account/about";
/// The threads in which the reader wrote.
pub const OWN_THREADS: &str = "/account/threads";
/// The challenges that the reader saved.
pub const SAVED: &str = "/account/saved";
/// Challenges kept for later.
pub const DRAFTS: &str = "/account/drafts";
/// Notes that nobody else can read.
pub const NOTES: &str = "/account/notes";
/// One of them.
pub const NOTE: &str = "/account/notes/{id}";
/// Settings that go with the person.
pub const SETTINGS: &str = "/account/settings";
/// Among them: the message of the day.
pub const PUSH: &str = "/account/settings#push";
/// Help lines.
pub const HELP: &str = "/help";
/// The page that is shown without a connection.
pub const OFFLINE: &str = "/offline";
/// The page about who sees what.
pub const WHO_SEES_WHAT: &str = "/about/who-sees-what";
/// Terms and house rules.
pub const TERMS: &str = "/about/terms";
/// Privacy statement.
pub const PRIVACY: &str = "/about/privacy";
/// Cookie statement.
pub const COOKIES: &str = "/about/cookies";
/// Leave at once.
pub const LEAVE: &str = "/leave";
/// Any other address.
pub const LOST: &str = "/{*lost}";

/// An address with its one `{part}` filled in.
fn filled(address: &str, part: impl Display) -> String {
    let (before, rest) = address.split_once('{').unwrap_or((address, ""));
    let (_, after) = rest.split_once('}').unwrap_or_default();
    format!("{before}{part}{after}")
}

/// The address of a thread, by its id or by the slot that stands for it in a template.
pub fn thread(id: impl Display) -> String {
    filled(THREAD, id)
}

/// The address of a post inside its thread.
pub fn post(thread: ThreadId, post: PostId) -> String {
    format!("{}#post-{post}", self::thread(thread))
}

/// The page of a staff account.
pub fn staff_person(staff: StaffId) -> String {
    filled(STAFF_PERSON, staff)
}

/// The page where a member edits a post.
pub fn edit_post(post: PostId) -> String {
    filled(EDIT_POST, post)
}

/// The page that asks a member whether a post may go.
pub fn remove_post(post: PostId) -> String {
    filled(REMOVE_POST, post)
}

/// The page where a member changes a post that waits for a moderator.
pub fn edit_held(post: PostId) -> String {
    filled(EDIT_HELD, post)
}

/// The page of a theme.
pub fn theme(theme: ThemeId) -> String {
    filled(THEME, theme.slug())
}

/// An own thread as each role sees it.
pub fn seen(thread: ThreadId) -> String {
    filled(SEEN, thread)
}

/// The page where a member changes a challenge that waits.
pub fn edit_waiting(thread: ThreadId) -> String {
    filled(EDIT_WAITING, thread)
}

/// The page that asks a member whether a challenge that waits may go.
pub fn remove_waiting(thread: ThreadId) -> String {
    filled(REMOVE_WAITING, thread)
}

/// The page that asks a member whether a way in may go.
pub fn remove_way_in(way: &str) -> String {
    filled(REMOVE_WAY_IN, way)
}

/// A draft, opened again.
pub fn draft(draft: PostId) -> String {
    format!("{NEW_THREAD}?draft={draft}")
}

/// A private note.
pub fn note(note: PostId) -> String {
    filled(NOTE, note)
}

/// The feed with a filter.
pub fn threads(filter: Filter) -> String {
    match filter {
        Filter::New => THREADS.to_owned(),
        Filter::Sector(_) => format!("{THREADS}?filter=sector"),
        Filter::Unanswered => format!("{THREADS}?filter=unanswered"),
        Filter::Expert => format!("{THREADS}?filter=expert"),
        Filter::Theme(theme) => format!("{THREADS}?theme={}", theme.slug()),
    }
}

/// A post that waits, in the queue.
pub fn staff_held(post: PostId) -> String {
    filled(STAFF_HELD_POST, post)
}

/// The photo of a staff person in this size.
pub fn staff_photo(photo: PhotoId, size: PhotoSize) -> String {
    format!("{STAFF}/photos/{photo}/{}", size.pixels())
}

/// The page about an organisation.
pub fn staff_organisation(organisation: OrganisationId) -> String {
    format!("{STAFF_ORGANISATIONS}/{organisation}")
}

/// The page about a cohort.
pub fn staff_cohort(cohort: CohortId) -> String {
    format!("{STAFF_COHORTS}/{cohort}")
}

/// The poster of a cohort.
pub fn staff_poster(cohort: CohortId) -> String {
    format!("{STAFF_COHORTS}/{cohort}/poster")
}

/// Tells whether a page is one of staff.
pub fn is_staff(path: &str) -> bool {
    path.strip_prefix(STAFF).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Tells whether a session of staff is looked for where this address is asked, and no other: their pages, functions and streams.
pub fn asks_staff(path: &str) -> bool {
    is_staff(path) || path.starts_with("/api/staff/") || path.starts_with("/live/staff/")
}

/// The list to which a button that stands in several places leads back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Back {
    /// The feed.
    Threads,
    /// The saved challenges of the reader.
    Saved,
    /// "Mijn plek".
    Account,
    /// None: to the thing that the button is about.
    #[default]
    #[serde(other)]
    Here,
}

impl Back {
    /// The word in a form.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Threads => "threads",
            Self::Saved => "saved",
            Self::Account => "account",
            Self::Here => "here",
        }
    }
}

/// A path of ours to which a form leads back, and nothing else: small letters, digits, `/` and `-`, and one slash to begin with.
/// Any other text is [`HOME`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Ours(String);

impl Default for Ours {
    fn default() -> Self {
        Self(HOME.to_owned())
    }
}

impl From<String> for Ours {
    fn from(path: String) -> Self {
        let ours = path.len() <= 100
            && path.starts_with('/')
            && !path.starts_with("//")
            && path.bytes().all(|c| matches!(c, b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-'));
        if ours { Self(path) } else { Self::default() }
    }
}

impl From<Ours> for String {
    fn from(path: Ours) -> Self {
        path.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_stays_here() {
        for ours in ["/", "/account", "/about/who-sees-what"] {
            assert_eq!(Ours::from(ours.to_owned()), Ours(ours.to_owned()));
        }
        for theirs in [
            "",
            "//evil.example",
            "https://evil.example",
            "/\\evil",
            "/a?b",
            "/%2f",
            "javascript:1",
            "/a\r\nb",
        ] {
            assert_eq!(Ours::from(theirs.to_owned()), Ours(HOME.to_owned()), "{theirs}");
        }
    }

    #[test]
    fn an_address_holds_what_it_is_about() {
        assert_eq!(thread("1"), "/threads/1");
        assert_eq!(filled(SEEN, 1), "/threads/1/seen");
        let bullying = ThemeId::from_slug("bullying-and-gossip").expect("a theme");
        assert_eq!(theme(bullying), "/themes/bullying-and-gossip");
    }
}
