//! A deed and its opposite at one moment, on several threads.

server::stories! {
    on_several_threads
    /// A deed and its opposite at one moment: whichever comes first, nothing stays at a post that is gone.
    async fn a_reaction_that_races_a_removal_leaves_nothing_behind(app) {
        let mut anna = app.member().await;
        let mut bram = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        for round in 0..8 {
            let tip = bram.replies(&thread, &format!("Vraag het gewoon, keer {round}.")).await;
            let strength = [("thread", &*thread), ("post", &*tip), ("kind", "strength"), ("on", "yes")];
            let tried = [("thread", &*thread), ("post", &*tip), ("value", "helped")];
            let post = [("post", &*tip)];
            let removes = bram.asks("/api/posts/remove", &post);
            let reacts = async {
                anna.asks("/api/reactions/set", &strength).await;
                anna.asks("/api/tried/set", &tried).await
            };
            let (removed, _) = tokio::join!(removes, reacts);
            assert_eq!(removed.status, 200, "{}", removed.text());
        }
        let rows = app.place().rows().await.expect("rows");
        let left: Vec<_> = rows.iter().filter(|row| row.starts_with("community.reactions") || row.starts_with("community.tried")).collect();
        assert_eq!(left, Vec::<&String>::new());
    }

    /// One cookie of joining at many browsers at once makes one account.
    async fn a_cookie_that_races_itself_makes_one_account(app) {
        let code = app.a_cohort().await;
        for round in 1..=4 {
            let mut anna = app.person();
            anna.enters(&code).await;
            anna.accepts_rules().await;
            let about = [("phase", "student"), ("sector", "vvt"), ("region", "utrecht")];
            let mut tabs: Vec<_> = (0..6).map(|_| anna.clone()).collect();
            let answers = futures::future::join_all(tabs.iter_mut().map(|tab| tab.asks("/api/people/join", &about))).await;
            assert!(answers.iter().all(|answer| answer.status == 200), "round {round}");
            let mut tx = app.state.store.accounts.read().await.expect("a look");
            assert_eq!(tx.accounts().count().await.expect("a count"), round);
        }
    }

    /// A story that waits is changed while it appears: the words stand there, or they come back. They are never gone.
    async fn words_that_race_the_moment_of_their_story_are_never_lost(app) {
        let mut anna = app.member().await;
        for round in 0..8 {
            let thread = anna.shares_safely(&format!("Ik stond er alleen voor, keer {round}.")).await;
            let words = format!("Zo wilde ik het zeggen, keer {round}.");
            let edit = anna.sees(&format!("/waiting/{thread}/edit")).await.form("waiting/edit").with("body", &words);
            let publish = anna.sees(&format!("/threads/{thread}")).await.form("waiting/publish");
            let (mut tab, mut other) = (anna.clone(), anna.clone());
            let (words_of_edit, words_of_publish) = (edit.pairs(), publish.pairs());
            let (edited, published) = tokio::join!(
                tab.posts(&edit.action, &words_of_edit),
                other.posts(&publish.action, &words_of_publish)
            );
            assert_eq!(published.status, 303, "{}", published.text());
            let there = anna.sees(&format!("/threads/{thread}")).await.says(&words);
            assert_eq!(there, edited.status == 303, "round {round}: {}", edited.text());
            assert!(there || edited.text().contains(&words), "round {round}: {}", edited.text());
        }
    }

    /// A thief signs in with the old key at the moment in which it is replaced: afterwards nobody is in with it.
    async fn nobody_gets_in_with_a_key_that_is_being_replaced(app) {
        let mut anna = app.member().await;
        for round in 0..8 {
            let old = anna.code.clone();
            let form = anna.sees("/account/code").await.form("account/change_code").with("password", &old);
            let page = anna.sends(&form).await;
            anna.keeps_code_of(&page);
            let confirm = page.form("people/confirm_code").with("group", last_group(&anna.code));
            let mut thieves: Vec<_> = (0..4).map(|_| anna.elsewhere()).collect();
            // From networks of their own, so that no limit answers before the store does.
            for (n, thief) in thieves.iter_mut().enumerate() {
                thief.address = format!("10.{round}.{n}.7");
            }
            let words = confirm.pairs();
            let with_old = [("password", &*old)];
            let thefts = futures::future::join_all(thieves.iter_mut().map(|thief| thief.posts("/api/people/sign_in", &with_old)));
            let (changed, answers) = tokio::join!(anna.posts(&confirm.action, &words), thefts);
            assert_eq!(changed.status, 303, "round {round}: {}", changed.text());
            for answer in answers {
                assert!([303, 422].contains(&answer.status), "round {round}: {}", answer.text());
            }
            for thief in &mut thieves {
                assert_eq!(thief.sees("/account").await.path, "/sign-in", "round {round}");
            }
            assert_eq!(anna.sees("/account").await.path, "/account", "round {round}");
        }
    }

    /// Three devices make a new key each, and type it back at the same moment: one of the keys works, and only the one who has it is in.
    async fn of_several_new_keys_one_works(app) {
        let mut anna = app.member().await;
        for round in 0..4 {
            let old = anna.code.clone();
            let mut devices = vec![anna.clone(), anna.elsewhere(), anna.elsewhere()];
            let mut confirms = Vec::new();
            for device in &mut devices {
                device.signs_in().await;
                let form = device.sees("/account/code").await.form("account/change_code").with("password", &old);
                let page = device.sends(&form).await;
                device.keeps_code_of(&page);
                confirms.push(page.form("people/confirm_code").with("group", last_group(&device.code)));
            }
            let sent: Vec<_> = confirms.iter().map(|form| (&*form.action, form.pairs())).collect();
            let answers = futures::future::join_all(
                devices.iter_mut().zip(&sent).map(|(device, (action, words))| device.posts(action, words)),
            ).await;
            let mut works = 0;
            for (device, answer) in devices.iter_mut().zip(answers) {
                let signed_in = device.elsewhere().signs_in().await.path == "/threads";
                assert_eq!(signed_in, answer.status == 303, "round {round}: {}", answer.text());
                assert_eq!(device.sees("/account").await.path == "/account", signed_in, "round {round}");
                if signed_in {
                    works += 1;
                    anna = device.clone();
                }
            }
            assert_eq!(works, 1, "round {round}");
            assert_eq!(anna.elsewhere().signs_in_with(&old).await.status(), 422, "round {round}");
        }
    }

    /// Somebody removes the account with everything while replies of theirs are on their way, the drawer is written and they sign
    /// in elsewhere: nothing of it is left, and what was not kept comes back to where it was typed.
    async fn nothing_is_left_of_what_is_said_while_everything_goes(app) {
        let mut bram = app.member().await;
        let thread = bram.shares("De familie werd boos op mij.").await;
        for round in 0..6 {
            let mut anna = app.member().await;
            let words: Vec<String> = (0..6).map(|n| format!("Tip {n} van wie gaat, keer {round}.")).collect();
            let mut replies = Vec::new();
            for text in &words {
                replies.push(anna.sees(&format!("/threads/{thread}")).await.form("posts/add").with("body", text));
            }
            let remove = anna.sees("/account/remove").await.form("account/remove").with("posts", "remove").with("password", &anna.code);
            app.a_moment_later();
            let mut tabs: Vec<_> = replies.iter().map(|_| anna.clone()).collect();
            let sent: Vec<_> = replies.iter().map(|form| (&*form.action, form.pairs())).collect();
            let say = futures::future::join_all(tabs.iter_mut().zip(&sent).map(|(tab, (action, words))| tab.posts(action, words)));
            let (mut there, mut saver, code) = (anna.elsewhere(), anna.clone(), anna.code.clone());
            let fields = remove.pairs();
            let (gone, said, came, _) = tokio::join!(
                anna.posts(&remove.action, &fields),
                say,
                async { there.posts("/api/people/sign_in", &[("password", &code)]).await },
                async { saver.asks("/api/account/set_saved", &[("thread", &thread), ("on", "yes")]).await }
            );
            assert_eq!(gone.status, 303, "round {round}: {}", gone.text());
            assert!([303, 422].contains(&came.status), "round {round}: {}", came.text());
            assert_eq!(there.sees("/account").await.path, "/sign-in", "round {round}");
            let page = bram.sees(&format!("/threads/{thread}")).await;
            for (answer, text) in said.iter().zip(&words) {
                assert!(!page.says(text), "round {round}: {text}");
                assert!(answer.status == 303 || answer.text().contains(text), "round {round}: {}", answer.text());
            }
            let rows = app.place().rows().await.expect("rows");
            let left = |table: &str| rows.iter().filter(|row| row.starts_with(table)).count();
            assert_eq!((left("accounts.drawers"), left("accounts.accounts"), left("community.held_posts")), (0, 1, 0), "round {round}");
        }
    }

    /// Several devices use one link at the same moment: one gets in.
    async fn of_several_devices_at_one_moment_one_gets_in(app) {
        let mut anna = app.member().await;
        for round in 0..6 {
            let token = anna.hands_over().await;
            let mut devices: Vec<_> = (0..5).map(|_| anna.elsewhere()).collect();
            // From networks of their own, so that no limit answers before the store does.
            for (n, device) in devices.iter_mut().enumerate() {
                device.address = format!("10.{round}.{n}.8");
            }
            let fields = [("code", &*token)];
            let answers = futures::future::join_all(devices.iter_mut().map(|device| device.posts("/api/people/take_over", &fields))).await;
            let mut came = 0;
            for (device, answer) in devices.iter_mut().zip(answers) {
                assert!([303, 422].contains(&answer.status), "round {round}: {}", answer.text());
                assert_eq!(device.sees("/account").await.path == "/account", answer.status == 303, "round {round}");
                came += u32::from(answer.status == 303);
            }
            assert_eq!(came, 1, "round {round}");
        }
    }

    /// A link is used while its owner signs out everywhere: afterwards nobody is in.
    async fn nobody_gets_in_with_a_link_while_everybody_is_signed_out(app) {
        let mut anna = app.member().await;
        for round in 0..8 {
            let token = anna.hands_over().await;
            let (mut phone, fields) = (anna.elsewhere(), [("code", &*token)]);
            let (out, came) = tokio::join!(
                anna.posts("/api/account/sign_out_everywhere", &[]),
                phone.posts("/api/people/take_over", &fields)
            );
            assert_eq!(out.status, 303, "round {round}: {}", out.text());
            assert!([303, 422].contains(&came.status), "round {round}: {}", came.text());
            assert_eq!(phone.sees("/account").await.path, "/sign-in", "round {round}");
            anna.signs_in().await;
        }
    }

    /// New words that wait for a moderator do not outlive the post for which they were written.
    async fn held_words_go_with_their_post(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        for round in 0..12 {
            let tip = anna.replies(&thread, &format!("Vraag het gewoon, keer {round}.")).await;
            let edit = anna.sees(&format!("/posts/{tip}/edit")).await.form("posts/edit")
                .with("body", "Bel mij op 0612345678.").with("stays", "body phone 0612345678");
            let (mut tab, mut other) = (anna.clone(), anna.clone());
            let (words, post) = (edit.pairs(), [("post", &*tip)]);
            let (_, removed) = tokio::join!(tab.posts(&edit.action, &words), other.asks("/api/posts/remove", &post));
            assert_eq!(removed.status, 200, "{}", removed.text());
            let rows = app.place().rows().await.expect("rows");
            assert!(!rows.iter().any(|row| row.starts_with("community.held_posts")), "round {round}");
        }
    }
}

fn last_group(code: &str) -> &str {
    code.rsplit('-').next().unwrap_or_default()
}
