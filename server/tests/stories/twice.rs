//! One form in two windows, one form sent twice, one text sent again: nothing that somebody wrote is lost, and nothing stands twice.

use server::testing::Form;

const STORY: &str = "Ik durf niet te vragen hoe de tillift werkt.";

/// The form once more with other words, as a second tab that shares its number sends it.
fn other(form: &Form, field: &str, words: &str) -> Form {
    form.clone().with(field, words)
}

server::stories! {
    /// A copied tab has the number of the first: what is written in it is something else, and its draft is kept.
    async fn a_draft_learns_whether_its_own_words_arrived(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let form = anna.sees(&format!("/threads/{thread}")).await.form("posts/add").with("body", "Vraag het aan de fysio.");
        let story = anna.sees("/threads/new").await.form("threads/add").with("happened", "Ik stond er alleen voor.").with("theme", "insecurity");
        let other = [form.clone().with("body", "Vraag het je begeleider."), story.clone().with("happened", "Ik was te laat.")];
        for (sent, other) in [form, story].into_iter().zip(other) {
            app.a_moment_later();
            for (asked, answer) in [(&sent, "\"nothing\""), (&other, "\"nothing\"")] {
                assert_eq!(anna.asks("/api/posts/arrived", &asked.pairs()).await.text().trim(), answer);
            }
            anna.sends(&sent).await;
            for (asked, answer) in [(&sent, "\"same\""), (&other, "\"other\"")] {
                assert_eq!(anna.asks("/api/posts/arrived", &asked.pairs()).await.text().trim(), answer, "{}", asked.action);
            }
        }
    }

    async fn a_draft_that_is_kept_after_going_back_is_not_what_was_shared(app) {
        let mut anna = app.member().await;
        let form = anna.sees("/threads/new").await.form("threads/add").with("happened", "Ik stond er alleen voor.").with("theme", "insecurity");
        app.a_moment_later();
        anna.sends(&form).await;
        let mut keep = form.with("happened", "Mijn begeleider was er niet.");
        keep.action = "/api/account/keep_draft".to_owned();
        for _ in 0..2 {
            anna.sends(&keep).await;
            let page = anna.sees("/account/drafts").await;
            let links = page.attributes("a[href^='/threads/new?draft=']", "href");
            assert_eq!(links.len(), 1, "{}", page.words());
            assert_eq!(anna.sees(&links[0]).await.form("threads/add").value("happened"), "Mijn begeleider was er niet.");
        }
    }

    async fn the_second_of_two_windows_is_told_and_keeps_both_texts(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let reply = anna.replies(&thread, "Dit was mijn antwoord.").await;
        let waits = anna.shares_safely("Ik stond er alleen voor.").await;
        for (page, endpoint, field) in [
            (format!("/posts/{thread}/edit"), "posts/edit", "body"),
            (format!("/posts/{reply}/edit"), "posts/edit", "body"),
            (format!("/waiting/{waits}/edit"), "waiting/edit", "body"),
            (format!("/threads/{thread}"), "outcomes/set", "closing"),
        ] {
            let form = anna.sees(&page).await.form(endpoint).with("outcome", "solved");
            let (mut one, mut two) = (anna.clone(), anna.clone());
            let first = one.sends(&other(&form, field, "Woorden uit het eerste venster.")).await;
            assert_eq!(first.status(), 200, "{page}: {}", first.words());
            let second = two.sends(&other(&form, field, "Woorden uit het tweede venster.")).await;
            assert_eq!(second.status(), 422, "{page}: {}", second.words());
            assert!(second.fault(field).contains("in een ander venster aangepast"), "{page}: {}", second.words());
            assert!(second.says("Woorden uit het eerste venster."), "{page}: {}", second.words());
            assert_eq!(second.form(endpoint).value(field), "Woorden uit het tweede venster.");
            let decided = two.sends(&second.form(endpoint)).await;
            assert_eq!(decided.status(), 200, "{page}: {}", decided.words());
            assert!(decided.says("Woorden uit het tweede venster.") && !decided.says("het eerste venster"), "{page}: {}", decided.words());
            // The same form once more, as a phone sends it whose answer was lost: it is done already.
            assert_eq!(two.posts(&form.action, &second.form(endpoint).pairs()).await.status, 303, "{page}");
        }
    }

    /// What waits for a moderator is the newest text, also for the next window.
    async fn words_that_wait_for_a_moderator_are_not_written_over_unseen(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let page = format!("/posts/{thread}/edit");
        let old = anna.sees(&page).await.form("posts/edit");
        anna.keeps(&other(&old, "body", "Bel mij op 06-12345678.")).await;
        let refused = anna.sends(&other(&old, "body", "Toch maar anders gezegd.")).await;
        assert_eq!(refused.status(), 422);
        assert!(refused.says("Bel mij op 06-12345678."), "{}", refused.words());
        assert_eq!(anna.sees(&page).await.form("posts/edit").value("body"), "Bel mij op 06-12345678.");
    }

    async fn other_words_under_a_known_number_are_a_post_of_their_own(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let elsewhere = anna.shares("Een heel ander verhaal over de nacht.").await;
        let form = anna.sees(&format!("/threads/{thread}")).await.form("posts/add");
        app.a_moment_later();
        for words in ["Mijn eerste antwoord.", "Mijn tweede antwoord.", "Mijn eerste antwoord.", "Mijn tweede antwoord."] {
            let page = anna.sends(&other(&form, "body", words)).await;
            assert_eq!(page.status(), 200, "{}", page.words());
        }
        let there = anna.sends(&other(&form, "thread", &elsewhere).with("body", "Mijn eerste antwoord.")).await;
        assert!(there.path.starts_with(&format!("/threads/{elsewhere}#post-")), "{}", there.path);
        for (thread, words, times) in [
            (&thread, "Mijn eerste antwoord.", 1),
            (&thread, "Mijn tweede antwoord.", 1),
            (&elsewhere, "Mijn eerste antwoord.", 1),
        ] {
            let page = anna.sees(&format!("/threads/{thread}")).await;
            assert_eq!(page.words().matches(words).count(), times, "{words}: {}", page.words());
        }

        assert_eq!(form.value("thread"), thread);
    }

    /// Two stories that hardly differ would stand there for ever: its author decides whether the second one is one.
    async fn another_story_under_a_known_number_comes_back(app) {
        let mut anna = app.member().await;
        for moment in ["now", "safe"] {
            let form = anna.sees("/threads/new").await.form("threads/add").with("theme", "insecurity").with("moment", moment);
            app.a_moment_later();
            let (one, two) = (other(&form, "happened", &format!("Vannacht ging het mis, {moment}.")), other(&form, "happened", &format!("Vanmorgen ging het goed, {moment}.")));
            let first = anna.sends(&one).await;
            assert!(first.says(one.value("happened")), "{}", first.words());
            assert_eq!(anna.sends(&one).await.path, first.path);
            let back = anna.sends(&two).await;
            assert_eq!(back.status(), 422, "{}", back.words());
            assert!(back.summary().contains("Deze tekst staat er nog"), "{}", back.words());
            let fresh = back.form("threads/add");
            assert_eq!(fresh.value("happened"), two.value("happened"));
            app.a_moment_later();
            let second = anna.sends(&fresh).await;
            assert!(second.path != first.path && second.says(two.value("happened")), "{}", second.words());
        }
    }

    /// Whether it was the same, nobody knows any more; so its author decides.
    async fn what_was_changed_or_removed_does_not_come_back_by_itself(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        for deed in ["remove", "edit"] {
            let form = anna.sees(&format!("/threads/{thread}")).await.form("posts/add").with("body", "Hier kreeg ik spijt van.");
            app.a_moment_later();
            let page = anna.sends(&form).await;
            let post = page.path.split("#post-").nth(1).expect("a post").to_owned();
            let asks = anna.sees(&format!("/posts/{post}/{deed}")).await.form(&format!("posts/{deed}"));
            anna.sends(&if deed == "edit" { asks.with("body", "Zo bedoelde ik het.") } else { asks }).await;
            let again = anna.sends(&form).await;
            assert_eq!(again.status(), 422, "{deed}: {}", again.words());
            assert!(again.summary().contains("Deze tekst staat er nog"), "{deed}: {}", again.words());
            assert!(!anna.sees(&format!("/threads/{thread}")).await.says("Hier kreeg ik spijt van."), "{deed}");
            let fresh = again.form("posts/add");
            assert_eq!(fresh.value("body"), "Hier kreeg ik spijt van.");
            assert_ne!(fresh.value("once"), form.value("once"));
        }
    }

    /// Back after sending: the field still holds the text, and its form a new number.
    async fn going_back_and_sending_again_leads_to_what_stands_there(app) {
        let mut anna = app.member().await;
        let thread = anna.shares(STORY).await;
        let again = anna.shares(STORY).await;
        assert_eq!(thread, again);
        let reply = anna.replies(&thread, "Vraag het gewoon.").await;
        assert_eq!(anna.replies(&thread, "Vraag het gewoon.").await, reply);
        assert_ne!(anna.replies(&thread, "Vraag het gewoon!").await, reply);
        let mut bram = app.member().await;
        assert_ne!(bram.replies(&thread, "Vraag het gewoon.").await, reply, "somebody else may say the same");
        let remove = anna.sees(&format!("/posts/{reply}/remove")).await.form("posts/remove");
        anna.sends(&remove).await;
        assert_ne!(anna.replies(&thread, "Vraag het gewoon.").await, reply, "what was removed may be said again");
    }

    /// Every form in which somebody writes, when what it is about is not there any more.
    async fn what_was_written_on_something_that_is_gone_comes_back(app) {
        let mut anna = app.member().await;
        let mut bram = app.member().await;
        let thread = anna.shares(STORY).await;
        let reply = bram.replies(&thread, "Vraag het gewoon.").await;
        let waits = bram.shares_safely("Ik stond er alleen voor.").await;
        let forms = [
            bram.sees(&format!("/posts/{reply}/edit")).await.form("posts/edit").with("body", "Dit wilde ik zeggen."),
            bram.sees(&format!("/waiting/{waits}/edit")).await.form("waiting/edit").with("body", "Dit wilde ik zeggen."),
            bram.sees(&format!("/threads/{thread}")).await.form("posts/add").with("body", "Dit wilde ik zeggen.").with("thread", &"0".repeat(32)),
        ];
        let publish = bram.sees(&format!("/threads/{waits}")).await.form("waiting/publish");
        bram.sends(&publish).await;
        let remove = bram.sees(&format!("/posts/{reply}/remove")).await.form("posts/remove");
        bram.sends(&remove).await;
        let told = anna.sees(&format!("/threads/{thread}")).await.form("outcomes/set").with("outcome", "solved");
        let told = told.with("closing", "Dit wilde ik zeggen.").with("thread", &"0".repeat(32));
        app.a_moment_later();
        let mut pages = vec![anna.sends(&told).await];
        for form in &forms {
            pages.push(bram.sends(form).await);
        }
        for (page, form) in pages.iter().zip([&told].into_iter().chain(&forms)) {
            assert_eq!(page.status(), 404, "{}: {}", form.action, page.words());
            assert!(page.says("Dit wilde ik zeggen."), "{}: {}", form.action, page.words());
        }
    }
}

