//! Running the place: people and roles, organisations, cohorts, the log, the system.

use domain::staff::{StaffDeed, StaffRole};
use server::testing::{Colleague, Form, TestApp};
use store::{StaffLogFilter, jobs};

const PAGES: [&str; 9] = [
    "/staff/team",
    "/staff/team/new",
    "/staff/organisations",
    "/staff/organisations/new",
    "/staff/cohorts",
    "/staff/cohorts/new",
    "/staff/log",
    "/staff/system",
    "/staff/log?deed=sign_in",
];

async fn deeds_of_accounts(app: &TestApp) -> Vec<StaffDeed> {
    let mut tx = app.state.store.accounts.read().await.expect("a look");
    let lines = tx.staff_log().list(&StaffLogFilter::default(), None, 100).await.expect("lines");
    lines.into_iter().map(|(_, line)| line.deed).collect()
}

fn new_person(form: Form, email: &str, roles: &str) -> Form {
    form.with("name", "Bas Visser").with("function", "reserve").with("email", email).with("roles", roles)
}

async fn adds_cohort(noor: &mut Colleague<'_>) -> String {
    let form = noor.sees("/staff/cohorts/new").await.form("staff/cohorts/add");
    let page = noor.sends(&form.with("name", "Starters najaar").with("ends", "2099-03-01")).await;
    assert!(page.path.starts_with("/staff/cohorts/"), "{}", page.words());
    page.path
}

