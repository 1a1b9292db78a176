//! House rules that neither the compiler nor clippy can see. Each says why.

use crate::{Failure, project};
use std::path::{Path, PathBuf};

/// One file's text, with comments blanked out, so that a rule may be written about in a comment.
struct Source {
    path: String,
    text: String,
}

struct Rule {
    says: &'static str,
    breaks: fn(&Source) -> Vec<usize>,
}

const RULES: [Rule; 10] = [
    Rule {
        says: "kit knows no story and no feature, a story no feature, and features know each other through domain, kit and story only",
        breaks: rooms,
    },
    Rule {
        says: "Leptos 0.8 writes this into HTML unescaped; use the wrapper in app/src/kit/ui",
        breaks: raw_sinks,
    },
    Rule {
        says: "SQL is a constant: a query put together from text is where injections live",
        breaks: built_queries,
    },
    Rule {
        says: "a server function that changes something must not answer GET: a link on another page could call it",
        breaks: changing_get,
    },
    Rule {
        says: "a server function without `endpoint` changes its address with every build",
        breaks: missing_endpoints,
    },
    Rule {
        says: "clock and chance are arguments; only server/src/edge.rs asks the machine",
        breaks: clock_and_chance,
    },
    Rule {
        says: "what the program, a thread or a task remembers by itself can be somebody else's; hand it over as an argument",
        breaks: remembering,
    },
    Rule { says: "work for a request is done in the request; app knows no runtime", breaks: tokio_in_app },
    Rule {
        says: "a page gets its context as an argument; only a server function takes it from its request",
        breaks: looking_around,
    },
    Rule {
        says: "the driver knows databases and no aggregate; an aggregate writes its own door on Tx in its own file",
        breaks: aggregates_in_driver,
    },
];

/// Checks every rule; the fault lists each breach as `file:line: reason`.
pub fn keep() -> Result<(), Failure> {
    let breaches: Vec<String> = sources().iter().flat_map(breaches).collect();
    if breaches.is_empty() {
        Ok(())
    } else {
        Err(format!("House rules are broken:\n{}", breaches.join("\n")))
    }
}

fn breaches(source: &Source) -> Vec<String> {
    let line = |at: &usize| source.text[..*at].matches('\n').count() + 1;
    let told = |rule: &Rule| {
        let at = (rule.breaks)(source);
        at.iter().map(|at| format!("  {}:{}: {}", source.path, line(at), rule.says)).collect::<Vec<_>>()
    };
    RULES.iter().flat_map(told).collect()
}

fn sources() -> Vec<Source> {
    let crates = ["domain", "privacy", "store", "app", "server", "frontend"];
    let files = crates.iter().flat_map(|name| project::files(&project::root().join(name)));
    let rust: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|end| end == "rs")).collect();
    let read = |file: &PathBuf| {
        let text = std::fs::read_to_string(file).ok()?;
        Some(Source { path: project::shown(file), text: without_comments(&text) })
    };
    rust.iter().filter_map(read).collect()
}