mod at_once {
    server::stories! {
        on_several_threads
        /// Two tabs with one number send at one moment: both replies are there, and of two stories one comes back.
        async fn two_texts_of_one_form_at_one_moment_are_two_posts(app) {
            let mut anna = app.member().await;
            let thread = anna.shares(super::STORY).await;
            for round in 0..6 {
                let form = anna.sees(&format!("/threads/{thread}")).await.form("posts/add");
                let story = anna.sees("/threads/new").await.form("threads/add").with("theme", "insecurity");
                app.a_moment_later();
                let sent = [
                    form.clone().with("body", &format!("Links, keer {round}.")),
                    form.with("body", &format!("Rechts, keer {round}.")),
                    story.clone().with("happened", &format!("Boven, keer {round}.")),
                    story.with("happened", &format!("Onder, keer {round}.")),
                ];
                let send = |n: usize| {
                    let (mut tab, form) = (anna.clone(), sent[n].clone());
                    async move { tab.sends(&form).await }
                };
                let pages = tokio::join!(send(0), send(1), send(2), send(3));
                let mut back = 0;
                for (n, page) in [pages.0, pages.1, pages.2, pages.3].iter().enumerate() {
                    let words = [sent[n].value("body"), sent[n].value("happened")].concat();
                    assert!(page.says(&words), "{words} at {}: {}", page.path, page.words());
                    assert!(page.status() == 200 || n > 1, "{words}: {}", page.words());
                    back += usize::from(page.status() == 422);
                }
                assert_eq!(back, 1, "one of the two stories");
            }
        }
    }
}
