//! Two who come in at the same moment by what lets in one (S5, S15).

use domain::staff::{StaffDeed, StaffRole};
use server::testing::{Colleague, Page, Passkey, TestApp};

const OVER: &str = "Deze link werkt niet meer";

server::stories! {
    on_several_threads

    /// S15: of two who use a link at the same moment one comes in; the other reads that it is over.
    async fn one_of_two_uses_a_link(app) {
        let noor = app.newcomer(&[StaffRole::Moderator]).await;
        let link = app.staff_link(noor.id).await;
        let (mut one, mut other) = (noor.elsewhere(), noor.elsewhere());
        other.passkey = Passkey::new(11);
        let both = futures::join!(one.opens_link(&link), other.opens_link(&link));
        let form = |person: &Colleague<'_>, page: &Page| {
            let challenge = page.attributes("[data-challenge]", "data-challenge").remove(0);
            let form = page.form("staff/way_in/activate_passkey").with("name", "Laptop");
            person.passkey.made(&challenge).into_iter().fold(form, |form, (field, value)| form.with(field, &value))
        };
        let forms = (form(&one, &both.0), form(&other, &both.1));
        let pages = futures::join!(one.sends(&forms.0), other.sends(&forms.1));
        let mut ends = [pages.0.status(), pages.1.status()];
        ends.sort_unstable();
        assert_eq!(ends, [200, 422], "{} / {}", pages.0.words(), pages.1.words());
        assert!(pages.0.says(OVER) ^ pages.1.says(OVER));
        let mut tx = app.state.store.staff.read().await.expect("a look");
        let lines = tx.staff_log().list(&store::StaffLogFilter::default(), None, 100).await.expect("lines");
        assert_eq!(lines.len(), 2, "one link, used once");
    }

    async fn one_of_many_uses_a_code(app) {
        let noor = app.colleague(&[StaffRole::Moderator]).await;
        let code = noor.codes[0].clone();
        let tries = (0..6).map(|_| {
            let (mut there, code) = (noor.elsewhere(), code.clone());
            async move { there.signs_in_with("", &code).await.path }
        });
        let paths = futures::future::join_all(tries).await;
        assert_eq!(paths.iter().filter(|path| *path == "/staff").count(), 1, "{paths:?}");
    }

    /// S22: what somebody asked for while they are removed reaches them only if it was read before.
    async fn who_is_removed_takes_nothing_along_afterwards(app) {
        let (saskia, mut noor) = (app.colleague(&[StaffRole::Admin]).await, app.colleague(&[StaffRole::Admin]).await);
        for list in ["team", "log", "organisations", "cohorts"] {
            let gone = if list == "team" { saskia.clone() } else { app.colleague(&[StaffRole::Admin]).await };
            let remove = noor.sees(&format!("/staff/team/{}", gone.id)).await.form("staff/team/remove");
            let exports = (0..8).map(|_| {
                let mut tab = gone.clone();
                async move { tab.posts(&format!("/api/staff/{list}/export"), &[]).await.status }
            });
            let (statuses, removed) = futures::join!(futures::future::join_all(exports), noor.sends(&remove));
            assert_eq!(removed.path, "/staff/team", "{}", removed.words());
            assert!(statuses.iter().all(|status| [200, 401, 403].contains(status)), "{statuses:?}");
            assert_eq!(gone.clone().posts(&format!("/api/staff/{list}/export"), &[]).await.status, 401);
            let filter = store::StaffLogFilter::default();
            let taken = |lines: &[(i64, store::StaffLogLine)]| {
                let mine = lines.iter().filter(|(_, line)| line.staff == Some(gone.id) && line.deed == StaffDeed::Export);
                mine.map(|(position, _)| *position).collect::<Vec<_>>()
            };
            let staff = app.state.store.staff.read().await.expect("a look").staff_log().list(&filter, None, 200).await.expect("lines");
            let accounts = app.state.store.accounts.read().await.expect("a look").staff_log().list(&filter, None, 200).await.expect("lines");
            let is_removal = |line: &store::StaffLogLine| line.deed == StaffDeed::RemoveStaff && line.object == Some(gone.id.to_string());
            let end = staff.iter().find(|(_, line)| is_removal(line)).expect("a line of the removal").0;
            assert!(taken(&staff).iter().all(|position| *position < end), "{list}: {staff:?}");
            let answered = statuses.iter().filter(|status| **status == 200).count();
            assert_eq!(taken(&staff).len() + taken(&accounts).len(), answered, "{list}: a line for each, and none for who got nothing");
        }
    }
}

/// While codes are guessed, a link is used with an app as it is with a passkey: by whoever waits, without scripts too.
#[tokio::test]
async fn a_link_is_used_with_an_app_while_others_guess() -> server::testing::Tested {
    let app = TestApp::strict().await?;
    let mut noor = app.newcomer(&[StaffRole::Moderator]).await;
    let link = app.staff_link(noor.id).await;
    let form = noor.opens_link(&link).await.form("staff/way_in/activate_app");
    let wrong = format!("{}#{}", link.split('#').next().unwrap_or_default(), "0".repeat(64));
    for _ in 0..25 {
        noor.elsewhere().opens_link(&wrong).await;
    }
    let form = noor.fills_app(form);
    let page = noor.sends(&form).await;
    assert_eq!(page.status(), 429, "{}", page.words());
    let form = page.form("staff/way_in/activate_app");
    assert!(!form.value("proof").is_empty(), "it shows that somebody waited");
    assert_eq!(form.value("proof"), page.form("staff/way_in/activate_passkey").value("proof"));
    app.forward(chrono::Duration::minutes(1));
    let form = noor.fills_app(form);
    let page = noor.sends(&form).await;
    noor.keeps_codes(page).await;
    assert_eq!(noor.sees("/staff").await.path, "/staff");
    app.finish().await
}
