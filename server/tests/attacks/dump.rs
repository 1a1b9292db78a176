//! T2 and T2b: whoever steals both databases, the journals and the log, and even the server's keys, names authors no
//! better than by chance. And the same attacker finds every leak that we plant, so the silence means something.

use super::actor::app_over;
use super::attacker;
use super::beside;
use super::judge::{Truths, Verdict, judge};
use super::kinds::Kind;
use super::logged;
use super::loot::{Loot, Value};
use super::plants::{self, Plant};
use super::plants_beside;
use super::view::View;
use super::world::{MEMBERS, World};
use server::jobs;
use server::testing::{TestApp, TestStore, Tested};

/// Attacks on one kind, at the most; with them the chance of a false alarm over all is shared out.
const ATTACKS: usize = 80;

/// What an attacker tries on one kind of rows, judged: every attack with `part` in its name.
fn attack(loot: &Loot, truths: &Truths, kind: Kind, part: &str) -> Vec<Verdict> {
    let view = View::of(loot, kind);
    let attacks = attacker::attacks(loot, &view);
    assert!(attacks.len() <= ATTACKS);
    let tried = attacks.iter().filter(|attack| attack.name.contains(part));
    let all = Kind::ALL.len() * ATTACKS;
    tried
        .map(|attack| {
            judge(&format!("{kind:?}: {}", attack.name), &attack.run(), &view, truths.of(kind), all)
        })
        .collect()
}

/// Who lies beside whom: one person's posts or marks in two places would be tied together by it.
fn beside(loot: &Loot, truths: &Truths) -> Vec<Verdict> {
    beside::judged(loot, truths, Kind::ALL.len() * ATTACKS)
}

/// Everything.
fn attack_all(loot: &Loot, truths: &Truths) -> Vec<Verdict> {
    let each = Kind::ALL.iter().flat_map(|kind| attack(loot, truths, *kind, ""));
    each.chain(beside(loot, truths)).collect()
}

pub fn assert_chance(verdicts: &[Verdict], what: &str) {
    for v in verdicts {
        println!(
            "{what}: {:90} {:5} named, {:5} right, {:7.1} by chance, p {:.4}",
            v.attack, v.named, v.right, v.by_chance, v.p
        );
    }
    let found: Vec<&Verdict> = verdicts.iter().filter(|verdict| verdict.above_chance).collect();
    assert!(found.is_empty(), "{what}: better than chance: {found:#?}");
}

fn assert_found(loot: &Loot, truths: &Truths, plant: &Plant) {
    let verdicts = match plant.attack {
        plants::BESIDE => beside(loot, truths),
        part => attack(loot, truths, plant.kind, part),
    };
    assert!(
        verdicts.iter().any(|verdict| verdict.above_chance),
        "{} was not found: {verdicts:#?}",
        plant.what
    );
}

/// A community as it grows, and what an attacker makes of its files after the weeks of joining, before the order of
/// rows was forgotten, and at the end, when nobody has done anything for a minute and the night's work is done.
struct Stolen {
    founded: Loot,
    /// Of the same minute as the visits of the last day.
    live: Loot,
    /// A minute later, before the night's work.
    today: Loot,
    grown: Loot,
    truths: Truths,
    joined: Vec<Vec<u8>>,
}

async fn stolen_from(app: &TestApp) -> Stolen {
    let log = logged::begin();
    let mut world = World::founded(app).await;
    let founded = Loot::of(app).await;
    world.grows().await;
    let live = Loot::of(app).await;
    app.state.store.forget_order().await.expect("forgotten");
    let today = Loot::of(app).await;
    jobs::run(&app.state.store, &*app.state.clock).await;
    app.state.store.forget_order().await.expect("forgotten");
    let mut grown = Loot::of(app).await;
    grown.log = [logged::since(log), app.house.metrics.render()].concat();
    let posts = grown.community.table("posts").rows.len();
    let count = |kind| world.truths.of(kind).len();
    assert!(posts >= 2_000 && count(Kind::Posts) > 1_500, "{posts} posts by {} personas", count(Kind::Posts));
    for kind in Kind::ALL {
        println!("{kind:?}: {} rows of somebody", count(kind));
        assert!(count(kind) >= 80, "{kind:?}: {}", count(kind));
    }
    assert_eq!(grown.accounts.table("accounts").rows.len(), MEMBERS);
    Stolen { founded, live, today, grown, truths: world.truths, joined: world.joined }
}

