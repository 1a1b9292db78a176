//! What could give somebody away comes back once; then the author decides, and what leads straight to a person waits.

use domain::ids::PostId;

const STORY: &str = "Mevrouw Jansen op kamer 12 wilde niet eten.";
const STAY: &str = "#privacy button[value^='stay ']";
const WRITE: &str = "#privacy button[value^='write ']";
const NUMBER: &str = "Wie wil praten belt mij op 06-12345678.";

server::stories! {
    async fn what_is_found_comes_back_in_one_list_and_is_posted_as_the_author_wants(app) {
        let mut anna = app.member().await;
        let form = anna.sees("/threads/new").await.form("threads/add").with("moment", "now");
        let form = form.with("happened", STORY).with("theme", "insecurity");
        app.a_moment_later();
        let page = anna.sends(&form).await;
        assert_eq!(page.status(), 422);
        assert!(page.says("‘Mevrouw Jansen op kamer 12’ is misschien een naam.") && page.says("Een bewoner"), "{}", page.words());
        assert!(page.says("Kijk hier nog even naar") && page.summary().is_empty() && page.fault("happened").is_empty(), "{}", page.words());
        assert_eq!((page.all(".finding").len(), page.all("#privacy button").len()), (1, 2), "{}", page.words());
        assert_eq!(page.attributes("form #privacy", "autofocus").len(), 1, "the page does not jump");
        assert!(!page.says("iemand van ons"), "a name is the author's own affair: {}", page.words());
        let again = page.form("threads/add");
        assert_eq!((again.value("happened"), again.value("once")), (STORY, form.value("once")));

        // The button keeps nothing yet: its author sees what became of it.
        let page = anna.sends(&page.pressing(STAY)).await;
        assert_eq!((page.status(), page.all(".finding").len()), (422, 0), "{}", page.words());
        assert!(page.says("Je hebt alles bekeken."), "{}", page.words());
        let page = anna.sends(&page.form("threads/add")).await;
        assert_eq!(page.status(), 200);
        assert!(page.says(STORY), "{}", page.words());
        assert!(app.member().await.sees("/threads").await.says("Mevrouw Jansen"), "it stands in the feed");
    }

    async fn the_neutral_words_are_taken_over_one_by_one(app) {
        let mut anna = app.member().await;
        let form = anna.sees("/threads/new").await.form("threads/add").with("moment", "now");
        let form = form.with("happened", STORY).with("tried", NUMBER).with("theme", "insecurity");
        app.a_moment_later();
        let page = anna.sends(&form).await;
        assert!(page.says("kijkt er eerst iemand van ons"), "{}", page.words());
        let page = anna.sends(&page.pressing(WRITE)).await;
        let typed = page.form("threads/add");
        assert_eq!((typed.value("happened"), typed.value("tried")), ("Een bewoner wilde niet eten.", NUMBER));
        assert_eq!(page.all(".finding").len(), 1, "{}", page.words());
        let page = anna.rewords(&typed).await;
        assert_eq!(page.status(), 200);
        assert!(page.says("Een bewoner wilde niet eten."), "{}", page.words());
        assert!(!page.says("Jansen") && !page.says("06-12345678"), "{}", page.words());
        assert!(app.member().await.sees("/threads").await.says("Een bewoner wilde niet eten"));
    }

    /// What was decided while typing travels with the form; it is about those words in that field, and about no others.
    async fn a_decision_made_while_typing_is_not_asked_again(app) {
        let mut anna = app.member().await;
        let words = "Mevrouw Jansen en mevrouw Pietersen riepen.";
        let form = anna.sees("/threads/new").await.form("threads/add").with("moment", "now").with("theme", "insecurity");
        let form = form.with("happened", words).with("question", "Wie kent mevrouw Pietersen?");
        app.a_moment_later();
        let decided = form.clone().with("stays", "happened name Mevrouw Jansen\r\nhappened name mevrouw Pietersen");
        let page = anna.sends(&decided).await;
        assert_eq!(page.all("[data-of=happened] .finding"), Vec::<String>::new(), "{}", page.words());
        assert_eq!(page.all("[data-of=question] .finding").len(), 1, "another field is asked about: {}", page.words());
        let page = anna.sends(&page.pressing(STAY)).await;
        let other = page.form("threads/add").with("happened", "Mevrouw Jansen en mevrouw Willemsen riepen.");
        let page = anna.sends(&other).await;
        assert_eq!(page.all(".finding").len(), 1, "other words are asked about: {}", page.words());
        let page = anna.sends(&page.form("threads/add").with("happened", words)).await;
        assert!(page.status() == 200 && page.says(words), "{}", page.words());
    }

    async fn geen_naam_does_not_count_as_recognisable(app) {
        let mut anna = app.member().await;
        let form = anna.sees("/threads/new").await.form("threads/add").with("theme", "insecurity").without("show_sector");
        let mut form = form.with("happened", "Mevrouw Jansen belt mij. Dat was in Zwolle.");
        form.action = "/api/viewers/preview".to_owned();
        let step = |page: &server::testing::Page| page.attributes("#meter .steps", "aria-label");
        let before = anna.sends(&form).await;
        let stays = "happened name Mevrouw Jansen\nhappened place Zwolle";
        let after = anna.sends(&form.with("stays", stays)).await;
        assert_eq!(step(&before), ["Stap 3 van 5"], "{}", before.words());
        assert_eq!(step(&after), ["Stap 2 van 5"], "the town still counts: {}", after.words());
        assert_eq!(after.form("threads/add").value("stays"), stays, "the decisions travel on");
    }

    async fn closing_words_are_looked_at_as_well(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let form = anna.sees(&format!("/threads/{thread}")).await.form("outcomes/set");
        let form = form.with("outcome", "solved").with("closing", "Mevrouw Jansen heeft het uitgelegd.");
        let page = anna.sends(&form).await;
        assert_eq!((page.status(), page.all("#outcome .finding").len()), (422, 1), "{}", page.words());
        let page = anna.rewords(&form).await;
        assert!(page.status() == 200 && page.says("Een bewoner heeft het uitgelegd."), "{}", page.words());
    }

    async fn an_answer_comes_back_at_its_form(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let form = anna.sees(&format!("/threads/{thread}")).await.form("posts/add");
        app.a_moment_later();
        let page = anna.sends(&form.with("body", "Vraag het aan mevrouw Jansen.")).await;
        assert_eq!((page.all("#reply .finding").len(), page.all("#faults").len()), (1, 0), "{}", page.words());
        // Whoever goes on writing before pressing the button loses nothing.
        let on = page.pressing(WRITE).with("body", "Vraag het aan mevrouw Jansen. Of aan mij.");
        let page = anna.sends(&on).await;
        assert_eq!(page.form("posts/add").value("body"), "Vraag het aan een bewoner. Of aan mij.");
        let page = anna.sends(&page.form("posts/add")).await;
        assert!(page.status() == 200 && page.says("Vraag het aan een bewoner. Of aan mij."), "{}", page.words());
    }

    async fn an_organisation_that_invites_is_found(app) {
        let mut anna = app.member().await;
        let organisation = store::Organisation {
            id: domain::ids::OrganisationId::random(&*app.state.entropy),
            name: "Huize Avondrood".to_owned(),
            kind: store::OrganisationKind::Employer, region: None, sector: None,
        };
        let mut tx = app.state.store.accounts.begin().await.expect("a unit of work");
        tx.organisations().add(&organisation).await.expect("an organisation");
        tx.commit().await.expect("kept");
        let form = anna.sees("/threads/new").await.form("threads/add").with("moment", "now");
        app.a_moment_later();
        let page = anna.sends(&form.with("happened", "Ik werk bij Huize Avondrood.").with("theme", "insecurity")).await;
        assert_eq!(page.status(), 422, "{}", page.words());
        assert_eq!(page.attributes("[data-of=happened]", "data-names"), ["Huize Avondrood"], "the device may know it now");
    }

    async fn a_story_that_leads_to_a_person_waits_and_only_its_author_sees_it(app) {
        let mut anna = app.member().await;
        let form = anna.sees("/threads/new").await.form("threads/add").with("moment", "now");
        let form = form.with("happened", NUMBER).with("theme", "insecurity");
        app.a_moment_later();
        let page = anna.keeps(&form).await;
        let form = form.with("stays", "happened phone 06-12345678");
        assert_eq!(page.status(), 200);
        assert!(page.says("Een moderator kijkt eerst") && page.says(NUMBER), "{}", page.words());
        let address = page.path.clone();
        assert_eq!(anna.sends(&form).await.path, address, "sent twice it waits once");

        let mut bram = app.member().await;
        assert_eq!(bram.sees(&address).await.status(), 404);
        assert!(!bram.sees("/threads").await.says("06-12345678"));
        assert!(!anna.sees("/threads").await.says("06-12345678"), "not in the author's feed either");

        release(app, &address.replace("/threads/", "")).await;
        assert!(bram.sees(&address).await.says("06-12345678"));
        assert!(bram.sees("/threads").await.says("praten"));
        assert!(!anna.sees(&address).await.says("Een moderator kijkt eerst"));
    }

    async fn an_answer_that_waits_is_counted_nowhere_and_can_be_withdrawn(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let address = format!("/threads/{thread}");
        let mut bram = app.member().await;
        let held = bram.insists(&thread, NUMBER).await;
        let page = bram.sees(&address).await;
        assert!(page.says("Een moderator kijkt eerst") && page.says(NUMBER), "{}", page.words());
        let page = anna.sees(&address).await;
        assert!(page.says("Nog geen tips") && !page.says("06-12345678"), "{}", page.words());

        let fields = [("thread", &*thread), ("post", &*held)];
        assert_eq!(anna.asks("/api/held/remove", &fields).await.status, 403);
        let form = bram.sees(&address).await.form("held/remove");
        let page = bram.sends(&form).await;
        assert!(page.path == address && !page.says("06-12345678"), "{}", page.words());
        assert_eq!(bram.asks("/api/held/remove", &fields).await.status, 404);

        let held = bram.insists(&thread, NUMBER).await;
        release(app, &held).await;
        let page = anna.sees(&address).await;
        assert!(page.says("1 antwoord") && page.says("06-12345678"), "{}", page.words());
    }

    async fn new_words_that_lead_to_a_person_wait_beside_the_old_ones(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        let reply = anna.replies(&thread, "Ik vroeg het toch.").await;
        let address = format!("/threads/{thread}");
        let form = anna.sees(&format!("/posts/{reply}/edit")).await.form("posts/edit").with("body", NUMBER);
        let page = anna.keeps(&form).await;
        assert!(page.says("Tot de controle zien anderen de oude"), "{}", page.words());
        let mut bram = app.member().await;
        let page = bram.sees(&address).await;
        assert!(page.says("Ik vroeg het toch.") && !page.says("06-12345678"), "{}", page.words());
        release(app, &reply).await;
        assert!(bram.sees(&address).await.says("06-12345678"));
    }

    async fn what_waits_goes_with_the_account_that_takes_its_posts_along(app) {
        let mut anna = app.member().await;
        let thread = anna.shares("Ik durf niet te vragen hoe de tillift werkt.").await;
        anna.insists(&thread, NUMBER).await;
        let code = anna.code.clone();
        let form = anna.sees("/account/remove").await.form("account/remove");
        anna.sends(&form.with("password", &code).with("posts", "remove")).await;
        let mut tx = app.state.store.community.read().await.expect("a look");
        assert!(tx.held().list(None, 9).await.expect("a list").is_empty());
    }
}

async fn release(app: &server::testing::TestApp, post: &str) {
    let post: PostId = post.parse().expect("an id");
    let mut tx = app.state.store.community.begin().await.expect("a unit of work");
    assert!(tx.held().release(post, app.today()).await.expect("an answer"));
    tx.commit().await.expect("kept");
}
