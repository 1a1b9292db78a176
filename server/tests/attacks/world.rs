//! Two hundred members and two thousand posts, made as members make them: every join, sign-in, post and reaction is a
//! request through the real router, layers, server functions and store. Only the pages with the forms are left out: the
//! hidden field `once`, which a form would hold, is minted here with the same function and the member's own root.

use super::judge::{Truth, below, shuffle};
use domain::codes::AccountCode;
use domain::entropy::Seeded;
use domain::ids::{AccountId, PostId, ThreadId};
use domain::people::{Phase, Region, Sector};
use domain::secrets::{Once, Root};
use domain::themes::ThemeId;
use server::testing::{Answer, Browser, TestApp, TestStore};
use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};

pub const MEMBERS: usize = 200;
/// Days on which members join; each shares a challenge at once, so that whoever learns the order of joining learns
/// who wrote what.
const JOINING_DAYS: usize = 14;
/// Days on which members come back, sign in, share one challenge and answer twice.
const LATER_DAYS: usize = 14;
/// How often each comes back.
const VISITS: usize = 3;
const REPLIES: usize = 2;

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

pub fn app_over(place: TestStore, seed: u64) -> TestApp {
    TestApp::with(place, settings(), server::assets::Files::default(), Seeded::new(seed))
}

fn done(answer: &Answer, what: &str) -> String {
    assert_eq!(answer.status, 303, "{what}: {}", answer.text());
    answer.header("location").to_owned()
}

impl<'a> Actor<'a> {
    /// Joins with a cohort code, declares itself, and types the last group of the account code back.
    pub async fn joins(app: &'a TestApp, cohort: &str, about: (Phase, Sector, Region)) -> Self {
        let mut browser = app.browser();
        done(&browser.posts("/api/cohorts/check", &[("code", cohort)]).await, "the cohort code");
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

    /// Asks for the message of the day, with the address that this browser has at its push service.
    pub async fn asks_for_push(&mut self, address: &str) {
        let form = [("endpoint", address), ("part", "evening")];
        done(&self.posts("/api/push/add", &form).await, "asking for the message of the day");
    }

    /// The hidden field of a new form.
    pub fn once(&self) -> String {
        let host = &self.app().host;
        Once::mint(&self.root, &*host.entropy, host.clock.now().timestamp())
    }

    pub async fn shares(&mut self, theme: &str, happened: &str, show_sector: bool) -> ThreadId {
        let once = self.once();
        let mut form = vec![("once", &*once), ("happened", happened), ("theme", theme)];
        if show_sector {
            form.push(("show_sector", "on"));
        }
        let to = done(&self.browser.posts("/api/threads/add", &form).await, "sharing");
        to.rsplit('/').next().and_then(|id| id.parse().ok()).expect("a thread")
    }

    pub async fn replies(&mut self, thread: ThreadId, body: &str) -> PostId {
        let (once, thread) = (self.once(), thread.to_string());
        let form = [("once", &*once), ("thread", &*thread), ("kind", "tip"), ("body", body)];
        let to = done(&self.posts("/api/posts/add", &form).await, "replying");
        to.rsplit("#post-").next().and_then(|id| id.parse().ok()).expect("a post")
    }

    pub async fn recognises(&mut self, thread: ThreadId) {
        let thread = thread.to_string();
        let form = [("thread", &*thread), ("post", &*thread), ("kind", "recognise"), ("on", "yes")];
        done(&self.posts("/api/reactions/set", &form).await, "a reaction");
    }

    /// The tag in one thread, as bytes.
    pub fn tag(&self, thread: ThreadId) -> Vec<u8> {
        self.app().host.keys.author_tag(&self.root, thread).bytes().to_vec()
    }
}

/// What the owner of a code can open.
pub async fn opened(app: &TestApp, code: &str) -> (AccountId, Root) {
    let code = AccountCode::parse(code).expect("a code");
    let mut tx = app.host.store.accounts.look().await.expect("a look");
    let lookup = app.host.keys.lookup(&code);
    let account = tx.accounts().find_by_lookup(&lookup).await.expect("a row").expect("an account");
    let root = app.host.keys.unwrap(&code, &account.wrapped, account.id, account.salt).expect("S");
    (account.id, root)
}

/// The life of a community, and who wrote under which tag.
pub struct World<'a> {
    app: &'a TestApp,
    chance: Seeded,
    members: Vec<Actor<'a>>,
    /// The threads so far, with the account that opened each.
    threads: Vec<(ThreadId, AccountId)>,
    pub truth: Truth,
    /// Accounts in the order of joining.
    pub joined: Vec<Vec<u8>>,
}