server::stories! {
    async fn pages_of_admins_are_there_for_admins_only(app) {
        let mut noor = app.colleague(&[StaffRole::Admin]).await;
        let others = [StaffRole::Expert, StaffRole::Moderator, StaffRole::Researcher, StaffRole::Partner];
        let mut other = app.colleague(&others).await;
        for path in PAGES {
            assert_eq!(noor.sees(path).await.status(), 200, "{path}");
            assert_eq!(other.sees(path).await.status(), 403, "{path}");
        }
        let id = other.id.to_string();
        for (endpoint, fields) in [
            ("staff/team/add", &[("name", "Bas"), ("function", "reserve"), ("email", "b@h.example"), ("roles", "admin")][..]),
            ("staff/team/set", &[("person", &*id), ("name", "Bas"), ("function", "x y"), ("roles", "admin")]),
            ("staff/team/link", &[("person", &id)]),
            ("staff/team/remove", &[("person", &id)]),
            ("staff/organisations/add", &[("name", "De Linde"), ("kind", "employer")]),
            ("staff/organisations/set", &[("organisation", &id), ("name", "De Linde"), ("kind", "employer")]),
            ("staff/cohorts/add", &[("name", "Starters"), ("ends", "2099-01-01")]),
            ("staff/cohorts/end", &[("cohort", &id)]),
            ("staff/team/export", &[]),
            ("staff/organisations/export", &[]),
            ("staff/cohorts/export", &[]),
            ("staff/log/export", &[]),
        ] {
            let before = app.place().rows().await.expect("rows");
            assert_eq!(other.calls(endpoint, fields).await.status, 403, "{endpoint}");
            assert_eq!(app.place().rows().await.expect("rows"), before, "{endpoint}");
        }
    }

    async fn an_organisation_is_added_changed_and_logged_in_its_zone(app) {
        let mut noor = app.colleague(&[StaffRole::Admin]).await;
        let form = noor.sees("/staff/organisations/new").await.form("staff/organisations/add");
        let refused = noor.sends(&form.clone().with("name", "D").with("sector", "vvt")).await;
        assert_eq!(refused.status(), 422);
        assert!(!refused.fault("name").is_empty() && !refused.fault("kind").is_empty(), "{}", refused.words());
        assert_eq!(refused.form("staff/organisations/add").value("name"), "D", "what was typed stays");
        let page = noor.sends(&form.with("name", "De Linde").with("kind", "employer").with("sector", "vvt")).await;
        assert!(page.path == "/staff/organisations" && page.says("De Linde"), "{}", page.words());
        let href = page.attributes(".table-link", "href").remove(0);
        let form = noor.sees(&href).await.form("staff/organisations/set");
        assert_eq!(form.value("name"), "De Linde");
        let page = noor.sends(&form.with("name", "De Wilg").with("kind", "school")).await;
        assert!(page.says("De Wilg") && !page.says("De Linde"), "{}", page.words());
        assert_eq!(deeds_of_accounts(app).await, [StaffDeed::SetOrganisation, StaffDeed::AddOrganisation]);
    }

    async fn a_cohort_has_a_link_and_a_poster_and_ends_after_a_factor(app) {
        let mut noor = app.colleague(&[StaffRole::Admin]).await;
        let path = adds_cohort(&mut noor).await;
        let page = noor.sees(&path).await;
        let link = page.attributes("#cohort-link", "value").remove(0);
        assert!(link.contains("/join#"), "{link}");
        let code = link.split('#').nth(1).expect("a code").to_owned();
        let poster = noor.sees(&format!("{path}/poster")).await;
        assert!(poster.says(&code) && poster.all(".rail").is_empty(), "{}", poster.words());

        let mut anna = app.person();
        anna.joins_with(&code).await;
        let page = noor.sees(&path).await;
        app.forward(chrono::Duration::minutes(6));
        let asked = noor.sends(&page.form("staff/cohorts/end")).await;
        assert!(!asked.all("input[name=factor_code]").is_empty(), "a factor is asked for: {}", asked.words());
        let page = noor.proves(&asked).await;
        assert!(!page.has_form("staff/cohorts/end"), "{}", page.words());
        assert_eq!(deeds_of_accounts(app).await, [StaffDeed::EndCohort, StaffDeed::AddCohort]);
    }

    /// Whoever looks twice in a month sees the same: a figure that moves would say when somebody joined.
    async fn joins_are_shown_in_fives_once_their_month_is_over(app) {
        let mut noor = app.colleague(&[StaffRole::Admin]).await;
        let path = adds_cohort(&mut noor).await;
        assert!(noor.sees(&path).await.says("Er is nog geen maand voorbij."));
        let link = noor.sees(&path).await.attributes("#cohort-link", "value").remove(0);
        let code = link.split('#').nth(1).expect("a code").to_owned();
        app.next_day().await;
        let mut seen = Vec::new();
        for joins in [0, 6] {
            for _ in 0..joins {
                app.person().joins_with(&code).await;
            }
            app.next_day().await;
            seen.push((noor.sees(&path).await.words(), noor.sees("/staff/cohorts").await.words()));
        }
        assert_eq!(seen[0], seen[1]);
        app.forward(chrono::Duration::days(31));
        app.next_day().await;
        noor.signs_in().await;
        let page = noor.sees(&path).await;
        assert!(page.says("± 5") && page.says("minder dan 5"), "of this month, and of the one before: {}", page.words());
        assert!(noor.sees("/staff/cohorts").await.says("± 5"));
    }

    async fn a_cohort_is_for_ten_or_more_until_a_day_that_comes(app) {
        let mut noor = app.colleague(&[StaffRole::Admin]).await;
        let form = noor.sees("/staff/cohorts/new").await.form("staff/cohorts/add");
        let form = form.with("name", "Starters najaar").with("ends", "2099-03-01").with("seats", "10");
        for (field, typed, said) in [
            ("seats", "9", "Schrijf een getal van 10 tot en met 1.000.000."),
            ("seats", "tien", "Schrijf een getal van 10 tot en met 1.000.000."),
            ("ends", "1 maart", "Dit is geen dag. Schrijf een dag zo: 2027-03-01."),
            ("ends", "2020-03-01", "Deze dag is voorbij. Kies vandaag of een dag erna."),
            ("ends", "2100-01-01", "Kies een dag tot en met 31 december 2099."),
        ] {
            let page = noor.sends(&form.clone().with(field, typed)).await;
            assert_eq!((page.status(), &*page.fault(field)), (422, said), "{}", page.words());
            assert_eq!(page.form("staff/cohorts/add").value(field), typed, "what was typed stays");
        }
        assert!(noor.sends(&form).await.path.starts_with("/staff/cohorts/"));
    }

    async fn somebody_is_added_with_a_link_that_is_shown_once(app) {
        let mut noor = app.colleague(&[StaffRole::Admin]).await;
        let form = noor.sees("/staff/team/new").await.form("staff/team/add");
        let refused = noor.sends(&new_person(form.clone(), "bas", "moderator partner")).await;
        assert!(!refused.fault("email").is_empty() && !refused.fault("organisation").is_empty(), "{}", refused.words());
        let page = noor.sends(&new_person(form.clone(), "bas@health-thing.example", "moderator")).await;
        let link = page.attributes("#staff-link", "value").remove(0);
        assert!(link.contains("/staff/activate#"), "{link}");
        let again = noor.sees(&page.path).await;
        assert!(again.attributes("#staff-link", "value").is_empty(), "only once");
        let taken = noor.sends(&new_person(form, "bas@health-thing.example", "admin")).await;
        assert!(!taken.fault("email").is_empty(), "{}", taken.words());
        let mut bas = app.newcomer(&[]).await;
        let page = bas.activates_by_passkey(&link).await;
        assert_eq!(page.path, "/staff", "{}", page.words());
    }

    /// What no page offers is no role, whatever else is right.
    async fn a_forged_role_is_refused_and_changes_nothing(app) {
        let mut noor = app.colleague(&[StaffRole::Admin]).await;
        let bas = app.colleague(&[StaffRole::Moderator]).await.id.to_string();
        for roles in ["root", "moderator root", "Admin", "admin,expert"] {
            let about = [("name", "Bas Visser"), ("function", "reserve"), ("roles", roles)];
            for (endpoint, of) in [("staff/team/add", ("email", "bas@h.example")), ("staff/team/set", ("person", &*bas))] {
                let before = app.place().rows().await.expect("rows");
                let fields = [&about[..], &[of]].concat();
                assert_eq!(noor.calls(endpoint, &fields).await.status, 422, "{endpoint} {roles}");
                assert_eq!(app.place().rows().await.expect("rows"), before, "{endpoint} {roles}");
            }
        }
    }

    async fn a_changed_name_is_no_changed_role_in_the_log(app) {
        let mut noor = app.colleague(&[StaffRole::Admin]).await;
        let bas = app.colleague(&[StaffRole::Moderator]).await.id;
        let form = noor.sees(&format!("/staff/team/{bas}")).await.form("staff/team/set");
        noor.sends(&form.clone().with("name", "Bas Visser")).await;
        let page = noor.sees("/staff/log").await;
        assert!(page.all("tbody").concat().contains("veranderde gegevens van een collega"), "{}", page.words());
        assert!(!page.all("tbody").concat().contains("veranderde rollen"), "{}", page.words());
        noor.sends(&form.without("roles").with("roles", "expert")).await;
        assert!(noor.sees("/staff/log").await.all("tbody").concat().contains("veranderde rollen"));
    }

    /// S22: a role that is taken, and a person who is removed, are gone at the next request.
    async fn roles_are_changed_and_people_removed(app) {
        let mut noor = app.colleague(&[StaffRole::Admin]).await;
        let mut bas = app.colleague(&[StaffRole::Admin, StaffRole::Moderator]).await;
        assert_eq!(bas.sees("/staff/team").await.status(), 200);
        let path = format!("/staff/team/{}", bas.id);
        let form = noor.sees(&path).await.form("staff/team/set").without("roles").with("roles", "moderator");
        noor.sends(&form).await;
        assert_eq!(bas.sees("/staff/team").await.status(), 403);
        let form = noor.sees(&path).await.form("staff/team/remove");
        assert_eq!(noor.sends(&form).await.path, "/staff/team");
        assert_eq!(bas.sees("/staff").await.path, "/staff/sign-in");
        assert_eq!(noor.sees(&path).await.status(), 404);
        assert!(noor.sees("/staff/log").await.says("verwijderde een collega"));
    }

    async fn the_last_admin_stays_one(app) {
        let mut noor = app.colleague(&[StaffRole::Admin]).await;
        let path = format!("/staff/team/{}", noor.id);
        for form in [
            noor.sees(&path).await.form("staff/team/set").with("roles", "moderator"),
            noor.sees(&path).await.form("staff/team/remove"),
        ] {
            let page = noor.sends(&form).await;
            assert_eq!(page.status(), 422, "{}", page.words());
        }
        assert_eq!(noor.sees("/staff/team").await.status(), 200);
    }

    /// Whoever made a link for a colleague may have kept it. It goes when they may make none any more.
    async fn a_link_goes_with_the_admin_who_made_it(app) {
        let mut noor = app.colleague(&[StaffRole::Admin]).await;
        for removed in [false, true] {
            let mut eve = app.colleague(&[StaffRole::Admin]).await;
            let mut bas = app.colleague(&[StaffRole::Moderator]).await;
            let form = eve.sees(&format!("/staff/team/{}", bas.id)).await.form("staff/team/link");
            let link = eve.sends(&form).await.attributes("#staff-link", "value").remove(0);
            let own = bas.sees("/staff/account").await;
            assert!(own.says("Er staat een link voor je open.") && own.says(&format!("Gemaakt door {}", eve.name)), "{}", own.words());

            let page = noor.sees(&format!("/staff/team/{}", eve.id)).await;
            let form = match removed {
                true => page.form("staff/team/remove"),
                false => page.form("staff/team/set").without("roles").with("roles", "moderator"),
            };
            assert_eq!(noor.sends(&form).await.status(), 200);
            let mut eve = app.person();
            let form = eve.sees("/staff/activate").await.form("staff/way_in/open_link").with("code", &link);
            let page = eve.sends(&form).await;
            assert!(page.status() == 422 && !page.fault("code").is_empty(), "{}", page.words());
            assert!(!bas.sees("/staff/account").await.says("Er staat een link voor je open."));
        }
    }

    /// Whoever never came in lets nobody in.
    async fn an_admin_stays_while_no_other_one_can_come_in(app) {
        let mut noor = app.colleague(&[StaffRole::Admin]).await;
        let mut bas = app.newcomer(&[StaffRole::Admin]).await;
        let path = format!("/staff/team/{}", noor.id);
        for form in [
            noor.sees(&path).await.form("staff/team/set").without("roles").with("roles", "moderator"),
            noor.sees(&path).await.form("staff/team/remove"),
        ] {
            let page = noor.sends(&form).await;
            assert!(page.status() == 422 && page.says("Dit is de laatste beheerder die kan inloggen"), "{}", page.words());
        }
        let link = app.staff_link(bas.id).await;
        bas.activates_by_app(&link).await;
        let form = noor.sees(&path).await.form("staff/team/remove");
        noor.sends(&form).await;
        assert_eq!(noor.sees("/staff").await.path, "/staff/sign-in", "now she can go");
    }

    async fn the_system_says_what_ran_and_what_did_not(app) {
        let mut noor = app.colleague(&[StaffRole::Admin]).await;
        let page = noor.sees("/staff/system").await;
        let [accounts, community, staff] = store::Store::steps();
        let versions = format!(
            "Programma {} Tabellen accounts {accounts} Tabellen teksten {community} Tabellen medewerkers {staff} Sleutels onbekend",
            env!("CARGO_PKG_VERSION")
        );
        assert!(page.says(&versions), "{}", page.words());
        assert_eq!(page.all(".copied--late"), ["Laatste back-up nog nooit", "Laatste hersteltest nog nooit"]);
        assert!(page.says("Er is nog geen taak uitgevoerd."), "{}", page.words());
        server::jobs::run(&app.state.store, &*app.state.clock).await;
        let mut tx = app.state.store.staff.begin().await.expect("a unit");
        let now = app.state.clock.now().timestamp();
        for copy in [jobs::BACKUP, jobs::RESTORE_TEST] {
            tx.jobs().set_done(copy, now).await.expect("a row");
        }
        tx.jobs().set_failed("tips", i64::from(u32::MAX), "the database is busy").await.expect("a row");
        tx.commit().await.expect("kept");
        let page = noor.sees("/staff/system").await;
        assert!(page.says("Schade zoeken") && page.says("the database is busy"), "{}", page.words());
        assert!(page.says("Laatste back-up 20 november 2026, 11.00") && page.says("Laatste hersteltest 20 november 2026, 11.00"), "{}", page.words());
        assert!(page.all(".copied--late").is_empty(), "{}", page.words());
        app.member().await.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        assert_eq!(noor.sees("/staff/system").await.words(), page.words(), "nothing that moves with members");
        let mut tx = app.state.store.staff.begin().await.expect("a unit");
        tx.jobs().set_failed(jobs::BACKUP, now + 1, "the disk is full").await.expect("a row");
        for often in ["release", "effect", "row_order", "handovers", "texts", "push"] {
            tx.jobs().set_done(often, 1).await.expect("a row");
        }
        let ran = tx.jobs().list().await.expect("rows");
        tx.commit().await.expect("kept");
        let page = noor.sees("/staff/system").await;
        assert_eq!(page.all(".copied--late"), ["Laatste back-up 20 november 2026, 11.00 mislukt"]);
        let said = page.all(".jobs b");
        assert_eq!(said.len(), ran.len() - 2, "without the two about copies");
        assert!(!ran.iter().any(|job| said.contains(&job.name)), "{said:?}");
    }
}

/// The key file is as old as it was written.
#[tokio::test]
async fn the_system_says_how_old_the_keys_are() -> server::testing::Tested {
    let folder = tempfile::tempdir()?;
    let mut settings = TestApp::wide();
    settings.keys = Some(folder.path().join("keys"));
    let app = TestApp::over(server::testing::TestStore::sqlite().await?, settings);
    let mut noor = app.colleague(&[StaffRole::Admin]).await;
    assert!(noor.sees("/staff/system").await.says("Sleutels onbekend"));
    let file = app.house.settings.key_file();
    server::keys::make(&file, &*app.state.entropy).map_err(|wrong| wrong.0)?;
    for (days, words) in [(1, "Sleutels 1 dag oud"), (400, "Sleutels 400 dagen oud")] {
        let written = app.state.clock.now() - chrono::Duration::days(days);
        std::fs::File::options().write(true).open(&file)?.set_modified(written.into())?;
        let page = noor.sees("/staff/system").await;
        assert!(page.says(words), "{}", page.words());
    }
    app.finish().await
}
