//! T9 and T31: what is sent, and nothing more; no moment finer than a day.

use crate::staff::{Asker, STAFF_PAGES};
use crate::staff_things::Things;
use crate::table::{FUNCTIONS, PAGES, Role, Scene, address, pairs};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::ids::{PostId, ThreadId};
use domain::secrets::{Root, SessionToken, Tag};
use server::testing::{Page, Person, TestApp};
use std::collections::BTreeSet;

/// The root of authorship of somebody who is signed in: what only the server ever holds, and only meanwhile.
async fn root_of(app: &TestApp, person: &Person<'_>) -> Root {
    let cookie = person.cookie("session").expect("a session");
    let (token, _) = SessionToken::from_cookie(&app.state.keys, cookie).expect("a token");
    let mut tx = app.state.store.accounts.read().await.expect("a look");
    let session = tx.sessions().find(&token.hash()).await.expect("a row").expect("a session");
    token.open_root(&session.root_sealed, session.account).expect("a root")
}

/// Ways in which 16 bytes could stand in an answer.
fn spellings(bytes: &[u8]) -> Vec<String> {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let numbers: Vec<String> = bytes.iter().map(u8::to_string).collect();
    let words = format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]);
    // The last character would depend on what follows, so without it.
    let base64 = STANDARD.encode(&bytes[..15]);
    vec![hex.to_uppercase(), hex, words, numbers.join(","), numbers.join(", "), base64]
}

/// Every run of 32 or more hexadecimal characters.
fn hex_runs(text: &str) -> BTreeSet<String> {
    let runs = text.split(|c: char| !c.is_ascii_hexdigit());
    runs.filter(|run| run.len() >= 32).map(str::to_owned).collect()
}

/// The runs of hexadecimal characters of a page that are neither known nor of this page alone.
fn strange(page: &Page, known: &BTreeSet<String>) -> Vec<String> {
    let of_the_page: BTreeSet<String> = [
        ("input[name=once]", "value"),
        ("script", "nonce"),
        // What the words of a post were made into when its page was read: it tells a change, and nothing else.
        ("input[name=edition]", "value"),
        ("input[name=seen]", "value"),
        // The name under which a device keeps what the reader writes, which no other page has; in forms it says whose page it is.
        ("body", "data-shelf"),
        ("input[name=shelf]", "value"),
        // The sealed secret of an app that somebody sets up, for them alone.
        ("input[name=secret]", "value"),
    ]
    .into_iter()
    .flat_map(|(css, name)| page.attributes(css, name))
    .collect();
    hex_runs(&page.html())
        .into_iter()
        .filter(|run| !known.contains(run) && !of_the_page.contains(run))
        .collect()
}

/// T9: no tag leaves the server, in any spelling; every 16 bytes that do are the id of a thread or a post.
#[tokio::test]
async fn no_tag_is_ever_sent() {
    let app = TestApp::sqlite().await.expect("a server");
    let scene = Scene::new(&app).await;
    let anna = scene.person(Role::Author).await;
    let mut bram = app.member().await;
    bram.recognises(&scene.thread).await;
    let his = bram.replies(&scene.thread, "Ook van mij een tip.").await;

    let thread: ThreadId = scene.thread.parse().expect("an id");
    let posts =
        [&scene.thread, &scene.reply, &scene.tip, &his].map(|id| id.parse::<PostId>().expect("an id"));
    let mut tags: Vec<Tag> = Vec::new();
    for person in [&anna, &bram] {
        let root = root_of(&app, person).await;
        tags.push(app.state.keys.author_tag(&root, thread));
        tags.extend(posts.map(|post| app.state.keys.reaction_tag(&root, post)));
    }
    let stored = app.place().rows().await.expect("rows").join("\n");
    assert!(stored.contains(&spellings(&tags[0].bytes())[0]), "these are the tags that are stored");

    // The ids of a private note and of what waits stand on the pages of their owner alone.
    let own = [&scene.waiting, &scene.held, &scene.told, &scene.note].map(String::clone);
    let known: BTreeSet<String> = posts.iter().map(ToString::to_string).chain(own).collect();
    for role in Role::ALL {
        let mut person = scene.person(role).await;
        for (template, _) in PAGES {
            let page = person.sees(&address(template, &scene)).await;
            let html = page.html();
            for spelling in tags.iter().flat_map(|tag| spellings(&tag.bytes())) {
                assert!(!html.contains(&spelling), "{role:?} {template}");
            }
            assert_eq!(strange(&page, &known), Vec::<String>::new(), "{role:?} {template}");
            let script = html.split("__RESOLVED_RESOURCES").nth(1).unwrap_or_default();
            let script = script.split("</script>").next().unwrap_or_default();
            let empty = "=[];__SERIALIZED_ERRORS=[];__PENDING_RESOURCES=[];__RESOURCE_RESOLVERS=[];";
            assert!(["", empty].contains(&script), "{role:?} {template}: {script} rides along");
        }
    }
}

