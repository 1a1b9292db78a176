//! S9, S27, S29, S30: what stands in the head of every answer, and what no address holds.

use crate::table::{PAGES, Role, Scene, address};
use axum::body::Body;
use http::Method;
use server::assets::Files;
use server::testing::{Answer, Browser, TestApp, TestStore};
use std::collections::{BTreeMap, BTreeSet};

/// A server with a few files for the browser.
async fn app() -> TestApp {
    let site = tempfile::tempdir().expect("a folder");
    for (path, text) in [
        (
            "pkg/manifest.json",
            r#"{"js":"/pkg/app.1.js","wasm":"/pkg/app.1.wasm","css":"/pkg/app.1.css","start":"/pkg/start.1.js"}"#,
        ),
        ("pkg/app.1.js", "1"),
        ("pkg/app.1.css", "a{}"),
        ("favicon.svg", "<svg/>"),
        ("sw.js", "1"),
        ("manifest.webmanifest", "{}"),
        ("icons/192.png", "png"),
        (".env", "secret"),
    ] {
        let file = site.path().join(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        std::fs::write(file, text).expect("written");
    }
    let files = Files::read(site.path()).expect("files");
    let store = TestStore::sqlite().await.expect("a store");
    TestApp::with(store, TestApp::wide(), files, domain::entropy::Seeded::new(9))
}

/// The headers of an answer as lines, with what differs each time masked.
fn lines(answer: &Answer) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    for (name, value) in &answer.headers {
        let value = value.to_str().expect("text");
        let shown = match name.as_str() {
            "content-length" => continue,
            "set-cookie" => format!(
                "{}=…{}",
                value.split('=').next().unwrap_or_default(),
                value.find(';').map_or("", |at| &value[at..])
            ),
            "location" if value.contains('/') && value.len() > 30 => "…".to_owned(),
            "content-security-policy" => mask_nonce(value),
            _ => value.to_owned(),
        };
        lines.insert(format!("{name}: {shown}"));
    }
    lines
}

fn mask_nonce(policy: &str) -> String {
    let Some((before, rest)) = policy.split_once("'nonce-") else { return policy.to_owned() };
    let (_, after) = rest.split_once('\'').expect("a whole nonce");
    format!("{before}'nonce-…'{after}")
}

type Groups = BTreeMap<BTreeSet<String>, BTreeSet<String>>;

fn note(groups: &mut Groups, what: String, answer: &Answer) {
    groups.entry(lines(answer)).or_default().insert(format!("{} {what}", answer.status));
}

async fn get(groups: &mut Groups, browser: &mut Browser<'_>, who: &str, path: &str, shown: &str) {
    let answer = browser.gets(path).await;
    note(groups, format!("{who} GET {shown}"), &answer);
}

