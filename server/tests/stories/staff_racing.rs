//! Two who come in at the same moment by what lets in one (S5, S15).

use domain::staff::StaffRole;
use server::testing::{Colleague, Page, Passkey};

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
}
