//! Every address of the product, in one place; and the page that belongs to each form.

use domain::ids::{PostId, ThreadId};
use domain::themes::ThemeId;
use domain::threads::Filter;

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
/// Signing in.
pub const SIGN_IN: &str = "/sign-in";
/// Below it are the pages of staff, which load the islands of staff.
pub const STAFF: &str = "/staff";
/// The feed.
pub const THREADS: &str = "/threads";
/// Sharing a challenge.
pub const NEW_THREAD: &str = "/threads/new";
/// A challenge that is being written, as others would see it.
pub const PREVIEW_THREAD: &str = "/threads/preview";
/// What of mine waits for a safe moment.
pub const WAITING: &str = "/waiting";
/// Finding what was shared.
pub const SEARCH: &str = "/search";
/// All themes.
pub const THEMES: &str = "/themes";
/// The member's own page.
pub const ACCOUNT: &str = "/account";
/// Where I am signed in.
pub const SESSIONS: &str = "/account/sessions";
/// A new account code.
pub const CODE: &str = "/account/code";
/// Download my data.
pub const DATA: &str = "/account/data";
/// Delete my account.
pub const REMOVE: &str = "/account/remove";
/// Phase, sector and region, changeable.
pub const ACCOUNT_ABOUT: &str = "/account/about";
/// The threads in which the reader wrote.
pub const OWN_THREADS: &str = "/account/threads";
/// What the reader saved.
pub const SAVED: &str = "/account/saved";
/// Challenges kept for later.
pub const DRAFTS: &str = "/account/drafts";
/// Notes that nobody else can read.
pub const NOTES: &str = "/account/notes";
/// Settings that go with the person.
pub const SETTINGS: &str = "/account/settings";
/// Among them: the message of the day.
pub const PUSH: &str = "/account/settings#push";
/// Help lines.
pub const HELP: &str = "/help";
/// Who sees what?
pub const WHO_SEES_WHAT: &str = "/about/who-sees-what";
/// Terms and house rules.
pub const TERMS: &str = "/about/terms";
/// Privacy statement.
pub const PRIVACY: &str = "/about/privacy";
/// Cookie statement.
pub const COOKIES: &str = "/about/cookies";
/// Leave at once.
pub const LEAVE: &str = "/leave";

/// The address of a thread, by its id or by what stands for it in a pattern.
pub fn thread(id: impl std::fmt::Display) -> String {
    format!("/threads/{id}")
}

/// The address of a post inside its thread.
pub fn post(thread: ThreadId, post: PostId) -> String {
    format!("/threads/{thread}#post-{post}")
}

/// Where a member edits a post.
pub fn edit_post(post: PostId) -> String {
    format!("/posts/{post}/edit")
}

/// Where a member is asked whether a post may go.
pub fn remove_post(post: PostId) -> String {
    format!("/posts/{post}/remove")
}

/// The page of a theme.
pub fn theme(theme: ThemeId) -> String {
    format!("{THEMES}/{}", theme.slug())
}

/// An own thread as each role sees it.
pub fn seen(thread: ThreadId) -> String {
    format!("/threads/{thread}/seen")
}

/// Where a member changes a challenge that waits.
pub fn edit_waiting(thread: ThreadId) -> String {
    format!("/waiting/{thread}/edit")
}

/// Where a member is asked whether a challenge that waits may go.
pub fn remove_waiting(thread: ThreadId) -> String {
    format!("/waiting/{thread}/remove")
}

/// The page that a button shows what was typed on, where nothing is kept and nobody is sent on.
pub fn shown_by(endpoint: &str) -> Option<&'static str> {
    match endpoint {
        "threads/preview" => Some(PREVIEW_THREAD),
        "threads/write" | "search/alike" => Some(NEW_THREAD),
        _ => None,
    }
}

/// A draft, opened again.
pub fn draft(draft: PostId) -> String {
    format!("{NEW_THREAD}?draft={draft}")
}