/// S9: a header that changes anywhere changes this file.
#[tokio::test]
async fn every_answer_has_the_agreed_headers() {
    let app = app().await;
    let scene = Scene::new(&app).await;
    let mut groups = Groups::new();
    for (who, role) in [("visitor", Role::Visitor), ("author", Role::Author)] {
        let mut person = scene.person(role).await;
        let pages = PAGES.iter().map(|(path, _)| *path);
        for path in pages.chain([
            "/nowhere",
            "/health",
            "/ready",
            "/robots.txt",
            "/favicon.svg",
            "/sw.js",
            "/manifest.webmanifest",
            "/icons/192.png",
            "/pkg/app.1.js",
            "/pkg/app.1.css",
            "/pkg/nothing.js",
            "/live/threads/x",
            "/api/threads/add",
        ]) {
            get(&mut groups, &mut person, who, &address(path, &scene), path).await;
        }
        let refused = person.posts("/api/posts/remove", &[("post", &scene.tip)]).await;
        note(&mut groups, format!("{who} POST refused"), &refused);
        let refused = person.asks("/api/posts/remove", &[("post", &scene.tip)]).await;
        note(&mut groups, format!("{who} POST refused, json"), &refused);
        let large = "a".repeat(70_000);
        note(
            &mut groups,
            format!("{who} POST too large"),
            &person.posts("/api/posts/add", &[("body", &large)]).await,
        );
        let foreign =
            person.request(Method::POST, "/api/people/sign_out").header("sec-fetch-site", "cross-site");
        note(
            &mut groups,
            format!("{who} POST foreign"),
            &app.ask(foreign.body(Body::empty()).expect("a request")).await,
        );
        let trace = person.request(Method::TRACE, "/").body(Body::empty()).expect("a request");
        note(&mut groups, format!("{who} TRACE /"), &app.ask(trace).await);
        get(&mut groups, &mut person, who, "/leave", "/leave").await;
        if role == Role::Author {
            let group = person.code.rsplit('-').next().unwrap_or_default().to_owned();
            let back = person.posts("/api/people/sign_in", &[("password", &group)]).await;
            note(&mut groups, "author POST come back".to_owned(), &back);
            note(
                &mut groups,
                "author POST language".to_owned(),
                &person.posts("/api/language/set", &[("language", "en")]).await,
            );
            note(
                &mut groups,
                "author POST sign out".to_owned(),
                &person.posts("/api/people/sign_out", &[]).await,
            );
        }
    }
    app.state.store.close().await;
    get(&mut groups, &mut app.browser(), "broken", "/ready", "/ready").await;
    let mut member = scene.person(Role::Author).await;
    get(&mut groups, &mut member, "broken", "/threads", "/threads").await;

    let blocks: Vec<String> = groups
        .iter()
        .map(|(headers, requests)| {
            let all = |lines: &BTreeSet<String>, before| {
                lines.iter().map(|line| format!("{before}{line}\n")).collect::<String>()
            };
            format!("{}{}", all(requests, "# "), all(headers, ""))
        })
        .collect();
    golden("headers.txt", &blocks.join("\n"));
}

