//! T7: a whole visit with things that are easy to find again; then they are looked for everywhere they must not be.

use domain::codes::AccountCode;
use domain::entropy::Seeded;
use domain::time::FixedClock;
use http::Method;
use server::log::{Format, start_to};
use server::testing::{Person, TestApp};
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

static LINES: Mutex<String> = Mutex::new(String::new());

/// From now on the lines of this process are kept, for [`lines`].
pub fn listen() {
    static ONCE: OnceLock<()> = OnceLock::new();
    ONCE.get_or_init(|| {
        let clock = Arc::new(FixedClock::at("2026-11-20T10:00:00Z".parse().expect("a moment")));
        // A test that fails says so as always, beside the line.
        let usual = std::panic::take_hook();
        start_to(Format::Plain, clock, |line| {
            LINES.lock().unwrap_or_else(PoisonError::into_inner).push_str(line);
        });
        let ours = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            ours(info);
            usual(info);
        }));
    });
}

/// Every line that was written so far.
pub fn lines() -> String {
    LINES.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

const ADDRESS: &str = "198.51.100.23";
const AGENT: &str = "CANARY-UA";
const BODY: &str = "Kanariegeel verhaal over de nachtdienst.";
const REFUSED: &str = "kanarierood";

/// Everything that people do, also wrongly. Gives every secret that was handed out on the way.
async fn a_whole_visit(anna: &mut Person<'_>, cohort: &str, other: &str) -> Vec<String> {
    let app = anna.app();
    anna.joins_with(cohort).await;
    let mut secrets = vec![anna.cookie("joining").expect("a cookie").to_owned()];
    anna.confirms_code().await;
    secrets.push(anna.cookie("session").expect("a session").to_owned());
    secrets.push(anna.code.clone());
    let thread = anna.shares(BODY).await;
    let reply = anna.replies(other, BODY).await;
    anna.recognises(other).await;
    let form = anna.sees(&format!("/posts/{thread}/edit")).await.form("posts/edit");
    anna.sends(&form).await;
    for (path, fields) in [
        ("/api/posts/add", &[("thread", other), ("body", REFUSED)][..]),
        ("/api/posts/edit", &[("post", &reply), ("body", "\r\nerror kanarierood\u{1b}[2J")]),
        ("/api/kanarierood", &[("kanarierood", REFUSED)]),
        ("/api/people/sign_in", &[("password", REFUSED)]),
    ] {
        anna.posts(path, fields).await;
        anna.asks(path, fields).await;
    }
    anna.asks("/api/posts/add", &[("body", &REFUSED.repeat(9_000))]).await;
    for path in [
        "/kanarierood",
        "/threads/kanarierood",
        "/threads?theme=kanarierood",
        "/pkg/kanarierood",
        "/%0d%0akanarierood",
    ] {
        anna.gets(path).await;
    }
    let foreign =
        anna.request(Method::POST, "/api/people/sign_out").header("origin", "https://kanarierood.example");
    app.ask(foreign.body(axum::body::Body::from(REFUSED)).expect("a request")).await;
    let trace = anna.request(Method::TRACE, "/kanarierood").header("referer", "https://kanarierood.example");
    app.ask(trace.body(axum::body::Body::empty()).expect("a request")).await;
    let unknown = AccountCode::generate(&Seeded::new(41)).grouped();
    anna.signs_in_with(&unknown).await;
    secrets.push(unknown);
    let mut phone = anna.elsewhere();
    (phone.address, phone.agent) = (ADDRESS.to_owned(), AGENT.to_owned());
    phone.signs_in().await;
    secrets.push(phone.cookie("session").expect("a session").to_owned());
    phone.signs_out().await;
    let token = anna.hands_over().await;
    phone.takes_over(&token).await;
    secrets.extend([token, anna.hands_over().await]);
    secrets
}

/// The ways in which a secret could be written: as it was shown, without dashes, and as the bytes it stands for.
fn spellings(secret: &str) -> Vec<Vec<u8>> {
    let solid = secret.replace('-', "");
    let bytes: Option<Vec<u8>> =
        (0..32).map(|n| u8::from_str_radix(solid.get(2 * n..2 * n + 2)?, 16).ok()).collect();
    [
        Some(secret.as_bytes().to_vec()),
        Some(solid.to_lowercase().into_bytes()),
        Some(solid.to_uppercase().into_bytes()),
        bytes,
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[tokio::test]
async fn a_visit_leaves_nothing_behind() {
    listen();
    let app = TestApp::sqlite().await.expect("a server");
    let other = app.member().await.shares("Een verhaal van iemand anders.").await;
    let cohort = app.a_cohort().await;
    let mut anna = app.person();
    (anna.address, anna.agent) = (ADDRESS.to_owned(), AGENT.to_owned());
    let secrets = a_whole_visit(&mut anna, &cohort, &other).await;
    // Something breaks as well: failures are when most is said.
    app.place().tamper("drop table reactions", "drop table reactions").await.expect("broken");
    assert_eq!(anna.signs_in().await.status(), 500, "the feed cannot be shown");
    app.state.store.close().await;
    anna.posts("/api/posts/add", &[("thread", &other), ("body", REFUSED)]).await;

    let (written, shown) = (lines(), app.house.metrics.render());
    assert!(written.contains("request broke"), "lines are written: {written}");
    let folder = app.place().folder().expect("files");
    let needles = secrets.iter().flat_map(|secret| spellings(secret));
    for needle in needles.chain(
        [ADDRESS, AGENT, REFUSED, "198.51.100", "kanarierood.example"].map(|text| text.as_bytes().to_vec()),
    ) {
        let text = String::from_utf8_lossy(&needle).into_owned();
        assert!(!written.contains(&text), "{text} in the log");
        assert!(!shown.contains(&text), "{text} in the figures");
        assert_eq!(hits(folder, &needle), Vec::<String>::new(), "{text} in the files");
    }
    for (text, only) in [(BODY, "community"), (&*cohort.replace('-', ""), "accounts")] {
        assert!(!written.contains(text) && !shown.contains(text), "{text}");
        let found = hits(folder, text.as_bytes());
        assert!(!found.is_empty() && found.iter().all(|file| file.starts_with(only)), "{text}: {found:?}");
    }
    assert!(!shown.contains(&other) && !written.contains(&other), "no id");

    // S35: every line begins as ours do.
    for line in written.lines() {
        let mut words = line.split(' ');
        let time = words.next().unwrap_or_default();
        assert!(
            time.ends_with('Z')
                && time.len() == 17
                && ["info", "warn", "error"].contains(&words.next().unwrap_or_default()),
            "{line}"
        );
    }
}

fn hits(folder: &Path, needle: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let bytes = std::fs::read(entry.path()).expect("a file");
        if bytes.windows(needle.len()).any(|window| window == needle) {
            found.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    found
}
