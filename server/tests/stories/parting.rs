//! Somebody signs out or deletes the account, is told once that it worked, and nothing else says so.

use server::testing::{Answer, Form};

server::stories! {
    async fn whoever_goes_is_told_once_and_no_address_says_so(app) {
        let mut stays = app.member().await;
        let mut leaves = app.member().await;
        let sign_out = stays.sees("/account").await.form("people/sign_out");
        let everywhere = stays.sees("/account/sessions").await.form("account/sign_out_everywhere");
        let remove = |form: Form, code: &str, posts| form.with("password", code).with("posts", posts);
        let page = stays.sees("/account/remove").await;
        let keeps = remove(page.form("account/remove"), &stays.code.clone(), "keep");
        let page = leaves.sees("/account/remove").await;
        let takes = remove(page.form("account/remove"), &leaves.code.clone(), "remove");
        let mut people = [stays, leaves];
        for (who, form, to, says) in [
            (0, sign_out, "/sign-in", ["Je bent uitgelogd", "zonder je sleutel"]),
            (0, everywhere, "/sign-in", ["Je bent overal uitgelogd", "Op elk toestel"]),
            (0, keeps, "/", ["Je account is gewist", "staat er nog"]),
            (1, takes, "/", ["Je account is gewist", "is ook weg"]),
        ] {
            let goes = &mut people[who];
            let usual = app.person().sees(to).await;
            if goes.cookie("session").is_none() {
                goes.signs_in().await;
            }
            let answer = goes.posts(&form.action, &form.pairs()).await;
            assert_eq!((answer.status, answer.header("location")), (303, to), "the address is the one of any visitor");
            assert_eq!(goes.cookie("told").map(str::len), Some(1), "a digit");
            let page = goes.sees(to).await;
            assert!(says.iter().all(|words| page.says(words)), "{}: {}", form.action, page.words());
            assert_eq!(page.first("title"), usual.first("title"), "what a history shows");
            assert_eq!(goes.cookie("told"), None);
            let again = goes.sees(to).await;
            assert!(!says.iter().any(|words| again.says(words)), "{}: said twice", form.action);
        }
    }

    async fn nobody_is_told_who_did_not_ask_or_is_back(app) {
        let mut anna = app.member().await;
        // The script of a shared computer ends a quiet session: whoever comes next is told nothing.
        anna.asks("/api/people/sign_out", &[]).await;
        assert_eq!(anna.cookie("told"), None);
        // A refused form tells nothing.
        anna.signs_in().await;
        anna.posts("/api/account/remove", &[("posts", "keep"), ("password", "")]).await;
        assert_eq!(anna.cookie("told"), None);
        // Without a session the answer is the same, so it does not say whether there was one.
        let lines = |answer: Answer| answer.cookies().into_iter().filter(|line| line.contains("told=")).collect::<Vec<_>>();
        let nobody = lines(app.person().posts("/api/people/sign_out", &[]).await);
        assert_eq!(lines(anna.posts("/api/people/sign_out", &[]).await), nobody);
        // Signed in again in another tab: this page says that, and only that.
        anna.signs_in().await;
        anna.cookies.insert("__Host-told".to_owned(), "1".to_owned());
        let page = anna.sees("/sign-in").await;
        assert!(page.says("Je bent al ingelogd") && !page.says("Je bent uitgelogd"), "{}", page.words());
        for made_up in ["9", "", "%3Cscript%3E"] {
            let mut bram = app.person();
            bram.cookies.insert("__Host-told".to_owned(), made_up.to_owned());
            assert!(bram.sees("/sign-in").await.says("Welkom terug"), "{made_up}");
        }
    }
}
