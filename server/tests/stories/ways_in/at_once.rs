//! Two people, or a deed and its opposite, at one way in at the same moment.

use super::{Form, Passkey, is_in, last_group, names, pairs, removal};

server::stories! {
    on_several_threads
    /// Somebody comes in by a passkey at the moment in which it is removed: whether before or not at all, nobody stays in by it.
    async fn nobody_comes_in_by_what_is_gone(app) {
        let mut anna = app.member().await;
        for round in 0..8 {
            let passkey = Passkey::new(round + 1);
            anna.adds_passkey(&passkey, "Mijn telefoon").await;
            let remove = removal(&mut anna, "Mijn telefoon").await;
            let mut there = anna.elsewhere();
            let said = passkey.used(&there.challenge().await);
            let (words, fields) = (remove.pairs(), pairs(&said));
            let (gone, came) = tokio::join!(anna.posts(&remove.action, &words), there.posts("/api/people/use_passkey", &fields));
            assert_eq!(gone.status, 303, "round {round}: {}", gone.text());
            assert!([303, 422].contains(&came.status), "round {round}: {}", came.text());
            assert!(!is_in(&mut there).await, "round {round}: {}", came.status);
            assert_eq!(anna.elsewhere().signs_in_by(&passkey).await.status(), 422, "round {round}");
        }
    }

    /// One answer of a passkey, sent from many browsers at once, opens one session.
    async fn an_answer_that_races_itself_opens_one_session(app) {
        let mut anna = app.member().await;
        let passkey = Passkey::new(1);
        anna.adds_passkey(&passkey, "Mijn telefoon").await;
        for round in 0..6 {
            let said = passkey.used(&anna.elsewhere().challenge().await);
            let fields = pairs(&said);
            let mut tabs: Vec<_> = (0..6).map(|_| anna.elsewhere()).collect();
            let answers = futures::future::join_all(tabs.iter_mut().map(|tab| tab.asks("/api/people/use_passkey", &fields))).await;
            let opened = answers.iter().filter(|answer| answer.status == 200).count();
            assert_eq!(opened, 1, "round {round}");
        }
    }

    /// Two devices add the fifth passkey at once: one of them does.
    async fn two_that_race_for_the_last_place_share_none(app) {
        let mut anna = app.member().await;
        for n in 1..5 {
            anna.adds_passkey(&Passkey::new(n), &format!("Toestel {n}")).await;
        }
        let mut tabs = [anna.clone(), anna.clone(), anna.clone()];
        let mut all = Vec::new();
        for (n, tab) in tabs.iter_mut().enumerate() {
            let challenge = tab.begins_passkey("Nog een").await;
            let mut said = Passkey::new(n as u64 + 10).made(&challenge);
            said.push(("name", "Nog een".to_owned()));
            all.push(said);
        }
        let adding = tabs.iter_mut().zip(&all).map(|(tab, said)| async move { tab.asks("/api/ways_in/add_passkey", &pairs(said)).await });
        let answers = futures::future::join_all(adding).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
        assert_eq!(names(&anna.sees("/account/ways-in").await).len(), 5);
        let code = anna.code.clone();
        let fields = [("name", "Nog een"), ("password", &*code)];
        assert_eq!(anna.asks("/api/ways_in/begin_passkey", &fields).await.status, 422, "it is said before one is made");
    }

    /// A thief comes in by a passkey, and adds another, while the key is replaced: afterwards nobody is in by either.
    async fn nobody_stays_in_by_a_passkey_while_the_key_is_replaced(app) {
        let mut anna = app.member().await;
        for round in 0..6 {
            let (passkey, other) = (Passkey::new(2 * round + 1), Passkey::new(2 * round + 2));
            let mut thief = anna.elsewhere();
            thief.signs_in().await;
            thief.adds_passkey(&passkey, "Mijn telefoon").await;
            let mut said = other.made(&thief.begins_passkey("Nog een").await);
            said.push(("name", "Nog een".to_owned()));
            let form = anna.sees("/account/code").await.form("account/change_code").with("password", &anna.code.clone());
            let page = anna.sends(&form).await;
            anna.keeps_code_of(&page);
            let confirm: Form = page.form("people/confirm_code").with("group", last_group(&anna.code));
            let mut there = anna.elsewhere();
            let used = passkey.used(&there.challenge().await);
            let (words, adds, comes) = (confirm.pairs(), pairs(&said), pairs(&used));
            let (changed, added, came) = tokio::join!(
                anna.posts(&confirm.action, &words),
                thief.asks("/api/ways_in/add_passkey", &adds),
                there.asks("/api/people/use_passkey", &comes)
            );
            assert_eq!(changed.status, 303, "round {round}: {}", changed.text());
            assert!([200, 401].contains(&added.status), "round {round}: {}", added.text());
            assert!([200, 422].contains(&came.status), "round {round}: {}", came.text());
            assert!(!is_in(&mut there).await && !is_in(&mut thief).await, "round {round}");
            for passkey in [&passkey, &other] {
                assert_eq!(anna.elsewhere().signs_in_by(passkey).await.status(), 422, "round {round}");
            }
            assert_eq!(names(&anna.sees("/account/ways-in").await), Vec::<String>::new());
        }
    }

    /// Two devices type a second key of their own back at the same moment: one of both works.
    async fn of_two_second_keys_one_works(app) {
        for round in 0..6 {
            let mut anna = app.member().await;
            let mut other = anna.elsewhere();
            other.signs_in().await;
            let keys = [anna.sees_second_key().await, other.sees_second_key().await];
            let groups = keys.each_ref().map(|key| [("group", last_group(key))]);
            let (one, two) = tokio::join!(
                anna.asks("/api/ways_in/confirm_second_key", &groups[0]),
                other.asks("/api/ways_in/confirm_second_key", &groups[1])
            );
            assert_eq!((one.status, two.status), (200, 200), "round {round}");
            let mut works = 0;
            for key in &keys {
                works += u32::from(app.person().signs_in_with(key).await.path == "/threads");
            }
            assert_eq!(works, 1, "round {round}");
            assert!(is_in(&mut anna).await != is_in(&mut other).await, "round {round}: whose key was replaced is out");
            anna.signs_in().await;
            assert_eq!(names(&anna.sees("/account/ways-in").await).len(), 1, "round {round}");
        }
    }
}
