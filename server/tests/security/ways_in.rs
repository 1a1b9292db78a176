//! S14, S8, S16: which ways in there are, and what they hand out.

use crate::table::{FUNCTIONS, PAGES, Role, Scene, address, pairs};
use domain::codes::{AccountCode, CohortCode};
use domain::entropy::bytes;
use server::edge::SystemEntropy;
use server::testing::TestApp;
use std::collections::{BTreeSet, HashSet};

/// S14: nothing but joining, a key, a passkey and the link for another device opens a session; changing the code opens the one that goes on.
#[tokio::test]
async fn only_joining_a_key_a_passkey_and_a_link_open_a_session() {
    let app = TestApp::sqlite().await.expect("a server");
    let mut opens = BTreeSet::new();
    for (endpoint, _, fields) in FUNCTIONS {
        let scene = Scene::new(&app).await;
        for role in Role::ALL {
            let mut person = scene.person(role).await;
            let fields = scene.fields(&mut person, fields).await;
            let answer = person.asks(&format!("/api/{endpoint}"), &pairs(&fields)).await;
            let new = answer
                .cookies()
                .iter()
                .any(|line| line.starts_with("__Host-session=") && !line.contains("Max-Age=0"));
            if new {
                opens.insert(*endpoint);
            }
        }
    }
    // A newcomer's `people/join` is the second sending of a form: it makes nothing.
    let mut anna = app.person();
    let code = app.a_cohort().await;
    anna.enters(&code).await;
    anna.accepts_rules().await;
    let about = [("phase", "student"), ("sector", "vvt"), ("region", "utrecht")];
    let answer = anna.asks("/api/people/join", &about).await;
    assert!(answer.cookies().iter().any(|line| line.starts_with("__Host-session=")));
    assert_eq!(opens, BTreeSet::from(["people/sign_in", "people/take_over", "people/use_passkey"]));
}

/// S14: no page opens a session either, and there is no account that was there before anybody joined.
#[tokio::test]
async fn no_page_opens_a_session_and_nobody_was_here_before() {
    let app = TestApp::sqlite().await.expect("a server");
    let rows = app.place().rows().await.expect("rows");
    assert!(
        !rows.iter().any(|row| row.starts_with("accounts.accounts") || row.starts_with("accounts.sessions"))
    );
    let scene = Scene::new(&app).await;
    let mut visitor = app.person();
    for (template, _) in PAGES {
        // A page for members remembers for some minutes that somebody wanted to land there.
        let cookies = visitor.gets(&address(template, &scene)).await.cookies();
        assert!(cookies.iter().all(|line| line.starts_with("__Host-landing=")), "{template}: {cookies:?}");
    }
    for code in ["0000-0000-0000-0000-0000-0000-0000", "admin", "Health-Thing", "' or 1=1 --"] {
        visitor.signs_in_with(code).await;
        assert!(visitor.cookie("session").is_none(), "{code}");
    }
}

/// S8.
#[tokio::test]
async fn every_cookie_carries_every_flag() {
    let app = TestApp::sqlite().await.expect("a server");
    let mut lines = Vec::new();
    let mut anna = app.person();
    let code = app.a_cohort().await;
    lines.extend(anna.posts("/api/people/check_cohort", &[("code", &code)]).await.cookies());
    let rules = [("listen", "yes"), ("private", "yes"), ("help", "yes")];
    lines.extend(anna.posts("/api/people/accept_rules", &rules).await.cookies());
    let about = [("phase", "student"), ("sector", "vvt"), ("region", "utrecht")];
    lines.extend(anna.posts("/api/people/join", &about).await.cookies());
    let page = anna.sees("/join/key").await;
    anna.keeps_code_of(&page);
    let group = anna.code.rsplit('-').next().expect("a group").to_owned();
    lines.extend(anna.posts("/api/people/confirm_code", &[("group", &group)]).await.cookies());
    lines.extend(anna.posts("/api/language/set", &[("language", "en")]).await.cookies());
    app.forward(chrono::Duration::minutes(5));
    lines.extend(anna.gets("/threads").await.cookies());
    let code = anna.code.clone();
    let left = anna.gets("/leave").await.cookies();
    assert!(left[0].starts_with("__Host-left="), "{left:?}");
    lines.extend(left);
    lines.extend(anna.posts("/api/people/sign_in", &[("password", &group)]).await.cookies());
    lines.extend(app.person().gets("/account").await.cookies());
    let shared = anna.posts("/api/people/sign_in", &[("password", &code), ("shared", "yes")]).await.cookies();
    assert!(
        shared.len() == 2 && shared.iter().all(|line| !line.contains("Max-Age")),
        "a shared computer forgets when it closes"
    );
    lines.extend(shared);
    lines.extend(anna.posts("/api/people/sign_out", &[]).await.cookies());

    let mut names = BTreeSet::new();
    for line in &lines {
        let (name, _) = line.split_once('=').expect("a name");
        names.insert(name.to_owned());
        let flags: BTreeSet<&str> =
            line.split("; ").skip(1).filter(|flag| !flag.starts_with("Max-Age")).collect();
        assert_eq!(flags, BTreeSet::from(["Path=/", "HttpOnly", "SameSite=Lax", "Secure"]), "{name}");
    }
    assert_eq!(
        names,
        ["handover", "joining", "landing", "language", "left", "session", "shared", "told"]
            .map(|name| format!("__Host-{name}"))
            .into()
    );
}

/// S16: what opens something is drawn from the system's chance, long enough, and without a pattern.
#[test]
fn codes_and_tokens_are_long_and_uniform() {
    const MANY: usize = 20_000;
    let codes: HashSet<String> = (0..MANY).map(|_| AccountCode::generate(&SystemEntropy).grouped()).collect();
    assert_eq!(codes.len(), MANY);
    let mut seen = [[0f64; 32]; 26];
    for code in &codes {
        for (place, symbol) in code.chars().filter(|c| *c != '-').take(26).enumerate() {
            let value = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".find(symbol).expect("of the alphabet");
            seen[place][value] += 1.0;
        }
    }
    // 26 characters of 32 kinds are 130 bits. Chi-square with 31 degrees of freedom: p = 1e-6 at 81.
    for (place, counts) in seen.iter().enumerate() {
        let expected = MANY as f64 / 32.0;
        let chi: f64 = counts.iter().map(|n| (n - expected).powi(2) / expected).sum();
        assert!(chi < 81.0, "character {place}: {chi}");
    }
    assert_eq!(CohortCode::generate(&SystemEntropy).grouped().len(), 11);
    let tokens: HashSet<[u8; 32]> = (0..MANY).map(|_| bytes(&SystemEntropy)).collect();
    assert_eq!(tokens.len(), MANY);
}
