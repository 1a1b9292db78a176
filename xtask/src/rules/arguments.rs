//! What is handed over as an argument, and neither looked for nor remembered: who asks, the clock, chance.

use super::text::{Source, all};
use std::path::Path;

/// `Ctx::of_request` anywhere but in the server functions of a feature.
pub(super) fn looking_around(source: &Source) -> Vec<usize> {
    let api = ["/api.rs", "/api/", "members/language.rs", "kit/request.rs"];
    let elsewhere = source.path.starts_with("app/src/") && !api.iter().any(|part| source.path.contains(part));
    if elsewhere { all(&source.text, "of_request") } else { Vec::new() }
}

pub(super) fn clock_and_chance(source: &Source) -> Vec<usize> {
    let elsewhere =
        source.path == "server/src/edge.rs" || Path::new(&source.path).iter().any(|part| part == "tests");
    if elsewhere {
        return Vec::new();
    }
    let asks = [
        "Utc::now(",
        "Local::now(",
        "SystemTime::now(",
        "getrandom::fill(",
        "Uuid::now_v7(",
        "Uuid::new_v4(",
    ];
    asks.iter().flat_map(|ask| all(&source.text, ask)).collect()
}

/// A variable of a thread, of a task, or of the whole program that can change. A browser serves one person, a test all it made.
pub(super) fn remembering(source: &Source) -> Vec<usize> {
    const KNOWN: [&str; 4] = [
        "app/src/kit/request.rs",
        "app/src/kit/drawing.rs",
        "server/src/layers/request.rs",
        "server/src/layers/compress.rs",
    ];
    let test = ["/tests/", "/testing/", "testing.rs"].iter().any(|part| source.path.contains(part));
    if KNOWN.contains(&&*source.path) || source.path.starts_with("frontend/") || test {
        return Vec::new();
    }
    let changes = |at: &usize| {
        let kind = source.text[*at..].split(['=', ';']).next().unwrap_or_default();
        let lifetime = source.text[..*at].ends_with('\'');
        !lifetime && ["Mutex<", "RwLock<", "Cell<", "Atomic"].iter().any(|what| kind.contains(what))
    };
    let mut found: Vec<usize> = all(&source.text, "static ").into_iter().filter(changes).collect();
    found.extend(["thread_local!", "task_local!"].iter().flat_map(|what| all(&source.text, what)));
    found
}

pub(super) fn tokio_in_app(source: &Source) -> Vec<usize> {
    let known = ["app/src/kit/request.rs", "app/src/kit/drawing.rs"].contains(&&*source.path);
    if known || !source.path.starts_with("app/") { Vec::new() } else { all(&source.text, "tokio::") }
}

#[cfg(test)]
mod tests {
    use crate::rules::broken;

    #[test]
    fn a_page_that_looks_around_for_its_context_is_seen() {
        let text = "let ctx = Ctx::of_request()?;";
        assert_eq!(broken("app/src/members/posts/pages.rs", text), 1);
        assert_eq!(broken("app/src/kit/ui/bars.rs", text), 1);
        assert_eq!(broken("app/src/members/posts/api.rs", text), 0);
        assert_eq!(broken("app/src/members/account/api/own.rs", text), 0);
    }

    #[test]
    fn the_machines_clock_is_seen_outside_the_edge() {
        assert_eq!(broken("app/src/members/posts/api.rs", "let now = Utc::now();"), 1);
        assert_eq!(broken("server/src/edge.rs", "let now = Utc::now();"), 0);
    }

    #[test]
    fn what_a_thread_remembers_is_seen_but_where_it_is_known() {
        assert_eq!(broken("app/src/kit/ctx.rs", "std::thread_local! { static WHO: Who }"), 1);
        assert_eq!(broken("server/src/live.rs", "tokio::task_local! { static WHO: Who; }"), 1);
        assert_eq!(
            broken("store/src/driver/tx.rs", "static LAST: Mutex<Option<Tag>> = Mutex::new(None);"),
            1
        );
        assert_eq!(
            broken("app/src/members/search/leaves.rs", "static DUTCH: OnceLock<Leaves> = OnceLock::new();"),
            0
        );
        assert_eq!(broken("app/src/story/own/threads.rs", "tokio::spawn(work);"), 1);
        assert_eq!(broken("app/src/kit/request.rs", "tokio::task_local! { static CURRENT: Ctx; }"), 0);
    }
}
