use super::samples::*;
use crate::{Added, Community, Post, Tx, ViewerTags, both};
use domain::ids::PostId;
use domain::posts::PostKind;
use domain::secrets::Tag;
use domain::tried::Tried::{self, Failed, Helped, Partly};
use domain::tried::{Marks, UNKNOWN};

async fn a_tip_in_a_thread(tx: &mut Tx<Community>) -> crate::Result<(Post, Post)> {
    let thread = a_thread();
    let opening = opened(tx, &thread).await?;
    let tip = a_tip(thread.id);
    assert!(matches!(tx.posts().add(&tip).await?, Added::New(_)));
    Ok((opening, tip))
}

/// Each of these says something about the tip; gives their tags.
async fn crowd(tx: &mut Tx<Community>, tip: &Post, say: &[Tried]) -> crate::Result<Vec<Tag>> {
    let mut tags = Vec::new();
    for tried in say {
        let tag = a_tag();
        tx.tried().set(tip.id, &tag, Some(*tried)).await?;
        tags.push(tag);
    }
    Ok(tags)
}

/// The marks of one person about a tip.
async fn said(tx: &mut Tx<Community>, tip: &Post, tried: Tag) -> crate::Result<Vec<(PostId, Tried)>> {
    let tags = ViewerTags { post: tip.id, reaction: a_tag(), tried };
    Ok(tx.mine().find_in_thread(tip.thread, &a_tag(), &[tags]).await?.tried)
}

async fn shown(tx: &mut Tx<Community>, tip: &Post) -> crate::Result<Option<Marks>> {
    Ok(tx.posts().find(tip.id).await?.expect("the tip").marks)
}

