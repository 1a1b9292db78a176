//! T8 for staff: every page and every server function of theirs, and what each asker is answered with. Who adds one adds a row here, or
//! `matrix` fails. What depends on whose thing it is has a story of its own; here every thing is a colleague's.

use crate::staff_things::{NOBODY, Named, Things, a_photo};
use crate::table::pairs;
use axum::body::Body;
use domain::staff::StaffRole;
use http::Method;
use server::testing::{Browser, TestApp};
use std::collections::BTreeSet;
use tower::ServiceExt;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker {
    /// Nobody we know.
    Visitor,
    /// A member, who is nobody here.
    Member,
    /// Somebody with this role and no other.
    Staff(StaffRole),
}

impl Asker {
    /// In the order of the columns below.
    pub const ALL: [Self; 7] = [
        Self::Visitor,
        Self::Member,
        Self::Staff(StaffRole::Expert),
        Self::Staff(StaffRole::Moderator),
        Self::Staff(StaffRole::Researcher),
        Self::Staff(StaffRole::Partner),
        Self::Staff(StaffRole::Admin),
    ];

    /// A browser in which this asker is signed in.
    pub async fn browser(self, app: &TestApp) -> Browser<'_> {
        match self {
            Self::Visitor => app.browser(),
            Self::Member => (*app.member().await).clone(),
            Self::Staff(role) => (*app.colleague(&[role]).await).clone(),
        }
    }
}

/// A page: its address, and what a GET by each asker is answered with.
pub const STAFF_PAGES: &[(&str, [u16; 7])] = &[
    // visitor, member, expert, moderator, researcher, partner, admin; 303 leads to signing in, or where there is something to see
    ("/staff", [303, 303, 200, 200, 200, 200, 200]),
    ("/staff/sign-in", [200; 7]),
    ("/staff/activate", [200; 7]),
    // Shows a form that waits for a factor, so there is nothing to see without it.
    ("/staff/prove", [303; 7]),
    // On the machine of whoever tries this out, and nowhere else.
    ("/staff/try", [404; 7]),
    ("/staff/who-sees-what", [303, 303, 200, 200, 200, 200, 200]),
    ("/staff/held", [303, 303, 403, 200, 403, 403, 403]),
    ("/staff/held/{id}", [303, 303, 403, 404, 403, 403, 403]),
    ("/staff/team", ADMIN),
    ("/staff/team/new", ADMIN),
    ("/staff/team/{id}", ADMIN_OF_NOTHING),
    ("/staff/organisations", ADMIN),
    ("/staff/organisations/new", ADMIN),
    ("/staff/organisations/{id}", ADMIN_OF_NOTHING),
    ("/staff/cohorts", ADMIN),
    ("/staff/cohorts/new", ADMIN),
    ("/staff/cohorts/{id}", ADMIN_OF_NOTHING),
    ("/staff/cohorts/{id}/poster", ADMIN_OF_NOTHING),
    ("/staff/log", ADMIN),
    ("/staff/system", ADMIN),
    ("/staff/account", [303, 303, 200, 200, 200, 200, 200]),
    ("/staff/account/passkey", [303; 7]),
    ("/staff/account/app", [303; 7]),
    ("/staff/account/recovery-codes", [303; 7]),
];

/// What is answered beside the pages, about a thing that is there.
pub const STAFF_BESIDE: &[(&str, [u16; 7])] = &[
    (app::kit::paths::STAFF_PHOTO, [401, 401, 200, 200, 200, 200, 200]),
    ("/live/staff/{topics}", [401, 401, 403, 200, 403, 403, 403]),
];

/// What asks for a factor once the last one is more than five minutes old.
const GRAVE: &[&str] = &[
    "staff/account/add_passkey",
    "staff/account/begin_app",
    "staff/account/begin_passkey",
    "staff/account/make_codes",
    "staff/account/remove_passkey",
    "staff/account/set_app",
    "staff/cohorts/end",
    "staff/cohorts/export",
    "staff/log/export",
    "staff/organisations/export",
    "staff/team/add",
    "staff/team/export",
    "staff/team/link",
    "staff/team/remove",
    "staff/team/set",
];

/// A page of running the place.
const ADMIN: [u16; 7] = [303, 303, 403, 403, 403, 403, 200];
/// A page about one thing of it, which is not there.
const ADMIN_OF_NOTHING: [u16; 7] = [303, 303, 403, 403, 403, 403, 404];

