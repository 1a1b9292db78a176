//! A23, two people at once: one thread of the machine serves many people within a millisecond, so whoever is found by looking
//! around can be somebody else. Anna reads every page; meanwhile Bram does every deed, somebody whom nobody knows tries
//! the same, forms are refused, streams are listened to, phones hang up and the jobs run. Everybody gets their own.

use crate::table::{FUNCTIONS, Function, PAGES, Role, Scene, address, pairs};
use axum::body::Body;
use futures::StreamExt;
use http::Method;
use server::testing::{Answer, Person, TestApp};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use tower::ServiceExt;

/// How often each server function is called.
const TIMES: usize = 100;
/// How often each page is opened while one server function is called so often: more than a hundred times in all.
const ROUNDS: usize = 3;
/// How often forms are refused, streams are opened and phones hang up meanwhile.
const BESIDE: usize = 10;

/// What only one person's own pages say.
const ANNA: &str = "Alleen van Anna";
const BRAM: &str = "Alleen van Bram";
const CORA: &str = "Alleen van Cora";

/// These end the session, so each time another one of the same person does it.
const ENDS_SESSION: [&str; 3] = ["people/sign_in", "people/use_passkey", "people/sign_out"];
/// These end everything, so each time a new member does it.
const ENDS_ALL: [&str; 3] = ["account/sign_out_everywhere", "account/change_code", "account/remove"];
/// Whoever holds what is sent may do these, signed in or not.
const BY_ANYBODY: [&str; 4] =
    ["people/sign_in", "people/use_passkey", "people/take_over", "people/check_cohort"];

/// What went wrong, by what was asked for, and how much was asked.
#[derive(Default)]
struct Tally {
    wrong: std::sync::Mutex<BTreeMap<String, usize>>,
    asked: AtomicUsize,
}

impl Tally {
    fn must(&self, right: bool, otherwise: impl FnOnce() -> String) {
        if !right {
            *self.wrong.lock().expect("a lock").entry(otherwise()).or_default() += 1;
        }
    }

    /// An answer in the language of who asked, which says nothing of anybody else's own.
    fn is_of(&self, answer: &Answer, (mark, language): (&str, &str), what: &str) {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let text = answer.text();
        if answer.header("content-type").starts_with("text/html") && answer.status != 303 {
            let said = text.contains(&format!("<html lang=\"{language}\""));
            let right = said && answer.header("content-language") == language;
            self.must(right, || format!("{what} is not in {language}"));
        }
        for other in [ANNA, BRAM, CORA].into_iter().filter(|other| *other != mark) {
            self.must(!text.contains(other), || format!("{what} for \"{mark}\" says {other}"));
        }
    }

    fn nothing_was_wrong(self) {
        let (wrong, asked) = (self.wrong.into_inner().expect("a lock"), self.asked.into_inner());
        let sum: usize = wrong.values().sum();
        assert!(wrong.is_empty(), "{sum} of {asked} answers were somebody else's: {wrong:#?}");
    }
}

server::stories! { on_several_threads
    async fn everybody_gets_their_own_whatever_the_others_do(app) {
        let (anna, bram, cora) = (Scene::new(app).await, Scene::new(app).await, Scene::new(app).await);
        let [mut reader, mut doer, mut alone] =
            [marked(&anna, ANNA, "en").await, marked(&bram, BRAM, "nl").await, marked(&cora, CORA, "nl").await];
        let (tally, own) = (Tally::default(), own_pages(&mut reader).await);
        let (her, his) = (reader.clone(), doer.clone());
        for function in FUNCTIONS {
            let due = alone_is_answered(app, (&mut alone, &cora), function, &tally).await;
            futures::join!(
                does(app, (&mut doer, &bram), function, &due, &tally),
                is_nobody(app, function, &anna, her.clone(), &tally),
                reads(her.clone(), (&anna, &bram), &tally),
                is_refused(her.clone(), (ANNA, "en"), &anna.thread, &tally),
                is_refused(his.clone(), (BRAM, "nl"), &anna.thread, &tally),
                listens(app, &her, &anna.thread, &tally),
                hangs_up(app, &her, &tally),
                works(app),
            );
        }
        // Anna only read, so nothing of hers changed. What Bram did a hundred times is his, as Cora's is hers.
        for (path, now) in own_pages(&mut reader).await {
            tally.must(own[&path] == now, || format!("{path} of the reader was {}, is {now}", own[&path]));
        }
        let (his, hers) = (kept(&mut doer).await, kept(&mut alone).await);
        for (path, words) in hers {
            let words = words.replace(CORA, BRAM);
            tally.must(his[&path] == words, || format!("{path} of the doer: {}, not {words}", his[&path]));
        }
        tally.nothing_was_wrong();
    }
}

