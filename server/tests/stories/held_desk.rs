//! What a moderator does with a post that waits. What its author reads of it is in `held_authors.rs`.

use domain::ids::PostId;
use domain::staff::{StaffDeed, StaffRole};
use server::testing::{Colleague, Page, TestApp};
use store::{StaffLogFilter, StaffLogLine};

const NUMBER: &str = "Wie wil praten belt mij op 06-12345678, of vraagt mevrouw Jansen.";
const NEW_WORDS: &str =
    "Dit zijn nieuwe woorden voor een tekst die er staat. Tot je besluit zien anderen de oude.";
const STORY: &str = "Ik durf niet te vragen hoe de tillift werkt.";

server::stories! {
    async fn a_moderator_sees_what_any_reader_would_see_and_why_it_waits(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        anna.replies(&thread, "Ik vroeg het toch.").await;
        let mut bram = app.member().await;
        let held = bram.insists(&thread, NUMBER).await;
        let mut noor = app.colleague(&[StaffRole::Moderator]).await;

        let page = noor.sees("/staff/held").await;
        assert!(page.says("1 tekst wacht") && page.says("Telefoonnummer") && page.says("vandaag"), "{}", page.words());
        assert_eq!(page.attributes(".item", "href"), [format!("/staff/held/{held}")]);
        let page = noor.opens(&held).await;
        assert!(page.says(STORY) && page.says("Ik vroeg het toch.") && page.says("1 antwoord in dit gesprek"), "{}", page.words());
        let marks = page.all(".held-post mark");
        assert_eq!(marks, ["06-12345678", "mevrouw Jansen"], "{}", page.words());
        assert!(page.says("Hiermee bereik je iemand direct."), "{}", page.words());
        assert_eq!(page.attributes("button[name=verdict]", "data-key"), ["1", "2", "3"]);
        assert_eq!(page.attributes("input[name=reason][checked]", "value"), ["reaches"]);

        // The author's name there is the one that readers will see.
        let name = page.all(".held-post .who b").remove(0);
        decide(&mut noor, &page, "released", None).await;
        app.a_minute_later().await;
        assert!(app.member().await.sees(&format!("/threads/{thread}")).await.says(&name));
    }

    async fn the_list_shows_the_marked_words_wherever_they_stand(app) {
        let thread = app.member().await.shares(STORY).await;
        let long = format!("{} {NUMBER}", "Ik weet nog niet goed hoe ik dit moet vragen.".repeat(9));
        app.member().await.insists(&thread, &long).await;
        let page = app.colleague(&[StaffRole::Moderator]).await.sees("/staff/held").await;
        assert_eq!(page.all(".item mark").first().map(String::as_str), Some("06-12345678"), "{}", page.words());
    }

    async fn deciding_opens_the_next_one_and_the_last_one_leaves_an_empty_queue(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let mut held = Vec::new();
        for n in 0..3 {
            held.push(app.member().await.insists(&thread, &format!("{NUMBER} {n}")).await);
        }
        let mut noor = app.colleague(&[StaffRole::Moderator]).await;
        let mut page = noor.sees("/staff/held").await;
        let first = page.attributes(".item", "href").remove(0);
        page = noor.sees(&first).await;
        for verdict in ["released", "asked", "removed"] {
            assert!(held.iter().any(|held| page.path == format!("/staff/held/{held}")), "{}", page.path);
            let left = held.len();
            held.retain(|held| page.path != format!("/staff/held/{held}"));
            assert_eq!(held.len(), left - 1, "each once");
            page = decide(&mut noor, &page, verdict, Some("person")).await;
            assert_eq!(page.status(), 200, "{}", page.words());
            assert_eq!(page.all(".toast form button").len(), 1, "it can be taken back: {}", page.words());
        }
        assert_eq!(page.path, "/staff/held");
        assert!(page.says("Er wacht niets"), "{}", page.words());
    }

    async fn the_second_who_decides_is_told_who_was_first_and_what(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let held = app.member().await.insists(&thread, NUMBER).await;
        let mut noor = app.colleague(&[StaffRole::Moderator]).await;
        let mut bas = app.colleague(&[StaffRole::Moderator]).await;
        let (of_noor, of_bas) = (noor.opens(&held).await, bas.opens(&held).await);
        decide(&mut noor, &of_noor, "asked", Some("person")).await;
        let page = decide(&mut bas, &of_bas, "removed", Some("rules")).await;
        assert_eq!(page.status(), 422);
        assert!(page.says(&format!("{} besloot al: vragen om het minder herkenbaar te maken.", noor.name)), "{}", page.words());
        assert_eq!(page.all("button[name=verdict]").len(), 0, "{}", page.words());
        // Nothing of the second one is kept or logged.
        let deeds: Vec<_> = log(app).await.into_iter().map(|line| (line.staff, line.deed)).collect();
        assert_eq!(deeds, [(Some(noor.id), StaffDeed::AskAuthor)]);
        // Whoever is there can take it back.
        let page = bas.sends(&page.form("staff/held/undo")).await;
        assert_eq!((page.path.as_str(), page.all("button[name=verdict]").len()), (&*format!("/staff/held/{held}"), 3));
    }

    async fn of_two_at_one_moment_one_decides(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let mut noor = app.colleague(&[StaffRole::Moderator]).await;
        let mut bas = app.colleague(&[StaffRole::Moderator]).await;
        for n in 0..4 {
            let held = app.member().await.insists(&thread, &format!("{NUMBER} {n}")).await;
            let (of_noor, of_bas) = (noor.opens(&held).await, bas.opens(&held).await);
            let (one, two) = tokio::join!(decide(&mut noor, &of_noor, "released", None), decide(&mut bas, &of_bas, "removed", Some("rules")));
            let mut refused = [one.status() == 422, two.status() == 422];
            refused.sort_unstable();
            assert_eq!(refused, [false, true], "{} {}", one.words(), two.words());
        }
        assert_eq!(log(app).await.len(), 4);
    }

    async fn a_decision_is_taken_back_within_the_minute_and_not_after(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let held = app.member().await.insists(&thread, NUMBER).await;
        let address = format!("/threads/{thread}");
        let mut noor = app.colleague(&[StaffRole::Moderator]).await;
        let page = noor.opens(&held).await;
        let page = decide(&mut noor, &page, "released", None).await;
        app.forward(chrono::Duration::seconds(59));
        let page = noor.sends(&page.form("staff/held/undo")).await;
        assert_eq!(page.path, format!("/staff/held/{held}"));
        app.forward(chrono::Duration::seconds(5));
        app::story::held::effect::apply_due(&app.state).await.expect("in effect");
        assert!(!anna.sees(&address).await.says("06-12345678"));

        let page = decide(&mut noor, &page, "released", None).await;
        let undo = page.form("staff/held/undo");
        app.forward(chrono::Duration::seconds(60));
        let page = noor.sends(&undo).await;
        assert!(page.status() == 422 && page.says("De minuut is voorbij"), "{}", page.words());
        app::story::held::effect::apply_due(&app.state).await.expect("in effect");
        assert!(anna.sees(&address).await.says("06-12345678"));
        let deeds: Vec<_> = log(app).await.into_iter().map(|line| line.deed).collect();
        assert_eq!(deeds, [StaffDeed::ReleasePost, StaffDeed::UndoDecision, StaffDeed::ReleasePost]);
    }

    /// A day that no database knows is the beginning of the queue.
    async fn a_place_that_nobody_was_given_is_the_beginning(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        anna.insists(&thread, NUMBER).await;
        let mut noor = app.colleague(&[StaffRole::Moderator]).await;
        for day in ["-5000-01-01", "-262143-01-01", "+262142-12-31", "1970-01-01", "2026-02-30", ""] {
            let page = noor.sees(&format!("/staff/held?after={day}_{}", "f".repeat(32))).await;
            assert_eq!(page.status(), 200, "{day}: {}", page.words());
        }
    }

    async fn words_that_changed_since_they_were_seen_are_decided_anew(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let mut bram = app.member().await;
        let held = bram.insists(&thread, NUMBER).await;
        let mut noor = app.colleague(&[StaffRole::Moderator]).await;
        let seen = noor.opens(&held).await;
        let form = bram.sees(&format!("/held/{held}/edit")).await.form("held/edit");
        bram.keeps(&form.with("body", "Bel mij op 06-87654321.")).await;
        let page = decide(&mut noor, &seen, "released", None).await;
        assert_eq!(page.status(), 422);
        assert!(page.says("06-87654321") && !page.says("06-12345678"), "{}", page.words());
        assert!(page.says("De schrijver heeft de tekst net veranderd."), "{}", page.words());
        let page = decide(&mut noor, &page, "released", None).await;
        assert_eq!(page.status(), 200);

        // Withdrawn meanwhile: nothing is there any more.
        let held = bram.insists(&thread, NUMBER).await;
        let seen = noor.opens(&held).await;
        assert_eq!(bram.asks("/api/held/remove", &[("thread", &thread), ("post", &held)]).await.status, 200);
        assert_eq!(decide(&mut noor, &seen, "released", None).await.status(), 404);
        let page = noor.sees(&format!("/staff/held/{held}")).await;
        assert!(page.status() == 404 && page.says("Dit wacht niet meer"), "{}", page.words());
    }

    async fn new_words_of_a_post_that_stands_are_seen_in_its_thread_and_stand_once_released(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let mut bram = app.member().await;
        let reply = bram.replies(&thread, "Ik vroeg het toch.").await;
        let form = bram.sees(&format!("/posts/{reply}/edit")).await.form("posts/edit");
        bram.keeps(&form.with("body", NUMBER)).await;

        let mut noor = app.colleague(&[StaffRole::Moderator]).await;
        let page = noor.opens(&reply).await;
        assert!(page.says(NEW_WORDS), "{}", page.words());
        assert_eq!(page.all(".held-post mark"), ["06-12345678", "mevrouw Jansen"], "{}", page.words());
        let there = page.all(".held-thread").concat();
        assert!(there.contains(STORY) && there.contains("Ik vroeg het toch.") && !there.contains("06-12345678"), "{there}");
        // What is new altogether is no new words.
        let other = app.member().await.insists(&thread, NUMBER).await;
        assert!(!noor.opens(&other).await.says(NEW_WORDS));

        decide(&mut noor, &page, "released", None).await;
        let address = format!("/threads/{thread}");
        assert!(anna.sees(&address).await.says("Ik vroeg het toch."), "within the minute it may be taken back");
        app.a_minute_later().await;
        let page = anna.sees(&address).await;
        assert!(page.says("06-12345678") && !page.says("Ik vroeg het toch."), "{}", page.words());
    }

    async fn the_log_holds_the_deed_and_the_day_and_nothing_of_the_member(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let held = app.member().await.insists(&thread, NUMBER).await;
        let mut noor = app.colleague(&[StaffRole::Moderator]).await;
        let page = noor.opens(&held).await;
        decide(&mut noor, &page, "removed", Some("client")).await;
        let line = StaffLogLine {
            at: app.today().seconds(),
            staff: Some(noor.id),
            deed: StaffDeed::RemovePost,
            object: Some(held),
            detail: Some("client".to_owned()),
        };
        assert_eq!(log(app).await, [line]);
    }

    async fn the_queue_turns_around_and_goes_on_page_by_page(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        for n in 0..33 {
            hold(app, &thread, n).await;
        }
        let mut noor = app.colleague(&[StaffRole::Moderator]).await;
        let page = noor.sees("/staff/held").await;
        assert!(page.says("33 teksten wachten"), "{}", page.words());
        let first = page.attributes(".item", "href");
        let more = page.attributes(".queue-more a", "href").remove(0);
        let rest = noor.sees(&more).await.attributes(".item", "href");
        assert_eq!((first.len(), rest.len()), (30, 3));
        assert!(rest.iter().all(|one| !first.contains(one)));
        let page = noor.sees("/staff/held?order=newest").await;
        let newest = page.attributes(".item", "href").remove(0);
        assert_eq!(newest, format!("{}?order=newest", rest[2]));
    }

    async fn nobody_else_sees_or_decides(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let held = app.member().await.insists(&thread, NUMBER).await;
        let fields = [("post", &*held), ("edition", ""), ("order", "oldest"), ("verdict", "released"), ("reason", "")];
        assert_eq!(anna.asks("/api/staff/held/decide", &fields).await.status, 401);
        assert_eq!(anna.asks("/api/staff/held/undo", &[("post", &held)]).await.status, 401);
        for role in [StaffRole::Expert, StaffRole::Researcher, StaffRole::Partner, StaffRole::Admin] {
            let mut other = app.colleague(&[role]).await;
            assert_eq!(other.sees("/staff/held").await.status(), 403, "{role:?}");
            assert_eq!(other.sees(&format!("/staff/held/{held}")).await.status(), 403, "{role:?}");
            assert_eq!(other.asks("/api/staff/held/decide", &fields).await.status, 403, "{role:?}");
            assert_eq!(other.asks("/api/staff/held/undo", &[("post", &held)]).await.status, 403, "{role:?}");
        }
        let mut noor = app.colleague(&[StaffRole::Moderator]).await;
        let page = noor.opens(&held).await;
        app.set_roles(noor.id, &[StaffRole::Expert]).await;
        assert_eq!(decide(&mut noor, &page, "released", None).await.status(), 403, "the right went meanwhile");
        assert!(log(app).await.is_empty());
    }

    async fn nonsense_decides_nothing(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let held = app.member().await.insists(&thread, NUMBER).await;
        let mut noor = app.colleague(&[StaffRole::Moderator]).await;
        let seen = noor.opens(&held).await.form("staff/held/decide").value("edition").to_owned();
        for (fields, status) in [
            (vec![("post", &*held), ("edition", &*seen), ("verdict", "asked")], 422),
            (vec![("post", &*held), ("edition", &*seen), ("verdict", "published")], 422),
            (vec![("post", &*held), ("edition", &*seen), ("verdict", "removed"), ("reason", "because")], 422),
            (vec![("post", &*held), ("verdict", "released")], 422),
            (vec![("post", &*thread), ("edition", &*seen), ("verdict", "released")], 404),
            (vec![("post", "x"), ("edition", &*seen), ("verdict", "released")], 422),
        ] {
            assert_eq!(noor.asks("/api/staff/held/decide", &fields).await.status, status, "{fields:?}");
        }
        assert!(log(app).await.is_empty());
    }
}

