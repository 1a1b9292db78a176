//! "Wie ziet wat?" before sharing and after.

use server::testing::{Form, Page, Person};

/// What stands in the part of one role, by words that occur nowhere else on the page.
const PARTS: [(&str, &str); 7] = [
    ("name", "{name}"),
    ("sector", "Student · ouderenzorg"),
    ("day", "vandaag"),
    ("theme", "Onzekerheid"),
    ("title", "Medicijn te laat gegeven"),
    ("text", "Ik stond daar maar."),
    ("question", "Hoe blijf je rustig?"),
];

/// The golden list: who is shown which parts.
const AGREED: [(&str, &str); 7] = [
    ("peer", "name sector day theme title text question"),
    ("colleague", "name sector day theme title text question"),
    ("expert", "name sector day theme title text question"),
    ("moderator", "name sector day theme title text question"),
    ("researcher", "day theme title text question"),
    ("employer", ""),
    ("admin", ""),
];

async fn filled(anna: &mut Person<'_>) -> Form {
    let form = anna.sees("/threads/new").await.form("threads/add");
    form.with("happened", "De familie werd boos.\n\nIk stond daar maar.")
        .with("tried", "Sorry gezegd.")
        .with("question", "Hoe blijf je rustig?")
        .with("title", "Medicijn te laat gegeven")
        .with("theme", "insecurity")
        .with("moment", "safe")
}

/// The same form, sent with its other button.
fn to_preview(form: &Form) -> Form {
    Form { action: "/api/viewers/preview".to_owned(), ..form.clone() }
}

/// Each role is shown exactly what was agreed, and the name is that of the thread.
fn shows_what_was_agreed(page: &Page) {
    let name = page.all("#peer .who b").remove(0);
    let theme = page.all("#peer .thread-top .tag").remove(0);
    for (role, agreed) in AGREED {
        let words = page.all(&format!("#{role} .seen")).join(" ");
        let shown: Vec<_> = PARTS
            .iter()
            .filter(|(part, mark)| match *part {
                "name" => words.contains(&name),
                "theme" => words.contains(&theme),
                _ => words.contains(mark),
            })
            .map(|(part, _)| *part)
            .collect();
        assert_eq!(shown.join(" "), agreed, "{role}: {words}");
    }
}

