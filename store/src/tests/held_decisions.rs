//! Decisions about posts that wait: made once, taken back within a minute, and behind whatever the author does first.

use super::samples::*;
use crate::testing::TestStore;
use crate::{Author, Decided, Held, HeldDecision, Store, Undone, both};
use domain::held::{QueueOrder, Reason, Ruling, UNDO_SECONDS, Verdict};
use domain::ids::{PostId, StaffId};

/// The second in which moderators of these tests decide.
const NOW: i64 = 1_800_000_000;
/// The first one in which what they decided takes effect.
pub(super) const EFFECT: i64 = NOW + UNDO_SECONDS;

pub(super) const ASKED: Ruling = Ruling::asked(Reason::Reaches);
pub(super) const REMOVED: Ruling = Ruling::removed(Reason::Person);

pub(super) fn a_moderator() -> StaffId {
    StaffId::random(chance())
}

/// A reply that waits in a thread that stands.
pub(super) async fn held(store: &Store) -> crate::Result<Held> {
    let thread = a_thread();
    let tip = a_tip(thread.id);
    let Author::Member { tag, name } = tip.author else { unreachable!("a member's tip") };
    let mut tx = store.community.begin().await?;
    opened(&mut tx, &thread).await?;
    let held = Held::reply(&tip, tag, name);
    assert!(tx.held().add(&held).await?);
    tx.commit().await?;
    Ok(held)
}

pub(super) async fn decide(
    store: &Store,
    held: &Held,
    ruling: Ruling,
    staff: StaffId,
) -> crate::Result<Decided> {
    let mut tx = store.community.begin().await?;
    let made = tx.held_decisions().add(held.post, ruling, &held.edition(), Some(staff), NOW, day(22)).await?;
    tx.commit().await?;
    Ok(made)
}

pub(super) async fn apply(store: &Store, post: PostId, now: i64) -> crate::Result<bool> {
    let mut tx = store.community.begin().await?;
    let applied = tx.held_decisions().apply(post, now, day(23)).await?;
    tx.commit().await?;
    Ok(applied)
}

async fn undo(store: &Store, post: PostId, now: i64) -> crate::Result<Undone> {
    let mut tx = store.community.begin().await?;
    let undone = tx.held_decisions().undo(post, a_moderator(), now, day(22)).await?;
    tx.commit().await?;
    Ok(undone)
}

/// The author changes the words that wait; false when nothing waits any more.
pub(super) async fn change(store: &Store, held: &Held) -> crate::Result<bool> {
    let mut tx = store.community.begin().await?;
    let Some(mut there) = tx.held().find(held.post).await? else { return Ok(false) };
    there.text.body = "Andere woorden".to_owned();
    let changed = tx.held().add(&there).await?;
    tx.commit().await?;
    Ok(changed)
}

pub(super) async fn withdraw(store: &Store, held: &Held) -> crate::Result<bool> {
    let mut tx = store.community.begin().await?;
    let withdrawn = tx.held().find(held.post).await?.is_some() && tx.held().remove(held.post).await?;
    tx.commit().await?;
    Ok(withdrawn)
}

/// The state of a post: its words where it waits, those that everybody sees, and what was decided.
pub(super) async fn there(
    store: &Store,
    post: PostId,
) -> crate::Result<(Option<String>, Option<String>, Option<HeldDecision>)> {
    let mut tx = store.community.read().await?;
    let waits = tx.held().find(post).await?.map(|held| held.text.body);
    let stands = tx.posts().find(post).await?.and_then(|post| post.text).map(|text| text.body);
    let decision = tx.held_decisions().find(post).await?;
    Ok((waits, stands, decision))
}

async fn queue(store: &Store) -> crate::Result<Vec<PostId>> {
    let mut tx = store.community.read().await?;
    let queue = tx.held().list_queue(QueueOrder::Newest, None, 99).await?;
    assert_eq!(tx.held().count().await?, queue.len() as i64);
    Ok(queue.iter().map(|held| held.post).collect())
}