/// Compares with a file that is kept; `UPDATE_GOLDEN=1` writes it, for somebody to read before it is committed.
fn golden(name: &str, text: &str) {
    let file = crate::sources::root().join("server/tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&file, text).expect("written");
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    let differs: Vec<_> = text.lines().filter(|line| !kept.contains(line)).collect();
    assert_eq!(text, kept, "new: {differs:#?}");
}

/// S9, S30, whatever the golden file says.
#[tokio::test]
async fn the_headers_that_matter_are_on_every_page() {
    let app = app().await;
    let scene = Scene::new(&app).await;
    let mut anna = scene.person(Role::Author).await;
    let mut nonces = BTreeSet::new();
    for (template, statuses) in PAGES {
        let page = anna.sees(&address(template, &scene)).await;
        let answer = &page.answer;
        for (name, word) in [
            ("strict-transport-security", "max-age=63072000"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cache-control", "no-store"),
            ("permissions-policy", "geolocation=()"),
            ("content-security-policy", "object-src 'none'; base-uri 'none'"),
            ("content-security-policy", "frame-ancestors 'none'"),
            ("content-security-policy", "default-src 'none'"),
        ] {
            assert!(answer.header(name).contains(word), "{template} {name}: {}", answer.header(name));
        }
        for word in ["unsafe-inline", "unsafe-eval'; ", "*", "http:"] {
            let policy = answer.header("content-security-policy").replace("'wasm-unsafe-eval'", "");
            assert!(!policy.contains(word), "{template}: {policy}");
        }
        for telling in ["server", "x-powered-by", "etag", "last-modified", "date", "via"] {
            assert!(!answer.headers.contains_key(telling), "{template} {telling}");
        }
        let policy = answer.header("content-security-policy");
        let nonce = policy
            .split("'nonce-")
            .nth(1)
            .and_then(|rest| rest.split('\'').next())
            .unwrap_or_default()
            .to_owned();
        assert!(nonce.len() >= 22, "{template}: 128 bits: {nonce}");
        for script in page.attributes("script", "nonce") {
            assert_eq!(script, nonce, "{template}");
        }
        assert!(
            page.attributes("[style]", "style").is_empty(),
            "{template}: the policy allows no style in the page"
        );
        assert!(nonces.insert(nonce) || statuses[3] == 303, "{template}: a nonce serves once");
    }
}

/// S27.
#[tokio::test]
async fn nothing_is_there_that_was_not_meant_to_be() {
    let app = app().await;
    let mut anna = app.member().await;
    for path in [
        "/.git/config",
        "/.git/HEAD",
        "/.env",
        "/pkg/",
        "/pkg",
        "/pkg/manifest.json",
        "/pkg/../.env",
        "/pkg/..%2f.env",
        "/metrics",
        "/debug",
        "/data/keys",
        "/accounts.sqlite",
        "/server-status",
        "/swagger",
        "/graphql",
        "/admin",
        "/wp-login.php",
        "/api",
        "/api/",
        "/art/",
        "/target",
        "/Cargo.toml",
        "/.well-known/x",
    ] {
        let answer = anna.gets(path).await;
        // Below /api only posting is known.
        let due = if path.starts_with("/api/") { 405 } else { 404 };
        assert_eq!(answer.status, due, "{path}");
        assert!(!answer.text().contains("secret") && !answer.text().contains("Index of"), "{path}");
        assert!(
            !answer.text().contains(env!("CARGO_PKG_VERSION"))
                && !answer.text().to_lowercase().contains("axum"),
            "{path}"
        );
    }
}

/// S29: no address that a page leads to holds anything that is a secret or that somebody typed.
#[tokio::test]
async fn no_address_holds_a_secret() {
    let app = app().await;
    let scene = Scene::new(&app).await;
    let mut anna = scene.person(Role::Author).await;
    let token = anna.cookie("session").expect("a session")[..32].to_owned();
    let code = anna.code.clone();
    let mut open = vec![
        "/threads".to_owned(),
        "/account".to_owned(),
        "/themes".to_owned(),
        format!("/threads/{}", scene.thread),
    ];
    let mut seen = BTreeSet::new();
    while let Some(path) = open.pop() {
        if seen.len() > 60 || path == "/leave" || !seen.insert(path.clone()) {
            continue;
        }
        let page = anna.sees(&path).await;
        let addresses = [
            ("a", "href"),
            ("form", "action"),
            ("img", "src"),
            ("script", "src"),
            ("link", "href"),
            ("use", "href"),
        ]
        .iter()
        .flat_map(|(element, attribute)| page.attributes(element, attribute));
        for address in addresses {
            let query: Vec<String> = form_urlencoded::parse(
                address
                    .split('?')
                    .nth(1)
                    .unwrap_or_default()
                    .split('#')
                    .next()
                    .unwrap_or_default()
                    .as_bytes(),
            )
            .map(|(name, _)| name.into_owned())
            .collect();
            assert!(
                query.iter().all(|name| ["filter", "theme", "before"].contains(&&**name))
                    || !address.starts_with('/'),
                "{path} -> {address}"
            );
            for secret in [&*token, &*code, &code.replace('-', ""), "tillift"] {
                assert!(!address.contains(secret), "{path} -> {address}");
            }
            if address.starts_with('/') && !address.starts_with("/api/") && !address.starts_with("/pkg/") {
                open.push(address.split('#').next().unwrap_or_default().to_owned());
            }
        }
        // S12: what a page loads is ours.
        for (element, attribute) in
            [("script", "src"), ("link", "href"), ("img", "src"), ("source", "srcset")]
        {
            for address in page.attributes(element, attribute) {
                assert!(
                    address.starts_with('/') && !address.starts_with("//") || address.is_empty(),
                    "{path} loads {address}"
                );
            }
        }
    }
    assert!(seen.len() > 15, "{seen:?}");
}