/// A private note.
pub fn note(note: PostId) -> String {
    format!("{NOTES}/{note}")
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

/// Whether a page is one of staff.
pub fn is_staff(path: &str) -> bool {
    path.strip_prefix(STAFF).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The page that holds the form of `endpoint`, shown again when the form is refused. `None`: no form leads there.
/// Only fixed paths and ids come out, whatever the fields hold, so that nobody can be sent elsewhere.
pub fn page_of(endpoint: &str, field: impl Fn(&str) -> Option<String>) -> Option<String> {
    let thread_of = |name: &str| field(name)?.parse::<ThreadId>().ok();
    let post_of = |name: &str| field(name)?.parse::<PostId>().ok();
    Some(match endpoint {
        "cohorts/check" => JOIN.to_owned(),
        "people/accept_rules" => JOIN_RULES.to_owned(),
        "people/join" => JOIN_ABOUT.to_owned(),
        "people/confirm_code" => JOIN_KEY.to_owned(),
        "people/sign_in" | "people/come_back" => SIGN_IN.to_owned(),
        "people/sign_out" => ACCOUNT.to_owned(),
        "people/sign_out_everywhere" | "people/end_session" => SESSIONS.to_owned(),
        "people/set_cohort" => ACCOUNT_ABOUT.to_owned(),
        "people/change_code" => CODE.to_owned(),
        "people/download" => DATA.to_owned(),
        "people/remove" => REMOVE.to_owned(),
        "threads/add" | "search/alike" | "threads/preview" | "threads/write" => NEW_THREAD.to_owned(),
        "waiting/publish" => thread(thread_of("thread")?),
        "waiting/edit" => edit_waiting(thread_of("thread")?),
        "waiting/remove" => remove_waiting(thread_of("thread")?),
        "posts/add" | "reactions/set" | "posts/mark_helpful" | "tried/set" | "outcomes/set"
        | "held/remove" => thread(thread_of("thread")?),
        "posts/edit" => edit_post(post_of("post")?),
        "posts/remove" => remove_post(post_of("post")?),
        "search/open" => SEARCH.to_owned(),
        "place/set_saved" if field("back").as_deref() == Some("saved") => SAVED.to_owned(),
        "place/set_saved" => thread(thread_of("thread")?),
        "place/set_followed" | "place/see_news" => ACCOUNT.to_owned(),
        "place/keep_draft" => NEW_THREAD.to_owned(),
        "place/remove_draft" => DRAFTS.to_owned(),
        "place/add_note" | "place/remove_note" => NOTES.to_owned(),
        "place/edit_note" => note(post_of("note")?),
        "place/set_settings" | "push/add" | "push/set_part" | "push/renew" | "push/remove" => {
            SETTINGS.to_owned()
        }
        "language/set" => HOME.to_owned(),
        _ => return None,
    })
}

/// Where whoever opens the address of a form finds that form: after a refusal it stands in the bar of the browser, and
/// asking for it again sends no fields. Where a field would say which page, the list on which it is found. `None`:
/// only scripts ask there.
pub fn page_near(endpoint: &str) -> Option<String> {
    page_of(endpoint, |_| None).or_else(|| {
        let list = match endpoint {
            "posts/add" | "reactions/set" | "posts/mark_helpful" | "tried/set" | "place/set_saved" => THREADS,
            "posts/edit" | "posts/remove" | "outcomes/set" | "held/remove" => OWN_THREADS,
            "waiting/publish" | "waiting/edit" | "waiting/remove" => WAITING,
            "place/edit_note" => NOTES,
            _ => return None,
        };
        Some(list.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_form_leads_to_its_page_or_to_the_list_of_its_pages() {
        for (endpoints, page) in [
            (&["cohorts/check"][..], Some("/join")),
            (&["people/accept_rules"], Some("/join/rules")),
            (&["people/join"], Some("/join/about")),
            (&["people/confirm_code"], Some("/join/key")),
            (&["people/sign_in", "people/come_back"], Some("/sign-in")),
            (&["people/sign_out", "place/set_followed", "place/see_news"], Some("/account")),
            (&["people/sign_out_everywhere", "people/end_session"], Some("/account/sessions")),
            (&["people/set_cohort"], Some("/account/about")),
            (&["people/change_code"], Some("/account/code")),
            (&["people/download"], Some("/account/data")),
            (&["people/remove"], Some("/account/remove")),
            (&["threads/add", "threads/preview", "threads/write"], Some("/threads/new")),
            (&["search/alike", "place/keep_draft"], Some("/threads/new")),
            (&["posts/add", "posts/mark_helpful", "reactions/set", "tried/set"], Some("/threads")),
            (&["place/set_saved"], Some("/threads")),
            (&["posts/edit", "posts/remove", "outcomes/set", "held/remove"], Some("/account/threads")),
            (&["waiting/publish", "waiting/edit", "waiting/remove"], Some("/waiting")),
            (&["search/open"], Some("/search")),
            (&["place/remove_draft"], Some("/account/drafts")),
            (&["place/add_note", "place/edit_note", "place/remove_note"], Some("/account/notes")),
            (&["place/set_settings", "push/add", "push/set_part"], Some("/account/settings")),
            (&["push/renew", "push/remove"], Some("/account/settings")),
            (&["language/set"], Some("/")),
            (&["posts/arrived", "search/suggest", "no/such", ""], None),
        ] {
            for endpoint in endpoints {
                assert_eq!(page_near(endpoint).as_deref(), page, "{endpoint}");
            }
        }
    }

    #[test]
    fn a_refused_form_never_leads_away() {
        for hostile in ["//evil.example", "../..", "%2e%2e", "javascript:alert(1)", ""] {
            assert_eq!(page_of("posts/add", |_| Some(hostile.to_owned())), None);
            assert_eq!(page_of("posts/edit", |_| Some(hostile.to_owned())), None);
        }
        assert_eq!(page_of("no/such", |_| None), None);
    }
}