/// What a moderator does in the queue.
pub trait InQueue {
    /// Opens a post that waits.
    async fn opens(&mut self, held: &str) -> Page;
}

impl InQueue for Colleague<'_> {
    async fn opens(&mut self, held: &str) -> Page {
        self.sees(&format!("/staff/held/{held}")).await
    }
}

/// Presses one of the three buttons of a page.
pub async fn decide(who: &mut Colleague<'_>, page: &Page, verdict: &str, reason: Option<&str>) -> Page {
    let mut form = page.pressing(&format!("button[value={verdict}]"));
    if let Some(reason) = reason {
        form = form.with("reason", reason);
    }
    who.sends(&form).await
}

/// The deeds at posts, the oldest first.
pub async fn log(app: &TestApp) -> Vec<StaffLogLine> {
    let mut tx = app.state.store.community.read().await.expect("a look");
    let lines = tx.staff_log().list(&StaffLogFilter::default(), None, 99).await.expect("a log");
    lines.into_iter().rev().map(|(_, line)| line).collect()
}

/// A reply that waits, of somebody; a day each, so that the order is known.
async fn hold(app: &TestApp, thread: &str, n: i64) {
    let thread = thread.parse().expect("an id");
    let tag = domain::secrets::Tag::from_bytes(domain::entropy::bytes(&*app.state.entropy));
    let author = store::Author::Member { tag, name: 0 };
    let post = store::Post {
        id: PostId::random(&*app.state.entropy),
        thread,
        kind: domain::posts::PostKind::Tip,
        author,
        text: store::Text { body: NUMBER.to_owned(), tried: None, question: None },
        day: app.today().plus(n - 40),
    };
    let mut tx = app.state.store.community.begin().await.expect("a unit of work");
    assert!(tx.held().add(&store::Held::reply(&post, tag, 0)).await.expect("an answer"));
    tx.commit().await.expect("kept");
}
