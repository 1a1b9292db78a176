//! Members try a tip and say what became of it; everybody sees for how many it worked, and the tips stand in that order.

use server::testing::{Page, Person, TestApp};

const NOBODY: &str = "00112233445566778899aabbccddeeff";
const STORY: &str = "Ik durf niet te vragen hoe de tillift werkt.";

/// So many others say this about a tip.
async fn crowd<'a>(app: &'a TestApp, thread: &str, tip: &str, value: &str, people: usize) -> Vec<Person<'a>> {
    let mut crowd = Vec::new();
    for _ in 0..people {
        let mut person = app.member().await;
        person.asks("/api/tried/set", &[("thread", thread), ("post", tip), ("value", value)]).await;
        crowd.push(person);
    }
    crowd
}

/// What the reader pressed under a tip.
fn pressed(page: &Page, tip: &str) -> Vec<String> {
    page.all(&format!("#post-{tip} .tried button[aria-pressed=true]"))
}

/// The tips in the order in which they stand.
fn order(page: &Page) -> Vec<String> {
    page.attributes("#replies > article", "id").into_iter().map(|id| id.replace("post-", "")).collect()
}

server::stories! {
    async fn a_mark_is_set_changed_and_taken_back_without_a_script(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let tip = app.member().await.replies(&thread, "Vraag het gewoon.").await;
        let mut cora = app.member().await;
        assert_eq!(pressed(&cora.sees(&format!("/threads/{thread}")).await, &tip), [""; 0]);
        let page = cora.tried(&thread, &tip, "helped").await;
        assert!(page.path.ends_with(&format!("#post-{tip}")), "{}", page.path);
        assert_eq!(pressed(&page, &tip), ["Hielp"]);
        assert_eq!(pressed(&cora.tried(&thread, &tip, "partly").await, &tip), ["Deels"]);
        // The pressed button of the form takes it back.
        let wish = page.attributes(&format!("#post-{tip} .tried button[aria-pressed=true]"), "form");
        assert_eq!(wish, ["tried-none"]);
        assert_eq!(pressed(&cora.tried(&thread, &tip, "none").await, &tip), [""; 0]);
        let rows = app.place().rows().await.expect("rows");
        assert!(!rows.iter().any(|row| row.starts_with("community.tried")), "nothing of it is left");
    }

    async fn nobody_marks_the_own_tip_or_what_is_no_tip(app) {
        let mut anna = app.member().await;
        let mut bram = app.member().await;
        let thread = anna.shares(STORY).await;
        let other = anna.shares("En nog een verhaal van mij.").await;
        let tip = bram.replies(&thread, "Vraag het gewoon.").await;
        let form = bram.sees(&format!("/threads/{thread}")).await.form("posts/add").with("kind", "support");
        app.a_moment_later();
        let page = bram.sends(&form.with("body", "Je bent niet de enige.")).await;
        let support = page.path.rsplit("#post-").next().unwrap_or_default().to_owned();
        assert_eq!(page.all(".tried button").len(), 0, "nothing to press under the own tip, or under support");

        for (within, post, value, status) in [
            (&*thread, &*tip, "helped", 403),
            (&*thread, &*tip, "none", 403),
            (&*thread, &*support, "helped", 404),
            (&*thread, &*thread, "helped", 404),
            (&*other, &*tip, "helped", 404),
            (&*thread, NOBODY, "helped", 404),
            (&*thread, &*tip, "hielp", 422),
            (&*thread, &*tip, "", 422),
        ] {
            let answer = bram.asks("/api/tried/set", &[("thread", within), ("post", post), ("value", value)]).await;
            assert_eq!(answer.status, status, "{value} {post}: {}", answer.text());
        }
        let fields = [("thread", &*thread), ("post", &*tip), ("value", "helped")];
        assert_eq!(app.person().asks("/api/tried/set", &fields).await.status, 401);
        assert_eq!(anna.asks("/api/tried/set", &fields).await.status, 200, "the one who asked may");
    }

    /// T21, and the threshold of five.
    async fn figures_show_from_five_people_a_day_late_with_their_interval(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let tip = app.member().await.replies(&thread, "Vraag het gewoon.").await;
        let path = format!("/threads/{thread}");
        crowd(app, &thread, &tip, "helped", 3).await;
        let mut one = crowd(app, &thread, &tip, "failed", 1).await.remove(0);
        app.next_day().await;
        assert_eq!(anna.sees(&path).await.all(".tried-bar").len(), 0, "four are too few");
        // However often one of them says it again, they stay one person.
        for value in ["helped", "failed", "partly", "failed"] {
            one.tried(&thread, &tip, value).await;
        }
        app.next_day().await;
        assert_eq!(anna.sees(&path).await.all(".tried-bar").len(), 0);

        crowd(app, &thread, &tip, "partly", 1).await;
        assert_eq!(anna.sees(&path).await.all(".tried-bar").len(), 0, "nothing ticks");
        app.next_day().await;
        let page = anna.sees(&path).await;
        assert_eq!(page.attributes(".tried-bar svg", "aria-label"),
            ["5+ keer geprobeerd, hielp de meesten. Hielp 60%, hielp deels 20%, hielp niet 20%."]);
        assert!(page.says("5+ keer geprobeerd · hielp de meesten") && page.says("Hielp 60%"), "{}", page.words());

        // One more, and one who changes: too few to show, so that nobody sees either of them act.
        crowd(app, &thread, &tip, "helped", 1).await;
        one.tried(&thread, &tip, "helped").await;
        app.next_day().await;
        assert!(anna.sees(&path).await.says("5+ keer geprobeerd"));
        anna.languages = "en".to_owned();
        assert!(anna.sees(&path).await.says("tried 5+ times"));
    }

    async fn tips_stand_in_the_order_in_which_they_helped(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let mut bram = app.member().await;
        let mut tips = Vec::new();
        for body in ["Dit werkt niet zo.", "Dit is nieuw.", "Dit werkt goed.", "Dit is ook nieuw."] {
            tips.push(bram.replies(&thread, body).await);
        }
        let path = format!("/threads/{thread}");
        assert_eq!(order(&anna.sees(&path).await), tips, "as written, as long as nobody tried any");
        assert!(anna.sees(&path).await.says("Zo sorteren we: eerst experts"));
        crowd(app, &thread, &tips[0], "failed", 5).await;
        crowd(app, &thread, &tips[2], "helped", 5).await;
        // One account cannot move anything, whatever it marks.
        let mut cora = app.member().await;
        cora.tried(&thread, &tips[3], "helped").await;
        assert_eq!(order(&anna.sees(&path).await), tips, "the order does not tick either");
        app.next_day().await;
        let wanted = [2, 1, 3, 0].map(|n: usize| tips[n].clone());
        assert_eq!(order(&anna.sees(&path).await), wanted);
        assert_eq!(order(&bram.sees(&path).await), wanted, "the same for everybody");

        let form = anna.sees(&path).await.forms().into_iter()
            .find(|form| form.action == "/api/posts/mark_helpful" && form.value("post") == tips[3]);
        anna.sends(&form.expect("a button to thank with")).await;
        let wanted = [2, 3, 1, 0].map(|n: usize| tips[n].clone());
        assert_eq!(order(&cora.sees(&path).await), wanted, "what helped the asker leads the new ones");
    }

    async fn what_one_reader_tried_is_not_on_the_page_of_another(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let tip = app.member().await.replies(&thread, "Vraag het gewoon.").await;
        let (mut cora, mut dirk) = (app.member().await, app.member().await);
        let path = format!("/threads/{thread}");
        cora.tried(&thread, &tip, "helped").await;
        for _ in 0..2 {
            assert_eq!(pressed(&cora.sees(&path).await, &tip), ["Hielp"]);
            assert_eq!(pressed(&dirk.sees(&path).await, &tip), [""; 0]);
            assert_eq!(pressed(&anna.sees(&path).await, &tip), [""; 0]);
        }
    }

    async fn the_marks_go_with_the_tip(app) {
        let mut anna = app.member().await;
        let mut bram = app.member().await;
        let thread = anna.shares(STORY).await;
        let tip = bram.replies(&thread, "Vraag het gewoon.").await;
        crowd(app, &thread, &tip, "helped", 5).await;
        app.next_day().await;
        let form = bram.sees(&format!("/posts/{tip}/remove")).await.form("posts/remove");
        bram.sends(&form).await;
        let rows = app.place().rows().await.expect("rows");
        assert!(!rows.iter().any(|row| row.starts_with("community.tried")));
        assert_eq!(anna.sees(&format!("/threads/{thread}")).await.all(".tried-bar").len(), 0);
    }
}
