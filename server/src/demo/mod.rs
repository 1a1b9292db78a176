//! Fills an empty database as if members had shared and answered over several weeks. Everything goes through the same
//! domain code as a real post: own accounts, tags and faces per thread, names that nobody else has there.

pub mod content;
mod organisations;
mod people;
pub mod staff;

use content::{DemoAuthor, DemoExpert, DemoReply, DemoThread};
use domain::entropy::{self, Entropy};
use domain::held::{Reason, Ruling};
use domain::ids::{ExpertId, PostId, ThreadId};
use domain::names::{Face, face, free};
use domain::outcomes::{ASKED_AFTER, Outcome, is_due};
use domain::posts::{PostKind, ReactionKind};
use domain::secrets::{Keys, Tag};
use domain::threads::{Filter, Position};
use domain::time::{Clock, Day};
use domain::tried::Tried;
use people::{DemoPeople, DemoPerson};
use std::collections::HashMap;
use store::{Author, Community, Expert, Held, OutcomeRow, Post, Store, Text, Thread, Tx};

/// The number of weeks over which the content is spread.
const WEEKS: u32 = 6;

/// Posts on which some members insisted, and at which a moderator looks first. No number or address is anybody's.
const WAITING: [&str; 7] = [
    "Ik had dit ook. Bel me gerust op 06-12345678, dan praten we er even over.",
    "Mail anders naar de praktijkbegeleider: begeleiding@voorbeeld.nl. Mevrouw Jansen antwoordt altijd.",
    "Wat rot voor je. Stuur me een bericht op Instagram: @zorgstarter_anna. Ik luister.",
    "Bij ons op afdeling 4B in Zwolle belden we dan 038-4250000. Vraag naar Ruben de Groot.",
    "Zoek mij op: anna.devries@voorbeeld.nl. Ik heb een lijstje dat ik je kan sturen.",
    "Sterkte. Je mag me altijd appen op 06 87 65 43 21, ook na een nachtdienst.",
    "De vertrouwenspersoon bereik je op 06-11223344. Dat hielp mij om het te melden.",
];

/// Shares the demo content, when there are no threads yet; says how many challenges.
///
/// # Errors
/// When the store fails. Accounts are made first; the content is one unit of work, so there is never half of it.
pub async fn fill(
    store: &Store,
    keys: &Keys,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
) -> store::Result<Option<usize>> {
    if store.community.read().await?.threads().count().await? > 0 {
        return Ok(None);
    }
    let threads = content::threads().map_err(|_| store::Error::Unreadable("content/demo_posts.json"))?;
    let experts = content::experts().map_err(|_| store::Error::Unreadable("content/demo_experts.json"))?;
    let crowd = people::join(store, keys, clock, entropy, &threads).await?;

    let tx = store.community.begin().await?;
    let mut filling = Filling { tx, keys, entropy, crowd, experts: HashMap::new(), today: clock.today() };
    filling.add_experts(experts).await?;
    let count = threads.len();
    let days = filling.days(count);
    for (thread, day) in threads.iter().zip(days) {
        filling.share(thread, day).await?;
    }
    filling.hold(&threads).await?;
    filling.show().await?;
    filling.tx.commit().await?;
    Ok(Some(count))
}

/// One filling of the community.
struct Filling<'a> {
    tx: Tx<Community>,
    keys: &'a Keys,
    entropy: &'a dyn Entropy,
    crowd: DemoPeople,
    experts: HashMap<String, ExpertId>,
    today: Day,
}

