//! Whom a file may know: the rooms of `app`, and the driver of the store.

use super::text::{Source, all};

/// `crate::members::posts` inside `app/src/members/threads/`, `app/src/story/` or `app/src/kit/`; `app::members` inside the server.
pub(super) fn rooms(source: &Source) -> Vec<usize> {
    if source.path.starts_with("server/src/") {
        let many = all(&source.text, "app::{").into_iter().filter(|at| {
            listed(&source.text[at + "app::".len()..]).any(|piece| ["members", "staff"].contains(&piece))
        });
        return many
            .chain(all(&source.text, "app::members"))
            .chain(all(&source.text, "app::staff"))
            .collect();
    }
    let Some(inside) = source.path.strip_prefix("app/src/") else { return Vec::new() };
    let (room, rest) = inside.split_once('/').unwrap_or(("", inside));
    let own = rest.split(['/', '.']).next().unwrap_or_default();
    let closed: &[&str] = match room {
        "kit" => &["islands", "story", "desk", "members", "staff", "routes"],
        "islands" => &["story", "desk", "members", "staff", "routes"],
        "story" => &["desk", "members", "staff", "routes"],
        "desk" => &["story", "members", "staff", "routes"],
        "members" => &["desk", "staff", "routes"],
        "staff" => &["members", "routes"],
        _ => return Vec::new(),
    };
    let of_features = ["members", "staff"].contains(&room);
    let breaks = |at: &usize| {
        let path = &source.text[at + "crate::".len()..];
        let mut names = path.split(|c: char| !c.is_alphanumeric() && c != '_');
        let named = names.next().unwrap_or_default();
        // After `::` comes an empty piece. A list of features names at least one that is another.
        let feature = names.find(|piece| !piece.is_empty()).unwrap_or_default();
        let list = path.split_once("::").is_some_and(|(_, rest)| rest.starts_with('{'));
        // `crate::{kit::paths, members::posts}`: every name in such a list begins a path.
        closed.contains(&named)
            || (named == room && of_features && (feature != own || list))
            || listed(path).any(|piece| closed.contains(&piece) || (of_features && piece == room))
    };
    let mut broken: Vec<usize> = all(&source.text, "crate::").into_iter().filter(breaks).collect();
    // `super` climbs out of a feature from its first file, `super::super` from the others.
    let first = rest.ends_with("mod.rs") && rest.matches('/').count() == 1 || !rest.contains('/');
    let climbs = if of_features && first { "super::" } else { "super::super" };
    broken
        .extend(all(&source.text, climbs).into_iter().filter(|at| !source.text[..*at].ends_with("super::")));
    broken
}

/// Every name in the list of a `use` that begins with `{`; none where it does not.
fn listed(path: &str) -> impl Iterator<Item = &str> {
    let many = path.strip_prefix('{').and_then(|rest| rest.split_once(';')).map_or("", |(many, _)| many);
    many.split(|c: char| !c.is_alphanumeric() && c != '_')
}

pub(super) fn aggregates_in_driver(source: &Source) -> Vec<usize> {
    if !source.path.starts_with("store/src/driver/") {
        return Vec::new();
    }
    let own = |at: &usize| source.text[*at..].starts_with("crate::driver");
    all(&source.text, "crate::").into_iter().filter(|at| !own(at)).collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::broken;

    #[test]
    fn a_room_that_knows_too_much_is_seen() {
        let members = "app/src/members/threads/api.rs";
        assert_eq!(broken(members, "use crate::members::posts::api::add_post;"), 1);
        assert_eq!(broken(members, "use crate::members::{posts, threads};"), 1);
        assert_eq!(broken(members, "use crate::members::{threads, posts};"), 1);
        assert_eq!(broken(members, "use super::super::posts::api::add_post;"), 1);
        assert_eq!(broken(members, "use crate::{kit::paths, members::posts::api};"), 1);
        assert_eq!(broken("app/src/kit/page.rs", "use crate::{t, story::draft};"), 1);
        assert_eq!(broken(members, "use crate::{kit::paths, story::draft};"), 0);
        assert_eq!(broken("server/src/jobs.rs", "use app::members::posts;"), 1);
        assert_eq!(broken("server/src/jobs.rs", "use app::{kit::forms::Done, members::posts};"), 1);
        assert_eq!(broken("server/src/jobs.rs", "use app::{kit::forms::Done, story::own};"), 0);
        assert_eq!(broken("app/src/members/threads/mod.rs", "use super::posts::api;"), 1);
        assert_eq!(broken("app/src/members/language.rs", "use super::posts::api;"), 1);
        assert_eq!(broken("app/src/kit/page.rs", "use super::super::members::posts;"), 1);
        assert_eq!(broken("app/src/members/threads/api.rs", "use super::parts;"), 0);
        assert_eq!(broken("server/src/jobs.rs", "use app::story::own;"), 0);
        assert_eq!(broken("app/src/kit/page.rs", "use crate::islands::Draft;"), 1);
        assert_eq!(broken("app/src/islands/draft.rs", "use crate::story::draft;"), 1);
        assert_eq!(broken(members, "use crate::staff::held::pages;"), 1);
        assert_eq!(broken(members, "use crate::desk::StaffFrame;"), 1);
        assert_eq!(broken("app/src/staff/held/pages.rs", "use crate::desk::StaffFrame;"), 0);
        assert_eq!(broken("app/src/desk/frame.rs", "use crate::story::cards;"), 1);
        assert_eq!(broken(members, "use crate::members::threads::api::ADD;\nuse crate::story::draft;"), 0);
        assert_eq!(broken("app/src/members/language.rs", "use crate::members::language::SET;"), 0);
        assert_eq!(broken("app/src/story/cards.rs", "use crate::members::posts::FORMS;"), 1);
        assert_eq!(broken("app/src/kit/page.rs", "use crate::story::draft;"), 1);
        assert_eq!(broken("app/src/routes.rs", "use crate::members::{posts, threads};"), 0);
    }

    #[test]
    fn an_aggregate_in_the_driver_is_seen() {
        assert_eq!(broken("store/src/driver/tx.rs", "use crate::posts::Posts;\nuse crate::{Added, Tx};"), 2);
        assert_eq!(broken("store/src/driver/tx.rs", "use crate::driver::{Error, Row};"), 0);
        assert_eq!(broken("store/src/held.rs", "use crate::posts::Posts;"), 0);
    }
}
