//! What could give somebody away comes back once; then the author decides, and what leads straight to a person waits.

use domain::ids::PostId;

const STORY: &str = "Mevrouw Jansen op kamer 12 wilde niet eten.";
const NUMBER: &str = "Wie wil praten belt mij op 06-12345678.";

server::stories! {
    async fn what_is_found_comes_back_once_and_is_posted_as_the_author_wants(app) {
        let mut anna = app.member().await;
        let form = anna.sees("/threads/new").await.form("threads/add").with("moment", "now");
        let form = form.with("happened", STORY).with("theme", "insecurity");
        app.a_moment_later();
        let page = anna.sends(&form).await;
        assert_eq!(page.status(), 422);
        assert!(page.says("Mevrouw Jansen op kamer 12") && page.says("Een bewoner"), "{}", page.words());
        assert!(page.says("Dit lijkt een naam."), "{}", page.words());
        assert!(!page.says("moderator"), "a name is the author's own affair: {}", page.words());
        let again = page.form("threads/add");
        assert_eq!((again.value("happened"), again.value("once")), (STORY, form.value("once")));

        let page = anna.sends(&again.with("privacy", "keep")).await;
        assert_eq!(page.status(), 200);
        assert!(page.says(STORY), "{}", page.words());
        assert!(app.member().await.sees("/threads").await.says("Mevrouw Jansen"), "it stands in the feed");
    }

    async fn the_neutral_words_are_taken_over(app) {
        let mut anna = app.member().await;
        let form = anna.sees("/threads/new").await.form("threads/add").with("moment", "now");
        let form = form.with("happened", STORY).with("tried", NUMBER).with("theme", "insecurity");
        app.a_moment_later();
        let page = anna.sends(&form).await;
        assert!(page.says("moderator"), "{}", page.words());
        let page = anna.sends(&page.form("threads/add").with("privacy", "reword")).await;
        assert_eq!(page.status(), 200);
        assert!(page.says("Een bewoner wilde niet eten."), "{}", page.words());
        assert!(!page.says("Jansen") && !page.says("06-12345678"), "{}", page.words());
        assert!(app.member().await.sees("/threads").await.says("Een bewoner wilde niet eten"));
    }

    async fn an_organisation_that_invites_is_found(app) {
        let mut anna = app.member().await;
        let organisation = store::Organisation {
            id: domain::ids::OrganisationId::random(&*app.state.entropy),
            name: "Huize Avondrood".to_owned(),
            kind: store::OrganisationKind::Employer,
        };
        let mut tx = app.state.store.accounts.begin().await.expect("a unit of work");
        tx.organisations().add(&organisation).await.expect("an organisation");
        tx.commit().await.expect("kept");
        let form = anna.sees("/threads/new").await.form("threads/add").with("moment", "now");
        app.a_moment_later();
        let page = anna.sends(&form.with("happened", "Ik werk bij Huize Avondrood.").with("theme", "insecurity")).await;
        assert_eq!(page.status(), 422, "{}", page.words());
    }

    async fn a_story_that_leads_to_a_person_waits_and_only_its_author_sees_it(app) {
        let mut anna = app.member().await;
        let form = anna.sees("/threads/new").await.form("threads/add").with("moment", "now");
        let form = form.with("happened", NUMBER).with("theme", "insecurity").with("privacy", "keep");
        app.a_moment_later();
        let page = anna.sends(&form).await;
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
        let page = anna.sends(&form).await;
        assert_eq!(page.status(), 422);
        let page = anna.sends(&page.form("posts/edit").with("privacy", "keep")).await;
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
