//! Somebody shares a challenge at a safe moment.

use chrono::Duration;
use domain::waiting::Batch;
use server::jobs;
use server::testing::{Person, TestApp};

const STORY: &str = "Ik gaf het medicijn te laat.";

/// Lets a day go by as the server does: a look every so often, at least one before each latest moment.
async fn a_day_goes_by(app: &TestApp) {
    for _ in 0..(24 * 60) {
        app.forward(Duration::minutes(1));
        jobs::release(&app.state).await.expect("released");
    }
}

/// Everybody who is not the author finds nothing, anywhere.
async fn sees_nothing(bram: &mut Person<'_>, thread: &str) {
    let before = bram.app().place().rows().await.expect("rows");
    assert_eq!(bram.sees(&format!("/threads/{thread}")).await.status(), 404);
    for path in [
        "/threads",
        "/threads?filter=unanswered",
        "/threads?theme=insecurity",
        "/threads?filter=sector",
        "/waiting",
    ] {
        let page = bram.sees(path).await;
        assert!(!page.says("medicijn") && !page.html().contains(thread), "{path}: {}", page.words());
    }
    for path in
        ["/waiting/{}/edit", "/waiting/{}/remove", "/threads/{}/seen", "/posts/{}/edit", "/posts/{}/remove"]
    {
        assert_eq!(bram.sees(&path.replace("{}", thread)).await.status(), 404, "{path}");
    }
    let form = bram.sees("/threads/new").await.form("threads/add");
    bram.app().a_moment_later();
    let once = form.value("once").to_owned();
    for (endpoint, fields) in [
        ("posts/add", vec![("once", &*once), ("thread", thread), ("kind", "tip"), ("body", "Een tip.")]),
        ("reactions/set", vec![("thread", thread), ("post", thread), ("kind", "recognise"), ("on", "yes")]),
        ("waiting/publish", vec![("thread", thread)]),
        ("waiting/remove", vec![("thread", thread)]),
        ("waiting/edit", vec![("thread", thread), ("body", "Heel iets anders.")]),
    ] {
        assert_eq!(bram.asks(&format!("/api/{endpoint}"), &fields).await.status, 404, "{endpoint}");
    }
    assert_eq!(bram.app().place().rows().await.expect("rows"), before);
}

async fn threads(app: &TestApp) -> i64 {
    app.state.store.community.read().await.expect("a look").threads().count().await.expect("a count")
}

