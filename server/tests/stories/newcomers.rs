//! Somebody joined and did not keep the key yet: reading is free, and what is tapped meanwhile is not lost.

use server::testing::{Form, Page, Person, TestApp};

const STORY: &str = "Ik durf niet te vragen hoe de tillift werkt.";

/// Somebody who joined and went on reading.
async fn newcomer(app: &TestApp) -> Person<'_> {
    let mut person = app.person();
    person.joins().await;
    person
}

/// The form of the button "Herken ik" at the challenge on this page.
fn recognise(page: &Page) -> Form {
    let form = page.forms().into_iter().find(|form| form.value("kind") == "recognise");
    form.expect("a button to recognise with")
}

/// The form that asks for the key on this page, with the last group of the own one.
fn last_group(page: &Page, person: &Person<'_>) -> Form {
    let group = person.code.rsplit('-').next().unwrap_or_default();
    page.form("people/confirm_code").with("group", group)
}

async fn reactions(app: &TestApp) -> usize {
    let rows = app.place().rows().await.expect("rows");
    rows.iter().filter(|row| row.starts_with("community.reactions")).count()
}

server::stories! {
    async fn a_tap_before_the_key_was_kept_is_given_after_it(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let mut bram = newcomer(app).await;
        let feed = bram.sees("/threads").await;
        let page = bram.sends(&recognise(&feed)).await;
        assert_eq!(page.status(), 403);
        assert!(page.says("Nog één stap") && page.says("Dan zetten we je reactie erbij"), "{}", page.words());
        assert_eq!(reactions(app).await, 0, "a key that was never kept makes no figure");

        let form = page.form("people/confirm_code");
        let page = bram.sends(&form.clone().with("group", "0000")).await;
        assert_eq!(page.status(), 422);
        assert!(page.says("Nog één stap"), "a slip of the finger loses nothing");
        let kept = last_group(&page, &bram);
        let page = bram.sends(&kept).await;
        assert_eq!(page.path, format!("/threads#thread-{thread}"), "back to where it was tapped");
        assert_eq!(page.attributes(".recognise[aria-pressed]", "aria-pressed"), ["true"]);
        assert_eq!(reactions(app).await, 1);
    }

    async fn a_tap_in_a_thread_leads_back_to_the_thread(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let mut bram = newcomer(app).await;
        let inside = bram.sees(&format!("/threads/{thread}")).await;
        let page = bram.sends(&recognise(&inside)).await;
        let kept = last_group(&page, &bram);
        let page = bram.sends(&kept).await;
        assert!(page.path.starts_with(&format!("/threads/{thread}#post-")), "{}", page.path);
        assert_eq!(page.attributes(".recognise[aria-pressed]", "aria-pressed"), ["true"]);
    }

    async fn what_was_taken_away_meanwhile_is_no_hindrance(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let mut bram = newcomer(app).await;
        let feed = bram.sees("/threads").await;
        let page = bram.sends(&recognise(&feed)).await;
        let post = page.form("people/confirm_code").value("post").to_owned();
        let remove = anna.sees(&format!("/posts/{post}/remove")).await.form("posts/remove");
        anna.sends(&remove).await;
        let kept = last_group(&page, &bram);
        let page = bram.sends(&kept).await;
        assert_eq!((page.path.as_str(), page.status()), ("/threads", 200), "{thread}");
        assert_eq!(reactions(app).await, 0);
    }

    async fn a_tap_whose_key_is_not_shown_any_more_is_said_to_be_missing(app) {
        let mut anna = app.member().await;
        anna.shares(STORY).await;
        let mut bram = newcomer(app).await;
        app.forward(chrono::Duration::minutes(61));
        let feed = bram.sees("/threads").await;
        let page = bram.sends(&recognise(&feed)).await;
        assert_eq!(page.status(), 403);
        assert!(page.says("Je reactie is nog niet gezet"), "{}", page.words());
        assert!(page.has_form("account/change_code"), "{}", page.words());
    }

    async fn tips_say_from_when_on_they_can_be_marked(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let tip = app.member().await.replies(&thread, "Vraag het gewoon.").await;
        let mut bram = newcomer(app).await;
        let page = bram.sees(&format!("/threads/{thread}")).await;
        assert_eq!(page.all(".tried button").len(), 0);
        assert!(page.first(".tried").contains("Bewaar eerst je sleutel"), "{}", page.first(".tried"));
        let fields = [("thread", &*thread), ("post", &*tip), ("value", "helped")];
        assert_eq!(bram.asks("/api/tried/set", &fields).await.status, 403);
        bram.confirms_code().await;
        assert_eq!(bram.asks("/api/tried/set", &fields).await.status, 200, "no days are waited for here");
    }

    async fn whoever_signs_in_with_the_key_has_kept_it(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let mut there = newcomer(app).await.elsewhere();
        there.signs_in().await;
        let page = there.recognises(&thread).await;
        assert_eq!(page.attributes(".recognise[aria-pressed]", "aria-pressed"), ["true"]);
    }
}
