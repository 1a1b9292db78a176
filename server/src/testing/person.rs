//! What people do, in their own verbs. Each verb goes through the pages and forms that people use.

use super::{Browser, Form, Page, TestApp};
use std::ops::{Deref, DerefMut};

/// A theme, where a story does not care which.
const THEME: &str = "insecurity";

/// Somebody with a browser.
#[derive(Clone)]
pub struct Person<'a> {
    browser: Browser<'a>,
    /// The account code, once there is one.
    pub code: String,
}

impl<'a> Deref for Person<'a> {
    type Target = Browser<'a>;
    fn deref(&self) -> &Browser<'a> {
        &self.browser
    }
}

impl DerefMut for Person<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.browser
    }
}

impl<'a> Person<'a> {
    /// Somebody who was never here.
    pub fn new(app: &'a TestApp) -> Self {
        Self { browser: app.browser(), code: String::new() }
    }

    /// Puts the same person at another device.
    pub fn elsewhere(&self) -> Self {
        Self { browser: self.app().browser(), code: self.code.clone() }
    }

    /// Joins a new cohort, up to the page with the account code.
    pub async fn joins(&mut self) -> Page {
        let code = self.app().a_cohort().await;
        self.joins_with(&code).await
    }

    /// Joins with this cohort code, up to the page with the account code.
    pub async fn joins_with(&mut self, code: &str) -> Page {
        let page = self.enters(code).await;
        assert_eq!(page.path, "/join/rules", "{}", page.words());
        let page = self.accepts_rules().await;
        assert_eq!(page.path, "/join/about", "{}", page.words());
        let form =
            page.form("people/join").with("phase", "student").with("sector", "vvt").with("region", "utrecht");
        let page = self.sends(&form).await;
        self.keeps_code_of(&page);
        page
    }

    /// Types a cohort code.
    pub async fn enters(&mut self, code: &str) -> Page {
        let form = self.sees("/join").await.form("people/check_cohort").with("code", code);
        self.sends(&form).await
    }

    /// Ticks the three house rules.
    pub async fn accepts_rules(&mut self) -> Page {
        let form = self.sees("/join/rules").await.form("people/accept_rules");
        self.sends(&form.with("listen", "yes").with("private", "yes").with("help", "yes")).await
    }

    /// Writes down the account code that a page shows.
    pub fn keeps_code_of(&mut self, page: &Page) {
        let shown = page.attributes("input[autocomplete=new-password]", "value");
        self.code =
            shown.into_iter().next().unwrap_or_else(|| panic!("no code on {}: {}", page.path, page.words()));
    }

    /// Types the last group of the account code back.
    pub async fn confirms_code(&mut self) -> Page {
        let group = self.code.rsplit('-').next().unwrap_or_default().to_owned();
        let form = self.sees("/join/key").await.form("people/confirm_code").with("group", &group);
        let page = self.sends(&form).await;
        assert_eq!(page.path, "/threads", "{}", page.words());
        page
    }

    /// Signs in with the own account code.
    pub async fn signs_in(&mut self) -> Page {
        let code = self.code.clone();
        self.signs_in_with(&code).await
    }

    /// Signs in with this code.
    pub async fn signs_in_with(&mut self, code: &str) -> Page {
        let form = self.sees("/sign-in").await.form("people/sign_in").with("password", code);
        self.sends(&form).await
    }

    /// Signs in on a computer that others use as well.
    pub async fn signs_in_shared(&mut self) -> Page {
        let form = self.sees("/sign-in").await.form("people/sign_in").with("password", &self.code.clone());
        self.sends(&form.with("shared", "yes")).await
    }

    /// Hands the session over to another device; gives what stands behind the `#` of the link.
    pub async fn hands_over(&mut self) -> String {
        let form = self
            .sees("/account/handover")
            .await
            .form("account/hand_over")
            .with("password", &self.code.clone());
        let page = self.sends(&form).await;
        let link = page.first(".link-text");
        let (_, token) =
            link.split_once('#').unwrap_or_else(|| panic!("no link on {}: {}", page.path, page.words()));
        token.to_owned()
    }

    /// Takes a session over with what stands behind the `#` of a link.
    pub async fn takes_over(&mut self, token: &str) -> Page {
        let form = self.sees("/handover").await.form("people/take_over").with("code", token);
        self.sends(&form).await
    }

