//! What a device keeps has an owner: its name, the shelf, is on the pages of that member alone.

use axum::body::Body;
use http::Method;
use server::testing::{Page, Person};

fn shelf(page: &Page) -> String {
    page.attributes("body", "data-shelf").concat()
}

/// Sends as the outbox of a device does, from a page with this shelf.
async fn sends_from(who: &mut Person<'_>, shelf: &str, action: &str, body: &str) -> u16 {
    let request = who
        .request(Method::POST, action)
        .header("accept", "application/json")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .header("shelf", shelf);
    who.ask(request.body(Body::from(body.to_owned())).expect("a request")).await.status
}

server::stories! {
    async fn each_member_has_a_shelf_and_nobody_else_knows_it(app) {
        let (mut anna, mut bram) = (app.member().await, app.member().await);
        let hers = shelf(&anna.sees("/threads/new").await);
        assert_eq!(hers.len(), 32);
        assert_eq!(shelf(&anna.sees("/about/terms").await), hers, "the same on every page");
        let mut elsewhere = anna.elsewhere();
        elsewhere.signs_in().await;
        assert_eq!(shelf(&elsewhere.sees("/threads").await), hers, "and after signing in again");
        assert_ne!(shelf(&bram.sees("/threads").await), hers);
        assert_eq!(shelf(&app.person().sees("/").await), "", "a visitor has none");
        let mut shared = anna.elsewhere();
        shared.signs_in_shared().await;
        assert_eq!(shelf(&shared.sees("/threads/new").await), "", "a shared computer keeps nothing");
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        for path in ["/threads".to_owned(), format!("/threads/{thread}")] {
            assert!(!bram.sees(&path).await.html().contains(&hers), "{path}");
        }
    }

    /// A page of hers is still open when he signs in: what it sends then would be his.
    async fn what_one_member_left_is_not_sent_as_another(app) {
        let (mut anna, mut bram) = (app.member().await, app.member().await);
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let his = shelf(&bram.sees("/threads").await);
        let form = bram.sees(&format!("/threads/{thread}")).await.form("reactions/set");
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form.pairs()).finish();
        let pressed = |page: &Page| page.attributes("main .recognise", "aria-pressed").concat();
        let hers = shelf(&anna.sees("/threads").await);
        for (from, status, on) in [(&*hers, 401, "false"), ("", 401, "false"), (&*his, 200, "true")] {
            assert_eq!(sends_from(&mut bram, from, &form.action, &body).await, status, "{from}");
            assert_eq!(pressed(&bram.sees(&format!("/threads/{thread}")).await), on, "{from}");
        }
    }
}