impl<'a> World<'a> {
    /// The weeks in which everybody joins and shares a first challenge.
    pub async fn founded(app: &'a TestApp) -> Self {
        let (members, threads) = (Vec::new(), Vec::new());
        let mut world =
            Self { app, chance: Seeded::new(200), members, threads, truth: Truth::new(), joined: Vec::new() };
        let cohorts = [app.a_cohort().await, app.a_cohort().await, app.a_cohort().await];
        for day in 0..JOINING_DAYS {
            for _ in 0..(MEMBERS * (day + 1) / JOINING_DAYS) - (MEMBERS * day / JOINING_DAYS) {
                world.somebody_joins(&cohorts).await;
            }
            app.forward(chrono::Duration::days(1));
        }
        world
    }

    /// Cohorts are of unequal size, and each works mostly in one sector.
    async fn somebody_joins(&mut self, cohorts: &[String]) {
        let cohort = [0, 0, 0, 1, 1, 2][self.below(6)];
        let of = if self.below(5) > 0 { cohort } else { self.below(Sector::ALL.len()) };
        let about = (
            Phase::ALL[self.below(Phase::ALL.len())],
            Sector::ALL[of],
            Region::ALL[self.below(Region::ALL.len())],
        );
        let member = Actor::joins(self.app, &cohorts[cohort], about).await;
        self.joined.push(member.account.bytes().to_vec());
        self.members.push(member);
        self.somebody_shares(self.members.len() - 1).await;
    }

    /// The weeks after that.
    pub async fn grows(&mut self) {
        let mut visits: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for member in 0..self.members.len() {
            let mut days: Vec<usize> = (0..LATER_DAYS).collect();
            shuffle(&mut days, &self.chance);
            days[..VISITS].iter().for_each(|day| visits.entry(*day).or_default().push(member));
        }
        for (_, mut members) in visits {
            shuffle(&mut members, &self.chance);
            for member in members {
                self.members[member].signs_in().await;
                if self.below(4) == 0 {
                    let device = u64::from_be_bytes(domain::entropy::bytes(&self.chance));
                    let address = format!("https://fcm.googleapis.com/fcm/send/{device:x}");
                    self.members[member].asks_for_push(&address).await;
                }
                self.somebody_shares(member).await;
                for _ in 0..REPLIES {
                    self.somebody_replies(member).await;
                }
                if self.below(3) == 0 {
                    self.somebody_recognises(member).await;
                }
                if self.below(3) == 0 {
                    self.somebody_saves(member).await;
                }
            }
            self.app.forward(chrono::Duration::days(1));
        }
    }

    async fn somebody_shares(&mut self, member: usize) {
        let themes: Vec<ThemeId> = ThemeId::all().collect();
        let theme = themes[self.below(themes.len())].slug();
        let (words, shows) = (self.words(member), self.below(2) == 0);
        let thread = self.members[member].shares(theme, &words, shows).await;
        self.threads.push((thread, self.members[member].account));
        self.writes(member, thread);
    }

    async fn somebody_replies(&mut self, member: usize) {
        // Mostly to what is new.
        let recent = self.threads.len().min(40);
        let (thread, _) = self.threads[self.threads.len() - 1 - self.below(recent)];
        let words = self.words(member);
        self.members[member].replies(thread, &words).await;
        self.writes(member, thread);
    }

    async fn somebody_recognises(&mut self, member: usize) {
        let (thread, by) = self.threads[self.below(self.threads.len())];
        if by != self.members[member].account {
            self.members[member].recognises(thread).await;
        }
    }

    async fn somebody_saves(&mut self, member: usize) {
        let (thread, _) = self.threads[self.below(self.threads.len())];
        let form = [("thread", &*thread.to_string()), ("on", "yes")];
        done(&self.members[member].posts("/api/place/set_saved", &form).await, "saving");
    }

    fn writes(&mut self, member: usize, thread: ThreadId) {
        let member = &self.members[member];
        self.truth.insert(member.tag(thread), member.account.bytes().to_vec());
    }

    /// Everybody has a length of their own to write at.
    fn words(&self, member: usize) -> String {
        let word = ["rustig", "samen", "overleg", "avond", "dienst", "vraag", "collega", "beter"];
        let count = 3 + member / 4 + self.below(3);
        (0..count).map(|_| word[self.below(word.len())]).collect::<Vec<_>>().join(" ")
    }

    fn below(&self, bound: usize) -> usize {
        below(&self.chance, bound)
    }
}
