//! Two hundred members and two thousand posts, with everything that members do beside posting: they say what became of
//! tips and challenges, recognise, keep things in their drawer, let stories wait, and ask for the message of the day.

use super::actor::{Actor, done};
use super::judge::{Truths, below, shuffle};
use super::kinds::Kind;
use domain::entropy::Seeded;
use domain::ids::{AccountId, PostId, ThreadId};
use domain::people::{Phase, Region, Sector};
use domain::themes::ThemeId;
use domain::tried::Tried;
use server::testing::TestApp;
use std::collections::{BTreeMap, HashSet};

pub const MEMBERS: usize = 200;
/// Days on which members join; each shares a challenge at once, so that whoever learns the order of joining learns
/// who wrote what.
const JOINING_DAYS: usize = 14;
/// Days on which members come back, sign in, share one challenge and answer twice.
const LATER_DAYS: usize = 14;
/// How often each comes back.
const VISITS: usize = 3;
/// Visits from one minute to the next.
const IN_A_MINUTE: usize = 8;
const REPLIES: usize = 2;

/// The life of a community, and who wrote under which tag.
pub struct World<'a> {
    app: &'a TestApp,
    chance: Seeded,
    members: Vec<Actor<'a>>,
    /// The threads so far, with the account that opened each.
    threads: Vec<(ThreadId, AccountId)>,
    /// The tips so far, with who gave each.
    tips: Vec<(ThreadId, PostId, usize)>,
    answered: HashSet<(ThreadId, usize)>,
    /// Marks, with the thread and who made each; which author that is shows at the end.
    marks: Vec<(Kind, Vec<u8>, ThreadId, usize)>,
    pub truths: Truths,
    /// Accounts in the order of joining.
    pub joined: Vec<Vec<u8>>,
}

impl<'a> World<'a> {
    /// The weeks in which everybody joins and shares a first challenge.
    pub async fn founded(app: &'a TestApp) -> Self {
        let mut world = Self {
            app,
            chance: Seeded::new(200),
            members: Vec::new(),
            threads: Vec::new(),
            tips: Vec::new(),
            answered: HashSet::new(),
            marks: Vec::new(),
            truths: Truths::default(),
            joined: Vec::new(),
        };
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

    /// The weeks after that, up to a minute in which many came.
    pub async fn grows(&mut self) {
        let mut visits: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for member in 0..self.members.len() {
            let mut days: Vec<usize> = (0..LATER_DAYS).collect();
            shuffle(&mut days, &self.chance);
            days[..VISITS].iter().for_each(|day| visits.entry(*day).or_default().push(member));
        }
        let last = visits.keys().copied().next_back();
        for (day, mut members) in visits {
            shuffle(&mut members, &self.chance);
            for (n, member) in members.into_iter().enumerate() {
                self.somebody_visits(member).await;
                // Whoever comes on the last day comes within one minute.
                if Some(day) != last && n % IN_A_MINUTE == 0 {
                    self.app.state.store.forget_order().await.expect("forgotten");
                }
            }
            self.app.forward(chrono::Duration::days(1));
        }
        for (kind, tag, thread, member) in &self.marks {
            let opened = self.threads.contains(&(*thread, self.members[*member].account));
            if self.answered.contains(&(*thread, *member)) && !opened {
                self.truths.insert(*kind, tag, &self.members[*member].tag(*thread));
            }
        }
    }

    async fn somebody_visits(&mut self, member: usize) {
        self.members[member].signs_in().await;
        if self.below(4) == 0 {
            self.somebody_asks_for_push(member).await;
        }
        if self.below(3) == 0 {
            self.members[member].hands_over().await;
            self.owns(Kind::Handovers, &self.members[member].root.handover().bytes(), member);
        }
        if self.below(4) == 0 {
            self.members[member].makes_second_key().await;
        }
        self.somebody_shares(member).await;
        for _ in 0..REPLIES {
            self.somebody_replies(member).await;
        }
        for _ in 0..self.below(3) {
            self.somebody_tries(member).await;
        }
        if self.below(3) == 0 {
            self.somebody_recognises(member).await;
        }
        if self.below(3) == 0 {
            self.somebody_keeps(member).await;
        }
        if self.below(5) == 0 {
            self.somebody_waits(member).await;
        }
        if self.below(3) == 0 {
            let (own, words) = (self.first_of(member), self.words(member));
            self.members[member].tells_the_end(own, &words).await;
        }
    }

    fn owns(&mut self, kind: Kind, number: &[u8], member: usize) {
        self.truths.insert(kind, number, &self.members[member].account.bytes());
    }

    async fn somebody_asks_for_push(&mut self, member: usize) {
        let device = u64::from_be_bytes(domain::entropy::bytes(&self.chance));
        let address = format!("https://fcm.googleapis.com/fcm/send/{device:x}");
        self.members[member].asks_for_push(&address).await;
        self.owns(Kind::Devices, &self.members[member].device(), member);
    }

    fn a_theme(&self) -> &'static str {
        let themes: Vec<ThemeId> = ThemeId::all().collect();
        themes[self.below(themes.len())].slug()
    }

