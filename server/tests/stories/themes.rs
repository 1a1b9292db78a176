//! Every theme has a page: what it is, what worked for how many, who answered, what is shared, who helps.

use domain::people::Lang;
use domain::themes::ThemeId;
use server::testing::{Person, TestApp};

async fn five_say(app: &TestApp, thread: &str, tip: &str, value: &str) {
    for _ in 0..5 {
        app.member().await.tried(thread, tip, value).await;
    }
}

async fn shares_about(person: &mut Person<'_>, app: &TestApp, theme: &str, happened: &str) -> String {
    let form = person.sees("/threads/new").await.form("threads/add").with("moment", "now");
    app.a_moment_later();
    let page = person.sends(&form.with("happened", happened).with("theme", theme)).await;
    page.path["/threads/".len()..].to_owned()
}

server::stories! {
    async fn every_theme_is_two_taps_away_and_says_what_it_is(app) {
        let mut anna = app.member().await;
        let home = anna.sees("/threads").await;
        assert!(home.attributes("nav a", "href").contains(&"/themes".to_owned()));
        let there = anna.sees("/themes").await.attributes("a[href^='/themes/']", "href");
        for theme in ThemeId::all() {
            let path = format!("/themes/{}", theme.slug());
            assert!(there.contains(&path), "{path}");
            let page = anna.sees(&path).await;
            assert_eq!(page.status(), 200, "{path}");
            assert!(page.first("h1") == theme.label(Lang::Nl) && page.says(theme.definition(Lang::Nl)), "{path}");
            for other in theme.neighbours() {
                assert!(page.attributes("#related ~ ul a", "href").contains(&format!("/themes/{}", other.slug())));
            }
            assert_eq!(theme.heavy() && theme.help_lines().any(|line| line.tel.is_some()),
                !page.all(".help-card").is_empty(), "{path}");
        }
        assert_eq!(anna.sees("/themes/no-such-theme").await.status(), 404);
        anna.languages = "en".to_owned();
        let theme = ThemeId::all().next().expect("a theme");
        assert!(anna.sees(&format!("/themes/{}", theme.slug())).await.says(theme.definition(Lang::En)));
    }

    /// A challenge has up to three themes: it stands under each of them, once, and says all of them.
    async fn a_challenge_with_three_themes_stands_under_each(app) {
        let (mut anna, mut bram) = (app.member().await, app.member().await);
        let thread = shares_about(&mut anna, app, "roster workload understaffing", "Ons rooster is altijd te vol.").await;
        let tip = bram.replies(&thread, "Teken samen een rooster.").await;
        five_say(app, &thread, &tip, "helped").await;
        app.next_day().await;
        let mut carla = app.member().await;
        for theme in ["roster", "workload", "understaffing"] {
            let list = carla.sees(&format!("/threads?theme={theme}")).await;
            assert_eq!(list.all("ul.feed > li").len(), 1, "{theme}: {}", list.words());
            let page = carla.sees(&format!("/themes/{theme}")).await;
            assert!(page.says("Teken samen een rooster."), "the tip worked for each: {}", page.words());
        }
        let other = carla.sees("/threads?theme=paperwork").await;
        assert!(other.all("ul.feed > li").is_empty(), "{}", other.words());
        let head = carla.sees(&format!("/threads/{thread}")).await.attributes(".thread-top .tag", "href");
        assert_eq!(head, ["/themes/roster", "/themes/workload", "/themes/understaffing"]);
        let form = anna.sees(&format!("/posts/{thread}/remove")).await.form("posts/remove");
        anna.sends(&form).await;
        for theme in ["roster", "workload", "understaffing"] {
            let page = carla.sees(&format!("/themes/{theme}")).await;
            assert!(!page.says("Teken samen een rooster."), "{}", page.words());
        }
    }

    async fn boxes_are_ticked_one_to_three_times(app) {
        let mut anna = app.member().await;
        let form = anna.sees("/threads/new").await.form("threads/add").with("moment", "now");
        let form = form.with("happened", "Ons rooster is altijd te vol.");
        app.a_moment_later();
        let none = anna.sends(&form).await;
        assert!(none.status() == 422 && !none.fault("theme").is_empty(), "{}", none.words());
        // As a browser sends boxes: a field for each that is ticked.
        let ticked = |slugs: &[&str]| {
            let mut form = form.clone();
            form.fields.extend(slugs.iter().map(|slug| ("theme".to_owned(), (*slug).to_owned())));
            form
        };
        let four = anna.sends(&ticked(&["workload", "roster", "paperwork", "insecurity"])).await;
        assert!(four.status() == 422 && four.fault("theme").contains("Hier passen er 3 in."), "{}", four.words());
        assert_eq!(four.attributes("input[name=theme][checked]", "value").len(), 4, "what was ticked is kept");
        let two = anna.sends(&ticked(&["workload", "roster"])).await;
        assert_eq!(two.attributes(".thread-top .tag", "href").len(), 2, "{}", two.words());
        // Kept for later, they are ticked again.
        let mut keep = ticked(&["workload", "paperwork"]);
        keep.action = "/api/account/keep_draft".to_owned();
        anna.sends(&keep).await;
        let kept = anna.sees("/account/drafts").await.attributes("a[href*='draft=']", "href").remove(0);
        let open = anna.sees(&kept).await;
        assert_eq!(open.attributes("input[name=theme][checked]", "value").len(), 2, "{}", open.words());
    }

    async fn a_challenge_with_several_themes_waits_and_is_held_with_them(app) {
        let mut anna = app.member().await;
        let form = anna.sees("/threads/new").await.form("threads/add").with("moment", "safe");
        let form = form.with("happened", "Ons rooster is altijd te vol.").with("theme", "roster workload");
        app.a_moment_later();
        let waits = anna.sends(&form).await;
        assert_eq!(waits.all(".thread-top .tag").len(), 2, "{}", waits.words());
        let form = anna.sees("/threads/new").await.form("threads/add").with("moment", "now").with("theme", "roster workload");
        let form = form.with("happened", "Bel mij op 06-12345678.").with("stays", "happened phone 06-12345678");
        app.a_moment_later();
        let held = anna.sends(&form).await.path;
        let post = held.replace("/threads/", "").parse().expect("an id");
        let mut tx = app.state.store.community.begin().await.expect("a unit of work");
        assert!(tx.held().release(post, app.today()).await.expect("an answer"));
        tx.commit().await.expect("kept");
        assert_eq!(anna.sees(&held).await.all(".thread-top .tag").len(), 2);
    }

    async fn an_empty_theme_says_so_in_words(app) {
        let mut anna = app.member().await;
        let page = anna.sees("/themes/roster").await;
        for words in ["Nog geen tip is hier door vijf mensen geprobeerd", "nog niets gedeeld"] {
            assert!(page.says(words), "{words}: {}", page.words());
        }
        assert!(!page.says("uit een verhaal hieronder"), "there is none: {}", page.words());
        anna.shares("Ik durf niets te vragen.").await;
        assert!(anna.sees("/themes/insecurity").await.says("uit een verhaal hieronder"));
    }

    async fn what_worked_stands_on_top_with_its_bar_and_leads_to_its_story(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let mut bram = app.member().await;
        let (good, bad) = (bram.replies(&thread, "Vraag het gewoon.").await, bram.replies(&thread, "Zwijg erover.").await);
        five_say(app, &thread, &good, "helped").await;
        five_say(app, &thread, &bad, "failed").await;
        assert!(!anna.sees("/themes/insecurity").await.says("Vraag het gewoon."), "not before the day is over");
        app.next_day().await;
        let page = anna.sees("/themes/insecurity").await;
        assert!(page.says("Vraag het gewoon.") && !page.says("Zwijg erover."), "{}", page.words());
        assert!(page.attributes("section[aria-labelledby=worked] svg", "aria-label")[0].starts_with("5+ keer geprobeerd"));
        assert!(page.attributes("section[aria-labelledby=worked] a", "href").contains(&format!("/threads/{thread}#post-{good}")));
        assert!(page.says("enkele verhalen"), "{}", page.words());
        assert!(!anna.sees("/themes/roster").await.says("Vraag het gewoon."));
    }

    async fn stories_are_listed_newest_first_with_older_ones_a_page_away(app) {
        let mut anna = app.member().await;
        shares_about(&mut anna, app, "roster", "Een verhaal over iets anders.").await;
        let mut shared = Vec::new();
        for n in 0..27 {
            shared.insert(0, shares_about(&mut anna, app, "workload", &format!("Verhaal nummer {n} van deze lange week.")).await);
        }
        let (mut seen, mut path) = (Vec::new(), "/themes/workload".to_owned());
        for expected in [12, 12, 3] {
            let page = anna.sees(&path).await;
            let here = page.attributes("ul.feed a[href^='/threads/']", "href");
            assert_eq!(here.len(), expected, "{path}");
            assert_eq!(page.says("Wat hielp"), path == "/themes/workload", "later pages hold the stories only");
            seen.extend(here.into_iter().map(|href| href["/threads/".len()..].to_owned()));
            path = page.attributes("a[href*='before=']", "href").pop().unwrap_or_default();
        }
        assert_eq!(path, "", "nothing is older");
        assert_eq!(seen, shared);
        assert!(anna.sees("/themes/workload?before=1").await.says("geen oudere verhalen"));
        assert_eq!(anna.sees("/themes/workload?before=x").await.status(), 200);
    }

    async fn a_new_story_about_a_theme_begins_with_that_theme(app) {
        let mut anna = app.member().await;
        let href = anna.sees("/themes/workload").await.attributes("a[href^='/threads/new?']", "href").remove(0);
        assert_eq!(anna.sees(&href).await.form("threads/add").value("theme"), "workload");
    }
}