/// Asks again while the server has no room, as it may on two busy cores: it says so to everybody alike.
async fn patiently(mut ask: impl AsyncFnMut() -> Answer) -> Answer {
    let mut answer = ask().await;
    for _ in 0..5 {
        if answer.status != 503 {
            break;
        }
        answer = ask().await;
    }
    answer
}

/// The author of a scene, with a note that says whose it is, and nothing new to read.
async fn marked<'a>(scene: &Scene<'a>, mark: &str, language: &str) -> Person<'a> {
    let mut person = scene.person(Role::Author).await;
    language.clone_into(&mut person.languages);
    person.notes(mark).await;
    person.sees(&format!("/threads/{}", scene.thread)).await;
    person
}

/// Opens every page, some times over.
async fn reads(mut reader: Person<'_>, (hers, his): (&Scene<'_>, &Scene<'_>), tally: &Tally) {
    for _ in 0..ROUNDS {
        for (template, statuses) in PAGES {
            let answer = patiently(async || reader.gets(&address(template, hers)).await).await;
            tally.is_of(&answer, (ANNA, "en"), template);
            let due = statuses[Role::Author as usize];
            tally.must(answer.status == due, || format!("{template} answers {}, not {due}", answer.status));
            // The time of her session may be renewed; no other cookie belongs to a page.
            let only_hers = answer.cookies().iter().all(|line| line.starts_with("__Host-session="));
            tally.must(only_hers, || format!("{template} sets {:?}", answer.cookies()));
            let noted = *template != "/account/notes" || answer.text().contains(ANNA);
            tally.must(noted, || "her notes are not hers".to_owned());
        }
        // Only who wrote a post may change it.
        for (thread, may_change) in [(&hers.thread, true), (&his.thread, false)] {
            let answer = patiently(async || reader.gets(&format!("/threads/{thread}")).await).await;
            tally.is_of(&answer, (ANNA, "en"), "a thread");
            let tools = answer.text().contains("href=\"/posts/");
            tally.must(tools == may_change, || format!("tools: {tools}, a thread of hers: {may_change}"));
        }
    }
}

/// How a call is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Call {
    /// For the first time, by an island.
    First,
    /// Once more, by an island.
    Again,
    /// Once more, by a plain form.
    AsForm,
}

/// What somebody who is alone is answered.
async fn alone_is_answered<'a>(
    app: &'a TestApp,
    (alone, scene): (&mut Person<'a>, &Scene<'a>),
    function: &Function,
    tally: &Tally,
) -> BTreeMap<Call, u16> {
    let sent = scene.fields(alone, function.2).await;
    let mut due = BTreeMap::new();
    for call in [Call::First, Call::Again, Call::AsForm] {
        let answer = calls(app, (alone, scene), function, &sent, call).await;
        tally.is_of(&answer, (CORA, "nl"), function.0);
        due.insert(call, answer.status);
    }
    due
}

/// Does one thing many times. Each time it is answered as it is to somebody who is alone.
async fn does<'a>(
    app: &'a TestApp,
    (doer, scene): (&mut Person<'a>, &Scene<'a>),
    function: &Function,
    due: &BTreeMap<Call, u16>,
    tally: &Tally,
) {
    let sent = scene.fields(doer, function.2).await;
    let again = [Call::Again, Call::AsForm].into_iter().cycle();
    for call in std::iter::once(Call::First).chain(again).take(TIMES) {
        let answer = calls(app, (doer, scene), function, &sent, call).await;
        tally.is_of(&answer, (BRAM, "nl"), function.0);
        tally.must(answer.status == due[&call], || {
            format!("{} ({call:?}) answers {}, not {}", function.0, answer.status, due[&call])
        });
        let own = answer.status != 200 || function.0 != "account/download" || answer.text().contains(BRAM);
        tally.must(own, || "a download is not its owner's".to_owned());
    }
}

async fn calls<'a>(
    app: &'a TestApp,
    (person, scene): (&Person<'a>, &Scene<'a>),
    (endpoint, _, fields): &Function,
    sent: &[(String, String)],
    call: Call,
) -> Answer {
    let (mut now, mut sent) = (person.clone(), sent.to_vec());
    if ENDS_SESSION.contains(endpoint) {
        now = person.elsewhere();
        now.signs_in().await;
    }
    if ENDS_ALL.contains(endpoint) {
        now = app.member().await;
        sent = scene.fields(&mut now, fields).await;
    }
    let action = format!("/api/{endpoint}");
    match call {
        Call::AsForm => patiently(async || now.posts(&action, &pairs(&sent)).await).await,
        Call::First | Call::Again => patiently(async || now.asks(&action, &pairs(&sent)).await).await,
    }
}

