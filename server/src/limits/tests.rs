//! The limits alone, asked by code instead of through pages.

use super::*;
use crate::config::Settings;
use chrono::Duration;
use domain::entropy::Seeded;
use domain::time::FixedClock;

const ANN: Asker = Asker::Account(AccountId::from_bytes([1; 16]));
const BRAM: Asker = Asker::Account(AccountId::from_bytes([9; 16]));
const SCHOOL: Asker = network(2);
const ELSEWHERE: Asker = network(3);

const fn network(n: u8) -> Asker {
    Asker::Network(Network([n; 16]))
}

fn limits() -> (Arc<FixedClock>, InMemory) {
    let clock = Arc::new(FixedClock::at("2026-11-21T12:00:00Z".parse().expect("a time")));
    let mut rates = Settings::defaults().rates;
    rates.puzzle_bits = 4;
    let chance = Arc::new(Seeded::new(1));
    let names = Arc::new(DailyKey::new(clock.clone(), chance.clone()));
    (clock.clone(), InMemory::new(rates, (clock, chance), names, Arc::default()))
}

fn solved(puzzle: domain::pow::Puzzle) -> String {
    puzzle.answer(puzzle.search(0, u32::MAX).expect("a solution"))
}

/// T29.
#[test]
fn three_hundred_pages_in_ten_minutes_and_then_slowly() {
    let (clock, limits) = limits();
    assert!((0..300).all(|_| limits.ask(Action::Read, ANN, "") == Admission::Go));
    assert_eq!(limits.ask(Action::Read, ANN, ""), Admission::Wait(2));
    assert_eq!(limits.ask(Action::Read, BRAM, ""), Admission::Go, "another account");
    assert_eq!(limits.ask(Action::Reply, ANN, ""), Admission::Go, "another question");
    clock.forward(Duration::seconds(2));
    assert_eq!(limits.ask(Action::Read, ANN, ""), Admission::Go);
    clock.forward(Duration::minutes(10));
    assert!((0..300).all(|_| limits.ask(Action::Read, ANN, "") == Admission::Go));
}

/// One key decides about a post: who works through a full queue is not held up by what keeps members from clicking on everything.
#[test]
fn a_moderator_decides_about_a_thousand_posts_in_ten_minutes() {
    let (_, limits) = limits();
    let noor = Asker::Staff(domain::ids::StaffId::from_bytes([1; 16]));
    assert!((0..1_000).all(|_| limits.ask(Action::Decide, noor, "") == Admission::Go));
    assert!((0..5_000).any(|_| limits.ask(Action::Decide, noor, "") != Admission::Go), "and not without end");
}

/// T23: 5,000 guesses from one network end in puzzles and waits of at least 30 seconds.
#[test]
fn guessing_gets_slow() {
    let (clock, limits) = limits();
    let (mut tried, mut longest, mut proof) = (0, 0, String::new());
    for _ in 0..5_000 {
        match limits.ask(Action::SignIn, SCHOOL, &proof) {
            Admission::Go => {
                tried += 1;
                limits.failed(Action::SignIn, SCHOOL);
            }
            Admission::Wait(_) => panic!("nobody is refused"),
            Admission::Prove(asked, seconds) => {
                longest = longest.max(seconds);
                proof = asked.to_string();
            }
        }
        clock.forward(Duration::milliseconds(100));
    }
    assert!(tried <= 45, "{tried} tries in eight minutes");
    assert!(longest >= 30, "{longest} seconds");
}

#[test]
fn a_puzzle_lets_one_try_through_and_serves_once_and_only_its_network() {
    let (_, limits) = limits();
    (0..40).for_each(|_| limits.failed(Action::SignIn, SCHOOL));
    let Admission::Prove(puzzle, _) = limits.ask(Action::SignIn, SCHOOL, "") else { panic!("no puzzle") };
    let proof = solved(puzzle);
    (0..40).for_each(|_| limits.failed(Action::SignIn, ELSEWHERE));
    assert!(matches!(limits.ask(Action::SignIn, ELSEWHERE, &proof), Admission::Prove(..)));
    assert_eq!(limits.ask(Action::SignIn, SCHOOL, &proof), Admission::Go);
    assert!(matches!(limits.ask(Action::SignIn, SCHOOL, &proof), Admission::Prove(..)), "spent");
}

