//! What an author reads about a post that waited, and does with it. What a moderator does is in `held_desk.rs`.

use domain::held::{Reason, Ruling};
use domain::ids::PostId;
use server::testing::{Person, TestApp};
use store::Decided;

const NUMBER: &str = "Wie wil praten belt mij op 06-12345678.";
const STORY: &str = "Ik durf niet te vragen hoe de tillift werkt.";

server::stories! {
    async fn what_is_asked_is_read_at_the_next_visit_and_answered_by_other_words(app) {
        let Waits { mut anna, mut bram, thread, held } = a_reply_waits(app).await;
        let address = format!("/threads/{thread}");
        decide(app, &held, Ruling::asked(Reason::Reaches)).await;
        assert!(bram.sees(&address).await.says("Een moderator kijkt eerst"), "within the minute it may be taken back");
        app.a_minute_later().await;

        let page = bram.sees("/account").await;
        assert!(page.says("We vragen je iets te veranderen"), "{}", page.words());
        assert_eq!(page.attributes("#held a", "href"), [format!("{address}#post-{held}")]);
        let page = bram.sees(&address).await;
        assert!(page.says("Kun je dit minder herkenbaar maken?") && page.says("nummer, adres of account"), "{}", page.words());
        assert_eq!(page.all("mark"), ["06-12345678"], "{}", page.words());
        assert!(!anna.sees(&address).await.says("minder herkenbaar"), "nobody else reads it");

        let edit = format!("/held/{held}/edit");
        let page = bram.sees(&edit).await;
        assert!(page.says("06-12345678") && page.says("nummer, adres of account"), "{}", page.words());
        let form = page.form("held/edit").with("body", "Wie wil praten stuurt mij een antwoord.");
        bram.keeps(&form).await;
        let page = bram.sends(&form).await;
        assert_eq!(page.status(), 200, "sent twice it is answered as once: {}", page.words());
        assert!(page.path.starts_with(&address) && page.says("stuurt mij een antwoord"), "{}", page.words());
        assert!(!page.says("moderator"), "{}", page.words());
        assert!(anna.sees(&address).await.says("stuurt mij een antwoord"), "at once, as if said today");
        assert!(!bram.sees("/account").await.says("We vragen je"));
        assert_eq!(bram.sees(&edit).await.status(), 404);
    }

    async fn words_that_still_lead_to_a_person_wait_again(app) {
        let Waits { mut bram, held, .. } = a_reply_waits(app).await;
        decide(app, &held, Ruling::asked(Reason::Reaches)).await;
        app.a_minute_later().await;
        let form = bram.sees(&format!("/held/{held}/edit")).await.form("held/edit");
        let form = form.with("body", "Bel mij dan op 06-87654321.");
        let page = bram.sends(&form).await;
        assert_eq!((page.status(), page.all(".finding").len()), (422, 1), "it is asked about: {}", page.words());
        let page = bram.keeps(&form).await;
        assert!(page.says("Een moderator kijkt eerst") && page.says("06-87654321"), "{}", page.words());
        assert_eq!(queue(app).await, [held]);
    }

    async fn a_story_that_is_asked_about_is_changed_with_its_title(app) {
        let (mut anna, address, held) = a_story_waits(app).await;
        decide(app, &held, Ruling::asked(Reason::Person)).await;
        app.a_minute_later().await;
        let page = anna.sees(&address).await;
        assert!(page.says("Kun je dit minder herkenbaar maken?"), "{}", page.words());
        let form = anna.sees(&format!("/held/{held}/edit")).await.form("held/edit");
        let form = form.with("body", "Wie wil met mij praten?").with("title", "Praten over het werk");
        let page = anna.keeps(&form).await;
        assert!(page.path.starts_with(&address) && page.says("Praten over het werk") && page.says("Wat nu?"), "{}", page.words());
        assert!(app.member().await.sees("/threads").await.says("Praten over het werk"));
    }

    async fn what_is_removed_is_gone_and_its_author_reads_why(app) {
        let Waits { mut anna, mut bram, thread, held } = a_reply_waits(app).await;
        let address = format!("/threads/{thread}");
        decide(app, &held, Ruling::removed(Reason::Rules)).await;
        assert!(bram.sees(&address).await.says("06-12345678"));
        app.a_minute_later().await;

        assert!(bram.sees("/account").await.says("Weggehaald door een moderator"));
        let page = bram.sees(&address).await;
        assert!(page.says("Een moderator heeft je tekst weggehaald") && page.says("huisregels") && page.says("Verder gebeurt er niets"), "{}", page.words());
        assert!(!page.says("06-12345678"), "{}", page.words());
        let fields = [("thread", &*thread), ("post", &*held)];
        assert_eq!(anna.asks("/api/held/dismiss", &fields).await.status, 403);
        let page = bram.sends(&page.form("held/dismiss")).await;
        assert!(page.path == address && !page.says("weggehaald"), "{}", page.words());
        assert_eq!(bram.asks("/api/held/dismiss", &fields).await.status, 404, "once");
        assert!(!bram.sees("/account").await.says("Weggehaald door een moderator"));
    }

    async fn whoever_never_answers_what_was_asked_reads_in_the_end_that_it_was_removed(app) {
        let Waits { mut bram, thread, held, .. } = a_reply_waits(app).await;
        let address = format!("/threads/{thread}");
        decide(app, &held, Ruling::asked(Reason::Reaches)).await;
        app.a_minute_later().await;
        app.forward(chrono::Duration::days(60));
        app.next_day().await;
        bram.signs_in().await;
        assert!(bram.sees(&address).await.says("06-12345678"), "sixty days are his");
        app.forward(chrono::Duration::days(1));
        app.next_day().await;
        let page = bram.sees(&address).await;
        assert!(page.says("Een moderator heeft je tekst weggehaald") && page.says("nummer, adres of account"), "{}", page.words());
        assert!(!page.says("06-12345678"), "{}", page.words());
        assert_eq!(bram.sees(&format!("/held/{held}/edit")).await.status(), 404);
        assert!(queue(app).await.is_empty());
        let page = bram.sends(&page.form("held/dismiss")).await;
        assert!(!page.says("weggehaald"), "{}", page.words());
    }

    async fn a_story_that_is_removed_has_a_page_for_its_author_until_it_was_read(app) {
        let (mut anna, address, held) = a_story_waits(app).await;
        decide(app, &held, Ruling::removed(Reason::Client)).await;
        app.a_minute_later().await;
        assert_eq!(app.member().await.sees(&address).await.status(), 404);
        let page = anna.sees(&address).await;
        assert!(page.status() == 200 && page.says("cliënt of patiënt"), "{}", page.words());
        let page = anna.sends(&page.form("held/dismiss")).await;
        assert_eq!(page.path, "/account");
        assert_eq!(anna.sees(&address).await.status(), 404);
    }

    async fn a_release_shows_after_the_minute_and_its_author_reads_it_once(app) {
        let Waits { mut anna, mut bram, thread, held } = a_reply_waits(app).await;
        let address = format!("/threads/{thread}");
        decide(app, &held, Ruling::RELEASED).await;
        app::story::held::effect::apply_due(&app.state).await.expect("in effect");
        assert!(!anna.sees(&address).await.says("06-12345678"), "not before");
        app.a_minute_later().await;
        assert!(anna.sees(&address).await.says("06-12345678"));
        assert!(bram.sees("/account").await.says("Staat er nu"));
        let page = bram.sees(&address).await;
        assert!(page.says("Je tekst staat er nu"), "{}", page.words());
        assert!(!anna.sees(&address).await.says("Je tekst staat er nu"));
        let page = bram.sends(&page.form("held/dismiss")).await;
        assert!(page.says("06-12345678") && !page.says("Je tekst staat er nu"), "{}", page.words());
    }

    async fn what_the_author_does_within_the_minute_counts(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let mut bram = app.member().await;
        for ruling in [Ruling::RELEASED, Ruling::removed(Reason::Person)] {
            let held = bram.insists(&thread, &format!("{NUMBER} {}", ruling.verdict().slug())).await;
            decide(app, &held, ruling).await;
            let form = bram.sees(&format!("/held/{held}/edit")).await.form("held/edit");
            bram.keeps(&form.with("body", &format!("Nee, op 06-87654321. {}", ruling.verdict().slug()))).await;
            app.a_minute_later().await;
            assert_eq!(queue(app).await, std::slice::from_ref(&held), "somebody looks anew");
            let fields = [("thread", &*thread), ("post", &*held)];
            decide(app, &held, ruling).await;
            assert_eq!(bram.asks("/api/held/remove", &fields).await.status, 200);
            app.a_minute_later().await;
            assert!(queue(app).await.is_empty());
            let page = bram.sees(&format!("/threads/{thread}")).await;
            assert!(!page.says("06-87654321") && !page.says("weggehaald"), "{}", page.words());
        }
    }

    async fn what_was_decided_meanwhile_is_told_with_the_typing_kept(app) {
        let Waits { mut bram, held, .. } = a_reply_waits(app).await;
        let form = bram.sees(&format!("/held/{held}/edit")).await.form("held/edit");
        decide(app, &held, Ruling::removed(Reason::Rules)).await;
        app.a_minute_later().await;
        let page = bram.keeps(&form.with("body", "Wie wil praten stuurt mij een antwoord.")).await;
        assert_eq!(page.status(), 404);
        assert!(page.says("stuurt mij een antwoord"), "to be copied: {}", page.words());
    }

    async fn a_post_that_waits_is_its_authors_alone(app) {
        let Waits { mut anna, mut bram, thread, held } = a_reply_waits(app).await;
        assert_eq!(anna.sees(&format!("/held/{held}/edit")).await.status(), 403);
        let fields = [("post", &*held), ("body", "Dit schrijf ik niet.")];
        assert_eq!(anna.asks("/api/held/edit", &fields).await.status, 403);
        decide(app, &held, Ruling::asked(Reason::Reaches)).await;
        app.a_minute_later().await;
        let fields = [("thread", &*thread), ("post", &*held)];
        assert_eq!(bram.asks("/api/held/dismiss", &fields).await.status, 404, "what is asked is answered, not dismissed");
    }

    async fn decisions_go_with_the_account_that_takes_its_posts_along(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        for (n, ruling) in [Ruling::RELEASED, Ruling::asked(Reason::Person), Ruling::removed(Reason::Rules)].into_iter().enumerate() {
            let held = anna.insists(&thread, &format!("{NUMBER} {n}")).await;
            decide(app, &held, ruling).await;
        }
        app.a_minute_later().await;
        // One more is decided, and not in effect.
        let held = anna.insists(&thread, NUMBER).await;
        decide(app, &held, Ruling::RELEASED).await;
        let code = anna.code.clone();
        let form = anna.sees("/account/remove").await.form("account/remove");
        anna.sends(&form.with("password", &code).with("posts", "remove")).await;
        app.a_minute_later().await;
        let mut tx = app.state.store.community.read().await.expect("a look");
        assert!(tx.held_decisions().list(None, 9).await.expect("a list").is_empty());
        assert!(tx.held().list(None, 9).await.expect("a list").is_empty());
    }

    async fn what_was_decided_is_taken_along(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let held = anna.insists(&thread, NUMBER).await;
        decide(app, &held, Ruling::removed(Reason::Rules)).await;
        app.a_minute_later().await;
        let code = anna.code.clone();
        let export = anna.asks("/api/account/download", &[("password", &code), ("proof", "")]).await.text();
        assert!(export.contains(r#""verdict":"removed""#) && export.contains(r#""reason":"rules""#), "{export}");
    }
}

/// A reply of Bram to a story of Anna, which waits.
struct Waits<'a> {
    anna: Person<'a>,
    bram: Person<'a>,
    thread: String,
    held: String,
}

async fn a_reply_waits(app: &TestApp) -> Waits<'_> {
    let (mut anna, mut bram) = (app.member().await, app.member().await);
    let thread = anna.shares(STORY).await;
    let held = bram.insists(&thread, NUMBER).await;
    Waits { anna, bram, thread, held }
}