/// Somebody whom nobody knows sends what would work for the reader, and is answered as such.
async fn is_nobody<'a>(
    app: &'a TestApp,
    (endpoint, statuses, fields): &Function,
    scene: &Scene<'a>,
    mut reader: Person<'a>,
    tally: &Tally,
) {
    if BY_ANYBODY.contains(endpoint) {
        return;
    }
    let sent = scene.fields(&mut reader, fields).await;
    let due = statuses[Role::Visitor as usize];
    for _ in 0..TIMES {
        let answer =
            patiently(async || app.person().asks(&format!("/api/{endpoint}"), &pairs(&sent)).await).await;
        tally.is_of(&answer, ("", "nl"), endpoint);
        tally.must(answer.status == due, || {
            format!("{endpoint} by nobody answers {}, not {due}", answer.status)
        });
    }
}

/// Sends a form that is refused; the page that comes back says what was typed, in the language of who typed it.
async fn is_refused(mut person: Person<'_>, whose: (&str, &str), thread: &str, tally: &Tally) {
    let form = person.sees(&format!("/threads/{thread}")).await.form("posts/add").with("kind", "");
    for time in 0..BESIDE {
        let typed = format!("{}, keer {time}", whose.0);
        let filled = form.clone().with("body", &typed);
        let answer = patiently(async || person.posts(&form.action, &filled.pairs()).await).await;
        tally.is_of(&answer, whose, "a refused form");
        let right = answer.status == 422 && answer.text().contains(&typed);
        tally.must(right, || format!("a refused form of {} comes back with {}", whose.0, answer.status));
    }
}

/// Opens streams, waits for the first words and goes; a visitor gets none.
async fn listens(app: &TestApp, member: &Person<'_>, thread: &str, tally: &Tally) {
    for _ in 0..BESIDE {
        for (who, due) in [(member.clone(), 200), (app.person(), 401)] {
            let request = who.request(Method::GET, &format!("/live/threads/{thread}")).body(Body::empty());
            let opened = tokio::spawn(app.router().oneshot(request.expect("a request")));
            let stream = opened.await.expect("an answer").unwrap_or_else(|never| match never {});
            tally.must(stream.status() == due, || format!("a stream answers {}, not {due}", stream.status()));
            let words = stream.into_body().into_data_stream().next().await;
            let right =
                due == 401 || words.is_some_and(|words| words.is_ok_and(|words| words == "retry: 5000\n\n"));
            tally.must(right, || "a stream begins with something else".to_owned());
        }
    }
}

/// Asks and is gone while the answer is being made, a little later each time.
async fn hangs_up(app: &TestApp, member: &Person<'_>, tally: &Tally) {
    for time in 0..BESIDE {
        for (path, _) in PAGES.iter().skip(time).step_by(BESIDE) {
            let request = member.request(Method::GET, path).body(Body::empty()).expect("a request");
            let asking = tokio::spawn(app.router().oneshot(request));
            for _ in 0..time {
                tokio::task::yield_now().await;
            }
            asking.abort();
            let broke = asking.await.is_err_and(|ended| ended.is_panic());
            tally.must(!broke, || format!("{path} broke when its reader hung up"));
        }
    }
}

/// What the server does by itself.
async fn works(app: &TestApp) {
    app.next_day().await;
    server::account::lay_covers_anew(&app.state).await.expect("new covers");
}

/// What stands on the pages that are about one person only.
async fn own_pages(person: &mut Person<'_>) -> BTreeMap<String, String> {
    let mut pages = kept(person).await;
    for path in ["/account", "/account/sessions", "/account/threads", "/account/saved", "/waiting"] {
        pages.insert(path.to_owned(), person.sees(path).await.words());
    }
    pages
}

/// What somebody's deeds leave on pages on which no name drawn by lot stands.
async fn kept(person: &mut Person<'_>) -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    for path in ["/account/about", "/account/notes", "/account/drafts", "/account/settings"] {
        let page = person.sees(path).await;
        let chosen = page.attributes("[checked], option[selected]", "value").join(" ");
        pages.insert(path.to_owned(), format!("{} [{chosen}]", page.words()));
    }
    pages
}
