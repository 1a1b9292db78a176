//! Somebody does something and is told once that it worked, with the way to undo it; the form to answer says as whom.

use server::testing::{Form, Person, TestApp};

const STORY: &str = "Mijn begeleider heeft nooit tijd voor mij.";

/// What the page at `path` tells, and that the next one tells nothing.
async fn told_once(person: &mut Person<'_>, path: &str) -> String {
    let page = person.sees(path).await;
    let told = page.all(".toast--goes");
    assert_eq!(told.len(), 1, "{path}: {}", page.words());
    assert_eq!(person.cookie("told"), None, "{path}");
    assert!(person.sees(path).await.all(".toast--goes").is_empty(), "{path}: told twice");
    told.into_iter().next().unwrap_or_default()
}

/// Sends a form as a browser without scripts does, and gives the path to which it leads.
async fn does(app: &TestApp, person: &mut Person<'_>, form: Form) -> String {
    app.a_moment_later();
    let answer = person.posts(&form.action, &form.pairs()).await;
    assert_eq!(answer.status, 303, "{}: {}", form.action, answer.text());
    let to = answer.header("location").to_owned();
    to.split('#').next().unwrap_or_default().to_owned()
}

server::stories! {
    async fn whoever_does_something_is_told_once_and_can_undo_it(app) {
        let mut anna = app.member().await;
        let form = anna.sees("/threads/new").await.form("threads/add").with("happened", STORY).with("theme", "insecurity");
        let thread = does(app, &mut anna, form.clone().with("moment", "now")).await;
        let id = thread.rsplit('/').next().unwrap_or_default().to_owned();
        let page = anna.sees(&thread).await;
        assert_eq!(page.attributes(".toast--goes a", "href"), [format!("/posts/{id}/remove")]);
        assert!(page.all(".toast--goes")[0].contains("online") && anna.sees(&thread).await.all(".toast--goes").is_empty());

        let form = anna.sees("/threads/new").await.form("threads/add").with("happened", "Een bewoner werd boos op mij.").with("theme", "insecurity");
        let waits = does(app, &mut anna, form).await;
        assert!(told_once(&mut anna, &waits).await.contains("veilig moment"));
        let form = anna.sees(&format!("/waiting/{}/remove", waits.rsplit('/').next().unwrap_or_default())).await.form("waiting/remove");
        let to = does(app, &mut anna, form).await;
        assert!(told_once(&mut anna, &to).await.contains("Niemand heeft het gezien"));

        let mut bram = app.member().await;
        let form = bram.sees(&thread).await.form("posts/add").with("body", "Vraag een vast moment.");
        let to = does(app, &mut bram, form).await;
        let page = bram.sees(&to).await;
        let undo = page.attributes(".toast--goes a", "href");
        assert!(page.all(".toast--goes")[0].contains("Je antwoord staat erbij"), "{}", page.words());
        let form = bram.sees(&undo[0]).await.form("posts/remove");
        let to = does(app, &mut bram, form).await;
        assert!(told_once(&mut bram, &to).await.contains("weg"));

        let mut phone = bram.elsewhere();
        phone.signs_in().await;
        let form = bram.sees("/account/sessions").await.form("account/end_session");
        let to = does(app, &mut bram, form).await;
        assert!(told_once(&mut bram, &to).await.contains("uitgelogd"));
    }

    /// Nobody is told what somebody else did: not who signs in after them, not on a shared computer, not a visitor.
    async fn nobody_is_told_what_another_did(app) {
        let mut anna = app.member().await;
        for made_up in ["", "z", "a<script>", "aa", "c%20"] {
            anna.cookies.insert("__Host-told".to_owned(), made_up.to_owned());
            assert!(anna.sees("/threads").await.all(".toast--goes").is_empty(), "{made_up}");
        }
        let mut visitor = app.person();
        visitor.cookies.insert("__Host-told".to_owned(), "a".to_owned());
        assert!(visitor.sees("/").await.all(".toast--goes").is_empty());
        let thread = anna.shares(STORY).await;
        let mut bram = app.member().await;
        let mut shared = bram.elsewhere();
        shared.signs_in_shared().await;
        let form = shared.sees(&format!("/threads/{thread}")).await.form("posts/add").with("body", "Vraag een vast moment.");
        does(app, &mut shared, form).await;
        assert_eq!(shared.cookie("told"), Some("c"), "no id stays on a shared computer");
        // A script that sends in the background is told in its answer, and no page tells it again.
        let form = bram.sees(&format!("/threads/{thread}")).await.form("posts/add").with("body", "Nog een tip.");
        app.a_moment_later();
        assert_eq!(bram.asks("/api/posts/add", &form.pairs()).await.status, 200);
        assert_eq!(bram.cookie("told"), None);
    }

    async fn the_form_to_answer_says_as_whom(app) {
        let (mut anna, mut bram) = (app.member().await, app.member().await);
        let thread = anna.shares(STORY).await;
        let page = bram.sees(&format!("/threads/{thread}")).await;
        let title = page.first("#reply h2");
        let name = title.strip_prefix("Geef antwoord als ").expect("a name").to_owned();
        assert_eq!(page.all(".dock a"), [format!("Geef een tip als {name}")]);
        bram.replies(&thread, "Vraag een vast moment.").await;
        let page = bram.sees(&format!("/threads/{thread}")).await;
        assert!(page.all("#replies .who b").contains(&name), "{name}: {}", page.words());
        let page = anna.sees(&format!("/threads/{thread}")).await;
        assert_eq!(page.first("#reply h2"), format!("Geef antwoord als {}", page.first(".thread-top .who b")), "the opener is herself");
    }
}