both! {
    async fn a_figure_needs_five_people_and_the_end_of_the_day(store) {
        let mut tx = store.community.begin().await?;
        let (_, tip) = a_tip_in_a_thread(&mut tx).await?;
        crowd(&mut tx, &tip, &[Helped, Helped, Partly, Failed]).await?;
        assert_eq!(tx.tried().refresh_shown().await?, (0, false));
        assert_eq!(shown(&mut tx, &tip).await?, None, "four are too few");
        crowd(&mut tx, &tip, &[Helped]).await?;
        assert_eq!(shown(&mut tx, &tip).await?, None, "nothing ticks");
        assert_eq!(tx.tried().refresh_shown().await?, (1, false));
        assert_eq!(shown(&mut tx, &tip).await?, Some(Marks { helped: 3, partly: 1, failed: 1 }));
        assert_eq!(tx.tried().refresh_shown().await?, (0, false), "nothing is fresh");
        tx.commit().await?;
    }

    /// Nobody sees one person act by comparing today's figure with yesterday's.
    async fn a_figure_changes_by_five_people_at_once(store) {
        let mut tx = store.community.begin().await?;
        let (_, tip) = a_tip_in_a_thread(&mut tx).await?;
        let first = crowd(&mut tx, &tip, &[Helped; 5]).await?;
        tx.tried().refresh_shown().await?;
        // One changes, one takes back, two come new: four.
        tx.tried().set(tip.id, &first[0], Some(Failed)).await?;
        tx.tried().set(tip.id, &first[1], None).await?;
        crowd(&mut tx, &tip, &[Partly, Partly]).await?;
        tx.tried().refresh_shown().await?;
        assert_eq!(shown(&mut tx, &tip).await?, Some(Marks { helped: 5, partly: 0, failed: 0 }));
        crowd(&mut tx, &tip, &[Failed]).await?;
        tx.tried().refresh_shown().await?;
        assert_eq!(shown(&mut tx, &tip).await?, Some(Marks { helped: 3, partly: 2, failed: 2 }));
        tx.commit().await?;
    }

    async fn one_person_is_one_mark_however_often_they_say_it(store) {
        let mut tx = store.community.begin().await?;
        let (_, tip) = a_tip_in_a_thread(&mut tx).await?;
        let me = a_tag();
        for tried in [Some(Helped), Some(Failed), None, Some(Partly), None, None, Some(Helped), Some(Helped), Some(Failed)] {
            tx.tried().set(tip.id, &me, tried).await?;
        }
        assert_eq!(said(&mut tx, &tip, me).await?, [(tip.id, Failed)]);
        assert_eq!(said(&mut tx, &tip, a_tag()).await?, []);
        crowd(&mut tx, &tip, &[Helped, Helped, Helped]).await?;
        assert_eq!(tx.tried().refresh_shown().await?, (0, false), "that is four people");
        crowd(&mut tx, &tip, &[Helped]).await?;
        tx.tried().refresh_shown().await?;
        // Back and forth ends where it began: nothing is fresh.
        for tried in [Some(Helped), None, Some(Failed)] {
            tx.tried().set(tip.id, &me, tried).await?;
        }
        crowd(&mut tx, &tip, &[Helped; 4]).await?;
        assert_eq!(tx.tried().refresh_shown().await?, (0, false), "four are fresh, not five");
        tx.commit().await?;
    }

    async fn when_everybody_takes_back_the_figure_goes_and_nothing_stays(store) {
        let mut tx = store.community.begin().await?;
        let (_, tip) = a_tip_in_a_thread(&mut tx).await?;
        let people = crowd(&mut tx, &tip, &[Helped; 5]).await?;
        tx.tried().refresh_shown().await?;
        for person in &people {
            tx.tried().set(tip.id, person, None).await?;
            assert_eq!(said(&mut tx, &tip, *person).await?, []);
        }
        tx.tried().refresh_shown().await?;
        assert_eq!(shown(&mut tx, &tip).await?, None);
        tx.commit().await?;
        assert!(!store.rows().await?.iter().any(|row| row.starts_with("community.tried")));
    }

    async fn marks_go_with_the_tip_and_lists_forget_the_tips_of_a_removed_story(store) {
        let mut tx = store.community.begin().await?;
        let (opening, tip) = a_tip_in_a_thread(&mut tx).await?;
        crowd(&mut tx, &tip, &[Helped; 5]).await?;
        tx.tried().refresh_shown().await?;
        assert_eq!(tx.posts().list_best(a_theme(), UNKNOWN, 5).await?.len(), 1);
        tx.posts().remove(opening.id, day(22)).await?;
        assert_eq!(tx.posts().list_best(a_theme(), UNKNOWN, 5).await?.len(), 0);
        assert!(shown(&mut tx, &tip).await?.is_some(), "in the thread it stands");
        // A later refresh does not put it back.
        crowd(&mut tx, &tip, &[Helped; 5]).await?;
        tx.tried().refresh_shown().await?;
        assert_eq!(tx.posts().list_best(a_theme(), UNKNOWN, 5).await?.len(), 0);
        tx.posts().remove(tip.id, day(22)).await?;
        tx.commit().await?;
        assert!(!store.rows().await?.iter().any(|row| row.starts_with("community.tried")));
    }

    async fn the_best_tips_of_a_theme_come_first_and_the_worse_ones_not_at_all(store) {
        let mut tx = store.community.begin().await?;
        let mut tips = Vec::new();
        for say in [[Helped, Helped, Partly, Partly, Failed], [Helped; 5], [Failed; 5], [Helped, Helped, Helped, Helped, Failed]] {
            let (_, tip) = a_tip_in_a_thread(&mut tx).await?;
            crowd(&mut tx, &tip, &say).await?;
            tips.push(tip.id);
        }
        assert_eq!(tx.tried().refresh_shown().await?, (4, false));
        let ids = |rows: Vec<crate::PostRow>| rows.into_iter().map(|row| row.id).collect::<Vec<_>>();
        assert_eq!(ids(tx.posts().list_best(a_theme(), UNKNOWN, 5).await?), [tips[1], tips[3], tips[0]]);
        assert_eq!(ids(tx.posts().list_best(a_theme(), UNKNOWN, 1).await?), [tips[1]]);
        let other = domain::themes::ThemeId::all().last().expect("another theme");
        assert_eq!(ids(tx.posts().list_best(other, UNKNOWN, 5).await?), []);
        tx.commit().await?;
    }

    async fn numbers_of_tips_in_lists_catch_up_in_portions(store) {
        let mut tx = store.community.begin().await?;
        let mut threads = Vec::new();
        for _ in 0..5 {
            let thread = a_thread();
            opened(&mut tx, &thread).await?;
            tx.posts().add(&a_tip(thread.id)).await?;
            tx.posts().add(&a_post(thread.id, PostKind::Support, a_member())).await?;
            threads.push(thread.id);
        }
        let row = tx.threads().find(threads[0]).await?.expect("the thread");
        assert_eq!((row.tips, row.tips_shown), (1, 0));
        let (mut after, mut changed, mut rounds) = (domain::threads::Position(0), 0, 0);
        loop {
            let (some, next) = tx.threads().refresh_shown(after, 2).await?;
            (changed, rounds) = (changed + some, rounds + 1);
            let Some(next) = next else { break };
            after = next;
        }
        assert_eq!(changed, 5);
        assert!(rounds >= 3, "{rounds}");
        assert_eq!(tx.threads().refresh_shown(domain::threads::Position(0), 1_000).await?, (0, None));
        assert_eq!(tx.threads().find(threads[4]).await?.expect("the thread").tips_shown, 1);
        tx.commit().await?;
    }

    async fn the_stories_of_a_theme_are_counted_when_asked(store) {
        let mut tx = store.community.begin().await?;
        let gone = a_thread();
        let opening = opened(&mut tx, &gone).await?;
        opened(&mut tx, &a_thread()).await?;
        tx.posts().remove(opening.id, day(22)).await?;
        assert_eq!(tx.themes().list_totals().await?, []);
        let counted = tx.themes().count().await?;
        tx.themes().set_totals(&counted).await?;
        tx.themes().set_totals(&counted).await?;
        let totals = tx.themes().list_totals().await?;
        assert_eq!(totals.len(), domain::themes::ThemeId::all().count());
        assert!(totals.iter().all(|(theme, n)| *n == i64::from(*theme == a_theme())));
        tx.commit().await?;
    }

    async fn the_answer_of_an_expert_is_found_for_its_theme(store) {
        let mut tx = store.community.begin().await?;
        let expert = an_expert();
        tx.experts().add(&expert).await?;
        let (plain, helped) = (a_thread(), a_thread());
        opened(&mut tx, &plain).await?;
        opened(&mut tx, &helped).await?;
        let by = crate::Author::Expert(expert.id);
        let (first, second) = (a_post(helped.id, PostKind::Tip, by), a_post(helped.id, PostKind::Tip, by));
        tx.posts().add(&first).await?;
        tx.posts().add(&second).await?;
        let rows = tx.threads().list_by_expert(a_theme(), 3).await?;
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [helped.id]);
        assert_eq!(tx.posts().find_by_expert(helped.id).await?.expect("an answer").id, first.id);
        tx.posts().remove(first.id, day(22)).await?;
        assert_eq!(tx.posts().find_by_expert(helped.id).await?.expect("an answer").id, second.id);
        assert_eq!(tx.posts().find_by_expert(plain.id).await?, None);
        tx.commit().await?;
    }
}