/// A story of Anna that waits, its address and its post.
async fn a_story_waits(app: &TestApp) -> (Person<'_>, String, String) {
    let mut anna = app.member().await;
    let form =
        anna.sees("/threads/new").await.form("threads/add").with("moment", "now").with("theme", "insecurity");
    app.a_moment_later();
    let page = anna.keeps(&form.with("happened", NUMBER).with("question", "Wat nu?")).await;
    let held = page.path.replace("/threads/", "");
    (anna, page.path, held)
}

/// As the queue does it, for stories that are about the author.
async fn decide(app: &TestApp, post: &str, ruling: Ruling) {
    let post: PostId = post.parse().expect("an id");
    let (now, today) = (app.state.clock.now().timestamp(), app.today());
    let mut tx = app.state.store.community.begin().await.expect("a unit of work");
    let seen = tx.held().find(post).await.expect("a look").expect("a post that waits").edition();
    let made = tx.held_decisions().add(post, ruling, &seen, None, now, today).await.expect("an answer");
    assert_eq!(made, Decided::Kept);
    tx.commit().await.expect("kept");
}

async fn queue(app: &TestApp) -> Vec<String> {
    let mut tx = app.state.store.community.read().await.expect("a look");
    let queue = tx.held().list_queue(domain::held::QueueOrder::Oldest, None, 9).await.expect("a list");
    queue.iter().map(|held| held.post.to_string()).collect()
}