/// Whole-line comments become empty lines; line numbers stay.
fn without_comments(text: &str) -> String {
    let line = |line: &str| if line.trim_start().starts_with("//") { String::new() } else { line.to_owned() };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn all(text: &str, what: &str) -> Vec<usize> {
    text.match_indices(what).map(|(at, _)| at).collect()
}

/// `crate::members::posts` inside `app/src/members/threads/`, `app/src/story/` or `app/src/kit/`.
fn rooms(source: &Source) -> Vec<usize> {
    let Some(inside) = source.path.strip_prefix("app/src/") else { return Vec::new() };
    let (room, rest) = inside.split_once('/').unwrap_or(("", inside));
    let own = rest.split(['/', '.']).next().unwrap_or_default();
    let closed: &[&str] = match room {
        "kit" => &["islands", "story", "members", "staff", "routes"],
        "islands" => &["story", "members", "staff", "routes"],
        "story" => &["members", "staff", "routes"],
        "members" => &["staff", "routes"],
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
        closed.contains(&named) || (named == room && of_features && (feature != own || list))
    };
    let mut broken: Vec<usize> = all(&source.text, "crate::").into_iter().filter(breaks).collect();
    // `super::super` may climb out of a feature.
    broken.extend(all(&source.text, "super::super").into_iter().filter(|_| of_features));
    broken
}

/// `Ctx::of_request` anywhere but in the server functions of a feature.
fn looking_around(source: &Source) -> Vec<usize> {
    let api = ["/api.rs", "/api/", "members/language.rs", "kit/request.rs"];
    let elsewhere = source.path.starts_with("app/src/") && !api.iter().any(|part| source.path.contains(part));
    if elsewhere { all(&source.text, "of_request") } else { Vec::new() }
}

fn raw_sinks(source: &Source) -> Vec<usize> {
    if !source.path.starts_with("app/src/") || source.path.starts_with("app/src/kit/ui/") {
        return Vec::new();
    }
    let sinks = ["<textarea", "<Title", "inner_html"];
    sinks.iter().flat_map(|sink| all(&source.text, sink)).filter(|at| !in_string(&source.text, *at)).collect()
}

/// Tells whether the place is inside a string on its line: tests look for `"<textarea"` in HTML.
fn in_string(text: &str, at: usize) -> bool {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    text[start..at].replace("\\\"", "").matches('"').count() % 2 == 1
}

/// `format!` between the brackets of `query(…)`, `query_as(…)`, `query_scalar(…)`.
fn built_queries(source: &Source) -> Vec<usize> {
    let calls = ["query(", "query_as(", "query_scalar(", "query_with(", "raw_sql("];
    let built = |at: &usize| {
        let call = &source.text[*at..];
        let open = call.find('(').unwrap_or(0);
        between_brackets(&call[open..]).contains("format!")
    };
    calls.iter().flat_map(|call| all(&source.text, call)).filter(built).collect()
}

fn between_brackets(text: &str) -> &str {
    let mut depth = 0_i32;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' if depth == 1 => return &text[..at],
            ')' => depth -= 1,
            _ => {}
        }
    }
    text
}

fn changing_get(source: &Source) -> Vec<usize> {
    let changes = |at: &usize| {
        let attribute = between_brackets(&source.text[at + "#[server".len()..]);
        let name = source.text[*at..].split_once("fn ").map_or("", |(_, rest)| rest);
        attribute.contains("GetUrl")
            && !["get_", "list_", "find_", "count_"].iter().any(|read| name.starts_with(read))
    };
    all(&source.text, "#[server(").into_iter().filter(changes).collect()
}

fn missing_endpoints(source: &Source) -> Vec<usize> {
    let mut bare = all(&source.text, "#[server]");
    let missing = |at: &usize| {
        let attribute = between_brackets(&source.text[at + "#[server".len()..]);
        // These two stand on an argument, not on a function.
        !attribute.contains("endpoint") && !["(default", "(flatten"].contains(&attribute)
    };
    bare.extend(all(&source.text, "#[server(").into_iter().filter(missing));
    bare.retain(|at| source.path.starts_with("app/") && !in_string(&source.text, *at));
    bare
}