/// The values of a column in all rows of some tables, as bytes.
fn column(rows: &[String], table: &str, name: &str) -> Vec<Vec<u8>> {
    let bytes = |hex: &str| {
        let pairs = (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16));
        pairs.collect::<Result<_, _>>().expect("hexadecimal characters")
    };
    let of_table = rows.iter().filter(|row| row.starts_with(table));
    of_table
        .filter_map(|row| {
            row.split(' ').find_map(|part| part.strip_prefix(name)?.strip_prefix("=X'")?.strip_suffix('\''))
        })
        .map(bytes)
        .collect()
}

/// T9 for staff: no page of theirs holds a tag, or anything by which a member comes in; every 16 bytes on it are the id of a thing that
/// staff know.
#[tokio::test]
async fn nothing_of_a_member_is_ever_sent_to_staff() {
    let app = TestApp::sqlite().await.expect("a server");
    let things = Things::new(&app).await;
    let mut askers = Vec::new();
    for asker in Asker::ALL {
        askers.push((asker, asker.browser(&app).await));
    }
    let rows = app.place().rows().await.expect("rows");
    let mut hidden = column(&rows, "community.", "tag");
    for (table, name) in
        [("accounts.accounts ", "id"), ("accounts.accounts ", "lookup"), ("accounts.sessions ", "hash")]
    {
        hidden.extend(column(&rows, table, name));
    }
    let spelled: Vec<String> = hidden.iter().flat_map(|bytes| spellings(bytes)).collect();
    let held = column(&rows, "community.held_posts ", "tag");
    assert!(held.len() == 2 && hidden.len() > 8, "{hidden:?}");
    let known: BTreeSet<String> = [
        ("staff.staff ", "id"),
        ("accounts.organisations ", "id"),
        ("accounts.cohorts ", "id"),
        ("community.threads ", "id"),
        ("community.posts ", "id"),
        ("community.held_posts ", "id"),
    ]
    .into_iter()
    .flat_map(|(table, name)| column(&rows, table, name))
    .map(|id| spellings(&id).swap_remove(1))
    .collect();
    let clean = |asker: Asker, what: &str, page: &Page| {
        let html = page.html();
        assert!(!spelled.iter().any(|spelling| html.contains(spelling)), "{asker:?} {what}");
        assert_eq!(strange(page, &known), Vec::<String>::new(), "{asker:?} {what}");
    };
    let mut seen = BTreeSet::new();
    for (asker, browser) in &mut askers {
        for (template, _) in STAFF_PAGES {
            let address = template.replace("{id}", things.of(template));
            let page = browser.sees(&address).await;
            clean(*asker, template, &page);
            if page.status() == 200 && page.path == address {
                seen.insert(*template);
            }
        }
    }
    // What no address leads to follows a form, or a factor that is too old.
    for (minutes, asked_for) in
        [(0, ["add_passkey", "set_app", "keep_codes"]), (6, ["begin_passkey", "begin_app", "make_codes"])]
    {
        app.forward(chrono::Duration::minutes(minutes));
        for (asker, browser) in askers.iter_mut().filter(|(asker, _)| matches!(asker, Asker::Staff(_))) {
            for (sent, next) in ["begin_passkey", "begin_app", "make_codes"].into_iter().zip(asked_for) {
                let form = browser.sees("/staff/account").await.form(&format!("staff/account/{sent}"));
                let page = browser.sends(&form).await;
                clean(*asker, sent, &page);
                assert!(
                    page.has_form(&format!("staff/account/{next}")),
                    "{asker:?} {sent}: {}",
                    page.words()
                );
            }
        }
    }
    let follows = [
        "/staff/prove",
        "/staff/try",
        "/staff/account/passkey",
        "/staff/account/app",
        "/staff/account/recovery-codes",
    ];
    let unseen: Vec<_> = STAFF_PAGES
        .iter()
        .map(|(template, _)| *template)
        .filter(|template| !seen.contains(template))
        .collect();
    assert_eq!(unseen, follows, "somebody saw every other page");
}

