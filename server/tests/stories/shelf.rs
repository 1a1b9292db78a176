//! What a device keeps has an owner: its name, the shelf, is on the pages of that member alone.

use server::testing::Page;

fn shelf(page: &Page) -> String {
    page.attributes("body", "data-shelf").concat()
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

    /// A page of hers is still open when he signs in, on a shared computer for example: what it sends then would be his.
    async fn what_one_member_left_is_not_sent_as_another(app) {
        let (mut anna, mut bram) = (app.member().await, app.member().await);
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let mut hers = anna.elsewhere();
        hers.signs_in_shared().await;
        let path = format!("/threads/{thread}");
        let left = hers.sees(&path).await;
        let pressed = |page: &Page| page.attributes("main .recognise", "aria-pressed").concat();
        let tap = left.form("reactions/set");
        assert_eq!(bram.asks(&tap.action, &tap.pairs()).await.status, 401, "as a script sends it");
        assert_eq!(bram.posts(&tap.action, &tap.pairs()).await.status, 401, "as a browser does");
        assert_eq!(pressed(&bram.sees(&path).await), "false");
        let his = bram.sees(&path).await;
        bram.sends(&his.form("reactions/set")).await;
        assert_eq!(pressed(&bram.sees(&path).await), "true");
        let answer = bram.sends(&left.form("posts/add").with("body", "Vraag het aan de fysio.")).await;
        assert_eq!(answer.status(), 401);
        assert!(answer.html().contains("Vraag het aan de fysio."), "what was written is given back");
        assert!(answer.says("Deze pagina stond nog open van iemand anders."), "{}", answer.words());
        assert!(!bram.sees(&path).await.html().contains("de fysio"));
    }

    async fn whoever_is_in_gets_out_by_a_page_that_another_left(app) {
        let (mut anna, mut bram) = (app.member().await, app.member().await);
        let left = anna.sees("/account").await.form("people/sign_out");
        assert_eq!(bram.sends(&left).await.path, "/sign-in");
        assert_eq!(bram.sees("/account").await.path, "/sign-in");
        assert_eq!(anna.sees("/account").await.path, "/account");
    }
}