#[tokio::test]
async fn a_dump_of_sqlite_names_nobody_with_or_without_the_keys() -> Tested {
    let app = app_over(TestStore::sqlite().await?, 2);
    let Stolen { today, grown, truths, joined, .. } = stolen_from(&app).await;
    assert_chance(&beside(&today, &truths), "T2, before the night");
    let with_keys = grown.clone().with_keys_of(&app);
    assert_chance(&attack_all(&grown, &truths), "T2, without keys");
    assert_chance(&attack_all(&with_keys, &truths), "T2b, with keys");

    // The same program finds what is there to be found.
    // What lies beside each other within the minute: `minutes.rs`, where enough of it came in one. The order of joining, which a
    // file of the first weeks keeps on PostgreSQL, is planted here: a dozen accounts fill a page of SQLite, and each time it splits
    // its rows are laid down by key.
    for plant in plants::ALL.iter().chain(plants_beside::ALL) {
        let mut leaky = if plant.needs_keys { with_keys.clone() } else { grown.clone() };
        let mut truths = truths.clone();
        (plant.grow)(&mut leaky, &joined, truths.of_mut(plant.kind));
        assert_found(&leaky, &truths, plant);
    }
    app.finish().await
}

#[tokio::test]
async fn a_dump_of_postgres_names_nobody_with_or_without_the_keys() -> Tested {
    let Some(store) = TestStore::postgres().await? else { return Ok(()) };
    let app = app_over(store, 2);
    let Stolen { founded, live, today, grown, truths, .. } = stolen_from(&app).await;
    assert_chance(&beside(&today, &truths), "T2 on PostgreSQL, before the night");
    assert_chance(&attack_all(&grown.clone().with_keys_of(&app), &truths), "T2b on PostgreSQL");
    assert_found(&founded, &truths, &plants::UNSWEPT);
    assert_found(&live, &truths, &plants_beside::OF_THIS_MINUTE);
    app.finish().await
}

/// No six bytes of an account's random values stand anywhere in the other zone's files: not in a row, not in a free
/// page, not in the journal.
#[tokio::test]
async fn no_bytes_of_an_account_stand_in_the_files_of_the_community() -> Tested {
    use std::collections::HashSet;
    let app = app_over(TestStore::sqlite().await?, 3);
    let cohort = app.a_cohort().await;
    let about =
        (domain::people::Phase::ALL[0], domain::people::Sector::ALL[0], domain::people::Region::ALL[0]);
    for _ in 0..20 {
        let mut member = super::actor::Actor::joins(&app, &cohort, about).await;
        let thread = member.shares("insecurity", "Ik durf niets te vragen.", true).await;
        member.replies(thread, "Nu wel.").await;
    }
    let loot = Loot::of(&app).await;
    let pieces: HashSet<&[u8]> = loot
        .accounts
        .tables
        .iter()
        .flat_map(|table| &table.rows)
        .flat_map(|row| &row.values)
        .filter(|value| matches!(value, Value::Blob(_)))
        .flat_map(|value| value.bytes().windows(6))
        .filter(|piece| piece.iter().any(|byte| *byte != 0))
        .collect();
    assert!(pieces.len() > 5_000, "{}", pieces.len());
    for bytes in [&loot.community.file, &loot.community.journal] {
        assert!(!bytes.windows(6).any(|piece| pieces.contains(piece)));
    }
    app.finish().await
}