both! {
    async fn a_post_whose_author_never_answers_is_removed_in_the_end(store) {
        let (asked, late, released) = (held(store).await?, held(store).await?, held(store).await?);
        let staff = a_moderator();
        for (held, ruling) in [(&asked, ASKED), (&late, ASKED), (&released, Ruling::RELEASED)] {
            assert_eq!(decide(store, held, ruling, staff).await?, Decided::Kept);
            assert!(apply(store, held.post, EFFECT).await?);
        }
        assert!(change(store, &late).await?, "an author who answers puts it into the queue");
        let end = async |before| {
            let mut tx = store.community.begin().await?;
            let ended = tx.held_decisions().end_unanswered(before, day(25), 9).await?;
            tx.commit().await?;
            crate::Result::Ok(ended)
        };
        assert_eq!(end(day(23)).await?, 0, "not before its day");
        assert_eq!(end(day(24)).await?, 1);
        assert_eq!(end(day(24)).await?, 0, "another host");
        let (words, shown, decision) = there(store, asked.post).await?;
        let decision = decision.expect("its author reads it");
        assert_eq!((words, shown, decision.ruling, decision.day), (None, None, Ruling::removed(Reason::Reaches), day(25)));
        assert_eq!(queue(store).await?, [late.post]);
        let mut tx = store.community.begin().await?;
        assert_eq!(tx.held_decisions().remove_unread(day(25)).await?, 1, "the release");
        assert_eq!(tx.held_decisions().remove_unread(day(26)).await?, 1, "and this, unread");
    }

    async fn a_decision_takes_effect_after_a_minute_and_not_before(store) {
        for (ruling, waits, stands) in [(Ruling::RELEASED, false, true), (ASKED, true, false), (REMOVED, false, false)] {
            let held = held(store).await?;
            let staff = a_moderator();
            assert_eq!(decide(store, &held, ruling, staff).await?, Decided::Kept);
            assert!(queue(store).await?.is_empty(), "nobody decides it a second time");
            assert!(store.community.read().await?.held_decisions().list_due(EFFECT - 1, 9).await?.is_empty());
            assert!(!apply(store, held.post, EFFECT - 1).await?);
            let (words, shown, decision) = there(store, held.post).await?;
            assert!(words.is_some() && shown.is_none());
            assert_eq!(decision.expect("a decision").decided, Some(NOW));
            assert!(store.community.read().await?.held_decisions().list_of(held.thread, &held.tag).await?.is_empty());

            assert_eq!(store.community.read().await?.held_decisions().list_due(EFFECT, 9).await?, [held.post]);
            assert!(apply(store, held.post, EFFECT).await?);
            assert!(!apply(store, held.post, EFFECT).await?, "another host");
            let (words, shown, decision) = there(store, held.post).await?;
            assert_eq!((words.is_some(), shown.is_some()), (waits, stands), "{ruling:?}");
            let wanted = HeldDecision {
                post: held.post, thread: held.thread, tag: held.tag, ruling, staff: Some(staff), decided: None, day: day(23),
            };
            assert_eq!(decision.as_ref(), Some(&wanted), "the second is gone, the day stays");
            assert_eq!(store.community.read().await?.held_decisions().list_of(held.thread, &held.tag).await?, [wanted]);
            assert!(store.community.read().await?.held_decisions().list_of(held.thread, &a_tag()).await?.is_empty());
            assert_eq!(undo(store, held.post, EFFECT).await?, Undone::TooLate);
        }
    }

    async fn the_second_who_decides_is_told_who_was_first(store) {
        let held = held(store).await?;
        let (noor, bas) = (a_moderator(), a_moderator());
        assert_eq!(decide(store, &held, ASKED, noor).await?, Decided::Kept);
        let Decided::Before(first) = decide(store, &held, REMOVED, bas).await? else { panic!("both decided") };
        assert_eq!((first.staff, first.ruling), (Some(noor), ASKED));
        apply(store, held.post, EFFECT).await?;
        let Decided::Before(first) = decide(store, &held, REMOVED, bas).await? else { panic!("both decided") };
        assert_eq!((first.staff, first.ruling), (Some(noor), ASKED));
    }

    async fn a_decision_is_about_the_words_that_were_seen(store) {
        let held = held(store).await?;
        assert!(change(store, &held).await?);
        assert_eq!(decide(store, &held, Ruling::RELEASED, a_moderator()).await?, Decided::Changed);
        assert_eq!(queue(store).await?, [held.post]);
        assert!(withdraw(store, &held).await?);
        assert_eq!(decide(store, &held, Ruling::RELEASED, a_moderator()).await?, Decided::Gone);
    }

    async fn within_the_minute_it_can_be_taken_back(store) {
        let held = held(store).await?;
        assert_eq!(undo(store, held.post, NOW).await?, Undone::Gone);
        decide(store, &held, REMOVED, a_moderator()).await?;
        assert_eq!(undo(store, held.post, EFFECT - 1).await?, Undone::Back(Verdict::Removed));
        assert_eq!(queue(store).await?, [held.post]);
        assert!(!apply(store, held.post, EFFECT).await?);
        decide(store, &held, REMOVED, a_moderator()).await?;
        assert_eq!(undo(store, held.post, EFFECT).await?, Undone::TooLate, "due, although no job came by yet");
        assert!(apply(store, held.post, EFFECT).await?);
    }

    async fn what_the_author_does_first_counts(store) {
        for ruling in [Ruling::RELEASED, ASKED, REMOVED] {
            let changed = held(store).await?;
            decide(store, &changed, ruling, a_moderator()).await?;
            assert!(change(store, &changed).await?);
            assert!(!apply(store, changed.post, EFFECT).await?);
            assert_eq!(there(store, changed.post).await?, (Some("Andere woorden".to_owned()), None, None));
            assert_eq!(queue(store).await?, [changed.post], "somebody looks anew");
            assert!(withdraw(store, &changed).await?);
            assert_eq!(there(store, changed.post).await?, (None, None, None));
        }
    }

    async fn what_was_asked_is_over_when_the_words_are_others(store) {
        let held = held(store).await?;
        decide(store, &held, ASKED, a_moderator()).await?;
        apply(store, held.post, EFFECT).await?;
        assert!(queue(store).await?.is_empty(), "it is the author's turn");
        assert!(change(store, &held).await?);
        assert_eq!(queue(store).await?, [held.post]);
        assert_eq!(there(store, held.post).await?.2, None);
    }

    async fn what_was_removed_leaves_the_old_words_of_a_post(store) {
        let thread = a_thread();
        let tip = a_tip(thread.id);
        let Author::Member { tag, name } = tip.author else { unreachable!("a member's tip") };
        let mut held = Held { changes: true, ..Held::reply(&tip, tag, name) };
        held.text.body = "Nieuw".to_owned();
        let mut tx = store.community.begin().await?;
        opened(&mut tx, &thread).await?;
        tx.posts().add(&tip).await?;
        tx.held().add(&held).await?;
        tx.commit().await?;
        decide(store, &held, REMOVED, a_moderator()).await?;
        assert!(apply(store, held.post, EFFECT).await?);
        let (waits, stands, _) = there(store, tip.id).await?;
        assert_eq!((waits, stands), (None, Some(tip.text.body)));
    }

    /// An opening whose place is taken, or a reply to nothing: nobody is told that it stands there.
    async fn what_cannot_be_released_leaves_no_decision(store) {
        let thread = a_thread();
        let tip = a_tip(thread.id);
        let Author::Member { tag, name } = tip.author else { unreachable!("a member's tip") };
        let held = Held::reply(&tip, tag, name);
        let mut tx = store.community.begin().await?;
        tx.held().add(&held).await?;
        tx.commit().await?;
        decide(store, &held, Ruling::RELEASED, a_moderator()).await?;
        assert!(!apply(store, held.post, EFFECT).await?);
        assert_eq!(there(store, held.post).await?, (None, None, None));
    }

    async fn the_queue_is_read_page_by_page_in_both_orders(store) {
        let thread = a_thread();
        let mut tx = store.community.begin().await?;
        let mut wanted = Vec::new();
        for n in 0..7 {
            let tip = crate::Post { day: day(20 + n % 3), ..a_tip(thread.id) };
            let Author::Member { tag, name } = tip.author else { unreachable!("a member's tip") };
            tx.held().add(&Held::reply(&tip, tag, name)).await?;
            wanted.push((tip.day, tip.id));
        }
        tx.commit().await?;
        wanted.sort_unstable();
        for order in [QueueOrder::Oldest, QueueOrder::Newest] {
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let page = store.community.read().await?.held().list_queue(order, after, 3).await?;
                let Some(last) = page.last() else { break };
                after = Some((last.day, last.post));
                seen.extend(page.iter().map(|held| (held.day, held.post)));
            }
            assert_eq!(seen, wanted);
            wanted.reverse();
        }
    }

    async fn what_nobody_reads_goes_and_what_was_asked_stays(store) {
        let mut left = Vec::new();
        for ruling in [Ruling::RELEASED, ASKED, REMOVED] {
            let held = held(store).await?;
            decide(store, &held, ruling, a_moderator()).await?;
            apply(store, held.post, EFFECT).await?;
            left.push(held.post);
        }
        let undecided = held(store).await?;
        decide(store, &undecided, REMOVED, a_moderator()).await?;
        let mut tx = store.community.begin().await?;
        assert_eq!(tx.held_decisions().remove_unread(day(23)).await?, 0, "of today");
        assert_eq!(tx.held_decisions().remove_unread(day(24)).await?, 2);
        assert!(tx.held_decisions().remove(left[1]).await?);
        assert!(!tx.held_decisions().remove(left[1]).await?);
        tx.commit().await?;
        let all = store.community.read().await?.held_decisions().list(None, 9).await?;
        assert_eq!(all.iter().map(|decision| decision.post).collect::<Vec<_>>(), [undecided.post]);
    }

    async fn the_command_line_decides_at_once_and_respects_what_was_decided(store) {
        let now = |store: &TestStore, post, ruling| {
            let store = (**store).clone();
            async move {
                let mut tx = store.community.begin().await?;
                let made = tx.held_decisions().decide_now(post, ruling, NOW, day(22)).await?;
                tx.commit().await?;
                crate::Result::Ok(made)
            }
        };
        let first = held(store).await?;
        assert_eq!(now(store, first.post, Ruling::RELEASED).await?, Decided::Kept);
        let (waits, stands, decision) = there(store, first.post).await?;
        assert!(waits.is_none() && stands.is_some() && decision.is_some_and(|decision| decision.is_final() && decision.staff.is_none()));
        let Decided::Before(_) = now(store, first.post, REMOVED).await? else { panic!("decided twice") };

        let second = held(store).await?;
        decide(store, &second, ASKED, a_moderator()).await?;
        let Decided::Before(_) = now(store, second.post, REMOVED).await? else { panic!("a colleague is overruled") };
        apply(store, second.post, EFFECT).await?;
        assert_eq!(now(store, second.post, REMOVED).await?, Decided::Kept, "nobody answered");
        assert!(there(store, second.post).await?.0.is_none());
        assert_eq!(now(store, PostId::random(chance()), REMOVED).await?, Decided::Gone);
    }
}