server::stories! {
    async fn it_waits_unseen_and_appears_with_others(app) {
        let mut anna = app.member().await;
        let mut bram = app.member().await;
        let thread = anna.shares_safely(STORY).await;
        let page = anna.sees(&format!("/threads/{thread}")).await;
        assert!(page.says("Wacht op een veilig moment") && page.says("Alleen jij ziet dit verhaal"), "{}", page.words());
        assert!(page.says(STORY) && page.says("Student · ouderenzorg"), "as it will look: {}", page.words());
        assert!(anna.sees("/waiting").await.says("Ik gaf het medicijn te laat"));
        assert!(anna.sees("/threads/new").await.says("Er wacht nog 1 verhaal van jou"));
        sees_nothing(&mut bram, &thread).await;
        assert_eq!(threads(app).await, 0);

        for n in 0..Batch::TOGETHER {
            app.member().await.shares_safely(&format!("Ik stond er alleen voor, dag {n}.")).await;
        }
        let shared = app.today();
        let mut told = app.state.store.live();
        a_day_goes_by(app).await;
        assert_eq!(threads(app).await, Batch::TOGETHER + 1, "all together");
        anna.signs_in().await;
        bram.signs_in().await;
        let page = bram.sees(&format!("/threads/{thread}")).await;
        assert!(bram.sees("/threads").await.says("medicijn te laat"));
        assert!(anna.sees("/waiting").await.says("Er wacht nu niets"));
        let id: domain::ids::ThreadId = thread.parse().expect("a thread");
        let row = app.state.store.community.read().await.expect("a look").threads().find(id).await.expect("a row").expect("there");
        assert!(row.day >= shared && row.day <= shared.plus(1), "the day on which it appeared");
        let day = if row.day == app.today() { "vandaag" } else { "gisteren" };
        assert!(page.says(STORY) && page.says(day), "{day}: {}", page.words());
        let heard = async { while told.recv().await.expect("news") != id.into() {} };
        tokio::time::timeout(std::time::Duration::from_secs(20), heard).await.expect("open pages are told");
    }

    /// Whoever does not choose shares safely, finds the story under "Mijn gesprekken", and nobody else does.
    async fn a_safe_moment_is_preset_and_what_waits_is_among_the_own_threads(app) {
        let (mut anna, mut bram) = (app.member().await, app.member().await);
        assert_eq!(anna.sees("/threads/new").await.form("threads/add").value("moment"), "safe");
        let thread = anna.shares_safely(STORY).await;
        for path in ["/account", "/account/threads"] {
            let rows = anna.sees(path).await.all("ul.list a[href^='/threads/']");
            assert!(rows.len() == 1 && rows[0].contains("medicijn te laat") && rows[0].contains("als ") && rows[0].contains("wacht op een veilig moment"), "{path}: {rows:?}");
            assert!(anna.sees(path).await.html().contains(&format!("/threads/{thread}")), "{path}");
            assert!(bram.sees(path).await.all("ul.list a[href^='/threads/']").is_empty(), "{path}");
        }
        a_day_goes_by(app).await;
        anna.signs_in().await;
        let rows = anna.sees("/account/threads").await.all("ul.list a[href^='/threads/']");
        assert!(rows.len() == 1 && !rows[0].contains("wacht"), "{rows:?}");
    }

    /// The choice of moment stays with what was typed: after a refusal, and with a draft for later.
    async fn a_chosen_moment_is_remembered(app) {
        let mut anna = app.member().await;
        for moment in ["now", "safe"] {
            let form = anna.sees("/threads/new").await.form("threads/add").with("happened", STORY).with("moment", moment);
            app.a_moment_later();
            let refused = anna.sends(&form).await;
            assert_eq!(refused.form("threads/add").value("moment"), moment, "refused");
            let mut keep = form;
            keep.action = "/api/account/keep_draft".to_owned();
            anna.sends(&keep).await;
            let links = anna.sees("/account/drafts").await.attributes("a[href^='/threads/new?draft=']", "href");
            assert_eq!(anna.sees(&links[0]).await.form("threads/add").value("moment"), moment, "kept");
        }
    }

    async fn nothing_appears_within_two_hours_and_everything_within_twenty_four(app) {
        let mut anna = app.member().await;
        anna.shares_safely(STORY).await;
        for _ in 0..120 {
            jobs::release(&app.state).await.expect("released");
            app.forward(Duration::minutes(1));
        }
        assert_eq!(threads(app).await, 0);
        for _ in 120..(24 * 60) {
            app.forward(Duration::minutes(1));
            jobs::release(&app.state).await.expect("released");
        }
        assert_eq!(threads(app).await, 1, "alone, when nobody else came");
    }

    async fn sent_twice_it_waits_once_and_after_it_appeared_it_is_known(app) {
        let mut anna = app.member().await;
        let form = anna.sees("/threads/new").await.form("threads/add")
            .with("happened", STORY).with("theme", "insecurity").with("moment", "safe");
        app.a_moment_later();
        let (mut tab, mut other) = (anna.clone(), anna.clone());
        let pairs = form.pairs();
        let (one, two) = tokio::join!(tab.posts(&form.action, &pairs), other.posts(&form.action, &pairs));
        assert_eq!((one.status, two.status), (303, 303), "{} {}", one.text(), two.text());
        assert_eq!(one.header("location"), two.header("location"));
        let waiting = || async { app.state.store.community.read().await.expect("a look").waiting().list().await.expect("rows").len() };
        assert_eq!(waiting().await, 1);
        let arrived = anna.asks("/api/posts/arrived", &form.pairs()).await;
        assert_eq!(arrived.text().trim(), "\"same\"");
        a_day_goes_by(app).await;
        anna.signs_in().await;
        assert_eq!(anna.sends(&form.with("moment", "now")).await.path, one.header("location"));
        assert_eq!((threads(app).await, waiting().await), (1, 0));
    }

    async fn hosts_that_look_at_the_same_time_release_once(app) {
        for n in 0..5 {
            app.member().await.shares_safely(&format!("Ik stond er alleen voor, dag {n}.")).await;
        }
        app.forward(Duration::hours(25));
        let released = tokio::join!(jobs::release(&app.state), jobs::release(&app.state), jobs::release(&app.state));
        assert!(released.0.or(released.1).or(released.2).is_ok());
        assert_eq!(threads(app).await, 5);
        let rows = app.place().rows().await.expect("rows");
        assert!(!rows.iter().any(|row| row.starts_with("community.waiting")));
    }

    async fn its_author_changes_it(app) {
        let mut anna = app.member().await;
        let thread = anna.shares_safely(STORY).await;
        let form = anna.sees(&format!("/waiting/{thread}/edit")).await.form("waiting/edit");
        assert_eq!(form.value("body"), STORY);
        let refused = anna.sends(&form.clone().with("body", "x").with("tried", "Gebeld.")).await;
        assert_eq!(refused.status(), 422);
        assert_eq!(refused.form("waiting/edit").value("tried"), "Gebeld.");
        let page = anna.sends(&form.with("body", "Ik belde meteen zelf.").with("title", "Te laat gegeven")).await;
        assert!(page.says("Ik belde meteen zelf.") && page.first("h1") == "Te laat gegeven", "{}", page.words());
        a_day_goes_by(app).await;
        let seen = app.member().await.sees(&format!("/threads/{thread}")).await;
        assert!(seen.says("Ik belde meteen zelf.") && !seen.says("aangepast"), "{}", seen.words());
    }

    async fn what_could_give_somebody_away_comes_back_when_it_is_changed(app) {
        let mut anna = app.member().await;
        let thread = anna.shares_safely(STORY).await;
        let edit = format!("/waiting/{thread}/edit");
        let form = anna.sees(&edit).await.form("waiting/edit").with("body", "Mevrouw Jansen op kamer 12 viel.");
        let page = anna.sends(&form).await;
        assert_eq!(page.status(), 422);
        assert!(page.says("Mevrouw Jansen op kamer 12") && page.says("Een bewoner"), "{}", page.words());
        assert_eq!(anna.sees(&edit).await.form("waiting/edit").value("body"), STORY, "nothing was kept");

        let reworded = anna.rewords(&form).await;
        assert!(reworded.says("Een bewoner viel.") && !reworded.says("Jansen"), "{}", reworded.words());
        let edit = anna.sees(&edit).await.form("waiting/edit").with("body", "Mevrouw Jansen op kamer 12 viel.");
        let kept = anna.keeps(&edit).await;
        assert!(kept.says("Mevrouw Jansen op kamer 12 viel."), "{}", kept.words());
    }

    async fn what_leads_to_a_person_is_held_when_a_changed_one_appears(app) {
        let mut anna = app.member().await;
        let thread = anna.shares_safely(STORY).await;
        let form = anna.sees(&format!("/waiting/{thread}/edit")).await.form("waiting/edit");
        let form = form.with("tried", "Wie wil praten belt mij op 06-12345678.");
        let page = anna.sends(&form).await;
        assert!(page.status() == 422 && page.says("kijkt er eerst iemand van ons"), "{}", page.words());
        anna.keeps(&form).await;
        a_day_goes_by(app).await;
        assert_eq!(threads(app).await, 0);
        let mut other = app.member().await;
        assert_eq!(other.sees(&format!("/threads/{thread}")).await.status(), 404);
        anna.signs_in().await;
        assert!(anna.sees(&format!("/threads/{thread}")).await.says("06-12345678"), "its author sees it");
    }

    async fn its_author_takes_it_back(app) {
        let mut anna = app.member().await;
        let thread = anna.shares_safely(STORY).await;
        let form = anna.sees(&format!("/waiting/{thread}/remove")).await.form("waiting/remove");
        assert_eq!(anna.sends(&form).await.path, "/threads");
        assert_eq!(anna.sends(&form).await.status(), 404);
        a_day_goes_by(app).await;
        assert_eq!(threads(app).await, 0);
        let rows = app.place().rows().await.expect("rows");
        assert!(!rows.iter().any(|row| row.starts_with("community.waiting")));
    }

    async fn its_author_lets_it_appear_now(app) {
        let mut anna = app.member().await;
        let thread = anna.shares_safely(STORY).await;
        let form = anna.sees(&format!("/threads/{thread}")).await.form("waiting/publish");
        let page = anna.sends(&form).await;
        assert!(page.path.ends_with(&thread) && !page.says("Wacht op een veilig moment"), "{}", page.words());
        assert!(app.member().await.sees("/threads").await.says("medicijn te laat"));
        assert_eq!(anna.sends(&form).await.status(), 404, "it does not wait any more");
        assert_eq!(threads(app).await, 1);
    }

    /// Its author cannot know the moment: whoever is still changing the words keeps them.
    async fn words_for_a_story_that_appeared_meanwhile_come_back(app) {
        let mut anna = app.member().await;
        let thread = anna.shares_safely(STORY).await;
        let edit = anna.sees(&format!("/waiting/{thread}/edit")).await.form("waiting/edit");
        let publish = anna.sees(&format!("/threads/{thread}")).await.form("waiting/publish");
        anna.sends(&publish).await;
        let page = anna.sends(&edit.with("body", "Zo wilde ik het <b>zeggen</b>.")).await;
        assert_eq!(page.status(), 404);
        assert!(page.says("Zo wilde ik het <b>zeggen</b>.") && page.says("Er is niets bewaard"), "{}", page.words());
        assert!(!app.member().await.sees(&format!("/threads/{thread}")).await.says("Zo wilde ik"));
    }

    async fn who_goes_takes_along_what_waits(app) {
        let mut anna = app.member().await;
        anna.shares_safely(STORY).await;
        let code = anna.code.clone();
        let export = anna.asks("/api/account/download", &[("password", &*code)]).await;
        assert!(export.text().contains(STORY) && export.text().contains("waiting"), "{}", export.text());
        anna.asks("/api/account/remove", &[("password", &*code), ("posts", "remove")]).await;
        app.forward(Duration::hours(25));
        jobs::release(&app.state).await.expect("released");
        assert_eq!(threads(app).await, 0);
    }

    /// T2, T4 and T6 on what lies on the disk: no word, no tag, no thread, and no row of an account that changed.
    async fn what_waits_says_nothing_on_the_disk(app) {
        let mut anna = app.member().await;
        let accounts = |rows: Vec<String>| rows.into_iter().filter(|row| row.starts_with("accounts.")).collect::<Vec<_>>();
        let before = accounts(app.place().rows().await.expect("rows"));
        let thread = anna.shares_safely(STORY).await;
        let rows = app.place().rows().await.expect("rows");
        let waiting = rows.iter().find(|row| row.starts_with("community.waiting")).expect("a row").to_lowercase();
        assert!(!waiting.contains("medicijn") && !waiting.contains(&thread), "{waiting:.200}");
        assert!(!rows.join("\n").to_lowercase().contains(&thread), "nowhere else either");
        app.forward(Duration::hours(25));
        jobs::release(&app.state).await.expect("released");
        let rows = app.place().rows().await.expect("rows");
        assert!(rows.iter().any(|row| row.contains("medicijn")));
        assert_eq!(accounts(rows), before);
    }
}