#[test]
fn invented_and_old_proofs_are_refused() {
    let (clock, limits) = limits();
    (0..40).for_each(|_| limits.failed(Action::Join, SCHOOL));
    let own = domain::pow::Puzzle::new([7; 16], 0);
    for proof in [solved(own), "x".into(), ":".into(), format!("{own}:99999999999999999999999")] {
        assert!(matches!(limits.ask(Action::Join, SCHOOL, &proof), Admission::Prove(..)), "{proof}");
    }
    let Admission::Prove(puzzle, _) = limits.ask(Action::Join, SCHOOL, "") else { panic!("no puzzle") };
    clock.forward(Duration::minutes(11));
    assert!(matches!(limits.ask(Action::Join, SCHOOL, &solved(puzzle)), Admission::Prove(..)));
}

#[test]
fn without_javascript_waiting_does_too_and_gets_longer() {
    let (clock, limits) = limits();
    (0..22).for_each(|_| limits.failed(Action::SignIn, SCHOOL));
    let mut last = 0;
    for _ in 0..4 {
        let Admission::Prove(asked, wait) = limits.ask(Action::SignIn, SCHOOL, "") else {
            panic!("no puzzle")
        };
        assert!(wait > last, "{wait} after {last}");
        let patience = asked.to_string();
        clock.forward(Duration::seconds(i64::from(wait) - 1));
        assert_eq!(limits.ask(Action::SignIn, SCHOOL, &patience), Admission::Prove(asked, 1), "too early");
        clock.forward(Duration::seconds(1));
        assert!(matches!(limits.ask(Action::SignIn, ELSEWHERE, ""), Admission::Go));
        assert_eq!(limits.ask(Action::SignIn, SCHOOL, &patience), Admission::Go);
        assert!(
            matches!(limits.ask(Action::SignIn, SCHOOL, &patience), Admission::Prove(..)),
            "it serves once"
        );
        limits.failed(Action::SignIn, SCHOOL);
        last = wait;
    }
}

/// Whoever was told to wait gets through after that, whatever others of the same network do meanwhile.
#[test]
fn a_guesser_takes_nobody_the_place_that_was_waited_for() {
    let (clock, limits) = limits();
    (0..60).for_each(|_| limits.failed(Action::SignIn, SCHOOL));
    let Admission::Prove(asked, wait) = limits.ask(Action::SignIn, SCHOOL, "") else { panic!("no puzzle") };
    for _ in 0..wait {
        for _ in 0..20 {
            assert!(matches!(limits.ask(Action::SignIn, SCHOOL, ""), Admission::Prove(..)));
        }
        clock.forward(Duration::seconds(1));
    }
    assert_eq!(limits.ask(Action::SignIn, SCHOOL, &asked.to_string()), Admission::Go);
}

/// Patience costs a program nothing: so many of one network get through by it in a minute, and no more.
#[test]
fn patience_is_bounded_for_a_network() {
    let (clock, limits) = limits();
    (0..60).for_each(|_| limits.failed(Action::SignIn, SCHOOL));
    let mut asked = Vec::new();
    for _ in 0..200 {
        let Admission::Prove(puzzle, _) = limits.ask(Action::SignIn, SCHOOL, "") else { panic!("no puzzle") };
        asked.push(puzzle.to_string());
    }
    clock.forward(Duration::seconds(60));
    let through =
        asked.iter().filter(|asked| limits.ask(Action::SignIn, SCHOOL, asked) == Admission::Go).count();
    assert_eq!(through, 30);
}

/// A program that waits takes the places of what it does, not those of others; and who finds no place keeps what they waited.
#[test]
fn patience_for_one_thing_is_not_used_up_by_another() {
    let (clock, limits) = limits();
    (0..60).for_each(|_| limits.failed(Action::Join, SCHOOL));
    let ask = |what| {
        let Admission::Prove(puzzle, _) = limits.ask(what, SCHOOL, "") else { panic!("no puzzle") };
        puzzle.to_string()
    };
    let joins: Vec<_> = (0..100).map(|_| ask(Action::Join)).collect();
    let (mine, late) = (ask(Action::SignIn), ask(Action::Join));
    clock.forward(Duration::seconds(60));
    let through =
        joins.iter().filter(|asked| limits.ask(Action::Join, SCHOOL, asked) == Admission::Go).count();
    assert_eq!(through, 30);
    assert_eq!(limits.ask(Action::SignIn, SCHOOL, &mine), Admission::Go, "another thing to do");
    let Admission::Prove(kept, wait) = limits.ask(Action::Join, SCHOOL, &late) else { panic!("no puzzle") };
    assert_eq!((kept.to_string(), wait), (late.clone(), 2), "what was waited is not lost");
    clock.forward(Duration::seconds(2));
    assert_eq!(limits.ask(Action::Join, SCHOOL, &late), Admission::Go);
}

