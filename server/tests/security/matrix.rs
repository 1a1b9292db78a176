//! T8: who may do what, for every page and every server function, with own and foreign objects.

use crate::staff::{STAFF_BESIDE, STAFF_FUNCTIONS, STAFF_PAGES};
use crate::table::{FUNCTIONS, PAGES, Role, Scene, address, pairs};
use server::testing::TestApp;
use std::collections::BTreeSet;

#[test]
fn every_page_has_its_row() {
    let there: BTreeSet<String> = server::router::addresses().into_iter().collect();
    let rows: BTreeSet<String> = {
        let of_members = PAGES.iter().map(|(path, _)| *path);
        of_members.chain(STAFF_PAGES.iter().map(|(path, _)| *path)).map(str::to_owned).collect()
    };
    assert_eq!(there, rows);
}

#[test]
fn every_server_function_has_its_row_and_is_only_posted_to() {
    let mut there = BTreeSet::new();
    for (path, method) in leptos::server_fn::axum::server_fn_paths() {
        assert_eq!(method, "POST", "{path}: a state must not change because somebody followed a link (S10)");
        there.insert(path.to_owned());
    }
    let rows: BTreeSet<String> = {
        let of_members = FUNCTIONS.iter().map(|(endpoint, ..)| *endpoint);
        let of_staff = STAFF_FUNCTIONS.iter().map(|(endpoint, ..)| *endpoint);
        of_members.chain(of_staff).map(|endpoint| format!("/api/{endpoint}")).collect()
    };
    assert_eq!(there, rows);
}

/// What is answered beside the app. Each of these has a test of its own in `headers` or in its module; those of staff have a row for each role too.
#[test]
fn nothing_else_is_routed() {
    let mut found = BTreeSet::new();
    for file in crate::sources::rust_files("server/src") {
        let text = std::fs::read_to_string(&file).expect("a source");
        let shipped = text.split("#[cfg(test)]").next().unwrap_or_default();
        for call in shipped.split(".route(").skip(1) {
            found.insert(call.split([',', ')']).next().unwrap_or_default().trim().to_owned());
        }
    }
    let known = [
        "\"/api/{*function}\"",
        "\"/health\"",
        "\"/live/staff/{topics}\"",
        "\"/live/threads/{ids}\"",
        "\"/metrics\"",
        "\"/pkg/{*file}\"",
        "\"/ready\"",
        "\"/robots.txt\"",
        "&path",
        "app::kit::paths::LEAVE",
        "paths::STAFF_PHOTO",
        "page.path", // the pages, each with its row
    ];
    assert_eq!(found, known.map(str::to_owned).into());
    let of_staff = STAFF_BESIDE.iter().map(|(path, _)| *path);
    assert_eq!(
        of_staff.collect::<Vec<_>>(),
        [app::kit::paths::STAFF_PHOTO, "/live/staff/{topics}"],
        "a row per role"
    );
}

#[tokio::test]
async fn every_page_answers_each_role_as_agreed() {
    let app = TestApp::sqlite().await.expect("a server");
    let scene = Scene::new(&app).await;
    for role in Role::ALL {
        let mut person = scene.person(role).await;
        for (template, statuses) in PAGES {
            // The page with the account code exists only within an hour of joining.
            let path = address(template, &scene);
            let answer = person.gets(&path).await;
            let agreed = statuses[role as usize];
            let during_joining = role == Role::Newcomer && path.starts_with("/join/");
            if !during_joining {
                assert_eq!(answer.status, agreed, "{role:?} {template}: {}", answer.header("location"));
            }
            if answer.status == 303 {
                let to = answer.header("location");
                let expected: &[&str] = match role {
                    // The step behind signing in leads on.
                    _ if *template == "/arrived" => &["/threads"],
                    // No member is staff.
                    _ if template.starts_with("/staff") => &["/staff/sign-in"],
                    Role::Visitor => &["/sign-in", "/join"],
                    _ => &["/join/key", "/join"],
                };
                assert!(expected.contains(&to), "{role:?} {template} leads to {to}");
            }
            if agreed != 200 && !during_joining {
                assert!(!answer.text().contains("tillift"), "{role:?} reads nothing on {template}");
            }
        }
    }
}