/// Address, answers, fields.
pub type Function = (&'static str, [u16; 7], &'static [(&'static str, &'static str)]);

/// For every role alike, and for nobody else.
const STAFF: [u16; 7] = [401, 401, 200, 200, 200, 200, 200];
/// For admins alone.
const ADMINS: [u16; 7] = [401, 401, 403, 403, 403, 403, 200];
/// For admins alone, of a thing that is not there.
const ADMINS_OF_NOTHING: [u16; 7] = [401, 401, 403, 403, 403, 403, 404];
/// Of a colleague, so not there for anybody else.
const NOBODYS: [u16; 7] = [401, 401, 404, 404, 404, 404, 404];

/// Every server function: its address, what each asker is answered with in JSON just after signing in, and fields with which it would
/// work. Where something is named, it is a colleague's.
pub const STAFF_FUNCTIONS: &[Function] = &[
    (
        "staff/way_in/sign_in",
        [200; 7],
        &[("email", "{email}"), ("password", ""), ("code", "{recovery}"), ("proof", "")],
    ),
    (
        "staff/way_in/use_passkey",
        [200; 7],
        &[
            ("credential", "{credential}"),
            ("client_data", "{client_data}"),
            ("authenticator_data", "{authenticator_data}"),
            ("signature", "{signature}"),
            ("proof", ""),
        ],
    ),
    ("staff/way_in/try_out", [404; 7], &[("code", "{link}")]),
    ("staff/way_in/open_link", [200; 7], &[("code", "{link}"), ("proof", "")]),
    (
        "staff/way_in/activate_passkey",
        [200; 7],
        &[
            ("link", "{link}"),
            ("name", "Mijn laptop"),
            ("client_data", "{made}"),
            ("authenticator_data", "{made}"),
            ("proof", ""),
        ],
    ),
    (
        "staff/way_in/activate_app",
        [200; 7],
        &[
            ("link", "{link}"),
            ("secret", "{secret}"),
            ("password", "{passphrase}"),
            ("totp", "{totp}"),
            ("proof", ""),
        ],
    ),
    ("staff/account/begin_passkey", STAFF, &[]),
    (
        "staff/account/add_passkey",
        STAFF,
        &[("name", "Mijn telefoon"), ("client_data", "{made}"), ("authenticator_data", "{made}")],
    ),
    ("staff/account/remove_passkey", NOBODYS, &[("passkey", "{passkey}")]),
    ("staff/account/begin_app", STAFF, &[]),
    // The secret was offered to a colleague.
    (
        "staff/account/set_app",
        [401, 401, 422, 422, 422, 422, 422],
        &[("secret", "{secret}"), ("password", "{passphrase}"), ("totp", "{totp}")],
    ),
    ("staff/account/make_codes", STAFF, &[]),
    ("staff/account/keep_codes", STAFF, &[("kept", "yes")]),
    ("staff/account/end_session", NOBODYS, &[("session", "{session}")]),
    ("staff/account/end_others", STAFF, &[]),
    ("staff/account/sign_out", [200; 7], &[]),
    // A photo comes as a file, which no question of an island brings.
    ("staff/photo/set", [401, 401, 422, 422, 422, 422, 422], &[]),
    ("staff/photo/remove", STAFF, &[]),
    ("staff/palette/find", [401, 401, 403, 403, 403, 403, 200], &[("q", "samira")]),
    (
        "staff/held/decide",
        [401, 401, 403, 404, 403, 403, 403],
        &[("post", "{id}"), ("edition", ""), ("order", ""), ("verdict", "released"), ("reason", "")],
    ),
    (
        "staff/team/add",
        ADMINS,
        &[
            ("name", "Bas"),
            ("function", "moderator"),
            ("email", "bas@health-thing.example"),
            ("roles", "moderator"),
        ],
    ),
    (
        "staff/team/set",
        ADMINS_OF_NOTHING,
        &[("person", "{id}"), ("name", "Bas"), ("function", "moderator"), ("roles", "admin")],
    ),
    ("staff/team/link", ADMINS_OF_NOTHING, &[("person", "{id}")]),
    ("staff/team/remove", ADMINS_OF_NOTHING, &[("person", "{id}")]),
    ("staff/team/export", ADMINS, &[]),
    ("staff/organisations/add", ADMINS, &[("name", "De Linde"), ("kind", "employer")]),
    (
        "staff/organisations/set",
        ADMINS_OF_NOTHING,
        &[("organisation", "{id}"), ("name", "De Linde"), ("kind", "employer")],
    ),
    ("staff/organisations/export", ADMINS, &[]),
    ("staff/cohorts/add", ADMINS, &[("name", "Starters"), ("ends", "2027-01-01")]),
    ("staff/cohorts/end", ADMINS_OF_NOTHING, &[("cohort", "{id}")]),
    ("staff/cohorts/export", ADMINS, &[]),
    ("staff/log/export", ADMINS, &[]),
    ("staff/held/undo", [401, 401, 403, 422, 403, 403, 403], &[("post", "{id}")]),
];

