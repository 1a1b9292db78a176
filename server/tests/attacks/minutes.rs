//! T2, at any moment: people come one after another, each does several things in a visit, and a minute passes. However they
//! came, what one person did does not lie side by side afterwards: in no table, in no index, in a file of any size.

use super::actor::{Actor, app_over, done};
use super::beside;
use super::dump::assert_chance;
use super::judge::{Truths, Verdict, below, shuffle};
use super::kinds::Kind;
use domain::entropy::Seeded;
use domain::ids::{PostId, ThreadId};
use domain::people::{Phase, Region, Sector};
use domain::tried::Tried;
use server::testing::{TestApp, TestStore, Tested};

const MEMBERS: usize = 24;
/// Stories and tips of each, before the visits.
const EACH: usize = 2;
/// What everybody does in a visit.
const REACTIONS: usize = 4;
const MARKS: usize = 3;
const REPLIES: usize = 2;
/// All tables and indexes together.
const ATTACKS: usize = 64;

/// Members, what they said, and whose it is.
struct Ward<'a> {
    app: &'a TestApp,
    chance: Seeded,
    members: Vec<Actor<'a>>,
    threads: Vec<(ThreadId, usize)>,
    tips: Vec<(ThreadId, PostId, usize)>,
    truths: Truths,
}

impl<'a> Ward<'a> {
    async fn founded(app: &'a TestApp) -> Self {
        let cohort = app.a_cohort().await;
        let (members, threads, tips) = (Vec::new(), Vec::new(), Vec::new());
        let mut ward =
            Self { app, chance: Seeded::new(24), members, threads, tips, truths: Truths::default() };
        for n in 0..MEMBERS {
            let about = (Phase::ALL[n % 2], Sector::ALL[n % 10], Region::ALL[n % 12]);
            ward.members.push(Actor::joins(app, &cohort, about).await);
        }
        for n in 0..EACH {
            for who in 0..MEMBERS {
                let words = format!("Ik durf niets te vragen, ook niet op dag {n}.");
                let thread = ward.members[who].shares("insecurity", &words, false).await;
                ward.threads.push((thread, who));
                ward.writes(who, thread);
                ward.replies(who).await;
            }
        }
        // Those days are over.
        app.state.store.forget_order().await.expect("forgotten");
        app.forward(chrono::Duration::days(1));
        ward
    }

    fn writes(&mut self, who: usize, thread: ThreadId) {
        let (tag, owner) = (self.members[who].tag(thread), self.members[who].account.bytes());
        self.truths.insert(Kind::Posts, &tag, &owner);
    }

    async fn replies(&mut self, who: usize) {
        let thread = self.threads[below(&self.chance, self.threads.len())].0;
        // No two of the same words: those would be one post.
        let words = format!("Vraag het aan een collega, zei ik {} keer.", self.tips.len());
        let tip = self.members[who].replies(thread, &words).await;
        self.tips.push((thread, tip, who));
        self.writes(who, thread);
        let words = format!("Bel mij op 06-12345678, en dat {} keer.", self.tips.len());
        let held = self.members[who].replies(thread, &words).await;
        assert_ne!(held, tip);
        let (tag, owner) = (self.members[who].tag(thread), self.members[who].account.bytes());
        self.truths.insert(Kind::Held, &tag, &owner);
        // Decided about as it comes in, which is when the order of decisions would tell most.
        self.app.is_asked(&held.to_string()).await;
        self.truths.insert(Kind::Decisions, &tag, &owner);
    }