#[tokio::test]
async fn every_server_function_answers_each_role_as_agreed_and_a_refusal_changes_nothing() {
    let app = TestApp::sqlite().await.expect("a server");
    for (endpoint, statuses, fields) in FUNCTIONS {
        // The author comes last, so the others find everything as it was.
        let scene = Scene::new(&app).await;
        for role in Role::ALL {
            let mut person = scene.person(role).await;
            let fields = scene.fields(&mut person, fields).await;
            let before = app.place().rows().await.expect("rows");
            let answer = person.asks(&format!("/api/{endpoint}"), &pairs(&fields)).await;
            assert_eq!(answer.status, statuses[role as usize], "{role:?} {endpoint}: {}", answer.text());
            if answer.status >= 400 {
                assert_eq!(app.place().rows().await.expect("rows"), before, "{role:?} {endpoint}");
            }
        }
    }
}

/// A form that is refused comes back on its page: so each server function that a form asks has a row, and each row a function.
#[test]
fn every_server_function_but_those_of_scripts_has_a_form() {
    let scripts = ["posts/arrived", "push/renew", "search/suggest", "staff/palette/find"];
    let functions =
        leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.trim_start_matches("/api/"));
    let asked: BTreeSet<&str> = functions.filter(|endpoint| !scripts.contains(endpoint)).collect();
    let forms = app::routes::FORMS.iter().copied().flatten();
    let rows: Vec<&str> = forms.map(|form| form.endpoint).collect();
    assert_eq!(rows.iter().copied().collect::<BTreeSet<_>>(), asked);
    assert_eq!(rows.len(), asked.len(), "each once");
}

/// Whoever opens the address of a form is led to a page that is there.
#[test]
fn every_form_stands_on_a_page_that_is_there() {
    let pages: BTreeSet<String> = server::router::addresses().into_iter().collect();
    for form in app::routes::FORMS.iter().copied().flatten() {
        let near = form.near().expect("a page or a list");
        assert!(pages.contains(&near), "{}: {near}", form.endpoint);
    }
}

/// S21: fields that a form does not have decide nothing, whatever they are called.
#[tokio::test]
async fn nobody_sets_what_no_form_asks_for() {
    let app = TestApp::sqlite().await.expect("a server");
    let scene = Scene::new(&app).await;
    let mut mallory = scene.person(Role::Stranger).await;
    let extra = [
        ("id", "00112233445566778899aabbccddeeff"),
        ("account", "00112233445566778899aabbccddeeff"),
        ("tag", "00112233445566778899aabbccddeeff"),
        ("author", "expert"),
        ("expert", "1"),
        ("day", "2020-01-01"),
        ("position", "1"),
        ("seq", "0"),
        ("helpful", "yes"),
        ("recognised_shown", "9999"),
        ("sector", "ggz"),
    ];
    for endpoint in ["threads/add", "posts/add"] {
        let (_, _, fields) = FUNCTIONS.iter().find(|row| row.0 == endpoint).expect("a row");
        let mut fields = scene.fields(&mut mallory, fields).await;
        fields.extend(extra.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let answer = mallory.asks(&format!("/api/{endpoint}"), &pairs(&fields)).await;
        assert_eq!(answer.status, 200, "{endpoint}: {}", answer.text());
        let once = &fields.iter().find(|(name, _)| name == "once").expect("a form").1;
        let at = answer.json()["at"].as_str().map(str::to_owned).unwrap_or_default();
        assert!(at.ends_with(&once[..32]), "the id is the form's: {at}");
    }
    let rows = app.place().rows().await.expect("rows").join("\n");
    for planted in ["00112233445566778899AABBCCDDEEFF", "2020-01-01", "9999", "'ggz'"] {
        assert!(!rows.contains(planted), "{planted}");
    }
}

/// A stream about a thread is for members, and says nothing about it.
#[tokio::test]
async fn streams_are_for_members() {
    let app = TestApp::sqlite().await.expect("a server");
    let scene = Scene::new(&app).await;
    let path = format!("/live/threads/{}", scene.thread);
    assert_eq!(app.person().gets(&path).await.status, 401);
    for mut nobody in [app.person(), scene.person(Role::Author).await] {
        assert_eq!(nobody.gets("/live/staff/held").await.status, 401);
    }
    assert_eq!(scene.person(Role::Author).await.gets("/live/threads/x").await.status, 404);
}