/// An empty bucket of a network asks for work, harder the more people come, and refuses nobody.
#[test]
fn a_crowd_works_or_waits_and_is_never_refused() {
    for what in [Action::Join, Action::Enter, Action::SignIn] {
        let (clock, limits) = limits();
        let places = match what {
            Action::SignIn => limits.settings.sign_ins_per_10_minutes,
            _ => limits.settings.joins_per_hour,
        };
        assert!((0..places).all(|_| limits.ask(what, SCHOOL, "") == Admission::Go), "{what:?}");
        let mut bits = Vec::new();
        for _ in 0..100 {
            let Admission::Prove(puzzle, wait) = limits.ask(what, SCHOOL, "") else { panic!("{what:?}") };
            assert!(wait <= 60, "{wait}");
            bits.push(puzzle.bits);
            assert_eq!(limits.ask(what, SCHOOL, &solved(puzzle)), Admission::Go, "{what:?}");
        }
        assert_eq!((bits[0], bits[99]), (4, 8), "{what:?}");
        assert_eq!(limits.ask(what, ELSEWHERE, ""), Admission::Go, "{what:?}");
        clock.forward(Duration::hours(2));
        assert_eq!(limits.ask(what, SCHOOL, ""), Admission::Go, "it passes");
    }
}

/// One account that signs in again and again takes one place of its network, and is stopped by itself.
#[test]
fn successes_of_one_account_count_together() {
    let (clock, limits) = limits();
    let (Asker::Account(ann), Asker::Network(school)) = (ANN, SCHOOL) else { panic!() };
    let mut signed_in = 0;
    for _ in 0..200 {
        assert_eq!(limits.ask(Action::SignIn, SCHOOL, ""), Admission::Go, "a place is left");
        if limits.signs_in(ann, school) != Admission::Go {
            break;
        }
        signed_in += 1;
    }
    assert_eq!(signed_in, 20);
    assert!(matches!(limits.signs_in(ann, school), Admission::Wait(_)));
    for n in 2..50u8 {
        assert_eq!(limits.ask(Action::SignIn, SCHOOL, ""), Admission::Go);
        assert_eq!(limits.signs_in(AccountId::from_bytes([n; 16]), school), Admission::Go);
    }
    clock.forward(Duration::minutes(10));
    assert_eq!(limits.signs_in(ann, school), Admission::Go);
}

/// Somebody who is signed in and guesses at the own key works for it, too.
#[test]
fn the_own_key_is_no_place_to_guess() {
    let (_, limits) = limits();
    for _ in 0..20 {
        assert_eq!(limits.ask(Action::ShowKey, ANN, ""), Admission::Go);
        limits.failed(Action::ShowKey, ANN);
    }
    let Admission::Prove(puzzle, _) = limits.ask(Action::ShowKey, ANN, "") else { panic!("no puzzle") };
    assert_eq!(limits.ask(Action::ShowKey, ANN, &solved(puzzle)), Admission::Go);
    assert_eq!(limits.ask(Action::ShowKey, BRAM, ""), Admission::Go);
    assert_eq!(limits.metrics.counted(SecurityEvent::SignInFailed), 0, "no flood of strangers");
}

#[test]
fn a_wave_of_joins_is_seen_and_the_hour_that_runs_is_not() {
    let (clock, limits) = limits();
    (0..59).for_each(|_| limits.joined());
    assert_eq!(limits.metrics.counted(SecurityEvent::JoinWave), 0);
    (0..9).for_each(|_| limits.joined());
    assert_eq!(limits.metrics.counted(SecurityEvent::JoinWave), 1, "said once an hour");
    assert_eq!(limits.joins_last_hour(), 0);
    clock.forward(Duration::hours(1));
    assert_eq!(limits.joins_last_hour(), 68);
    limits.joined();
    clock.forward(Duration::hours(1));
    assert_eq!(limits.joins_last_hour(), 1);
    clock.forward(Duration::hours(2));
    assert_eq!(limits.joins_last_hour(), 0);
}

#[test]
fn under_attack_from_everywhere_strangers_work_and_members_do_not() {
    let (clock, limits) = limits();
    for n in 0..100u8 {
        limits.failed(Action::SignIn, network(n));
    }
    assert!(matches!(limits.ask(Action::Join, network(200), ""), Admission::Prove(..)));
    assert_eq!(limits.ask(Action::Share, ANN, ""), Admission::Go);
    assert_eq!(limits.ask(Action::Enter, network(200), ""), Admission::Go, "the code was right already");
    assert_eq!(limits.ask(Action::ShowKey, ANN, ""), Admission::Go, "somebody who is signed in already");
    assert_eq!(limits.metrics.counted(SecurityEvent::UnderAttack), 1);
    clock.forward(Duration::minutes(31));
    assert_eq!(limits.ask(Action::Join, network(200), ""), Admission::Go, "it passes");
}
