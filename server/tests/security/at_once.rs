//! A23: two people at once. One thread of the machine serves many people within a millisecond, so whoever is found by
//! looking around can be somebody else. Here one reads every page while another does every deed and a third, whom
//! nobody knows, tries the same: on several threads, on both databases, a hundred times each.

use crate::table::{FUNCTIONS, Function, PAGES, Role, Scene, address, pairs};
use server::testing::{Answer, Person, TestApp};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// How often each page is opened and each server function is called.
const TIMES: usize = 100;

/// What only Anna's own pages say, and only Bram's.
const ANNA: &str = "Alleen van Anna";
const BRAM: &str = "Alleen van Bram";

/// After these somebody is not who they were before, so each time a new member does it.
const ENDS: [&str; 4] =
    ["people/sign_out", "people/sign_out_everywhere", "people/change_code", "people/remove"];

/// What goes wrong, counted: what somebody got that was not theirs, by what they asked for.
#[derive(Default)]
struct Crossings(std::sync::Mutex<BTreeMap<String, usize>>);

impl Crossings {
    fn note(&self, wrong: bool, what: impl FnOnce() -> String) {
        if wrong {
            *self.0.lock().expect("a lock").entry(what()).or_default() += 1;
        }
    }

    fn none(self, asked: usize) {
        let found = self.0.into_inner().expect("a lock");
        let sum: usize = found.values().sum();
        assert!(found.is_empty(), "{sum} of {asked} answers were somebody else's: {found:#?}");
    }
}

server::stories! { on_several_threads
    async fn whoever_reads_and_whoever_acts_at_once_gets_their_own(app) {
        let anna = Scene::new(app).await;
        let (bram, cora) = (Scene::new(app).await, Scene::new(app).await);
        let mut reader = anna.person(Role::Author).await;
        "en".clone_into(&mut reader.languages);
        reader.notes(ANNA).await;
        // So that nothing is new to her while she reads.
        reader.sees(&format!("/threads/{}", anna.thread)).await;
        let (mut doer, mut alone) = (bram.person(Role::Author).await, cora.person(Role::Author).await);
        doer.notes(BRAM).await;
        alone.notes(BRAM).await;
        let own = own_pages(&mut reader).await;

        let (crossings, done, asked) = (Crossings::default(), AtomicBool::new(false), AtomicUsize::new(0));
        let reading = reads(reader.clone(), (&anna, &bram), (&crossings, &done, &asked));
        let (hers, his) = (reader.clone(), doer.clone());
        let acting = async {
            for function in FUNCTIONS {
                let doing = does(app, (&mut doer, &bram), (&mut alone, &cora), function, (&crossings, &asked));
                let trying = tries(app.person(), function, &anna, reader.clone(), (&crossings, &asked));
                futures::join!(doing, trying);
                app.next_day().await;
            }
            done.store(true, Ordering::SeqCst);
        };
        let refused = async {
            futures::join!(
                is_refused(hers, "en", (ANNA, BRAM), &anna.thread, (&crossings, &asked)),
                is_refused(his, "nl", (BRAM, ANNA), &bram.thread, (&crossings, &asked)),
            )
        };
        futures::join!(acting, reading, refused);

        // Anna did nothing, so nothing of hers changed, whoever did what meanwhile.
        let after = own_pages(&mut reader).await;
        for (path, before) in &own {
            crossings.note(after[path] != *before, || format!("changed: {path}"));
        }
        // What Bram did in one hundred times is his, as what Cora did alone is hers.
        let (done, alone) = (kept(&mut doer).await, kept(&mut alone).await);
        for (path, words) in alone {
            crossings.note(done[&path] != words, || format!("{path} of the doer: {}, not {words}", done[&path]));
        }
        crossings.none(asked.into_inner());
    }
}

/// Opens page after page until everything is done, and each at least so many times.
async fn reads(
    mut reader: Person<'_>,
    (own, other): (&Scene<'_>, &Scene<'_>),
    (crossings, done, asked): (&Crossings, &AtomicBool, &AtomicUsize),
) {
    let mut round = 0;
    while round < TIMES || !done.load(Ordering::SeqCst) {
        for (template, statuses) in PAGES {
            let path = address(template, own);
            let answer = reader.gets(&path).await;
            asked.fetch_add(1, Ordering::Relaxed);
            crossings.note(answer.status != statuses[Role::Author as usize], || {
                format!("{template} of the reader answers {}", answer.status)
            });
            speaks(&answer, "en", BRAM, template, crossings);
            // The time of her session may be renewed; no other cookie belongs into the answer to a page.
            let others = answer.cookies().iter().any(|line| !line.starts_with("__Host-session="));
            crossings.note(others, || format!("{template} sets {:?}", answer.cookies()));
            let noted = *template == "/account/notes";
            crossings.note(noted && !answer.text().contains(ANNA), || format!("{template} misses its note"));
        }
        // Only who wrote a post may change it.
        for (thread, own) in [(&own.thread, true), (&other.thread, false)] {
            let answer = reader.gets(&format!("/threads/{thread}")).await;
            asked.fetch_add(1, Ordering::Relaxed);
            let tools = answer.text().contains("href=\"/posts/");
            crossings.note(answer.status == 200 && tools != own, || "tools of a thread".to_owned());
        }
        round += 1;
    }
}