    async fn somebody_shares(&mut self, member: usize) {
        let (theme, words, shows) = (self.a_theme(), self.words(member), self.below(2) == 0);
        let thread = self.members[member].shares(theme, &words, shows).await;
        self.threads.push((thread, self.members[member].account));
        self.writes(member, thread);
    }

    fn first_of(&self, member: usize) -> ThreadId {
        let account = self.members[member].account;
        self.threads.iter().find(|(_, by)| *by == account).expect("everybody shared").0
    }

    async fn somebody_replies(&mut self, member: usize) {
        // Mostly to what is new.
        let recent = self.threads.len().min(40);
        let (thread, _) = self.threads[self.threads.len() - 1 - self.below(recent)];
        let words = self.words(member);
        // Some words wait for a moderator.
        if self.below(6) == 0 {
            let held = format!("{words} 06-12345678");
            let post = self.members[member].replies(thread, &held).await;
            let tag = self.members[member].tag(thread);
            self.owns(Kind::Held, &tag, member);
            // About every other a moderator decides.
            if self.below(2) == 0 {
                self.app.is_asked(&post.to_string()).await;
                self.owns(Kind::Decisions, &tag, member);
            }
        }
        let tip = self.members[member].replies(thread, &words).await;
        self.tips.push((thread, tip, member));
        self.answered.insert((thread, member));
        self.writes(member, thread);
    }

    /// Mostly tips beside an own answer, and never an own one.
    async fn somebody_tries(&mut self, member: usize) {
        let others = self.tips.iter().filter(|(_, _, by)| *by != member);
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            others.copied().partition(|(thread, ..)| self.answered.contains(&(*thread, member)));
        let tips = if here.is_empty() || self.below(4) == 0 { elsewhere } else { here };
        if tips.is_empty() {
            return;
        }
        let (thread, tip, _) = tips[self.below(tips.len())];
        let value = Tried::ALL[self.below(Tried::ALL.len())];
        self.members[member].tried(thread, tip, value).await;
        let tag = self.app.state.keys.tried_tag(&self.members[member].root, tip).bytes();
        self.marks_made(Kind::Tried, Kind::TriedOfAuthors, tag, (thread, member));
    }

    /// Mostly a story under which they answered.
    async fn somebody_recognises(&mut self, member: usize) {
        let all = self.threads.iter().filter(|(_, by)| *by != self.members[member].account);
        let (here, elsewhere): (Vec<ThreadId>, Vec<ThreadId>) =
            all.map(|(thread, _)| *thread).partition(|thread| self.answered.contains(&(*thread, member)));
        let threads = if here.is_empty() || self.below(4) == 0 { elsewhere } else { here };
        let thread = threads[self.below(threads.len())];
        self.members[member].recognises(thread).await;
        let opening = PostId::from_bytes(thread.bytes());
        let tag = self.app.state.keys.reaction_tag(&self.members[member].root, opening).bytes();
        self.marks_made(Kind::Reactions, Kind::ReactionsOfAuthors, tag, (thread, member));
    }

    fn marks_made(&mut self, kind: Kind, of_authors: Kind, tag: [u8; 16], by: (ThreadId, usize)) {
        self.owns(kind, &tag, by.1);
        self.marks.push((of_authors, tag.to_vec(), by.0, by.1));
    }

    /// A drawer of its own for everybody: how much lies in it differs.
    async fn somebody_keeps(&mut self, member: usize) {
        let (thread, _) = self.threads[self.below(self.threads.len())];
        let form = [("thread", &*thread.to_string()), ("on", "yes")];
        done(&self.members[member].posts("/api/account/set_saved", &form).await, "saving");
        let form = [("theme", self.a_theme()), ("on", "yes")];
        done(&self.members[member].posts("/api/account/set_followed", &form).await, "following");
        let note = [self.words(member), self.words(member)].join(". ");
        for _ in 0..=self.below(14) {
            self.members[member].notes(&note).await;
        }
        let (once, words) = (self.members[member].once(), self.words(member));
        let draft = [("once", &*once), ("happened", &*words)];
        done(&self.members[member].posts("/api/account/keep_draft", &draft).await, "a draft");
        self.owns(Kind::Drawers, &self.members[member].root.drawer().bytes(), member);
    }

    async fn somebody_waits(&mut self, member: usize) {
        let (theme, words) = (self.a_theme(), self.words(member));
        let thread = self.members[member].shares_with(theme, &words, &[("moment", "safe")]).await;
        self.owns(Kind::Waiting, &self.app.state.keys.waiting_handle(thread), member);
    }

    fn writes(&mut self, member: usize, thread: ThreadId) {
        self.owns(Kind::Posts, &self.members[member].tag(thread), member);
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