/// T9: what each server function answers: nothing, where to go, a yes or no, or the list of the export.
#[tokio::test]
async fn every_server_function_answers_with_listed_fields() {
    let app = TestApp::sqlite().await.expect("a server");
    for (endpoint, _, fields) in FUNCTIONS {
        let scene = Scene::new(&app).await;
        let mut anna = scene.person(Role::Author).await;
        let fields = scene.fields(&mut anna, fields).await;
        let answer = anna.asks(&format!("/api/{endpoint}"), &pairs(&fields)).await;
        let said = answer.json();
        let keys = |value: &serde_json::Value| {
            value.as_object().map(|o| o.keys().cloned().collect::<Vec<_>>()).unwrap_or_default()
        };
        match (answer.status, *endpoint) {
            (200, "account/download") => {
                let listed = [
                    "decisions",
                    "drafts",
                    "joined",
                    "key_kept",
                    "notes",
                    "passkeys",
                    "phase",
                    "posts",
                    "push",
                    "region",
                    "saved",
                    "second_key",
                    "sector",
                    "sessions",
                    "themes",
                ];
                assert_eq!(keys(&said), listed);
                assert_eq!(keys(&said["notes"][0]), ["day", "text"]);
                assert_eq!(
                    keys(&said["posts"][0]),
                    ["body", "closing", "day", "kind", "outcome", "question", "thread", "tried"]
                );
            }
            (200, "search/suggest") => {
                assert_eq!(keys(&said[0]), ["href", "over", "title"]);
            }
            (200, "posts/arrived") => assert!(said.is_string(), "{said}"),
            (
                200,
                "viewers/preview" | "viewers/write" | "search/alike" | "push/renew" | "account/show_data",
            ) => {
                assert!(said.is_null(), "{endpoint}: {said}")
            }
            (200, "people/sign_out" | "account/sign_out_everywhere" | "account/remove") => {
                assert_eq!(keys(&said), ["at", "parting"]);
            }
            (200, "ways_in/begin_passkey") => assert_eq!(keys(&said), ["at", "challenge"]),
            (200, _) => {
                let deed = said.get("deed").map(|_| "deed");
                assert_eq!(keys(&said), ["at"].into_iter().chain(deed).collect::<Vec<_>>(), "{endpoint}");
                assert!(said["at"].as_str().is_some_and(|at| at.starts_with('/')), "{endpoint}: {said}");
            }
            // One code, at most with a field, a number or a puzzle.
            _ => {
                let text = said.to_string();
                assert!(text.len() < 200, "{endpoint}: {text}");
                assert!(
                    serde_json::from_slice::<app::kit::error::AppError>(&answer.body).is_ok(),
                    "{endpoint}: {text}"
                );
            }
        }
    }
}

/// Whether a text tells a time of day: `14:03`, `T14`, or seconds, milliseconds or minutes since 1970.
fn tells_a_moment(text: &str, now: i64) -> Option<String> {
    let bytes = text.as_bytes();
    let clock = bytes.windows(5).find(|w| {
        w[0].is_ascii_digit()
            && w[1].is_ascii_digit()
            && w[2] == b':'
            && w[3].is_ascii_digit()
            && w[4].is_ascii_digit()
    });
    if let Some(found) = clock {
        return Some(String::from_utf8_lossy(found).into_owned());
    }
    let near = |number: i64| {
        [(1, 3_600), (1_000, 3_600_000), (1_000_000, 3_600_000_000)]
            .iter()
            .any(|(unit, hour)| (number - now * unit).abs() < *hour)
            || (number - now / 60).abs() < 60
    };
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|run| run.len() >= 8 && run.len() < 19)
        .find(|run| run.parse().is_ok_and(near))
        .map(str::to_owned)
}

server::stories! {
    /// T31, on the rows of both zones and on what others are sent.
    async fn nothing_tells_when_finer_than_a_day(app) {
        let scene = Scene::new(app).await;
        let mut bram = app.member().await;
        bram.recognises(&scene.thread).await;
        let now = domain::time::Clock::now(&*app.clock).timestamp();
        for row in app.place().rows().await.expect("rows") {
            // Random bytes hold any digits; what a column means does not.
            let plain: String = row.split(' ').filter(|part| hex_runs(part).is_empty()).collect::<Vec<_>>().join(" ");
            assert_eq!(tells_a_moment(&plain, now), None, "{row}");
        }
        for path in ["/threads".to_owned(), format!("/threads/{}", scene.thread), "/account/sessions".to_owned()] {
            let page = bram.sees(&path).await;
            assert_eq!(tells_a_moment(&page.words(), now), None, "{path}: {}", page.words());
            assert!(page.attributes("time", "datetime").is_empty(), "{path}");
            // The form of the reader's own holds the second in which it was made: `once`, for the reader alone.
            let once = page.attributes("input[name=once]", "value");
            let html = once.iter().fold(page.html(), |html, once| html.replace(&**once, ""));
            let plain: String = html.split(['"', ' ', '<', '>', '=']).filter(|part| hex_runs(part).is_empty() && !part.contains('.')).collect::<Vec<_>>().join(" ");
            assert_eq!(tells_a_moment(&plain, now), None, "{path}");
        }
        for (endpoint, fields) in [("account/download", vec![("password", bram.code.clone())])] {
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, &**value)).collect();
            let answer = bram.asks(&format!("/api/{endpoint}"), &fields).await;
            assert_eq!(tells_a_moment(&answer.text(), now), None, "{endpoint}: {}", answer.text());
        }
    }
}
