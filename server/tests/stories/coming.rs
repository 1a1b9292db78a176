//! Coming in and going out: a link that leads on, a browser that keeps nothing, a store that takes nothing.

use app::kit::memory::Ending;
use app::kit::session::ending;
use domain::secrets::SessionToken;

server::stories! {
    /// Somebody opens a link, signs in, and stands where it leads; the way there stands in no address.
    async fn whoever_signs_in_from_a_link_lands_there(app) {
        let mut bram = app.member().await;
        let thread = bram.shares("De familie werd boos op mij.").await;
        let mut anna = app.member().await.elsewhere();
        assert_eq!(anna.sees(&format!("/threads/{thread}")).await.path, "/sign-in");
        assert_eq!(anna.signs_in().await.path, format!("/threads/{thread}"));
        assert_eq!(anna.signs_in().await.path, "/threads", "once");
        let mut later = anna.elsewhere();
        for asked in ["/themes", "/threads"] {
            assert_eq!(later.sees(asked).await.path, "/sign-in");
        }
        assert_eq!(later.signs_in().await.path, "/threads", "what was asked for last");
        let mut there = anna.elsewhere();
        for planted in ["//evil.example", "https://evil.example", "/a?b=c", ""] {
            there.cookies.insert("__Host-landing".to_owned(), planted.to_owned());
            assert_eq!(there.signs_in().await.path, "/threads", "{planted}");
        }
    }

    /// A browser that keeps no cookies, as in an app that opened a link: it is said, with what to do, instead of the same page again.
    async fn a_browser_without_cookies_is_told_so(app) {
        let (mut anna, cohort) = (app.member().await.elsewhere(), app.a_cohort().await);
        let code = anna.code.clone();
        for (action, fields) in [("people/sign_in", [("password", &*code)]), ("people/check_cohort", [("code", &*cohort)])] {
            let answer = anna.posts(&format!("/api/{action}"), &fields).await;
            anna.cookies.clear();
            let next = answer.header("location").to_owned();
            let page = anna.sees(&next).await;
            assert_eq!((&*page.path, page.status()), ("/arrived", 200), "{action}");
            assert!(page.says("Je browser bewaart geen cookies"), "{action}: {}", page.words());
        }
    }

    /// The disk is full, or the database away: whoever goes is gone all the same.
    async fn whoever_signs_out_is_out_whatever_the_store_says(app) {
        let mut anna = app.member().await;
        let mut bram = app.member().await.elsewhere();
        bram.signs_in_shared().await;
        app.state.store.close().await;
        let answer = anna.posts("/api/people/sign_out", &[]).await;
        assert_eq!((answer.status, answer.header("clear-site-data")), (303, "\"cache\", \"storage\""), "{}", answer.text());
        assert!(anna.cookie("session").is_none());
        let away = bram.gets("/leave").await;
        assert!(away.header("location").starts_with("https://www.knmi.nl/"));
        assert!(bram.cookie("session").is_none());
        assert_eq!(app.state.memory.owed().len(), 2, "both rows go as soon as the store takes it");
    }

    async fn a_session_that_the_store_would_not_let_go_is_over_and_goes_later(app) {
        let mut anna = app.member().await;
        let cookie = anna.cookie("session").expect("a session");
        let (token, _) = SessionToken::from_cookie(&app.state.keys, cookie).expect("a token");
        app.state.memory.owe(Ending::Session(token.hash()));
        assert_ne!(anna.sees("/account").await.path, "/account", "the row is there, and nobody is in");
        ending::pay(&app.state).await;
        assert!(app.state.memory.owed().is_empty());
        let row = app.state.store.accounts.read().await.expect("a look").sessions().find(&token.hash()).await;
        assert!(row.expect("a look").is_none());
    }
}
