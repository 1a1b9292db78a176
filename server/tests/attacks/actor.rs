//! A member with a browser, and what members do: each verb is a request through the real router, layers, server functions
//! and store. Only the pages with the forms are left out: the hidden field `once`, which a form would hold, is minted here
//! with the same function and the member's own root.

use domain::codes::AccountCode;
use domain::entropy::Seeded;
use domain::ids::{AccountId, PostId, ThreadId};
use domain::people::{Phase, Region, Sector};
use domain::secrets::{FormToken, PushHandle, Root};
use domain::tried::Tried;
use server::testing::{Answer, Browser, TestApp, TestStore};
use std::ops::{Deref, DerefMut};

/// A member with a browser.
pub struct Actor<'a> {
    browser: Browser<'a>,
    pub code: String,
    pub root: Root,
    pub account: AccountId,
}

impl<'a> Deref for Actor<'a> {
    type Target = Browser<'a>;
    fn deref(&self) -> &Browser<'a> {
        &self.browser
    }
}

impl DerefMut for Actor<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.browser
    }
}

/// Settings of a test in which programs write as fast as they can.
pub fn settings() -> server::config::Settings {
    let mut settings = TestApp::wide();
    settings.human_seconds = 0;
    settings
}

/// The same attempt on both databases: `on_both!(attempt, 4)` stands for the tests `attempt::on_sqlite` and
/// `attempt::on_postgres`, each over a server whose chance begins at 4.
macro_rules! on_both {
    ($attempt:ident, $seed:literal) => {
        mod $attempt {
            use super::super::actor::app_over;
            use server::testing::{TestStore, Tested};

            #[tokio::test]
            async fn on_sqlite() -> Tested {
                super::$attempt(app_over(TestStore::sqlite().await?, $seed)).await
            }

            #[tokio::test]
            async fn on_postgres() -> Tested {
                let Some(store) = TestStore::postgres().await? else { return Ok(()) };
                super::$attempt(app_over(store, $seed)).await
            }
        }
    };
}
pub(crate) use on_both;

pub fn app_over(place: TestStore, seed: u64) -> TestApp {
    TestApp::with(place, settings(), server::assets::Files::default(), Seeded::new(seed))
}

pub fn done(answer: &Answer, what: &str) -> String {
    assert_eq!(answer.status, 303, "{what}: {}", answer.text());
    answer.header("location").to_owned()
}

impl<'a> Actor<'a> {
    /// Joins with a cohort code, declares itself, and types the last group of the account code back.
    pub async fn joins(app: &'a TestApp, cohort: &str, about: (Phase, Sector, Region)) -> Self {
        let mut browser = app.browser();
        done(&browser.posts("/api/people/check_cohort", &[("code", cohort)]).await, "the cohort code");
        let rules = [("listen", "yes"), ("private", "yes"), ("help", "yes")];
        done(&browser.posts("/api/people/accept_rules", &rules).await, "the rules");
        let about = [("phase", about.0.slug()), ("sector", about.1.slug()), ("region", about.2.slug())];
        done(&browser.posts("/api/people/join", &about).await, "joining");
        let page = browser.sees("/join/key").await;
        let code = page.attributes("input[autocomplete=new-password]", "value").remove(0);
        let group = code.rsplit('-').next().expect("a group").to_owned();
        done(&browser.posts("/api/people/confirm_code", &[("group", &group)]).await, "the last group");
        let (account, root) = opened(app, &code).await;
        Self { browser, code, root, account }
    }

    /// Signs in with another browser: the session of last time has ended by itself.
    pub async fn signs_in(&mut self) {
        self.browser.cookies.clear();
        let code = self.code.clone();
        let form = [("username", "Health-Thing"), ("password", &*code)];
        done(&self.posts("/api/people/sign_in", &form).await, "signing in");
    }

    /// Makes a second key and types its last group back.
    pub async fn makes_second_key(&mut self) {
        let code = self.code.clone();
        done(&self.posts("/api/ways_in/make_second_key", &[("password", &code)]).await, "a second key");
        let page = self.browser.sees("/account/ways-in/second-key").await;
        let group = page.first(".keys .last");
        done(&self.posts("/api/ways_in/confirm_second_key", &[("group", &group)]).await, "its last group");
    }