server::stories! {
    async fn a_story_that_is_being_written_is_shown_as_each_role_sees_it_and_nothing_is_kept(app) {
        let mut anna = app.member().await;
        let form = filled(&mut anna).await;
        let before = app.place().rows().await.expect("rows");
        let page = anna.sends(&to_preview(&form)).await;
        assert_eq!(page.status(), 200, "{}", page.summary());
        shows_what_was_agreed(&page);
        assert_eq!(app.place().rows().await.expect("rows"), before, "nothing is kept");
        assert!(!app.member().await.sees("/threads").await.says("Medicijn"));

        let share = page.form("threads/add");
        for field in ["once", "happened", "tried", "question", "title", "theme", "show_sector", "moment"] {
            assert_eq!(share.value(field).replace("\r\n", "\n"), form.value(field), "{field} travels along");
        }
        let written = anna.sends(&Form { action: "/api/viewers/write".to_owned(), ..share.clone() }).await;
        assert_eq!(written.status(), 200);
        let again = written.form("threads/add");
        for field in ["once", "happened", "tried", "question", "title", "theme", "moment"] {
            assert_eq!(again.value(field).replace("\r\n", "\n"), form.value(field), "{field} comes back");
        }
        assert!(written.summary().is_empty(), "and nothing is wrong: {}", written.summary());

        app.a_moment_later();
        let shared = anna.sends(&share).await;
        assert!(shared.says("Wacht op een veilig moment"), "{}", shared.words());
        assert_eq!(shared.all(".who b").first(), page.all("#peer .who b").first(), "the same name as in the preview");
    }

    /// The meter goes up with what is found and with what is shown, and says what it cannot know.
    async fn a_meter_says_how_recognisable_it_is(app) {
        let mut anna = app.member().await;
        let form = filled(&mut anna).await;
        for (happened, without, step, word) in [
            ("Ik stond daar maar.", true, "Stap 1 van 5", "Weinig"),
            ("Ik stond daar maar.", false, "Stap 2 van 5", "Weinig"),
            ("Bel mij op 06-12345678.", false, "Stap 5 van 5", "Veel"),
        ] {
            let form = form.clone().with("happened", happened);
            let form = if without { form.without("show_sector") } else { form };
            let page = anna.sends(&to_preview(&form)).await;
            assert_eq!(page.attributes("#meter .steps", "aria-label"), [step], "{happened}");
            assert!(page.first("#meter .tag") == word && page.says("Wie erbij was, herkent het misschien toch"), "{}", page.words());
            let written = anna.sends(&Form { action: "/api/viewers/write".to_owned(), ..page.form("threads/add") }).await;
            assert_eq!(written.attributes("#meter .steps", "aria-label"), [step], "{happened}");
        }
    }

    async fn what_cannot_be_shared_says_what_is_wrong_and_keeps_what_was_typed(app) {
        let mut anna = app.member().await;
        let form = filled(&mut anna).await.with("theme", "");
        let page = anna.sends(&to_preview(&form)).await;
        assert_eq!(page.status(), 422);
        assert!(!page.fault("theme").is_empty() && page.has_form("threads/add"), "{}", page.words());
        let again = page.form("threads/add");
        assert_eq!(again.value("happened").replace("\r\n", "\n"), form.value("happened"));
        assert_eq!(again.value("once"), form.value("once"));
    }

    async fn without_the_sector_no_role_is_shown_it(app) {
        let mut anna = app.member().await;
        let form = filled(&mut anna).await.without("show_sector");
        let page = anna.sends(&to_preview(&form)).await;
        assert!(!page.all(".seen").join(" ").contains("ouderenzorg"), "{}", page.words());
        assert!(!page.says("Je fase en sector staan bij je naam"));
    }

    async fn an_own_story_is_shown_as_each_role_sees_it_and_a_foreign_one_is_not(app) {
        let mut anna = app.member().await;
        let form = filled(&mut anna).await.with("moment", "now");
        app.a_moment_later();
        let thread = anna.sends(&form).await.path;
        let page = anna.sees(&thread).await;
        assert_eq!(page.attributes("a[href$='/seen']", "href"), [format!("{thread}/seen")]);
        let page = anna.sees(&format!("{thread}/seen")).await;
        shows_what_was_agreed(&page);
        let mut bram = app.member().await;
        let seen = bram.sees(&thread).await;
        assert!(seen.attributes("a[href$='/seen']", "href").is_empty());
        let mine = page.all("#peer .seen").join(" ");
        for words in [seen.first(".thread-top h1"), seen.first(".thread-top .who")] {
            assert!(mine.contains(&words), "what others see is what the preview said: {words} in {mine}");
        }
        assert_eq!(bram.sees(&format!("{thread}/seen")).await.status(), 403);
    }

    /// T9: neither a tag, nor an account, nor anything else of sixteen bytes stands in the page but the form's own field and the name
    /// under which this device keeps what the reader writes.
    async fn nothing_that_could_link_stands_in_the_page(app) {
        let mut anna = app.member().await;
        let form = filled(&mut anna).await;
        let page = anna.sends(&to_preview(&form)).await;
        let shelf = page.attributes("body", "data-shelf").concat();
        let html = page.html().replace(form.value("once"), "").replace(&shelf, "");
        let mut run = 0;
        for c in html.chars() {
            run = if c.is_ascii_hexdigit() { run + 1 } else { 0 };
            assert!(run < 32, "sixteen bytes in the page");
        }
    }
}