impl Filling<'_> {
    async fn add_experts(&mut self, experts: Vec<DemoExpert>) -> store::Result<()> {
        for expert in experts {
            let id = ExpertId::random(self.entropy);
            self.experts.insert(expert.slug.clone(), id);
            self.tx
                .experts()
                .add(&Expert {
                    id,
                    slug: expert.slug,
                    name: expert.name,
                    title_nl: expert.title_nl,
                    title_en: expert.title_en,
                    field: expert.field,
                    bio_nl: expert.bio_nl,
                    bio_en: expert.bio_en,
                })
                .await?;
        }
        Ok(())
    }

    /// One day per challenge, random within the weeks, the oldest first; the last one today.
    fn days(&self, count: usize) -> Vec<Day> {
        let mut days: Vec<Day> = (1..count).map(|_| self.today.plus(-self.some_days(WEEKS * 7))).collect();
        days.push(self.today);
        days.sort_unstable();
        days
    }

    async fn share(&mut self, thread: &DemoThread, day: Day) -> store::Result<()> {
        let id = ThreadId::random(self.entropy);
        let author = self.crowd.author(thread, self.entropy);
        // Two in three show their sector, as members choose themselves.
        let shows = self.below(3) > 0;
        self.tx
            .threads()
            .add(&Thread {
                id,
                title: thread.title.clone(),
                themes: thread.themes,
                sector: shows.then_some(thread.sector),
                phase: shows.then_some(thread.phase),
                day,
            })
            .await?;
        let text = Text {
            body: thread.happened.clone(),
            tried: thread.tried.clone(),
            question: thread.question.clone(),
        };
        let opening = self.post(id, PostKind::Opening, &WrittenBy::Member(&author), text, day).await?;
        self.react(opening, &author, 140).await?;

        let mut replied = day;
        for reply in &thread.replies {
            replied = replied.plus(self.some_days(3)).min(self.today);
            self.reply(id, reply, &author, replied).await?;
        }
        // Of those who are asked, two in three tell how it ended.
        if is_due(day, self.today, false) && self.below(3) > 0 {
            let outcome = Outcome::ALL[self.below(Outcome::ALL.len())];
            let told = OutcomeRow { outcome, day: day.plus(ASKED_AFTER), closing: None };
            self.tx.outcomes().set(id, &told).await?;
        }
        Ok(())
    }

    /// Replies that wait for a moderator, over some days; about the last one a moderator asked something already.
    async fn hold(&mut self, threads: &[DemoThread]) -> store::Result<()> {
        let newest = self.tx.threads().list(Filter::New, None, WAITING.len() as i64).await?;
        let mut last = None;
        for (n, (row, body)) in newest.iter().zip(WAITING).enumerate() {
            let person = self.crowd.author(&threads[n % threads.len()], self.entropy);
            let tag = self.keys.author_tag(&person.root, row.id);
            let name = self.name(row.id, &tag).await?;
            let post = Post {
                id: PostId::random(self.entropy),
                thread: row.id,
                kind: if n % 3 == 2 { PostKind::Support } else { PostKind::Tip },
                author: Author::Member { tag, name },
                text: Text { body: body.to_owned(), tried: None, question: None },
                day: self.today.plus(-(n as i64) / 2).max(row.day),
            };
            let held = Held::reply(&post, tag, name);
            self.tx.held().add(&held).await?;
            last = Some(held);
        }
        if let Some(held) = last {
            let asked = Ruling::asked(Reason::Reaches);
            self.tx.held_decisions().decide_now(held.post, asked, self.today.seconds(), self.today).await?;
        }
        Ok(())
    }

    /// Lets all shown numbers catch up, as after a day.
    async fn show(&mut self) -> store::Result<()> {
        self.tx.reactions().refresh_shown().await?;
        while self.tx.tried().refresh_shown().await?.1 {}
        self.tx.threads().refresh_shown(Position(0), i64::MAX).await?;
        let totals = self.tx.themes().count().await?;
        self.tx.themes().set_totals(&totals).await
    }

    async fn reply(
        &mut self,
        thread: ThreadId,
        reply: &DemoReply,
        asker: &DemoPerson,
        day: Day,
    ) -> store::Result<()> {
        let text = Text { body: reply.body.clone(), tried: None, question: None };
        let helper = self.crowd.helper(reply, asker, self.entropy);
        let writer = match &reply.by {
            DemoAuthor::Expert(slug) => WrittenBy::Expert(
                *self.experts.get(slug).ok_or(store::Error::Unreadable("content/demo_posts.json"))?,
            ),
            DemoAuthor::Member(_) => WrittenBy::Member(&helper),
        };
        let post = self.post(thread, reply.kind, &writer, text, day).await?;
        // Askers mark about one tip in three as helpful.
        if reply.kind == PostKind::Tip && self.below(3) == 0 {
            self.tx.posts().set_helpful(post, day).await?;
        }
        if reply.kind == PostKind::Tip {
            self.try_out(post, &helper).await?;
        }
        self.react(post, &helper, 20).await
    }

    /// Up to forty others try a tip, often too few to say something; some tips work better than others.
    async fn try_out(&mut self, tip: PostId, writer: &DemoPerson) -> store::Result<()> {
        let (count, works) = (self.below(7) * self.below(7), 2 + self.below(7));
        for root in self.crowd.others(writer, count, self.entropy) {
            let tried = match self.below(10) {
                luck if luck < works => Tried::Helped,
                luck if luck < works + 2 => Tried::Partly,
                _ => Tried::Failed,
            };
            self.tx.tried().set(tip, &self.keys.tried_tag(&root, tip), Some(tried)).await?;
        }
        Ok(())
    }

    async fn post(
        &mut self,
        thread: ThreadId,
        kind: PostKind,
        writer: &WrittenBy<'_>,
        text: Text,
        day: Day,
    ) -> store::Result<PostId> {
        let author = match writer {
            WrittenBy::Expert(expert) => Author::Expert(*expert),
            WrittenBy::Member(person) => {
                let tag = self.keys.author_tag(&person.root, thread);
                Author::Member { tag, name: self.name(thread, &tag).await? }
            }
        };
        // As in the product: the opening has the id of its thread.
        let id = match kind {
            PostKind::Opening => PostId::from_bytes(thread.bytes()),
            _ => PostId::random(self.entropy),
        };
        self.tx.posts().add(&Post { id, thread, kind, author, text, day }).await?;
        Ok(id)
    }

    /// The number of the first name that nobody else has in this thread.
    async fn name(&mut self, thread: ThreadId, tag: &Tag) -> store::Result<u8> {
        let used = self.tx.posts().list_names(thread).await?;
        if let Some((_, own)) = used.iter().find(|(other, _)| other == tag) {
            return Ok(*own);
        }
        let taken: Vec<Face> = used.iter().map(|(other, n)| face(&self.keys.face_bytes(other, *n))).collect();
        let found =
            free(|n| self.keys.face_bytes(tag, n), |face| taken.iter().any(|other| other.has_name_of(face)));
        Ok(found.map_or(0, |(number, _)| number))
    }

    /// Up to `most` others react, mostly far fewer, so that every step (enkele, tientallen, honderden) shows somewhere.
    async fn react(&mut self, post: PostId, writer: &DemoPerson, most: usize) -> store::Result<()> {
        let (a, b) = (self.below(most), self.below(most));
        let count = a * b / most.max(1);
        for (n, root) in self.crowd.others(writer, count, self.entropy).into_iter().enumerate() {
            let tag = self.keys.reaction_tag(&root, post);
            let kind = if n % 3 == 2 { ReactionKind::Strength } else { ReactionKind::Recognise };
            self.tx.reactions().set(post, &tag, kind, true).await?;
        }
        Ok(())
    }

    fn below(&self, bound: usize) -> usize {
        below(self.entropy, bound)
    }

    /// Zero or more days, fewer than `bound`.
    fn some_days(&self, bound: u32) -> i64 {
        i64::from(u32::from_be_bytes(entropy::bytes(self.entropy)) % bound)
    }
}