    async fn visits(&mut self, who: usize) {
        self.members[who].signs_in().await;
        let keys = &self.app.state.keys;
        let owner = self.members[who].account.bytes();
        let mut threads: Vec<_> =
            self.threads.iter().filter(|(_, by)| *by != who).map(|(id, _)| *id).collect();
        shuffle(&mut threads, &self.chance);
        let mut tips: Vec<_> = self.tips.iter().filter(|(_, _, by)| *by != who).copied().collect();
        shuffle(&mut tips, &self.chance);
        for thread in threads.into_iter().take(REACTIONS) {
            self.members[who].recognises(thread).await;
            let opening = PostId::from_bytes(thread.bytes());
            let tag = keys.reaction_tag(&self.members[who].root, opening).bytes();
            self.truths.insert(Kind::Reactions, &tag, &owner);
        }
        for (thread, tip, _) in tips.into_iter().take(MARKS) {
            self.members[who].tried(thread, tip, Tried::ALL[below(&self.chance, 3)]).await;
            let tag = keys.tried_tag(&self.members[who].root, tip).bytes();
            self.truths.insert(Kind::Tried, &tag, &owner);
        }
        let own: Vec<_> = self.tips.iter().filter(|(_, _, by)| *by == who).map(|(_, tip, _)| *tip).collect();
        for tip in own.into_iter().take(EACH) {
            let edit = [("post", &*tip.to_string()), ("body", "Vraag het iemand die je vertrouwt.")];
            done(&self.members[who].posts("/api/posts/edit", &edit).await, "an edit");
        }
        let own: Vec<_> = self.threads.iter().filter(|(_, by)| *by == who).map(|(id, _)| *id).collect();
        for thread in own {
            self.members[who].tells_the_end(thread, "Het ging beter.").await;
        }
        for _ in 0..REPLIES {
            self.replies(who).await;
        }
    }

    async fn all_visit(&mut self, minutes: bool) {
        let mut order: Vec<usize> = (0..MEMBERS).collect();
        shuffle(&mut order, &self.chance);
        for who in order {
            self.visits(who).await;
            if minutes {
                self.app.state.store.forget_order().await.expect("forgotten");
            }
        }
    }

    async fn judged(&self) -> Vec<Verdict> {
        beside::judged(&super::loot::Loot::of(self.app).await, &self.truths, ATTACKS)
    }
}

/// More than 64 MB of words that nobody said.
const LARGE: &str = "with recursive n (i) as (select 1 union all select i + 1 from n where i < 70)
    insert into search_docs (place, terms) select -i, hex(zeroblob(500000)) from n";

async fn what_one_person_did_does_not_lie_side_by_side(app: TestApp, large: bool) -> Tested {
    if large {
        app.place().tamper(LARGE, "select 1").await?;
    }
    let mut ward = Ward::founded(&app).await;
    ward.all_visit(true).await;
    assert_chance(&ward.judged().await, "a minute later");
    drop(ward);
    app.finish().await
}

/// The same attacker sees it within the minute, in each of these. So that the silence means something.
async fn within_a_minute_it_does(app: TestApp) -> Tested {
    let mut ward = Ward::founded(&app).await;
    ward.all_visit(false).await;
    let verdicts = ward.judged().await;
    for rows in ["rows of reactions ", "rows of tried ", "rows of outcomes ", "rows of posts"] {
        let of_table = verdicts.iter().filter(|verdict| verdict.attack.contains(rows));
        let best = of_table.min_by(|one, other| one.p.total_cmp(&other.p)).expect("a verdict");
        println!(
            "within a minute: {}: {} of {}, {:.1} by chance",
            best.attack, best.right, best.named, best.by_chance
        );
        assert!(best.above_chance, "{best:?}");
    }
    drop(ward);
    app.finish().await
}

#[tokio::test]
async fn of_a_file() -> Tested {
    what_one_person_did_does_not_lie_side_by_side(app_over(TestStore::sqlite().await?, 14), false).await
}

#[tokio::test]
async fn of_a_file_above_64_megabytes() -> Tested {
    what_one_person_did_does_not_lie_side_by_side(app_over(TestStore::sqlite().await?, 15), true).await
}

#[tokio::test]
async fn of_postgres() -> Tested {
    let Some(store) = TestStore::postgres().await? else { return Ok(()) };
    what_one_person_did_does_not_lie_side_by_side(app_over(store, 16), false).await
}

super::actor::on_both!(within_a_minute_it_does, 17);