    /// Asks for the message of the day, with the address that this browser has at its push service.
    pub async fn asks_for_push(&mut self, address: &str) {
        let form = [("endpoint", address), ("part", "evening")];
        done(&self.posts("/api/push/add", &form).await, "asking for the message of the day");
    }

    /// The hidden field of a new form.
    pub fn once(&self) -> String {
        let state = &self.app().state;
        FormToken::mint(&self.root, &*state.entropy, state.clock.now().timestamp())
    }

    pub async fn shares(&mut self, theme: &str, happened: &str, show_sector: bool) -> ThreadId {
        let show: &[_] = if show_sector { &[("show_sector", "yes")] } else { &[] };
        self.shares_with(theme, happened, show).await
    }

    /// With more fields than the usual ones.
    pub async fn shares_with(&mut self, theme: &str, happened: &str, more: &[(&str, &str)]) -> ThreadId {
        let once = self.once();
        let form = [&[("once", &*once), ("happened", happened), ("theme", theme)][..], more].concat();
        let to = done(&self.browser.posts("/api/threads/add", &form).await, "sharing");
        to.rsplit('/').next().and_then(|id| id.parse().ok()).expect("a thread")
    }

    pub async fn replies(&mut self, thread: ThreadId, body: &str) -> PostId {
        let (once, thread) = (self.once(), thread.to_string());
        let form = [
            ("once", &*once),
            ("thread", &*thread),
            ("kind", "tip"),
            ("body", body),
            ("stays", "body phone 06-12345678"),
        ];
        let to = done(&self.posts("/api/posts/add", &form).await, "replying");
        to.rsplit("#post-").next().and_then(|id| id.parse().ok()).expect("a post")
    }

    pub async fn recognises(&mut self, thread: ThreadId) {
        let thread = thread.to_string();
        let form = [("thread", &*thread), ("post", &*thread), ("kind", "recognise"), ("on", "yes")];
        done(&self.posts("/api/reactions/set", &form).await, "a reaction");
    }

    pub async fn tried(&mut self, thread: ThreadId, tip: PostId, value: Tried) {
        let (thread, tip) = (thread.to_string(), tip.to_string());
        let form = [("thread", &*thread), ("post", &*tip), ("value", value.slug())];
        done(&self.posts("/api/tried/set", &form).await, "a tip that was tried");
    }

    pub async fn tells_the_end(&mut self, thread: ThreadId, closing: &str) {
        let thread = thread.to_string();
        let form = [("thread", &*thread), ("outcome", "ongoing"), ("closing", closing)];
        done(&self.posts("/api/outcomes/set", &form).await, "how it ended");
    }

    pub async fn notes(&mut self, text: &str) {
        let once = self.once();
        done(&self.posts("/api/account/add_note", &[("once", &*once), ("text", text)]).await, "a note");
    }

    /// The number of the device of this browser.
    pub fn device(&self) -> Vec<u8> {
        let handle = self.cookie("push").and_then(PushHandle::from_cookie).expect("a device");
        handle.id().bytes().to_vec()
    }

    /// Makes a link for another device, which is not used.
    pub async fn hands_over(&mut self) {
        let code = self.code.clone();
        done(&self.posts("/api/account/hand_over", &[("password", &*code)]).await, "handing over");
    }

    /// The tag in one thread, as bytes.
    pub fn tag(&self, thread: ThreadId) -> Vec<u8> {
        self.app().state.keys.author_tag(&self.root, thread).bytes().to_vec()
    }
}

/// What the owner of a code can open.
pub async fn opened(app: &TestApp, code: &str) -> (AccountId, Root) {
    let code = AccountCode::parse(code).expect("a code");
    let mut tx = app.state.store.accounts.read().await.expect("a look");
    let lookup = app.state.keys.lookup(&code);
    let locked = tx.ways_in().find_key(&lookup).await.expect("a row").expect("an account");
    let root = app.state.keys.unwrap(&code, &locked.wrapped, locked.account, locked.salt).expect("S");
    (locked.account, root)
}