/// The author.
enum WrittenBy<'a> {
    Member(&'a DemoPerson),
    Expert(ExpertId),
}

/// A number below `bound`. Slightly uneven for large bounds, which demo content does not mind.
fn below(entropy: &dyn Entropy, bound: usize) -> usize {
    u32::from_be_bytes(entropy::bytes(entropy)) as usize % bound.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::entropy::Seeded;
    use domain::steps::Step;
    use domain::time::FixedClock;
    use std::collections::HashSet;

    fn stage() -> (Keys, FixedClock, Seeded) {
        let chance = Seeded::new(7);
        (Keys::generate(&chance), FixedClock::at("2026-11-21T12:00:00Z".parse().expect("a time")), chance)
    }

    fn leads_to_somebody(words: &str) -> bool {
        app::story::privacy::refuse_held("body", words).is_err()
    }

    store::both! {
        async fn it_looks_as_if_members_had_shared_for_weeks(store) {
            let (keys, clock, chance) = stage();
            assert_eq!(fill(store, &keys, &clock, &chance).await?, Some(30));
            let mut tx = store.community.read().await?;
            let rows = tx.threads().list(Filter::New, None, 100).await?;
            assert_eq!(rows.len(), 30);
            assert!(rows.iter().map(|row| row.day).collect::<HashSet<_>>().len() > 12, "over many days");
            assert!(rows.windows(2).all(|two| two[0].day >= two[1].day), "the newest first");
            assert!(rows.iter().all(|row| row.day <= clock.today()));
            let steps: HashSet<_> = rows.iter().map(|row| format!("{:?}", Step::of(row.recognised_shown))).collect();
            assert!(steps.len() >= 3, "several steps: {steps:?}");
            assert!(rows.iter().any(|row| row.experts > 0) && rows.iter().any(|row| row.experts == 0));
            assert!(rows.iter().any(|row| row.outcome.is_some()) && rows.iter().all(|row| row.tips == row.tips_shown));
            let mut tips = Vec::new();
            for row in &rows {
                tips.extend(tx.posts().list(row.id, 0).await?.into_iter().filter(|post| post.kind == PostKind::Tip));
            }
            assert!(tips.iter().any(|tip| tip.marks.is_some()) && tips.iter().any(|tip| tip.marks.is_none()));
        }

        async fn some_posts_wait_and_one_is_decided_about(store) {
            let (keys, clock, chance) = stage();
            fill(store, &keys, &clock, &chance).await?;
            let mut tx = store.community.read().await?;
            let waits = tx.held().list(None, 99).await?;
            let found = |held: &store::Held| leads_to_somebody(&held.text.body);
            assert!(waits.len() == WAITING.len() && waits.iter().all(found), "each leads to a person");
            assert_eq!(tx.held().count().await?, waits.len() as i64 - 1);
        }

        async fn filling_twice_is_filling_once(store) {
            let (keys, clock, chance) = stage();
            fill(store, &keys, &clock, &chance).await?;
            assert_eq!(fill(store, &keys, &clock, &chance).await?, None);
            assert_eq!(store.community.read().await?.threads().count().await?, 30);
        }

        async fn a_tag_serves_one_thread_and_a_name_one_person_in_it(store) {
            let (keys, clock, chance) = stage();
            fill(store, &keys, &clock, &chance).await?;
            let mut tx = store.community.read().await?;
            let mut tags = HashSet::new();
            for row in tx.threads().list(Filter::New, None, 100).await? {
                let used = tx.posts().list_names(row.id).await?;
                assert!(used.iter().all(|(tag, _)| tags.insert(tag.bytes())), "a tag stands in two threads");
                let faces: Vec<Face> = used.iter().map(|(tag, n)| face(&keys.face_bytes(tag, *n))).collect();
                let twice = |n: usize| faces[..n].iter().any(|other| faces[n].has_name_of(other));
                assert!(!(0..faces.len()).any(twice), "two people with one name");
            }
        }
    }
}
