//! T20: on the wire, answers have one of a few sizes. What somebody read, and whether something was posted, does not
//! show in it.

use crate::table::{FUNCTIONS, PAGES, Role, Scene, address, pairs};
use axum::body::Body;
use http::Method;
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE};
use server::layers::pad::CLASSES;
use server::testing::{Answer, HOME, Person, TestApp};
use std::collections::{BTreeMap, BTreeSet};

/// What was asked, by the size of the answer.
type Seen = BTreeMap<usize, BTreeSet<String>>;

const PAGE: &str = "text/html,application/xhtml+xml";

/// One GET of a browser that takes brotli, as all do over https.
async fn get(app: &TestApp, person: &Person<'_>, path: &str) -> Answer {
    let request = person.request(Method::GET, path).header(ACCEPT, PAGE).header(ACCEPT_ENCODING, "gzip, br");
    app.ask(request.body(Body::empty()).expect("a request")).await
}

/// One form, as a browser sends it (`accept` a page) or an island (JSON).
async fn post(
    app: &TestApp,
    person: &Person<'_>,
    path: &str,
    fields: &[(&str, &str)],
    accept: &str,
) -> Answer {
    let body: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = person
        .request(Method::POST, path)
        .header(ACCEPT, accept)
        .header(ACCEPT_ENCODING, "gzip, br")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("origin", HOME)
        .header("sec-fetch-site", "same-origin");
    app.ask(request.body(Body::from(body)).expect("a request")).await
}

fn note(seen: &mut Seen, what: String, answer: &Answer) {
    seen.entry(answer.body.len()).or_default().insert(format!("{} {what}", answer.status));
}

#[tokio::test]
async fn every_answer_has_one_of_eight_sizes() {
    let app = TestApp::sqlite().await.expect("a server");
    let scene = Scene::new(&app).await;
    let mut seen = Seen::new();
    for role in Role::ALL {
        let person = scene.person(role).await;
        for (path, _) in PAGES {
            let answer = get(&app, &person, &address(path, &scene)).await;
            note(&mut seen, format!("{role:?} GET {path}"), &answer);
        }
        for path in ["/nowhere", "/threads?filter=unanswered", "/leave", "/pkg/nothing.js"] {
            note(&mut seen, format!("{role:?} GET {path}"), &get(&app, &person, path).await);
        }
        for accept in [PAGE, "application/json"] {
            for (function, _, fields) in FUNCTIONS {
                let mut person = scene.person(role).await;
                let path = format!("/api/{function}");
                let fields = scene.fields(&mut person, fields).await;
                let fields = pairs(&fields);
                // Refused, kept, and sent a second time.
                for (how, fields) in [("refused", &[][..]), ("kept", &fields), ("again", &fields)] {
                    let answer = post(&app, &person, &path, fields, accept).await;
                    note(&mut seen, format!("{role:?} POST {function} {how} {accept}"), &answer);
                }
            }
        }
    }
    for (size, what) in &seen {
        println!("{size}: {}", what.len());
    }
    let odd: Vec<_> = seen.iter().filter(|(size, _)| !CLASSES.contains(size)).collect();
    assert!(odd.is_empty(), "{odd:#?}");
    assert!(seen.len() <= 8 && CLASSES.len() <= 8, "{:?}", seen.keys());
}

/// Who answers, reacts, changes a setting or chooses a language gets an answer of the same size, kept or not.
#[tokio::test]
async fn an_answer_to_a_form_does_not_say_which_form_it_was() {
    let app = TestApp::sqlite().await.expect("a server");
    let scene = Scene::new(&app).await;
    let mut sizes = BTreeSet::new();
    for function in ["threads/add", "posts/add", "posts/edit", "account/set_cohort", "language/set"] {
        let (_, _, fields) = FUNCTIONS.iter().find(|(name, _, _)| *name == function).expect("a row");
        let mut anna = scene.person(Role::Author).await;
        let fields = scene.fields(&mut anna, fields).await;
        let answer = post(&app, &anna, &format!("/api/{function}"), &pairs(&fields), PAGE).await;
        assert_eq!(answer.status, 303, "{function}");
        sizes.insert(answer.body.len());
    }
    // A page for members, asked by who is not one, leads to signing in.
    sizes.insert(get(&app, &app.person(), "/threads").await.body.len());
    assert_eq!(sizes, BTreeSet::from([CLASSES[0]]));
}

/// Threads of two lengths that differ by a few sentences look the same.
#[tokio::test]
async fn a_sentence_more_is_the_same_size() {
    let app = TestApp::sqlite().await.expect("a server");
    let mut anna = app.member().await;
    let mut sizes = BTreeSet::new();
    for text in
        ["Ik durf niet te vragen.", "Ik durf niet te vragen hoe de tillift werkt. Iedereen heeft het druk."]
    {
        let thread = anna.shares(text).await;
        sizes.insert(get(&app, &anna, &format!("/threads/{thread}")).await.body.len());
    }
    assert_eq!(sizes.len(), 1, "{sizes:?}");
}
