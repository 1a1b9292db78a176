use super::*;
use proptest::prelude::*;

fn marks(helped: u32, partly: u32, failed: u32) -> Marks {
    Marks { helped, partly, failed }
}

fn tip(seq: i64, shown: Option<Marks>) -> Standing {
    Standing { expert: false, tip: true, shown, thanked: false, seq }
}

/// The places of writing, in the order in which they are shown.
fn order(mut replies: Vec<Standing>) -> Vec<i64> {
    replies.sort_by_key(Standing::key);
    replies.iter().map(|reply| reply.seq).collect()
}

#[test]
fn slugs_read_back() {
    for tried in Tried::ALL {
        assert_eq!(Tried::from_slug(tried.slug()), Some(*tried));
    }
    for wrong in ["", "Helped", "none", "hielp"] {
        assert_eq!(Tried::from_slug(wrong), None, "{wrong}");
    }
}

#[test]
fn a_figure_needs_five_people() {
    assert!(!marks(4, 0, 0).may_be_shown());
    assert!(marks(2, 2, 1).may_be_shown());
    assert_eq!(marks(0, 0, 0).interval(), None);
}

#[test]
fn scores_are_means_that_grant_ten_people() {
    for (marks, score) in [
        (marks(0, 0, 0), UNKNOWN),
        (marks(5, 0, 0), 666_666),
        (marks(0, 0, 5), 333_333),
        (marks(0, 5, 0), 500_000),
        (marks(20, 0, 5), 714_285),
        (marks(12, 3, 2), 685_185),
        (marks(u32::MAX, 0, 0), 999_999),
    ] {
        assert_eq!(marks.score(), score, "{marks:?}");
    }
}

#[test]
fn many_who_were_helped_outweigh_a_few() {
    assert!(marks(80, 10, 10).score() > marks(5, 0, 0).score());
    assert!(marks(5, 0, 0).score() > marks(30, 0, 20).score());
}

#[test]
fn a_new_tip_stands_between_those_that_helped_and_those_that_did_not() {
    let replies =
        vec![tip(1, Some(marks(1, 1, 5))), tip(2, None), tip(3, Some(marks(6, 1, 1))), tip(4, None)];
    assert_eq!(order(replies), [3, 2, 4, 1]);
}

#[test]
fn experts_come_first_and_support_last_in_the_order_of_writing() {
    let support = |seq| Standing { tip: false, ..tip(seq, None) };
    let expert = |seq, shown| Standing { expert: true, ..tip(seq, shown) };
    let replies = vec![
        support(1),
        tip(2, None),
        expert(3, None),
        support(4),
        expert(5, Some(marks(9, 0, 0))),
        tip(6, None),
    ];
    assert_eq!(order(replies), [3, 5, 2, 6, 1, 4]);
}

#[test]
fn what_helped_the_asker_leads_the_new_tips_and_beats_no_figure() {
    let thanked = |seq, shown| Standing { thanked: true, ..tip(seq, shown) };
    let replies = vec![
        tip(1, None),
        thanked(2, None),
        tip(3, Some(marks(4, 1, 0))),
        thanked(4, Some(marks(3, 0, 2))),
        Standing { tip: false, thanked: true, ..tip(5, None) },
    ];
    assert_eq!(order(replies), [3, 4, 2, 1, 5]);
}

#[test]
fn percents_add_up_in_fives() {
    assert_eq!(marks(0, 0, 0).percents(), [0; 3]);
    assert_eq!(marks(1, 1, 1).percents(), [35, 35, 30]);
    assert_eq!(marks(12, 3, 2).percents(), [70, 20, 10]);
    assert_eq!(marks(u32::MAX, 0, 0).percents(), [100, 0, 0]);
}

#[test]
fn people_are_told_in_steps() {
    for (people, step) in
        [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10), (39, 20), (40, 40), (999, 500), (70_000, 1_000)]
    {
        assert_eq!(marks(people, 0, 0).at_least(), step, "{people}");
    }
}

proptest! {
    #[test]
    fn parts_are_fives_near_the_truth(marks in some_marks()) {
        let percents = marks.percents();
        prop_assert_eq!(percents.iter().sum::<u32>(), if marks.people() == 0 { 0 } else { 100 });
        for (part, percent) in [marks.helped, marks.partly, marks.failed].into_iter().zip(percents) {
            prop_assert!(percent % 5 == 0);
            prop_assert!((f64::from(part) * 100.0 / f64::from(marks.people().max(1)) - f64::from(percent)).abs() < 5.0);
        }
    }
}

fn some_marks() -> impl Strategy<Value = Marks> {
    (0_u32..300, 0_u32..300, 0_u32..300).prop_map(|(helped, partly, failed)| marks(helped, partly, failed))
}

fn one_more(now: Marks, tried: Tried) -> Marks {
    match tried {
        Tried::Helped => Marks { helped: now.helped + 1, ..now },
        Tried::Partly => Marks { partly: now.partly + 1, ..now },
        Tried::Failed => Marks { failed: now.failed + 1, ..now },
    }
}

proptest! {
    #[test]
    fn the_parts_of_a_bar_are_a_hundred(marks in some_marks().prop_filter("somebody", |marks| marks.people() > 0)) {
        prop_assert_eq!(marks.percents().iter().sum::<u32>(), 100);
    }

    /// Whom it helped never lowers a tip, whom it failed never raises it, and in part lies between.
    #[test]
    fn a_score_follows_what_people_say(now in some_marks()) {
        let after = |tried| one_more(now, tried).score();
        prop_assert!(after(Tried::Helped) >= now.score() && now.score() >= after(Tried::Failed));
        prop_assert!(after(Tried::Helped) >= after(Tried::Partly) && after(Tried::Partly) >= after(Tried::Failed));
        prop_assert!(now.score() < 1_000_000);
    }

    /// One account holds one mark, however often it marks. That moves a score by at most one part in the number of people,
    /// the ten that are granted included.
    #[test]
    fn one_account_moves_a_score_by_one_part_only(others in some_marks(), marked in prop::sample::subsequence(Tried::ALL.to_vec(), 1..=3)) {
        let scores: Vec<u32> = marked.into_iter().map(|tried| one_more(others, tried).score()).chain([others.score()]).collect();
        let spread = scores.iter().max().unwrap_or(&0) - scores.iter().min().unwrap_or(&0);
        prop_assert!(spread <= 1_000_000 / (others.people() + 11) + 1, "{spread}");
    }

    /// Shuffled replies come back in one and the same order.
    #[test]
    fn the_order_is_the_same_for_everybody(
        replies in prop::collection::vec((any::<bool>(), any::<bool>(), prop::option::of(some_marks()), any::<bool>()), 0..12),
        turn in 0_usize..12,
    ) {
        let replies: Vec<Standing> = (1..).zip(replies)
            .map(|(seq, (expert, tip, shown, thanked))| Standing { expert, tip, shown, thanked, seq })
            .collect();
        let mut turned = replies.clone();
        if !turned.is_empty() {
            let by = turn % turned.len();
            turned.rotate_left(by);
        }
        prop_assert_eq!(order(replies), order(turned));
    }
}