    /// Signs out.
    pub async fn signs_out(&mut self) -> Page {
        let form = self.sees("/account").await.form("people/sign_out");
        self.sends(&form).await
    }

    /// Shares a challenge; gives the id of its thread.
    pub async fn shares(&mut self, happened: &str) -> String {
        let form = self.sees("/threads/new").await.form("threads/add");
        let form = form.with("happened", happened).with("theme", THEME).with("moment", "now");
        self.app().a_moment_later();
        let page = self.sends(&form).await;
        id_behind(&page, "/threads/")
    }

    /// Shares a challenge at a safe moment; gives the id of the thread that it will be.
    pub async fn shares_safely(&mut self, happened: &str) -> String {
        let form = self.sees("/threads/new").await.form("threads/add");
        let form = form.with("happened", happened).with("theme", THEME);
        self.app().a_moment_later();
        let page = self.sends(&form).await;
        id_behind(&page, "/threads/")
    }

    /// Answers with a tip; gives the id of the post.
    pub async fn replies(&mut self, thread: &str, body: &str) -> String {
        let form = self.sees(&format!("/threads/{thread}")).await.form("posts/add").with("body", body);
        self.app().a_moment_later();
        let page = self.sends(&form).await;
        id_behind(&page, "#post-")
    }

    /// Says what became of a tip (`helped`, `partly`, `failed`), or takes back what was said (`none`).
    pub async fn tried(&mut self, thread: &str, tip: &str, value: &str) -> Page {
        let page = self.sees(&format!("/threads/{thread}")).await;
        let form = page.pressing(&format!("#post-{tip} .tried button[form=tried-{value}]"));
        self.sends(&form).await
    }

    /// Answers with a tip and keeps whatever the privacy check finds in it; gives the id of the post.
    pub async fn insists(&mut self, thread: &str, body: &str) -> String {
        let form = self.sees(&format!("/threads/{thread}")).await.form("posts/add").with("body", body);
        self.app().a_moment_later();
        let page = self.keeps(&form).await;
        id_behind(&page, "#post-")
    }

    /// Sends a form and leaves everything as it is that the privacy check finds in it.
    pub async fn keeps(&mut self, form: &Form) -> Page {
        self.decides(form, "stay").await
    }

    /// Sends a form and takes all the neutral words that the privacy check has for it.
    pub async fn rewords(&mut self, form: &Form) -> Page {
        self.decides(form, "write").await
    }

    /// Sends a form, presses the same button under each finding, and sends it again.
    async fn decides(&mut self, form: &Form, act: &str) -> Page {
        let mut page = self.sends(form).await;
        let button = format!("#privacy button[value^=\"{act} \"]");
        while page.status() == 422 && !page.all("#privacy").is_empty() {
            let open = !page.all(&button).is_empty();
            let next = if open { page.pressing(&button) } else { page.form(form.endpoint()) };
            page = self.sends(&next).await;
        }
        page
    }

    /// Writes a private note; gives its id.
    pub async fn notes(&mut self, text: &str) -> String {
        let form = self.sees("/account/notes").await.form("account/add_note").with("text", text);
        let page = self.sends(&form).await;
        assert_eq!(page.path, "/account/notes", "{}", page.words());
        let id = page.attributes("li.card", "id").into_iter().next().unwrap_or_default();
        id.trim_start_matches("note-").to_owned()
    }

    /// Saves a thread for later, or takes it out.
    pub async fn saves(&mut self, thread: &str) -> Page {
        let form = self.sees(&format!("/threads/{thread}")).await.form("account/set_saved");
        self.sends(&form).await
    }

    /// Says "Herken ik" at a challenge, or takes it back.
    pub async fn recognises(&mut self, thread: &str) -> Page {
        let page = self.sees(&format!("/threads/{thread}")).await;
        let form = page.forms().into_iter().find(|form| form.value("kind") == "recognise");
        self.sends(&form.expect("a button to recognise with")).await
    }
}

/// The id that a path ends with.
fn id_behind(page: &Page, mark: &str) -> String {
    let id = page.path.split(mark).nth(1).unwrap_or_else(|| panic!("{} at {}", page.summary(), page.path));
    id.split('#').next().unwrap_or_default().to_owned()
}