fn clock_and_chance(source: &Source) -> Vec<usize> {
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
fn remembering(source: &Source) -> Vec<usize> {
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

fn tokio_in_app(source: &Source) -> Vec<usize> {
    let known = ["app/src/kit/request.rs", "app/src/kit/drawing.rs"].contains(&&*source.path);
    if known || !source.path.starts_with("app/") { Vec::new() } else { all(&source.text, "tokio::") }
}

fn aggregates_in_driver(source: &Source) -> Vec<usize> {
    if !source.path.starts_with("store/src/driver/") {
        return Vec::new();
    }
    let own = |at: &usize| source.text[*at..].starts_with("crate::driver");
    all(&source.text, "crate::").into_iter().filter(|at| !own(at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(path: &str, text: &str) -> usize {
        breaches(&Source { path: path.into(), text: without_comments(text) }).len()
    }

    #[test]
    fn the_house_rules_hold() {
        assert_eq!(keep(), Ok(()));
    }

    #[test]
    fn a_room_that_knows_too_much_is_seen() {
        let members = "app/src/members/threads/pages.rs";
        assert_eq!(broken(members, "use crate::members::posts::api::add_post;"), 1);
        assert_eq!(broken(members, "use crate::members::{posts, threads};"), 1);
        assert_eq!(broken(members, "use crate::members::{threads, posts};"), 1);
        assert_eq!(broken(members, "use super::super::posts::api::add_post;"), 1);
        assert_eq!(broken("app/src/kit/page.rs", "use crate::islands::Draft;"), 1);
        assert_eq!(broken("app/src/islands/draft.rs", "use crate::story::draft;"), 1);
        assert_eq!(broken(members, "use crate::staff::desk::Desk;"), 1);
        assert_eq!(broken(members, "use crate::members::threads::api::ADD;\nuse crate::story::draft;"), 0);
        assert_eq!(broken("app/src/members/language.rs", "use crate::members::language::SET;"), 0);
        assert_eq!(broken("app/src/story/cards.rs", "use crate::members::posts::FORMS;"), 1);
        assert_eq!(broken("app/src/kit/page.rs", "use crate::story::draft;"), 1);
        assert_eq!(broken("app/src/routes.rs", "use crate::members::{posts, threads};"), 0);
    }

    #[test]
    fn a_page_that_looks_around_for_its_context_is_seen() {
        let text = "let ctx = Ctx::of_request()?;";
        assert_eq!(broken("app/src/members/posts/pages.rs", text), 1);
        assert_eq!(broken("app/src/kit/ui/bars.rs", text), 1);
        assert_eq!(broken("app/src/members/posts/api.rs", text), 0);
        assert_eq!(broken("app/src/members/account/api/own.rs", text), 0);
    }

    #[test]
    fn raw_sinks_are_seen_outside_ui_and_outside_strings() {
        assert_eq!(broken("app/src/members/posts/pages.rs", "view! { <textarea>{text}</textarea> }"), 1);
        assert_eq!(broken("app/src/members/posts/pages.rs", "view! { <p inner_html=text/> }"), 1);
        assert_eq!(broken("app/src/kit/ui/text_area.rs", "view! { <textarea>{text}</textarea> }"), 0);
        assert_eq!(
            broken("app/src/members/posts/pages.rs", "assert!(html.contains(\"<textarea\"));\n// <textarea"),
            0
        );
    }

    #[test]
    fn a_query_made_from_text_is_seen() {
        assert_eq!(broken("store/src/posts.rs", "sqlx::query(&format!(\"select {x}\"))"), 1);
        assert_eq!(broken("store/src/posts.rs", "sqlx::query(FIND).bind(format!(\"{x}\"))"), 0);
    }

    #[test]
    fn a_get_that_changes_something_is_seen() {
        let get =
            |name: &str| format!("#[server(endpoint = \"a/b\", input = GetUrl)]\npub async fn {name}() {{}}");
        assert_eq!(broken("app/src/members/posts/api.rs", &get("remove_post")), 1);
        assert_eq!(broken("app/src/members/posts/api.rs", &get("list_posts")), 0);
    }

    #[test]
    fn a_server_function_without_an_address_is_seen() {
        assert_eq!(
            broken("app/src/members/posts/api.rs", "#![expect(missing_docs, reason = \"#[server] writes\")]"),
            0
        );
        assert_eq!(broken("app/src/members/posts/api.rs", "#[server]\nasync fn add_post() {}"), 1);
        assert_eq!(
            broken("app/src/members/posts/api.rs", "#[server(input = PostUrl)]\nasync fn add_post() {}"),
            1
        );
        assert_eq!(
            broken(
                "app/src/members/posts/api.rs",
                "#[server(endpoint = \"posts/add\")]\nasync fn add_post() {}"
            ),
            0
        );
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

    #[test]
    fn an_aggregate_in_the_driver_is_seen() {
        assert_eq!(broken("store/src/driver/tx.rs", "use crate::posts::Posts;\nuse crate::{Added, Tx};"), 2);
        assert_eq!(broken("store/src/driver/tx.rs", "use crate::driver::{Error, Row};"), 0);
        assert_eq!(broken("store/src/held.rs", "use crate::posts::Posts;"), 0);
    }

    #[test]
    fn the_machines_clock_is_seen_outside_the_edge() {
        assert_eq!(broken("app/src/members/posts/api.rs", "let now = Utc::now();"), 1);
        assert_eq!(broken("server/src/edge.rs", "let now = Utc::now();"), 0);
    }
}
