//! Somebody adds a passkey, prints a second key, comes in by them, and takes them away again.

mod at_once;

use chrono::Duration;
use server::testing::{Form, Page, Passkey, Person};

fn last_group(code: &str) -> &str {
    code.rsplit('-').next().unwrap_or_default()
}

fn pairs<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, &**value)).collect()
}

async fn is_in(person: &mut Person<'_>) -> bool {
    person.sees("/account").await.path == "/account"
}

/// The form that removes the way in of this name.
async fn removal(person: &mut Person<'_>, name: &str) -> Form {
    let page = person.sees("/account/ways-in").await;
    let way = page.attributes(&format!("a[aria-label='Haal weg: {name}']"), "href");
    let way = way.into_iter().next().unwrap_or_else(|| panic!("no {name}: {}", page.words()));
    let code = person.code.clone();
    person.sees(&way).await.form("ways_in/remove").with("password", &code)
}

/// The names of all ways in beside the key.
fn names(page: &Page) -> Vec<String> {
    page.attributes("a[aria-label^='Haal weg: ']", "aria-label")
        .into_iter()
        .map(|label| label.trim_start_matches("Haal weg: ").to_owned())
        .collect()
}

server::stories! {
    async fn a_passkey_is_added_named_used_and_removed(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durfde niets te zeggen bij de overdracht.").await;
        let (phone, laptop) = (Passkey::new(1), Passkey::new(2));
        assert_eq!(anna.adds_passkey(&phone, "Mijn telefoon").await.path, "/account/ways-in");
        anna.adds_passkey(&laptop, "Laptop thuis").await;
        let page = anna.sees("/account/ways-in").await;
        assert_eq!(names(&page), ["Laptop thuis", "Mijn telefoon"]);
        assert!(anna.sees("/account").await.says("Je sleutel en nog 2"));

        let mut there = anna.elsewhere();
        assert_eq!(there.signs_in_by(&phone).await.path, "/threads");
        let page = there.sees(&format!("/threads/{thread}")).await;
        assert!(!page.attributes("a[href$='/edit']", "href").is_empty(), "it is her own thread");
        there.shares("Nu durfde ik het wel.").await;

        let form = removal(&mut anna, "Mijn telefoon").await;
        assert_eq!(anna.sends(&form.clone().with("password", "")).await.status(), 422, "a key is asked for (S20)");
        assert_eq!(anna.sends(&form.clone().with("password", &app.member().await.code)).await.status(), 422);
        let page = anna.sends(&form).await;
        assert_eq!(names(&page), ["Laptop thuis"]);
        assert!(page.says("Hiermee komt niemand meer binnen"), "{}", page.words());
        let page = anna.elsewhere().signs_in_by(&phone).await;
        assert!(page.status() == 422 && page.says("Met deze passkey vinden we niets"), "{}", page.words());
        assert_eq!(anna.elsewhere().signs_in_by(&laptop).await.path, "/threads");
        assert_eq!(anna.sends(&form).await.status(), 404, "it is gone already");
    }

    /// Somebody found the paper with the second key, came in by it, and made a new first key, not typed back yet.
    async fn who_came_in_by_what_is_removed_takes_nothing_over(app) {
        let mut anna = app.member().await;
        let second = anna.makes_second_key().await;
        let mut thief = anna.elsewhere();
        thief.signs_in_with(&second).await;
        let form = thief.sees("/account/code").await.form("account/change_code").with("password", &second);
        let shown = thief.sends(&form).await;
        let typed = shown.form("people/confirm_code").with("group", &shown.all(".keys li:not(.art)")[6]);
        let link = {
            let form = thief.sees("/account/handover").await.form("account/hand_over").with("password", &second);
            thief.sends(&form).await.first(".link-text")
        };
        let form = removal(&mut anna, "Tweede sleutel").await;
        anna.sends(&form).await;
        assert!(is_in(&mut anna).await && !is_in(&mut thief).await);
        thief.sends(&typed).await;
        assert_eq!(app.person().takes_over(&link).await.status(), 422);
        assert_eq!(anna.elsewhere().signs_in().await.path, "/threads", "the first key is what it was");
    }

    async fn a_passkey_opens_its_own_account_and_no_other(app) {
        let (mut anna, mut bram) = (app.member().await, app.member().await);
        let (hers, his) = (Passkey::new(1), Passkey::new(2));
        anna.adds_passkey(&hers, "Mijn telefoon").await;
        bram.adds_passkey(&his, "Mijn telefoon").await;
        let mut there = app.person();
        // Her id with his signature and what his gives; his id with hers; her signature with what his gives.
        for (id, signs, gives) in [(&hers, &his, &his), (&his, &hers, &hers), (&hers, &hers, &his), (&hers, &his, &hers)] {
            let challenge = there.challenge().await;
            let (of_id, mut said) = (id.used(&challenge), signs.used(&challenge));
            said[0] = of_id[0].clone();
            said[4] = gives.used(&challenge)[4].clone();
            let answer = there.asks("/api/people/use_passkey", &pairs(&said)).await;
            assert_eq!(answer.status, 422, "{}", answer.text());
            assert!(there.cookie("session").is_none());
        }
        // The same device cannot open two accounts by one passkey.
        let answer = bram.adds_passkey(&hers, "Van Anna").await;
        assert_eq!(answer.status(), 422);
        assert_eq!(names(&bram.sees("/account/ways-in").await), ["Mijn telefoon"]);
    }

    async fn only_our_site_and_the_owner_of_the_device_open_a_session(app) {
        let mut anna = app.member().await;
        let good = Passkey::new(1);
        anna.adds_passkey(&good, "Mijn telefoon").await;
        let mut there = app.person();
        for (what, wrong) in [
            ("another origin", Passkey { origin: "https://evil.example".to_owned(), ..good.clone() }),
            ("another host", Passkey { host: "evil.example".to_owned(), ..good.clone() }),
            ("nobody there", Passkey { flags: 0x04, ..good.clone() }),
            ("not the owner", Passkey { flags: 0x01, ..good.clone() }),
            ("gives nothing", Passkey { prf: Vec::new(), ..good.clone() }),
            ("gives something else", Passkey { prf: vec![7; 32], ..good.clone() }),
            ("never seen", Passkey::new(9)),
        ] {
            let page = there.signs_in_by(&wrong).await;
            assert!(page.status() == 422 && there.cookie("session").is_none(), "{what}: {}", page.words());
        }
        for (name, value) in [("signature", ""), ("client_data", "e30"), ("authenticator_data", "AAAA"), ("credential", "?")] {
            let mut said = good.used(&there.challenge().await);
            said.iter_mut().find(|(field, _)| *field == name).expect("a field").1 = value.to_owned();
            assert_eq!(there.asks("/api/people/use_passkey", &pairs(&said)).await.status, 422, "{name}");
        }
        assert_eq!(there.signs_in_by(&good).await.path, "/threads");
    }

    async fn a_challenge_is_ours_young_and_counts_once(app) {
        let mut anna = app.member().await;
        let passkey = Passkey::new(1);
        anna.adds_passkey(&passkey, "Mijn telefoon").await;
        let (mut there, mut thief) = (anna.elsewhere(), app.person());
        let said = passkey.used(&there.challenge().await);
        assert_eq!(there.asks("/api/people/use_passkey", &pairs(&said)).await.status, 200);
        let answer = thief.asks("/api/people/use_passkey", &pairs(&said)).await;
        assert!(answer.status == 422 && thief.cookie("session").is_none(), "sent again: {}", answer.text());

        let late = passkey.used(&there.challenge().await);
        app.forward(Duration::minutes(5) + Duration::seconds(1));
        let page = thief.posts("/api/people/use_passkey", &pairs(&late)).await;
        assert!(page.status == 422 && page.text().contains("Dat duurde te lang"), "{}", page.text());
        // The challenge of a member who makes one does not serve to sign in, nor the other way round.
        let own = anna.begins_passkey("Nog een").await;
        let open = there.challenge().await;
        for challenge in [&*own, "", "abc", &"A".repeat(54)] {
            let said = passkey.used(challenge);
            assert_eq!(thief.asks("/api/people/use_passkey", &pairs(&said)).await.status, 422, "{challenge}");
        }
        let mut bram = app.member().await;
        for (person, challenge) in [(&mut anna, &open), (&mut bram, &own)] {
            let mut said = Passkey::new(2).made(challenge);
            said.push(("name", "Nog een".to_owned()));
            let answer = person.asks("/api/ways_in/add_passkey", &pairs(&said)).await;
            assert_eq!(answer.status, 422, "without having shown a key");
        }
    }

    /// What does not wrap the root is not kept; neither is what was made elsewhere, or by nobody.
    async fn a_passkey_that_cannot_lock_the_account_is_not_kept(app) {
        let mut anna = app.member().await;
        let good = Passkey::new(1);
        for wrong in [
            Passkey { prf: Vec::new(), ..good.clone() },
            Passkey { prf: vec![7; 31], ..good.clone() },
            Passkey { origin: "https://evil.example".to_owned(), ..good.clone() },
            Passkey { host: "evil.example".to_owned(), ..good.clone() },
            Passkey { flags: 0x01, ..good.clone() },
        ] {
            let page = anna.adds_passkey(&wrong, "Mijn telefoon").await;
            assert!(page.status() == 422 && page.says("Deze passkey kunnen we niet gebruiken"), "{}", page.words());
        }
        assert_eq!(names(&anna.sees("/account/ways-in").await), Vec::<String>::new());
    }

    async fn a_key_and_a_name_come_before_a_passkey(app) {
        let mut anna = app.member().await;
        let code = anna.code.clone();
        let long = "a".repeat(31);
        let stranger = app.member().await.code.clone();
        for (name, password, field, words) in [
            ("Mijn telefoon", "", "password", "nog leeg"),
            ("Mijn telefoon", &*stranger, "password", "vinden we niets"),
            ("", &*code, "name", "nog leeg"),
            (&*long, &*code, "name", "te lang"),
        ] {
            let form = anna.sees("/account/ways-in/passkey").await.form("ways_in/begin_passkey");
            let page = anna.sends(&form.with("name", name).with("password", password)).await;
            assert!(page.status() == 422 && page.fault(field).contains(words), "{name}: {}", page.words());
            assert_eq!(page.attributes("#field-name", "value"), [name], "what was typed is kept");
        }
        let mut newcomer = app.person();
        newcomer.joins().await;
        assert_eq!(newcomer.sees("/account/ways-in/passkey").await.path, "/join/key");
        let mut shared = anna.elsewhere();
        shared.signs_in_shared().await;
        let page = shared.sees("/account/ways-in/passkey").await;
        assert!(page.says("Op een gedeelde computer maak je geen passkey") && !page.has_form("ways_in/begin_passkey"));
        let fields = [("name", "Mijn telefoon"), ("password", &*code)];
        assert_eq!(shared.asks("/api/ways_in/begin_passkey", &fields).await.status, 403);
    }

    /// On a shared computer somebody may come in with a passkey of their telephone; the session is a shared one.
    async fn a_passkey_opens_a_shared_session_where_that_was_ticked(app) {
        let mut anna = app.member().await;
        let passkey = Passkey::new(1);
        anna.adds_passkey(&passkey, "Mijn telefoon").await;
        let mut there = anna.elsewhere();
        let mut said = passkey.used(&there.challenge().await);
        said.push(("shared", "yes".to_owned()));
        let answer = there.posts("/api/people/use_passkey", &pairs(&said)).await;
        assert_eq!((answer.status, answer.header("clear-site-data")), (303, "\"cache\", \"storage\""));
        assert!(there.cookie("shared").is_some());
        app.forward(Duration::minutes(11));
        assert!(!is_in(&mut there).await);
    }

    /// Behind the door that "Snel weg" closed, a passkey opens it where no last group of a key can.
    async fn a_passkey_is_the_way_back_from_leaving(app) {
        let mut anna = app.member().await;
        let passkey = Passkey::new(1);
        anna.adds_passkey(&passkey, "Mijn telefoon").await;
        let mut there = anna.elsewhere();
        there.signs_in_by(&passkey).await;
        there.gets("/leave").await;
        assert!(!is_in(&mut there).await);
        assert_eq!(there.signs_in_with(last_group(&anna.code)).await.status(), 422, "no key was typed here");
        assert_eq!(there.signs_in_by(&passkey).await.path, "/account");
        assert!(there.cookie("left").is_none() && is_in(&mut there).await);
    }

    async fn a_second_key_opens_the_account_once_it_was_typed_back(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durfde niets te zeggen bij de overdracht.").await;
        let form = anna.sees("/account/ways-in/second-key").await.form("ways_in/make_second_key");
        assert_eq!(anna.sends(&form.with("password", "")).await.status(), 422);
        let second = anna.sees_second_key().await;
        assert_ne!(second, anna.code);
        assert_eq!(app.person().signs_in_with(&second).await.status(), 422, "nothing counts yet");
        let form = anna.sees("/account/ways-in/second-key").await.form("ways_in/confirm_second_key");
        let first = anna.code.clone();
        for group in ["", "0000", last_group(&first)] {
            let page = anna.sends(&form.clone().with("group", group)).await;
            assert!(page.status() == 422 && !page.fault("group").is_empty(), "{group}: {}", page.words());
        }
        let page = anna.sends(&form.with("group", &last_group(&second).to_lowercase())).await;
        assert_eq!((&*page.path, names(&page)), ("/account/ways-in", vec!["Tweede sleutel".to_owned()]));
        assert!(!anna.sees("/account/ways-in/second-key").await.html().contains(last_group(&second)), "shown once");

        let mut there = app.person();
        assert_eq!(there.signs_in_with(&second).await.path, "/threads");
        let page = there.sees(&format!("/threads/{thread}")).await;
        assert!(!page.attributes("a[href$='/edit']", "href").is_empty());
        // Its own last group is the way back there.
        there.gets("/leave").await;
        there.signs_in_with(last_group(&second)).await;
        assert!(is_in(&mut there).await);
        assert_eq!(anna.elsewhere().signs_in().await.path, "/threads", "the first key works as before");
    }

    async fn another_second_key_takes_the_place_of_the_one_before(app) {
        let mut anna = app.member().await;
        let first = anna.makes_second_key().await;
        assert!(anna.sees("/account/ways-in/second-key").await.says("Je hebt al een tweede sleutel"));
        let mut other = anna.elsewhere();
        other.signs_in().await;
        let lost = other.sees_second_key().await;
        assert_eq!(app.person().signs_in_with(&first).await.path, "/threads", "until it is typed back");
        let second = anna.makes_second_key().await;
        for (key, status) in [(&first, 422), (&lost, 422), (&second, 200)] {
            assert_eq!(app.person().signs_in_with(key).await.status(), status);
        }
        let form = removal(&mut anna, "Tweede sleutel").await;
        assert_eq!(names(&anna.sends(&form).await), Vec::<String>::new());
        assert_eq!(app.person().signs_in_with(&second).await.status(), 422);
    }

    /// What shows the second key is sealed for the account as it was, and serves in no other place than its own.
    async fn a_second_key_is_shown_to_nobody_else(app) {
        let (mut anna, mut bram) = (app.member().await, app.member().await);
        let second = anna.sees_second_key().await;
        let cookie = anna.cookie("joining").expect("a cookie of joining").to_owned();
        bram.cookies.insert("__Host-joining".to_owned(), cookie.clone());
        let page = bram.sees("/account/ways-in/second-key").await;
        assert!(!page.html().contains(last_group(&second)) && page.has_form("ways_in/make_second_key"));
        let group = [("group", last_group(&second))];
        assert_eq!(bram.asks("/api/ways_in/confirm_second_key", &group).await.status, 404);
        assert!(!anna.sees("/join/key").await.html().contains(last_group(&second)), "it is not the first key");
        assert_eq!(anna.asks("/api/people/confirm_code", &group).await.status, 409);
        app.forward(Duration::minutes(61));
        let page = anna.posts("/api/ways_in/confirm_second_key", &group).await;
        assert!(page.status == 404 && page.text().contains("make_second_key"), "an hour later it is made anew");
    }

    /// Whoever lost the key comes in by the second one, and makes a new first one. It takes every further way in along: who saw
    /// the old key may have made one.
    async fn a_new_key_takes_every_further_way_in_along(app) {
        let mut anna = app.member().await;
        let passkey = Passkey::new(1);
        anna.adds_passkey(&passkey, "Mijn telefoon").await;
        let (second, old) = (anna.makes_second_key().await, anna.code.clone());
        let mut there = app.person();
        there.signs_in_with(&second).await;
        let page = there.sees("/account/code").await;
        assert!(page.says("Je passkeys en je tweede sleutel werken dan ook niet meer"), "{}", page.words());
        let page = there.sends(&page.form("account/change_code").with("password", &second)).await;
        there.keeps_code_of(&page);
        assert!(page.says("Je passkeys en je tweede sleutel werken dan ook niet meer"));
        assert_eq!(app.person().signs_in_by(&passkey).await.path, "/threads", "nothing changed yet");
        there.confirms_code().await;
        for key in [&old, &second] {
            assert_eq!(app.person().signs_in_with(key).await.status(), 422);
        }
        assert_eq!(app.person().signs_in_by(&passkey).await.status(), 422);
        assert_eq!(names(&there.sees("/account/ways-in").await), Vec::<String>::new());
        assert!(!is_in(&mut anna).await && there.elsewhere().signs_in().await.path == "/threads");
    }

    async fn signing_out_everywhere_leaves_the_ways_in_and_says_so(app) {
        let mut anna = app.member().await;
        let passkey = Passkey::new(1);
        anna.adds_passkey(&passkey, "Mijn telefoon").await;
        let page = anna.sees("/account/sessions").await;
        assert!(page.says("Je passkeys en je tweede sleutel blijven werken"), "{}", page.words());
        anna.sends(&page.form("account/sign_out_everywhere")).await;
        assert_eq!(anna.elsewhere().signs_in_by(&passkey).await.path, "/threads");
    }

    async fn the_ways_in_go_with_the_account(app) {
        let mut anna = app.member().await;
        let passkey = Passkey::new(1);
        anna.adds_passkey(&passkey, "Mijn telefoon").await;
        let second = anna.makes_second_key().await;
        let form = anna.sees("/account/data").await.form("account/download").with("password", &second);
        let export = anna.sends(&form).await.answer.json();
        assert_eq!(export["passkeys"], serde_json::json!(["Mijn telefoon"]));
        assert_eq!(export["second_key"], true);
        let form = anna.sees("/account/remove").await.form("account/remove");
        assert_eq!(anna.sends(&form.with("posts", "remove").with("password", &second)).await.path, "/");
        assert_eq!(app.person().signs_in_by(&passkey).await.status(), 422);
        let rows = app.place().rows().await.expect("rows");
        assert!(!rows.iter().any(|row| row.starts_with("accounts.ways_in") || row.starts_with("accounts.accounts")));
    }

    /// S3, T7: neither what a passkey gives nor its name stands anywhere, and nothing is written when somebody comes in by it.
    async fn a_row_says_nothing_and_is_not_written_when_somebody_comes_in(app) {
        let mut anna = app.member().await;
        let passkey = Passkey::new(1);
        anna.adds_passkey(&passkey, "Telefoon van Anna").await;
        anna.makes_second_key().await;
        let ways = async || {
            let rows = app.place().rows().await.expect("rows");
            rows.into_iter().filter(|row| row.starts_with("accounts.ways_in")).collect::<Vec<_>>()
        };
        let before = ways().await;
        assert_eq!(before.len(), 2);
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        for secret in [hex(&passkey.prf), hex(b"Anna"), hex(&passkey.id)] {
            assert!(!before.iter().any(|row| row.to_lowercase().contains(&secret)), "{secret}");
        }
        anna.elsewhere().signs_in_by(&passkey).await;
        assert_eq!(ways().await, before);
    }
}