/// Whether an answer is in the language of who asked, and says nothing of somebody else's own.
fn speaks(answer: &Answer, language: &str, not: &str, what: &str, crossings: &Crossings) {
    let text = answer.text();
    if answer.header("content-type").starts_with("text/html") && answer.status != 303 {
        let said = format!("<html lang=\"{language}\"");
        let wrong = answer.header("content-language") != language || !text.contains(&said);
        crossings.note(wrong, || format!("{what} is not in {language}"));
    }
    crossings.note(text.contains(not), || format!("{what} says {not}"));
}

/// Does one thing many times, every other time as a plain form. Each time it is answered as it is to somebody who is alone.
async fn does<'a>(
    app: &'a TestApp,
    doer: (&mut Person<'a>, &Scene<'a>),
    alone: (&mut Person<'a>, &Scene<'a>),
    function: &Function,
    (crossings, asked): (&Crossings, &AtomicUsize),
) {
    let (sent, to_compare) =
        (doer.1.fields(doer.0, function.2).await, alone.1.fields(alone.0, function.2).await);
    let mut due = [0; 3];
    for time in 0..due.len() {
        due[time] = again(app, (alone.0, alone.1), function, &to_compare, time).await.status;
    }
    for time in 0..TIMES {
        let answer = again(app, (doer.0, doer.1), function, &sent, time).await;
        asked.fetch_add(1, Ordering::Relaxed);
        let due = due[if time == 0 { 0 } else { 2 - time % 2 }];
        crossings.note(answer.status != due, || {
            format!("{} of the doer answers {} instead of {due}", function.0, answer.status)
        });
        speaks(&answer, "nl", ANNA, function.0, crossings);
    }
}

/// One call: the first, then by turns as JSON and as a plain form.
async fn again<'a>(
    app: &'a TestApp,
    (person, scene): (&Person<'a>, &Scene<'a>),
    (endpoint, _, fields): &Function,
    sent: &[(String, String)],
    time: usize,
) -> Answer {
    let (mut now, mut sent) = (person.clone(), sent.to_vec());
    if ENDS.contains(endpoint) {
        now = app.member().await;
        sent = scene.fields(&mut now, fields).await;
    }
    let action = format!("/api/{endpoint}");
    if time > 0 && time % 2 == 0 {
        now.posts(&action, &pairs(&sent)).await
    } else {
        now.asks(&action, &pairs(&sent)).await
    }
}

/// Sends a form that is refused; the page that comes back says what was typed, in the language of who typed it.
async fn is_refused(
    mut person: Person<'_>,
    language: &str,
    (own, other): (&str, &str),
    thread: &str,
    (crossings, asked): (&Crossings, &AtomicUsize),
) {
    let form = person.sees(&format!("/threads/{thread}")).await.form("posts/add");
    for time in 0..TIMES {
        let typed = format!("{own}, keer {time}");
        let answer =
            person.posts(&form.action, &form.clone().with("body", &typed).with("kind", "").pairs()).await;
        asked.fetch_add(1, Ordering::Relaxed);
        let right = answer.status == 422 && answer.text().contains(&typed);
        crossings.note(!right, || format!("a refused form of {own} comes back with {}", answer.status));
        speaks(&answer, language, other, "a refused form", crossings);
    }
}

/// Somebody whom nobody knows sends what would work for the reader, and is answered as such.
async fn tries<'a>(
    visitor: Person<'a>,
    (endpoint, statuses, fields): &Function,
    scene: &Scene<'a>,
    mut reader: Person<'a>,
    (crossings, asked): (&Crossings, &AtomicUsize),
) {
    // Who may do these is whoever holds what is sent: a key, a code of a group, the cookie of a device.
    if ["people/sign_in", "cohorts/check"].contains(endpoint) {
        return;
    }
    let sent = scene.fields(&mut reader, fields).await;
    for _ in 0..TIMES {
        let answer = visitor.clone().asks(&format!("/api/{endpoint}"), &pairs(&sent)).await;
        asked.fetch_add(1, Ordering::Relaxed);
        let due = statuses[Role::Visitor as usize];
        crossings.note(answer.status != due, || {
            format!("{endpoint} of a visitor answers {} instead of {due}", answer.status)
        });
        speaks(&answer, "nl", ANNA, endpoint, crossings);
        let stream = visitor.clone().gets(&format!("/live/threads/{}", scene.thread)).await.status;
        crossings.note(stream != 401, || format!("a stream for a visitor answers {stream}"));
    }
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