/// The address of a page, of things that are not there where it names one.
fn address(template: &str) -> String {
    template.replace("{id}", NOBODY)
}

#[tokio::test]
async fn every_page_of_staff_answers_each_asker_as_agreed() {
    let app = TestApp::sqlite().await.expect("a server");
    for (asker, column) in Asker::ALL.into_iter().zip(0..) {
        let mut browser = asker.browser(&app).await;
        for (template, statuses) in STAFF_PAGES {
            let answer = browser.gets(&address(template)).await;
            assert_eq!(
                answer.status,
                statuses[column],
                "{asker:?} {template}: {}",
                answer.header("location")
            );
            if answer.status == 303 {
                let to = answer.header("location");
                let led = match asker {
                    Asker::Visitor | Asker::Member => to == "/staff/sign-in",
                    Asker::Staff(_) => ["/staff", "/staff/account"].contains(&to),
                };
                assert!(led, "{asker:?} {template} leads to {to}");
            }
        }
    }
}

#[tokio::test]
async fn every_function_of_staff_answers_each_asker_as_agreed_and_a_refusal_changes_nothing() {
    let app = TestApp::sqlite().await.expect("a server");
    for (endpoint, statuses, fields) in STAFF_FUNCTIONS {
        for (asker, column) in Asker::ALL.into_iter().zip(0..) {
            let named = Named::new(&app).await;
            let mut browser = asker.browser(&app).await;
            let fields = named.fields(fields).await;
            let before = app.place().rows().await.expect("rows");
            let answer = browser.asks(&format!("/api/{endpoint}"), &pairs(&fields)).await;
            assert_eq!(answer.status, statuses[column], "{asker:?} {endpoint}: {}", answer.text());
            if answer.status >= 400 {
                assert_eq!(app.place().rows().await.expect("rows"), before, "{asker:?} {endpoint}");
            }
        }
    }
}

#[tokio::test]
async fn what_is_beside_the_pages_answers_each_asker_as_agreed() {
    let app = TestApp::sqlite().await.expect("a server");
    let photo = a_photo(&app).await;
    for (asker, column) in Asker::ALL.into_iter().zip(0..) {
        let browser = asker.browser(&app).await;
        for (template, statuses) in STAFF_BESIDE {
            let filled = [("{id}", &*photo), ("{size}", "96"), ("{topics}", "held")];
            let path =
                filled.iter().fold((*template).to_owned(), |path, (hole, with)| path.replace(hole, with));
            let request = browser.request(Method::GET, &path).body(Body::empty()).expect("a request");
            // A stream has no end, so its words are left.
            let answer = app.router().oneshot(request).await.expect("an answer");
            assert_eq!(answer.status(), statuses[column], "{asker:?} {template}");
        }
    }
}

/// What each asker is answered with when the thing is there: whoever was told that it is not sees it or does it, and the others are refused as
/// before.
fn when_there(status: u16) -> u16 {
    if [404, 422].contains(&status) { 200 } else { status }
}

