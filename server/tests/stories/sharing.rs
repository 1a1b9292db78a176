//! Somebody shares a challenge.

use chrono::Duration;
use server::testing::{Form, Page, Person};

/// A form with everything filled in.
async fn filled(anna: &mut Person<'_>) -> Form {
    let form = anna.sees("/threads/new").await.form("threads/add").with("moment", "now");
    form.with("happened", "De familie werd boos toen ik het medicijn te laat gaf.\n\nIk stond daar maar.")
        .with("tried", "Sorry gezegd.")
        .with("question", "Hoe blijf je rustig?")
        .with("title", "")
        .with("theme", "insecurity")
}

/// Every text that was typed stands in the form of this page.
fn keeps_typing(page: &Page, sent: &Form) {
    let shown = page.form("threads/add");
    for field in ["happened", "tried", "question", "title", "theme", "once"] {
        assert_eq!(shown.value(field).replace("\r\n", "\n"), sent.value(field), "{field}");
    }
}

server::stories! {
    async fn a_challenge_is_shared_and_others_find_it(app) {
        let mut anna = app.member().await;
        let form = filled(&mut anna).await;
        app.a_moment_later();
        let page = anna.sends(&form).await;
        assert_eq!(page.status(), 200);
        assert_eq!(page.first("h1"), "Hoe blijf je rustig?", "the title comes from the question");

        let mut bram = app.member().await;
        let feed = bram.sees("/threads").await;
        assert!(feed.says("Hoe blijf je rustig?"));
        let seen = bram.sees(&page.path).await;
        for words in ["De familie werd boos", "Ik stond daar maar.", "Sorry gezegd.", "Student · ouderenzorg", "vandaag"] {
            assert!(seen.says(words), "{words}: {}", seen.words());
        }
        assert!(seen.attributes("a[href$='/edit']", "href").is_empty(), "others change nothing");
    }

    async fn a_sector_is_shown_only_when_its_author_wants_that(app) {
        let mut anna = app.member().await;
        let form = filled(&mut anna).await;
        assert_eq!(form.value("show_sector"), "yes");
        app.a_moment_later();
        let page = anna.sends(&form.without("show_sector")).await;
        assert!(!page.first(".thread-top").contains("ouderenzorg"), "{}", page.first(".thread-top"));
    }

    async fn a_refused_form_keeps_what_was_typed_and_says_what_is_wrong_where(app) {
        let mut anna = app.member().await;
        let form = filled(&mut anna).await;
        app.a_moment_later();
        let long = "a".repeat(4_001);
        for (field, typed, words) in [
            ("happened", "", "nog leeg"),
            ("happened", "ik", "minstens 3 tekens"),
            ("happened", &*long.replace("aaaa", "aaa "), "hoogstens 4.000 tekens"),
            ("happened", "een\u{202e}omgekeerd", "leesrichting"),
            ("happened", "een\u{7}bel", "niet kunt zien"),
            ("tried", &"x".repeat(61), "langer dan 60 tekens"),
            ("question", &"vraag ".repeat(80), "hoogstens 300 tekens"),
            ("title", "kort", "minstens 5 tekens"),
            ("theme", "", "Kies"),
            ("theme", "maan", "Kies een van de mogelijkheden"),
        ] {
            let sent = form.clone().with(field, typed);
            let page = anna.sends(&sent).await;
            assert_eq!(page.status(), 422, "{field}: {typed:.40}");
            let said = page.fault(field);
            assert!(said.contains(words) || (typed.is_empty() && !said.is_empty()), "{field}: {typed:.40}: {said}");
            assert!(page.summary().contains(&said), "the same in the summary: {}", page.summary());
            if field != "theme" {
                keeps_typing(&page, &sent);
            }
        }
        let page = anna.sends(&form).await;
        assert!(page.path.starts_with("/threads/"), "and then it works: {}", page.summary());
    }

    /// A word that no list holds refuses its own field; everything that was written comes back.
    async fn a_choice_that_there_is_not_costs_nothing_that_was_written(app) {
        let mut anna = app.member().await;
        let form = filled(&mut anna).await;
        app.a_moment_later();
        let nonsense = [("theme", "maan"), ("show_sector", "misschien"), ("moment", "straks"), ("stays", "nee"), ("decide", "nee")];
        let sent = nonsense.iter().fold(form.clone(), |form, (field, word)| form.with(field, word));
        let page = anna.sends(&sent).await;
        assert_eq!(page.status(), 422);
        for field in ["theme", "moment"] {
            assert!(page.fault(field).contains("Kies een van de mogelijkheden"), "{field}: {}", page.words());
        }
        let again = page.form("threads/add");
        assert!(again.pairs().iter().all(|(field, _)| *field != "show_sector"), "ticked by a word that is none");
        for field in ["happened", "tried", "question", "title", "once"] {
            assert_eq!(page.form("threads/add").value(field).replace("\r\n", "\n"), form.value(field), "{field}");
        }
    }

    async fn markup_that_was_typed_comes_back_as_it_was(app) {
        let mut anna = app.member().await;
        let form = filled(&mut anna).await.with("theme", "").with("happened", "\n</textarea><script>alert(1)</script> & \"x\"");
        app.a_moment_later();
        let page = anna.sends(&form).await;
        assert_eq!(page.status(), 422);
        assert_eq!(page.form("threads/add").value("happened"), form.value("happened"));
    }

    async fn sent_twice_it_is_one_challenge(app) {
        let mut anna = app.member().await;
        let form = filled(&mut anna).await;
        app.a_moment_later();
        let first = anna.sends(&form).await;
        let second = anna.sends(&form).await;
        assert_eq!(first.path, second.path);
        let third = anna.sends(&form.with("title", "Een heel andere titel")).await;
        assert_eq!((third.status(), third.form("threads/add").value("title")), (422, "Een heel andere titel"));
        assert_eq!(anna.sees("/threads").await.all(".feed > li").len(), 1);
        assert!(!anna.sees("/threads").await.says("Een heel andere titel"));
    }

    async fn sent_twice_at_once_it_is_one_challenge(app) {
        let mut anna = app.member().await;
        let form = filled(&mut anna).await;
        app.a_moment_later();
        let (mut tab, mut other) = (anna.clone(), anna.clone());
        let pairs = form.pairs();
        let (one, two) = tokio::join!(tab.posts(&form.action, &pairs), other.posts(&form.action, &pairs));
        assert_eq!((one.status, two.status), (303, 303), "{} {}", one.text(), two.text());
        assert_eq!(one.header("location"), two.header("location"));
        let count = app.state.store.community.read().await.expect("a look").threads().count().await.expect("a count");
        assert_eq!(count, 1);
    }

    /// S7.
    async fn no_person_types_that_fast(app) {
        let mut anna = app.member().await;
        let form = filled(&mut anna).await;
        let page = anna.sends(&form).await;
        assert_eq!(page.status(), 422);
        assert!(page.summary().contains("sneller dan een mens"), "{}", page.summary());
        keeps_typing(&page, &form);
        app.a_moment_later();
        assert!(anna.sends(&page.form("threads/add")).await.path.starts_with("/threads/"));
    }

    async fn a_form_from_last_week_is_sent_again_with_one_tap(app) {
        let mut anna = app.member().await;
        let old = filled(&mut anna).await;
        app.forward(Duration::days(8));
        anna.signs_in().await;
        let page = anna.sends(&old).await;
        assert!(page.summary().contains("stond lang open"), "{}", page.summary());
        let again = page.form("threads/add");
        assert_eq!(again.value("happened"), old.value("happened"));
        assert_ne!(again.value("once"), old.value("once"));
        app.a_moment_later();
        assert!(anna.sends(&again).await.path.starts_with("/threads/"));
    }

    async fn a_form_of_somebody_else_is_not_taken(app) {
        let mut anna = app.member().await;
        let mut bram = app.member().await;
        let form = filled(&mut anna).await;
        app.a_moment_later();
        let page = bram.sends(&form).await;
        assert_eq!(page.status(), 401);
        assert!(page.says("Ik stond daar maar."), "{}", page.words());
        // Nor with its number alone.
        let his = bram.sees("/threads/new").await.form("threads/add");
        let page = bram.sends(&form.with("shelf", his.value("shelf"))).await;
        assert_eq!(page.status(), 422);
        assert!(page.summary().contains("stond lang open"), "{}", page.summary());
    }

    async fn a_session_that_ended_while_writing_gives_the_text_back(app) {
        let mut anna = app.member().await;
        let form = filled(&mut anna).await;
        app.forward(Duration::days(31));
        let page = anna.sends(&form).await;
        assert_eq!(page.status(), 401);
        assert!(page.has_form("people/sign_in"));
        let kept: String = page.all("textarea").join(" ");
        for words in ["De familie werd boos", "Sorry gezegd.", "Hoe blijf je rustig?"] {
            assert!(kept.contains(words), "{words}: {}", page.words());
        }
    }

    async fn a_key_changed_in_another_tab_while_writing_costs_no_text(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Eerst dit gedeeld.").await;
        let form = filled(&mut anna).await;
        let reply = anna.sees(&format!("/threads/{thread}")).await.form("posts/add").with("body", "Nog een aanvulling van mij.");
        let code = anna.code.clone();
        let change = anna.sees("/account/code").await.form("account/change_code").with("password", &code);
        let page = anna.sends(&change).await;
        anna.keeps_code_of(&page);
        app.a_moment_later();
        assert!(anna.sends(&reply).await.says("Nog een aanvulling van mij."), "before it was typed back");
        anna.confirms_code().await;
        assert!(anna.sends(&form).await.says("De familie werd boos"), "and afterwards");
    }

    async fn an_author_changes_the_own_challenge(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik gaf het medicijn te laat.").await;
        let page = anna.sees(&format!("/threads/{thread}")).await;
        let edit = page.attributes("a[href$='/edit']", "href").remove(0);
        let form = anna.sees(&edit).await.form("posts/edit");
        assert_eq!(form.value("body"), "Ik gaf het medicijn te laat.");
        let refused = anna.sends(&form.clone().with("body", "x").with("tried", "Gebeld.")).await;
        assert_eq!(refused.status(), 422);
        assert!(refused.fault("body").contains("minstens 3"), "{}", refused.words());
        assert_eq!(refused.form("posts/edit").value("tried"), "Gebeld.");
        let page = anna.sends(&form.with("body", "Ik gaf het te laat, maar belde zelf.").with("title", "Te laat gegeven")).await;
        assert_eq!(page.first("h1"), "Te laat gegeven");
        assert!(page.says("maar belde zelf") && page.says("aangepast"), "{}", page.words());
    }

    async fn an_author_removes_the_own_challenge_and_the_tips_stay(app) {
        let mut anna = app.member().await;
        let mut bram = app.member().await;
        let alone = anna.shares("Niemand antwoordde mij op deze vraag.").await;
        let thread = anna.shares("Ik gaf het medicijn te laat.").await;
        bram.replies(&thread, "Meld het bij je begeleider.").await;
        for id in [&alone, &thread] {
            let form = anna.sees(&format!("/posts/{id}/remove")).await.form("posts/remove");
            assert_eq!(anna.sends(&form).await.path, "/threads");
        }
        let feed = bram.sees("/threads").await;
        assert!(!feed.says("medicijn") && !feed.says("Niemand antwoordde"), "{}", feed.words());
        assert_eq!(bram.sees(&format!("/threads/{alone}")).await.status(), 404);
        let page = bram.sees(&format!("/threads/{thread}")).await;
        assert!(!page.says("medicijn") && page.says("Meld het bij je begeleider."), "{}", page.words());
        assert!(page.says("heeft dit verhaal gewist"));
    }
}