#[tokio::test]
async fn a_thing_that_is_there_is_for_who_has_the_right_and_for_nobody_else() {
    let app = TestApp::sqlite().await.expect("a server");
    let (mut pages, mut functions) = (0, 0);
    for (asker, column) in Asker::ALL.into_iter().zip(0..) {
        let mut browser = asker.browser(&app).await;
        let things = Things::new(&app).await;
        for (template, statuses) in STAFF_PAGES.iter().filter(|(template, _)| template.contains("{id}")) {
            let answer = browser.gets(&template.replace("{id}", things.of(template))).await;
            assert_eq!(answer.status, when_there(statuses[column]), "{asker:?} {template}");
            pages += 1;
        }
        let named = |(_, _, fields): &&Function| fields.iter().any(|(_, value)| *value == "{id}");
        for (endpoint, statuses, fields) in STAFF_FUNCTIONS.iter().filter(named) {
            let fill = |(name, value): &(&'static str, &'static str)| match (*name, *value) {
                (name, "{id}") => (name.to_owned(), things.of(endpoint).to_owned()),
                ("edition", _) => ("edition".to_owned(), things.seen.clone()),
                (name, value) => (name.to_owned(), value.to_owned()),
            };
            let fields: Vec<_> = fields.iter().map(fill).collect();
            let before = app.place().rows().await.expect("rows");
            let answer = browser.asks(&format!("/api/{endpoint}"), &pairs(&fields)).await;
            let expected = when_there(statuses[column]);
            assert_eq!(answer.status, expected, "{asker:?} {endpoint}: {}", answer.text());
            let after = app.place().rows().await.expect("rows");
            assert_eq!(after == before, expected != 200, "{asker:?} {endpoint}");
            functions += 1;
        }
    }
    assert_eq!((pages, functions), (5 * 7, 7 * 7));
}

/// S20: whatever says that it is grave asks for a factor once the last one is more than five minutes old, and does nothing meanwhile.
#[tokio::test]
async fn what_is_grave_asks_for_a_factor_again() {
    let grave = || app::routes::FORMS.iter().copied().flatten().filter(|form| form.grave.is_some());
    let there: BTreeSet<&str> = grave().map(|form| form.endpoint).collect();
    assert_eq!(there, GRAVE.iter().copied().collect());
    let app = TestApp::sqlite().await.expect("a server");
    for form in grave() {
        let (_, statuses, fields) =
            STAFF_FUNCTIONS.iter().find(|(endpoint, ..)| *endpoint == form.endpoint).expect("a row");
        let column = statuses.iter().rposition(|status| ![401, 403].contains(status)).expect("somebody may");
        let mut browser = Asker::ALL[column].browser(&app).await;
        let fields = Named::new(&app).await.fields(fields).await;
        app.forward(chrono::Duration::minutes(6));
        // Somebody who is there notes that they are, once a minute.
        browser.gets("/staff").await;
        let before = app.place().rows().await.expect("rows");
        let answer = browser.asks(&form.action(), &pairs(&fields)).await;
        assert_eq!((answer.status, answer.json()), (403, "prove_again".into()), "{}", form.endpoint);
        let page = browser.posts(&form.action(), &pairs(&fields)).await;
        assert_eq!(page.status, 403, "{}", form.endpoint);
        assert!(page.text().contains("factor_code"), "{}: {}", form.endpoint, page.text());
        assert_eq!(app.place().rows().await.expect("rows"), before, "{}", form.endpoint);
    }
}

/// S3 for staff: what is sent past the pages, with every kind of nonsense, breaks nothing and changes nothing.
#[tokio::test]
async fn nonsense_breaks_nothing() {
    let app = TestApp::sqlite().await.expect("a server");
    let mut admin = Asker::Staff(StaffRole::Admin).browser(&app).await;
    let cookies = admin.cookies.clone();
    let long = "a".repeat(20_000);
    let nonsense = ["", " ", "\0", "-1", "null", "../../x", "\u{202e}x", "<script>", "000000", "é", &long];
    for (endpoint, _, fields) in STAFF_FUNCTIONS {
        for value in nonsense {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, _)| (*name, value)).collect();
            if fields.is_empty() {
                continue;
            }
            admin.cookies = cookies.clone();
            let before = app.place().rows().await.expect("rows");
            let answer = admin.asks(&format!("/api/{endpoint}"), &fields).await;
            // The palette finds nobody by it.
            let agreed: &[u16] =
                if *endpoint == "staff/palette/find" { &[200, 413] } else { &[404, 413, 422] };
            assert!(agreed.contains(&answer.status), "{endpoint} {value:.20}: {}", answer.status);
            assert_eq!(app.place().rows().await.expect("rows"), before, "{endpoint} {value:.20}");
        }
    }
}
